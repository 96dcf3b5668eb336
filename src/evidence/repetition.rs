//! Repeated texts, and groups of blocks with the same markup.

use std::collections::HashMap;

use super::{Columns, Facts, flag, ratio};
use crate::page::Page;

pub(super) const COLUMNS: &[&str] = &[
    "copies",
    "first",
    "last",
    "group_size",
    "group_words",
    "group_links",
    "group_good",
    "group_mean",
    "group_span",
    "run_before",
    "run_after",
    "group_names",
];

/// What is known of a group of blocks.
#[derive(Clone, Copy, Default)]
struct Group {
    size: f32,
    words: f32,
    chars: f32,
    link_chars: f32,
    good_words: f32,
    first: usize,
    last: usize,
    /// Fitted name score, times words.
    names: f32,
}

/// Longest run counted.
const FAR: f32 = 50.0;

pub(super) fn fill(facts: &Facts<'_>, out: &mut Columns<'_>) {
    let page = facts.page;
    let total = facts.total();
    let copies = group(facts, |block| facts.stats[block].hash);
    let signatures = signatures(page);
    let groups = group(facts, |block| signatures[block]);
    let runs = |order: &mut dyn Iterator<Item = usize>| {
        let (mut run, mut last) = (0.0_f32, None);
        let mut runs = vec![0.0; signatures.len()];
        for block in order {
            run = if last == Some(signatures[block]) { (run + 1.0).min(FAR) } else { 0.0 };
            (last, runs[block]) = (Some(signatures[block]), run);
        }
        runs
    };
    let before = runs(&mut (0..signatures.len()));
    let after = runs(&mut (0..signatures.len()).rev());
    for block in 0..page.blocks.len() {
        let same = copies[&facts.stats[block].hash];
        let group = groups[&signatures[block]];
        out.put(
            block,
            [
                same.size,
                flag(same.first == block),
                flag(same.last == block),
                group.size,
                ratio(group.words, total.words),
                ratio(group.link_chars, group.chars),
                ratio(group.good_words, group.words),
                ratio(group.words, group.size),
                ratio((group.last - group.first) as f32, page.blocks.len() as f32),
                before[block],
                after[block],
                ratio(group.names, group.words),
            ],
        );
    }
}

/// Sums by key. The map is only looked up, so its order reaches nothing.
fn group(facts: &Facts<'_>, key: impl Fn(usize) -> u64) -> HashMap<u64, Group> {
    let mut groups: HashMap<u64, Group> = HashMap::with_capacity(facts.stats.len());
    for (block, stats) in facts.stats.iter().enumerate() {
        let group = groups.entry(key(block)).or_insert(Group { first: block, ..Group::default() });
        let (words, chars) = (stats.words as f32, stats.chars as f32);
        group.size += 1.0;
        group.words += words;
        group.chars += chars;
        group.link_chars += chars * facts.link_density[block];
        group.good_words += if facts.good[block] { words } else { 0.0 };
        group.names += facts.names.score[block] * words;
        group.last = block;
    }
    groups
}

/// Element and names of each block's container and of the one around it.
pub(crate) fn signatures(page: &Page) -> Vec<u64> {
    let own = |id: u32| super::siblings::signature(page, &page.containers[id as usize]);
    page.blocks
        .iter()
        .map(|block| {
            let outer = own(page.containers[block.container as usize].parent);
            own(block.container).rotate_left(17) ^ outer.wrapping_mul(0x9e37_79b9_7f4a_7c15)
        })
        .collect()
}
