//! Totals of the page, the same for all its blocks.

use super::facts::is_article;
use super::{Facts, Fill, ratio};
use crate::markup::Tag;
use crate::page::BlockKind;

pub(super) const COLUMNS: &[&str] = &[
    "blocks",
    "words",
    "good_words",
    "good_share",
    "links",
    "ended",
    "mean_words",
    "headings",
    "articles",
    "list_items",
    "cells",
    "controls",
    "paragraphs",
    "repeated",
    "forms",
];

pub(super) fn fill<'f>(facts: &'f Facts<'_>) -> Fill<'f> {
    Box::new(move |block, row| {
        if block == 0 {
            row.copy_from_slice(&totals(facts));
        }
    })
}

fn totals(facts: &Facts<'_>) -> [f32; COLUMNS.len()] {
    let page = facts.page;
    let total = facts.total();
    let blocks = page.blocks.len() as f32;
    let share = |wanted: fn(BlockKind) -> bool| {
        ratio(page.blocks.iter().filter(|block| wanted(block.kind)).count() as f32, blocks)
    };
    let tags = |tag: Tag| page.containers.iter().filter(|container| container.tag == tag).count() as f32;
    let articles = page.containers.iter().filter(|container| is_article(container)).count() as f32;
    [
        blocks,
        total.words,
        total.good_words,
        ratio(total.good_words, total.words),
        ratio(total.link_chars, total.chars),
        ratio(total.ended_words, total.words),
        ratio(total.words, blocks),
        total.headings,
        articles,
        share(|kind| kind == BlockKind::ListItem),
        share(|kind| kind == BlockKind::TableCell),
        share(|kind| kind == BlockKind::Control),
        tags(Tag::P),
        1.0 - ratio(facts.copies.texts() as f32, blocks),
        tags(Tag::Form),
    ]
}
