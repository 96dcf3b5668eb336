//! The blocks before and after, one by one and in windows.

use super::{Columns, Facts, flag, ratio};

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

pub(super) fn fill(facts: &Facts<'_>, out: &mut Columns<'_>) {
    let blocks = &facts.page.blocks;
    let running = running(facts);
    let before = good_distances(facts, 0..blocks.len());
    let after = good_distances(facts, (0..blocks.len()).rev());
    for block in 0..blocks.len() {
        let at = |offset: isize| block.checked_add_signed(offset).filter(|at| *at < blocks.len());
        let words = |offset| at(offset).map_or(0.0, |at| facts.stats[at].words as f32);
        let links = |offset| at(offset).map_or(1.0, |at| facts.link_density[at]);
        let ended = |offset| flag(at(offset).is_some_and(|at| facts.stats[at].ends_sentence));
        let own = blocks[block].container;
        let parent = |id: u32| facts.page.containers[id as usize].parent;
        let same = |offset| flag(at(offset).is_some_and(|at| blocks[at].container == own));
        let siblings = |offset| flag(at(offset).is_some_and(|at| parent(blocks[at].container) == parent(own)));
        let window = |reach: usize| window(&running, block, reach);
        let (near, mid, far) = (window(3), window(10), window(30));
        let mean = |sums: Running, reach: usize| {
            let span = (block + reach + 1).min(blocks.len()) - block.saturating_sub(reach);
            sums.words / span as f32
        };
        out.put(
            block,
            [
                words(-1),
                words(-2),
                words(1),
                words(2),
                links(-1),
                links(-2),
                links(1),
                links(2),
                ended(-1),
                ended(1),
                same(-1),
                same(1),
                siblings(-1),
                siblings(1),
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
            ],
        );
    }
}

/// Sums over the blocks before each, one entry more than blocks.
fn running(facts: &Facts<'_>) -> Vec<Running> {
    let mut sum = Running::default();
    let mut running = vec![sum];
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

/// Blocks and words between each block and the nearest that reads like prose, in the direction of `order`.
fn good_distances(facts: &Facts<'_>, order: impl Iterator<Item = usize>) -> Vec<(f32, f32)> {
    let mut distances = vec![(FAR, FAR_WORDS); facts.stats.len()];
    let (mut blocks, mut words) = (FAR, FAR_WORDS);
    for block in order {
        distances[block] = (blocks.min(FAR), words.min(FAR_WORDS));
        if facts.good[block] {
            (blocks, words) = (0.0, 0.0);
        } else {
            (blocks, words) = (blocks + 1.0, words + facts.stats[block].words as f32);
        }
    }
    distances
}
