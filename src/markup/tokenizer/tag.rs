//! Tags and attributes.

use memchr::{memchr, memchr3};

use super::{Content, Sink, Tokenizer, Value};
use crate::markup::names::{FOLDED, Name};

/// White space inside a tag.
fn is_space(byte: u8) -> bool {
    matches!(byte, b' ' | b'\n' | b'\t' | b'\x0c')
}

/// Every byte in lower case, but 0 for what the name of a tag ends at.
static TAG_NAME: [u8; 256] = ending_at(b" \n\t\x0c/>");
/// The same for what the name of an attribute ends at.
static ATTRIBUTE_NAME: [u8; 256] = ending_at(b" \n\t\x0c/>=");

const fn ending_at(ends: &[u8]) -> [u8; 256] {
    let mut folded = FOLDED;
    let mut at = 0;
    while at < ends.len() {
        folded[ends[at] as usize] = 0;
        at += 1;
    }
    folded
}

/// What comes next inside a tag.
pub(in crate::markup) enum Part<'i> {
    Attribute(Name<'i>, Value<'i>),
    /// The tag is complete, and the page goes on at a byte.
    Complete {
        self_closing: bool,
        after: usize,
    },
    /// The page ends in it.
    Cut,
}

/// The parts of a tag behind its name.
pub(in crate::markup) struct Parts<'i> {
    html: &'i str,
    at: usize,
}

impl<'i> Parts<'i> {
    pub(in crate::markup) fn new(html: &'i str, at: usize) -> Self {
        Parts { html, at }
    }

    #[inline]
    pub(in crate::markup) fn next(&mut self) -> Part<'i> {
        loop {
            match self.byte(self.at) {
                Some(b'>') => return Part::Complete { self_closing: false, after: self.at + 1 },
                Some(b'/') if self.byte(self.at + 1) == Some(b'>') => {
                    return Part::Complete { self_closing: true, after: self.at + 2 };
                }
                Some(byte) if byte == b'/' || is_space(byte) => self.at += 1,
                Some(_) => {
                    let attribute = self.attribute();
                    return attribute.map_or(Part::Cut, |(name, value)| Part::Attribute(name, value));
                }
                None => return Part::Cut,
            }
        }
    }

    /// The attribute whose name starts here, unless the page ends first.
    #[inline]
    fn attribute(&mut self) -> Option<(Name<'i>, Value<'i>)> {
        let mut name = Name::read(self.html, self.at, &ATTRIBUTE_NAME);
        if name.end() == self.at {
            // An `=` in the first place belongs to the name.
            name = name.with_next().longer(&ATTRIBUTE_NAME);
        }
        self.at = self.skip_space(name.end());
        if self.byte(self.at)? != b'=' {
            return Some((name, self.value(name.end(), 0, true)));
        }
        let start = self.skip_space(self.at + 1);
        let value = match self.byte(start)? {
            quote @ (b'"' | b'\'') => {
                let value = self.quoted(start + 1, quote)?;
                self.at = value.end + 1;
                return Some((name, value));
            }
            b'>' => self.value(start, 0, true),
            _ => {
                let rest = &self.html.as_bytes()[start..];
                let len = rest.iter().position(|&byte| byte == b'>' || is_space(byte))?;
                self.value(start, len, false)
            }
        };
        self.at = value.end;
        Some((name, value))
    }

    /// A value up to its closing quote.
    #[inline]
    fn quoted(&self, start: usize, quote: u8) -> Option<Value<'i>> {
        let rest = &self.html.as_bytes()[start..];
        let found = memchr3(quote, b'&', 0, rest)?;
        let is_plain = rest[found] == quote;
        let len = if is_plain { found } else { found + memchr(quote, &rest[found..])? };
        Some(self.value(start, len, is_plain))
    }

    fn value(&self, start: usize, len: usize, is_plain: bool) -> Value<'i> {
        Value { html: self.html, start, end: start + len, is_plain }
    }

    fn byte(&self, at: usize) -> Option<u8> {
        self.html.as_bytes().get(at).copied()
    }

    /// The first place from `at` on that is no white space, or the end of the page.
    fn skip_space(&self, mut at: usize) -> usize {
        while self.byte(at).is_some_and(is_space) {
            at += 1;
        }
        at
    }
}

impl<'i, S: Sink<'i>> Tokenizer<'i, S> {
    /// A tag whose name starts at `start`. A tag that the page ends in is none.
    pub(super) fn tag(&mut self, start: usize, is_end: bool) -> Content {
        let name = Name::read(self.html, start, &TAG_NAME);
        self.sink.open_tag(name, is_end);
        if !is_end {
            self.last_start = Some(name);
        }
        let mut parts = Parts::new(self.html, name.end());
        loop {
            match parts.next() {
                Part::Attribute(name, value) => self.sink.attribute(name, value),
                Part::Complete { self_closing, after } => {
                    self.at = after;
                    let content = self.sink.close_tag(self_closing);
                    return if is_end { Content::Data } else { content };
                }
                Part::Cut => {
                    self.at = self.html.len();
                    return Content::Data;
                }
            }
        }
    }
}
