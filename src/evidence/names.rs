//! Class and id tokens around the block: hand-written cues, and weights fitted on labelled pages.

use super::places::Place;
use super::windows::Windows;
use super::{Facts, ratio};
use crate::page::{Block, Container, Page, token_hash};

pub(super) const COLUMNS: &[&str] = &[
    "article",
    "chrome",
    "comment",
    "share",
    "related",
    "ad",
    "consent",
    "newsletter",
    "byline",
    "caption",
    "media",
    "overlay",
    "form",
    "tags",
    "product",
    "list",
    "sidebar",
    "inline_cue",
    "chrome_count",
    "article_count",
    "near",
    "any",
    "score",
    "score_before",
    "score_after",
    "score_2",
    "score_8",
    "score_over_mean",
    "score_rank",
];

/// Kinds of cue: the first columns, whose names are the kinds in [`CUES`].
const KINDS: usize = 17;
/// A distance to no container.
const FAR: u8 = u8::MAX;
/// Numbers for distances: near is large, nothing is 0.
static NEARNESS: [f32; 256] = {
    let (mut nearness, mut distance) = ([0.0; 256], 0);
    while distance < FAR {
        nearness[distance as usize] = 1.0 / (1.0 + distance as f32);
        distance += 1;
    }
    nearness
};
/// Containers that count as near: the innermost and two around it.
#[cfg(feature = "eval")]
const NEAR: usize = 3;

/// Bits of the kinds that are named in code, by their place in [`COLUMNS`].
const ARTICLE: u32 = 1;
const CHROME: u32 = 1 << 1;
const COMMENT: u32 = 1 << 2;
const SHARE: u32 = 1 << 3;
const RELATED: u32 = 1 << 4;
const AD: u32 = 1 << 5;
const CONSENT: u32 = 1 << 6;
const NEWSLETTER: u32 = 1 << 7;
const OVERLAY: u32 = 1 << 11;
const FORM: u32 = 1 << 12;
const SIDEBAR: u32 = 1 << 16;

/// Kinds that speak against main content.
const AGAINST: u32 = CHROME | COMMENT | SHARE | RELATED | AD | CONSENT | NEWSLETTER | OVERLAY | FORM | SIDEBAR;

/// The cues: a kind a line.
const CUES: &str = include_str!("names.txt");

/// The cues as (bit, token).
fn cues() -> impl Iterator<Item = (u32, &'static str)> {
    let lines = CUES.lines().filter_map(|line| line.split_once(':'));
    let bit = |name: &str| COLUMNS[..KINDS].iter().position(|kind| *kind == name).map(|at| 1 << at);
    lines
        .filter_map(move |(name, tokens)| Some((bit(name)?, tokens)))
        .flat_map(|(kind, tokens): (u32, &str)| tokens.split_whitespace().map(move |token| (kind, token)))
}

/// Cues and fitted weights by token, for look-up.
#[derive(Debug, Clone)]
pub(crate) struct NameWeights {
    /// Open addressing, a power of two long.
    slots: Vec<Slot>,
    /// A bit for each token, by its own lowest bits: most tokens of pages are not in the table.
    seen: Box<[u64; BITS / 64]>,
}

/// Tokens that have a bit of their own in [`NameWeights::seen`].
const BITS: usize = 1 << 16;

/// In 16 bytes: none lies in two lines of the cache.
#[derive(Debug, Clone, Copy, Default)]
#[repr(align(16))]
struct Slot {
    token: u32,
    /// And whether it is [`USED`].
    kinds: u32,
    near: f32,
    any: f32,
}

/// A bit behind those of all kinds.
const USED: u32 = 1 << KINDS;

impl Slot {
    fn kinds(&self) -> u32 {
        self.kinds & !USED
    }
}

impl NameWeights {
    /// The cues, and for each fitted token its weight on the nearest containers and on any.
    pub(crate) fn new(fitted: &[(u32, f32, f32)]) -> Self {
        let slots = ((cues().count() + fitted.len()) * 2).next_power_of_two();
        let mut weights = NameWeights { slots: vec![Slot::default(); slots], seen: Box::new([0; BITS / 64]) };
        for (kind, token) in cues() {
            weights.slot(token_hash(token)).kinds |= kind;
        }
        for &(token, near, any) in fitted {
            let slot = weights.slot(token);
            (slot.near, slot.any) = (near, any);
        }
        weights
    }

    fn index(&self, token: u32) -> usize {
        let mask = self.slots.len() - 1;
        let mut at = (token.wrapping_mul(0x9e37_79b1) as usize >> 7) & mask;
        // The table is at most half full, so an empty slot comes.
        while self.slots[at].kinds & USED != 0 && self.slots[at].token != token {
            at = (at + 1) & mask;
        }
        at
    }

    fn slot(&mut self, token: u32) -> &mut Slot {
        let at = self.index(token);
        self.seen[token as usize % BITS / 64] |= 1 << (token % 64);
        let slot = &mut self.slots[at];
        slot.token = token;
        slot.kinds |= USED;
        slot
    }

    #[inline(always)]
    fn get(&self, token: u32) -> Option<&Slot> {
        let is_seen = self.seen[token as usize % BITS / 64] >> (token % 64) & 1 != 0;
        is_seen.then(|| &self.slots[self.index(token)])
    }
}

/// What the names around a container say.
#[derive(Debug, Clone, Copy)]
#[repr(C)]
pub(crate) struct Around {
    /// Containers up to the nearest with each kind of cue.
    distance: [u8; KINDS],
    /// Containers with a cue against, and with one for.
    against: u8,
    favour: u8,
    /// Fitted weights: of this container and the one around it, of the nearest, of all.
    own: f32,
    outer: f32,
    near: f32,
    any: f32,
}

impl Around {
    pub(super) const NONE: Around =
        Around { distance: [FAR; KINDS], against: 0, favour: 0, own: 0.0, outer: 0.0, near: 0.0, any: 0.0 };

    /// One container further in, which has no names yet.
    pub(super) fn enter(&mut self) {
        for distance in &mut self.distance {
            *distance = distance.saturating_add(1);
        }
    }

    /// Notes the names of the innermost container.
    fn note(&mut self, kinds: u32) {
        for (kind, distance) in self.distance.iter_mut().enumerate() {
            *distance = if kinds & 1 << kind != 0 { 0 } else { *distance };
        }
        self.against = self.against.saturating_add(u8::from(kinds & AGAINST != 0));
        self.favour = self.favour.saturating_add(u8::from(kinds & ARTICLE != 0));
    }
}

/// Names by block.
#[derive(Debug, Default)]
pub(crate) struct NameFacts {
    /// Fitted score by block.
    pub score: Vec<f32>,
    /// Kinds of cue on the inline elements around each block's first character.
    inline: Vec<u32>,
}

/// Reads the names of a container inside of others, and gives the hash of its element and names.
pub(super) fn read(page: &Page, container: &Container, weights: &NameWeights, around: &mut Around) -> u64 {
    let (mut kinds, mut own, mut signature) = (0, 0.0, container.tag as u64 + 1);
    for token in &page.tokens[container.tokens.usize()] {
        signature = (signature ^ u64::from(*token)).wrapping_mul(0x0000_0100_0000_01b3);
        if let Some(slot) = weights.get(*token) {
            kinds |= slot.kinds();
            own += slot.near;
            around.any += slot.any;
        }
    }
    if kinds != 0 {
        around.note(kinds);
    }
    // The nearest are this one and two around it.
    around.near = own;
    if container.depth > 0 {
        around.near = own + around.own + around.outer;
        around.outer = around.own;
    } else {
        around.outer = own;
    }
    around.own = own;
    signature
}

pub(super) fn facts(page: &Page, places: &[Place], weights: &NameWeights) -> NameFacts {
    let of_block = |block: &Block| {
        let (outer, mut kinds) = (&places[block.container as usize].names, 0);
        let inline = page.tokens[block.tokens.usize()].iter().filter_map(|token| weights.get(*token));
        let near: f32 = inline.inspect(|slot| kinds |= slot.kinds()).map(|slot| slot.near).sum();
        (outer.near + outer.any + near, kinds)
    };
    let (score, inline) = page.blocks.iter().map(of_block).unzip();
    NameFacts { score, inline }
}

/// Share of the page's blocks with a lower score, by block.
fn ranks(scores: &[f32]) -> Vec<f32> {
    // Neighbours often have the same names: the first block of each run, with its score as a number in front, to be sorted.
    let mut runs: Vec<u64> = Vec::with_capacity(scores.len());
    let mut last = f32::NAN;
    for (block, score) in scores.iter().enumerate() {
        if *score != last {
            runs.push(u64::from(in_order(*score)) << 32 | block as u64);
        }
        last = *score;
    }
    runs.sort_unstable();
    let (mut ranks, mut last) = (vec![0.0; scores.len()], f32::NAN);
    let (mut lower, mut rank) = (0, 0.0);
    for run in runs {
        let first = run as u32 as usize;
        let score = scores[first];
        if score != last {
            (last, rank) = (score, lower as f32 / scores.len() as f32);
        }
        let blocks = scores[first..].iter().take_while(|other| **other == score).count();
        lower += blocks;
        ranks[first..first + blocks].fill(rank);
    }
    ranks
}

/// A number for each, in the order of [`f32::total_cmp`].
fn in_order(number: f32) -> u32 {
    let bits = number.to_bits();
    if bits >> 31 == 0 { bits | 1 << 31 } else { !bits }
}

pub(super) fn fill(facts: &Facts<'_>) -> impl FnMut(usize, &mut [f32]) {
    let names = &facts.names;
    // Scores weighted by words.
    let weighted = |(score, words): (&f32, f32)| [score * (words + 1.0), words + 1.0];
    let windows = Windows::new(names.score.iter().zip(facts.words()).map(weighted));
    let mean = |[weighted, weight]: [f32; 2]| ratio(weighted, weight);
    let of_page = mean(windows.all());
    let rank = ranks(&names.score);
    move |block, row| {
        let around = &facts.places[facts.page.blocks[block].container as usize].names;
        let inline = names.inline[block];
        for (cell, distance) in row[..KINDS].iter_mut().zip(around.distance) {
            *cell = NEARNESS[usize::from(distance)];
        }
        if inline != 0 {
            for (_, cell) in row[..KINDS].iter_mut().enumerate().filter(|(kind, _)| inline & 1 << kind != 0) {
                *cell = NEARNESS[0];
            }
        }
        let score = |at: Option<usize>| at.and_then(|at| names.score.get(at)).copied().unwrap_or(0.0);
        let near = windows.around(block);
        row[KINDS..].copy_from_slice(&[
            inline as f32,
            f32::from(around.against),
            f32::from(around.favour),
            around.near,
            around.any,
            names.score[block],
            score(block.checked_sub(1)),
            score(Some(block + 1)),
            mean(near.sum(2)),
            mean(near.sum(8)),
            names.score[block] - of_page,
            rank[block],
        ]);
    }
}

/// The fitted part of a page's design matrix, for fitting: by block, the tokens of the near field and of any container.
#[cfg(feature = "eval")]
pub(crate) fn token_fields(page: &Page, block: usize) -> (Vec<u32>, Vec<u32>) {
    let data = &page.blocks[block];
    let (mut near, mut any) = (page.tokens[data.tokens.usize()].to_vec(), Vec::new());
    for (level, (_, container)) in page.ancestors(data.container).enumerate() {
        let tokens = &page.tokens[container.tokens.usize()];
        if level < NEAR {
            near.extend_from_slice(tokens);
        }
        any.extend_from_slice(tokens);
    }
    (near, any)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_of_cues_is_read() {
        let lines = CUES.lines().filter(|line| !line.starts_with('#'));
        for line in lines {
            let (name, tokens) = line.split_once(':').expect("a kind and its tokens");
            assert!(COLUMNS[..KINDS].contains(&name), "{name}");
            assert!(tokens.split_whitespace().all(|token| token.chars().all(char::is_lowercase)), "{tokens}");
        }
        assert!(cues().count() > 200);
    }

    #[test]
    fn cues_and_weights_are_found() {
        let weights = NameWeights::new(&[(token_hash("kicker"), -1.5, -0.5), (token_hash("share"), -2.0, 0.0)]);
        let slot = |token| *weights.get(token_hash(token)).expect("it is in the table");
        assert_eq!((slot("share").kinds(), slot("share").near), (SHARE, -2.0));
        assert_eq!(slot("kicker").any, -0.5);
        assert!(weights.get(token_hash("nothing")).is_none_or(|slot| slot.kinds() == 0));
    }
}
