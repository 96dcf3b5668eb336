//! The containers that hold most of what reads like prose, and how far blocks are from them.

use super::facts::{Distances, Sums};
use super::places::Shares;
use super::{Facts, flag, ratio};
use crate::page::{Container, ContainerId, Page, TextStats};

pub(super) const COLUMNS: &[&str] = &[
    "in_top",
    "top_steps",
    "top_climb",
    "top_share",
    "in_half",
    "half_steps",
    "in_most",
    "most_steps",
    "in_nearly_all",
    "nearly_all_steps",
    "top_in_half",
    "top_place",
    "half_place",
    "most_place",
];

/// Paragraphs of fewer characters say nothing about their container (Readability's `MIN_PARAGRAPH_LENGTH`).
const MIN_PARAGRAPH: u32 = 25;
/// What a paragraph's score gives to its container and those around it.
const SHARES: [f32; 5] = [1.0, 0.5, 1.0 / 6.0, 1.0 / 9.0, 1.0 / 12.0];

/// The columns in front of the places in the containers.
const STEPS: usize = 11;
/// Beyond this many blocks before or after, far is far.
const PLACE_FAR: f32 = 60.0;

/// The best containers by four measures.
pub(crate) struct Best {
    /// Highest paragraph score, as Readability counts it.
    pub top: ContainerId,
    /// Smallest with more than 50, 75 and 90 % of the good words.
    pub half: ContainerId,
    pub most: ContainerId,
    pub nearly_all: ContainerId,
}

pub(super) fn find(page: &Page, stats: &[TextStats], link_density: &[f32], sums: &[Sums], shares: &[Shares]) -> Best {
    let mut scores = vec![0.0_f32; page.containers.len()];
    for (at, block) in page.blocks.iter().enumerate() {
        let text = &stats[at];
        if text.chars < MIN_PARAGRAPH || link_density[at] > 0.5 {
            continue;
        }
        let score = 1.0 + text.commas as f32 + (text.chars as f32 / 100.0).min(3.0);
        // The block's own element is the paragraph; its parent is the first container that scores.
        let mut id = page.containers[block.container as usize].parent;
        for share in SHARES {
            scores[id as usize] += score * share;
            if id == 0 {
                break;
            }
            id = page.containers[id as usize].parent;
        }
    }
    let mut top = (0.0, 0);
    for (id, (score, shares)) in scores.iter().zip(shares).enumerate() {
        let score = score * (1.0 - shares.links());
        if score > top.0 {
            top = (score, id as ContainerId);
        }
    }
    let total = sums.first().map_or(0.0, |sums| sums.good_words);
    // Containers with more than half of a sum lie inside one another, so the last one is the smallest.
    let smallest = |share: f32| {
        let holds = |sums: &Sums| total > 0.0 && sums.good_words > share * total;
        sums.iter().rposition(holds).unwrap_or(0) as ContainerId
    };
    Best { top: top.1, half: smallest(0.5), most: smallest(0.75), nearly_all: smallest(0.9) }
}

pub(super) fn fill(facts: &Facts<'_>) -> impl FnMut(usize, &mut [f32]) {
    let (page, best) = (facts.page, &facts.best);
    let mut top = Distances::new(&page.containers, best.top);
    // The others are around it.
    let mut half = Distances::new(&page.containers, best.half);
    let container = |id: ContainerId| &page.containers[id as usize];
    let path = |id: ContainerId| usize::from(container(id).depth) + 1;
    let (most, nearly) = (path(best.most), path(best.nearly_all));
    let top_share = ratio(facts.sums[best.top as usize].good_words, facts.total().good_words);
    let top_in_half = flag(page.ancestors(best.top).any(|(id, _)| id == best.half));
    let places = [best.top, best.half, best.most].map(container);
    move |block, row| {
        let id = page.blocks[block].container;
        if top.go(block, id) | half.go(block, id) {
            let (to_top, to_half) = (top.distance(), half.distance());
            let (to_most, to_nearly) = (half.to(most), half.to(nearly));
            row[..STEPS].copy_from_slice(&[
                to_top.inside,
                to_top.steps,
                to_top.climb,
                top_share,
                to_half.inside,
                to_half.steps,
                to_most.inside,
                to_most.steps,
                to_nearly.inside,
                to_nearly.steps,
                top_in_half,
            ]);
        }
        row[STEPS..].copy_from_slice(&places.map(|container| place(container, block)));
    }
}

/// Where a block stands relative to a container: below 0 before it, 0 to 1 inside, above 1 after it, in blocks there.
fn place(container: &Container, block: usize) -> f32 {
    let (block, first, end) = (block as f32, container.first_block as f32, container.end_block as f32);
    if block < first {
        (block - first).max(-PLACE_FAR)
    } else if block >= end {
        (2.0 + block - end).min(PLACE_FAR)
    } else {
        (block - first) / (end - first)
    }
}
