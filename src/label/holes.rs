//! The body has no holes: on a page whose markup says nothing, a line or two between kept paragraphs stay.
//!
//! The judge weighs a block by what surrounds it. In a text of nothing but an article a subheading, or the first
//! paragraph, looks like the menus of the dumps it was fitted on; and a carousel around a paragraph moves its verdict
//! although the carousel is out. What the rules took out is therefore looked through here.

use super::signs::Signs;
use super::view::View;
use super::{Label, Proposal, Sheet};

/// Words that stay for each that goes, at least, in a text that is an article already.
const CLEAN: usize = 2;
/// Lines of a hole, at most.
const HOLE: usize = 3;
/// Lines that are taken back at each end, the last of them a paragraph, and other lines that may stand beyond them, at most.
const EDGE: usize = 3;
const BEYOND: usize = 4;

/// Proposes what stays for the sake of what stands around it.
pub(super) fn propose(view: &View<'_>, signs: &Signs, sheet: &Sheet, out: &mut Vec<Proposal>) {
    if !view.bare || !is_article(view, sheet) {
        return;
    }
    let open: Vec<usize> = (0..view.len()).filter(|block| !sheet.is_out(*block)).collect();
    let kept = |block: usize| view.main[block] || sheet.is_taken(block);
    let Some(first) = open.iter().position(|block| kept(*block)) else { return };
    let last = open.iter().rposition(|block| kept(*block)).unwrap_or(first);
    let is_prose = |block: &usize| view.lines[*block].is_candidate() || view.lines[*block].is_sentence();
    let mut hole = Vec::new();
    let mut before = open[first];
    for &block in &open[first..=last] {
        if !kept(block) {
            hole.push(block);
            continue;
        }
        let beside_prose = hole.len() == 1 || is_prose(&before) || is_prose(&block);
        before = block;
        if beside_prose && hole.len() <= HOLE && hole.iter().all(|block| is_plain(view, signs, sheet, *block)) {
            out.extend(hole.iter().map(|block| Proposal::keep(*block, kind(view, *block))));
        }
        hole.clear();
    }
    edge(view, signs, sheet, open[..first].iter().rev(), out);
    edge(view, signs, sheet, open[last + 1..].iter(), out);
}

/// Most of what no rule took out stays: the text is an article, not a dump of a whole page.
fn is_article(view: &View<'_>, sheet: &Sheet) -> bool {
    let words = |block: &usize| view.lines[*block].count;
    let open = (0..view.len()).filter(|block| !sheet.is_out(*block));
    let (kept, rest): (Vec<usize>, Vec<usize>) = open.partition(|block| view.main[*block] || sheet.is_taken(*block));
    let (kept, rest): (usize, usize) = (kept.iter().map(words).sum(), rest.iter().map(words).sum());
    kept >= rest * CLEAN
}

/// Takes back paragraphs right outside of the body when hardly anything stands beyond them.
fn edge<'a>(
    view: &View<'_>,
    signs: &Signs,
    sheet: &Sheet,
    outwards: impl Iterator<Item = &'a usize> + Clone,
    out: &mut Vec<Proposal>,
) {
    // The last words of a text may be few: "Yes."
    let nothing_beyond = outwards.clone().count() <= EDGE;
    let is_prose = |block: &usize| {
        let line = &view.lines[*block];
        let long = nothing_beyond || line.is_candidate() || line.is_sentence();
        line.ends && long && is_plain(view, signs, sheet, *block)
    };
    // A short line or two may stand before the paragraph: a list item, a subheading.
    let near = outwards.clone().take(EDGE).take_while(|block| is_plain(view, signs, sheet, **block));
    let count = near.clone().enumerate().filter(|(_, block)| is_prose(block)).map(|(at, _)| at + 1).last().unwrap_or(0);
    let taken: Vec<usize> = near.take(count).copied().collect();
    let mut beyond = outwards.skip(count);
    let few = beyond.clone().take(BEYOND + 1).count() <= BEYOND;
    if few && !beyond.any(|block| view.lines[*block].is_candidate()) {
        out.extend(taken.into_iter().map(|block| Proposal::keep(block, Label::Body)));
    }
}

/// Nothing names the block as chrome, and no carousel could have it.
fn is_plain(view: &View<'_>, signs: &Signs, sheet: &Sheet, block: usize) -> bool {
    let cell = &signs.cells[block];
    (!cell.is_anchor() || view.lines[block].ends)
        && !cell.neutral
        && sheet.label(block).is_none()
        && !view.lines[block].is_legal()
}

fn kind(view: &View<'_>, block: usize) -> Label {
    if view.is_heading(block) { Label::Heading } else { Label::Body }
}
