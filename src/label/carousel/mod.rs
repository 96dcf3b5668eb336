//! Carousels: runs of items with marker, duration, title, captions and credit, in any order.
//!
//! Times and markers are anchors. Anchors that only explainable lines keep apart make a cluster; [`layout`] finds the
//! order of its parts by a vote of its gaps; [`accept`] asks whether it is a carousel or a schedule, a track list, a
//! table of results.

mod accept;
mod cell;
mod layout;
mod units;

pub(super) use cell::{Cell, mark_unknown};

use super::media::Group;
use super::signs::{Signs, repeats};
use super::view::View;
use super::{Label, Proposal};
use crate::page::Range;

/// Blocks between two anchors of a cluster, at most.
const MAX_GAP: usize = 10;
/// Short lines in a gap that nothing explains, at most: a title, and captions of one picture.
const MAX_LOOSE: usize = 4;

/// An item.
#[derive(Debug, Clone, Default)]
pub(super) struct Unit {
    /// Its anchors are the first and the last of these blocks.
    pub first: usize,
    pub last: usize,
    pub marker: Option<usize>,
    pub time: Option<(usize, super::shape::Time)>,
    /// The title between or in its anchors.
    pub title: Option<(usize, Range)>,
    pub captions: Vec<usize>,
    pub credit: Option<(usize, Range)>,
}

/// Finds carousels: proposes their lines, and gives their items.
pub(super) fn propose(view: &View<'_>, signs: &Signs, out: &mut Vec<Proposal>) -> Vec<Group> {
    let mut groups = Vec::new();
    let mut free = 0;
    for cluster in clusters(view, signs) {
        let units = units::units(view, signs, &cluster);
        let Some(run) = layout::lay_out(view, signs, units, free) else { continue };
        if !accept::is_carousel(view, signs, &run) {
            continue;
        }
        free = run.end;
        label(view, signs, &run, out);
        // "Now playing" as the heading of the list.
        let heads = |block: &usize| view.cues(*block).phrase && view.cues(*block).line.has(Label::Carousel);
        if let Some(heading) = run.start.checked_sub(1).filter(heads) {
            out.push(Proposal::out(heading, Label::Carousel));
        }
        groups.extend(run.units.iter().map(|unit| Group::of_unit(view, unit)));
    }
    groups
}

/// A run of items with everything between them.
#[derive(Debug)]
pub(super) struct Run {
    pub start: usize,
    pub end: usize,
    pub units: Vec<Unit>,
}

/// Anchors that belong together.
fn clusters(view: &View<'_>, signs: &Signs) -> Vec<Vec<usize>> {
    let mut clusters: Vec<Vec<usize>> = Vec::new();
    let anchors = (0..view.len()).filter(|block| signs.cells[*block].is_anchor());
    for anchor in anchors {
        match clusters.last_mut() {
            Some(cluster) if cluster.last().is_some_and(|last| is_explained(view, signs, last + 1, anchor)) => {
                cluster.push(anchor);
            }
            _ => clusters.push(vec![anchor]),
        }
    }
    clusters
}

/// Whether all blocks of a gap can be parts of items. A paragraph of the body between two carousels cannot.
fn is_explained(view: &View<'_>, signs: &Signs, from: usize, to: usize) -> bool {
    if to - from > MAX_GAP {
        return false;
    }
    let mut loose = 0;
    for block in from..to {
        let line = &view.lines[block];
        let has_copy = (from..to).any(|other| repeats(view, block, other));
        if signs.cells[block].neutral || signs.is_credit(block) || line.file || signs.tail[block].is_some() || has_copy
        {
            continue;
        }
        let credited = (block + 1..to.min(block + 4)).any(|below| signs.is_credit(below));
        if line.is_candidate() || line.is_sentence() && !credited && to - from > 1 {
            return false;
        }
        loose += usize::from(!credited);
    }
    loose <= MAX_LOOSE
}

fn label(view: &View<'_>, signs: &Signs, run: &Run, out: &mut Vec<Proposal>) {
    let captions: Vec<usize> = run.units.iter().flat_map(|unit| unit.captions.iter().copied()).collect();
    let mut is_caption = vec![false; run.end - run.start];
    for caption in captions {
        if let Some(slot) = caption.checked_sub(run.start).and_then(|at| is_caption.get_mut(at)) {
            *slot = true;
        }
    }
    for block in run.start..run.end {
        let label = if signs.is_credit(block) {
            Label::Credit
        } else if is_caption[block - run.start] {
            Label::Caption
        } else if signs.cells[block].neutral && view.cues(block).line.has(Label::Player) {
            Label::Player
        } else {
            Label::Carousel
        };
        out.push(Proposal::out(block, label));
    }
}
