//! Labelled pages as training rows.

use std::sync::Arc;

use super::align;
use super::readers::Kind;
use crate::cleaner::segment_html;
use crate::evidence::names::{NameWeights, token_fields};
use crate::evidence::{self, WIDTH};
use crate::options::Options;
use crate::page::Page;
use crate::{decode, lines};

/// A page with its gold text, segmented and labelled.
#[derive(Debug)]
pub struct Labelled {
    page: Page,
    /// Share of each block's words that are gold, 0 to 1.
    pub labels: Vec<f32>,
    /// Words of each block.
    pub words: Vec<Vec<String>>,
    /// Words of the gold text.
    pub gold: Vec<String>,
    gold_text: String,
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
        Self::from_page(lines::segment(text, Options::default().limits()), self.gold_text.clone())
    }

    /// The gold text as an input of which everything stays.
    pub fn as_clean(&self) -> Self {
        self.relabelled(&self.gold_text)
    }

    /// Decodes, segments and labels a page.
    pub fn new(source: &[u8], gold: &str, kind: Kind) -> Self {
        let options = Options::default();
        let source = decode::decode(source, None, kind == Kind::Html).text;
        let page = match kind {
            Kind::Html => segment_html(&source, &options),
            Kind::Text => lines::segment(&source, options.limits()),
        };
        Self::from_page(page, gold.to_owned())
    }

    fn from_page(page: Page, gold_text: String) -> Self {
        let gold = align::words(&gold_text);
        let words: Vec<Vec<String>> =
            (0..page.blocks.len() as u32).map(|id| align::words(page.block_text(id))).collect();
        let all: Vec<String> = words.iter().flatten().cloned().collect();
        let used = align::matched(&all, &gold);
        let mut at = 0;
        let label = |words: &Vec<String>| {
            let hits = used[at..at + words.len()].iter().filter(|used| **used).count();
            at += words.len();
            if words.is_empty() { 0.0 } else { hits as f32 / words.len() as f32 }
        };
        let labels = words.iter().map(label).collect();
        Labelled { page, labels, words, gold, gold_text }
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
        evidence::measure(&self.page, &tokens.0).rows().to_vec()
    }

    /// Weight of each row: the loss then approximates the page's F1.
    pub fn weights(&self) -> Vec<f32> {
        let all: usize = self.words.iter().map(Vec::len).sum();
        let scale = self.gold.len() as f32 + 0.15 * all as f32 + 20.0;
        self.words.iter().map(|words| words.len() as f32 / scale).collect()
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
