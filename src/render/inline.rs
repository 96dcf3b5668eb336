//! The inline structure of a block: text cut at its marks.

use std::collections::HashMap;

use url::Url;

use crate::page::{BlockId, Page, Span, SpanKind};

/// A piece of a block.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Piece<'a> {
    /// Without line feeds.
    Text(&'a str),
    Break,
    Open(Mark),
    Close(Mark),
    Code(&'a str),
    /// A formula's source, and how the text shows it.
    Math {
        tex: &'a str,
        display: bool,
    },
    /// A reference to the footnote with this label.
    Note(&'a str),
}

/// An inline mark.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Mark {
    /// With its address, absolute where it can be resolved.
    Link(String),
    Strong,
    Emphasis,
    Superscript,
    Subscript,
    Deleted,
    Quote,
}

/// What rendering a block needs to know of the page.
pub(super) struct Context<'a> {
    pub page: &'a Page,
    pub base: Option<Url>,
    /// Labels of footnotes by the fragment that refers to them.
    pub notes: HashMap<&'a str, &'a str>,
    /// Links are written as such, not as their text alone.
    pub links: bool,
    /// Bytes at the start of a block that are not shown.
    pub skip: Option<(BlockId, usize)>,
}

/// A mark's range in the page's text.
struct Range {
    start: usize,
    end: usize,
    what: What,
}

enum What {
    Mark(Mark),
    Code,
    Math(usize),
    Note(usize),
}

impl<'a> Context<'a> {
    /// The text of a block as it is shown, with its line feeds, if it has neither formulas nor references to footnotes.
    pub(super) fn plain(&self, block: BlockId) -> Option<&'a str> {
        let is_shown = |span: &Span| match span.kind {
            SpanKind::Math => true,
            SpanKind::Link => fragment(self.page.value(span.target)).is_some_and(|id| self.notes.contains_key(id)),
            _ => false,
        };
        let text = &self.page.text[self.shown(block)];
        (memchr::memchr(b'\\', text.as_bytes()).is_none() && !self.page.block_spans(block).iter().any(is_shown))
            .then_some(text)
    }

    /// The bytes of a block's text that are shown.
    fn shown(&self, block: BlockId) -> std::ops::Range<usize> {
        let mut text = self.page.blocks[block as usize].text.usize();
        if let Some((_, bytes)) = self.skip.filter(|(skipped, _)| *skipped == block) {
            text.start = (text.start + bytes).min(text.end);
        }
        text
    }

    /// The pieces of a block; opens and closes nest.
    pub(super) fn pieces(&self, block: BlockId) -> Vec<Piece<'a>> {
        let page = self.page;
        let text = self.shown(block);
        let spans = page.block_spans(block);
        let ranges = self.ranges(spans, text.clone());
        let mut pieces = Vec::with_capacity(ranges.len() * 3 + 1);
        let mut open: Vec<(usize, Mark)> = Vec::new();
        let mut at = text.start;
        for range in ranges {
            while open.last().is_some_and(|(end, _)| *end <= range.start) {
                let Some((end, mark)) = open.pop() else { break };
                self.text(at..end, &mut pieces);
                at = at.max(end);
                pieces.push(Piece::Close(mark));
            }
            // Inside a formula, a code or a reference already written.
            if range.start < at {
                continue;
            }
            self.text(at..range.start, &mut pieces);
            at = range.start;
            match range.what {
                What::Mark(mark) => {
                    pieces.push(Piece::Open(mark.clone()));
                    open.push((range.end, mark));
                    continue;
                }
                What::Code => pieces.push(Piece::Code(&page.text[range.start..range.end])),
                What::Math(span) => {
                    let display = range.start == text.start && range.end == text.end;
                    pieces.push(Piece::Math { tex: page.value(spans[span].target).trim(), display });
                }
                What::Note(span) => {
                    let label = self.notes.get(fragment(page.value(spans[span].target)).unwrap_or_default());
                    pieces.push(Piece::Note(label.copied().unwrap_or_default()));
                }
            }
            at = range.end;
        }
        while let Some((end, mark)) = open.pop() {
            self.text(at..end, &mut pieces);
            at = at.max(end);
            pieces.push(Piece::Close(mark));
        }
        self.text(at..text.end, &mut pieces);
        pieces
    }

    /// The marks of a block without white space at their edges, the outer ones first.
    fn ranges(&self, spans: &[Span], block: std::ops::Range<usize>) -> Vec<Range> {
        let page = self.page;
        let mut ranges: Vec<(usize, Range)> = Vec::with_capacity(spans.len());
        for (index, span) in spans.iter().enumerate() {
            let raw = page.text.get(span.text.usize()).unwrap_or_default();
            let mut start = span.text.start as usize + (raw.len() - raw.trim_start().len());
            let end = start + raw.trim().len();
            // A mark that starts in the part that is not shown.
            if self.skip.is_some() && span.kind != SpanKind::Math {
                start = start.max(block.start);
            }
            if start >= end || start < block.start || end > block.end {
                continue;
            }
            let what = match span.kind {
                SpanKind::Code => What::Code,
                SpanKind::Math if span.target.len() > 0 => What::Math(index),
                SpanKind::Math | SpanKind::Time => continue,
                SpanKind::Link => {
                    let target = page.value(span.target);
                    match fragment(target).and_then(|id| self.notes.get(id)) {
                        Some(label) if *label == label_of(raw) => What::Note(index),
                        _ => match self.address(target).filter(|_| self.links) {
                            Some(url) => What::Mark(Mark::Link(url)),
                            None => continue,
                        },
                    }
                }
                SpanKind::Strong => What::Mark(Mark::Strong),
                SpanKind::Emphasis => What::Mark(Mark::Emphasis),
                SpanKind::Superscript => What::Mark(Mark::Superscript),
                SpanKind::Subscript => What::Mark(Mark::Subscript),
                SpanKind::Deleted => What::Mark(Mark::Deleted),
                SpanKind::Quote => What::Mark(Mark::Quote),
            };
            ranges.push((index, Range { start, end, what }));
        }
        // Outer marks first; of equal ranges, the later span is the outer one.
        ranges.sort_by_key(|(index, range)| (range.start, std::cmp::Reverse(range.end), std::cmp::Reverse(*index)));
        nested(ranges.into_iter().map(|(_, range)| range).collect())
    }

    /// An address that is safe to write: of the web, mail or telephone, absolute where it can be resolved.
    fn address(&self, href: &str) -> Option<String> {
        address(href, self.base.as_ref(), &["http", "https", "mailto", "tel", "ftp"])
    }

    /// Writes text, cut at line feeds and around TeX in delimiters.
    fn text(&self, range: std::ops::Range<usize>, pieces: &mut Vec<Piece<'a>>) {
        if range.start >= range.end {
            return;
        }
        for (index, line) in self.page.text[range].split('\n').enumerate() {
            if index > 0 {
                pieces.push(Piece::Break);
            }
            let mut at = 0;
            let mut formulas = Formulas::new(line);
            while let Some((formula, tex)) = formulas.next() {
                if at < formula.start {
                    pieces.push(Piece::Text(&line[at..formula.start]));
                }
                pieces.push(tex);
                at = formula.end;
            }
            if at < line.len() {
                pieces.push(Piece::Text(&line[at..]));
            }
        }
    }
}

/// Drops marks that say again what one around them says, and marks inside code; splits code around links.
fn nested(ranges: Vec<Range>) -> Vec<Range> {
    let mut kept: Vec<Range> = Vec::with_capacity(ranges.len());
    // Ends of the marks that are open, by kind.
    let mut open: Vec<(usize, std::mem::Discriminant<Mark>)> = Vec::new();
    // The code around, as far as it is still to be written.
    let mut code: Option<(usize, usize)> = None;
    for range in ranges {
        if let Some((from, end)) = code {
            if range.start >= end {
                kept.extend(code_range(from, end));
                code = None;
            } else if matches!(range.what, What::Mark(Mark::Link(_))) && range.end <= end {
                kept.extend(code_range(from, range.start));
                let (start, stop) = (range.start, range.end);
                kept.push(range);
                kept.extend(code_range(start, stop));
                code = Some((stop, end));
                continue;
            } else {
                continue;
            }
        }
        open.retain(|(end, _)| *end > range.start);
        match &range.what {
            What::Code => code = Some((range.start, range.end)),
            What::Mark(mark) => {
                let kind = std::mem::discriminant(mark);
                if !open.iter().any(|(_, other)| *other == kind) {
                    open.push((range.end, kind));
                    kept.push(range);
                }
            }
            _ => kept.push(range),
        }
    }
    if let Some((from, end)) = code {
        kept.extend(code_range(from, end));
    }
    kept
}

fn code_range(start: usize, end: usize) -> Option<Range> {
    (start < end).then_some(Range { start, end, what: What::Code })
}

/// An address of one of these schemes, absolute where it can be resolved.
pub(super) fn address(href: &str, base: Option<&Url>, schemes: &[&str]) -> Option<String> {
    let href = href.trim();
    let safe = |url: &Url| schemes.contains(&url.scheme());
    match Url::parse(href) {
        Ok(url) => safe(&url).then(|| url.into()),
        Err(url::ParseError::RelativeUrlWithoutBase) => match base {
            Some(base) => base.join(href).ok().filter(safe).map(String::from),
            None => Some(relative(href)),
        },
        Err(_) => None,
    }
}

/// A relative address with what could break out of an attribute or a Markdown link taken away.
fn relative(href: &str) -> String {
    let mut out = String::with_capacity(href.len());
    for c in href.chars() {
        match c {
            c if c.is_control() => {}
            ' ' => out.push_str("%20"),
            '<' | '>' | '"' | '\\' | '`' | '|' => out.extend(["%", &format!("{:02X}", c as u32)]),
            c if c.is_whitespace() => out.push_str("%20"),
            c => out.push(c),
        }
    }
    out
}

/// The part of an address after `#`, when it points into its own page.
pub(super) fn fragment(href: &str) -> Option<&str> {
    href.strip_prefix('#').filter(|id| !id.is_empty())
}

/// The label in the text of a reference: `1` in `[1]`.
pub(super) fn label_of(text: &str) -> &str {
    text.trim().trim_matches(['[', ']', '(', ')']).trim()
}

/// TeX in `\(…\)` or `\[…\]` in a line. What was found once, an end or a dollar sign, is not looked for again until it has
/// been passed: there may be any number of starts before it.
struct Formulas<'a> {
    line: &'a str,
    /// Nothing starts before.
    at: usize,
    /// The next end of each kind and the next dollar sign; the line's end where there is none.
    ends: [usize; 2],
    dollar: usize,
}

impl<'a> Formulas<'a> {
    fn new(line: &'a str) -> Self {
        Formulas { line, at: 0, ends: [0; 2], dollar: 0 }
    }

    /// The next place of `needle` from byte `from` on, if the one that is known lies before it.
    fn ahead(&self, known: usize, needle: &str, from: usize) -> usize {
        if known >= from { known } else { self.line[from..].find(needle).map_or(self.line.len(), |at| from + at) }
    }

    /// The next formula: where it stands, with its delimiters, and what it is.
    fn next(&mut self) -> Option<(std::ops::Range<usize>, Piece<'a>)> {
        while let Some(found) = self.line[self.at..].find('\\') {
            let start = self.at + found;
            self.at = start + 1;
            let (kind, close) = match self.line.as_bytes().get(start + 1) {
                Some(b'(') => (0, "\\)"),
                Some(b'[') => (1, "\\]"),
                _ => continue,
            };
            let inner = start + 2;
            let end = self.ahead(self.ends[kind], close, inner);
            self.ends[kind] = end;
            // Without an end of its own it ends the search: what follows is no formula, either.
            if end == self.line.len() {
                break;
            }
            self.dollar = self.ahead(self.dollar, "$", inner);
            if self.dollar < end {
                continue;
            }
            let tex = self.line[inner..end].trim();
            if !tex.is_empty() {
                self.at = end + 2;
                return Some((start..self.at, Piece::Math { tex, display: kind == 1 }));
            }
        }
        self.at = self.line.len();
        None
    }
}
