//! Plain text.

use super::inline::Piece;
use super::outline::{Part, Step, Table};
use super::{View, Write};
use crate::page::{BlockId, ContainerId};

/// Between blocks.
const GAP: &str = "\n\n";

/// The main content: an empty line between blocks, items of a list and rows of a table one line each.
pub(super) fn write(view: &View<'_>) -> String {
    let page = view.context.page;
    let bytes = |step: &Step| if let Step::Block(id) = step { page.block_text(*id).len() + GAP.len() } else { 0 };
    let out = String::with_capacity(view.steps.iter().map(bytes).sum());
    let mut writer = Writer { view, out, near: false, items: 0, first: false, code: false };
    view.walk(&mut writer);
    writer.out
}

struct Writer<'a, 'v> {
    view: &'v View<'a>,
    out: String,
    /// The next block follows without an empty line.
    near: bool,
    /// Items that are open.
    items: usize,
    /// A list has begun and no item yet.
    first: bool,
    code: bool,
}

impl Write for Writer<'_, '_> {
    fn open(&mut self, part: Part, _: ContainerId) {
        match part {
            // A list in an item follows its text without an empty line.
            Part::List { .. } => (self.near, self.first) = (self.items > 0, true),
            Part::Item { .. } => {
                self.near |= !self.first;
                self.first = false;
                self.items += 1;
            }
            Part::Definition => self.near = true,
            Part::Code => (self.near, self.code) = (false, true),
            Part::Quote | Part::Terms | Part::Term => self.near = false,
        }
    }

    fn close(&mut self, part: Part) {
        self.code &= part != Part::Code;
        self.near &= part != Part::Code;
        self.items -= usize::from(matches!(part, Part::Item { .. }));
    }

    fn block(&mut self, block: BlockId) {
        self.gap();
        if super::outline::is_code(self.view.context.page, block) {
            self.out.push_str(self.view.context.page.block_text(block));
            return;
        }
        self.line(block, "\n");
    }

    fn table(&mut self, table: &Table) {
        self.gap();
        for (index, row) in table.rows.iter().enumerate() {
            if index > 0 {
                self.out.push('\n');
            }
            for (index, cell) in row.cells.iter().enumerate() {
                if index > 0 {
                    self.out.push('\t');
                }
                for (index, block) in cell.blocks.iter().enumerate() {
                    if index > 0 {
                        self.out.push(' ');
                    }
                    self.line(*block, " ");
                }
            }
        }
    }
}

impl Writer<'_, '_> {
    fn gap(&mut self) {
        if !self.out.is_empty() {
            self.out.push_str(if self.near { "\n" } else { GAP });
        }
        // The blocks of one code block are its lines.
        self.near = self.code;
    }

    /// Writes the text of a block. Most have nothing that plain text shows otherwise.
    fn line(&mut self, block: BlockId, line_break: &str) {
        let context = &self.view.context;
        match context.plain(block) {
            Some(text) if line_break == "\n" => self.out.push_str(text),
            Some(text) => self.out.push_str(&text.replace('\n', line_break)),
            None => context.pieces(block).iter().for_each(|piece| self.piece(piece, line_break)),
        }
    }

    fn piece(&mut self, piece: &Piece<'_>, line_break: &str) {
        match piece {
            Piece::Text(text) => self.out.push_str(text),
            Piece::Code(text) => self.out.push_str(&text.replace('\n', line_break)),
            Piece::Break => self.out.push_str(line_break),
            Piece::Math { tex, display } => {
                let sign = if *display { "$$" } else { "$" };
                self.out.extend([sign, &tex.replace('\n', " "), sign]);
            }
            Piece::Note(label) => self.out.extend(["[", label, "]"]),
            Piece::Open(_) | Piece::Close(_) => {}
        }
    }
}
