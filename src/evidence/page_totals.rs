//! Totals of the page, the same for all its blocks.

use super::facts::is_article;
use super::{Columns, Facts, ratio};
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

pub(super) fn fill(facts: &Facts<'_>, out: &mut Columns<'_>) {
    let page = facts.page;
    let total = facts.total();
    let blocks = page.blocks.len() as f32;
    let share = |wanted: fn(BlockKind) -> bool| {
        ratio(page.blocks.iter().filter(|block| wanted(block.kind)).count() as f32, blocks)
    };
    let tags = |tag: Tag| page.containers.iter().filter(|container| container.tag == tag).count() as f32;
    let articles = page.containers.iter().filter(|container| is_article(container)).count() as f32;
    let mut hashes: Vec<u64> = facts.stats.iter().map(|stats| stats.hash).collect();
    hashes.sort_unstable();
    hashes.dedup();
    let row = [
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
        1.0 - ratio(hashes.len() as f32, blocks),
        tags(Tag::Form),
    ];
    for block in 0..page.blocks.len() {
        out.put(block, row);
    }
}
