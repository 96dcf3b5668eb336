//! The blocks before and after, one by one and in windows.

use super::windows::Windows;
use super::{Facts, flag, ratios};
use crate::page::{ContainerId, NONE};

pub(super) const COLUMNS: &[&str] = &[
    "words_before",
    "words_before_2",
    "words_after",
    "words_after_2",
    "links_before",
    "links_before_2",
    "links_after",
    "links_after_2",
    "ended_before",
    "ended_after",
    "same_container_before",
    "same_container_after",
    "same_parent_before",
    "same_parent_after",
    "ended_3",
    "ended_10",
    "ended_30",
    "mean_words_3",
    "mean_words_10",
    "mean_words_30",
    "links_3",
    "links_10",
    "good_10",
    "good_30",
    "good_distance_before",
    "good_distance_after",
    "words_to_good_before",
    "words_to_good_after",
];

/// Columns about blocks one by one, and about windows; the rest are distances.
const NEXT: usize = 14;
const IN_WINDOWS: usize = 10;
/// How many blocks on each side are looked at one by one.
const REACH: usize = 2;
/// What is summed up in windows.
const WORDS: usize = 0;
const CHARS: usize = 1;
const LINK_CHARS: usize = 2;
const ENDED: usize = 3;
const GOOD: usize = 4;

/// What is told of the blocks next to a block.
#[derive(Clone, Copy)]
struct Near {
    words: f32,
    links: f32,
    ended: f32,
    container: ContainerId,
    parent: ContainerId,
}

/// Beyond this many blocks or words a distance is just far.
const FAR: f32 = 100.0;
const FAR_WORDS: f32 = 2000.0;

pub(super) fn fill(facts: &Facts<'_>) -> impl FnMut(usize, &mut [f32]) {
    let count = facts.page.blocks.len();
    let windows = windows(facts);
    let around = around(facts);
    let blocks = 0..facts.stats.len();
    let (before, after) = (good_distances(facts, blocks.clone()), good_distances(facts, blocks.rev()));
    move |block, row| {
        let [last_2, last, own, next, next_2] = &around[block..block + 2 * REACH + 1] else { return };
        let same = |other: &Near| flag(other.container == own.container);
        let siblings = |other: &Near| flag(other.parent == own.parent);
        let (next_to, rest) = row.split_at_mut(NEXT);
        next_to.copy_from_slice(&[
            last.words,
            last_2.words,
            next.words,
            next_2.words,
            last.links,
            last_2.links,
            next.links,
            next_2.links,
            last.ended,
            next.ended,
            same(last),
            same(next),
            siblings(last),
            siblings(next),
        ]);
        let (in_windows, rest) = rest.split_at_mut(IN_WINDOWS);
        let span = |reach: usize| ((block + reach + 1).min(count) - block.saturating_sub(reach)) as f32;
        let windows = windows.around(block);
        let (near, mid, far) = (windows.sum(3), windows.sum(10), windows.sum(30));
        let ended = [near[ENDED], mid[ENDED], far[ENDED], near[WORDS]];
        let links = [mid[WORDS], far[WORDS], near[LINK_CHARS], mid[LINK_CHARS]];
        in_windows[..4].copy_from_slice(&ratios(ended, [near[WORDS], mid[WORDS], far[WORDS], span(3)]));
        in_windows[4..8].copy_from_slice(&ratios(links, [span(10), span(30), near[CHARS], mid[CHARS]]));
        in_windows[8..].copy_from_slice(&ratios([mid[GOOD], far[GOOD]], [mid[WORDS], far[WORDS]]));
        let (before, after) = (before[block], after[block]);
        rest.copy_from_slice(&[before.0, after.0, before.1, after.1]);
    }
}

/// The blocks, with what counts as one in front of the first and behind the last.
fn around(facts: &Facts<'_>) -> Vec<Near> {
    let none = Near { words: 0.0, links: 1.0, ended: 0.0, container: NONE, parent: NONE };
    let mut around = Vec::with_capacity(facts.stats.len() + 2 * REACH);
    around.extend([none; REACH]);
    around.extend(facts.page.blocks.iter().enumerate().map(|(block, data)| Near {
        words: facts.stats[block].words as f32,
        links: facts.link_density[block],
        ended: flag(facts.stats[block].ends_sentence),
        container: data.container,
        parent: facts.page.containers[data.container as usize].parent,
    }));
    around.extend([none; REACH]);
    around
}

fn windows(facts: &Facts<'_>) -> Windows<5> {
    Windows::new(facts.stats.iter().enumerate().map(|(block, stats)| {
        let (words, chars) = (stats.words as f32, stats.chars as f32);
        let ended = if stats.ends_sentence { words } else { 0.0 };
        let good = if facts.good[block] { words } else { 0.0 };
        [words, chars, chars * facts.link_density[block], ended, good]
    }))
}

/// Blocks and words between each block and the nearest that reads like prose, of those that come before it in this order.
fn good_distances(facts: &Facts<'_>, blocks: impl Iterator<Item = usize>) -> Vec<(f32, f32)> {
    let mut distances = vec![(FAR, FAR_WORDS); facts.stats.len()];
    let mut last = (FAR, FAR_WORDS);
    for block in blocks {
        distances[block] = (last.0.min(FAR), last.1.min(FAR_WORDS));
        last = farther(last.0, last.1, facts.good[block], facts.stats[block].words as f32);
    }
    distances
}

/// Blocks and words to the nearest that reads like prose, from one block farther off.
fn farther(blocks: f32, words: f32, good: bool, own: f32) -> (f32, f32) {
    if good { (0.0, 0.0) } else { (blocks + 1.0, words + own) }
}
