//! Whether a page stands for good, as a company's or a school's pages do, rather than being an article of some day.

use super::Source;
use super::found::{Field, Found};
use crate::markup::Tag;
use crate::page::{Item, Page};

/// Words in the class of `<body>` or `<article>` with which publishing systems say that a page is a post.
const POSTS: &[&str] = &["single-post", "type-post", "blog-post", "hs-blog-post", "node-type-article", "node-article"];
/// And those of a page beside the posts.
const PAGES: &[&str] = &["type-page", "page-template", "page-template-default", "single-page"];

/// Whether the page is no post, and says so: by its class, by structured data about a page, a product or a place, or
/// because nothing else than some `<meta>` gives its date. `source` is where that stands.
pub(super) fn is_standing(page: &Page, found: &Found, source: Source) -> bool {
    // Teasers are articles, too; the page's own is the longest.
    let bodies = page.containers.iter().filter(|container| container.tag == Tag::Body).take(1);
    let articles = page.containers.iter().filter(|container| container.tag == Tag::Article);
    let article = articles.max_by_key(|container| container.end_block - container.first_block);
    let classes: Vec<&str> = bodies.chain(article).map(|container| page.value(container.class)).collect();
    let said = |words: &[&str]| {
        classes
            .iter()
            .flat_map(|class| class.split_ascii_whitespace())
            .any(|word| words.contains(&word) || word.strip_prefix("page-").is_some_and(|rest| words.contains(&rest)))
    };
    let is_article = page.containers.iter().any(|container| container.item.any(Item::ARTICLE));
    if is_article || said(POSTS) {
        return false;
    }
    let says = |source| found.of(Field::Published).iter().any(|candidate| candidate.source == source);
    said(PAGES) || says(Source::JsonLd) || matches!(source, Source::Meta | Source::DublinCore)
}
