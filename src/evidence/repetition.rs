//! Repeated texts, and groups of blocks with the same markup.

use super::{Columns, Facts, flag, ratio};
use crate::hash::Map;
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
    let (copy_of, copies) = group(facts, |block| facts.stats[block].hash);
    let signatures = signatures(page);
    let (group_of, groups) = group(facts, |block| signatures[block]);
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
        let same = &copies[copy_of[block] as usize];
        let group = &groups[group_of[block] as usize];
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

/// The group of each block, and sums by group.
fn group(facts: &Facts<'_>, key: impl Fn(usize) -> u64) -> (Vec<u32>, Vec<Group>) {
    let mut ids: Map<u64, u32> = Map::with_capacity_and_hasher(facts.stats.len(), Default::default());
    let (mut of, mut groups) = (Vec::with_capacity(facts.stats.len()), Vec::new());
    for (block, stats) in facts.stats.iter().enumerate() {
        let id = *ids.entry(key(block)).or_insert_with(|| {
            groups.push(Group { first: block, ..Group::default() });
            groups.len() as u32 - 1
        });
        of.push(id);
        let group = &mut groups[id as usize];
        let (words, chars) = (stats.words as f32, stats.chars as f32);
        group.size += 1.0;
        group.words += words;
        group.chars += chars;
        group.link_chars += chars * facts.link_density[block];
        group.good_words += if facts.good[block] { words } else { 0.0 };
        group.names += facts.names.score[block] * words;
        group.last = block;
    }
    (of, groups)
}

/// Element and names of each block's container and of the one around it.
pub(crate) fn signatures(page: &Page) -> Vec<u64> {
    let own: Vec<u64> = page.containers.iter().map(|container| super::siblings::signature(page, container)).collect();
    page.blocks
        .iter()
        .map(|block| {
            let outer = own[page.containers[block.container as usize].parent as usize];
            own[block.container as usize].rotate_left(17) ^ outer.wrapping_mul(0x9e37_79b9_7f4a_7c15)
        })
        .collect()
}
