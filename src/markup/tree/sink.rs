//! From the tokenizer's tokens to those of the rules, within bounds.

use super::nodes::{Attribute, Attributes, Name};
use super::{Builder, Split, Start, Token};
use crate::limits::Limit;
use crate::markup::attr::{Attr, is_json_ld};
use crate::markup::names::Written;
use crate::markup::tag::Tag;
use crate::markup::tokenizer::{Content, Doctype, Sink, Value};

/// The tag that is being read. It is written piece by piece and must be read so: a processor waits for what it reads at once
/// after it was written in pieces.
#[derive(Debug)]
pub(super) struct Pending {
    tag: Tag,
    other: u32,
    is_end: bool,
    /// Byte of the page behind its name.
    source: u32,
    /// Where its attributes start in the tree.
    attributes: u32,
    /// Attributes so far, all of them.
    count: usize,
    /// A bit for each attribute that is kept.
    seen: u64,
    is_hidden: bool,
    is_json_ld: bool,
}

impl Default for Pending {
    fn default() -> Self {
        Pending {
            tag: Tag::Unknown,
            other: 0,
            is_end: false,
            source: 0,
            attributes: 0,
            count: 0,
            seen: 0,
            is_hidden: false,
            is_json_ld: false,
        }
    }
}

impl Pending {
    fn has(&self, attr: Attr) -> bool {
        self.seen & 1 << attr as u8 != 0
    }
}

/// The tree builder at the end of a tokenizer.
pub(super) struct Feed<'b, 'i> {
    builder: &'b mut Builder,
    html: &'i str,
}

impl<'b, 'i> Feed<'b, 'i> {
    pub(super) fn new(builder: &'b mut Builder, html: &'i str) -> Self {
        Feed { builder, html }
    }
}

impl<'i> Sink<'i> for Feed<'_, 'i> {
    #[inline]
    fn open_tag(&mut self, name: Written<'i>, end: usize, is_end: bool) {
        let builder = &mut *self.builder;
        let Name { tag, other } = builder.name(&name);
        let attributes = builder.tree.attributes.len() as u32;
        builder.tag = Pending { tag, other, is_end, source: end as u32, attributes, ..Pending::default() };
    }

    #[inline]
    fn attribute(&mut self, name: Written<'i>, value: Value<'i>) {
        let builder = &mut *self.builder;
        let pending = &mut builder.tag;
        if pending.is_end {
            return;
        }
        pending.count += 1;
        if pending.count > builder.limits.max_attributes() {
            builder.cut.add(Limit::Attributes);
            return;
        }
        if let Some(attr) = Attr::parsed(&name) {
            let bit = 1 << attr as u8;
            if pending.seen & bit == 0 {
                pending.seen |= bit;
                builder.keep(attr, value);
            }
        }
    }

    fn close_tag(&mut self, self_closing: bool) -> Content {
        let builder = &mut *self.builder;
        builder.ignore_feed = false;
        let Pending { tag, other, is_end, source, .. } = builder.tag;
        let name = Name { tag, other };
        if builder.is_flat() {
            return builder.flat_tag(name, is_end);
        }
        if is_end {
            if !builder.takes_back(name) {
                builder.process(Token::End(name));
            }
            return Content::Data;
        }
        let pending = &builder.tag;
        let count = (builder.tree.attributes.len() - pending.attributes as usize) as u16;
        let mut start = Start {
            name,
            self_closing,
            attributes: Attributes { start: pending.attributes, count },
            is_hidden: pending.is_hidden,
            is_json_ld: pending.is_json_ld,
            is_styled: pending.has(Attr::Color) || pending.has(Attr::Face) || pending.has(Attr::Size),
            source,
            key: None,
        };
        builder.tell_apart(&mut start, self.html);
        if builder.admits(&start) {
            builder.process(Token::Start(&start));
        }
        std::mem::replace(&mut builder.content, Content::Data)
    }

    fn text(&mut self, text: &str) {
        let skips = std::mem::take(&mut self.builder.ignore_feed);
        let text = if skips { text.strip_prefix('\n').unwrap_or(text) } else { text };
        if self.builder.is_flat() {
            self.builder.flat_text(text);
        } else if !text.is_empty() {
            self.builder.process_text(text);
        }
    }

    fn null(&mut self) {
        self.builder.ignore_feed = false;
        if !self.builder.is_flat() {
            self.builder.process(Token::Null);
        }
    }

    fn comment(&mut self, _: &'i str) {
        self.builder.ignore_feed = false;
        // Comments leave nothing in the tree, but they end runs of text.
        self.builder.process(Token::Comment);
    }

    fn doctype(&mut self, doctype: Doctype) {
        self.builder.ignore_feed = false;
        self.builder.set_doctype(doctype);
    }

    fn in_foreign(&self) -> bool {
        self.builder.stack.last().is_some_and(|open| open.space != super::Space::Html)
    }

    fn reads_text(&self) -> bool {
        self.builder.reads_text
    }
}

impl Builder {
    /// Not in place: texts come from many places.
    fn process_text(&mut self, text: &str) {
        self.process(Token::Text(Split::NotYet, text));
    }

    #[inline]
    fn name(&mut self, name: &Written<'_>) -> Name {
        match Tag::parsed(name) {
            Tag::Unknown => self.other_name(name.text()),
            tag => tag.into(),
        }
    }

    fn other_name(&mut self, name: &str) -> Name {
        let next = self.others.len() as u32;
        let other = match self.others.get(name) {
            Some(other) => *other,
            None => {
                let name = name.replace('\0', "\u{fffd}").to_ascii_lowercase();
                *self.others.entry(name.into()).or_insert(next)
            }
        };
        Name { tag: Tag::Unknown, other }
    }

    /// Keeps an attribute of the tag that is being read.
    #[inline]
    fn keep(&mut self, attr: Attr, value: Value<'_>) {
        match (attr, self.tag.tag) {
            (Attr::Type, Tag::Input) => self.tag.is_hidden = value.decoded().eq_ignore_ascii_case("hidden"),
            (Attr::Type, Tag::Script) => self.tag.is_json_ld = is_json_ld(&value.decoded()),
            _ => {}
        }
        let attribute = match value.place() {
            Some(place) => Attribute { attr, is_decoded: false, start: place.start as u32, len: place.len() as u32 },
            None => {
                let start = self.tree.decoded.len();
                value.decode_to(&mut self.tree.decoded);
                let len = self.tree.decoded.len() - start;
                Attribute { attr, is_decoded: true, start: start as u32, len: len as u32 }
            }
        };
        self.tree.attributes.push(attribute);
    }
}
