//! The content of `<noscript>`: some pages keep their whole text there.

use std::borrow::Cow;

use super::tree::Builder;
use super::{Attr, Events, Tag};
use crate::limits::Limits;

/// Limits on what is inside.
const LIMITS: Limits = Limits::new().with_max_depth(256).with_max_nodes(200_000);

/// Parses markup found as the text of a `<noscript>` and sends its events; a `<noscript>` inside is left out.
pub(super) fn walk(markup: Cow<'_, str>, events: &mut impl Events) {
    if !markup.contains('<') {
        events.text(&markup);
        return;
    }
    let mut builder = Builder::new();
    let tree = builder.parse_fragment(&markup, LIMITS);
    tree.walk_with(&markup, &mut Inner { events, open: Vec::new() }, |_, _| {});
}

/// Passes on what belongs to the page: not the `<html>` that html5ever puts around a fragment.
struct Inner<'e, E: Events> {
    events: &'e mut E,
    /// Whether each open element was passed on.
    open: Vec<bool>,
}

impl<E: Events> Events for Inner<'_, E> {
    fn open<'a>(&mut self, tag: Tag, attrs: impl Iterator<Item = (Attr, &'a str)> + Clone) -> bool {
        let passed = !matches!(tag, Tag::Html | Tag::Noscript);
        let descend = match tag {
            Tag::Noscript => false,
            Tag::Html => true,
            _ => self.events.open(tag, attrs),
        };
        if descend {
            self.open.push(passed);
        }
        descend
    }

    fn text(&mut self, text: &str) {
        self.events.text(text);
    }

    fn close(&mut self) {
        if self.open.pop() == Some(true) {
            self.events.close();
        }
    }
}
