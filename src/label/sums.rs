//! What the words of a line add up to.

use super::cues::{Matcher, Places};
use super::words::{Word, is_end, is_unspaced};
use crate::hash::step;

/// Sums over the words of a line.
#[derive(Default)]
pub(super) struct Sums {
    count: usize,
    pub letters: usize,
    pub unspaced: usize,
    pub hash: u64,
    /// Words that cues inside of a line may start with.
    pub inner: Places,
    /// Words before the mark of a sentence.
    ends: Places,
}

impl Sums {
    /// Adds the next word.
    pub(super) fn add(&mut self, matcher: &Matcher, word: &Word) {
        self.letters += usize::from(word.letters);
        self.unspaced += usize::from(word.unspaced);
        self.hash = step(self.hash, word.hash);
        self.inner.add(self.count, matcher.is_inner(word));
        if is_end(word.after) {
            self.ends.add(self.count, true);
        }
        self.count += 1;
    }

    /// The sentences of a line with these words.
    pub(super) fn sentences(&self, text: &str, words: &[Word]) -> usize {
        if self.ends.is_empty() && self.unspaced == 0 {
            return 0;
        }
        let sentences = self.ends.iter().filter(|at| ends_sentence(text, &words[*at], words.get(*at + 1))).count();
        let is_long = || text.chars().filter(|c| is_unspaced(*c)).count() > 200;
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
    let is_spaced = |next: &Word| text[word.end as usize..next.start as usize].contains(char::is_whitespace);
    spelled_out && !goes_on && next.is_none_or(is_spaced)
}
