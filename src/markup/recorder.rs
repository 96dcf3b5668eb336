//! The events of a page by our parser and by html5ever's, as lines to compare.

use std::collections::HashSet;

use super::tree::{Builder, source};
use super::{Attr, Events, Tag, document};
use crate::limits::{Cut, Limits};

/// More than any page here reaches.
const WIDE: Limits = Limits::new().with_max_depth(4000).with_max_formatting(500).with_max_attributes(10_000);

/// The events of a page, one a line. White space at the ends of texts says nothing.
#[derive(Default)]
struct Recorder {
    lines: Vec<String>,
    text: String,
}

impl Recorder {
    fn end_text(&mut self) {
        // html5ever keeps the line feed that starts a `<pre>` when it is written as a reference without an end. It is not
        // to be seen.
        let text = self.text.trim_start_matches('\n');
        if !text.is_empty() {
            self.lines.push(format!("text {text:?}"));
        }
        self.text.clear();
    }
}

impl Events for Recorder {
    fn open<'a>(&mut self, tag: Tag, attrs: impl Iterator<Item = (Attr, &'a str)> + Clone) -> bool {
        self.end_text();
        let mut attrs: Vec<String> = attrs
            .filter(|(attr, _)| !matches!(attr, Attr::XlinkHref | Attr::XlinkTitle))
            .map(|(attr, value)| format!("{attr:?}={value:?}"))
            .collect();
        attrs.sort();
        attrs.dedup_by(|a, b| a.split('=').next() == b.split('=').next());
        self.lines.push(format!("<{tag:?} {}>", attrs.join(" ")));
        // What no stage reads is not kept.
        !matches!(
            tag,
            Tag::Template | Tag::Style | Tag::Textarea | Tag::Iframe | Tag::Noembed | Tag::Noframes | Tag::Script
        )
    }

    fn text(&mut self, text: &str) {
        self.text.push_str(text);
    }

    fn close(&mut self) {
        self.end_text();
        self.lines.push("</>".to_owned());
    }
}

/// Without byte order marks: html5ever drops one behind every script and every declaration of a charset, and so reads as
/// white space what is text.
fn unmarked(html: &str) -> String {
    html.replace('\u{feff}', "")
}

pub(crate) fn ours(html: &str) -> Vec<String> {
    let html = unmarked(html);
    let mut copy = String::new();
    let html = source(&html, &mut copy);
    let mut events = Recorder::default();
    let mut builder = Builder::new();
    builder.parse(html, WIDE).walk(html, &mut events);
    assert_eq!(builder.cut(), Cut::default());
    events.lines
}

pub(crate) fn theirs(html: &str) -> Vec<String> {
    let mut events = Recorder::default();
    document::walk(&scraper::Html::parse_document(&unmarked(html)), &HashSet::new(), &mut events);
    events.lines
}

/// Whether both give the same.
#[cfg(feature = "_dev")]
pub(crate) fn same(html: &str) -> bool {
    ours(html) == theirs(html)
}
