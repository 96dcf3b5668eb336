//! Anchors to items: which marker and which time belong together.

use super::layout::is_title;
use super::repeats;
use super::{Signs, Unit, View};
use crate::label::carousel::Cell;

/// Share of markers that must have their time one line further before the title is taken to stand between them.
const MOST: f32 = 0.8;
/// Lines between the anchors of an item beside its title, at most: its copy, its source.
const COPIES: usize = 3;

/// The items of a cluster.
pub(super) fn units(view: &View<'_>, signs: &Signs, anchors: &[usize]) -> Vec<Unit> {
    let anchors = without_header(signs, anchors);
    if let Some(units) = split_by_title(view, signs, anchors) {
        return units;
    }
    let mut units: Vec<Unit> = Vec::new();
    for &block in anchors {
        let cell = &signs.cells[block];
        match units.last_mut() {
            Some(unit) if is_beside(signs, unit.last, block) && completes(unit, cell) => add(unit, block, cell),
            _ => {
                let mut unit = Unit { first: block, ..Unit::default() };
                add(&mut unit, block, cell);
                units.push(unit);
            }
        }
    }
    units
}

/// "More videos" above a list is a marker by its words, but of no item.
fn without_header<'a>(signs: &Signs, anchors: &'a [usize]) -> &'a [usize] {
    let markers = anchors.iter().filter(|block| signs.cells[**block].marker).count();
    let is_lone = |block: usize| signs.cells[block].marker && signs.cells[block].time.is_none();
    match anchors {
        [first, rest @ ..] if markers == 1 && is_lone(*first) && rest.len() >= 2 => rest,
        _ => anchors,
    }
}

fn add(unit: &mut Unit, block: usize, cell: &Cell) {
    unit.last = block;
    if cell.marker {
        unit.marker = Some(block);
    }
    if let Some(time) = cell.time {
        unit.time = Some((block, time));
    }
    if cell.title.len() > 0 {
        unit.title = Some((block, cell.title));
    }
}

/// Whether the block gives the item what it lacks.
fn completes(unit: &Unit, cell: &Cell) -> bool {
    let marker = !cell.marker || unit.marker.is_none();
    let time = cell.time.is_none() || unit.time.is_none();
    let title = cell.title.len() == 0 || unit.title.is_none();
    marker && time && title
}

/// Whether only controls stand between two anchors.
fn is_beside(signs: &Signs, last: usize, block: usize) -> bool {
    (last + 1..block).all(|between| signs.cells[between].neutral)
}

/// Marker, title, time (or time, title, marker): the two anchors of one item stand around its title, while those of two
/// items touch. Items right beside them may lack the marker.
fn split_by_title(view: &View<'_>, signs: &Signs, anchors: &[usize]) -> Option<Vec<Unit>> {
    let kind = |block: usize| (signs.cells[block].marker, signs.cells[block].time.is_some());
    let (open, close) = (*anchors.first()?, *anchors.last()?);
    let mut first = kind(open);
    // Items without a marker may also stand before the first marked one.
    let unmarked_head = anchors.get(1).is_some_and(|next| !kind(*next).0 || *next == open + 1);
    if !first.0 && unmarked_head && !kind(close).0 {
        first = (true, false);
    }
    let last = (first.1, first.0);
    if first.0 == first.1 || signs.cells[open].title.len() > 0 {
        return None;
    }
    let starts = anchors.iter().filter(|block| kind(**block) == first).count();
    let (mut units, mut whole, mut at) = (Vec::new(), 0, 0);
    while at < anchors.len() {
        let open = anchors[at];
        let close = anchors.get(at + 1).copied().filter(|close| kind(open) == first && kind(*close) == last);
        if let Some((close, title)) = close.and_then(|close| Some((close, title_between(view, signs, open, close)?))) {
            let mut unit = Unit { first: open, ..Unit::default() };
            add(&mut unit, open, &signs.cells[open]);
            add(&mut unit, close, &signs.cells[close]);
            unit.title = Some((title, view.whole(title)));
            units.push(unit);
            whole += 1;
            at += 2;
            continue;
        }
        if let Some(title) = unmarked(view, signs, anchors, at, last.1) {
            let mut unit = Unit { first: open, ..Unit::default() };
            add(&mut unit, open, &signs.cells[open]);
            unit.title = Some((title, view.whole(title)));
            units.push(unit);
        }
        at += 1;
    }
    // A lone time at the start of "time, title, marker" counts as a start as well.
    let starts = if first.1 { starts.min(whole + 1) } else { starts };
    (whole > 0 && whole as f32 >= MOST * starts as f32).then_some(units)
}

/// The only line between two anchors but for controls and its own copies.
fn title_between(view: &View<'_>, signs: &Signs, open: usize, close: usize) -> Option<usize> {
    let mut lines = (open + 1..close).filter(|block| !signs.cells[*block].neutral);
    let title = lines.next().filter(|title| !signs.is_credit(*title))?;
    (close <= open + 2 + COPIES && lines.all(|line| repeats(view, line, title))).then_some(title)
}

/// The title of an item that is a title and a time only, and touches its neighbour.
fn unmarked(view: &View<'_>, signs: &Signs, anchors: &[usize], at: usize, before: bool) -> Option<usize> {
    let block = anchors[at];
    let cell = &signs.cells[block];
    if cell.marker || cell.time.is_none() || cell.title.len() > 0 {
        return None;
    }
    let title = if before { block.checked_sub(1)? } else { block + 1 };
    let touches = if before {
        match at.checked_sub(1) {
            Some(previous) => anchors[previous] + 2 == block,
            None => anchors.get(1).is_some_and(|next| *next == block + 1 || *next == block + 2),
        }
    } else {
        anchors.get(at + 1).is_none_or(|next| *next == block + 2) && at > 0
    };
    (touches && is_title(view, signs, title)).then_some(title)
}
