//! What the page says about itself outside its text.

use super::{BlockId, ContainerId};

/// A `<meta>` element: its `name`, `property`, `itemprop` or `http-equiv`, lower case, and its `content`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Meta {
    pub name: String,
    pub content: String,
    /// It is microdata: the name came from `itemprop` alone.
    pub item: bool,
    /// Where it stands: microdata may say something about a comment or a teaser.
    pub container: ContainerId,
    pub block: BlockId,
}

/// A `<link>` element with a `rel` or an `itemprop`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Link {
    /// Lower case.
    pub rel: String,
    pub href: String,
}

/// Raw material for metadata, in document order.
#[derive(Debug, Clone, Default)]
pub(crate) struct Head {
    /// The first `<title>`.
    pub title: String,
    pub metas: Vec<Meta>,
    pub links: Vec<Link>,
    /// The texts of `<script type="application/ld+json">`.
    pub json_ld: Vec<String>,
    /// `lang` of `<html>`.
    pub language: String,
    /// `href` of the first `<base>`.
    pub base: String,
}
