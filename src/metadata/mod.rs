//! What the page says about the article.

use crate::page::Page;

/// Title, authors, dates and more.
#[derive(Debug, Clone, Default, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[non_exhaustive]
pub struct Metadata {
    /// The title without the site's name.
    pub title: Option<String>,
    /// Who wrote it.
    pub authors: Vec<String>,
    /// When it was published: an ISO 8601 date or date-time.
    pub published: Option<String>,
    /// When it was last changed: an ISO 8601 date or date-time.
    pub modified: Option<String>,
    /// The name of the site.
    pub site_name: Option<String>,
    /// The language, as an ISO 639-1 code where there is one.
    pub language: Option<String>,
}

/// Reads the metadata of a page.
pub(crate) fn read(page: &Page) -> Metadata {
    let title = page.head.title.trim();
    Metadata { title: (!title.is_empty()).then(|| title.to_owned()), ..Metadata::default() }
}
