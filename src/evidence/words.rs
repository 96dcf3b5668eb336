//! The block's own text: length, sentences, punctuation, capitals, digits.

use super::{Facts, flag, ratios};

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

/// The letters and digits of ASCII that bytes start with: most of what most pages have.
pub(super) fn ascii_run(bytes: &[u8]) -> &[u8] {
    let end = bytes.iter().position(|byte| !byte.is_ascii_alphanumeric());
    &bytes[..end.unwrap_or(bytes.len())]
}

pub(super) fn fill(facts: &Facts<'_>) -> impl FnMut(usize, &mut [f32]) {
    move |block, row| {
        let stats = &facts.stats[block];
        let (words, chars) = (stats.words as f32, stats.chars as f32);
        let parts = [chars, stats.commas as f32, stats.capitalised as f32, stats.upper as f32];
        let [length, commas, capitalised, upper] = ratios(parts, [words, words, words, stats.letters as f32]);
        let [digits, symbols] = ratios([stats.digits as f32, stats.symbols as f32], [chars; 2]);
        row.copy_from_slice(&[
            words,
            chars,
            length,
            stats.sentences as f32,
            flag(stats.ends_sentence),
            flag(stats.ends_colon),
            flag(stats.starts_upper),
            commas,
            digits,
            capitalised,
            upper,
            symbols,
            stats.longest_word as f32,
            flag(stats.copyright),
            flag(stats.address),
            flag(stats.clock),
            flag(stats.question),
            stats.quotes as f32,
            stats.lines as f32,
            stats.separators as f32,
            flag(stats.currency),
        ]);
    }
}
