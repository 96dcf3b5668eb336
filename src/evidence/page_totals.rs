//! Totals of the page, the same for all its blocks.

use super::facts::is_article;
use super::{Facts, ratio};
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

pub(super) fn fill(facts: &Facts<'_>) -> impl FnMut(usize, &mut [f32]) {
    move |block, row| {
        if block == 0 {
            row.copy_from_slice(&totals(facts));
        }
    }
}

fn totals(facts: &Facts<'_>) -> [f32; COLUMNS.len()] {
    let page = facts.page;
    let total = facts.total();
    let blocks = page.blocks.len() as f32;
    let (mut list_items, mut cells, mut controls) = (0, 0, 0);
    for block in &page.blocks {
        list_items += u32::from(block.kind == BlockKind::ListItem);
        cells += u32::from(block.kind == BlockKind::TableCell);
        controls += u32::from(block.kind == BlockKind::Control);
    }
    let (mut articles, mut paragraphs, mut forms) = (0, 0, 0);
    for container in &page.containers {
        articles += u32::from(is_article(container));
        paragraphs += u32::from(container.tag == Tag::P);
        forms += u32::from(container.tag == Tag::Form);
    }
    let share = |count: u32| ratio(count as f32, blocks);
    [
        blocks,
        total.words,
        total.good_words,
        ratio(total.good_words, total.words),
        ratio(total.link_chars, total.chars),
        ratio(total.ended_words, total.words),
        ratio(total.words, blocks),
        total.headings,
        articles as f32,
        share(list_items),
        share(cells),
        share(controls),
        paragraphs as f32,
        1.0 - ratio(facts.copies.texts() as f32, blocks),
        forms as f32,
    ]
}
