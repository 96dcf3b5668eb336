//! Words of a text by position.

/// The words of a text with their byte offsets, cut at white space.
pub(super) fn words(text: &str) -> impl Iterator<Item = (usize, &str)> {
    text.split_whitespace().map(move |word| (word.as_ptr() as usize - text.as_ptr() as usize, word))
}

/// Whether a folded text has this word.
pub(super) fn has_word(folded: &str, word: &str) -> bool {
    folded.split(' ').any(|other| other == word)
}
