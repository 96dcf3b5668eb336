//! Tags and attributes.

use memchr::{memchr, memchr3};

use super::{Content, Sink, Tokenizer, Value};
use crate::markup::names::{FOLDED, Written};

/// White space inside a tag.
fn is_space(byte: u8) -> bool {
    matches!(byte, b' ' | b'\n' | b'\t' | b'\x0c')
}

/// Every byte in lower case, but 0 for what the name of a tag ends at.
static TAG_NAME: [u8; 256] = ending_at(b" \n\t\x0c/>");
/// The same for what the name of an attribute ends at.
static ATTRIBUTE_NAME: [u8; 256] = ending_at(b" \n\t\x0c/>=");

/// Whether the name of a tag ends at this byte.
pub(super) fn ends_name(byte: u8) -> bool {
    TAG_NAME[usize::from(byte)] == 0
}

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
    Attribute(Written<'i>, Value<'i>),
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
    /// From byte `at` of a page on.
    pub(in crate::markup) fn new(html: &'i str, at: usize) -> Self {
        Parts { html, at }
    }

    // Its result is large, and this is most of what reading a page takes: it must not be moved about.
    #[inline(always)]
    pub(in crate::markup) fn next(&mut self) -> Part<'i> {
        loop {
            match self.byte(self.at) {
                Some(b'>') => return Part::Complete { self_closing: false, after: self.at + 1 },
                Some(b'/') if self.byte(self.at + 1) == Some(b'>') => {
                    return Part::Complete { self_closing: true, after: self.at + 2 };
                }
                Some(byte) if byte == b'/' || is_space(byte) => self.at += 1,
                Some(_) => {
                    // An `=` in the first place belongs to the name.
                    let name = Written::read(self.html, self.at, &ATTRIBUTE_NAME);
                    self.at += name.text().len();
                    return self.value().map_or(Part::Cut, |value| Part::Attribute(name, value));
                }
                None => return Part::Cut,
            }
        }
    }

    /// The value of the attribute whose name ends here, unless the page ends first.
    #[inline(always)]
    fn value(&mut self) -> Option<Value<'i>> {
        let end = self.at;
        self.skip_space();
        if self.byte(self.at)? != b'=' {
            return Some(Value { html: self.html, start: end, end, is_plain: true });
        }
        self.at += 1;
        self.skip_space();
        let (html, start) = (self.html, self.at);
        match self.byte(start)? {
            quote @ (b'"' | b'\'') => {
                let start = start + 1;
                let rest = &html.as_bytes()[start..];
                let found = memchr3(quote, b'&', 0, rest)?;
                let is_plain = rest[found] == quote;
                let len = if is_plain { found } else { found + memchr(quote, &rest[found..])? };
                self.at = start + len + 1;
                Some(Value { html, start, end: start + len, is_plain })
            }
            b'>' => Some(Value { html, start, end: start, is_plain: true }),
            _ => {
                let rest = &html.as_bytes()[start..];
                self.at = start + rest.iter().position(|&byte| byte == b'>' || is_space(byte))?;
                Some(Value { html, start, end: self.at, is_plain: false })
            }
        }
    }

    fn byte(&self, at: usize) -> Option<u8> {
        self.html.as_bytes().get(at).copied()
    }

    #[inline(always)]
    fn skip_space(&mut self) {
        while self.byte(self.at).is_some_and(is_space) {
            self.at += 1;
        }
    }
}

impl<'i, S: Sink<'i>> Tokenizer<'i, S> {
    /// A tag whose name starts at `start`. A tag that the page ends in is none.
    pub(super) fn tag(&mut self, start: usize, is_end: bool) -> Content {
        let name = Written::read(self.html, start, &TAG_NAME);
        let end = start + name.text().len();
        self.sink.open_tag(name, end, is_end);
        if !is_end {
            self.last_start = name.text();
        }
        let mut parts = Parts::new(self.html, end);
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
