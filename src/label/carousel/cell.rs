//! What a block can be in a carousel: marker, time, both, or either with the title in the same block.

use crate::hash::Map;
use crate::label::cues::{AGO, Classes, Mode};
use crate::label::view::{Line, View};
use crate::label::words::{self, Word};
use crate::label::{Label, shape};
use crate::page::Range;
use crate::page::{DIGITS, TextSigns};

const CAROUSEL: Classes = Classes::of(Label::Carousel);

/// Lines that stand between the parts of an item and say nothing: controls, counters.
const NEUTRAL: Classes = Classes::of(Label::Player).or(Classes::of(Label::Gallery)).or(Classes::of(Label::Share));

/// Cues of lines that are parts of items without a number.
const TELLING: Classes = CAROUSEL.or(NEUTRAL).or(Classes::of(Label::Source));

/// Signs between hours, minutes and seconds.
const CLOCK: TextSigns = TextSigns::COLON.or(TextSigns::APOSTROPHE).or(TextSigns::SIGN).or(TextSigns::WIDE);

/// Words of a block that can be a part of an item.
const MAX_WORDS: usize = 34;
/// Words of a line that names the source of a video.
const SOURCE_WORDS: usize = 5;
/// Words of a marker, and copies next to times that make a marker of a line no data file knows.
const MARKER_WORDS: usize = 4;
const COPIES: usize = 3;
/// Blocks from such a line to a time, at most.
const NEAR: usize = 2;

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

    /// Whether a line has what some part of an item has.
    pub(in crate::label) fn may_be(line: &Line) -> bool {
        line.count <= MAX_WORDS && (line.cued.any(TELLING) || line.signs.any(DIGITS))
    }

    /// A block by itself, of a line that [`Cell::may_be`] one.
    pub(in crate::label) fn of(view: &View<'_>, block: usize) -> Cell {
        let (line, words, text) = (&view.lines[block], view.words(block), view.text(block));
        if text.len() > 400 {
            return Cell::default();
        }
        let has_digits = line.signs.any(DIGITS);
        let whole = if has_digits { shape::whole_time(text) } else { None };
        // The cue may be the line but for its time.
        let timed = if has_digits { with_time(view, block, whole) } else { None };
        if view.cues(block).line.any(CAROUSEL) {
            return timed.unwrap_or(Cell { marker: true, strong: view.cues(block).phrase, ..Cell::default() });
        }
        if let Some(time) = whole {
            return Cell { time: Some(time), ..Cell::default() };
        }
        let source = view.cues(block).prefix.has(Label::Source) && line.count <= SOURCE_WORDS;
        let neutral = || {
            source
                || view.cues(block).line.any(NEUTRAL)
                || line.cued.any(AGO) && is_ago(view, words)
                || has_digits && shape::is_counter(text)
        };
        timed.or_else(|| marked_title(view, block)).unwrap_or_else(|| Cell { neutral: neutral(), ..Cell::default() })
    }
}

/// "3 hours ago" and the like below a title.
fn is_ago(view: &View<'_>, words: &[Word]) -> bool {
    let unit = |word: &Word| view.matcher.of(Mode::Word, std::slice::from_ref(word)).any(AGO);
    words.len() <= 5 && words.iter().any(|word| word.digits) && words.iter().any(unit)
}

/// A block with a time at one end, or that is the `whole` of one: "Now playing 02:53", "02:53 The mill", "Now playing 02:53
/// The mill", "The mill (2:53)".
fn with_time(view: &View<'_>, block: usize, whole: Option<shape::Time>) -> Option<Cell> {
    let (line, text, words) = (&view.lines[block], view.text(block), view.words(block));
    // "Duration 2:53", "Now playing 2:53": the cue first.
    let most = if line.starts_line || line.starts_prefix { MARKER_WORDS } else { 0 };
    let lead = (1..=most.min(words.len().saturating_sub(1))).rev().find(|len| is_marker(view, &words[..*len]));
    let from = lead.map_or(0, |len| words[len].start as usize);
    let whole = if from == 0 { whole } else { shape::whole_time(&text[from..]) };
    let (time, rest) = if let Some(time) = whole {
        (time, (text.len(), text.len()))
    } else if !line.signs.any(CLOCK) {
        return None;
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
    let source = is_source(view, &inner);
    let bare = inner.is_empty() || source || is_marker(view, &inner);
    let marker = lead.is_some() || bare && !source && !inner.is_empty();
    Some(Cell {
        marker,
        strong: marker,
        time: Some(time),
        title: if bare { Range::default() } else { title },
        neutral: false,
    })
}

/// "Now playing: The mill that outlived its river".
fn marked_title(view: &View<'_>, block: usize) -> Option<Cell> {
    if !view.cues(block).prefix.any(CAROUSEL) {
        return None;
    }
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

/// "01:23 - Source: RNN" has no title.
fn is_source(view: &View<'_>, words: &[Word]) -> bool {
    words.len() <= SOURCE_WORDS && view.matcher.prefix_len(words, Classes::of(Label::Source)).is_some()
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

/// A short line with several copies, all but one next to a time, is a marker in a language or wording no file knows.
pub(in crate::label) fn mark_unknown(view: &View<'_>, credits: &[Option<Range>], cells: &mut [Cell]) {
    unmark_titles(view, cells);
    if !cells.iter().any(|cell| cell.time.is_some()) {
        return;
    }
    let is_near_time = |block: usize, reach: usize| {
        let near = block.saturating_sub(reach)..(block + reach + 1).min(cells.len());
        cells[near].iter().any(|cell| cell.time.is_some())
    };
    let mut copies: Map<u64, [usize; 3]> = Map::default();
    for (block, line) in view.lines.iter().enumerate() {
        let free = !cells[block].is_anchor() && credits[block].is_none() && !view.is_heading(block);
        if free && line.count > 0 && line.count <= MARKER_WORDS {
            let entry = copies.entry(line.hash).or_default();
            entry[0] += 1;
            entry[1] += usize::from(is_near_time(block, NEAR));
            entry[2] += usize::from(is_near_time(block, 1));
        }
    }
    for (block, cell) in cells.iter_mut().enumerate() {
        let Some([all, near, beside]) = copies.get(&view.lines[block].hash) else { continue };
        // A title, a credit and a counter may stand between a marker and its time; two copies have to touch theirs.
        let known = *all >= COPIES && *near + 1 >= *all || *all == 2 && beside == all;
        if known && credits[block].is_none() && !cell.is_anchor() {
            *cell = Cell { marker: true, ..Cell::default() };
        }
    }
}

/// The same few words with a time in several blocks are no title but such a marker.
fn unmark_titles(view: &View<'_>, cells: &mut [Cell]) {
    let mut buffer = Vec::new();
    let mut hash = |(block, cell): (usize, &Cell)| {
        if cell.title.len() == 0 {
            return None;
        }
        buffer.clear();
        words::words(view.slice(cell.title), MAX_WORDS, &mut buffer);
        (buffer.len() <= MARKER_WORDS).then(|| (block, words::hash(&buffer)))
    };
    let hashes: Vec<(usize, u64)> = cells.iter().enumerate().filter_map(&mut hash).collect();
    let mut copies: Map<u64, usize> = Map::default();
    for (_, hash) in &hashes {
        *copies.entry(*hash).or_default() += 1;
    }
    for (block, hash) in hashes {
        if copies.get(&hash).is_some_and(|copies| *copies >= COPIES) {
            (cells[block].marker, cells[block].title) = (true, Range::default());
        }
    }
}
