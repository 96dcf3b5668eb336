//! Empty lines and joined lines of plain text, and runs of short blocks in both inputs.

use super::{Facts, flag, longer, ratio};
use crate::page::{Layout, TextStats};

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

/// The columns that blocks of HTML have, too.
const RUNS: std::ops::Range<usize> = 3..10;
/// A block of fewer words that ends no sentence is a short one.
const SHORT: u32 = 10;
/// Longest run counted.
const FAR: f32 = 40.0;

pub(super) fn fill(facts: &Facts<'_>) -> impl FnMut(usize, &mut [f32]) {
    let blocks = &facts.page.blocks;
    let short = |stats: &TextStats| stats.words < SHORT && !stats.ends_sentence;
    let ended = |stats: &TextStats| stats.ends_sentence;
    let all = 0..blocks.len();
    let (short_before, short_after) =
        (runs(facts.stats, all.clone(), short), runs(facts.stats, all.clone().rev(), short));
    let (ended_before, ended_after) = (runs(facts.stats, all.clone(), ended), runs(facts.stats, all.rev(), ended));
    let total = facts.total();
    let mut by_indent = [0.0_f32; 256];
    let mut good_indent = 0.0_f32;
    for ((words, good), data) in facts.words().zip(&facts.good).zip(blocks) {
        by_indent[data.layout.indent as usize] += words;
        good_indent += if *good { words * f32::from(data.layout.indent) } else { 0.0 };
    }
    let good_indent = ratio(good_indent, total.good_words);
    let is_html = blocks.iter().all(|block| block.layout == Layout::default());
    move |block, row| {
        let indent =
            |at: Option<usize>| at.and_then(|at| blocks.get(at)).map_or(0.0, |block| f32::from(block.layout.indent));
        let gap = |at: usize| blocks.get(at).map_or(9.0, |block| f32::from(block.layout.gap));
        let (data, stats) = (&blocks[block], &facts.stats[block]);
        let words = stats.words as f32 + 1.0;
        let other = |at: Option<usize>| {
            at.and_then(|at| facts.stats.get(at)).map_or(1.0, |stats| (stats.words as f32 + 1.0) / words)
        };
        row[RUNS].copy_from_slice(&[
            short_before[block],
            short_after[block],
            ended_before[block],
            ended_after[block],
            other(block.checked_sub(1)),
            other(Some(block + 1)),
            flag(data.kind == crate::page::BlockKind::ListItem),
        ]);
        // Of the rest, HTML knows nothing: it is the same from the first block to the one before the last.
        if is_html && block > 0 && block + 1 < blocks.len() {
            return;
        }
        row[..RUNS.start].copy_from_slice(&[gap(block), gap(block + 1), f32::from(data.layout.lines)]);
        row[RUNS.end..].copy_from_slice(&[
            indent(Some(block)),
            indent(block.checked_sub(1)),
            indent(Some(block + 1)),
            indent(Some(block)) - good_indent,
            ratio(by_indent[data.layout.indent as usize], total.words),
            f32::from(data.layout.bullet),
        ]);
    }
}

/// How many blocks in a row satisfy `holds` just after each.
fn runs(stats: &[TextStats], blocks: impl Iterator<Item = usize>, holds: impl Fn(&TextStats) -> bool) -> Vec<f32> {
    let mut runs = vec![0.0; stats.len()];
    let mut run = 0.0_f32;
    for block in blocks {
        runs[block] = run;
        run = longer(run, holds(&stats[block]), FAR);
    }
    runs
}
