//! Paragraphs that stand on the page twice, as pages with a copy for small screens have them: the first stays.

use super::signs::Signs;
use super::view::View;
use super::{Label, Proposal, Sheet};
use crate::hash::Map;

/// Shorter paragraphs may be meant to repeat: refrains, answers.
const MIN_WORDS: usize = 10;

/// Proposes later copies of paragraphs that stay.
pub(super) fn propose(view: &View<'_>, _: &Signs, sheet: &Sheet, out: &mut Vec<Proposal>) {
    let mut seen: Map<u64, usize> = Map::default();
    for block in 0..view.len() {
        let counts = view.main[block] && !sheet.is_taken(block) && view.lines[block].count >= MIN_WORDS;
        if !counts {
            continue;
        }
        let first = *seen.entry(view.lines[block].hash).or_insert(block);
        if first < block && view.text(first) == view.text(block) {
            out.push(Proposal::out(block, Label::Repeat));
        }
    }
}
