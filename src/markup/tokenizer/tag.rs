//! Tags and attributes.

use memchr::memchr;

use super::{Content, Sink, Tokenizer, Value};

const SPACE: u8 = 1;
const EQUALS: u8 = 2;
const END: u8 = 4;

/// What each byte is inside a tag.
static KINDS: [u8; 256] = {
    let mut kinds = [0; 256];
    kinds[b' ' as usize] = SPACE;
    kinds[b'\n' as usize] = SPACE;
    kinds[b'\t' as usize] = SPACE;
    kinds[b'\x0c' as usize] = SPACE;
    kinds[b'=' as usize] = EQUALS;
    kinds[b'/' as usize] = END;
    kinds[b'>' as usize] = END;
    kinds
};

/// White space inside a tag.
fn is_space(byte: u8) -> bool {
    KINDS[usize::from(byte)] & SPACE != 0
}

/// What an attribute's name or a tag's name ends at, `=` aside.
fn ends_name(byte: u8) -> bool {
    KINDS[usize::from(byte)] & (SPACE | END) != 0
}

/// What an attribute's name ends at.
fn ends_attribute_name(byte: u8) -> bool {
    KINDS[usize::from(byte)] != 0
}

impl<'i, S: Sink<'i>> Tokenizer<'i, S> {
    /// A tag whose name starts at `start`. A tag that the page ends in is none.
    pub(super) fn tag(&mut self, start: usize, is_end: bool) -> Content {
        let end = self.find(start, ends_name);
        let name = &self.html[start..end];
        self.sink.open_tag(name, is_end);
        if !is_end {
            self.last_start = name;
        }
        self.attributes(end, is_end)
    }

    /// The rest of a tag from `at` on, which is behind its name.
    pub(super) fn attributes(&mut self, mut at: usize, is_end: bool) -> Content {
        loop {
            match self.byte(at) {
                Some(b'>') => {
                    self.at = at + 1;
                    return self.complete(false, is_end);
                }
                Some(b'/') if self.byte(at + 1) == Some(b'>') => {
                    self.at = at + 2;
                    return self.complete(true, is_end);
                }
                Some(byte) if byte == b'/' || is_space(byte) => at += 1,
                Some(_) => match self.attribute(at) {
                    Some(after) => at = after,
                    None => break,
                },
                None => break,
            }
        }
        self.at = self.html.len();
        Content::Data
    }

    fn complete(&mut self, self_closing: bool, is_end: bool) -> Content {
        let content = self.sink.close_tag(self_closing);
        if is_end { Content::Data } else { content }
    }

    /// An attribute whose name starts at `start`; where it ends, unless the page ends first.
    fn attribute(&mut self, start: usize) -> Option<usize> {
        // An `=` in the first place belongs to the name.
        let end = self.find(start + 1, ends_attribute_name);
        let name = &self.html[start..end];
        let at = self.find(end, |byte| !is_space(byte));
        if self.byte(at)? != b'=' {
            self.sink.attribute(name, Value { written: "", place: end });
            return Some(at);
        }
        let at = self.find(at + 1, |byte| !is_space(byte));
        let (value, after) = match self.byte(at)? {
            quote @ (b'"' | b'\'') => {
                let end = at + 1 + memchr(quote, &self.bytes()[at + 1..])?;
                (at + 1..end, end + 1)
            }
            b'>' => (at..at, at),
            _ => {
                let end = self.find(at, |byte| byte == b'>' || is_space(byte));
                self.byte(end)?;
                (at..end, end)
            }
        };
        self.sink.attribute(name, Value { written: &self.html[value.clone()], place: value.start });
        Some(after)
    }

    /// The first place from `at` on whose byte fits, or the end of the page.
    fn find(&self, at: usize, fits: impl Fn(u8) -> bool) -> usize {
        let rest = self.bytes().get(at..).unwrap_or_default();
        at + rest.iter().position(|&byte| fits(byte)).unwrap_or(rest.len())
    }
}
