//! Plain text to blocks: paragraphs, hard-wrapped text, list items, headings, code.
//!
//! Whoever stripped a page left one of three layouts: a paragraph a line, paragraphs between empty lines, or text
//! wrapped at a column. All three give the same blocks. Nothing here looks at words, only at widths and signs.

mod code;
mod line;
mod wrap;

use crate::limits::Limits;
use crate::page::{BlockKind, Builder, Layout, Page};
use line::{Line, Mark};

/// Segments a text that somebody has stripped already.
pub(crate) fn segment(text: &str, limits: Limits) -> Page {
    let mut builder = Builder::new(text.len().saturating_mul(6), limits);
    let lines = line::split(text);
    let runs = runs(&lines);
    let column = wrap::column(&lines, &runs);
    let mut fence = None;
    for run in runs {
        paragraphs(&lines[run], column, &mut fence, &mut builder);
    }
    if let Some(code) = fence {
        flush(code, &mut builder);
    }
    builder.finish()
}

/// Runs of lines without an empty line between them.
fn runs(lines: &[Line<'_>]) -> Vec<std::ops::Range<usize>> {
    let mut runs = Vec::new();
    let mut start = 0;
    for (at, line) in lines.iter().enumerate() {
        if at > start && line.gap > 0 {
            runs.push(start..at);
            start = at;
        }
    }
    if start < lines.len() {
        runs.push(start..lines.len());
    }
    runs
}

/// Lines of an open code fence.
struct Code {
    text: String,
    layout: Layout,
}

/// Writes the blocks of a run of lines.
fn paragraphs(run: &[Line<'_>], column: Option<usize>, fence: &mut Option<Code>, builder: &mut Builder) {
    if fence.is_none() && code::is_code(run) {
        let text: Vec<&str> = run.iter().map(|line| line.raw).collect();
        builder.paragraph(
            &text.join("\n"),
            BlockKind::Preformatted,
            run[0].layout(run.len(), run[run.len() - 1].end()),
        );
        return;
    }
    let joins = wrap::joins(run, column);
    let mut at = 0;
    while at < run.len() {
        let line = &run[at];
        if line.mark == Mark::Fence || line.mark == Mark::Opening && fence.is_none() {
            match fence.take() {
                Some(code) => flush(code, builder),
                None => *fence = Some(Code { text: String::new(), layout: line.layout(0, line.end()) }),
            }
            at += 1;
            continue;
        }
        if let Some(code) = fence {
            code.text.push_str(line.raw);
            code.text.push('\n');
            if code.layout.lines == 0 {
                code.layout.source.start = line.start as u32;
            }
            code.layout.source.end = line.end() as u32;
            code.layout.lines = code.layout.lines.saturating_add(1);
            at += 1;
            continue;
        }
        at += paragraph(run, at, &joins, builder);
    }
}

fn flush(code: Code, builder: &mut Builder) {
    builder.paragraph(&code.text, BlockKind::Preformatted, code.layout);
}

/// Writes the block that starts at line `at`; returns how many lines it took.
fn paragraph(run: &[Line<'_>], at: usize, joins: &[bool], builder: &mut Builder) -> usize {
    let line = &run[at];
    if line.mark == Mark::Underline {
        return 1;
    }
    if let Some(next) = run.get(at + 1)
        && next.mark == Mark::Underline
        && line.mark == Mark::Text
        && line.is_underlined_by(next)
    {
        let level = if next.text.starts_with('=') { 1 } else { 2 };
        builder.paragraph(line.text, BlockKind::Heading(level), line.layout(1, line.end()));
        return 2;
    }
    let kind = match line.mark {
        Mark::Heading(level) => BlockKind::Heading(level),
        Mark::Item => BlockKind::ListItem,
        _ => BlockKind::Paragraph,
    };
    let mut end = at + 1;
    while end < run.len() && joins[end] {
        end += 1;
    }
    if end == at + 1 {
        builder.paragraph(line.text, kind, line.layout(1, line.end()));
        return 1;
    }
    let mut text = String::with_capacity(run[at..end].iter().map(|line| line.text.len() + 1).sum());
    for line in &run[at..end] {
        if wrap::needs_space(&text, line.text) {
            text.push(' ');
        }
        text.push_str(line.text);
    }
    builder.paragraph(&text, kind, line.layout(end - at, run[end - 1].end()));
    end - at
}

#[cfg(test)]
mod tests;
