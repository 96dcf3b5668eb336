//! CommonMark with tables, footnotes, definition lists and formulas.

mod spans;

use self::spans::{Inline, Lines, longest_run};
use super::images::Image;
use super::inline::Piece;
use super::notes::id_of;
use super::outline::{Part, Table, is_code};
use super::{View, Write, code, escape};
use crate::page::{BlockId, BlockKind, ContainerId};

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
    view.walk(&mut writer);
    writer.out
}

impl Write for Writer<'_, '_> {
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

    fn image(&mut self, image: &Image) {
        self.begin();
        self.out.push_str("![");
        escape::markdown(&image.alt, escape::Place::default(), &mut self.out);
        self.out.push_str("](");
        escape::destination(&image.address, &mut self.out);
        self.out.push_str(")\n");
    }
}

impl Writer<'_, '_> {
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

    /// A fenced code block.
    fn fenced(&mut self, text: &str, container: ContainerId) {
        self.begin();
        let fence = "`".repeat(longest_run(text).max(2) + 1);
        self.out.push_str(&fence);
        self.out.push_str(&code::language(self.view.context.page, container).unwrap_or_default());
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
