//! The pipeline, one line a stage.

use std::collections::HashSet;
use std::fmt;
use std::sync::{Arc, LazyLock, OnceLock};

use crate::article::{Article, Ruling};
use crate::error::Error;
use crate::evidence::names::NameWeights;
use crate::evidence::{self, Facts, Table};
use crate::judge::{self, AnyJudge, Fitted, Judge, Model};
use crate::label;
use crate::limits::{Cut, Limit, Limits};
use crate::markup::{cap, document, tree};
use crate::options::{Focus, Options};
use crate::page::{Builder, Page};
use crate::scratch::Scratch;
use crate::site::{Known, SiteProfile};
use crate::{decode, lines, metadata};

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
#[derive(Clone)]
pub struct Cleaner {
    options: Options,
    model: Model,
    html: Arc<Fitted>,
    text: Arc<Fitted>,
    /// A judge in the place of the fitted ones.
    judge: Option<Arc<dyn Judge>>,
    profile: Option<Arc<SiteProfile>>,
    scratch: Scratch,
}

impl fmt::Debug for Cleaner {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let judge = self.judge(&self.html);
        f.debug_struct("Cleaner").field("options", &self.options).field("judge", &judge).finish_non_exhaustive()
    }
}

impl Default for Cleaner {
    fn default() -> Self {
        Self::new(Options::default())
    }
}

impl Cleaner {
    /// A cleaner with the weights that ship with the crate.
    pub fn new(options: Options) -> Self {
        Self::fitted(options, Model::built_in())
    }

    /// With the weights of a file that the example `fit` has written, instead of those that ship with the crate.
    ///
    /// ```
    /// use bodytext::{Cleaner, Error};
    ///
    /// # let folder = std::env::temp_dir().join(format!("bodytext-doc-{}", std::process::id()));
    /// # std::fs::create_dir_all(&folder)?;
    /// # let path = folder.join("own.model");
    /// # std::fs::write(&path, include_bytes!(concat!(env!("CARGO_MANIFEST_DIR"), "/model/bodytext.model")))?;
    /// let cleaner = Cleaner::default().with_model(&std::fs::read(&path)?)?;
    /// let article = cleaner.clean_html("<article><p>The river rose by a metre in one night.</p></article>");
    /// # std::fs::remove_dir_all(&folder)?;
    ///
    /// let error = Cleaner::default().with_model(b"bodytxt\x01 of an older version").unwrap_err();
    /// assert!(matches!(error, Error::ModelVersion { found: 1, .. }));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    /// [`Error::NotAModel`] for something else than weights, [`Error::ModelVersion`] for a file of another version of the
    /// crate, [`Error::ModelColumns`] for weights that were fitted on other columns of evidence, [`Error::ModelDamaged`]
    /// for a file that is cut short or changed.
    pub fn with_model(self, bytes: &[u8]) -> Result<Self, Error> {
        Ok(Cleaner {
            judge: self.judge,
            profile: self.profile,
            ..Self::fitted(self.options, Model::from_bytes(bytes)?)
        })
    }

    /// With another judge than the fitted weights, for HTML and for plain text; see [`Judge`].
    pub fn with_judge(mut self, judge: impl Judge + 'static) -> Self {
        self.judge = Some(Arc::new(judge));
        self
    }

    /// With what is known of the site that the pages are from; see [`SiteProfile`].
    ///
    /// A clone of a cleaner shares its weights, so that one for each site of a crawl costs little.
    pub fn with_profile(mut self, profile: impl Into<Arc<SiteProfile>>) -> Self {
        self.profile = Some(profile.into());
        self
    }

    /// For a page at this address; see [`Options::with_url`]. A clone shares its weights, so that one for each page of a crawl
    /// costs next to nothing.
    ///
    /// ```
    /// # fn main() -> Result<(), bodytext::Error> {
    /// let cleaner = bodytext::Cleaner::default();
    /// let article = cleaner.clone().with_url("https://example.com/a/")?.clean_html("<p>The river rose, says <a href=b>b</a>.");
    /// assert_eq!(article.markdown(), "The river rose, says [b](https://example.com/a/b).\n");
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    /// [`Error::Url`] when it is no absolute URL.
    pub fn with_url(mut self, url: &str) -> Result<Self, Error> {
        self.options = self.options.with_url(url)?;
        Ok(self)
    }

    pub(crate) fn fitted(options: Options, model: Model) -> Self {
        let fitted = |weights| Arc::new(Fitted::new(weights, options.evidence()));
        let (html, text) = (fitted(&model.html), fitted(&model.text));
        Cleaner { options, model, html, text, judge: None, profile: None, scratch: Scratch::default() }
    }

    /// Whoever judges where these weights would.
    fn judge(&self, fitted: &Arc<Fitted>) -> AnyJudge {
        match &self.judge {
            Some(judge) => AnyJudge::Caller(judge.clone()),
            None => AnyJudge::Fitted(fitted.clone()),
        }
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

    /// Cleans a page that has been segmented, as HTML or as text, and says what its confidence is made of.
    #[cfg(feature = "eval")]
    pub(crate) fn clean_page(&self, page: Page, html: bool) -> (Article, judge::Signs) {
        self.judged(page, if html { &self.html } else { &self.text })
    }

    /// From a segmented page to the article.
    fn finish(&self, page: Page, fitted: &Arc<Fitted>) -> Article {
        self.judged(page, fitted).0
    }

    /// The article, and the signs of the page that its confidence is made of.
    fn judged(&self, mut page: Page, fitted: &Arc<Fitted>) -> (Article, judge::Signs) {
        let mut draft = label::Draft::new(&page);
        // Where no markup speaks, the judge goes by the lines around a block: a carousel between two paragraphs must not
        // change what it thinks of them.
        let is_bare = page.is_bare();
        let out = |block: usize| is_bare && draft.is_out(block);
        let out: Vec<bool> = (0..page.blocks.len()).map(out).collect();
        let rest = out.contains(&true).then(|| page.without(&out));
        let judged = rest.as_ref().unwrap_or(&page);
        let facts = Facts::new(judged, &self.model.names);
        let judge = self.judge(fitted);
        let mut known = self.profile.as_ref().map_or_else(Vec::new, |profile| profile.know(&page));
        let mut out_of = out.iter();
        known.retain(|_| !out_of.next().copied().unwrap_or(false));
        let (verdicts, threshold, signs) = self.rule(&facts, &judge, &known);
        drop(facts);
        let mut verdicts = verdicts.into_iter();
        let none = Ruling::unjudged();
        let ruling = |out: &bool| if *out { none } else { verdicts.next().unwrap_or(none) };
        let mut rulings: Vec<Ruling> = out.iter().map(ruling).collect();
        let groups = draft.finish(&mut rulings, self.options.comments());
        let metadata = OnceLock::new();
        let read = || metadata::read(&page, self.options.url(), || opening(&page, &rulings));
        let paywalled = || metadata::may_be_paywalled(&page) && metadata.get_or_init(read).paywalled() == Some(true);
        let outcome = draft.outcome(&rulings, paywalled);
        let is_empty = !rulings.iter().any(|ruling| ruling.main);
        let confidence = if is_empty { 0.0 } else { fitted.calibration.probability(&signs) };
        let url = self.options.url().cloned();
        let strip_dateline = self.options.strips_dateline();
        // Nobody asks for words and counts after this, and they are larger than the text.
        self.scratch.keep_runs(std::mem::take(&mut page.runs));
        page.stats = Vec::new();
        (
            Article {
                page,
                rulings,
                groups,
                described: OnceLock::new(),
                media: OnceLock::new(),
                metadata,
                dateline: OnceLock::new(),
                strip_dateline,
                confidence,
                threshold,
                outcome,
                url,
                evidence: OnceLock::new(),
                names: Arc::clone(&self.model.names),
                judge,
            },
            signs,
        )
    }

    /// The judge's verdicts, the page's cut, and the signs of the page that its confidence is made of. `known` is what a
    /// profile knows of each block; empty without one.
    fn rule(&self, facts: &Facts<'_>, judge: &AnyJudge, known: &[Known]) -> (Vec<Ruling>, f32, judge::Signs) {
        let page = facts.page;
        let probabilities = self.scratch.with_room(|room| judge.probabilities(facts, self.options.evidence(), room));
        let words: Vec<f32> = facts.words().collect();
        let best = judge::best_f1(&probabilities, &words);
        let cut = judge::cut(best, &probabilities, &words, self.options.focus());
        let inside = match self.options.focus() {
            Focus::Precision => judge::best_subtree(page, &probabilities, &words),
            _ => 0..page.blocks.len() as u32,
        };
        // Cut and subtree are the judge's own: what is known of some blocks must not change the verdict on others.
        let ruling = |(block, alone): (usize, &f32)| {
            let probability = known.get(block).map_or(*alone, |known| known.moved(*alone));
            let main = probability > cut && inside.contains(&(block as u32));
            Ruling { probability, alone: *alone, judged: true, main, ..Ruling::unjudged() }
        };
        let rulings = probabilities.iter().enumerate().map(ruling).collect();
        (rulings, cut, judge::signs(best, &probabilities, &words))
    }
}

/// What the judge measured on the blocks that it was shown, with zeros for the others.
pub(crate) fn measured(page: &Page, rulings: &[Ruling], names: &NameWeights) -> Table {
    let out: Vec<bool> = rulings.iter().map(|ruling| !ruling.judged).collect();
    let mut page = page.without(&out);
    page.read_texts();
    evidence::measure(&Facts::new(&page, names)).spread(&out)
}

/// The start of the main text, enough to tell its language.
pub(crate) fn opening(page: &Page, rulings: &[Ruling]) -> String {
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
        let mut builder = Builder::of_html(html.len(), limits, scratch.runs());
        let cut = scratch.with(|parser, copy| {
            let html = tree::source(html, copy);
            parser.parse(html, limits).walk(html, &mut builder);
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
