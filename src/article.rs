//! The result of cleaning: blocks with verdicts, media, metadata, and views of them.

use std::sync::Arc;

use crate::evidence::{Evidence, Table};
use crate::judge::Judge;
use crate::label::Label;
use crate::media::Media;
use crate::metadata::Metadata;
use crate::page::{self, BlockKind, Page};
use crate::render::{self, Show};

/// A cleaned page: what is main content, what was removed and why, media and metadata as data.
///
/// An article owns everything it shows, so the page's source can be dropped. Texts are rendered when asked for.
///
/// ```
/// let article = bodytext::clean_text("Now playing\n\nThe river rose by a metre in one night, and the lower town was cut off.");
/// for block in article.blocks().filter(|block| !block.is_main()) {
///     println!("{:?} {:?}", block.label(), block.text());
/// }
/// ```
#[derive(Debug)]
pub struct Article {
    pub(crate) page: Page,
    pub(crate) rulings: Vec<Ruling>,
    pub(crate) media: Vec<Media>,
    pub(crate) metadata: Metadata,
    pub(crate) confidence: f32,
    pub(crate) url: Option<url::Url>,
    pub(crate) evidence: Table,
    pub(crate) judge: Arc<dyn Judge>,
}

/// What was decided about a block.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Ruling {
    /// Probability that the block is main content, as the judge sees it.
    pub probability: f32,
    /// The verdict.
    pub main: bool,
    pub label: Label,
    /// The label decided, not the judge.
    pub by_rule: bool,
}

/// Why a verdict was reached: the part of the score that one source gave.
#[derive(Debug, Clone, Copy, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[non_exhaustive]
pub struct Reason {
    /// Where it comes from.
    pub cause: Cause,
    /// How far it moved the block towards main content (above 0) or boilerplate (below 0), in log-odds; for a rule,
    /// plus or minus infinity is written as 99.
    pub effect: f32,
}

/// Where a reason comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "snake_case"))]
#[non_exhaustive]
pub enum Cause {
    /// Evidence that the judge weighed.
    Evidence(Evidence),
    /// The share of main content among the blocks that the judge was fitted on.
    Base,
    /// A label that decides by itself: certain chrome, or a note that is always kept.
    Rule(Label),
}

impl Cause {
    /// A lower-case name, as in `link-density` or `rule:carousel`.
    pub fn name(&self) -> String {
        match self {
            Cause::Evidence(evidence) => evidence.name().to_owned(),
            Cause::Base => "base".to_owned(),
            Cause::Rule(label) => format!("rule:{}", label.name()),
        }
    }
}

impl Article {
    /// All blocks of the page, kept and removed, in document order.
    pub fn blocks(&self) -> impl DoubleEndedIterator<Item = Block<'_>> + ExactSizeIterator {
        (0..self.page.blocks.len()).map(|index| Block { article: self, index })
    }

    /// The main content as plain text: blocks one below the other, an empty line between paragraphs.
    pub fn text(&self) -> String {
        render::text(self)
    }

    /// The main content as CommonMark with tables.
    pub fn markdown(&self) -> String {
        render::markdown(self, Show::new())
    }

    /// [`Article::markdown`] with a choice of what is shown beside the words.
    pub fn markdown_with(&self, show: Show) -> String {
        render::markdown(self, show)
    }

    /// The main content as HTML of semantic elements only, without scripts, styles and unsafe links.
    pub fn html(&self) -> String {
        render::html(self, Show::new())
    }

    /// [`Article::html`] with a choice of what is shown beside the words.
    pub fn html_with(&self, show: Show) -> String {
        render::html(self, show)
    }

    /// A complete small HTML document to read the article in: its metadata on top, an embedded stylesheet for light and
    /// dark, nothing that is loaded or run.
    ///
    /// ```
    /// let page = bodytext::clean_html("<title>Flood</title><article><p>The river rose by a metre in one night.").reader_page();
    /// assert!(page.starts_with("<!DOCTYPE html>") && page.contains("<h1>Flood</h1>"));
    /// ```
    pub fn reader_page(&self) -> String {
        render::reader_page(self)
    }

    /// Pictures and videos of the page with their captions and credits.
    pub fn media(&self) -> &[Media] {
        &self.media
    }

    /// Title, authors, dates and more.
    pub fn metadata(&self) -> &Metadata {
        &self.metadata
    }

    /// Probability that the body is right, 0 to 1. Below 0.5 the page probably holds no article.
    pub fn confidence(&self) -> f32 {
        self.confidence
    }

    /// The address given in the options.
    pub fn url(&self) -> Option<&str> {
        self.url.as_ref().map(url::Url::as_str)
    }

    /// Whether nothing was kept.
    pub fn is_empty(&self) -> bool {
        !self.rulings.iter().any(|ruling| ruling.main)
    }
}

/// A run of text that a reader sees as one unit, with what was decided about it.
#[derive(Debug, Clone, Copy)]
pub struct Block<'a> {
    article: &'a Article,
    index: usize,
}

impl<'a> Block<'a> {
    pub(crate) fn data(&self) -> &'a page::Block {
        &self.article.page.blocks[self.index]
    }

    pub(crate) fn ruling(&self) -> &'a Ruling {
        &self.article.rulings[self.index]
    }

    /// Its place among the page's blocks, from 0.
    pub fn index(&self) -> usize {
        self.index
    }

    /// Its text, white space folded; line breaks inside are line feeds.
    pub fn text(&self) -> &'a str {
        self.article.page.block_text(self.index as u32)
    }

    /// What it is by its markup or shape.
    pub fn kind(&self) -> BlockKind {
        self.data().kind
    }

    /// What it is to a reader.
    pub fn label(&self) -> Label {
        self.ruling().label
    }

    /// The verdict: main content, or boilerplate.
    pub fn is_main(&self) -> bool {
        self.ruling().main
    }

    /// Probability that it is main content by the evidence alone, 0 to 1.
    pub fn probability(&self) -> f32 {
        self.ruling().probability
    }

    /// Why: the families of evidence with their effects, strongest first, or the rule that decided. The effects of the
    /// evidence add up to the log-odds of [`Block::probability`].
    pub fn reasons(&self) -> Vec<Reason> {
        let mut reasons = self.article.judge.reasons(self.article.evidence.row(self.index));
        reasons.sort_by(|a, b| b.effect.abs().total_cmp(&a.effect.abs()));
        let ruling = self.ruling();
        if ruling.by_rule {
            let effect = if ruling.main { 99.0 } else { -99.0 };
            reasons.insert(0, Reason { cause: Cause::Rule(ruling.label), effect });
        }
        reasons
    }

    /// The elements around it, outermost first, as a CSS-like path.
    pub fn path(&self) -> String {
        let page = &self.article.page;
        let mut parts: Vec<String> = Vec::new();
        for (id, container) in page.ancestors(self.data().container) {
            if id == 0 {
                break;
            }
            let mut part = container.tag.name().to_owned();
            let id = page.value(container.id);
            if !id.is_empty() {
                part.push('#');
                part.push_str(id);
            }
            for class in page.value(container.class).split_ascii_whitespace() {
                part.push('.');
                part.push_str(class);
            }
            parts.push(part);
        }
        parts.reverse();
        parts.join(" > ")
    }
}
