//! Lines of plain text and what their first signs say.

use crate::page::{Layout, Range};

/// What the signs of a line make of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Mark {
    Text,
    /// A bullet or a number; the bullet is no part of the text, the number is.
    Item,
    /// `#` to `######`.
    Heading(u8),
    /// Nothing but `=` or `-`.
    Underline,
    /// Three backquotes or more, which open a block of code or end it.
    Fence,
    /// The same with the name of a language behind them, which only opens one.
    Opening,
}

/// A line that is not empty.
#[derive(Debug)]
pub(super) struct Line<'t> {
    /// As it stands, without the line end.
    pub raw: &'t str,
    /// Without outer white space and marks.
    pub text: &'t str,
    pub mark: Mark,
    /// Empty lines before it.
    pub gap: u8,
    /// Characters of the whole line, without white space at its end.
    pub width: usize,
    /// Characters of white space before the text.
    pub indent: usize,
    /// Where `text` starts in the input, in bytes.
    pub start: usize,
}

impl Line<'_> {
    /// Where `text` ends in the input, in bytes.
    pub(super) fn end(&self) -> usize {
        self.start + self.text.len()
    }

    /// How a block stood that starts here, takes `lines` lines, and ends at byte `end` of the input.
    pub(super) fn layout(&self, lines: usize, end: usize) -> Layout {
        let bullet = if self.mark == Mark::Item { self.raw.trim_start().bytes().next().unwrap_or(0) } else { 0 };
        Layout {
            gap: self.gap,
            lines: lines.min(9999) as u16,
            indent: self.indent.min(255) as u8,
            bullet,
            source: Range { start: self.start as u32, end: end as u32 },
        }
    }

    /// An underline is about as long as what it underlines.
    pub(super) fn is_underlined_by(&self, next: &Line<'_>) -> bool {
        let (text, line) = (self.text.chars().count(), next.text.chars().count());
        line >= 3 && line + 3 >= text && line <= text + 20
    }
}

/// The lines of a text that are not empty. A line ends at LF, CR LF, CR, form feed, or one of the two separators of
/// Unicode.
pub(super) fn split(text: &str) -> Vec<Line<'_>> {
    let mut lines = Vec::new();
    let mut gap = 0_u8;
    let mut rest = text;
    while !rest.is_empty() {
        let end = rest.find(['\n', '\r', '\u{c}', '\u{2028}', '\u{2029}']).unwrap_or(rest.len());
        let (raw, at) = (&rest[..end], text.len() - rest.len());
        let feed =
            if rest[end..].starts_with("\r\n") { 2 } else { rest[end..].chars().next().map_or(0, char::len_utf8) };
        rest = &rest[end + feed..];
        if raw.trim_matches(is_blank).is_empty() {
            gap = gap.saturating_add(1);
            continue;
        }
        lines.push(line(raw, gap, at));
        gap = 0;
    }
    lines
}

/// White space and characters without width.
fn is_blank(c: char) -> bool {
    c.is_whitespace() || c.is_control() || matches!(c, '\u{200b}' | '\u{2060}' | '\u{feff}' | '\u{ad}')
}

/// A line at byte `at` of the input.
fn line(raw: &str, gap: u8, at: usize) -> Line<'_> {
    let trimmed = raw.trim_matches(is_blank);
    let indent = raw.chars().take_while(|c| is_blank(*c)).count();
    let width = indent + trimmed.chars().count();
    let (mark, text) = mark(trimmed);
    // Texts are slices of their line.
    let start = at + (text.as_ptr() as usize - raw.as_ptr() as usize);
    Line { raw, text, mark, gap, width, indent, start }
}

fn mark(text: &str) -> (Mark, &str) {
    let bytes = text.as_bytes();
    if text.len() >= 3 && (bytes.iter().all(|b| *b == b'=') || bytes.iter().all(|b| *b == b'-')) {
        return (Mark::Underline, text);
    }
    if text.starts_with("```") {
        return (fence(text.trim_start_matches('`').trim_start()), text);
    }
    let hashes = bytes.iter().take_while(|b| **b == b'#').count();
    if (1..=6).contains(&hashes)
        && let Some(title) = text[hashes..].strip_prefix(' ')
        && !title.trim().is_empty()
    {
        return (Mark::Heading(hashes as u8), title.trim());
    }
    if let Some(item) = bullet(text) {
        return (Mark::Item, item);
    }
    if is_numbered(bytes) { (Mark::Item, text) } else { (Mark::Text, text) }
}

/// The longest name of a language behind a fence.
const LONGEST_LANGUAGE: usize = 20;

/// What a line is that starts with three backquotes, by what stands behind them: "```code``` is text" opens nothing.
fn fence(behind: &str) -> Mark {
    let is_name = |byte: u8| byte.is_ascii_alphanumeric() || b"+#-_.".contains(&byte);
    match behind.as_bytes() {
        [] => Mark::Fence,
        [first, ..]
            if first.is_ascii_alphabetic() && behind.len() <= LONGEST_LANGUAGE && behind.bytes().all(is_name) =>
        {
            Mark::Opening
        }
        _ => Mark::Text,
    }
}

/// The text after a bullet and a space.
fn bullet(text: &str) -> Option<&str> {
    let mut chars = text.chars();
    let first = chars.next()?;
    let rest = chars.as_str();
    let is_sign = matches!(first, '-' | '*' | '+' | '•' | '‣' | '◦' | '▪' | '■' | '●' | '○' | '·' | '⁃');
    let item = rest.trim_start();
    // "- - -" is a rule, not an item; "* * *" is a break.
    (is_sign && item.len() < rest.len() && item.chars().any(char::is_alphanumeric)).then_some(item)
}

/// Whether the line starts with `1.` or `12)` and a space.
fn is_numbered(bytes: &[u8]) -> bool {
    let digits = bytes.iter().take_while(|b| b.is_ascii_digit()).count();
    (1..=3).contains(&digits)
        && matches!(bytes.get(digits), Some(b'.' | b')'))
        && matches!(bytes.get(digits + 1), Some(b' ' | b'\t'))
}
