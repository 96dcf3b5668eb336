//! Sums over the containers around a block, at five levels, each wider than the one before.

use super::facts::{Sums, is_article};
use super::{Facts, ratio};
use crate::markup::Tag;
use crate::page::{NONE, Role};

/// Levels of ever wider containers.
const LEVELS: usize = 5;
/// Numbers a level.
const PER_LEVEL: usize = 6;
/// Shares of the page's words that the innermost `article` and `main` hold.
const SHARES: usize = 4;

pub(super) const COLUMNS: &[&str] = &[
    "words_0",
    "good_0",
    "links_0",
    "blocks_0",
    "ended_0",
    "mean_0",
    "words_1",
    "good_1",
    "links_1",
    "blocks_1",
    "ended_1",
    "mean_1",
    "words_2",
    "good_2",
    "links_2",
    "blocks_2",
    "ended_2",
    "mean_2",
    "words_3",
    "good_3",
    "links_3",
    "blocks_3",
    "ended_3",
    "mean_3",
    "words_4",
    "good_4",
    "links_4",
    "blocks_4",
    "ended_4",
    "mean_4",
    "article_words",
    "article_good",
    "main_words",
    "main_good",
    "parent_headings",
    "parent_good_blocks",
    "place_in_parent",
    "place_in_wider",
];

pub(super) fn fill(facts: &Facts<'_>) -> impl FnMut(usize, &mut [f32]) {
    let page = facts.page;
    let total = facts.total();
    let regions = regions(facts);
    let (mut levels, mut region) = ([NONE; LEVELS], (NONE, NONE));
    move |block, row| {
        let own = page.blocks[block].container;
        let mut id = own;
        for (level, last) in levels.iter_mut().enumerate() {
            // Those around it are the same as before, too.
            if *last == id {
                break;
            }
            *last = id;
            let container = &page.containers[id as usize];
            let blocks = (container.end_block - container.first_block) as f32;
            put_level(&mut row[level * PER_LEVEL..], &facts.sums[id as usize], &total, blocks);
            id = facts.wider[id as usize];
        }
        let row = &mut row[LEVELS * PER_LEVEL..];
        if regions[own as usize] != region {
            region = regions[own as usize];
            let share = |of: u32, part: fn(&Sums) -> f32| {
                facts.sums.get(of as usize).map_or(0.0, |sums| ratio(part(sums), part(&total)))
            };
            let (article, main) = region;
            row[..SHARES].copy_from_slice(&[
                share(article, |sums| sums.words),
                share(article, |sums| sums.good_words),
                share(main, |sums| sums.words),
                share(main, |sums| sums.good_words),
            ]);
        }
        let parent = page.containers[own as usize].parent;
        row[SHARES..].copy_from_slice(&[
            facts.sums[parent as usize].headings,
            facts.sums[parent as usize].good_blocks,
            place(facts, parent, block),
            place(facts, facts.wider[own as usize], block),
        ]);
    }
}

fn put_level(row: &mut [f32], sums: &Sums, total: &Sums, blocks: f32) {
    row[..PER_LEVEL].copy_from_slice(&[
        ratio(sums.words, total.words),
        ratio(sums.good_words, total.good_words),
        ratio(sums.link_chars, sums.chars),
        blocks,
        ratio(sums.ended_words, sums.words),
        ratio(sums.words, blocks),
    ]);
}

/// Where among the container's blocks, 0 to 1.
fn place(facts: &Facts<'_>, container: u32, block: usize) -> f32 {
    let container = &facts.page.containers[container as usize];
    let before = (block as u32).saturating_sub(container.first_block);
    ratio(before as f32, (container.end_block - container.first_block) as f32)
}

/// The innermost `article` and `main` around each container, or `NONE`.
fn regions(facts: &Facts<'_>) -> Vec<(u32, u32)> {
    let containers = &facts.page.containers;
    let mut regions = vec![(NONE, NONE); containers.len()];
    for id in &facts.live {
        let container = &containers[*id as usize];
        let (mut article, mut main) = regions[container.parent as usize];
        if is_article(container) {
            article = *id;
        }
        if container.tag == Tag::Main || container.role == Role::Main {
            main = *id;
        }
        regions[*id as usize] = (article, main);
    }
    regions
}
