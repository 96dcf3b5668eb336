//! HTML to events: `open`, `text`, `close`, in document order.
//!
//! Two sources give the same events for the same page: [`arena`], the tree that html5ever builds for us, and
//! [`document`], a `scraper::Html` that the caller has parsed already.

pub(crate) mod arena;
mod attr;
pub(crate) mod cap;
pub(crate) mod document;
mod names;
mod noscript;
pub(crate) mod tag;
mod tokenizer;

pub(crate) use tag::{Flow, Tag};

/// Receives the events of one page.
pub(crate) trait Events {
    /// An element starts. Its attributes come as (name, value) in no certain order. `false` skips the content: no
    /// further event comes for it, not even `close`.
    fn open<'a>(&mut self, tag: Tag, attrs: impl Iterator<Item = (&'a str, &'a str)> + Clone) -> bool;
    /// Text inside the innermost open element, entities decoded, in pieces of any size.
    fn text(&mut self, text: &str);
    /// The innermost open element ends.
    fn close(&mut self);
}
