//! HTML to events: `open`, `text`, `close`, in document order.
//!
//! Two sources give the same events for the same page: [`tree`], built from the tokens of [`tokenizer`], and
//! [`document`], a `scraper::Html` that the caller has parsed already.

mod attr;
pub(crate) mod cap;
pub(crate) mod document;
mod names;
mod noscript;
#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod real_pages;
#[cfg(any(test, feature = "_dev"))]
pub(crate) mod recorder;
pub(crate) mod tag;
mod tokenizer;
pub(crate) mod tree;

pub(crate) use attr::{Attr, is_json_ld};
pub(crate) use tag::{Flow, Tag};

/// Receives the events of one page.
pub(crate) trait Events {
    /// An element starts. The attributes that anything is read from come in no certain order. `false` skips the content:
    /// no further event comes for it, not even `close`.
    fn open<'a>(&mut self, tag: Tag, attrs: impl Iterator<Item = (Attr, &'a str)> + Clone) -> bool;
    /// Text inside the innermost open element, entities decoded, in pieces of any size.
    fn text(&mut self, text: &str);
    /// The innermost open element ends.
    fn close(&mut self);
}
