//! Sums over the containers around a block, at five levels, each wider than the one before.

use super::facts::{Sums, is_article};
use super::{Facts, ratio};
use crate::markup::Tag;
use crate::page::{Container, ContainerId, NONE, Role};

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
    let mut regions = Regions { article: NONE, main: NONE };
    move |block, row| {
        let own = page.blocks[block].container;
        let place = &facts.places[own as usize];
        let (levels, row) = row.split_at_mut(LEVELS * PER_LEVEL);
        let mut id = own;
        for level in levels.chunks_exact_mut(PER_LEVEL) {
            level.copy_from_slice(&facts.shares[id as usize].level);
            id = facts.places[id as usize].wider;
        }
        if place.regions != regions {
            regions = place.regions;
            let share = |of: u32, part: fn(&Sums) -> f32| {
                facts.sums.get(of as usize).map_or(0.0, |sums| ratio(part(sums), part(&total)))
            };
            row[..SHARES].copy_from_slice(&[
                share(regions.article, |sums| sums.words),
                share(regions.article, |sums| sums.good_words),
                share(regions.main, |sums| sums.words),
                share(regions.main, |sums| sums.good_words),
            ]);
        }
        let parent = page.containers[own as usize].parent;
        let sums = &facts.sums[parent as usize];
        let within = |id: ContainerId| place_in(&page.containers[id as usize], block);
        row[SHARES..].copy_from_slice(&[sums.headings, sums.good_blocks, within(parent), within(place.wider)]);
    }
}

/// Where among the blocks of a container around it a block is, 0 to 1.
fn place_in(container: &Container, block: usize) -> f32 {
    let before = (block as u32).saturating_sub(container.first_block);
    ratio(before as f32, (container.end_block - container.first_block) as f32)
}

/// The innermost `article` and `main` around a container, or `NONE`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Regions {
    pub article: ContainerId,
    pub main: ContainerId,
}

impl Regions {
    /// One container further in.
    pub(super) fn enter(&mut self, id: ContainerId, container: &Container) {
        if is_article(container) {
            self.article = id;
        }
        if container.tag == Tag::Main || container.role == Role::Main {
            self.main = id;
        }
    }
}
