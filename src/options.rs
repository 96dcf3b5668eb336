//! What a caller can choose.

use std::fmt;
use std::str::FromStr;

use scraper::Selector;

use crate::error::Error;
use crate::evidence::EvidenceSet;
use crate::limits::Limits;

/// Which mistake is worse: chrome that is kept, or article that is lost.
///
/// What each does in numbers, precision / recall / F1 as the example `evaluate --focus NAME FOLDER` prints them:
///
/// | focus | 495 pages that were never fitted on (trafilatura's, snippets) | 1,497 pages that were (WCXB, words) | their 793 articles |
/// |---|---|---|---|
/// | balanced | .899 / .954 / .926 | .925 / .951 / .933 | .970 / .990 / .979 |
/// | precision | .923 / .921 / .922 | .960 / .897 / .914 | .980 / .975 / .974 |
/// | recall | .879 / .970 / .922 | .920 / .964 / .936 | .961 / .993 / .975 |
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
#[non_exhaustive]
pub enum Focus {
    /// The cut that maximises the expected F1 of the page.
    #[default]
    Balanced,
    /// For news: a higher cut, inside the best subtree only.
    Precision,
    /// A lower cut.
    Recall,
}

impl Focus {
    /// The lower-case name.
    pub fn name(self) -> &'static str {
        match self {
            Focus::Balanced => "balanced",
            Focus::Precision => "precision",
            Focus::Recall => "recall",
        }
    }
}

impl fmt::Display for Focus {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl FromStr for Focus {
    type Err = Error;

    fn from_str(name: &str) -> Result<Self, Error> {
        match name {
            "balanced" => Ok(Focus::Balanced),
            "precision" => Ok(Focus::Precision),
            "recall" => Ok(Focus::Recall),
            _ => Err(Error::UnknownName {
                what: "focus",
                name: name.to_owned(),
                expected: "balanced, precision, recall",
            }),
        }
    }
}

/// Where readers' comments and reviews go, as far as the page's elements tell them apart from the rest.
///
/// The default is what scores best where pages of all sorts meet. F1 on WCXB's 1,497 pages, of all and of the forums among
/// them, with the weights that were fitted there, and on trafilatura's 495 pages, which are articles: judged .933, .876 and
/// .926; in the text .920, .838 and .920; apart .913, .656 and .928. Who has news articles only does well to keep them apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
#[non_exhaustive]
pub enum Comments {
    /// The judge decides, as about everything else: most leave the text, and those that are the content of a page stay.
    #[default]
    Judged,
    /// Into the text, with the label `comment`.
    InText,
    /// Out of the text; [`Article::comments`](crate::Article::comments) has them.
    Apart,
}

impl Comments {
    /// The lower-case name with hyphens.
    pub fn name(self) -> &'static str {
        match self {
            Comments::Judged => "judged",
            Comments::InText => "in-text",
            Comments::Apart => "apart",
        }
    }
}

impl fmt::Display for Comments {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl FromStr for Comments {
    type Err = Error;

    fn from_str(name: &str) -> Result<Self, Error> {
        let known = [Comments::Judged, Comments::InText, Comments::Apart];
        let found = known.into_iter().find(|comments| comments.name() == name);
        let expected = "judged, in-text, apart";
        found.ok_or_else(|| Error::UnknownName { what: "comments", name: name.to_owned(), expected })
    }
}

/// How to clean. Every option has a default that suits most pages.
///
/// ```
/// use bodytext::{Cleaner, Focus, Options};
///
/// let options = Options::new().with_focus(Focus::Precision).with_url("https://example.com/2026/story")?;
/// let article = Cleaner::new(options).clean_html("<article><p>It rained all night, and the river rose.</p></article>");
/// assert_eq!(article.url(), Some("https://example.com/2026/story"));
/// # Ok::<(), bodytext::Error>(())
/// ```
#[derive(Debug, Clone, Default)]
pub struct Options {
    focus: Focus,
    limits: Limits,
    evidence: EvidenceSet,
    comments: Comments,
    without_dateline: bool,
    url: Option<url::Url>,
    exclude: Vec<Selector>,
}

impl Options {
    /// The defaults.
    pub fn new() -> Self {
        Self::default()
    }

    /// Which mistake is worse. Default: [`Focus::Balanced`].
    pub fn with_focus(mut self, focus: Focus) -> Self {
        self.focus = focus;
        self
    }

    /// Bounds on the work. Default: [`Limits::new`].
    pub fn with_limits(mut self, limits: Limits) -> Self {
        self.limits = limits;
        self
    }

    /// The evidence the judge may use. Default: all.
    pub fn with_evidence(mut self, evidence: EvidenceSet) -> Self {
        self.evidence = evidence;
        self
    }

    /// Where readers' comments go. Default: [`Comments::Judged`].
    pub fn with_comments(mut self, comments: Comments) -> Self {
        self.comments = comments;
        self
    }

    /// Whether the text starts with the report's dateline ("PARIS, March 3 (AFP) - "), where there is one. It concerns the
    /// text in all its forms; [`Article::dateline`](crate::Article::dateline) and the blocks have it in any case.
    /// Default: true.
    ///
    /// ```
    /// use bodytext::{Cleaner, Options};
    ///
    /// let text = "PARIS, March 3 (AFP) - The river rose by a metre in one night, and the lower town was cut off.";
    /// let article = Cleaner::new(Options::new().with_dateline(false)).clean_text(text);
    /// assert!(article.text().starts_with("The river rose"));
    /// assert_eq!(article.dateline().and_then(|dateline| dateline.place()), Some("PARIS"));
    /// ```
    pub fn with_dateline(mut self, shown: bool) -> Self {
        self.without_dateline = !shown;
        self
    }

    /// The page's address, against which relative links are resolved. Default: none.
    ///
    /// # Errors
    /// [`Error::Url`] when it is no absolute URL.
    pub fn with_url(mut self, url: &str) -> Result<Self, Error> {
        let parsed = url::Url::parse(url.trim());
        self.url = Some(parsed.map_err(|e| Error::Url { url: url.to_owned(), message: e.to_string() })?);
        Ok(self)
    }

    /// Adds a CSS selector: matching elements are left out, with all they hold. Default: none.
    ///
    /// # Errors
    /// [`Error::Selector`] when it does not parse.
    pub fn with_exclude(mut self, selector: &str) -> Result<Self, Error> {
        let parsed = Selector::parse(selector);
        self.exclude
            .push(parsed.map_err(|e| Error::Selector { selector: selector.to_owned(), message: e.to_string() })?);
        Ok(self)
    }

    pub(crate) fn focus(&self) -> Focus {
        self.focus
    }

    pub(crate) fn limits(&self) -> Limits {
        self.limits
    }

    pub(crate) fn evidence(&self) -> EvidenceSet {
        self.evidence
    }

    pub(crate) fn comments(&self) -> Comments {
        self.comments
    }

    pub(crate) fn strips_dateline(&self) -> bool {
        self.without_dateline
    }

    pub(crate) fn url(&self) -> Option<&url::Url> {
        self.url.as_ref()
    }

    pub(crate) fn exclude(&self) -> &[Selector] {
        &self.exclude
    }
}
