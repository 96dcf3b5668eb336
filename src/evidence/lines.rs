//! Empty lines and joined lines of plain text, and runs of short blocks in both inputs.

use super::{Columns, Facts, flag, ratio};

pub(super) const COLUMNS: &[&str] = &[
    "gap_before",
    "gap_after",
    "joined",
    "short_run_before",
    "short_run_after",
    "ended_run_before",
    "ended_run_after",
    "length_to_before",
    "length_to_after",
    "bullet",
    "indent",
    "indent_before",
    "indent_after",
    "indent_to_good",
    "indent_words",
    "sign",
];

/// A block of fewer words that ends no sentence is a short one.
const SHORT: u32 = 10;
/// Longest run counted.
const FAR: f32 = 40.0;

pub(super) fn fill(facts: &Facts<'_>, out: &mut Columns<'_>) {
    let blocks = &facts.page.blocks;
    let short = |block: usize| facts.stats[block].words < SHORT && !facts.stats[block].ends_sentence;
    let ended = |block: usize| facts.stats[block].ends_sentence;
    let count = blocks.len();
    let short_before = runs(count, 0..count, &short);
    let short_after = runs(count, (0..count).rev(), &short);
    let ended_before = runs(count, 0..count, &ended);
    let ended_after = runs(count, (0..count).rev(), &ended);
    let total = facts.total();
    let mut by_indent = [0.0_f32; 256];
    let mut good_indent = 0.0_f32;
    for (block, data) in blocks.iter().enumerate() {
        let words = facts.stats[block].words as f32;
        by_indent[data.layout.indent as usize] += words;
        good_indent += if facts.good[block] { words * f32::from(data.layout.indent) } else { 0.0 };
    }
    let good_indent = ratio(good_indent, total.good_words);
    let indent =
        |at: Option<usize>| at.and_then(|at| blocks.get(at)).map_or(0.0, |block| f32::from(block.layout.indent));
    for (block, data) in blocks.iter().enumerate() {
        let gap = |at: Option<usize>| at.and_then(|at| blocks.get(at)).map_or(9.0, |block| f32::from(block.layout.gap));
        let words = facts.stats[block].words as f32 + 1.0;
        let other = |at: Option<usize>| {
            at.and_then(|at| facts.stats.get(at)).map_or(1.0, |stats| (stats.words as f32 + 1.0) / words)
        };
        out.put(
            block,
            [
                gap(Some(block)),
                gap(Some(block + 1)),
                f32::from(data.layout.lines),
                short_before[block],
                short_after[block],
                ended_before[block],
                ended_after[block],
                other(block.checked_sub(1)),
                other(Some(block + 1)),
                flag(data.kind == crate::page::BlockKind::ListItem),
                indent(Some(block)),
                indent(block.checked_sub(1)),
                indent(Some(block + 1)),
                indent(Some(block)) - good_indent,
                ratio(by_indent[data.layout.indent as usize], total.words),
                f32::from(data.layout.bullet),
            ],
        );
    }
}

/// How many blocks in a row satisfy `holds` just before each, in the direction of `order`.
fn runs(count: usize, order: impl Iterator<Item = usize>, holds: &dyn Fn(usize) -> bool) -> Vec<f32> {
    let mut runs = vec![0.0; count];
    let mut run = 0.0_f32;
    for block in order {
        runs[block] = run;
        run = if holds(block) { (run + 1.0).min(FAR) } else { 0.0 };
    }
    runs
}
