//! Corrections, editors' notes, update notes: at the head or the tail of the body they always stay.

use super::byline;
use super::cues::Classes;
use super::signs::Signs;
use super::view::View;
use super::{Label, Proposal, Sheet};

const NOTE: Classes = Classes::of(Label::Note);
const CONTRIBUTORS: Classes = Classes::of(Label::Contributors);
/// Blocks between a note and the body, at most.
const NEAR: usize = 2;
/// Words of a line about contributors, at most.
const MAX_CONTRIBUTORS: usize = 40;
/// Words of a note, at least: "Update" alone is a heading.
const MIN_WORDS: usize = 4;

/// Proposes notes.
pub(super) fn propose(view: &View<'_>, signs: &Signs, sheet: &Sheet, out: &mut Vec<Proposal>) {
    let kept = |block: usize| view.main[block] && !sheet.is_taken(block);
    let (Some(first), Some(last)) = ((0..view.len()).find(|b| kept(*b)), (0..view.len()).rev().find(|b| kept(*b)))
    else {
        return;
    };
    for block in first.saturating_sub(NEAR)..(last + NEAR + 1).min(view.len()) {
        let line = &view.lines[block];
        if !line.cued.any(NOTE.or(CONTRIBUTORS)) {
            continue;
        }
        if line.count < MIN_WORDS || sheet.is_taken(block) || signs.is_credit(block) || view.is_heading(block) {
            continue;
        }
        // Who else worked on it is a part of the article where it stands right below it.
        if block > last && view.cues(block).strong.has(Label::Contributors) && line.count <= MAX_CONTRIBUTORS {
            out.push(Proposal::keep(block, Label::Contributors));
            continue;
        }
        // "Updated: 12 May 2026, 11:02" is a date.
        if byline::is_date(view, block) {
            continue;
        }
        let prefix = view.cues(block).prefix.any(NOTE);
        let inner = view.cues(block).strong.any(NOTE);
        let edge = signs.prose.is_none_or(|(start, end)| block <= start + NEAR || block + NEAR >= end);
        if (prefix || inner) && edge && (line.ends || prefix && line.count >= 6) {
            out.push(Proposal::keep(block, Label::Note));
        }
    }
}
