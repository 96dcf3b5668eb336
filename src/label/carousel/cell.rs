//! What a block can be in a carousel: marker, time, both, or either with the title in the same block.

use std::collections::HashMap;

use crate::label::cues::{AGO, Classes, Mode};
use crate::label::view::View;
use crate::label::words::Word;
use crate::label::{Label, shape};
use crate::page::Range;

const CAROUSEL: Classes = Classes::of(Label::Carousel);

/// Lines that stand between the parts of an item and say nothing: controls, counters.
const NEUTRAL: Classes = Classes::of(Label::Player).or(Classes::of(Label::Gallery)).or(Classes::of(Label::Share));

/// Words of a block that can be a part of an item.
const MAX_WORDS: usize = 34;
/// Words of a marker, and copies next to times that make a marker of a line no data file knows.
const MARKER_WORDS: usize = 4;
const COPIES: usize = 3;

/// A block as a part of an item.
#[derive(Debug, Clone, Copy, Default)]
pub(in crate::label) struct Cell {
    pub marker: bool,
    /// A marker that the data files know, of several words or next to a time in its block.
    pub strong: bool,
    pub time: Option<shape::Time>,
    /// The title in the same block; empty when there is none.
    pub title: Range,
    pub neutral: bool,
}

impl Cell {
    /// Marker or time.
    pub(in crate::label) fn is_anchor(&self) -> bool {
        self.marker || self.time.is_some()
    }

    /// The cells of all blocks.
    pub(in crate::label) fn all(view: &View<'_>, credits: &[Option<Range>]) -> Vec<Cell> {
        let mut cells: Vec<Cell> = (0..view.len())
            .map(|block| if credits[block].is_some() { Cell::default() } else { Cell::of(view, block) })
            .collect();
        mark_unknown(view, &mut cells);
        cells
    }

    fn of(view: &View<'_>, block: usize) -> Cell {
        let (line, words, text) = (&view.lines[block], view.words(block), view.text(block));
        if line.count > MAX_WORDS || text.len() > 400 {
            return Cell::default();
        }
        if line.cues.line.any(CAROUSEL) {
            return Cell { marker: true, strong: line.cues.phrase, ..Cell::default() };
        }
        if let Some(time) = shape::whole_time(text) {
            return Cell { time: Some(time), ..Cell::default() };
        }
        let neutral = line.counter || line.cues.line.any(NEUTRAL) || is_ago(view, words);
        let with_time = with_time(view, block).or_else(|| marked_title(view, block));
        with_time.unwrap_or(Cell { neutral, ..Cell::default() })
    }
}

/// "3 hours ago" and the like below a title.
fn is_ago(view: &View<'_>, words: &[Word]) -> bool {
    let unit = words.iter().any(|word| view.matcher.of(Mode::Word, std::slice::from_ref(word)).any(AGO));
    words.len() <= 5 && unit && words.iter().any(|word| word.digits)
}

/// A block with a time at one end: "Now playing 02:53", "02:53 The mill", "Now playing 02:53 The mill", "The mill (2:53)".
fn with_time(view: &View<'_>, block: usize) -> Option<Cell> {
    let (text, words) = (view.text(block), view.words(block));
    // "Duration 2:53", "Now playing 2:53": the cue first.
    let lead = (1..=MARKER_WORDS.min(words.len().saturating_sub(1))).rev().find(|len| is_marker(view, &words[..*len]));
    let from = lead.map_or(0, |len| words[len].start as usize);
    let (time, rest) = if let Some(time) = shape::whole_time(&text[from..]) {
        (time, (text.len(), text.len()))
    } else if let Some(time) = shape::leading_time(&text[from..]) {
        (time, (from + time.end, text.len()))
    } else {
        let time = shape::trailing_time(&text[from..])?;
        (time, (from, from + time.start))
    };
    let time = shape::Time { seconds: time.seconds, start: from + time.start, end: from + time.end };
    let title = framed(view, block, rest.0, rest.1);
    let inner: Vec<Word> =
        words.iter().filter(|word| word.start as usize >= rest.0 && word.end as usize <= rest.1).copied().collect();
    let bare = inner.is_empty() || is_marker(view, &inner);
    Some(Cell {
        marker: lead.is_some() || !inner.is_empty() && bare,
        strong: lead.is_some() || !inner.is_empty() && bare,
        time: Some(time),
        title: if bare { Range::default() } else { title },
        neutral: false,
    })
}

/// "Now playing: The mill that outlived its river".
fn marked_title(view: &View<'_>, block: usize) -> Option<Cell> {
    let words = view.words(block);
    let len = view.matcher.prefix_len(words, CAROUSEL).filter(|len| *len >= 2 && *len < words.len())?;
    let signed = matches!(words[len - 1].after, ':' | '|' | '·' | '-' | '–' | '—' | '：');
    let title = framed(view, block, words[len].start as usize, view.text(block).len());
    (signed && !view.lines[block].is_sentence()).then_some(Cell {
        marker: true,
        strong: true,
        title,
        ..Cell::default()
    })
}

fn is_marker(view: &View<'_>, words: &[Word]) -> bool {
    view.matcher.of(Mode::Line, words).any(CAROUSEL) || view.matcher.of(Mode::Prefix, words).any(CAROUSEL)
}

/// A part of a block without the signs around it.
fn framed(view: &View<'_>, block: usize, from: usize, to: usize) -> Range {
    let part = &view.text(block)[from.min(to)..to];
    let open = |c: char| shape::is_frame(c) && !matches!(c, '(' | '[' | '（' | '【');
    let start = from.min(to) + (part.len() - part.trim_start_matches(shape::is_frame).len());
    let end = from.min(to)
        + part.trim_end_matches(|c| open(c) && !matches!(c, ')' | ']' | '）' | '】') || matches!(c, '(' | '[')).len();
    view.range(block, start.min(end), end)
}

/// A short line with several copies, each next to a time, is a marker in a language or wording no file knows.
fn mark_unknown(view: &View<'_>, cells: &mut [Cell]) {
    let is_time = |at: Option<usize>| at.and_then(|at| cells.get(at)).is_some_and(|cell: &Cell| cell.time.is_some());
    let mut copies: HashMap<u64, (usize, usize)> = HashMap::new();
    for (block, line) in view.lines.iter().enumerate() {
        if line.count > 0 && line.count <= MARKER_WORDS && !cells[block].is_anchor() && !view.is_heading(block) {
            let entry = copies.entry(line.hash).or_default();
            entry.0 += 1;
            entry.1 += usize::from(is_time(block.checked_sub(1)) || is_time(Some(block + 1)));
        }
    }
    for (line, cell) in view.lines.iter().zip(cells) {
        if let Some((all, near)) = copies.get(&line.hash)
            && *all >= COPIES
            && all == near
            && !cell.is_anchor()
        {
            *cell = Cell { marker: true, ..Cell::default() };
        }
    }
}
