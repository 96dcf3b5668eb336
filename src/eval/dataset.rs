//! Labelled pages as training rows.

use std::sync::Arc;

use super::readers::Kind;
use super::{align, metrics};
use crate::cleaner::segment_html;
use crate::evidence::names::{NameWeights, token_fields};
use crate::evidence::{self, WIDTH};
use crate::options::Options;
use crate::page::Page;
use crate::{decode, lines};

/// A text of fewer characters says nothing when it is part of a snippet.
const MIN_PART: usize = 12;
/// An unwanted snippet speaks against a block of which it is at least this share.
const MIN_SHARE: f32 = 0.3;
/// What a block with a snippet counts for, beside one of a page that is known whole, and at least.
const SNIPPET_FACTOR: f32 = 1.0;
const SNIPPET_LEAST: f32 = 0.001;

/// What is known of a page's main content.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Gold {
    /// All of it.
    Text(String),
    /// Some pieces of it, and some of what is around it.
    Snippets {
        /// Wanted.
        with: Vec<String>,
        /// Unwanted.
        without: Vec<String>,
    },
}

/// A page with its gold text or snippets, segmented and labelled.
#[derive(Debug)]
pub struct Labelled {
    page: Page,
    truth: Gold,
    /// Share of each block's words that are gold, 0 to 1; `None` when that is not known.
    pub labels: Vec<Option<f32>>,
    /// Words of each block.
    pub words: Vec<Vec<String>>,
    /// Words of the gold text.
    pub gold: Vec<String>,
}

impl Labelled {
    /// The same page as a text dump of its blocks, one a line, segmented and labelled again.
    pub fn as_text(&self) -> Self {
        self.relabelled(&self.page.text)
    }

    /// The same page as another extractor may have left it: the blocks of the container that holds most of the prose,
    /// one a line.
    pub fn as_extract(&self) -> Self {
        let blocks = evidence::prose_blocks(&self.page);
        let text = |at: usize| self.page.blocks.get(at).map_or(self.page.text.len(), |block| block.text.start as usize);
        self.relabelled(&self.page.text[text(blocks.start)..text(blocks.end)])
    }

    fn relabelled(&self, text: &str) -> Self {
        Self::from_page(lines::segment(text, Options::default().limits()), self.truth.clone())
    }

    /// The gold text as an input of which everything stays; `None` where it is not known, or empty.
    pub fn as_clean(&self) -> Option<Self> {
        match &self.truth {
            Gold::Text(text) => Some(self.relabelled(text)).filter(|page| !page.is_empty()),
            Gold::Snippets { .. } => None,
        }
    }

    /// Decodes, segments and labels a page.
    pub fn new(source: &[u8], truth: Gold, kind: Kind) -> Self {
        let options = Options::default();
        let source = decode::decode(source, None, kind == Kind::Html).text;
        let page = match kind {
            Kind::Html => segment_html(&source, &options),
            Kind::Text => lines::segment(&source, options.limits()),
        };
        Self::from_page(page, truth)
    }

    fn from_page(page: Page, truth: Gold) -> Self {
        let words: Vec<Vec<String>> =
            (0..page.blocks.len() as u32).map(|id| align::words(page.block_text(id))).collect();
        let (labels, gold) = match &truth {
            Gold::Text(text) => aligned(&words, align::words(text)),
            Gold::Snippets { with, without } => (found(&page, with, without), Vec::new()),
        };
        Labelled { page, truth, labels, words, gold }
    }

    /// What is known of the page.
    pub fn truth(&self) -> &Gold {
        &self.truth
    }

    /// The page as it was segmented.
    pub(crate) fn page(&self) -> &Page {
        &self.page
    }

    /// Blocks of the page.
    pub fn len(&self) -> usize {
        self.labels.len()
    }

    /// Whether the page has no block.
    pub fn is_empty(&self) -> bool {
        self.labels.is_empty()
    }

    /// The evidence rows, [`width`] numbers a block.
    pub fn rows(&self, tokens: &TokenTable) -> Vec<f32> {
        evidence::measure(&evidence::Facts::new(&self.page, &tokens.0).apart()).numbers()
    }

    /// Weight of each row, 0 where the label is not known: the loss then approximates the page's F1.
    pub fn weights(&self) -> Vec<f32> {
        let all: usize = self.words.iter().map(Vec::len).sum();
        let (share, factor, least) = match self.truth {
            Gold::Text(_) => (0.15, 1.0, 0.0),
            // About half of an average page is gold; what is known of these is little, and short.
            Gold::Snippets { .. } => (0.5, SNIPPET_FACTOR, SNIPPET_LEAST),
        };
        let scale = self.gold.len() as f32 + share * all as f32 + 20.0;
        let weight = |words: &Vec<String>| factor * words.len() as f32 / scale + least;
        let rows = self.words.iter().zip(&self.labels);
        rows.map(|(words, label)| if label.is_some() { weight(words) } else { 0.0 }).collect()
    }

    /// Class and id tokens of a block: of the nearest containers, and of all.
    pub fn tokens(&self, block: usize) -> (Vec<u32>, Vec<u32>) {
        token_fields(&self.page, block)
    }

    /// The start of a block's text, for reports.
    pub fn text(&self, block: usize) -> &str {
        self.page.block_text(block as u32)
    }
}

/// Labels by the longest common subsequence with the gold words.
fn aligned(words: &[Vec<String>], gold: Vec<String>) -> (Vec<Option<f32>>, Vec<String>) {
    let all: Vec<String> = words.iter().flatten().cloned().collect();
    let used = align::matched(&all, &gold);
    let mut at = 0;
    let label = |words: &Vec<String>| {
        let hits = used[at..at + words.len()].iter().filter(|used| **used).count();
        at += words.len();
        Some(if words.is_empty() { 0.0 } else { hits as f32 / words.len() as f32 })
    };
    (words.iter().map(label).collect(), gold)
}

/// Labels of the blocks that hold a snippet, or are part of a wanted one.
fn found(page: &Page, with: &[String], without: &[String]) -> Vec<Option<f32>> {
    let squeezed = |snippets: &[String]| snippets.iter().map(|text| metrics::squeeze(text)).collect::<Vec<_>>();
    let (with, without) = (squeezed(with), squeezed(without));
    let label = |id: u32| {
        let text = metrics::squeeze(page.block_text(id));
        let is_part = text.chars().count() > MIN_PART;
        if with.iter().any(|snippet| text.contains(snippet) || is_part && snippet.contains(&text)) {
            return Some(1.0);
        }
        let is_much = |snippet: &String| snippet.len() as f32 > MIN_SHARE * text.len() as f32;
        without.iter().any(|snippet| is_much(snippet) && text.contains(snippet)).then_some(0.0)
    };
    (0..page.blocks.len() as u32).map(label).collect()
}

/// Columns of a row.
pub fn width() -> usize {
    WIDTH
}

/// Names of the columns.
pub fn columns() -> Vec<String> {
    evidence::column_names()
}

/// Token weights for look-up.
#[derive(Debug, Clone)]
pub struct TokenTable(pub(crate) Arc<NameWeights>);

impl TokenTable {
    /// From (token, weight on near containers, weight on any).
    pub fn new(weights: &[(u32, f32, f32)]) -> Self {
        TokenTable(Arc::new(NameWeights::new(weights)))
    }
}
