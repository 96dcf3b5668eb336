//! Text that only its end tag ends: titles, styles, scripts.

use memchr::{memchr, memchr2};

use super::tag::ends_name;
use super::{Content, Sink, Tokenizer, reference, replaced};

/// Where in a script we are, by the comments and scripts written inside it.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Escape {
    None,
    /// After `<!--`.
    Comment,
    /// After `<script` in there: the next `</script>` does not end the script.
    Script,
}

impl<'i, S: Sink<'i>> Tokenizer<'i, S> {
    /// Text up to the end tag, and that tag.
    pub(super) fn raw(&mut self, content: Content) -> Content {
        let start = self.at;
        let end = if content == Content::Script { self.script_end(start) } else { self.plain_end(start) };
        let text = &self.html[start..end.unwrap_or(self.html.len())];
        if !text.is_empty() && self.sink.reads_text() {
            match content {
                Content::Rcdata => self.sink.text(&reference::decode(text, false)),
                _ => self.sink.text(&replaced(text)),
            }
        }
        let Some(end) = end else {
            self.at = self.html.len();
            return Content::Data;
        };
        self.tag(end + 2, true)
    }

    /// The next end tag of the element.
    fn plain_end(&self, start: usize) -> Option<usize> {
        let mut from = start;
        loop {
            let at = from + memchr(b'<', self.bytes().get(from..)?)?;
            if self.ends_element(at) {
                return Some(at);
            }
            from = at + 1;
        }
    }

    /// Whether the `<` here starts an end tag with the name of the last start tag.
    fn ends_element(&self, at: usize) -> bool {
        let name = self.last_start.as_bytes();
        let rest = &self.bytes()[at + 1..];
        rest.first() == Some(&b'/')
            && rest.get(1..=name.len()).is_some_and(|word| word.eq_ignore_ascii_case(name))
            && !name.is_empty()
            && rest.get(1 + name.len()).is_some_and(|&byte| ends_name(byte))
    }

    /// The end tag of a script, by its own rules.
    fn script_end(&self, start: usize) -> Option<usize> {
        let bytes = self.bytes();
        let mut escape = Escape::None;
        // Dashes from here on may belong to a `-->`.
        let mut dashes = start;
        let mut from = start;
        loop {
            let rest = bytes.get(from..)?;
            let found = if escape == Escape::None { memchr(b'<', rest) } else { memchr2(b'<', b'>', rest) };
            let at = from + found?;
            from = at + 1;
            if bytes[at] == b'>' {
                if at >= dashes + 2 && bytes[..at].ends_with(b"--") {
                    escape = Escape::None;
                }
            } else if escape != Escape::Script && self.ends_element(at) {
                return Some(at);
            } else if escape == Escape::None && bytes[from..].starts_with(b"!--") {
                (escape, dashes, from) = (Escape::Comment, from + 1, from + 3);
            } else if escape != Escape::None {
                let slash = usize::from(escape == Escape::Script);
                if slash == 1 && bytes.get(from) != Some(&b'/') {
                    continue;
                }
                let (is_script, after) = self.word(from + slash);
                from = after;
                escape = match (is_script, escape) {
                    (true, Escape::Comment) => Escape::Script,
                    (true, _) => Escape::Comment,
                    (false, escape) => escape,
                };
            }
        }
    }

    /// Whether the letters here are `script` and end there; where to go on.
    fn word(&self, start: usize) -> (bool, usize) {
        let rest = self.bytes().get(start..).unwrap_or_default();
        let len = rest.iter().position(|byte| !byte.is_ascii_alphabetic()).unwrap_or(rest.len());
        let ends = len > 0 && rest.get(len).is_some_and(|&byte| ends_name(byte));
        (ends && rest[..len].eq_ignore_ascii_case(b"script"), start + len)
    }
}
