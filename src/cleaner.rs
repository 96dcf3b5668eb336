//! The pipeline, one line a stage.

use std::collections::HashSet;
use std::sync::{Arc, LazyLock};

use crate::article::{Article, Ruling};
use crate::error::Error;
use crate::evidence::{self, Table};
use crate::judge::{self, Fitted, Forest, Judge, Model};
use crate::label::{self, Label};
use crate::limits::{Cut, Limit, Limits};
use crate::markup::{cap, document, tree};
use crate::options::{Focus, Options};
use crate::page::{Builder, Page};
use crate::scratch::Scratch;
use crate::{decode, lines, media, metadata};

#[cfg(feature = "_dev")]
#[doc(hidden)]
pub mod dev;

/// Cleans pages with one set of options. Make it once, use it for many pages, from many threads.
///
/// ```
/// use bodytext::{Cleaner, Focus, Options};
///
/// let cleaner = Cleaner::new(Options::new().with_focus(Focus::Recall));
/// let article = cleaner.clean_html("<main><h1>Flood</h1><p>The river rose by a metre in one night.</p></main>");
/// println!("{}", article.text());
/// ```
#[derive(Debug, Clone)]
pub struct Cleaner {
    options: Options,
    model: Model,
    html: Arc<Fitted>,
    text: Arc<Fitted>,
    scratch: Scratch,
}

impl Default for Cleaner {
    fn default() -> Self {
        Self::new(Options::default())
    }
}

impl Cleaner {
    /// A cleaner with the weights that ship with the crate.
    pub fn new(options: Options) -> Self {
        let model = Model::built_in();
        let judge = |forest: &Arc<Forest>| Arc::new(Fitted::new(forest, options.evidence()));
        let (html, text) = (judge(&model.html), judge(&model.text));
        Cleaner { options, model, html, text, scratch: Scratch::default() }
    }

    /// Cleans a page given as HTML. Input over the size limit is read up to there.
    pub fn clean_html(&self, html: &str) -> Article {
        self.finish(segment(html, &self.options, &self.scratch), &self.html)
    }

    /// Cleans a page that the caller has parsed; the same result as [`Cleaner::clean_html`] on its source.
    pub fn clean_document(&self, document: &scraper::Html) -> Article {
        let page = segment_document(document, document.tree.values().len() * 32, &self.options);
        self.finish(page, &self.html)
    }

    /// Cleans a text that somebody has stripped of its markup already. Input over the size limit is read up to there.
    pub fn clean_text(&self, text: &str) -> Article {
        let limits = self.options.limits();
        let (text, cut) = within(text, limits);
        let mut page = lines::segment(text, limits);
        page.cut.add_all(cut);
        self.finish(page, &self.text)
    }

    /// Cleans a page given as bytes. `charset` is the label of the HTTP header, if there was one.
    ///
    /// # Errors
    /// [`Error::TooLarge`] and [`Error::UnknownCharset`]. Bad bytes are no error: they become U+FFFD.
    pub fn clean_bytes(&self, bytes: &[u8], charset: Option<&str>) -> Result<Article, Error> {
        Ok(self.clean_html(&self.decode(bytes, charset, true)?))
    }

    /// Cleans a stripped text given as bytes; see [`Cleaner::clean_bytes`].
    ///
    /// # Errors
    /// [`Error::TooLarge`] and [`Error::UnknownCharset`].
    pub fn clean_text_bytes(&self, bytes: &[u8], charset: Option<&str>) -> Result<Article, Error> {
        Ok(self.clean_text(&self.decode(bytes, charset, false)?))
    }

    fn decode<'a>(
        &self,
        bytes: &'a [u8],
        charset: Option<&str>,
        html: bool,
    ) -> Result<std::borrow::Cow<'a, str>, Error> {
        let limit = self.options.limits().max_bytes();
        if bytes.len() > limit {
            return Err(Error::TooLarge { bytes: bytes.len(), limit });
        }
        let encoding = charset.map(|label| {
            encoding_rs::Encoding::for_label(label.as_bytes())
                .ok_or_else(|| Error::UnknownCharset { label: label.to_owned() })
        });
        Ok(decode::decode(bytes, encoding.transpose()?, html).text)
    }

    /// From a segmented page to the article.
    fn finish(&self, page: Page, judge: &Arc<Fitted>) -> Article {
        let draft = label::Draft::new(&page);
        // Where no markup speaks, the judge goes by the lines around a block: a carousel between two paragraphs must not
        // change what it thinks of them.
        let is_bare = page.is_bare();
        let out = |block: usize| is_bare && draft.is_out(block);
        let out: Vec<bool> = (0..page.blocks.len()).map(out).collect();
        let rest = out.contains(&true).then(|| page.without(&out));
        let judged = rest.as_ref().unwrap_or(&page);
        let evidence = evidence::measure(judged, &self.model.names);
        let mut verdicts = self.rule(judged, &evidence, &**judge).into_iter();
        let none = Ruling { probability: 0.0, main: false, label: Label::Boilerplate, by_rule: false };
        let ruling = |out: &bool| if *out { none } else { verdicts.next().unwrap_or(none) };
        let mut rulings: Vec<Ruling> = out.iter().map(ruling).collect();
        let evidence = if rest.is_some() { evidence.spread(&out) } else { evidence };
        let groups = draft.finish(&mut rulings);
        let media = media::collect(&page, &groups, self.options.url());
        let metadata = metadata::read(&page, self.options.url(), || opening(&page, &rulings));
        let confidence = confidence(&rulings);
        let (url, judge) = (self.options.url().cloned(), judge.clone() as Arc<dyn Judge>);
        Article { page, rulings, media, metadata, confidence, url, evidence, judge }
    }

    /// The judge's verdicts.
    fn rule(&self, page: &Page, evidence: &Table, judge: &dyn Judge) -> Vec<Ruling> {
        let probabilities = judge.judge(evidence);
        let words = evidence.words();
        let cut = judge::cut(&probabilities, &words, self.options.focus());
        let inside = match self.options.focus() {
            Focus::Precision => judge::best_subtree(page, &probabilities, &words),
            _ => 0..page.blocks.len() as u32,
        };
        let ruling = |(block, probability): (usize, &f32)| Ruling {
            probability: *probability,
            main: *probability > cut && inside.contains(&(block as u32)),
            label: Label::Body,
            by_rule: false,
        };
        probabilities.iter().enumerate().map(ruling).collect()
    }
}

/// The start of the main text, enough to tell its language.
fn opening(page: &Page, rulings: &[Ruling]) -> String {
    /// Bytes.
    const ENOUGH: usize = 8000;
    let mut text = String::new();
    for (id, _) in (0..).zip(rulings).filter(|(_, ruling)| ruling.main) {
        text.push_str(page.block_text(id));
        text.push('\n');
        if text.len() > ENOUGH {
            break;
        }
    }
    text
}

/// HTML to a page, for fitting and for the tests of other stages.
#[cfg(any(test, feature = "eval"))]
pub(crate) fn segment_html(html: &str, options: &Options) -> Page {
    segment(html, options, &Scratch::default())
}

/// HTML to a page.
fn segment(html: &str, options: &Options, scratch: &Scratch) -> Page {
    let limits = options.limits();
    let (html, cut) = within(html, limits);
    let mut page = if options.exclude().is_empty() {
        let html = tree::source(html);
        let mut builder = Builder::new(html.len(), limits);
        let cut = scratch.with(|parser| {
            parser.parse(&html, limits).walk(&html, &mut builder);
            parser.cut()
        });
        let mut page = builder.finish();
        page.cut.add_all(cut);
        page
    } else {
        // Selectors are scraper's, so they need its tree.
        let sink = scraper::HtmlTreeSink::new(scraper::Html::new_document());
        segment_document(&cap::parse(html, sink, limits.max_depth()), html.len(), options)
    };
    page.cut.add_all(cut);
    page
}

fn segment_document(document: &scraper::Html, bytes: usize, options: &Options) -> Page {
    let skip = match options.exclude() {
        [] => HashSet::new(),
        selectors => document::matches(document, selectors),
    };
    let mut builder = Builder::new(bytes, options.limits());
    document::walk(document, &skip, &mut builder);
    builder.finish()
}

/// The input up to the size limit, cut at a character.
fn within(text: &str, limits: Limits) -> (&str, Cut) {
    let mut cut = Cut::default();
    let mut end = text.len();
    if end > limits.max_bytes() {
        cut.add(Limit::Bytes);
        end = limits.max_bytes();
    }
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    (&text[..end], cut)
}

/// Mean probability of what was kept.
fn confidence(rulings: &[Ruling]) -> f32 {
    let kept: Vec<f32> = rulings.iter().filter(|ruling| ruling.main).map(|ruling| ruling.probability).collect();
    evidence::ratio(kept.iter().sum(), kept.len() as f32)
}

/// The cleaner with the default options: making one costs as much as cleaning a small page.
fn usual() -> &'static Cleaner {
    static USUAL: LazyLock<Cleaner> = LazyLock::new(Cleaner::default);
    &USUAL
}

/// Cleans a page given as HTML, with the default options. Never fails: a page without an article gives an empty body.
///
/// ```
/// let article = bodytext::clean_html("<nav><a href=/>Home</a></nav><article><p>The river rose by a metre in one night, \
///     and the lower town was cut off.</p></article>");
/// assert!(article.text().starts_with("The river rose"));
/// ```
pub fn clean_html(html: &str) -> Article {
    usual().clean_html(html)
}

/// Cleans a text that somebody has stripped of its markup already, with the default options. Never fails.
pub fn clean_text(text: &str) -> Article {
    usual().clean_text(text)
}

/// Cleans a page given as bytes, with the default options. `charset` is the label of the HTTP header, if there was one.
///
/// # Errors
/// [`Error::TooLarge`] and [`Error::UnknownCharset`].
pub fn clean_bytes(bytes: &[u8], charset: Option<&str>) -> Result<Article, Error> {
    usual().clean_bytes(bytes, charset)
}
