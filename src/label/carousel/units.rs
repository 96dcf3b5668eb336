//! Anchors to items: which marker and which time belong together.

use super::{Signs, Unit, View};
use crate::label::carousel::Cell;

/// Share of markers that must have their time one line further before the title is taken to stand between them.
const MOST: f32 = 0.8;

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

/// Marker, title, time (or time, title, marker): the two anchors of one item stand two lines apart, while those of
/// two items touch.
fn split_by_title(view: &View<'_>, signs: &Signs, anchors: &[usize]) -> Option<Vec<Unit>> {
    let kind = |block: usize| (signs.cells[block].marker, signs.cells[block].time.is_some());
    let first = kind(*anchors.first()?);
    let last = kind(*anchors.last()?);
    if first.0 == first.1 || last.0 == last.1 || first == last || signs.cells[anchors[0]].title.len() > 0 {
        return None;
    }
    let starts = anchors.iter().filter(|block| kind(**block) == first).count();
    let mut units = Vec::new();
    let mut at = 0;
    while at + 1 < anchors.len() {
        let (open, close) = (anchors[at], anchors[at + 1]);
        let title = open + 1;
        if kind(open) == first
            && kind(close) == last
            && close == open + 2
            && !signs.is_credit(title)
            && !signs.cells[title].neutral
        {
            let mut unit = Unit { first: open, ..Unit::default() };
            add(&mut unit, open, &signs.cells[open]);
            add(&mut unit, close, &signs.cells[close]);
            unit.title = Some((title, view.whole(title)));
            units.push(unit);
            at += 2;
        } else {
            at += 1;
        }
    }
    (units.len() as f32 >= MOST * starts as f32 && !units.is_empty()).then_some(units)
}
