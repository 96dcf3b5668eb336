//! Words of a text by position, and lists of words.

use std::collections::HashSet;

/// The words of a text with their byte offsets, cut at white space.
pub(super) fn words(text: &str) -> impl Iterator<Item = (usize, &str)> {
    text.split_whitespace().map(move |word| (word.as_ptr() as usize - text.as_ptr() as usize, word))
}

/// Whether a folded text has this word.
pub(super) fn has_word(folded: &str, word: &str) -> bool {
    folded.split(' ').any(|other| other == word)
}

/// Words or phrases to look for in folded texts, in their order.
pub(super) struct Phrases(Vec<(&'static str, Bytes)>);

impl Phrases {
    pub(super) fn new(phrases: Vec<&'static str>) -> Self {
        Phrases(phrases.into_iter().map(|phrase| (phrase, Bytes::of(phrase))).collect())
    }

    /// Those that a text may hold; all that it does hold are among them.
    pub(super) fn maybe_in(&self, text: &str) -> impl Iterator<Item = &'static str> {
        let bytes = Bytes::of(text);
        self.0.iter().filter(move |(_, of)| bytes.has_all(of)).map(|(phrase, _)| *phrase)
    }
}

/// A set of words in lower case.
pub(super) struct Words {
    words: HashSet<&'static str>,
    /// By the first letter of those of ASCII: the lengths that they have, as bits. Few words pass.
    lengths: [u64; 128],
}

impl Words {
    pub(super) fn new(words: Vec<&'static str>) -> Self {
        let mut lengths = [0; 128];
        for word in words.iter().filter(|word| word.is_ascii()) {
            lengths[usize::from(word.as_bytes()[0])] |= length(word);
        }
        Words { words: words.into_iter().collect(), lengths }
    }

    /// Whether a word in any case is one of them.
    pub(super) fn has(&self, word: &str) -> bool {
        let Some(first) = word.bytes().next() else { return false };
        let is_rare = || self.lengths[usize::from(first.to_ascii_lowercase())] & length(word) == 0;
        if word.is_ascii() && is_rare() {
            return false;
        }
        self.words.contains(word.to_lowercase().as_str())
    }
}

/// The bit of a word's length; long ones share one.
fn length(word: &str) -> u64 {
    1 << word.len().min(63)
}

/// The bytes of a text: most words of a list have one that a short line lacks, which is told sooner than by a search.
pub(super) struct Bytes([u64; 4]);

impl Bytes {
    pub(super) fn of(text: &str) -> Self {
        let mut bits = [0; 4];
        for byte in text.bytes() {
            bits[usize::from(byte >> 6)] |= 1 << (byte & 63);
        }
        Bytes(bits)
    }

    /// Whether every byte of a word is among them.
    pub(super) fn may_hold(&self, word: &str) -> bool {
        word.bytes().all(|byte| self.0[usize::from(byte >> 6)] >> (byte & 63) & 1 == 1)
    }

    /// Whether all of these are among them.
    fn has_all(&self, others: &Bytes) -> bool {
        self.0.iter().zip(others.0).all(|(own, other)| other & !own == 0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_of_a_text_rule_words_out_but_never_one_that_is_there() {
        let text = "updated: märz 3";
        let bytes = Bytes::of(text);
        assert!(["updated", "märz", "", "ted: m", text].iter().all(|word| bytes.may_hold(word)));
        assert!(!["published", "mars 4", "maerz"].iter().any(|word| bytes.may_hold(word) && text.contains(word)));
        assert!(!bytes.may_hold("published") && !bytes.may_hold("è"));
        let words = Words::new(vec!["märz", "us", "guest author"]);
        assert!(["Us", "US", "MÄRZ", "Guest Author"].iter().all(|word| words.has(word)));
        assert!(!["", "uss", "guest  author", "merz", "u"].iter().any(|word| words.has(word)));
        let phrases = Phrases::new(vec!["updated", "published", "märz"]);
        assert!(phrases.maybe_in(text).eq(["updated", "märz"]));
    }
}
