//! How good an extracted text is, counted as the public benchmarks count.

use std::collections::HashMap;

use super::marks::is_word;

/// Words in a window of the shingle measure.
const SHINGLE: usize = 4;

/// Precision, recall and their harmonic mean, each 0 to 1.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Scores {
    /// Share of what was extracted that is right.
    pub precision: f64,
    /// Share of what is right that was extracted.
    pub recall: f64,
    /// Harmonic mean of the two.
    pub f1: f64,
}

impl Scores {
    /// From precision and recall.
    pub fn new(precision: f64, recall: f64) -> Self {
        Scores { precision, recall, f1: ratio(2.0 * precision * recall, precision + recall) }
    }
}

/// `part / whole`, 0 when there is no whole.
pub(super) fn ratio(part: f64, whole: f64) -> f64 {
    if whole > 0.0 { part / whole } else { 0.0 }
}

/// The words of a text: runs of letters, numbers and underscores, as Python's `\w+` finds them.
///
/// ```
/// use bodytext::eval::metrics::words;
///
/// assert!(words("It's 5_000 m!").eq(["It", "s", "5_000", "m"]));
/// ```
pub fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c| !is_word(c)).filter(|word| !word.is_empty())
}

/// Counts equal items.
fn count<T: std::hash::Hash + Eq>(items: impl Iterator<Item = T>) -> HashMap<T, usize> {
    let mut counts = HashMap::new();
    for item in items {
        *counts.entry(item).or_insert(0) += 1;
    }
    counts
}

/// Items that two multisets share, and the size of each.
fn overlap<T: std::hash::Hash + Eq>(a: &HashMap<T, usize>, b: &HashMap<T, usize>) -> (usize, usize, usize) {
    let shared = a.iter().map(|(item, count)| *count.min(b.get(item).unwrap_or(&0))).sum();
    (shared, a.values().sum(), b.values().sum())
}

/// WCXB's measure of a page: the multisets of lower-cased words compared.
///
/// ```
/// let scores = bodytext::eval::metrics::word_scores("the river rose Share", "The river rose");
/// assert_eq!((scores.precision, scores.recall), (0.75, 1.0));
/// ```
pub fn word_scores(extracted: &str, gold: &str) -> Scores {
    let (extracted, gold) = (extracted.to_lowercase(), gold.to_lowercase());
    let (shared, extracted, gold) = overlap(&count(words(&extracted)), &count(words(&gold)));
    if gold == 0 && extracted == 0 {
        return Scores::new(1.0, 1.0);
    }
    Scores::new(ratio(shared as f64, extracted as f64), ratio(shared as f64, gold as f64))
}

/// Found, unwanted and missed shares of one page in the shingle measure: they add up to 1, so that long pages weigh no
/// more than short ones.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Shares {
    found: f64,
    unwanted: f64,
    missed: f64,
}

/// The article-extraction-benchmark's measure of a page: windows of four words compared.
pub fn shingle_shares(extracted: &str, gold: &str) -> Shares {
    let (shared, extracted, gold) = overlap(&shingles(extracted), &shingles(gold));
    let whole = (extracted + gold - shared) as f64;
    let share = |part: usize| ratio(part as f64, whole);
    Shares { found: share(shared), unwanted: share(extracted - shared), missed: share(gold - shared) }
}

/// All windows of four words; a shorter text is one window.
fn shingles(text: &str) -> HashMap<Vec<&str>, usize> {
    let words: Vec<&str> = words(text).collect();
    if words.is_empty() {
        return HashMap::new();
    }
    count(words.windows(SHINGLE.min(words.len())).map(<[&str]>::to_vec))
}

/// Precision over the pages with output, recall over the pages with gold, and F1 of these two means.
pub fn shingle_scores(pages: &[Shares]) -> Scores {
    let share = |hit: f64, miss: f64, other: f64| if miss + other == 0.0 { 1.0 } else { ratio(hit, hit + miss) };
    let given = pages.iter().filter(|page| page.found + page.unwanted > 0.0);
    let known = pages.iter().filter(|page| page.found + page.missed > 0.0);
    Scores::new(
        mean(given.map(|page| share(page.found, page.unwanted, page.missed))),
        mean(known.map(|page| share(page.found, page.missed, page.unwanted))),
    )
}

/// Whether both texts are the same sequence of words.
pub fn same_words(extracted: &str, gold: &str) -> bool {
    words(extracted).eq(words(gold))
}

/// Mean; 0 of nothing.
pub(super) fn mean(values: impl Iterator<Item = f64>) -> f64 {
    let (count, sum) = values.fold((0, 0.0), |(count, sum), value| (count + 1, sum + value));
    ratio(sum, f64::from(count))
}

/// Wanted and unwanted snippets found in a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Snippets {
    /// Wanted and found.
    pub found: usize,
    /// Wanted and missing.
    pub missed: usize,
    /// Unwanted and found.
    pub unwanted: usize,
    /// Unwanted and missing.
    pub avoided: usize,
}

impl Snippets {
    /// trafilatura's measure of a page: which snippets are in the text, runs of white space taken as one space.
    ///
    /// ```
    /// use bodytext::eval::metrics::Snippets;
    ///
    /// let snippets = Snippets::count("The river\nrose.", &["river rose"], &["Share"]);
    /// assert_eq!((snippets.found, snippets.avoided), (1, 1));
    /// ```
    pub fn count(extracted: &str, with: &[impl AsRef<str>], without: &[impl AsRef<str>]) -> Self {
        let text = squeeze(extracted);
        let (found, unwanted) = (hits(&text, with), hits(&text, without));
        Snippets { found, missed: with.len() - found, unwanted, avoided: without.len() - unwanted }
    }

    /// The sums of two counts.
    pub fn plus(self, other: Self) -> Self {
        Snippets {
            found: self.found + other.found,
            missed: self.missed + other.missed,
            unwanted: self.unwanted + other.unwanted,
            avoided: self.avoided + other.avoided,
        }
    }

    /// Precision, recall and F1 of pooled counts.
    pub fn scores(self) -> Scores {
        let found = self.found as f64;
        Scores::new(ratio(found, (self.found + self.unwanted) as f64), ratio(found, (self.found + self.missed) as f64))
    }

    /// Share of right decisions.
    pub fn accuracy(self) -> f64 {
        let right = self.found + self.avoided;
        ratio(right as f64, (right + self.missed + self.unwanted) as f64)
    }
}

fn hits(text: &str, snippets: &[impl AsRef<str>]) -> usize {
    snippets.iter().filter(|snippet| text.contains(&squeeze(snippet.as_ref()))).count()
}

/// Runs of white space become one space; none at the ends.
pub fn squeeze(text: &str) -> String {
    // The four separators are white space to Python's `\s` and not to Rust.
    let is_space = |c: char| c.is_whitespace() || ('\x1c'..='\x1f').contains(&c);
    text.split(is_space).filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_counted_with_their_repeats() {
        let scores = word_scores("a a b", "a b b c");
        assert!((scores.precision - 2.0 / 3.0).abs() < 1e-12 && (scores.recall - 0.5).abs() < 1e-12);
    }

    #[test]
    fn nothing_expected_and_nothing_given_is_right() {
        assert_eq!(word_scores("", " - "), Scores { precision: 1.0, recall: 1.0, f1: 1.0 });
        assert_eq!(word_scores("x", ""), Scores::default());
        assert_eq!(word_scores("", "x"), Scores::default());
    }

    #[test]
    fn shingles_of_short_texts_are_one_window() {
        let shares = shingle_shares("one two", "one two");
        assert_eq!(shares, Shares { found: 1.0, unwanted: 0.0, missed: 0.0 });
        assert_eq!(shingle_scores(&[shares]).f1, 1.0);
    }

    #[test]
    fn shingle_shares_add_up_to_one() {
        let shares = shingle_shares("a b c d e", "b c d e f g");
        assert_eq!(shares, Shares { found: 0.25, unwanted: 0.25, missed: 0.5 });
        let scores = shingle_scores(&[shares, Shares::default()]);
        assert_eq!((scores.precision, scores.recall), (0.5, 1.0 / 3.0));
    }

    #[test]
    fn snippets_see_through_white_space() {
        let snippets = Snippets::count("a \u{a0}b\x1fc", &["a b", " b c", "d"], &["c", "e"]);
        assert_eq!(snippets, Snippets { found: 2, missed: 1, unwanted: 1, avoided: 1 });
        assert_eq!(snippets.accuracy(), 0.6);
    }
}
