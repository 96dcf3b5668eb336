//! What stands in one of two texts and not in the other: by lines first, and by words where lines were changed.

use std::ops::Range;

use similar::{Algorithm, DiffOp, capture_diff_slices};

/// A stretch of one text that the other does not have, in one line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change<'t> {
    pub side: Side,
    pub text: &'t str,
    pub words: usize,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Side {
    A,
    B,
}

/// What is only in one of them, in the order of the texts.
pub fn changes<'t>(a: &'t str, b: &'t str) -> Vec<Change<'t>> {
    if a == b {
        return Vec::new();
    }
    let lines = [lines(a), lines(b)];
    let texts = [lines[0].texts(a), lines[1].texts(b)];
    let mut found = Vec::new();
    // Without a deadline, so that the same texts always differ in the same way; Myers' search is bounded by itself.
    for op in capture_diff_slices(Algorithm::Myers, &texts[0], &texts[1]) {
        let (_, in_a, in_b) = op.as_tag_tuple();
        match op {
            DiffOp::Equal { .. } => {}
            DiffOp::Replace { .. } => words_of(&mut found, (a, lines[0].span(in_a)), (b, lines[1].span(in_b))),
            _ => {
                add(&mut found, Side::A, &a[lines[0].span(in_a)]);
                add(&mut found, Side::B, &b[lines[1].span(in_b)]);
            }
        }
    }
    found
}

/// Words of a text: what stands between white space, and every sign of a script that does not part words.
pub fn words(text: &str) -> usize {
    tokens(text, 0..text.len()).len()
}

/// The change from some lines to some others. Lines that have little in common are changed as a whole: what they share
/// are words that all lines share.
fn words_of<'t>(found: &mut Vec<Change<'t>>, (a, in_a): (&'t str, Range<usize>), (b, in_b): (&'t str, Range<usize>)) {
    let places = [tokens(a, in_a.clone()), tokens(b, in_b.clone())];
    let tokens = [texts(a, &places[0]), texts(b, &places[1])];
    let ops = capture_diff_slices(Algorithm::Myers, &tokens[0], &tokens[1]);
    let shared: usize = ops.iter().map(|op| if let DiffOp::Equal { len, .. } = op { *len } else { 0 }).sum();
    if shared * 2 < tokens[0].len().min(tokens[1].len()) {
        add(found, Side::A, &a[in_a]);
        add(found, Side::B, &b[in_b]);
        return;
    }
    for op in ops.iter().filter(|op| !matches!(op, DiffOp::Equal { .. })) {
        let (_, in_a, in_b) = op.as_tag_tuple();
        add(found, Side::A, &a[span(&places[0], in_a)]);
        add(found, Side::B, &b[span(&places[1], in_b)]);
    }
}

/// One change a line.
fn add<'t>(found: &mut Vec<Change<'t>>, side: Side, text: &'t str) {
    for line in text.lines().map(str::trim).filter(|line| !line.is_empty()) {
        found.push(Change { side, text: line, words: words(line) });
    }
}

/// The lines of a text that are not empty.
struct Lines(Vec<Range<usize>>);

impl Lines {
    fn texts<'t>(&self, text: &'t str) -> Vec<&'t str> {
        texts(text, &self.0)
    }

    fn span(&self, lines: Range<usize>) -> Range<usize> {
        span(&self.0, lines)
    }
}

fn lines(text: &str) -> Lines {
    let mut start = 0;
    let mut lines = Vec::new();
    for line in text.split_inclusive('\n') {
        let trimmed = line.trim();
        if !trimmed.is_empty() {
            let from = start + line.len() - line.trim_start().len();
            lines.push(from..from + trimmed.len());
        }
        start += line.len();
    }
    Lines(lines)
}

fn tokens(text: &str, within: Range<usize>) -> Vec<Range<usize>> {
    let mut tokens = Vec::new();
    let mut open: Option<usize> = None;
    for (at, c) in text[within.clone()].char_indices() {
        let at = within.start + at;
        let alone = is_alone(c);
        if (alone || c.is_whitespace())
            && let Some(start) = open.take()
        {
            tokens.push(start..at);
        }
        if alone {
            tokens.push(at..at + c.len_utf8());
        } else if !c.is_whitespace() && open.is_none() {
            open = Some(at);
        }
    }
    tokens.extend(open.map(|start| start..within.end));
    tokens
}

/// Thai, Lao and Khmer, and what East Asian texts are written in.
fn is_alone(c: char) -> bool {
    matches!(c, '\u{0e00}'..='\u{0eff}' | '\u{1780}'..='\u{17ff}' | '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}'
        | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}')
}

fn texts<'t>(text: &'t str, places: &[Range<usize>]) -> Vec<&'t str> {
    places.iter().map(|place| &text[place.clone()]).collect()
}

/// From the start of the first place to the end of the last.
fn span(places: &[Range<usize>], of: Range<usize>) -> Range<usize> {
    match places.get(of) {
        Some([first, .., last]) => first.start..last.end,
        Some([only]) => only.clone(),
        _ => 0..0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(a: &str, b: &str) -> Vec<(char, String)> {
        let sign = |side| if side == Side::A { '-' } else { '+' };
        changes(a, b).iter().map(|change| (sign(change.side), change.text.to_owned())).collect()
    }

    fn expect(a: &str, b: &str, expected: &[(char, &str)]) {
        let expected: Vec<(char, String)> = expected.iter().map(|(sign, text)| (*sign, (*text).to_owned())).collect();
        assert_eq!(found(a, b), expected);
    }

    #[test]
    fn equal_texts_have_no_changes() {
        expect("The river rose.\n\nIt fell.", "The river rose.\n\nIt fell.", &[]);
        expect("The river rose.\n\nIt fell.", "The river rose.\nIt fell.\n", &[]);
    }

    #[test]
    fn whole_lines() {
        expect("Home\n\nThe river rose.\n\nShare", "The river rose.", &[('-', "Home"), ('-', "Share")]);
        expect("One two.", "Three four.", &[('-', "One two."), ('+', "Three four.")]);
    }

    #[test]
    fn words_of_changed_lines() {
        expect("PARIS, March 3 - The river rose again.", "The river rose again.", &[('-', "PARIS, March 3 -")]);
        expect("a\tb\nThe end.", "a b\nThe end.", &[]);
        expect("The river rose by a metre.", "The river fell by a metre.", &[('-', "rose"), ('+', "fell")]);
    }

    #[test]
    fn scripts_without_spaces() {
        assert_eq!(words("川が一夜で one metre"), 7);
        expect("川が一夜で増水した。", "川が増水した。", &[('-', "一夜で")]);
    }

    #[test]
    fn texts_with_nothing_in_common_are_compared_in_time() {
        let text = |first: u32, lines: u32| -> String {
            (0..lines).map(|n| format!("{} {}\n", n * 2 + first, n % 7)).collect()
        };
        assert_eq!(changes(&text(0, 20_000), &text(1, 20_000)).len(), 40_000);
        // Many lines, all of them often.
        let few =
            |by: u32| -> String { (0..20_000_u32).map(|n| format!("{}\n", n.wrapping_mul(by) >> 7 & 15)).collect() };
        assert!(!changes(&few(2_654_435_761), &few(2_246_822_519)).is_empty());
    }
}
