//! The words of lines whose runs of letters are known already.

use super::{Word, add, extend, frequent};
use crate::page::{Run, join};

/// What [`super::words`] does, where the runs of letters are known.
pub(in crate::label) fn known_words(text: &str, mut runs: &[Run], limit: usize, out: &mut Vec<Word>) {
    let mut left = limit;
    out.reserve(runs.len().min(limit));
    while let [run, rest @ ..] = runs
        && left > 0
    {
        left -= 1;
        // Of the sign behind the last word only the next character is looked at.
        if run.after < Run::LOOK && left > 0 {
            out.push(known_word(run, char::from(run.after)));
            runs = rest;
        } else {
            runs = read(text, runs, left == 0, out);
        }
    }
}

/// Adds a word with letters beyond ASCII, of several runs, or with an unusual sign behind it; gives the runs that are left.
#[inline(never)]
fn read<'r>(text: &str, runs: &'r [Run], is_last: bool, out: &mut Vec<Word>) -> &'r [Run] {
    let [run, runs @ ..] = runs else { return runs };
    let mut runs = runs;
    let mut word = if run.is_ascii() { known_word(run, '\0') } else { letters_beyond(text, run) };
    let mut gap = gap(text, run.end(), runs);
    while let [next, rest @ ..] = runs
        && is_joint(gap)
    {
        runs = rest;
        word = continued(extend(Some(word), '\'', word.end, next.start, false), text, next);
        gap = self::gap(text, next.end(), runs);
    }
    out.push(Word { after: sign_in(text, gap, word.end as usize, is_last), ..word });
    runs
}

/// What stands between the end of a run and the next one, or the end of the text.
fn gap<'t>(text: &'t str, end: usize, runs: &[Run]) -> &'t [u8] {
    let behind = runs.first().map_or(text.len(), |next| next.start as usize);
    &text.as_bytes()[end..behind]
}

/// Whether what stands between two runs of letters makes one word of them.
fn is_joint(gap: &[u8]) -> bool {
    match gap {
        [byte] => *byte == b'\'',
        _ => gap.first().is_some_and(|byte| *byte >= 0xc2) && JOINTS.contains(&gap),
    }
}

/// Apostrophes beyond ASCII.
const JOINTS: [&[u8]; 3] = ["’".as_bytes(), "‘".as_bytes(), "ʼ".as_bytes()];

/// The sign between two words, or behind the last one, of which only the next character is looked at.
fn sign_in(text: &str, gap: &[u8], from: usize, is_last: bool) -> char {
    let Some(first) = gap.first() else { return '\0' };
    if first.is_ascii_graphic() {
        return *first as char;
    }
    let mut signs = text[from..from + gap.len()].chars();
    let sign = if is_last { signs.next() } else { signs.find(|c| !c.is_whitespace()) };
    sign.filter(|c| !c.is_whitespace()).unwrap_or(' ')
}

/// A word of ASCII, and the sign behind it.
fn known_word(run: &Run, after: char) -> Word {
    Word {
        hash: run.hash,
        start: run.start,
        end: run.end() as u32,
        after,
        upper: run.is(Run::CAPITAL),
        lower: run.is(Run::SMALL),
        digits: run.is(Run::DIGITS),
        unspaced: false,
        letters: u16::from(run.len),
    }
}

/// A word with letters beyond ASCII, of which runs have those of two bytes only.
fn letters_beyond(text: &str, run: &Run) -> Word {
    let letters = run.of(text);
    let mut word = Word { hash: 0, letters: 0, ..known_word(run, '\0') };
    let folded = frequent();
    let mut bytes = letters.bytes();
    while let Some(byte) = bytes.next() {
        let c = match byte.is_ascii() {
            true => usize::from(byte),
            false => usize::from(byte & 0x1f) << 6 | usize::from(bytes.next().unwrap_or_default() & 0x3f),
        };
        let c = folded.get(c).copied().unwrap_or_default();
        if c != '\0' {
            word.hash = add(word.hash, u64::from(c));
        }
        word.letters += 1;
    }
    word
}

/// A word that goes on with a run.
fn continued(word: Word, text: &str, run: &Run) -> Word {
    if run.is_ascii() {
        return Word {
            hash: join(word.hash, run.len, run.hash),
            end: run.end() as u32,
            digits: word.digits && run.is(Run::DIGITS),
            letters: word.letters.saturating_add(u16::from(run.len)),
            ..word
        };
    }
    let place = |at: usize| (run.start as usize + at) as u32;
    let add = |word, (at, c): (usize, char)| extend(Some(word), c, place(at), place(at + c.len_utf8()), false);
    run.of(text).char_indices().fold(word, add)
}
