//! Containers that repeat under one parent: posts of a thread, comments, cards, rows.

use super::numbers::Numbers;
use super::{Facts, ratio};
use crate::page::{NONE, roll};

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
/// Containers a group, about.
const ALIKE: usize = 4;
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

/// The group each container is in, and its place there; `NONE` where there cannot be a group.
struct Groups {
    groups: Numbers<Group>,
    of: Vec<(u32, u32)>,
}

fn groups(facts: &Facts<'_>) -> Groups {
    let page = facts.page;
    let mut groups: Numbers<Group> = Numbers::new(facts.live.len() / ALIKE);
    let mut of = vec![(NONE, 0); page.containers.len()];
    let mut children = vec![0_u32; page.containers.len()];
    for id in &facts.live {
        children[page.containers[*id as usize].parent as usize] += 1;
    }
    for id in &facts.live {
        let container = &page.containers[*id as usize];
        // Most containers have too few siblings of any kind.
        if children[container.parent as usize] < REPEATS {
            continue;
        }
        let signature = facts.places[*id as usize].signature;
        let number = groups.number(roll(signature, u64::from(container.parent)), Group::default());
        let group = groups.known_mut(number);
        let sums = &facts.sums[*id as usize];
        of[*id as usize] = (number, group.count);
        group.count += 1;
        group.words += sums.words;
        group.good_words += sums.good_words;
        group.chars += sums.chars;
        group.link_chars += sums.link_chars;
        group.blocks += (container.end_block - container.first_block) as f32;
    }
    Groups { groups, of }
}

/// The innermost and the outermost repeating container around each, or `NONE`.
fn nearest(facts: &Facts<'_>, groups: &Groups) -> Vec<(u32, u32)> {
    let containers = &facts.page.containers;
    let mut nearest = vec![(NONE, NONE); containers.len()];
    for id in &facts.live {
        let (mut inner, mut outer) = nearest[containers[*id as usize].parent as usize];
        // A paragraph among paragraphs is no item: items hold more than one block on average, or are list items.
        let group = groups.of[*id as usize].0;
        if *id != 0 && group != NONE && groups.groups.known(group).count >= REPEATS {
            inner = *id;
            if outer == NONE {
                outer = inner;
            }
        }
        nearest[*id as usize] = (inner, outer);
    }
    nearest
}

pub(super) fn fill(facts: &Facts<'_>) -> impl FnMut(usize, &mut [f32]) {
    let page = facts.page;
    let groups = groups(facts);
    let nearest = nearest(facts, &groups);
    let total = facts.total();
    let mut last = [(NONE, 0); 2];
    move |block, row| {
        let own = page.blocks[block].container as usize;
        let (inner, outer) = nearest[own];
        for ((cells, id), last) in row.chunks_exact_mut(PER_GROUP).zip([inner, outer]).zip(&mut last) {
            let depth = page.containers[own].depth;
            if *last == (id, depth) {
                continue;
            }
            *last = (id, depth);
            if id == NONE {
                cells.fill(0.0);
                continue;
            }
            let (group, index) = groups.of[id as usize];
            let group = groups.groups.known(group);
            let count = group.count as f32;
            cells.copy_from_slice(&[
                count.min(FAR),
                (index as f32).min(FAR),
                group.words / count,
                ratio(group.good_words, group.words),
                ratio(group.link_chars, group.chars),
                ratio(group.words, total.words),
                group.blocks / count,
                f32::from(depth - page.containers[id as usize].depth),
            ]);
        }
    }
}
