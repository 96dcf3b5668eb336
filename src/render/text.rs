//! Plain text.

use super::View;
use super::inline::Piece;
use super::outline::{Part, Step, Table};

/// The main content: an empty line between blocks, items of a list and rows of a table one line each.
pub(super) fn write(view: &View<'_>) -> String {
    let mut writer = Writer { view, out: String::new(), tight: false, code: false, opened: false };
    for step in &view.steps {
        match step {
            Step::Open(part, _) => writer.open(*part),
            Step::Close(part) => {
                writer.code &= *part != Part::Code;
                writer.tight = matches!(part, Part::Item { .. } | Part::Term);
            }
            Step::Block(block) => {
                writer.gap();
                writer.block(*block);
            }
            Step::Table(table) => {
                writer.gap();
                writer.table(table);
            }
        }
    }
    writer.out
}

struct Writer<'a, 'v> {
    view: &'v View<'a>,
    out: String,
    /// An item or a term has just ended.
    tight: bool,
    code: bool,
    /// A list's item, a definition or a code block has just begun.
    opened: bool,
}

impl Writer<'_, '_> {
    fn open(&mut self, part: Part) {
        match part {
            // A list in an item follows its text without an empty line.
            Part::Item { .. } => self.tight = true,
            Part::Code => self.code = true,
            Part::Definition => {}
            _ => self.tight = false,
        }
        self.opened = true;
    }

    fn gap(&mut self) {
        if !self.out.is_empty() {
            let near = self.opened && self.tight || self.code && !self.opened;
            self.out.push_str(if near { "\n" } else { "\n\n" });
        }
        (self.tight, self.opened) = (false, false);
    }

    fn block(&mut self, block: u32) {
        if super::outline::is_code(self.view.context.page, block) {
            self.out.push_str(self.view.context.page.block_text(block));
            return;
        }
        for piece in self.view.context.pieces(block) {
            self.piece(&piece, "\n");
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

    fn table(&mut self, table: &Table) {
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
                    for piece in self.view.context.pieces(*block) {
                        self.piece(&piece, " ");
                    }
                }
            }
        }
    }
}
