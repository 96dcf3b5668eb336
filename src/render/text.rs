//! Plain text.

use super::View;
use super::inline::Piece;
use super::outline::{Part, Step, Table};

/// The main content: an empty line between blocks, items of a list and rows of a table one line each.
pub(super) fn write(view: &View<'_>) -> String {
    let mut writer = Writer { view, out: String::new(), near: false, items: 0, first: false, code: false };
    for step in &view.steps {
        match step {
            Step::Open(part, _) => writer.open(*part),
            Step::Close(part) => {
                writer.code &= *part != Part::Code;
                writer.near &= *part != Part::Code;
                writer.items -= usize::from(matches!(part, Part::Item { .. }));
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
    /// The next block follows without an empty line.
    near: bool,
    /// Items that are open.
    items: usize,
    /// A list has begun and no item yet.
    first: bool,
    code: bool,
}

impl Writer<'_, '_> {
    fn open(&mut self, part: Part) {
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

    fn gap(&mut self) {
        if !self.out.is_empty() {
            self.out.push_str(if self.near { "\n" } else { "\n\n" });
        }
        // The blocks of one code block are its lines.
        self.near = self.code;
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
