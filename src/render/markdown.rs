//! CommonMark with tables, footnotes, definition lists and formulas.

use super::View;
use super::escape::{self, Place};
use super::inline::{Mark, Piece};
use super::notes::id_of;
use super::outline::{Part, Step, Table, is_code};
use crate::markup::Tag;
use crate::page::{BlockId, BlockKind, ContainerId, Holds};

/// What begins the lines inside an element.
struct Frame {
    part: Part,
    /// On its first line, and on the others.
    first: String,
    rest: String,
    used: bool,
    /// Lists: the second of two kinds of markers, which keeps neighbouring lists apart.
    other: bool,
}

struct Writer<'a, 'v> {
    view: &'v View<'a>,
    out: String,
    frames: Vec<Frame>,
    /// Frames that were open before and since the last block.
    common: usize,
    /// The level and the marker of a list that has just ended.
    ended: Option<(usize, bool)>,
    /// Lines of the code block that is open.
    code: Option<(ContainerId, String)>,
}

/// The main content as Markdown.
pub(super) fn write(view: &View<'_>) -> String {
    let mut writer = Writer { view, out: String::new(), frames: Vec::new(), common: 0, ended: None, code: None };
    for step in &view.steps {
        match step {
            Step::Open(part, container) => writer.open(*part, *container),
            Step::Close(part) => writer.close(*part),
            Step::Block(block) => writer.block(*block),
            Step::Table(table) => writer.table(table),
        }
    }
    writer.out
}

impl Writer<'_, '_> {
    fn open(&mut self, part: Part, container: ContainerId) {
        let mut frame = Frame { part, first: String::new(), rest: String::new(), used: false, other: false };
        match part {
            Part::Quote => (frame.first, frame.rest) = ("> ".to_owned(), "> ".to_owned()),
            Part::List { .. } => {
                frame.other =
                    self.ended.take_if(|(level, _)| *level == self.frames.len()).is_some_and(|(_, other)| !other);
            }
            Part::Item { number } => self.item(&mut frame, number, container),
            Part::Definition => (frame.first, frame.rest) = (": ".to_owned(), "  ".to_owned()),
            Part::Code => self.code = Some((container, String::new())),
            Part::Terms | Part::Term => {}
        }
        self.frames.push(frame);
    }

    fn item(&mut self, frame: &mut Frame, number: i32, container: ContainerId) {
        let context = &self.view.context;
        if let Some(label) = id_of(context.page, container).and_then(|id| context.notes.get(id)) {
            (frame.first, frame.rest) = (format!("[^{label}]: "), "    ".to_owned());
            return;
        }
        let (ordered, other) = match self.frames.last() {
            Some(Frame { part: Part::List { ordered, .. }, other, .. }) => (*ordered, *other),
            _ => (false, false),
        };
        frame.first = match (ordered, other) {
            (false, false) => "- ".to_owned(),
            (false, true) => "* ".to_owned(),
            (true, false) => format!("{}. ", number.clamp(0, 999_999_999)),
            (true, true) => format!("{}) ", number.clamp(0, 999_999_999)),
        };
        frame.rest = " ".repeat(frame.first.len());
    }

    fn close(&mut self, part: Part) {
        if part == Part::Code
            && let Some((container, text)) = self.code.take()
        {
            self.fenced(&text, container);
        }
        let frame = self.frames.pop();
        self.common = self.common.min(self.frames.len());
        if let Some(Frame { part: Part::List { .. }, other, .. }) = frame {
            self.ended = Some((self.frames.len(), other));
        }
    }

    /// Ends the block before and writes what begins a block's first line.
    fn begin(&mut self) {
        if !self.out.is_empty() && !self.is_tight() {
            let prefix: String = self.frames[..self.common].iter().map(|frame| frame.rest.as_str()).collect();
            self.out.push_str(prefix.trim_end());
            self.out.push('\n');
        }
        self.common = self.frames.len();
        self.ended = None;
        self.line();
    }

    /// Whether the next block follows without an empty line: the next item of a list, a list in an item, a definition
    /// after its term.
    fn is_tight(&self) -> bool {
        let part = |at: usize| self.frames.get(at).map(|frame| frame.part);
        let common = self.common;
        match (common.checked_sub(1).and_then(part), part(common), part(common + 1)) {
            (Some(Part::List { .. }), Some(Part::Item { .. }), _) => !self.frames[common].first.starts_with("[^"),
            // An ordered list interrupts a paragraph only if it starts at 1.
            (Some(Part::Item { .. }), Some(Part::List { ordered, .. }), Some(Part::Item { number })) => {
                self.ended.is_none() && (!ordered || number == 1) && !self.frames[common - 1].first.starts_with("[^")
            }
            (_, Some(Part::Definition), _) => true,
            _ => false,
        }
    }

    fn line(&mut self) {
        for frame in &mut self.frames {
            self.out.push_str(if frame.used { &frame.rest } else { &frame.first });
            frame.used = true;
        }
    }

    fn block(&mut self, id: BlockId) {
        let page = self.view.context.page;
        if let Some((_, text)) = &mut self.code {
            if !text.is_empty() {
                text.push('\n');
            }
            text.push_str(page.block_text(id));
            return;
        }
        if is_code(page, id) {
            return self.fenced(page.block_text(id), page.blocks[id as usize].container);
        }
        self.begin();
        let heading = match page.blocks[id as usize].kind {
            BlockKind::Heading(level) => usize::from(level.clamp(1, 6)),
            _ => 0,
        };
        let one_line = heading > 0 || matches!(self.frames.last(), Some(Frame { part: Part::Term, .. }));
        if heading > 0 {
            self.out.push_str(&"######"[..heading]);
            self.out.push(' ');
        }
        self.inline(id, if one_line { Lines::Joined } else { Lines::Broken });
        if heading > 0 && self.out.ends_with('#') {
            self.out.insert(self.out.len() - 1, '\\');
        }
        self.out.push('\n');
    }

    /// A fenced code block.
    fn fenced(&mut self, text: &str, container: ContainerId) {
        self.begin();
        let fence = "`".repeat(longest_run(text).max(2) + 1);
        self.out.push_str(&fence);
        self.out.push_str(&code_language(self.view.context.page, container).unwrap_or_default());
        self.out.push('\n');
        for line in text.split('\n') {
            self.line();
            self.out.push_str(line);
            let trimmed = self.out.trim_end_matches(' ').len();
            if line.is_empty() {
                self.out.truncate(trimmed);
            }
            self.out.push('\n');
        }
        self.line();
        self.out.push_str(&fence);
        self.out.push('\n');
    }

    fn table(&mut self, table: &Table) {
        let width = |cells: &[super::outline::Cell]| cells.iter().map(|cell| cell.span).sum::<usize>();
        let columns = table.rows.iter().map(|row| width(&row.cells)).max().unwrap_or(1);
        self.begin();
        let header = table.rows.first().filter(|row| row.header);
        match header {
            Some(row) => self.row(row),
            None => self.out.push_str(&"|   ".repeat(columns)),
        }
        if let Some(row) = header {
            self.out.push_str(&"  |".repeat(columns.saturating_sub(width(&row.cells))));
        } else {
            self.out.push('|');
        }
        self.out.push('\n');
        self.line();
        self.out.push('|');
        self.out.push_str(&" --- |".repeat(columns));
        self.out.push('\n');
        for row in table.rows.iter().skip(usize::from(header.is_some())) {
            self.line();
            self.row(row);
            self.out.push('\n');
        }
    }

    fn row(&mut self, row: &super::outline::Row) {
        self.out.push('|');
        for cell in &row.cells {
            self.out.push(' ');
            for (index, block) in cell.blocks.iter().enumerate() {
                if index > 0 {
                    self.out.push_str("<br>");
                }
                self.inline(*block, Lines::Cell);
            }
            self.out.push_str(" |");
            self.out.push_str(&"  |".repeat(cell.span - 1));
        }
    }

    fn inline(&mut self, block: BlockId, lines: Lines) {
        let context = &self.view.context;
        let pieces = context.pieces(block);
        // The other dollar sign may stand in the next block of the cell.
        let enough = if lines == Lines::Cell { 0 } else { 1 };
        let dollars = context.page.block_text(block).bytes().filter(|byte| *byte == b'$').count() > enough;
        let mut inline = Inline { pieces: &pieces, lines, dollars, closers: Vec::new(), fresh: true };
        for (at, piece) in pieces.iter().enumerate() {
            if *piece == Piece::Break && lines == Lines::Broken {
                self.out.push_str("\\\n");
                self.line();
                inline.fresh = true;
            } else {
                inline.piece(at, &mut self.out);
            }
        }
    }
}

/// What becomes of line breaks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Lines {
    Broken,
    Joined,
    Cell,
}

struct Inline<'p, 'a> {
    pieces: &'p [Piece<'a>],
    lines: Lines,
    dollars: bool,
    closers: Vec<&'static str>,
    /// At the start of a line.
    fresh: bool,
}

impl Inline<'_, '_> {
    fn piece(&mut self, at: usize, out: &mut String) {
        let line_start = std::mem::take(&mut self.fresh);
        let table = self.lines == Lines::Cell;
        match &self.pieces[at] {
            Piece::Text(text) => {
                let before_link = matches!(self.pieces.get(at + 1), Some(Piece::Open(Mark::Link(_)) | Piece::Note(_)));
                escape::markdown(text, Place { line_start, table, dollars: self.dollars, before_link }, out);
            }
            Piece::Break => out.push_str(if table { "<br>" } else { " " }),
            Piece::Code(text) => code(text, table, out),
            Piece::Math { tex, display } => math(tex, *display, table, out),
            Piece::Note(label) => out.extend(["[^", label, "]"]),
            Piece::Open(Mark::Link(_)) => {
                self.closers.push("");
                out.push('[');
            }
            Piece::Close(Mark::Link(url)) => {
                self.closers.pop();
                out.push_str("](");
                escape::destination(url, out);
                out.push(')');
            }
            Piece::Open(mark) => {
                let (open, close) = self.signs(mark, at, out);
                self.closers.push(close);
                out.push_str(open);
            }
            Piece::Close(_) => out.push_str(self.closers.pop().unwrap_or_default()),
        }
    }

    /// The signs of a mark: those of Markdown where a parser will see them as such, else HTML's.
    fn signs(&self, mark: &Mark, at: usize, out: &str) -> (&'static str, &'static str) {
        let (plain, tag) = match mark {
            Mark::Strong => (("**", "**"), ("<strong>", "</strong>")),
            Mark::Emphasis => (("*", "*"), ("<em>", "</em>")),
            Mark::Deleted => (("~~", "~~"), ("<del>", "</del>")),
            Mark::Superscript => return ("<sup>", "</sup>"),
            Mark::Subscript => return ("<sub>", "</sub>"),
            Mark::Quote => return ("\u{201c}", "\u{201d}"),
            Mark::Link(_) => return ("", ""),
        };
        if self.flanks(at, out) { plain } else { tag }
    }

    /// Whether signs here and at the mark's end open and close (CommonMark, section 6.2), seen conservatively.
    fn flanks(&self, at: usize, out: &str) -> bool {
        let before = out.chars().next_back();
        let Some(Piece::Text(inside)) = self.pieces.get(at + 1) else { return false };
        let Some(end) = self.end_of(at) else { return false };
        let Some(Piece::Text(last)) = self.pieces.get(end - 1) else { return false };
        let after = match self.pieces.get(end + 1) {
            None | Some(Piece::Break) => None,
            Some(Piece::Text(text)) => text.chars().next(),
            Some(Piece::Close(Mark::Link(_)) | Piece::Open(Mark::Link(_)) | Piece::Note(_)) => Some('['),
            Some(Piece::Close(_)) if self.closers.last().is_some_and(|close| close.starts_with('<')) => Some('<'),
            Some(_) => return false,
        };
        let open = |c: Option<char>| c.is_none_or(|c| c.is_whitespace() || is_sign(c));
        let letter = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
        let (first, last) = (inside.chars().next(), last.chars().next_back());
        !matches!(before, Some('*' | '_' | '~'))
            && (open(before) || letter(before) && letter(first))
            && (open(after) || letter(after) && letter(last))
            && first.is_some_and(|c| !c.is_whitespace())
            && last.is_some_and(|c| !c.is_whitespace())
    }

    /// The piece that closes the mark that opens at `at`; looked for within bounds.
    fn end_of(&self, at: usize) -> Option<usize> {
        /// A mark around more pieces is written as HTML.
        const MAX_PIECES: usize = 64;
        let mut depth = 0usize;
        for (index, piece) in self.pieces.iter().enumerate().skip(at).take(MAX_PIECES) {
            match piece {
                Piece::Open(_) => depth += 1,
                Piece::Close(_) => depth -= 1,
                _ => {}
            }
            if depth == 0 {
                return Some(index);
            }
        }
        None
    }
}

/// Characters that are punctuation to every parser.
fn is_sign(c: char) -> bool {
    c.is_ascii_punctuation() || matches!(c, '\u{2010}'..='\u{2027}' | '\u{3001}'..='\u{3003}' | '«' | '»' | '¿' | '¡')
}

/// The longest run of backticks.
fn longest_run(text: &str) -> usize {
    text.split(|c| c != '`').map(str::len).max().unwrap_or(0)
}

fn code(text: &str, table: bool, out: &mut String) {
    let text = text.replace('\n', " ");
    let text = if table { text.replace('|', "\\|") } else { text };
    let fence = "`".repeat(longest_run(&text) + 1);
    let pad = if text.starts_with('`') || text.ends_with('`') { " " } else { "" };
    // Two code spans side by side would be one with longer fences.
    if out.ends_with('`') {
        out.push_str("<!-- -->");
    }
    out.extend([fence.as_str(), pad, &text, pad, &fence]);
}

fn math(tex: &str, display: bool, table: bool, out: &mut String) {
    let tex = tex.replace('\n', " ");
    if table && tex.contains('|') {
        return code(&format!("${tex}$"), table, out);
    }
    let sign = if display { "$$" } else { "$" };
    out.extend([sign, &tex, sign]);
}

/// The language in a list of class names.
pub(super) fn language_in(class: &str) -> Option<&str> {
    const PREFIXES: &[&str] = &["language-", "lang-", "highlight-source-", "sourceCode ", "brush:"];
    class.split_ascii_whitespace().find_map(|name| PREFIXES.iter().find_map(|prefix| name.strip_prefix(prefix))).filter(
        |name| {
            !name.is_empty()
                && name.len() <= 24
                && name.chars().all(|c| c.is_ascii_alphanumeric() || "+#-._".contains(c))
        },
    )
}

/// The language of a code block by the class names around and inside it.
pub(super) fn code_language(page: &crate::page::Page, container: ContainerId) -> Option<String> {
    let inside = page.marks.partition_point(|mark| mark.container < container);
    let inner = page.marks[inside..].iter().take_while(|mark| mark.container == container);
    let inner = inner.filter(|mark| mark.holds.any(Holds::CODE)).find_map(|mark| language_in(page.value(mark.value)));
    let outer = page.ancestors(container).take(4).take_while(|(_, c)| c.tag != Tag::Article && c.tag != Tag::Body);
    let language = inner.or_else(|| outer.into_iter().find_map(|(_, c)| language_in(page.value(c.class))));
    language.map(str::to_ascii_lowercase)
}
