//! Repeated texts, and groups of blocks with the same markup.

use super::numbers::Numbers;
use super::{Facts, flag, longer, ratios};
use crate::hash::MIX;
use crate::page::{NONE, TextStats};

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

/// Blocks that read the same.
#[derive(Clone, Copy)]
struct Copy {
    size: u32,
    first: u32,
    last: u32,
}

/// The blocks by what they read.
pub(crate) struct Copies {
    /// The group of each block.
    of: Vec<u32>,
    groups: Numbers<Copy>,
}

impl Copies {
    pub(super) fn new(stats: &[TextStats]) -> Self {
        let mut groups = Numbers::new(stats.len());
        let group = |(block, stats): (usize, &TextStats)| {
            let block = block as u32;
            let number = groups.number(stats.hash, Copy { size: 0, first: block, last: block });
            let copy = groups.known_mut(number);
            (copy.size, copy.last) = (copy.size + 1, block);
            number
        };
        Copies { of: stats.iter().enumerate().map(group).collect(), groups }
    }

    /// How many different texts there are.
    pub(super) fn texts(&self) -> usize {
        self.groups.len()
    }
}

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

/// Blocks of the same markup.
struct Groups {
    of: Vec<u32>,
    groups: Numbers<Group>,
}

/// Blocks a group of the same markup, about.
const ALIKE: usize = 4;
/// Longest run counted.
const FAR: f32 = 50.0;

pub(super) fn fill(facts: &Facts<'_>) -> impl FnMut(usize, &mut [f32]) {
    let Groups { of, groups } = groups(facts);
    let numbers = numbers(&groups, facts);
    let (mut before, mut after) = (vec![0.0_f32; of.len()], vec![0.0_f32; of.len()]);
    for block in 1..of.len() {
        before[block] = longer(before[block - 1], of[block - 1] == of[block], FAR);
    }
    for block in (1..of.len()).rev() {
        after[block - 1] = longer(after[block], of[block - 1] == of[block], FAR);
    }
    move |block, row| {
        let same = facts.copies.groups.known(facts.copies.of[block]);
        let [size, words, links, good, mean, span, names] = numbers[of[block] as usize];
        row.copy_from_slice(&[
            same.size as f32,
            flag(same.first as usize == block),
            flag(same.last as usize == block),
            size,
            words,
            links,
            good,
            mean,
            span,
            before[block],
            after[block],
            names,
        ]);
    }
}

/// The numbers of each group.
fn numbers(groups: &Numbers<Group>, facts: &Facts<'_>) -> Vec<[f32; 7]> {
    let (blocks, total) = (facts.page.blocks.len() as f32, facts.total().words);
    let of_group = |group: &Group| {
        let parts = [group.words, group.link_chars, group.good_words, group.names];
        let [share, links, good, names] = ratios(parts, [total, group.chars, group.words, group.words]);
        let [mean, span] = ratios([group.words, (group.last - group.first) as f32], [group.size, blocks]);
        [group.size, share, links, good, mean, span, names]
    };
    groups.all().map(of_group).collect()
}

/// The blocks by element and names of their container and of the one around it.
fn groups(facts: &Facts<'_>) -> Groups {
    let mut groups: Numbers<Group> = Numbers::new(facts.stats.len() / ALIKE);
    let mut of = Vec::with_capacity(facts.stats.len());
    let mut last = (0, NONE);
    for (block, stats) in facts.stats.iter().enumerate() {
        let own = facts.page.blocks[block].container as usize;
        let outer = facts.places[facts.page.containers[own].parent as usize].signature;
        let signature = facts.places[own].signature.rotate_left(17) ^ outer.wrapping_mul(MIX);
        // Neighbours are often alike.
        if last.1 == NONE || last.0 != signature {
            last = (signature, groups.number(signature, Group { first: block, ..Group::default() }));
        }
        let number = last.1;
        let group = groups.known_mut(number);
        of.push(number);
        let (words, chars) = (stats.words as f32, stats.chars as f32);
        group.size += 1.0;
        group.words += words;
        group.chars += chars;
        group.link_chars += chars * facts.link_density[block];
        group.good_words += if facts.good[block] { words } else { 0.0 };
        group.names += facts.names.score[block] * words;
        group.last = block;
    }
    Groups { of, groups }
}
