//! What the families share, computed once.

use super::names::{self, NameFacts, NameWeights};
use super::places::{self, Place, Shares};
use super::repetition::Copies;
use super::title::Titles;
use super::vocabulary::Vocabulary;
use super::{alike, best, flag, ratio};
use crate::markup::Tag;
use crate::page::{BlockKind, Container, ContainerId, NONE, Page, SpanKind, TextStats};

/// A block reads like prose: link density below this, at least so many words, at least one sentence.
const GOOD_LINK_DENSITY: f32 = 0.33;
const GOOD_WORDS: u32 = 8;

/// Sums over the blocks in a container, at any depth.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Sums {
    pub words: f32,
    pub chars: f32,
    pub link_chars: f32,
    /// Words of blocks that read like prose.
    pub good_words: f32,
    /// Words of blocks that end in a sentence mark.
    pub ended_words: f32,
    /// Blocks that read like prose.
    pub good_blocks: f32,
    pub headings: f32,
}

impl Sums {
    fn add(&mut self, other: &Sums) {
        self.words += other.words;
        self.chars += other.chars;
        self.link_chars += other.link_chars;
        self.good_words += other.good_words;
        self.ended_words += other.ended_words;
        self.good_blocks += other.good_blocks;
        self.headings += other.headings;
    }
}

/// Shared numbers, by block or by container.
pub(crate) struct Facts<'p> {
    pub page: &'p Page,
    pub stats: &'p [TextStats],
    /// The row of numbers of each block: some take that of a block before.
    pub row_of: Vec<u32>,
    /// Linked characters / characters, by block.
    pub link_density: Vec<f32>,
    /// Links, by block.
    pub links: Vec<u32>,
    pub good: Vec<bool>,
    pub sums: Vec<Sums>,
    /// The containers with blocks inside, outer ones first.
    pub live: Vec<ContainerId>,
    /// By container, what its sums say.
    pub shares: Vec<Shares>,
    /// By container, what is around it.
    pub places: Vec<Place>,
    pub copies: Copies,
    pub names: NameFacts,
    pub best: best::Best,
    pub vocabulary: Vocabulary,
    /// The block that repeats the page's title best, if any.
    pub title_block: Option<u32>,
    /// Likeness of each block to the title, 0 to 1.
    pub title_likeness: Vec<f32>,
}

impl<'p> Facts<'p> {
    pub(crate) fn new(page: &'p Page, weights: &NameWeights) -> Self {
        let stats = page.stats.as_slice();
        let (link_density, links) = link_facts(page);
        let good: Vec<bool> = stats
            .iter()
            .zip(&link_density)
            .map(|(stats, density)| *density < GOOD_LINK_DENSITY && stats.words >= GOOD_WORDS && stats.sentences > 0)
            .collect();
        let live = places::live(page);
        let sums = sums(page, &live, stats, &link_density, &good);
        let shares = places::shares(page, &live, &sums);
        let best = best::find(page, stats, &link_density, &sums, &shares);
        let titles = Titles::new(page);
        let vocabulary = Vocabulary::read(page, titles.words());
        let title_likeness = titles.likeness(page, &vocabulary);
        let title_block = super::title::find(page, &title_likeness);
        let places = places::places(page, weights);
        let names = names::facts(page, &places, weights);
        let row_of = alike::rows(page, stats, &link_density, &places, &live, title_block);
        let copies = Copies::new(stats);
        Facts {
            page,
            stats,
            row_of,
            link_density,
            links,
            good,
            sums,
            live,
            shares,
            places,
            copies,
            names,
            best,
            vocabulary,
            title_block,
            title_likeness,
        }
    }

    /// With a row for every block. Trees learn more from them than from rows that nine blocks share: cross-validated, F1 is
    /// .8824 instead of .8812 on WCXB.
    #[cfg(feature = "eval")]
    pub(crate) fn apart(mut self) -> Self {
        self.row_of = (0..self.stats.len() as u32).collect();
        self
    }

    /// Sums over the whole page.
    pub(super) fn total(&self) -> Sums {
        self.sums.first().copied().unwrap_or_default()
    }

    /// The blocks that rows are made for: the first that takes each, in order.
    pub(super) fn measured(&self) -> impl Iterator<Item = usize> {
        let mut next = 0;
        (0..self.row_of.len()).filter(move |block| {
            let is_first = self.row_of[*block] == next;
            next += u32::from(is_first);
            is_first
        })
    }

    /// Words by block.
    pub(crate) fn words(&self) -> impl ExactSizeIterator<Item = f32> {
        self.stats.iter().map(|stats| stats.words as f32)
    }
}

fn link_facts(page: &Page) -> (Vec<f32>, Vec<u32>) {
    let by_block = |id: u32| {
        let (mut links, mut linked) = (0, 0);
        for span in page.block_spans(id) {
            let is_link = span.kind == SpanKind::Link;
            links += u32::from(is_link);
            linked += if is_link { span.text.len() } else { 0 };
        }
        (ratio(linked as f32, page.blocks[id as usize].text.len() as f32).min(1.0), links)
    };
    (0..page.blocks.len() as u32).map(by_block).unzip()
}

/// One pass over the blocks, one up the containers: a parent comes before its children.
fn sums(page: &Page, live: &[ContainerId], stats: &[TextStats], link_density: &[f32], good: &[bool]) -> Vec<Sums> {
    let mut sums = vec![Sums::default(); page.containers.len()];
    for (at, block) in page.blocks.iter().enumerate() {
        let (words, chars) = (stats[at].words as f32, stats[at].chars as f32);
        sums[block.container as usize].add(&Sums {
            words,
            chars,
            link_chars: chars * link_density[at],
            good_words: if good[at] { words } else { 0.0 },
            ended_words: if stats[at].ends_sentence { words } else { 0.0 },
            good_blocks: f32::from(u8::from(good[at])),
            headings: f32::from(u8::from(matches!(block.kind, BlockKind::Heading(_)))),
        });
    }
    for id in live.iter().rev().filter(|id| **id != 0) {
        let own = sums[*id as usize];
        sums[page.containers[*id as usize].parent as usize].add(&own);
    }
    sums
}

/// How far the containers of blocks, taken in order, are from one of them.
pub(super) struct Distances<'p> {
    containers: &'p [Container],
    /// The blocks in the containers around the target, from the root to the target.
    path: Vec<std::ops::Range<u32>>,
    /// How many of them are around the block, but for the root.
    common: usize,
    /// The first block from which on they may be others.
    until: u32,
    /// Depth of the block's container.
    depth: u16,
}

impl<'p> Distances<'p> {
    pub(super) fn new(containers: &'p [Container], target: ContainerId) -> Self {
        let depth = containers.get(target as usize).map_or(0, |target| target.depth);
        let (mut path, mut at) = (Vec::with_capacity(usize::from(depth) + 1), target);
        while let Some(container) = containers.get(at as usize) {
            path.push(container.first_block..container.end_block);
            at = if at == 0 { NONE } else { container.parent };
        }
        path.reverse();
        Distances { containers, path, common: 0, until: 0, depth: u16::MAX }
    }

    /// Goes on to a block; whether the distances are others than before. A container holds its blocks in a row, so those around the target come one by one and go one by
    /// one.
    pub(super) fn go(&mut self, block: usize, container: ContainerId) -> bool {
        let before = (self.common, self.depth);
        if block as u32 >= self.until {
            self.seek(block as u32);
        }
        self.depth = self.containers[container as usize].depth;
        before != (self.common, self.depth)
    }

    /// Finds those of the containers around the target that are around a block.
    fn seek(&mut self, block: u32) {
        while self.common > 0 && block >= self.path[self.common].end {
            self.common -= 1;
        }
        while self.path.get(self.common + 1).is_some_and(|blocks| blocks.contains(&block)) {
            self.common += 1;
        }
        let next = self.path.get(self.common + 1).map_or(u32::MAX, |blocks| blocks.start);
        self.until = self.path.get(self.common).map_or(u32::MAX, |blocks| blocks.end);
        if next > block {
            self.until = self.until.min(next);
        }
    }

    /// To the target.
    #[inline]
    pub(super) fn distance(&self) -> Distance {
        self.to(self.path.len())
    }

    /// To one of the containers around the target, so many steps from the root, itself counted.
    #[inline]
    pub(super) fn to(&self, path: usize) -> Distance {
        let common = self.common.min(path - 1);
        let climb = path - 1 - common;
        Distance {
            inside: flag(climb == 0),
            climb: climb as f32,
            steps: climb as f32 + (usize::from(self.depth) - common) as f32,
        }
    }
}

/// How far a container is from a target.
pub(super) struct Distance {
    /// Whether it is the target or inside it.
    pub inside: f32,
    /// Steps up from the target to the common ancestor.
    pub climb: f32,
    /// And down to the container.
    pub steps: f32,
}

/// Whether the container is one that news pages put whole articles into.
pub(super) fn is_article(container: &Container) -> bool {
    container.tag == Tag::Article || container.role == crate::page::Role::Article
}
