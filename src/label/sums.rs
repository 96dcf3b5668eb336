//! What the words of a line add up to.

use super::cues::{Matcher, Places};
use super::words::{Word, is_end, is_unspaced};
use crate::hash::step;

/// Characters of a script without spaces that make a sentence whatever their signs.
const LONG: usize = 200;

/// Sums over the words of a line.
#[derive(Default)]
pub(super) struct Sums {
    pub letters: usize,
    pub unspaced: usize,
    pub hash: u64,
    /// Words that cues inside of the line may start with.
    pub inner: Places,
    /// Words before the mark of a sentence.
    ends: Places,
}

impl Sums {
    /// The sums over the words of a line, [`Places::MOST`] at most.
    pub(super) fn of(matcher: &Matcher, words: &[Word]) -> Sums {
        let mut sums = Sums::default();
        let (mut single, mut second) = (Places::default(), Places::default());
        let mut last = 0;
        for (part, words) in words.chunks(Places::PART).take(Places::PARTS).enumerate() {
            let (mut singles, mut seconds, mut ends) = (0, 0, 0);
            for (at, word) in words.iter().enumerate() {
                sums.letters += usize::from(word.letters);
                sums.unspaced += usize::from(word.unspaced);
                sums.hash = step(sums.hash, word.hash);
                // Which words start cues is nothing that a processor could guess.
                singles |= u64::from(matcher.is_inner(word.hash)) << at;
                seconds |= u64::from(matcher.is_inner_pair(last, word.hash)) << at;
                ends |= u64::from(is_end(word.after)) << at;
                last = word.hash;
            }
            (single.0[part], second.0[part], sums.ends.0[part]) = (singles, seconds, ends);
        }
        sums.inner = single.or(second.before());
        sums
    }

    /// The sentences of a line with these words.
    pub(super) fn sentences(&self, text: &str, words: &[Word]) -> usize {
        if self.ends.is_empty() && self.unspaced == 0 {
            return 0;
        }
        let sentences = self.ends.iter().filter(|at| ends_sentence(text, &words[*at], words.get(*at + 1))).count();
        // Such characters take three bytes at least.
        let is_long = || text.len() > 3 * LONG && text.chars().filter(|c| is_unspaced(*c)).count() > LONG;
        sentences.max(usize::from(self.unspaced > 0 && is_long()))
    }
}

/// A mark after a word that is no abbreviation, before a capital or at the end.
fn ends_sentence(text: &str, word: &Word, next: Option<&Word>) -> bool {
    if matches!(word.after, '。' | '！' | '？' | '।' | '؟' | '۔') {
        return true;
    }
    // Abbreviations and initials are short: "Oct. 14", "U.S. troops", "Gen. Roe".
    // Scripts without capitals have short words too.
    let caseless = !word.upper && !word.lower && !word.digits && word.letters >= 2;
    let spelled_out = word.letters >= 4 || word.unspaced || caseless || word.after != '.';
    let goes_on = next.is_some_and(|next| next.lower);
    let stands_apart = |next: &Word| is_spaced(&text[word.end as usize..next.start as usize]);
    spelled_out && !goes_on && next.is_none_or(stands_apart)
}

/// Whether there is white space between two words.
fn is_spaced(gap: &str) -> bool {
    gap.as_bytes().contains(&b' ') || gap.contains(char::is_whitespace)
}
