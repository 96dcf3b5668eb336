//! Where titles, captions and credits of a run stand: before the anchors or after them.

use super::{Run, Signs, Unit, View, repeats};
use crate::label::signs::repeats_near;
use crate::label::view::CHROME;
use crate::label::{Label, caption};

/// Words of a title.
const MIN_TITLE: usize = 2;
const MAX_TITLE: usize = 32;

/// Gives every item its title, captions and credit. `floor` is the first block that no other run has taken.
pub(super) fn lay_out(view: &View<'_>, signs: &Signs, mut units: Vec<Unit>, floor: usize) -> Option<Run> {
    let (first, last) = (units.first()?.first, units.last()?.last);
    if first < floor {
        return None;
    }
    let inner = units.iter().filter(|unit| unit.title.is_some()).count();
    let mut run = Run { start: first, end: last + 1, units: Vec::new() };
    if inner * 2 < units.len() {
        if titles_follow(view, signs, &units, floor) {
            set_following(view, signs, &mut units);
        } else {
            set_preceding(view, signs, &mut units, floor);
        }
    }
    for unit in &units {
        if let Some((title, _)) = unit.title {
            run.start = run.start.min(title);
            run.end = run.end.max(title + 1);
        }
    }
    let loose = has_captions(signs, &units);
    // Pictures beside items that are marked and have none are the article's.
    let bare = units.len() > 2 && units.iter().any(|unit| unit.marker.is_some()) && is_bare(view, signs, &units);
    let head = if bare { run.start } else { head(view, signs, run.start, floor, loose, units.len()) };
    let tail = if bare { run.end } else { tail(view, signs, run.end, loose, units.len()) };
    // Pictures come before their item's lines, unless the run's edges say otherwise.
    let before = head < run.start || tail == run.end;
    if before {
        run.start = head;
    } else {
        run.end = tail;
    }
    share(view, signs, &run, &mut units, before);
    take_controls(view, signs, &mut run, floor);
    run.units = units;
    Some(run)
}

/// The vote: do titles stand after the anchors of their items?
fn titles_follow(view: &View<'_>, signs: &Signs, units: &[Unit], floor: usize) -> bool {
    let (mut after, mut before) = (0.0_f32, 0.0_f32);
    for (at, unit) in units.iter().enumerate() {
        let next = units.get(at + 1).map_or(view.len(), |next| next.first);
        let previous = if at == 0 { floor } else { units[at - 1].last + 1 };
        // A credit may stand between anchors and title, but the one right before the anchors ends a picture.
        let skipped = |block: &usize| signs.cells[*block].neutral || signs.is_credit(*block);
        after += vote(view, signs, (unit.last + 1..next).find(|block| !skipped(block)));
        before += vote(view, signs, (previous..unit.first).rev().find(|block| !signs.cells[*block].neutral));
    }
    after >= before
}

/// How much a block looks like a title, -1 to 1.25.
fn vote(view: &View<'_>, signs: &Signs, block: Option<usize>) -> f32 {
    let Some(block) = block else { return -1.0 };
    if !is_title(view, signs, block) {
        return -1.0;
    }
    if view.lines[block].is_sentence() { 0.25 } else { 1.25 }
}

/// Whether a block can be an item's title.
pub(super) fn is_title(view: &View<'_>, signs: &Signs, block: usize) -> bool {
    let Some(line) = view.lines.get(block) else { return false };
    let cell = &signs.cells[block];
    let dash = view.text(block).trim_end().ends_with(['—', '–', '-']);
    let other = cell.is_anchor() || cell.neutral || signs.is_credit(block) || signs.tail[block].is_some();
    let caption = line.file || repeats_near(view, block);
    let prose = line.is_candidate() && line.is_sentence();
    // "See more videos" is a button.
    let button = view.cues(block).phrase && view.cues(block).line.any(CHROME);
    (MIN_TITLE..=MAX_TITLE).contains(&line.count) && !button && !other && !caption && !prose && !dash
}

fn set_following(view: &View<'_>, signs: &Signs, units: &mut [Unit]) {
    let mut sentences = 0;
    for at in 0..units.len() {
        let next = units.get(at + 1).map_or(view.len(), |next| next.first);
        let last = units[at].last;
        let mut slots = (last + 1..next).take(3);
        // A credit may stand between the duration and the title.
        let Some(slot) = slots.find(|block| !signs.cells[*block].neutral && !signs.is_credit(*block)) else { continue };
        let outer = at + 1 == units.len();
        let sentence = view.lines[slot].is_sentence();
        // After the last item the body begins: a sentence is a title there only when the other titles are sentences.
        let ends_run =
            outer && (sentence && sentences * 2 <= at || view.is_heading(slot) && has_other_kind(view, units, slot));
        if is_title(view, signs, slot) && !ends_run && units[at].title.is_none() {
            units[at].title = Some((slot, view.whole(slot)));
            sentences += usize::from(sentence);
        }
    }
}

fn set_preceding(view: &View<'_>, signs: &Signs, units: &mut [Unit], floor: usize) {
    let mut sentences = 0;
    for at in (0..units.len()).rev() {
        let previous = if at == 0 { floor } else { units[at - 1].last + 1 };
        let first = units[at].first;
        let mut slots = (previous..first).rev().take(3);
        let Some(slot) = slots.find(|block| !signs.cells[*block].neutral && !signs.is_credit(*block)) else { continue };
        let others = units.len() - 1 - at;
        let sentence = view.lines[slot].is_sentence();
        let starts_run = at == 0
            && (sentence && sentences * 2 <= others || view.is_heading(slot) && has_other_kind(view, units, slot));
        if is_title(view, signs, slot) && !starts_run && units[at].title.is_none() {
            units[at].title = Some((slot, view.whole(slot)));
            sentences += usize::from(sentence);
        }
    }
}

/// A heading next to a run whose titles are no headings is the article's.
fn has_other_kind(view: &View<'_>, units: &[Unit], slot: usize) -> bool {
    units.iter().filter_map(|unit| unit.title).any(|(title, _)| view.kind(title) != view.kind(slot)) || units.len() == 1
}

/// Whether the items have captions, by their gaps: when none has, the line above the first credit is the body's.
fn has_captions(signs: &Signs, units: &[Unit]) -> bool {
    let has_caption = |pair: &[Unit]| {
        let titled = |block: usize| pair.iter().any(|unit| unit.title.is_some_and(|(title, _)| title == block));
        let mut gap = pair[0].last + 1..pair[1].first;
        gap.any(|block| !titled(block) && !signs.is_credit(block) && !signs.cells[block].neutral)
    };
    units.len() < 2 || units.windows(2).any(has_caption)
}

/// Whether nothing but titles and controls stands between the items.
fn is_bare(view: &View<'_>, signs: &Signs, units: &[Unit]) -> bool {
    let titles: Vec<usize> = units.iter().filter_map(|unit| unit.title).map(|(title, _)| title).collect();
    let is_part = |block: usize| {
        let cell = &signs.cells[block];
        let title = || titles.iter().any(|title| *title == block || repeats(view, *title, block));
        cell.is_anchor() || cell.neutral || title()
    };
    let (Some(first), Some(last)) = (units.first(), units.last()) else { return false };
    (first.first..=last.last).all(is_part)
}

/// Where the captions and credits before the first item start.
fn head(view: &View<'_>, signs: &Signs, start: usize, floor: usize, loose: bool, units: usize) -> usize {
    let (mut taken, mut at) = (start, start);
    while at > floor {
        at -= 1;
        let below_credit = at + 1 < start && signs.is_credit(at + 1);
        if signs.is_credit(at)
            || is_sure_caption(view, signs, at, start)
            || loose && below_credit && caption::fits_in_run(view, signs, at, units > 1)
        {
            taken = at;
        } else if !signs.cells[at].neutral {
            break;
        }
    }
    taken
}

/// Where the captions and credits after the last item end.
fn tail(view: &View<'_>, signs: &Signs, end: usize, loose: bool, units: usize) -> usize {
    let (mut taken, mut at) = (end, end);
    while at < view.len() {
        let before_credit = loose && signs.is_credit(at + 1) && caption::fits_in_run(view, signs, at, units > 1);
        if signs.is_credit(at) || is_sure_caption(view, signs, at, usize::MAX) || before_credit {
            taken = at + 1;
        } else if !signs.cells[at].neutral {
            break;
        }
        at += 1;
    }
    taken
}

/// Counters and controls at the edges belong to the run.
fn take_controls(view: &View<'_>, signs: &Signs, run: &mut Run, floor: usize) {
    let is_control = |block: usize| {
        signs.cells[block].neutral && !view.is_heading(block) && !view.cues(block).line.has(Label::Share)
    };
    while run.start > floor && is_control(run.start - 1) {
        run.start -= 1;
    }
    while run.end < view.len() && is_control(run.end) {
        run.end += 1;
    }
}

/// A file name, a line with its credit, or one that stands twice in a row.
fn is_sure_caption(view: &View<'_>, signs: &Signs, block: usize, end: usize) -> bool {
    let line = &view.lines[block];
    let twice = block + 1 < end && repeats(view, block, block + 1) || block > 0 && repeats(view, block, block - 1);
    line.file || signs.tail[block].is_some_and(|tail| tail.sure) || twice && !signs.cells[block].is_anchor()
}

/// Gives each item the captions and credits between it and its neighbour.
fn share(view: &View<'_>, signs: &Signs, run: &Run, units: &mut [Unit], before: bool) {
    let spans: Vec<(usize, usize)> = units.iter().map(span).collect();
    let mut at = 0;
    for block in run.start..run.end {
        while at + 1 < spans.len() && spans[at + 1].0 <= block {
            at += 1;
        }
        if signs.cells[block].neutral || signs.cells[block].is_anchor() {
            continue;
        }
        let inside = spans[at].0 <= block && block < spans[at].1;
        let owner = if inside || block < spans[at].0 {
            at
        } else if before {
            (at + 1).min(spans.len() - 1)
        } else {
            at
        };
        let unit = &mut units[owner];
        // Some players write the title twice.
        if unit.title.is_some_and(|(title, _)| title == block || repeats(view, title, block)) {
            continue;
        }
        match signs.credit[block] {
            Some(name) if unit.credit.is_none() => unit.credit = Some((block, name)),
            Some(_) => {}
            None if view.lines[block].count > 0 => unit.captions.push(block),
            None => {}
        }
    }
}

/// An item's anchors and title.
fn span(unit: &Unit) -> (usize, usize) {
    let title = unit.title.map(|(title, _)| title);
    let start = title.map_or(unit.first, |title| title.min(unit.first));
    let end = title.map_or(unit.last, |title| title.max(unit.last)) + 1;
    (start, end)
}
