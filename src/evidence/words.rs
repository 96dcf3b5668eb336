//! The block's own text: length, sentences, punctuation, capitals, digits.

use super::{Columns, Facts, flag, ratio};
use crate::page::{Run, join, roll};

pub(super) const COLUMNS: &[&str] = &[
    "words",
    "chars",
    "word_length",
    "sentences",
    "ends_sentence",
    "ends_colon",
    "starts_upper",
    "commas",
    "digits",
    "capitalised",
    "upper",
    "symbols",
    "longest_word",
    "copyright",
    "address",
    "clock",
    "question",
    "quotes",
    "lines",
    "separators",
    "currency",
];

/// What one pass over a block's text finds. Counts are of characters unless said.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub(crate) struct TextStats {
    /// Characters that are no white space.
    pub chars: u32,
    /// Words: runs of letters and digits; two characters of a script without spaces are one.
    pub words: u32,
    pub letters: u32,
    pub upper: u32,
    /// Words that start with a capital.
    pub capitalised: u32,
    pub digits: u32,
    pub commas: u32,
    /// Sentence marks before white space or at the end.
    pub sentences: u32,
    pub symbols: u32,
    pub longest_word: u32,
    pub quotes: u32,
    pub lines: u32,
    /// Signs that separate items of a line: `|`, `·`, `›`.
    pub separators: u32,
    pub ends_sentence: bool,
    pub ends_colon: bool,
    pub starts_upper: bool,
    pub copyright: bool,
    /// An `@` or `://`.
    pub address: bool,
    /// A clock time or duration: a colon between digits.
    pub clock: bool,
    pub question: bool,
    pub currency: bool,
    /// Hash of the letters and digits in lower case: equal for texts that read the same.
    pub hash: u64,
}

/// A mark that ends a sentence, in any script.
pub(crate) fn is_sentence_mark(c: char) -> bool {
    matches!(c, '.' | '!' | '?' | '…' | '。' | '！' | '？' | '؟' | '।' | '۔' | '։' | '።' | '．')
}

/// A character of a script that is written without spaces.
pub(crate) fn is_unspaced(c: char) -> bool {
    matches!(c as u32, 0x0e00..=0x0eff | 0x1000..=0x109f | 0x1780..=0x17ff | 0x3040..=0x30ff | 0x3400..=0x9fff
        | 0xf900..=0xfaff | 0x20000..=0x3ffff)
}

/// A mark that may stand between a sentence mark and the end.
fn is_closing(c: char) -> bool {
    matches!(c, '"' | '\'' | ')' | ']' | '”' | '’' | '»' | '“' | '」' | '』' | '）' | '›')
}

/// Measures a text in one pass. `runs` are its words where they are known: those of ASCII are not read again.
pub(crate) fn text_stats(text: &str, runs: &[Run]) -> TextStats {
    let mut stats = TextStats { lines: 1, ..TextStats::default() };
    let mut runs = runs.iter().filter(|run| run.is_ascii).peekable();
    let (mut word, mut unspaced) = (0u32, 0u32);
    let mut pending_mark = false;
    let (mut before, mut last) = (' ', ' ');
    let (bytes, mut at) = (text.as_bytes(), 0);
    while let Some(&byte) = bytes.get(at) {
        if byte.is_ascii_alphanumeric() {
            stats.clock |= last == ':' && byte.is_ascii_digit() && before.is_ascii_digit();
            stats.capitalised += u32::from(word == 0 && byte.is_ascii_uppercase());
            let run = match runs.next_if(|run| run.start as usize == at) {
                Some(run) => {
                    count_known(&mut stats, run);
                    &bytes[at..run.end()]
                }
                None => count_run(&mut stats, ascii_run(&bytes[at..])),
            };
            word += run.len() as u32;
            pending_mark = false;
            at += run.len();
            before = if let [.., c, _] = run { char::from(*c) } else { last };
            last = char::from(bytes[at - 1]);
            continue;
        }
        let c = if byte.is_ascii() { char::from(byte) } else { text[at..].chars().next().unwrap_or(' ') };
        at += c.len_utf8();
        if c.is_whitespace() {
            end_word(&mut stats, &mut word);
            stats.sentences += u32::from(std::mem::take(&mut pending_mark));
            stats.lines += u32::from(c == '\n');
            (before, last) = (last, c);
            continue;
        }
        stats.chars += 1;
        if c.is_alphanumeric() {
            count_alphanumeric(&mut stats, c, word == 0);
            if is_unspaced(c) {
                end_word(&mut stats, &mut word);
                unspaced += 1;
            } else {
                word += 1;
            }
            stats.clock |= last == ':' && c.is_ascii_digit() && before.is_ascii_digit();
            pending_mark = false;
        } else {
            if !matches!(c, '\'' | '’' | '-') {
                end_word(&mut stats, &mut word);
            }
            // Scripts without spaces put none after the mark either.
            stats.sentences += u32::from(matches!(c, '。' | '！' | '？'));
            pending_mark = is_sentence_mark(c) && !matches!(c, '。' | '！' | '？') || pending_mark && is_closing(c);
            count_sign(&mut stats, c, last);
        }
        (before, last) = (last, c);
    }
    end_word(&mut stats, &mut word);
    stats.sentences += u32::from(pending_mark);
    stats.words += unspaced.div_ceil(2);
    let end = text.trim_end_matches(is_closing).chars().next_back();
    stats.ends_sentence = end.is_some_and(is_sentence_mark);
    stats.ends_colon = end.is_some_and(|c| matches!(c, ':' | '：'));
    stats.starts_upper = text.chars().find(|c| c.is_alphanumeric()).is_some_and(char::is_uppercase);
    stats
}

/// The letters and digits of ASCII that bytes start with: most of what most pages have.
pub(super) fn ascii_run(bytes: &[u8]) -> &[u8] {
    let end = bytes.iter().position(|byte| !byte.is_ascii_alphanumeric());
    &bytes[..end.unwrap_or(bytes.len())]
}

/// What [`count_run`] does, for a run that has been read.
fn count_known(stats: &mut TextStats, run: &Run) {
    let (count, digits) = (u32::from(run.len), u32::from(run.digits));
    stats.hash = join(stats.hash, run);
    stats.chars += count;
    stats.digits += digits;
    stats.letters += count - digits;
    stats.upper += u32::from(run.upper);
}

/// The same as [`count_alphanumeric`] for each, but for capitalised words, and counts the characters; gives the run.
fn count_run<'t>(stats: &mut TextStats, run: &'t [u8]) -> &'t [u8] {
    let (mut hash, mut upper, mut digits) = (stats.hash, 0, 0);
    for byte in run {
        hash = roll(hash, u64::from(byte.to_ascii_lowercase()));
        upper += u32::from(byte.is_ascii_uppercase());
        digits += u32::from(byte.is_ascii_digit());
    }
    let count = run.len() as u32;
    stats.hash = hash;
    stats.chars += count;
    stats.digits += digits;
    stats.letters += count - digits;
    stats.upper += upper;
    run
}

fn end_word(stats: &mut TextStats, word: &mut u32) {
    if *word > 0 {
        stats.words += 1;
        stats.longest_word = stats.longest_word.max(*word);
        *word = 0;
    }
}

fn count_alphanumeric(stats: &mut TextStats, c: char, starts_word: bool) {
    let folded = if c.is_ascii() { c.to_ascii_lowercase() } else { c.to_lowercase().next().unwrap_or(c) };
    stats.hash = roll(stats.hash, u64::from(folded));
    if c.is_ascii_digit() || c.is_numeric() {
        stats.digits += 1;
        return;
    }
    stats.letters += 1;
    if c.is_uppercase() {
        stats.upper += 1;
        stats.capitalised += u32::from(starts_word);
    }
}

fn count_sign(stats: &mut TextStats, c: char, last: char) {
    match c {
        ',' | '，' | '、' | '،' | ';' => stats.commas += 1,
        '"' | '“' | '”' | '„' | '«' | '»' | '「' | '」' => stats.quotes += 1,
        '|' | '·' | '›' | '•' | '→' | '▸' | '/' => stats.separators += 1,
        '©' | '®' => stats.copyright = true,
        '@' => stats.address = true,
        '?' | '？' | '؟' => stats.question = true,
        '$' | '€' | '£' | '¥' | '₹' | '₽' | '₺' => stats.currency = true,
        '.' | '!' | '\'' | '’' | '-' | '(' | ')' | ':' | '–' | '—' | '…' | '。' | '！' => {}
        _ => stats.symbols += 1,
    }
    stats.address |= c == '/' && last == '/';
}

pub(super) fn fill(facts: &Facts<'_>, out: &mut Columns<'_>) {
    for (block, stats) in facts.stats.iter().enumerate() {
        let (words, chars) = (stats.words as f32, stats.chars as f32);
        out.put(
            block,
            [
                words,
                chars,
                ratio(chars, words),
                stats.sentences as f32,
                flag(stats.ends_sentence),
                flag(stats.ends_colon),
                flag(stats.starts_upper),
                ratio(stats.commas as f32, words),
                ratio(stats.digits as f32, chars),
                ratio(stats.capitalised as f32, words),
                ratio(stats.upper as f32, stats.letters as f32),
                ratio(stats.symbols as f32, chars),
                stats.longest_word as f32,
                flag(stats.copyright),
                flag(stats.address),
                flag(stats.clock),
                flag(stats.question),
                stats.quotes as f32,
                stats.lines as f32,
                stats.separators as f32,
                flag(stats.currency),
            ],
        );
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::page::samples;

    proptest! {
        #[test]
        fn known_words_change_nothing(text in samples::TEXTS) {
            let page = samples::page(&text);
            if let Some(runs) = page.blocks.first().and_then(|_| page.block_runs(0)) {
                prop_assert_eq!(text_stats(page.block_text(0), runs), text_stats(page.block_text(0), &[]));
            }
        }
    }
}
