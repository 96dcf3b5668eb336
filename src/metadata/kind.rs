//! Whether a page stands for good, as a company's or a school's pages do, rather than being an article of some day.

use super::Source;
use super::found::{Field, Found};
use crate::markup::Tag;
use crate::page::{Container, Item, Page};

/// The page's own `<article>` holds at least this part of its blocks: one in so many.
const OWN: usize = 4;

/// Words in the class of `<body>` or `<article>` with which publishing systems say that a page is a post.
const POSTS: &[&str] = &["single-post", "type-post", "blog-post", "hs-blog-post", "node-type-article", "node-article"];
/// And those of a page beside the posts.
const PAGES: &[&str] = &["type-page", "page-template", "page-template-default", "single-page"];

/// Whether the page is no post, and says so: by its class, or by structured data about a page, a product or a place that
/// give its date.
pub(super) fn is_standing(page: &Page, found: &Found) -> bool {
    // Teasers are articles, too; the page's own is the longest, and not a small part of the page.
    let bodies = page.containers.iter().filter(|container| container.tag == Tag::Body).take(1);
    let articles = page.containers.iter().filter(|container| container.tag == Tag::Article);
    let length = |container: &Container| container.end_block - container.first_block;
    let own = |container: &&Container| length(container) as usize * OWN > page.blocks.len();
    let article = articles.max_by_key(|container| length(container)).filter(own);
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
    said(PAGES) || says(Source::JsonLd)
}
