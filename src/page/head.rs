//! What the page says about itself outside its text.

/// A `<meta>` element: its `name`, `property`, `itemprop` or `http-equiv`, lower case, and its `content`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Meta {
    pub name: String,
    pub content: String,
}

/// A `<link>` element with a `rel`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Link {
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
