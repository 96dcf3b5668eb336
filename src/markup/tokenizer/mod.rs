//! HTML text to tokens, by the rules of the HTML standard, section 13.2.5.
//!
//! It searches bytes for the few that end a run, and hands out slices of the input. Token for token it gives what
//! html5ever's tokenizer gives, without its errors; the tests compare the two.

mod doctype;
mod raw;
mod reference;
mod tag;
#[cfg(test)]
mod tests;

use std::borrow::Cow;

use memchr::{memchr, memchr2, memchr3, memmem};

use super::names::Written;
pub(super) use doctype::Doctype;
pub(super) use tag::{Part, Parts};

/// What follows a start tag.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Content {
    /// Markup.
    Data,
    /// Text with character references, up to the end tag: `<title>`.
    Rcdata,
    /// Text up to the end tag: `<style>`.
    Rawtext,
    /// The same with the rules for comments in scripts.
    Script,
    /// Text up to the end of the page.
    Plaintext,
}

/// An attribute's value as it is written.
#[derive(Debug, Clone, Copy)]
pub(super) struct Value<'i> {
    html: &'i str,
    start: usize,
    end: usize,
    /// There is no character reference in it, and no NUL.
    is_plain: bool,
}

impl<'i> Value<'i> {
    /// With its character references decoded, where it has any.
    pub(super) fn decoded(self) -> Cow<'i, str> {
        let written = &self.html[self.start..self.end];
        if self.is_plain { Cow::Borrowed(written) } else { reference::decode(written, true) }
    }

    /// The same at the end of another text.
    pub(super) fn decode_to(self, out: &mut String) {
        reference::decode_to(&self.html[self.start..self.end], true, out);
    }

    /// Bytes of the page at which it stands as it is; none when a reference in it has to be decoded.
    pub(super) fn place(self) -> Option<std::ops::Range<usize>> {
        let range = self.start..self.end;
        (self.is_plain || memchr2(b'&', 0, &self.html.as_bytes()[range.clone()]).is_none()).then_some(range)
    }
}

/// Receives the tokens of one page.
pub(super) trait Sink<'i> {
    /// A tag starts, with a name that ends at byte `end` of the page; its attributes come next.
    fn open_tag(&mut self, name: Written<'i>, end: usize, is_end: bool);
    /// An attribute of the tag. Of several with one name, the first counts.
    fn attribute(&mut self, name: Written<'i>, value: Value<'i>);
    /// The tag is complete; a tag for which this never comes is no token. The result counts for start tags.
    fn close_tag(&mut self, self_closing: bool) -> Content;
    /// Characters other than NUL.
    fn text(&mut self, text: &str);
    /// A NUL.
    fn null(&mut self);
    /// A comment, with NULs in it.
    fn comment(&mut self, text: &'i str);
    /// A document type.
    fn doctype(&mut self, doctype: Doctype);
    /// Whether CDATA sections are known here.
    fn in_foreign(&self) -> bool;
    /// Whether anybody reads text here. Where nobody does, `text` need not be called.
    fn reads_text(&self) -> bool {
        true
    }
}

/// The input stream of section 13.2.3.5: no byte order mark, no carriage returns; `copy` is where it is written if it differs.
pub(super) fn normalised<'h>(html: &'h str, copy: &'h mut String) -> &'h str {
    let html = html.strip_prefix('\u{feff}').unwrap_or(html);
    let Some(first) = memchr(b'\r', html.as_bytes()) else { return html };
    copy.clear();
    copy.reserve(html.len());
    let (mut from, mut next) = (0, Some(first));
    while let Some(at) = next {
        copy.push_str(&html[from..at]);
        copy.push('\n');
        from = at + 1 + usize::from(html.as_bytes().get(at + 1) == Some(&b'\n'));
        next = memchr(b'\r', &html.as_bytes()[from..]).map(|found| from + found);
    }
    copy.push_str(&html[from..]);
    copy
}

/// Text as a page shows it where NUL is a character.
fn replaced(text: &str) -> Cow<'_, str> {
    match memchr(0, text.as_bytes()) {
        Some(_) => Cow::Owned(text.replace('\0', "\u{fffd}")),
        None => Cow::Borrowed(text),
    }
}

/// Reads a page.
pub(super) struct Tokenizer<'i, S> {
    html: &'i str,
    at: usize,
    pub(super) sink: S,
    /// The name of the last start tag, which ends what is raw text.
    last_start: &'i str,
}

impl<'i, S: Sink<'i>> Tokenizer<'i, S> {
    /// At the start of `html`, which must be [`normalised`].
    pub(super) fn new(html: &'i str, sink: S) -> Self {
        Tokenizer { html, at: 0, sink, last_start: "" }
    }

    /// Reads all of it.
    pub(super) fn run(&mut self, mut content: Content) {
        while self.at < self.html.len() {
            content = match content {
                Content::Data => self.data(),
                Content::Rcdata | Content::Rawtext | Content::Script => self.raw(content),
                Content::Plaintext => {
                    let text = &self.html[self.at..];
                    self.at = self.html.len();
                    self.sink.text(&replaced(text));
                    content
                }
            };
        }
    }

    fn bytes(&self) -> &'i [u8] {
        self.html.as_bytes()
    }

    fn byte(&self, at: usize) -> Option<u8> {
        self.bytes().get(at).copied()
    }

    /// Text up to the next markup, and that markup.
    fn data(&mut self) -> Content {
        let (bytes, start) = (self.bytes(), self.at);
        // One tag often follows the other.
        let mut end = start;
        if bytes[start] != b'<' {
            let found = memchr3(b'<', b'&', 0, &bytes[start..]);
            end = found.map_or(bytes.len(), |found| start + found);
            if end > start {
                self.sink.text(&self.html[start..end]);
            }
            self.at = end;
        }
        match bytes.get(end) {
            Some(b'<') => self.markup(),
            Some(b'&') => {
                self.reference();
                Content::Data
            }
            Some(_) => {
                self.at += 1;
                self.sink.null();
                Content::Data
            }
            None => Content::Data,
        }
    }

    /// At an `&`.
    fn reference(&mut self) {
        match reference::read(&self.html[self.at + 1..], false) {
            Some((decoded, len)) => {
                self.at += 1 + len;
                self.sink.text(decoded.as_str());
            }
            None => {
                self.at += 1;
                self.sink.text("&");
            }
        }
    }

    /// At a `<`.
    fn markup(&mut self) -> Content {
        let at = self.at;
        match self.byte(at + 1) {
            Some(b'a'..=b'z' | b'A'..=b'Z') => return self.tag(at + 1, false),
            Some(b'/') => match self.byte(at + 2) {
                Some(b'a'..=b'z' | b'A'..=b'Z') => return self.tag(at + 2, true),
                Some(b'>') => self.at = at + 3,
                Some(_) => self.bogus_comment(at + 2),
                None => self.literal("</"),
            },
            Some(b'!') => self.declaration(),
            Some(b'?') => self.bogus_comment(at + 1),
            _ => self.literal("<"),
        }
        Content::Data
    }

    /// What looked like markup is text.
    fn literal(&mut self, text: &'static str) {
        self.at += text.len();
        self.sink.text(text);
    }

    /// At a `<!`.
    fn declaration(&mut self) {
        let rest = &self.bytes()[self.at + 2..];
        if rest.starts_with(b"--") {
            self.comment();
        } else if rest.get(..7).is_some_and(|word| word.eq_ignore_ascii_case(b"doctype")) {
            self.at += "<!doctype".len();
            let (doctype, len) = Doctype::read(&self.html[self.at..]);
            self.at += len;
            self.sink.doctype(doctype);
        } else if self.sink.in_foreign() && rest.starts_with(b"[CDATA[") {
            self.cdata(self.at + "<![CDATA[".len());
        } else {
            self.bogus_comment(self.at + 2);
        }
    }

    /// At a `<!--`.
    fn comment(&mut self) {
        let start = self.at + 4;
        let rest = &self.bytes()[start..];
        if rest.starts_with(b">") || rest.starts_with(b"->") {
            self.at = start + 1 + usize::from(rest[0] == b'-');
            return self.sink.comment("");
        }
        let mut from = 0;
        while let Some(found) = memmem::find(&rest[from..], b"--") {
            let at = from + found;
            let after = if rest[at + 2..].starts_with(b">") {
                3
            } else if rest[at + 2..].starts_with(b"!>") {
                4
            } else {
                from = at + 1;
                continue;
            };
            self.at = start + at + after;
            return self.sink.comment(&self.html[start..start + at]);
        }
        self.at = self.html.len();
        let open = &self.html[start..];
        let open = ["--!", "--", "-"].iter().find_map(|end| open.strip_suffix(end)).unwrap_or(open);
        self.sink.comment(open);
    }

    /// What is no markup, up to the next `>`, with its text starting at `start`.
    fn bogus_comment(&mut self, start: usize) {
        let found = memchr(b'>', &self.bytes()[start..]);
        let end = found.map_or(self.html.len(), |found| start + found);
        self.at = end + usize::from(found.is_some());
        self.sink.comment(&self.html[start..end]);
    }

    /// Behind a `<![CDATA[`.
    fn cdata(&mut self, start: usize) {
        let found = memmem::find(&self.bytes()[start..], b"]]>");
        let end = found.map_or(self.html.len(), |found| start + found);
        self.at = end + if found.is_some() { 3 } else { 0 };
        for (index, text) in self.html[start..end].split('\0').enumerate() {
            if index > 0 {
                self.sink.null();
            }
            if !text.is_empty() {
                self.sink.text(text);
            }
        }
    }
}
