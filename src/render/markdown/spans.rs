//! The inline marks of a block, so that a parser sees them.

use crate::render::escape::{self, Place};
use crate::render::inline::{Mark, Piece};

/// What becomes of line breaks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Lines {
    Broken,
    Joined,
    Cell,
}

pub(super) struct Inline<'p, 'a> {
    pub pieces: &'p [Piece<'a>],
    pub lines: Lines,
    pub dollars: bool,
    pub closers: Vec<&'static str>,
    /// At the start of a line.
    pub fresh: bool,
}

impl Inline<'_, '_> {
    /// Writes the piece at this index.
    pub(super) fn piece(&mut self, at: usize, out: &mut String) {
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
            // The number of a note is set high by whoever shows it.
            Mark::Superscript if self.is_note(at) => return ("", ""),
            Mark::Superscript => return ("<sup>", "</sup>"),
            Mark::Subscript => return ("<sub>", "</sub>"),
            Mark::Quote => return ("\u{201c}", "\u{201d}"),
            Mark::Link(_) => return ("", ""),
        };
        if self.flanks(at, out) { plain } else { tag }
    }

    /// Whether a mark holds the number of a note and nothing else.
    fn is_note(&self, at: usize) -> bool {
        matches!(self.pieces.get(at + 1..at + 3), Some([Piece::Note(_), Piece::Close(_)]))
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
pub(super) fn longest_run(text: &str) -> usize {
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
