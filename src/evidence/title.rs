//! Likeness to the page's title, and place relative to the block that repeats it.

use super::facts::Distances;
use super::vocabulary::{Vocabulary, Words};
use super::words::ascii_run;
use super::{Facts, flag};
use crate::page::{BlockKind, Bloom, Kind, Page, Run, join, roll};

pub(super) const COLUMNS: &[&str] = &["likeness", "is_title", "after_title", "since_title", "title_steps", "found"];

/// A block repeats the title from this likeness on.
const ALIKE: f32 = 0.4;
/// What a first-level or second-level heading adds.
const HEADING_BONUS: f32 = 0.3;
/// Longest title compared, in words.
const MAX_WORDS: usize = 64;
/// Most titles compared: the words that a block shares with each are counted in a byte.
const MAX_TITLES: usize = 4;
/// Longest block compared, in bytes.
const MAX_BYTES: usize = 600;
/// Beyond this many blocks a distance is just far.
const FAR: f32 = 100.0;

/// The page's own words for its title.
pub(super) struct Titles {
    /// Each title as sorted hashes of its words.
    titles: Vec<Vec<u64>>,
    /// The words of all.
    known: Bloom,
}

impl Titles {
    pub(super) fn new(page: &Page) -> Self {
        let metas = page.head.metas().filter(|meta| matches!(meta.name, "og:title" | "twitter:title"));
        let all = metas.map(|meta| meta.content).chain([page.head.title.as_str()]);
        let words = |title: &str| {
            let mut words = Vec::with_capacity(title.len() / 4);
            word_hashes(title, &mut words);
            words.truncate(MAX_WORDS);
            words.sort_unstable();
            words.dedup();
            words
        };
        let mut titles: Vec<Vec<u64>> = all.map(words).filter(|words| !words.is_empty()).take(MAX_TITLES).collect();
        titles.dedup();
        let known = titles.iter().flatten().fold(Bloom::EMPTY, |known, word| known.and(*word as u32));
        Titles { titles, known }
    }

    /// The words of all titles, each once, with a byte for each title that has it.
    pub(super) fn words(&self) -> Vec<(u64, u32)> {
        let mut words: Vec<u64> = self.titles.iter().flatten().copied().collect();
        words.sort_unstable();
        words.dedup();
        let has = |word: u64| {
            let titles = self.titles.iter().enumerate();
            titles.map(|(at, title)| u32::from(title.binary_search(&word).is_ok()) << (8 * at)).sum()
        };
        words.into_iter().map(|word| (word, has(word))).collect()
    }

    /// Shared words / all words of block and title (Jaccard), by block.
    pub(super) fn likeness(&self, page: &Page, vocabulary: &Vocabulary) -> Vec<f32> {
        let mut likeness = vec![0.0; page.blocks.len()];
        if self.titles.is_empty() {
            return likeness;
        }
        // Runs fold it in another way.
        let is_folded = !page.text.contains('İ');
        let mut words = Vec::new();
        for (block, data) in page.blocks.iter().enumerate().filter(|(_, data)| data.text.len() <= MAX_BYTES) {
            let is_counted = is_folded && data.runs.is_some() && !page.stats[block].apostrophe;
            likeness[block] = match vocabulary.of_block(block) {
                Some(words) if is_counted => self.of_counts(words),
                _ => {
                    let runs = page.block_runs(block as u32).filter(|_| is_folded);
                    self.of_text(page.block_text(block as u32), runs, &mut words)
                }
            };
        }
        likeness
    }

    /// The likeness of a block whose words are those of the vocabulary.
    fn of_counts(&self, words: &Words) -> f32 {
        if words.titles == 0 {
            return 0.0;
        }
        let titles = self.titles.iter().zip(words.titles.to_le_bytes());
        let alike = |(title, shared): (&Vec<u64>, u8)| jaccard(title.len(), words.different as usize, shared.into());
        titles.map(alike).fold(0.0, f32::max)
    }

    fn of_text(&self, text: &str, runs: Option<&[Run]>, words: &mut Vec<u64>) -> f32 {
        match runs {
            Some(runs) => run_hashes(text, runs, words),
            None => word_hashes(text, words),
        }
        if !words.iter().any(|word| self.known.has(*word as u32)) {
            return 0.0;
        }
        words.sort_unstable();
        words.dedup();
        let alike = |title: &Vec<u64>| {
            let shared = words.iter().filter(|word| title.binary_search(word).is_ok()).count();
            jaccard(title.len(), words.len(), shared)
        };
        self.titles.iter().map(alike).fold(0.0, f32::max)
    }
}

/// Shared words / all words.
fn jaccard(one: usize, other: usize, shared: usize) -> f32 {
    super::ratio(shared as f32, (one + other - shared) as f32)
}

/// What [`word_hashes`] does, where the words are known already, and none has an `İ`.
fn run_hashes(text: &str, runs: &[Run], out: &mut Vec<u64>) {
    out.clear();
    let (bytes, mut end) = (text.as_bytes(), 0);
    for run in runs {
        let gap = &bytes[end..run.start as usize];
        let joins = matches!(gap, [b'\'', ..] | [0xe2, 0x80, 0x99, ..]) && is_joint(gap);
        let before = if joins { out.pop() } else { None };
        out.push(before.map_or(run.hash, |before| join(before, run.chars, run.hash)));
        end = run.end();
    }
}

/// Whether there are only apostrophes.
fn is_joint(gap: &[u8]) -> bool {
    let gap = std::str::from_utf8(gap).unwrap_or(" ");
    gap.chars().all(|c| matches!(c, '\'' | '\u{2019}'))
}

/// One more character for the hash of a word.
fn add(hash: u64, c: char) -> u64 {
    roll(hash, u64::from(c))
}

/// The words of [`fold`](crate::page::fold) in order, as hashes of their characters: a page's blocks are all
/// compared, and making their folded texts took half of the time of all evidence.
fn word_hashes(text: &str, out: &mut Vec<u64>) {
    out.clear();
    let mut word: Option<u64> = None;
    let (bytes, mut at) = (text.as_bytes(), 0);
    while let Some(&byte) = bytes.get(at) {
        if byte.is_ascii_alphanumeric() {
            let run = ascii_run(&bytes[at..]);
            let letters = run.iter().map(|byte| char::from(byte.to_ascii_lowercase()));
            word = Some(letters.fold(word.unwrap_or_default(), add));
            at += run.len();
            continue;
        }
        let c = if byte.is_ascii() { char::from(byte) } else { text[at..].chars().next().unwrap_or(' ') };
        at += c.len_utf8();
        let kind = Kind::of(c);
        if kind.is_alphanumeric() {
            let hash = word.unwrap_or_default();
            word = Some(if kind.folds() { c.to_lowercase().fold(hash, add) } else { add(hash, c) });
        } else if !matches!(c, '\'' | '\u{2019}' | '\u{ad}' | '\u{200d}') {
            out.extend(word.take());
        }
    }
    out.extend(word);
}

/// The block that repeats the title best; headings first.
pub(super) fn find(page: &Page, likeness: &[f32]) -> Option<u32> {
    let mut best = (ALIKE, None);
    for (block, data) in page.blocks.iter().enumerate() {
        let bonus = if matches!(data.kind, BlockKind::Heading(1 | 2)) { HEADING_BONUS } else { 0.0 };
        if likeness[block] >= ALIKE && likeness[block] + bonus > best.0 {
            best = (likeness[block] + bonus, Some(block as u32));
        }
    }
    best.1
}

pub(super) fn fill(facts: &Facts<'_>) -> impl FnMut(usize, &mut [f32]) {
    let blocks = &facts.page.blocks;
    let title = facts.title_block;
    let target = title.map(|block| blocks[block as usize].container);
    let mut distances = target.map(|target| Distances::new(&facts.page.containers, target));
    move |block, row| {
        row[0] = facts.title_likeness[block];
        row[1] = flag(title == Some(block as u32));
        row[2] = flag(title.is_some_and(|title| block as u32 > title));
        row[3] = title.map_or(-FAR, |title| (block as f32 - title as f32).clamp(-FAR, FAR));
        if let Some(distances) = &mut distances
            && distances.go(block, blocks[block].container)
        {
            row[4] = distances.distance().steps;
        }
        row[5] = flag(title.is_some());
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{Titles, Vocabulary, run_hashes, word_hashes};
    use crate::page::{fold, samples};

    proptest! {
        #[test]
        fn likeness_is_that_of_the_texts(title in "([a-cA]['’İéÉ]?){0,4}( [a-c]){0,3}", text in "([a-cA]['’İéÉ]?[ .-]?){1,12}") {
            let mut page = samples::page(&text);
            page.head.title = title;
            let (titles, blocks) = (Titles::new(&page), 0..page.blocks.len() as u32);
            let likeness = titles.likeness(&page, &Vocabulary::read(&page, titles.words()));
            let read = |block| titles.of_text(page.block_text(block), None, &mut Vec::new());
            prop_assert_eq!(likeness, blocks.map(read).collect::<Vec<_>>());
        }

        #[test]
        fn known_words_are_the_same(text in samples::TEXTS) {
            let page = samples::page(&text);
            if let Some(runs) = page.blocks.first().and_then(|_| page.block_runs(0)) {
                let (mut known, mut read) = (Vec::new(), Vec::new());
                run_hashes(page.block_text(0), runs, &mut known);
                word_hashes(page.block_text(0), &mut read);
                prop_assert_eq!(known, read);
            }
        }
    }

    #[test]
    fn texts_have_the_same_hashes_when_they_fold_to_the_same_words() {
        let hashes = |text: &str| {
            let mut words = Vec::new();
            word_hashes(text, &mut words);
            words
        };
        for text in
            ["", "!?", "  The “River”—it\u{2019}s\trising. ", "ÄRGER in Ålesund: 12½ m", "川が1メートル 上がった。"]
        {
            let folded = fold(text);
            assert_eq!(hashes(text).len(), folded.split_whitespace().count(), "{text}");
            assert_eq!(hashes(text), hashes(&folded), "{text}");
        }
        assert_ne!(hashes("river rose"), hashes("rose river"));
    }
}
