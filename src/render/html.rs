//! HTML of semantic elements only.

use super::images::Image;
use super::inline::{Mark, Piece};
use super::outline::{Part, Table, is_code};
use super::{View, Write, code, escape};
use crate::page::{BlockId, BlockKind};

struct Writer<'a, 'v> {
    view: &'v View<'a>,
    out: String,
    /// The open elements, and whether each holds a block already.
    open: Vec<(Part, bool)>,
}

/// The main content as a fragment of HTML.
pub(super) fn write(view: &View<'_>) -> String {
    let mut writer = Writer { view, out: String::new(), open: Vec::new() };
    view.walk(&mut writer);
    writer.out
}

impl Write for Writer<'_, '_> {
    fn open(&mut self, part: Part, container: u32) {
        match part {
            Part::Quote => self.out.push_str("<blockquote>\n"),
            Part::List { ordered: false, .. } => self.out.push_str("\n<ul>\n"),
            Part::List { start: 1, .. } => self.out.push_str("\n<ol>\n"),
            Part::List { start, .. } => self.out.push_str(&format!("\n<ol start=\"{start}\">\n")),
            Part::Item { .. } => self.out.push_str("<li>"),
            Part::Code => self.code_start(container),
            Part::Terms => self.out.push_str("<dl>\n"),
            Part::Term => self.out.push_str("<dt>"),
            Part::Definition => self.out.push_str("<dd>"),
        }
        if let Some((_, filled)) = self.open.last_mut() {
            *filled = true;
        }
        self.open.push((part, false));
    }

    fn close(&mut self, part: Part) {
        self.open.pop();
        self.out.push_str(match part {
            Part::Quote => "</blockquote>\n",
            Part::List { ordered: false, .. } => "</ul>\n",
            Part::List { .. } => "</ol>\n",
            Part::Item { .. } => "</li>\n",
            Part::Code => "</code></pre>\n",
            Part::Terms => "</dl>\n",
            Part::Term => "</dt>\n",
            Part::Definition => "</dd>\n",
        });
    }

    fn block(&mut self, id: BlockId) {
        let page = self.view.context.page;
        let around = self.open.last().copied();
        if let Some((_, filled)) = self.open.last_mut() {
            *filled = true;
        }
        match (around, page.blocks[id as usize].kind) {
            (Some((Part::Code, filled)), _) => {
                if filled {
                    self.out.push('\n');
                }
                escape::html(page.block_text(id), &mut self.out);
            }
            _ if is_code(page, id) => {
                self.code_start(page.blocks[id as usize].container);
                escape::html(page.block_text(id), &mut self.out);
                self.out.push_str("</code></pre>\n");
            }
            (_, BlockKind::Heading(level)) => {
                let level = level.clamp(1, 6);
                self.out.push_str(&format!("<h{level}>"));
                self.inline(id);
                self.out.push_str(&format!("</h{level}>\n"));
            }
            // The first text of an item stands in it without a paragraph.
            (Some((Part::Item { .. } | Part::Term | Part::Definition, false)), _) => self.inline(id),
            _ => {
                self.out.push_str("<p>");
                self.inline(id);
                self.out.push_str("</p>\n");
            }
        }
    }

    fn table(&mut self, table: &Table) {
        if let Some((_, filled)) = self.open.last_mut() {
            *filled = true;
        }
        self.out.push_str("<table>\n");
        let header = table.rows.first().is_some_and(|row| row.header);
        for (index, row) in table.rows.iter().enumerate() {
            let head = header && index == 0;
            match (head, index, header) {
                (true, ..) => self.out.push_str("<thead>\n"),
                (_, 0, _) | (_, 1, true) => self.out.push_str("<tbody>\n"),
                _ => {}
            }
            self.out.push_str("<tr>");
            let tag = if head { "th" } else { "td" };
            for cell in &row.cells {
                self.out.extend(["<", tag]);
                if cell.span > 1 {
                    self.out.push_str(&format!(" colspan=\"{}\"", cell.span));
                }
                self.out.push('>');
                for (index, block) in cell.blocks.iter().enumerate() {
                    if index > 0 {
                        self.out.push_str("<br>");
                    }
                    self.inline(*block);
                }
                self.out.extend(["</", tag, ">"]);
            }
            self.out.push_str("</tr>\n");
            if head {
                self.out.push_str("</thead>\n");
            }
        }
        if table.rows.len() > usize::from(header) {
            self.out.push_str("</tbody>\n");
        }
        self.out.push_str("</table>\n");
    }

    fn image(&mut self, image: &Image) {
        if let Some((_, filled)) = self.open.last_mut() {
            *filled = true;
        }
        self.out.push_str("<p><img src=\"");
        escape::attribute(&image.address, &mut self.out);
        self.out.push_str("\" alt=\"");
        escape::attribute(&image.alt, &mut self.out);
        self.out.push_str("\"></p>\n");
    }
}

impl Writer<'_, '_> {
    fn code_start(&mut self, container: u32) {
        self.out.push_str("<pre");
        // Sanitisers take class names away, titles stay.
        if let Some(language) = code::language(self.view.context.page, container) {
            self.out.push_str(" title=\"");
            escape::attribute(&language, &mut self.out);
            self.out.push('"');
        }
        self.out.push_str("><code>");
    }

    fn inline(&mut self, id: BlockId) {
        for piece in self.view.context.pieces(id) {
            match piece {
                Piece::Text(text) => escape::html(text, &mut self.out),
                Piece::Break => self.out.push_str("<br>"),
                Piece::Code(text) => {
                    self.out.push_str("<code>");
                    escape::html(text, &mut self.out);
                    self.out.push_str("</code>");
                }
                Piece::Math { tex, display } => {
                    let sign = if display { "$$" } else { "$" };
                    self.out.push_str(sign);
                    escape::html(&tex.replace('\n', " "), &mut self.out);
                    self.out.push_str(sign);
                }
                Piece::Note(label) => {
                    self.out.push('[');
                    escape::html(label, &mut self.out);
                    self.out.push(']');
                }
                Piece::Open(Mark::Link(url)) => {
                    self.out.push_str("<a href=\"");
                    escape::attribute(&url, &mut self.out);
                    self.out.push_str("\" rel=\"noopener noreferrer\">");
                }
                Piece::Open(mark) => self.out.extend(["<", tag(&mark), ">"]),
                Piece::Close(mark) => self.out.extend(["</", tag(&mark), ">"]),
            }
        }
    }
}

fn tag(mark: &Mark) -> &'static str {
    match mark {
        Mark::Link(_) => "a",
        Mark::Strong => "strong",
        Mark::Emphasis => "em",
        Mark::Superscript => "sup",
        Mark::Subscript => "sub",
        Mark::Deleted => "del",
        Mark::Quote => "q",
    }
}
