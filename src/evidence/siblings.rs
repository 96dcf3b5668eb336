//! Containers that repeat under one parent: posts of a thread, comments, cards, rows.

use super::numbers::Numbers;
use super::{Facts, flag, ratios};
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

/// Numbers a group, and those among them that are of the item.
const PER_GROUP: usize = 8;
const INDEX: usize = 1;
const STEPS: usize = 7;
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

/// A container that repeats, as seen from one inside of it.
#[derive(Debug, Clone, Copy)]
struct Item {
    /// Behind all groups where there is none.
    group: u32,
    /// Its place in the group.
    index: f32,
    /// Containers between the two.
    steps: f32,
}

/// The innermost and the outermost repeating container around each.
fn nearest(facts: &Facts<'_>, groups: &Groups) -> Vec<[Item; 2]> {
    let containers = &facts.page.containers;
    let none = [Item { group: groups.groups.len() as u32, index: 0.0, steps: 0.0 }; 2];
    let mut nearest = vec![none; containers.len()];
    for id in &facts.live {
        let mut own = nearest[containers[*id as usize].parent as usize];
        let is_inside = own[0].group != none[0].group;
        own.iter_mut().for_each(|item| item.steps += flag(is_inside));
        // A paragraph among paragraphs is no item: items hold more than one block on average, or are list items.
        let (group, index) = groups.of[*id as usize];
        if *id != 0 && group != NONE && groups.groups.known(group).count >= REPEATS {
            let item = Item { group, index: (index as f32).min(FAR), steps: 0.0 };
            own = [item, if is_inside { own[1] } else { item }];
        }
        nearest[*id as usize] = own;
    }
    nearest
}

/// The numbers of each group, and zeros for none.
fn numbers(groups: &Numbers<Group>, total: f32) -> Vec<[f32; PER_GROUP]> {
    let of_group = |group: &Group| {
        let count = group.count as f32;
        let parts = [group.good_words, group.link_chars, group.words];
        let [good, links, share] = ratios(parts, [group.words, group.chars, total]);
        [count.min(FAR), 0.0, group.words / count, good, links, share, group.blocks / count, 0.0]
    };
    groups.all().map(of_group).chain([[0.0; PER_GROUP]]).collect()
}

pub(super) fn fill(facts: &Facts<'_>) -> impl FnMut(usize, &mut [f32]) {
    let page = facts.page;
    let groups = groups(facts);
    let nearest = nearest(facts, &groups);
    let numbers = numbers(&groups.groups, facts.total().words);
    move |block, row| {
        let items = &nearest[page.blocks[block].container as usize];
        for (cells, item) in row.chunks_exact_mut(PER_GROUP).zip(items) {
            cells.copy_from_slice(&numbers[item.group as usize]);
            (cells[INDEX], cells[STEPS]) = (item.index, item.steps);
        }
    }
}
