//! From the tokenizer's tokens to those of the rules, within bounds.

use memchr::memchr2;

use super::cut;
use super::nodes::{Attribute, Attributes, Name};
use super::{Builder, Split, Start, Token};
use crate::limits::Limit;
use crate::markup::attr::{Attr, is_json_ld};
use crate::markup::tag::Tag;
use crate::markup::tokenizer::{Content, Doctype, Sink, Value};

/// The tag that is being read.
#[derive(Debug)]
pub(super) struct Pending {
    start: Start,
    is_end: bool,
    /// Attributes so far, all of them.
    count: usize,
    /// A formatting element: two of them are equal when all their attributes are.
    is_formatting: bool,
    /// Hashes of the names so far, of formatting elements.
    names: Vec<u64>,
}

impl Default for Pending {
    fn default() -> Self {
        let start = Start::implied(Tag::Unknown);
        Pending { start, is_end: false, count: 0, is_formatting: false, names: Vec::new() }
    }
}

/// The tree builder at the end of a tokenizer.
pub(super) struct Feed<'b>(pub(super) &'b mut Builder);

impl<'i> Sink<'i> for Feed<'_> {
    fn open_tag(&mut self, name: &'i str, is_end: bool) {
        let builder = &mut *self.0;
        let name = builder.name(name);
        let attributes = Attributes { start: builder.tree.attributes.len() as u32, count: 0 };
        let pending = &mut builder.tag;
        pending.start = Start { name, attributes, ..Start::implied(name.tag) };
        (pending.is_end, pending.count) = (is_end, 0);
        pending.is_formatting = !is_end && (cut::is_formatting(name.tag) || matches!(name.tag, Tag::A | Tag::Nobr));
        pending.names.clear();
    }

    fn attribute(&mut self, name: &'i str, value: Value<'i>) {
        let builder = &mut *self.0;
        let pending = &mut builder.tag;
        if pending.is_end {
            return;
        }
        pending.count += 1;
        if pending.count > builder.limits.max_attributes() {
            builder.cut.add(Limit::Attributes);
            return;
        }
        if pending.is_formatting {
            let hash = hash(name.as_bytes(), 0);
            if pending.names.contains(&hash) {
                return;
            }
            pending.names.push(hash);
            let value = hash_exact(value.decoded().as_bytes(), hash);
            pending.start.key = pending.start.key.wrapping_add(value);
        }
        if let Some(attr) = Attr::from_name(name.as_bytes()) {
            builder.keep(attr, value);
        }
    }

    fn close_tag(&mut self, self_closing: bool) -> Content {
        let builder = &mut *self.0;
        builder.ignore_feed = false;
        let mut start = builder.tag.start;
        if builder.is_flat() {
            return builder.flat_tag(start.name, builder.tag.is_end);
        }
        if builder.tag.is_end {
            if !builder.takes_back(start.name) {
                builder.process(Token::End(start.name));
            }
            return Content::Data;
        }
        start.self_closing = self_closing;
        if builder.admits(&start) {
            builder.process(Token::Start(start));
        }
        std::mem::replace(&mut builder.content, Content::Data)
    }

    fn text(&mut self, text: &str) {
        let skips = std::mem::take(&mut self.0.ignore_feed);
        let text = if skips { text.strip_prefix('\n').unwrap_or(text) } else { text };
        if self.0.is_flat() {
            self.0.flat_text(text);
        } else if !text.is_empty() {
            self.0.process(Token::Text(Split::NotYet, text));
        }
    }

    fn null(&mut self) {
        self.0.ignore_feed = false;
        if !self.0.is_flat() {
            self.0.process(Token::Null);
        }
    }

    fn comment(&mut self, _: &'i str) {
        self.0.ignore_feed = false;
        // Comments leave nothing in the tree, but they end runs of text.
        self.0.process(Token::Comment);
    }

    fn doctype(&mut self, doctype: Doctype) {
        self.0.ignore_feed = false;
        self.0.set_doctype(doctype);
    }

    fn in_foreign(&self) -> bool {
        self.0.stack.last().is_some_and(|open| open.space != super::Space::Html)
    }

    fn reads_text(&self) -> bool {
        self.0.reads_text
    }
}

impl Builder {
    fn name(&mut self, name: &str) -> Name {
        let tag = Tag::parsed(name.as_bytes());
        if tag != Tag::Unknown {
            return tag.into();
        }
        let next = self.others.len() as u32;
        let other = match self.others.get(name) {
            Some(other) => *other,
            None => {
                let name = name.replace('\0', "\u{fffd}").to_ascii_lowercase();
                *self.others.entry(name.into()).or_insert(next)
            }
        };
        Name { tag, other }
    }

    /// Keeps an attribute of the tag that is being read.
    fn keep(&mut self, attr: Attr, value: Value<'_>) {
        let start = &mut self.tag.start;
        let from = start.attributes.start as usize;
        if self.tree.attributes[from..].iter().any(|other| other.attr == attr) {
            return;
        }
        start.is_styled |= matches!(attr, Attr::Color | Attr::Face | Attr::Size);
        match (attr, start.name.tag) {
            (Attr::Type, Tag::Input) => start.is_hidden = value.decoded().eq_ignore_ascii_case("hidden"),
            (Attr::Type, Tag::Script) => start.is_json_ld = is_json_ld(&value.decoded()),
            _ => {}
        }
        let written = value.written();
        let attribute = if memchr2(b'&', 0, written.as_bytes()).is_some() {
            let at = self.tree.decoded.len() as u32;
            let decoded = value.decoded();
            self.tree.decoded.push_str(&decoded);
            Attribute { attr, is_decoded: true, start: at, len: decoded.len() as u32 }
        } else {
            Attribute { attr, is_decoded: false, start: value.place() as u32, len: written.len() as u32 }
        };
        self.tree.attributes.push(attribute);
        start.attributes.count += 1;
    }
}

/// FNV-1a, 64 bits, over ASCII lower case.
fn hash(bytes: &[u8], seed: u64) -> u64 {
    bytes.iter().fold(0xcbf2_9ce4_8422_2325 ^ seed, |hash, byte| {
        (hash ^ u64::from(byte.to_ascii_lowercase())).wrapping_mul(0x0100_0000_01b3)
    })
}

/// A hash of the bytes as they are, eight at a time: addresses are long.
fn hash_exact(bytes: &[u8], seed: u64) -> u64 {
    let step = |hash: u64, word: u64| (hash.rotate_left(23) ^ word).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    let (words, rest) = bytes.as_chunks::<8>();
    let hash = words.iter().fold(seed ^ bytes.len() as u64, |hash, word| step(hash, u64::from_le_bytes(*word)));
    rest.iter().fold(hash, |hash, byte| step(hash, u64::from(*byte)))
}
