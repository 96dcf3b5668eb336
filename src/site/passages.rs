//! A page as passages: runs of words, across the borders of blocks.
//!
//! Because a passage may reach into the next block, a short block is recognised by its company: "Home" between "Sign in"
//! and "Local news" is the site's, "Home" before a paragraph about a house is not.

use super::SURE;
use crate::hash::Map;
use crate::judge::sigmoid;
use crate::page::Page;
use crate::page::is_unspaced;

/// Words in a passage: as many are seldom the same by chance.
pub(super) const PASSAGE: usize = 5;
/// A passage that stands more often on one page belongs to the items of a list, not to the page around it: "reviews with
/// an average rating of".
const MOST_COPIES: u32 = 2;
/// Words of a page that are read.
const MAX_WORDS: usize = 1 << 16;

/// The passages of a page.
pub(super) struct Passages {
    /// One for each word that starts one; `None` for those that stand on the page too often.
    pub hashes: Vec<Option<u64>>,
    /// The block of each word.
    pub blocks: Vec<u32>,
    fingerprint: u64,
}

impl Passages {
    pub(super) fn read(page: &Page) -> Self {
        let (mut words, mut blocks) = (Vec::new(), Vec::new());
        for block in 0..page.blocks.len() as u32 {
            if words.len() >= MAX_WORDS {
                break;
            }
            each_word(page.block_text(block), |word| {
                words.push(word);
                blocks.push(block);
            });
        }
        let hashes: Vec<u64> = match words.len() {
            0 => Vec::new(),
            1..=PASSAGE => vec![mix(&words)],
            _ => words.windows(PASSAGE).map(mix).collect(),
        };
        let mut copies: Map<u64, u32> = Map::with_capacity_and_hasher(hashes.len(), Default::default());
        for hash in &hashes {
            *copies.entry(*hash).or_default() += 1;
        }
        let hashes = hashes.into_iter().map(|hash| (copies[&hash] <= MOST_COPIES).then_some(hash)).collect();
        Passages { hashes, blocks, fingerprint: mix(&words) }
    }

    pub(super) fn is_empty(&self) -> bool {
        self.blocks.is_empty()
    }

    /// A number for the words of the page in their order.
    pub(super) fn fingerprint(&self) -> u64 {
        self.fingerprint
    }

    /// The words of the passage that starts at a word.
    pub(super) fn words(&self, start: usize) -> std::ops::Range<usize> {
        start..(start + PASSAGE).min(self.blocks.len())
    }

    /// What the judge thinks of each different passage, from what it thinks of the blocks: the mean over its words, as a
    /// probability in units of 1/255; of two copies the better one counts.
    pub(super) fn opinions(&self, of_block: &[f32]) -> Map<u64, i32> {
        let probabilities: Vec<f32> = of_block.iter().map(|opinion| sigmoid(*opinion)).collect();
        let mut opinions: Map<u64, i32> = Map::default();
        for (start, hash) in self.hashes.iter().enumerate() {
            let Some(hash) = hash else { continue };
            let words = self.words(start);
            let sum: f32 = self.blocks[words.clone()].iter().map(|block| probabilities[*block as usize]).sum();
            let opinion = (sum / words.len() as f32 * SURE).round() as i32;
            opinions.entry(*hash).and_modify(|best| *best = opinion.max(*best)).or_insert(opinion);
        }
        opinions
    }
}

/// FNV-1a, 64 bits (Fowler, Noll and Vo).
const SEED: u64 = 0xcbf2_9ce4_8422_2325;
const PRIME: u64 = 0x0100_0000_01b3;

/// A number for words in their order.
fn mix(words: &[u64]) -> u64 {
    words.iter().fold(SEED, |hash, word| (hash.rotate_left(23) ^ word).wrapping_mul(PRIME))
}

/// Calls with the hash of each word in lower case: runs of letters and digits; of scripts without spaces each character.
fn each_word(text: &str, mut call: impl FnMut(u64)) {
    let mut word: Option<u64> = None;
    for c in text.chars() {
        let unspaced = !c.is_ascii() && is_unspaced(c);
        if (unspaced || !c.is_alphanumeric())
            && let Some(word) = word.take()
        {
            call(word);
        }
        if c.is_alphanumeric() {
            let c = if c.is_ascii() { c.to_ascii_lowercase() } else { c.to_lowercase().next().unwrap_or(c) };
            word = Some((word.unwrap_or(SEED) ^ u64::from(u32::from(c))).wrapping_mul(PRIME));
        }
        if unspaced && let Some(word) = word.take() {
            call(word);
        }
    }
    if let Some(word) = word {
        call(word);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> Vec<u64> {
        let mut words = Vec::new();
        each_word(text, |word| words.push(word));
        words
    }

    #[test]
    fn words_are_runs_of_letters_and_digits() {
        assert_eq!(words(" The River, 12 m\u{a0}high! "), words("the-river 12.m HIGH"));
        assert_eq!(words("...").len(), 0);
        assert_eq!(words("川の水位 rose").len(), 5);
        assert_ne!(words("ab c"), words("a bc"));
    }

    #[test]
    fn passages_cross_blocks_and_lists_have_none() {
        let page = crate::cleaner::segment_html("<p>Home Local<p>Sport Sign in now", &Default::default());
        let passages = Passages::read(&page);
        assert_eq!((passages.blocks.as_slice(), passages.hashes.len()), (&[0, 0, 1, 1, 1, 1][..], 2));
        let items = "<li>12 people have left a review</li>".repeat(4);
        let page = crate::cleaner::segment_html(&format!("<ul>{items}</ul>"), &Default::default());
        let passages = Passages::read(&page);
        assert_eq!(passages.hashes.iter().flatten().count(), 0);
        let page = crate::cleaner::segment_html("<p>Rain!", &Default::default());
        assert_eq!(Passages::read(&page).hashes.len(), 1);
    }
}
