//! Counters of galleries ("1 of 3"), next to what is out as a part of one.

use super::signs::Signs;
use super::view::View;
use super::{Label, Proposal, Sheet, shape};
use crate::page::DIGITS;

/// Lines to the next part of a gallery, at most.
const REACH: usize = 2;

/// Proposes counters.
pub(super) fn propose(view: &View<'_>, _signs: &Signs, sheet: &Sheet, out: &mut Vec<Proposal>) {
    let is_part = |block: usize| {
        let label = sheet.label(block);
        sheet.is_out(block) && matches!(label, Some(Label::Caption | Label::Credit | Label::Gallery | Label::Player))
    };
    for block in 0..view.len() {
        let may = view.lines[block].signs.any(DIGITS) && !sheet.is_taken(block) && !view.is_heading(block);
        let near = || block.saturating_sub(REACH)..(block + REACH + 1).min(view.len());
        if may && near().any(is_part) && shape::is_counter(view.text(block)) {
            out.push(Proposal::out(block, Label::Gallery));
        }
    }
}
