//! The body has no holes: on a page whose markup says nothing, a line or two between kept paragraphs stay.
//!
//! The judge weighs a block by what surrounds it. In a text of nothing but an article a subheading, or the first
//! paragraph, looks like the menus of the dumps it was fitted on; and a carousel around a paragraph moves its verdict
//! although the carousel is out. What the rules took out is therefore looked through here.

use super::signs::Signs;
use super::view::View;
use super::{Label, Proposal, Sheet};
use crate::page::SpanKind;

/// Words that stay for each that goes, at least, in a text that is an article already.
const CLEAN: usize = 6;
/// Lines of a hole, at most.
const HOLE: usize = 3;
/// Paragraphs that are taken back at each end, and other lines that may stand beyond them, at most.
const EDGE: usize = 2;
const BEYOND: usize = 4;

/// Proposes what stays for the sake of what stands around it.
pub(super) fn propose(view: &View<'_>, _signs: &Signs, sheet: &Sheet, out: &mut Vec<Proposal>) {
    if !is_bare(view) || !is_article(view, sheet) {
        return;
    }
    let open: Vec<usize> = (0..view.len()).filter(|block| !sheet.is_out(*block)).collect();
    let kept = |block: usize| view.rulings[block].main || sheet.is_taken(block);
    let Some(first) = open.iter().position(|block| kept(*block)) else { return };
    let last = open.iter().rposition(|block| kept(*block)).unwrap_or(first);
    let mut hole = Vec::new();
    for &block in &open[first..=last] {
        if !kept(block) {
            hole.push(block);
            continue;
        }
        if hole.len() <= HOLE && hole.iter().all(|block| is_plain(view, sheet, *block)) {
            out.extend(hole.iter().map(|block| Proposal::keep(*block, kind(view, *block))));
        }
        hole.clear();
    }
    edge(view, sheet, open[..first].iter().rev(), out);
    edge(view, sheet, open[last + 1..].iter(), out);
}

/// Most of what no rule took out stays: the text is an article, not a dump of a whole page.
fn is_article(view: &View<'_>, sheet: &Sheet) -> bool {
    let words = |block: &usize| view.lines[*block].count;
    let open = (0..view.len()).filter(|block| !sheet.is_out(*block));
    let (kept, rest): (Vec<usize>, Vec<usize>) =
        open.partition(|block| view.rulings[*block].main || sheet.is_taken(*block));
    let (kept, rest): (usize, usize) = (kept.iter().map(words).sum(), rest.iter().map(words).sum());
    kept >= rest * CLEAN
}

/// No class names, no links: all the evidence is in the lines.
fn is_bare(view: &View<'_>) -> bool {
    view.page.tokens.is_empty() && view.page.spans.iter().all(|span| span.kind != SpanKind::Link)
}

/// Takes back paragraphs right outside of the body when hardly anything stands beyond them.
fn edge<'a>(
    view: &View<'_>,
    sheet: &Sheet,
    outwards: impl Iterator<Item = &'a usize> + Clone,
    out: &mut Vec<Proposal>,
) {
    let is_prose = |block: &usize| {
        let line = &view.lines[*block];
        line.ends && (line.is_candidate() || line.is_sentence()) && is_plain(view, sheet, *block)
    };
    let taken: Vec<usize> = outwards.clone().copied().take_while(is_prose).take(EDGE).collect();
    let mut beyond = outwards.skip(taken.len());
    let few = beyond.clone().take(BEYOND + 1).count() <= BEYOND;
    if few && !beyond.any(|block| view.lines[*block].is_candidate()) {
        out.extend(taken.into_iter().map(|block| Proposal::keep(block, Label::Body)));
    }
}

/// Nothing names the block as chrome.
fn is_plain(view: &View<'_>, sheet: &Sheet, block: usize) -> bool {
    sheet.label(block).is_none() && !view.lines[block].is_legal()
}

fn kind(view: &View<'_>, block: usize) -> Label {
    if view.is_heading(block) { Label::Heading } else { Label::Body }
}
