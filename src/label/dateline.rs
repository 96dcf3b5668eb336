//! Datelines that stand in a block of their own: "LONDON (Reuters) —".

use super::cues::AGENCY;
use super::signs::Signs;
use super::view::View;
use super::{Label, Proposal, Sheet};

/// Words of a dateline, at most.
const MAX_WORDS: usize = 9;

/// Proposes datelines: a short block with a dash at its end, an agency or capitals in it, and prose after it.
pub(super) fn propose(view: &View<'_>, signs: &Signs, sheet: &Sheet, out: &mut Vec<Proposal>) {
    for block in 0..view.len() {
        let line = &view.lines[block];
        let text = view.text(block);
        if line.count == 0 || line.count > MAX_WORDS || !ends_with_dash(text) || sheet.is_taken(block) {
            continue;
        }
        let next = (block + 1..view.len()).find(|next| !sheet.is_taken(*next));
        let leads =
            next.is_some_and(|next| view.main[next] && (view.lines[next].ends || view.lines[next].is_candidate()));
        let agency = view.cues(block).anywhere.any(AGENCY)
            || view.cues(block).line.any(AGENCY)
            || view.cues(block).word.any(AGENCY);
        let bracket = text.contains('(') && text.contains(')');
        let letters = text.chars().filter(|c| c.is_alphabetic());
        let capitals = letters.clone().count() > 2 && letters.clone().all(|c| !c.is_lowercase());
        if leads && (agency || bracket || capitals) && !signs.is_credit(block) {
            out.push(Proposal::keep(block, Label::Dateline));
        }
    }
}

fn ends_with_dash(text: &str) -> bool {
    // Most lines end with a letter.
    let may = !text.as_bytes().last().is_some_and(u8::is_ascii_alphanumeric);
    may && text.trim_end().ends_with(['—', '–', '-', '―'])
}
