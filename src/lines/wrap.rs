//! Hard-wrapped text: which line goes on in the next one.
//!
//! A text wrapped at a column shows one thing that no other text does: the first word of the next line would not have
//! fitted. Headlines, carousels and lists are lines of any width, so most of their next words would have.

use super::line::{Line, Mark};

/// Columns that texts are wrapped at.
const NARROWEST: usize = 30;
const WIDEST: usize = 132;
/// Lines of a run that can show a column by itself.
const MIN_LINES: usize = 4;
/// Lines whose next word would not have fitted / lines with a next line, at least.
const FULL: f32 = 0.7;
/// Lines that go on with a small letter / lines that go on with a letter that has case, at least. Headlines start with
/// a capital; German prose starts half of its words with one.
const SMALL: f32 = 0.25;
/// Lines that end a sentence / lines with a next line, at most.
const ENDED: f32 = 0.5;

/// What the line ends of a run show.
#[derive(Default)]
struct Tally {
    pairs: f32,
    full: f32,
    cased: f32,
    small: f32,
    ended: f32,
}

/// The column that runs of the text are wrapped at, if any shows one.
pub(super) fn column(lines: &[Line<'_>], runs: &[std::ops::Range<usize>]) -> Option<usize> {
    runs.iter().filter_map(|run| own_column(&lines[run.clone()])).max()
}

/// The column a run shows by itself.
fn own_column(run: &[Line<'_>]) -> Option<usize> {
    if run.len() < MIN_LINES {
        return None;
    }
    let width = run.iter().map(|line| line.width).max()?;
    let tally = tally(run, width)?;
    let wrapped =
        tally.full >= FULL * tally.pairs && tally.small >= SMALL * tally.cased && tally.ended <= ENDED * tally.pairs;
    wrapped.then_some(width)
}

fn tally(run: &[Line<'_>], width: usize) -> Option<Tally> {
    let mut tally = Tally::default();
    if !(NARROWEST..=WIDEST).contains(&width) {
        return None;
    }
    for pair in run.windows(2) {
        if pair[1].mark != Mark::Text || matches!(pair[0].mark, Mark::Heading(_)) {
            continue;
        }
        tally.pairs += 1.0;
        tally.ended += f32::from(u8::from(ends_sentence(pair[0].text)));
        if !is_full(&pair[0], &pair[1], width) {
            continue;
        }
        tally.full += 1.0;
        let first = pair[1].text.chars().next().unwrap_or(' ');
        tally.small += f32::from(u8::from(first.is_lowercase()));
        tally.cased += f32::from(u8::from(first.is_lowercase() || first.is_uppercase()));
    }
    (tally.pairs > 0.0).then_some(tally)
}

/// For each line of a run, whether it continues the line before.
pub(super) fn joins(run: &[Line<'_>], column: Option<usize>) -> Vec<bool> {
    let mut joins = vec![false; run.len()];
    let own = own_column(run);
    let Some(width) = own.or(column) else { return joins };
    // A short run has to fit the text's column in every line: an address, a caption and its credit do not.
    let all = own.is_some() || {
        let within = run.iter().all(|line| line.width <= width);
        within && tally(run, width).is_some_and(|tally| tally.full == tally.pairs)
    };
    if all {
        for at in 1..run.len() {
            let (before, line) = (&run[at - 1], &run[at]);
            joins[at] = line.mark == Mark::Text
                && matches!(before.mark, Mark::Text | Mark::Item)
                && is_full(before, line, width);
        }
    }
    joins
}

/// Whether the first word of the next line would not have fitted.
fn is_full(line: &Line<'_>, next: &Line<'_>, width: usize) -> bool {
    let mut word = 0;
    for c in next.text.chars() {
        if c.is_whitespace() {
            break;
        }
        word += 1;
        if is_unspaced(c) {
            // Such scripts break a line between any two characters, and keep a mark with the character before.
            word = word.max(2);
            break;
        }
    }
    line.width + 1 + word > width
}

/// Whether a space goes between two joined lines.
pub(super) fn needs_space(before: &str, after: &str) -> bool {
    let last = before.chars().next_back();
    let unspaced = |c: Option<char>| c.is_some_and(is_unspaced);
    last.is_some() && !(unspaced(last) && unspaced(after.chars().next()))
}

/// Characters of scripts written without spaces, with their marks.
fn is_unspaced(c: char) -> bool {
    matches!(c, '\u{e00}'..='\u{eff}' | '\u{1000}'..='\u{109f}' | '\u{1780}'..='\u{17ff}' | '\u{3000}'..='\u{30ff}'
        | '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{ff00}'..='\u{ffef}' | '\u{20000}'..='\u{3ffff}')
}

fn ends_sentence(text: &str) -> bool {
    text.trim_end_matches(['"', '\'', '”', '’', '»', ')', '」'])
        .ends_with(['.', '!', '?', '。', '！', '？', '؟', '।', '…'])
}
