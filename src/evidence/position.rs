//! Place on the page.

use super::{Facts, ratio, ratios};
use crate::page::BlockKind;

pub(super) const COLUMNS: &[&str] = &[
    "place",
    "words_before",
    "good_before",
    "depth",
    "depth_to_good",
    "blocks_before",
    "since_heading",
    "since_h1",
    "last_heading",
    "headings_before",
    "blocks_after",
];

/// Beyond this many blocks a distance is just far.
const FAR: f32 = 200.0;

pub(super) fn fill(facts: &Facts<'_>) -> impl FnMut(usize, &mut [f32]) {
    let page = facts.page;
    let total = facts.total();
    let depth = |block: usize| f32::from(page.containers[page.blocks[block].container as usize].depth);
    let weighted: f32 =
        (0..page.blocks.len()).filter(|b| facts.good[*b]).map(|b| depth(b) * facts.stats[b].words as f32).sum();
    let good_depth = ratio(weighted, total.good_words);
    let (mut words, mut good, mut headings) = (0.0, 0.0, 0.0);
    let (mut since_heading, mut since_h1, mut last) = (FAR, FAR, 0.0);
    let (blocks, mut next) = (page.blocks.len(), 0);
    move |block, row| {
        for before in next..=block {
            if before > 0 {
                (since_heading, since_h1) = ((since_heading + 1.0_f32).min(FAR), (since_h1 + 1.0_f32).min(FAR));
                words += facts.stats[before - 1].words as f32;
                good += if facts.good[before - 1] { facts.stats[before - 1].words as f32 } else { 0.0 };
            }
            if let BlockKind::Heading(level) = page.blocks[before].kind {
                (since_heading, last) = (0.0, f32::from(level));
                headings += 1.0;
                if level == 1 {
                    since_h1 = 0.0;
                }
            }
        }
        next = block + 1;
        let before = [block as f32, words, good];
        let [place, words_before, good_before] = ratios(before, [blocks as f32, total.words, total.good_words]);
        row.copy_from_slice(&[
            place,
            words_before,
            good_before,
            depth(block),
            depth(block) - good_depth,
            (block as f32).min(FAR),
            since_heading,
            since_h1,
            last,
            headings,
            ((blocks - block) as f32).min(FAR),
        ]);
    }
}
