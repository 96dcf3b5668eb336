//! A value with where it came from, and what else was said.

/// Where a value was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "snake_case"))]
#[non_exhaustive]
pub enum Source {
    /// A JSON-LD script.
    JsonLd,
    /// OpenGraph: `og:` and `article:` properties.
    OpenGraph,
    /// Twitter's `twitter:` names.
    Twitter,
    /// Dublin Core: `dc.` and `dcterms.` names.
    DublinCore,
    /// Names for scholarly indexes: `citation_`.
    Citation,
    /// Any other `<meta>`.
    Meta,
    /// Microdata or RDFa: `itemprop`, `property`.
    Microdata,
    /// A `<link>`, or the `rel` of a link in the text.
    Link,
    /// A `<time>` element.
    Time,
    /// The page's `<title>`.
    TitleElement,
    /// A heading.
    Heading,
    /// An element whose class or id names it.
    ClassName,
    /// A line of visible text.
    Text,
    /// The `lang` attribute.
    Attribute,
    /// The page's address.
    Url,
    /// Worked out from the text by statistics.
    Detected,
}

impl Source {
    /// The lower-case name.
    pub fn name(self) -> &'static str {
        match self {
            Source::JsonLd => "json_ld",
            Source::OpenGraph => "open_graph",
            Source::Twitter => "twitter",
            Source::DublinCore => "dublin_core",
            Source::Citation => "citation",
            Source::Meta => "meta",
            Source::Microdata => "microdata",
            Source::Link => "link",
            Source::Time => "time",
            Source::TitleElement => "title_element",
            Source::Heading => "heading",
            Source::ClassName => "class_name",
            Source::Text => "text",
            Source::Attribute => "attribute",
            Source::Url => "url",
            Source::Detected => "detected",
        }
    }
}

/// A value, where it was found, and what other places say.
///
/// ```
/// let html = "<title>Flood</title><meta property=og:title content='The river rose'><h1>The river rose</h1>";
/// let article = bodytext::clean_html(html);
/// let title = article.metadata().title_sourced().expect("the page has a title");
/// assert_eq!(title.value(), "The river rose");
/// assert_eq!(title.others()[0].0, "Flood");
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[non_exhaustive]
pub struct Sourced<T> {
    value: T,
    source: Source,
    others: Vec<(T, Source)>,
}

impl<T: PartialEq> Sourced<T> {
    /// From candidates, best first. Those that repeat an earlier one are dropped.
    pub(super) fn best(candidates: impl IntoIterator<Item = (T, Source)>) -> Option<Self> {
        /// Candidates beyond these tell a reader nothing; the bound keeps the comparison linear.
        const MAX_OTHERS: usize = 8;
        let mut candidates = candidates.into_iter();
        let (value, source) = candidates.next()?;
        let mut others: Vec<(T, Source)> = Vec::new();
        for (other, source) in candidates {
            if others.len() < MAX_OTHERS && other != value && !others.iter().any(|(seen, _)| *seen == other) {
                others.push((other, source));
            }
        }
        Some(Sourced { value, source, others })
    }
}

impl<T> Sourced<T> {
    /// The value that was chosen.
    pub fn value(&self) -> &T {
        &self.value
    }

    /// Where it was found.
    pub fn source(&self) -> Source {
        self.source
    }

    /// Different values from other places, best first; at most eight.
    pub fn others(&self) -> &[(T, Source)] {
        &self.others
    }
}
