//! The blocks before and after, one by one and in windows.

use super::{Facts, flag, ratio};
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

/// How many blocks on each side are looked at one by one.
const REACH: usize = 2;

/// What is told of the blocks next to a block.
#[derive(Clone, Copy)]
struct Near {
    words: f32,
    links: f32,
    ended: f32,
    container: ContainerId,
    parent: ContainerId,
}

/// Running sums over the blocks.
#[derive(Clone, Copy, Default)]
struct Running {
    words: f32,
    chars: f32,
    link_chars: f32,
    ended: f32,
    good: f32,
}

/// Beyond this many blocks or words a distance is just far.
const FAR: f32 = 100.0;
const FAR_WORDS: f32 = 2000.0;

pub(super) fn fill(facts: &Facts<'_>) -> impl FnMut(usize, &mut [f32]) {
    let count = facts.page.blocks.len();
    let running = running(facts);
    let around = around(facts);
    let blocks = 0..facts.stats.len();
    let (before, after) = (good_distances(facts, blocks.clone()), good_distances(facts, blocks.rev()));
    move |block, row| {
        let [last_2, last, own, next, next_2] = &around[block..block + 2 * REACH + 1] else { return };
        let same = |other: &Near| flag(other.container == own.container);
        let siblings = |other: &Near| flag(other.parent == own.parent);
        let window = |reach: usize| window(&running, block, reach);
        let (near, mid, far) = (window(3), window(10), window(30));
        let mean = |sums: Running, reach: usize| {
            let span = (block + reach + 1).min(count) - block.saturating_sub(reach);
            sums.words / span as f32
        };
        row.copy_from_slice(&[
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
            ratio(near.ended, near.words),
            ratio(mid.ended, mid.words),
            ratio(far.ended, far.words),
            mean(near, 3),
            mean(mid, 10),
            mean(far, 30),
            ratio(near.link_chars, near.chars),
            ratio(mid.link_chars, mid.chars),
            ratio(mid.good, mid.words),
            ratio(far.good, far.words),
            before[block].0,
            after[block].0,
            before[block].1,
            after[block].1,
        ]);
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

/// Sums over the blocks before each, one entry more than blocks.
fn running(facts: &Facts<'_>) -> Vec<Running> {
    let mut sum = Running::default();
    let mut running = Vec::with_capacity(facts.stats.len() + 1);
    running.push(sum);
    for (block, stats) in facts.stats.iter().enumerate() {
        let (words, chars) = (stats.words as f32, stats.chars as f32);
        sum.words += words;
        sum.chars += chars;
        sum.link_chars += chars * facts.link_density[block];
        sum.ended += if stats.ends_sentence { words } else { 0.0 };
        sum.good += if facts.good[block] { words } else { 0.0 };
        running.push(sum);
    }
    running
}

/// Sums over the blocks up to `reach` away.
fn window(running: &[Running], block: usize, reach: usize) -> Running {
    let from = running[block.saturating_sub(reach)];
    let to = running[(block + reach + 1).min(running.len() - 1)];
    Running {
        words: to.words - from.words,
        chars: to.chars - from.chars,
        link_chars: to.link_chars - from.link_chars,
        ended: to.ended - from.ended,
        good: to.good - from.good,
    }
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
