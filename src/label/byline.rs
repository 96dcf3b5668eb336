//! Lines that say who wrote the article and when: outside of the prose they are metadata, not text.

use super::cues::{AGENCY, AGO, Classes, MONTH, Mode, PARTICLE, WEEKDAY};
use super::signs::Signs;
use super::view::View;
use super::words::Word;
use super::{Label, Proposal, Sheet};
use crate::page::DIGITS;

const BYLINE: Classes = Classes::of(Label::Byline);
const TIMESTAMP: Classes = Classes::of(Label::Timestamp);
/// Words of a byline and of a line with a date, at most.
const BYLINE_WORDS: usize = 12;
const DATE_WORDS: usize = 16;
/// Words of a byline with dates, at most.
const DATED_WORDS: usize = 24;
/// Words that are neither date nor cue in a line with a date, at most.
const OTHER_WORDS: usize = 4;
/// Words of a byline that ends with what its bearer is, and of a line that says how long ago something was, at most.
const SIGNED_WORDS: usize = 8;
const AGO_WORDS: usize = 6;
/// Words before names in small letters ("and", "for"), at most.
const SMALL_WORDS: usize = 2;

/// Proposes bylines and dates.
pub(super) fn propose(view: &View<'_>, signs: &Signs, sheet: &Sheet, out: &mut Vec<Proposal>) {
    // Without prose nothing says what is head and what is body.
    if signs.prose.is_none() {
        return;
    }
    for block in 0..view.len() {
        let line = &view.lines[block];
        // Most lines have neither.
        if !line.cued.any(BYLINE) && !line.signs.any(DIGITS) {
            continue;
        }
        if signs.inside_prose(block) || sheet.is_taken(block) || view.is_heading(block) || line.is_candidate() {
            continue;
        }
        if is_byline(view, block) && (!signs.after_prose(block) || !is_dated(view, block)) || is_signed(view, block) {
            out.push(Proposal::out(block, Label::Byline));
        } else if is_date(view, block) || is_ago(view, block) {
            out.push(Proposal::out(block, Label::Timestamp));
        }
    }
}

/// A cue, then nothing but names: "By Monday the river had crested" goes on in small letters and ends in a full stop.
fn is_byline(view: &View<'_>, block: usize) -> bool {
    let (line, words) = (&view.lines[block], view.words(block));
    if !view.cues(block).prefix.any(BYLINE) {
        return false;
    }
    let Some(cue) = view.matcher.prefix_len(words, BYLINE) else { return false };
    let names = &words[cue.min(words.len())..];
    let of = |word: &Word| view.matcher.of(Mode::Word, std::slice::from_ref(word));
    // "By Jane Roe Published 3 May 2022, 06:15" in one line.
    let dated = names.iter().any(|word| of(word).any(MONTH)) && names.iter().any(|word| word.digits);
    if dated && names[0].upper && !of(&names[0]).any(MONTH.or(WEEKDAY)) && line.count <= DATED_WORDS && !line.ends {
        return names.iter().any(|word| word.digits && word.letters == 4);
    }
    if names.is_empty() || line.count > BYLINE_WORDS || line.ends || names.iter().any(|word| word.digits) {
        return false;
    }
    let is_day = names.first().is_some_and(|word| of(word).any(MONTH.or(WEEKDAY)));
    let small = names.iter().filter(|word| word.lower && !of(word).any(PARTICLE.or(AGENCY))).count();
    let upper = names.iter().filter(|word| word.upper).count();
    let cased = names.iter().any(|word| word.upper || word.lower);
    let named = if cased { upper >= 1 && small <= SMALL_WORDS && small < upper } else { line.count <= 6 };
    named && !is_day && names.first().is_some_and(|word| !word.lower)
}

/// With a date, as below the titles of a list.
fn is_dated(view: &View<'_>, block: usize) -> bool {
    view.words(block).iter().any(|word| word.digits)
}

/// "김민수 기자": a name, then what its bearer is.
fn is_signed(view: &View<'_>, block: usize) -> bool {
    let (line, words) = (&view.lines[block], view.words(block));
    view.cues(block).suffix.any(BYLINE) && (2..=SIGNED_WORDS).contains(&words.len()) && !line.ends
}

/// "vor 3 Stunden", "3 hours ago": nothing but a number, a unit of time, and the word that says that it is past.
fn is_ago(view: &View<'_>, block: usize) -> bool {
    let (line, words) = (&view.lines[block], view.words(block));
    let of = |word: &Word| view.matcher.of(Mode::Word, std::slice::from_ref(word)).any(AGO);
    let numbers = words.iter().filter(|word| word.digits).count();
    if numbers != 1 || line.ends {
        return false;
    }
    let units = words.iter().filter(|word| of(word)).count();
    let other = words.len() - numbers - units.min(words.len() - numbers);
    let length = view.cues(block).prefix.or(view.cues(block).suffix).has(Label::ReadTime);
    let unspaced = words.iter().any(|word| word.unspaced);
    view.cues(block).prefix.or(view.cues(block).suffix).any(TIMESTAMP) && words.len() <= AGO_WORDS
        || !length && !unspaced && units == 1 && (1..=2).contains(&other)
}

/// A date with hardly anything else: with a cue, or with a month and a year, or as numbers only.
pub(super) fn is_date(view: &View<'_>, block: usize) -> bool {
    let (line, words) = (&view.lines[block], view.words(block));
    let numbered = words.len() <= DATE_WORDS && words.iter().any(|word| word.digits);
    if !numbered || line.ends && !view.cues(block).prefix.any(TIMESTAMP) {
        return false;
    }
    let cue = if view.cues(block).prefix.any(TIMESTAMP) { view.matcher.prefix_len(words, TIMESTAMP) } else { None };
    let cue = cue.unwrap_or(0);
    let named = view.cues(block).word.any(MONTH.or(WEEKDAY).or(AGO));
    let classes = |word: &Word| view.matcher.of(Mode::Word, std::slice::from_ref(word));
    let of = |word: &Word| if named { classes(word) } else { Classes::default() };
    let rest = &words[cue.min(words.len())..];
    let digits = rest.iter().filter(|word| word.digits).count();
    let year = rest.iter().any(|word| word.digits && word.letters == 4);
    let month = rest.iter().any(|word| of(word).any(MONTH));
    let day = |word: &&Word| word.digits || of(word).any(MONTH.or(WEEKDAY).or(AGO));
    let other = rest.iter().filter(|word| !day(word) && word.letters > 2).count();
    if digits == 0 {
        return false;
    }
    let ago = view.cues(block).suffix.any(TIMESTAMP) && rest.len() <= 4;
    let numbers = digits == rest.len() && digits >= 3 && year && has_date_signs(view.text(block));
    let clock = cue > 0 && digits == rest.len() && digits == 2 && view.text(block).contains(':');
    clock
        || cue > 0 && (year || month || digits >= 3) && other <= OTHER_WORDS
        || month && year && other <= 1
        || ago
        || numbers
}

/// The numbers are joined as in dates.
fn has_date_signs(text: &str) -> bool {
    let signs = text.matches(['.', '/', '-', '年']).count();
    signs >= 2
}
