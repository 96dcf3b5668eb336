//! The result of cleaning: blocks with verdicts, media, metadata, and views of them.

use std::sync::{Arc, OnceLock};

use crate::cleaner::{measured, opening};
use crate::dateline::{self, Dateline};
use crate::evidence::names::NameWeights;
use crate::evidence::{Evidence, Table};
use crate::judge::{AnyJudge, log_odds};
use crate::label::{Group, Label, Names, Outcome};
use crate::limits::Limit;
use crate::media::{self, Media};
use crate::metadata::{self, Metadata, detect_language};
use crate::page::{self, BlockKind, Page};
use crate::render::{self, Show};

/// Bytes of an element's id or classes that a path shows, and bytes of a path of which no more elements are told: any number
/// of blocks may stand in the same elements.
const MAX_SHOWN: usize = 256;
const MAX_PATH: usize = 4096;

/// A cleaned page: what is main content, what was removed and why, media and metadata as data.
///
/// An article owns everything it shows, so the page's source can be dropped. Texts are rendered when asked for; metadata,
/// media and dateline are read on the first call that asks for them, and kept.
///
/// ```
/// let article = bodytext::clean_text("Now playing\n\nThe river rose by a metre in one night, and the lower town was cut off.");
/// for block in article.blocks().filter(|block| !block.is_main()) {
///     println!("{:?} {:?}", block.label(), block.text());
/// }
/// ```
#[derive(Debug, Clone)]
pub struct Article {
    pub(crate) page: Page,
    pub(crate) rulings: Vec<Ruling>,
    /// Where the parts of pictures and videos stand, to make media of.
    pub(crate) groups: Vec<Group>,
    /// What the markup says of removed blocks, read when somebody asks for their labels.
    pub(crate) described: OnceLock<Names>,
    pub(crate) media: OnceLock<Vec<Media>>,
    pub(crate) metadata: OnceLock<Metadata>,
    pub(crate) dateline: OnceLock<Option<Dateline>>,
    /// The views leave the dateline out.
    pub(crate) strip_dateline: bool,
    pub(crate) confidence: f32,
    pub(crate) threshold: f32,
    pub(crate) outcome: Outcome,
    pub(crate) url: Option<url::Url>,
    /// Measured again when somebody asks for it: it is larger than everything else.
    pub(crate) evidence: OnceLock<Table>,
    pub(crate) names: Arc<NameWeights>,
    pub(crate) judge: AnyJudge,
}

/// What was decided about a block.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Ruling {
    /// Probability that the block is main content, as the judge sees it and a site's profile corrects it; 0 when the judge
    /// was not asked.
    pub probability: f32,
    /// The same as the judge alone sees it.
    pub alone: f32,
    /// The judge was asked: a line of plain text that is out for certain is not shown to it.
    pub judged: bool,
    /// The verdict.
    pub main: bool,
    /// None for a removed block that no rule has named: see [`Block::label`].
    pub label: Option<Label>,
    /// A reader wrote it below the article.
    pub comment: bool,
    /// The label decided, not the judge.
    pub by_rule: bool,
}

impl Ruling {
    /// A removed block of which nothing is known yet.
    pub(crate) fn unjudged() -> Self {
        Ruling { probability: 0.0, alone: 0.0, judged: false, main: false, label: None, comment: false, by_rule: false }
    }
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
    /// The score of an average block, from which the evidence moves it.
    Base,
    /// A judge that the caller brought, which gives no account of itself.
    Judge,
    /// What a [`SiteProfile`](crate::SiteProfile) knows of the block's words or place.
    Site,
    /// A label that decides by itself: certain chrome, or a note that is always kept.
    Rule(Label),
}

impl Cause {
    /// A lower-case name, as in `link-density` or `rule:carousel`.
    pub fn name(&self) -> String {
        match self {
            Cause::Evidence(evidence) => evidence.name().to_owned(),
            Cause::Base => "base".to_owned(),
            Cause::Judge => "judge".to_owned(),
            Cause::Site => "site".to_owned(),
            Cause::Rule(label) => format!("rule:{}", label.name()),
        }
    }
}

impl Article {
    /// All blocks of the page, kept and removed, in document order.
    pub fn blocks(&self) -> impl DoubleEndedIterator<Item = Block<'_>> + ExactSizeIterator {
        (0..self.page.blocks.len()).map(|index| Block { article: self, index })
    }

    /// What readers wrote below the article, comments and reviews, as far as the page's elements tell them apart: their
    /// texts without names, times and buttons. Whether they are part of the main content too is up to
    /// [`Options::with_comments`](crate::Options::with_comments). On a page that is a thread from end to end there are none.
    ///
    /// ```
    /// let page = "<article><h1>Flood</h1><p>The river rose by more than a metre in a single night, and by the morning the \
    ///     lower town was cut off from the coast road. Firefighters carried forty people out of their houses in boats, said \
    ///     the mayor, who had been awake since midnight.</article><ol class=comments><li>We could see the bell from here.</ol>";
    /// let article = bodytext::clean_html(page);
    /// let comments: Vec<&str> = article.comments().map(|block| block.text()).collect();
    /// assert_eq!(comments, ["We could see the bell from here."]);
    /// ```
    pub fn comments(&self) -> impl DoubleEndedIterator<Item = Block<'_>> {
        self.blocks().filter(|block| block.ruling().comment)
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

    /// Pictures and videos of the page with their captions and credits. Read on the first call, and kept.
    pub fn media(&self) -> &[Media] {
        self.media.get_or_init(|| media::collect(&self.page, &self.groups, self.url.as_ref()))
    }

    /// Title, authors, dates and more. Read on the first call, and kept.
    pub fn metadata(&self) -> &Metadata {
        self.metadata
            .get_or_init(|| metadata::read(&self.page, self.url.as_ref(), || opening(&self.page, &self.rulings)))
    }

    /// Place, date and agency before the first sentence. It is part of the text unless
    /// [`Options::with_dateline`](crate::Options::with_dateline) says otherwise. Looked for on the first call, and kept.
    pub fn dateline(&self) -> Option<&Dateline> {
        let site = || self.metadata().site_name();
        self.dateline.get_or_init(|| dateline::find(&self.page, &self.rulings, site)).as_ref()
    }

    /// What the judge measured.
    pub(crate) fn evidence(&self) -> &Table {
        self.evidence.get_or_init(|| measured(&self.page, &self.rulings, &self.names))
    }

    /// The language that the main content is written in, worked out from its first words whatever the page declares: an
    /// ISO 639-1 code where there is one. `None` when there is too little text or no language stands out.
    ///
    /// ```
    /// let page = "<html lang=en><p>Der Fluss stieg in einer Nacht um mehr als einen Meter, und die Unterstadt war abgeschnitten.";
    /// let article = bodytext::clean_html(page);
    /// assert_eq!((article.metadata().language(), article.detected_language()), (Some("en"), Some("de")));
    /// ```
    pub fn detected_language(&self) -> Option<&'static str> {
        detect_language(&opening(&self.page, &self.rulings))
    }

    /// Probability that the body is right, 0 to 1: that a reader's own selection of the page's main content would agree
    /// with it to a word F1 of at least 0.9 (the harmonic mean of the shares of words that are in both). 0 when nothing
    /// was kept.
    ///
    /// Calibrated on labelled pages of sites that the weights had not seen, for [`Focus::Balanced`](crate::Focus) and the
    /// crate's own judge: of the pages that get about 0.8, about 80 in 100 are right. It speaks of the text alone, not of
    /// the metadata, and a page without an article may be told right: see [`Article::outcome`].
    pub fn confidence(&self) -> f32 {
        self.confidence
    }

    /// The probability above which this page's blocks were kept, 0 to 1, where no rule decided: chosen for each page with
    /// [`Focus::Balanced`](crate::Focus), fixed with the others, and 1 for a page of which nothing is worth keeping, unless
    /// with [`Focus::Recall`](crate::Focus). [`Focus::Precision`](crate::Focus) also leaves out what stands apart from the
    /// best part of the page.
    ///
    /// ```
    /// let article = bodytext::clean_html("<p>The river rose by more than a metre in one single night.");
    /// assert!(article.threshold() > 0.0 && article.threshold() <= 0.5);
    /// ```
    pub fn threshold(&self) -> f32 {
        self.threshold
    }

    /// What the page turned out to be: an article, or a list, an error, a wall or a shell in its place.
    ///
    /// ```
    /// let page = "<title>404 - Page not found</title><h1>Oops</h1><p>We looked everywhere. <a href=/>Home</a>";
    /// assert_eq!(bodytext::clean_html(page).outcome(), bodytext::Outcome::ErrorPage);
    /// ```
    pub fn outcome(&self) -> Outcome {
        self.outcome
    }

    /// The limits that the page went beyond: what is there is not all of the page's markup. Empty for nearly all pages.
    pub fn cut(&self) -> Vec<Limit> {
        self.page.cut.list()
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

    /// Its bytes in the text that was cleaned, without the white space and the bullet before it: of a paragraph that was
    /// wrapped at a column, from its first line to its last. `None` for HTML. Where bytes were cleaned, the range is of the
    /// decoded text.
    ///
    /// ```
    /// let text = "  * The ferry is back.\n  * The bridge is not.";
    /// let article = bodytext::clean_text(text);
    /// let source = article.blocks().next().and_then(|block| block.source());
    /// assert_eq!(source.map(|range| &text[range]), Some("The ferry is back."));
    /// ```
    pub fn source(&self) -> Option<std::ops::Range<usize>> {
        let source = self.data().layout.source;
        (source.len() > 0).then(|| source.usize())
    }

    /// What it is by its markup or shape.
    pub fn kind(&self) -> BlockKind {
        self.data().kind
    }

    /// What it is to a reader.
    pub fn label(&self) -> Label {
        let page = &self.article.page;
        let described = || self.article.described.get_or_init(|| Names::new(page)).removed(page, self.index);
        self.ruling().label.unwrap_or_else(described)
    }

    /// The verdict: main content, or boilerplate.
    pub fn is_main(&self) -> bool {
        self.ruling().main
    }

    /// Probability that it is main content by the evidence, and by the site's profile if there is one, 0 to 1. It is 0 for a
    /// line of plain text that a rule took out before the judge was asked.
    pub fn probability(&self) -> f32 {
        self.ruling().probability
    }

    /// Why: the families of evidence with their effects, strongest first, after the rule that decided, if one did. The
    /// effects of all but the rule add up to the log-odds of [`Block::probability`]. A line of plain text that a rule took
    /// out before the judge was asked has the rule alone.
    pub fn reasons(&self) -> Vec<Reason> {
        let ruling = self.ruling();
        let mut reasons = match ruling.judged {
            true => {
                let row = self.article.evidence().row(self.index);
                self.article.judge.reasons(row, log_odds(ruling.alone))
            }
            false => Vec::new(),
        };
        if ruling.probability != ruling.alone {
            let effect = log_odds(ruling.probability) - log_odds(ruling.alone);
            reasons.push(Reason { cause: Cause::Site, effect });
        }
        reasons.sort_by(|a, b| b.effect.abs().total_cmp(&a.effect.abs()));
        if ruling.by_rule {
            let effect = if ruling.main { 99.0 } else { -99.0 };
            reasons.insert(0, Reason { cause: Cause::Rule(self.label()), effect });
        }
        reasons
    }

    /// The numbers measured on it, in the order of [`PageEvidence::columns`](crate::PageEvidence::columns); zeros for a line
    /// of plain text that a rule took out before the judge was asked.
    ///
    /// ```
    /// let article = bodytext::clean_html("<p>The river rose. <a href=/flood>All about the flood</a>");
    /// let links = bodytext::PageEvidence::column("density.link_density").expect("a column of this version");
    /// let density: Vec<f32> = article.blocks().map(|block| block.numbers()[links]).collect();
    /// assert!(density[0] > 0.5 && density[0] < 0.6);
    /// ```
    pub fn numbers(&self) -> &'a [f32] {
        self.article.evidence().row(self.index)
    }

    /// The elements around it, outermost first, as a CSS-like path. Of long names the start is shown, and `…` stands for the
    /// outer elements of a path of more than 4 kB.
    pub fn path(&self) -> String {
        let page = &self.article.page;
        let mut parts: Vec<String> = Vec::new();
        let mut bytes = 0;
        for (id, container) in page.ancestors(self.data().container) {
            if id == 0 {
                break;
            }
            if bytes > MAX_PATH {
                parts.push("…".to_owned());
                break;
            }
            let mut part = container.tag.name().to_owned();
            let id = page::start_of(page.value(container.id), MAX_SHOWN);
            if !id.is_empty() {
                part.push('#');
                part.push_str(id);
            }
            for class in page::start_of(page.value(container.class), MAX_SHOWN).split_ascii_whitespace() {
                part.push('.');
                part.push_str(class);
            }
            bytes += part.len();
            parts.push(part);
        }
        parts.reverse();
        parts.join(" > ")
    }
}
