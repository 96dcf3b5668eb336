//! Containers that repeat under one parent: posts of a thread, comments, cards, rows.

use super::{Columns, Facts, ratio};
use crate::hash::Map;
use crate::page::{Container, NONE, Page};

pub(super) const COLUMNS: &[&str] = &[
    "inner_count",
    "inner_index",
    "inner_words",
    "inner_good",
    "inner_links",
    "inner_share",
    "inner_blocks",
    "inner_steps",
    "outer_count",
    "outer_index",
    "outer_words",
    "outer_good",
    "outer_links",
    "outer_share",
    "outer_blocks",
    "outer_steps",
];

/// Numbers a group.
const PER_GROUP: usize = 8;
/// Containers with the same signature under one parent, from which on they repeat.
const REPEATS: u32 = 3;
/// Longest count that makes a difference.
const FAR: f32 = 60.0;

/// Siblings with one signature.
#[derive(Debug, Clone, Copy, Default)]
struct Group {
    count: u32,
    words: f32,
    good_words: f32,
    chars: f32,
    link_chars: f32,
    blocks: f32,
}

/// The group each container is in, and its place there.
struct Groups {
    groups: Vec<Group>,
    of: Vec<(u32, u32)>,
}

fn groups(facts: &Facts<'_>) -> Groups {
    let page = facts.page;
    let mut ids: Map<(u32, u64), u32> = Map::with_capacity_and_hasher(page.containers.len(), Default::default());
    let mut groups: Vec<Group> = Vec::new();
    let mut of = Vec::with_capacity(page.containers.len());
    for (id, container) in page.containers.iter().enumerate() {
        let key = (container.parent, signature(page, container));
        let group = *ids.entry(key).or_insert_with(|| {
            groups.push(Group::default());
            groups.len() as u32 - 1
        });
        let sums = &facts.sums[id];
        let entry = &mut groups[group as usize];
        of.push((group, entry.count));
        if container.end_block > container.first_block {
            entry.count += 1;
            entry.words += sums.words;
            entry.good_words += sums.good_words;
            entry.chars += sums.chars;
            entry.link_chars += sums.link_chars;
            entry.blocks += (container.end_block - container.first_block) as f32;
        }
    }
    Groups { groups, of }
}

/// Element and names of a container.
pub(super) fn signature(page: &Page, container: &Container) -> u64 {
    page.tokens[container.tokens.usize()]
        .iter()
        .fold(container.tag as u64 + 1, |hash, token| (hash ^ u64::from(*token)).wrapping_mul(0x0000_0100_0000_01b3))
}

/// The innermost and the outermost repeating container around each, or `NONE`.
fn nearest(page: &Page, groups: &Groups) -> Vec<(u32, u32)> {
    let mut nearest: Vec<(u32, u32)> = Vec::with_capacity(page.containers.len());
    for (id, container) in page.containers.iter().enumerate() {
        let (mut inner, mut outer) = if id == 0 { (NONE, NONE) } else { nearest[container.parent as usize] };
        // A paragraph among paragraphs is no item: items hold more than one block on average, or are list items.
        let group = &groups.groups[groups.of[id].0 as usize];
        if id != 0 && group.count >= REPEATS {
            inner = id as u32;
            if outer == NONE {
                outer = inner;
            }
        }
        nearest.push((inner, outer));
    }
    nearest
}

pub(super) fn fill(facts: &Facts<'_>, out: &mut Columns<'_>) {
    let page = facts.page;
    let groups = groups(facts);
    let nearest = nearest(page, &groups);
    let total = facts.total();
    for (block, data) in page.blocks.iter().enumerate() {
        let (inner, outer) = nearest[data.container as usize];
        let row = out.row(block);
        for (cells, id) in row.chunks_exact_mut(PER_GROUP).zip([inner, outer]) {
            if id == NONE {
                continue;
            }
            let (group, index) = groups.of[id as usize];
            let group = &groups.groups[group as usize];
            let count = group.count as f32;
            let depth = page.containers[data.container as usize].depth - page.containers[id as usize].depth;
            cells.copy_from_slice(&[
                count.min(FAR),
                (index as f32).min(FAR),
                group.words / count,
                ratio(group.good_words, group.words),
                ratio(group.link_chars, group.chars),
                ratio(group.words, total.words),
                group.blocks / count,
                f32::from(depth),
            ]);
        }
    }
}
