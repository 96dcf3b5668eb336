//! What the families share, computed once.

use super::names::{self, NameFacts, NameWeights};
use super::words::{TextStats, text_stats};
use super::{best, ratio};
use crate::markup::Tag;
use crate::page::{BlockKind, Container, ContainerId, NONE, Page, SpanKind};

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
    pub stats: Vec<TextStats>,
    /// Linked characters / characters, by block.
    pub link_density: Vec<f32>,
    /// Links, by block.
    pub links: Vec<u32>,
    pub good: Vec<bool>,
    pub sums: Vec<Sums>,
    /// The nearest container around each that holds more blocks.
    pub wider: Vec<ContainerId>,
    pub names: NameFacts,
    pub best: best::Best,
    /// The block that repeats the page's title best, if any.
    pub title_block: Option<u32>,
    /// Likeness of each block to the title, 0 to 1.
    pub title_likeness: Vec<f32>,
}

impl<'p> Facts<'p> {
    pub(crate) fn new(page: &'p Page, weights: &NameWeights) -> Self {
        let stats = |id| text_stats(page.block_text(id), page.block_runs(id).unwrap_or_default());
        let stats: Vec<TextStats> = (0..page.blocks.len() as u32).map(stats).collect();
        let (link_density, links) = link_facts(page);
        let good: Vec<bool> = stats
            .iter()
            .zip(&link_density)
            .map(|(stats, density)| *density < GOOD_LINK_DENSITY && stats.words >= GOOD_WORDS && stats.sentences > 0)
            .collect();
        let sums = sums(page, &stats, &link_density, &good);
        let best = best::find(page, &stats, &link_density, &sums);
        let title_likeness = super::title::likeness(page);
        let title_block = super::title::find(page, &title_likeness);
        let names = names::facts(page, weights);
        let wider = wider(&page.containers);
        Facts { page, stats, link_density, links, good, sums, wider, names, best, title_block, title_likeness }
    }

    /// Sums over the whole page.
    pub(super) fn total(&self) -> Sums {
        self.sums.first().copied().unwrap_or_default()
    }
}

fn link_facts(page: &Page) -> (Vec<f32>, Vec<u32>) {
    let by_block = |id: u32| {
        let links = page.block_spans(id).iter().filter(|span| span.kind == SpanKind::Link).count() as u32;
        let bytes = page.blocks[id as usize].text.len() as f32;
        (ratio(page.link_bytes(id) as f32, bytes).min(1.0), links)
    };
    (0..page.blocks.len() as u32).map(by_block).unzip()
}

/// One pass over the blocks, one up the containers: a parent comes before its children.
fn sums(page: &Page, stats: &[TextStats], link_density: &[f32], good: &[bool]) -> Vec<Sums> {
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
    for at in (1..sums.len()).rev() {
        let own = sums[at];
        sums[page.containers[at].parent as usize].add(&own);
    }
    sums
}

fn wider(containers: &[Container]) -> Vec<ContainerId> {
    let blocks = |container: &Container| container.end_block - container.first_block;
    let mut wider = vec![0; containers.len()];
    for at in 1..containers.len() {
        let parent = containers[at].parent as usize;
        let same = blocks(&containers[parent]) == blocks(&containers[at]);
        wider[at] = if same && parent != 0 { wider[parent] } else { parent as u32 };
    }
    wider
}

/// How far containers are from one of them.
pub(super) struct Distances {
    /// Depth of the deepest common ancestor with the target, by container.
    common: Vec<u16>,
    target_depth: u16,
    depths: Vec<u16>,
}

impl Distances {
    pub(super) fn new(containers: &[Container], target: ContainerId) -> Self {
        let mut common = vec![0; containers.len()];
        let mut on_path = vec![false; containers.len()];
        let mut at = target;
        while let Some(container) = containers.get(at as usize) {
            on_path[at as usize] = true;
            at = if at == 0 { NONE } else { container.parent };
        }
        for at in 1..containers.len() {
            common[at] = if on_path[at] { containers[at].depth } else { common[containers[at].parent as usize] };
        }
        let target_depth = containers.get(target as usize).map_or(0, |container| container.depth);
        Distances { common, target_depth, depths: containers.iter().map(|container| container.depth).collect() }
    }

    /// Whether a container is the target or inside it.
    pub(super) fn is_inside(&self, id: ContainerId) -> bool {
        self.common[id as usize] == self.target_depth
    }

    /// Steps up from the target plus steps down to the container.
    pub(super) fn steps(&self, id: ContainerId) -> f32 {
        let common = self.common[id as usize];
        f32::from(self.target_depth - common) + f32::from(self.depths[id as usize] - common)
    }

    /// Steps up from the target to the common ancestor.
    pub(super) fn climb(&self, id: ContainerId) -> f32 {
        f32::from(self.target_depth - self.common[id as usize])
    }
}

/// Whether the container is one that news pages put whole articles into.
pub(super) fn is_article(container: &Container) -> bool {
    container.tag == Tag::Article || container.role == crate::page::Role::Article
}
