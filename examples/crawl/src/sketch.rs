//! What texts are compared by: a digest for those that are equal, bands of minima (MinHash) for those that nearly are.
//!
//! The shingles of a text are every four words in a row. Of the values that a hash function gives them the least is the
//! same in two texts with a probability that is the share of shingles they have in common (Broder, "On the resemblance
//! and containment of documents", 1997). Ten such minima make a band, and eight bands the sketch: texts with one band in
//! common are taken for the same, which finds 97 of 100 pairs that share .9 of their shingles, 59 of those that share .8,
//! 5 of those that share .6, and under 1 of those that share half.
//!
//! A band is compared as one number, so that nothing else of a text need be kept. The crates for MinHash (`gaoya`,
//! `txtfp`) keep whole signatures with an index of their own, some hundred bytes more a text, and another stage, such
//! as a job on a cluster, could not take a row's bands and decide the same. The hash functions are `xxhash-rust`'s.

use std::collections::HashSet;

use xxhash_rust::xxh3::{xxh3_64, xxh3_128};

/// Words in a shingle.
const SHINGLE: usize = 4;
/// Bands of a sketch, and minima of a band.
pub const BANDS: usize = 8;
const MINIMA: usize = 10;

/// What a text is compared by.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sketch {
    /// Words of the text.
    pub words: u64,
    /// Equal for equal texts; `None` for an empty text, which is like no other.
    pub digest: Option<u128>,
    /// Empty for a text that is shorter than a shingle.
    pub bands: Vec<u64>,
}

impl Sketch {
    pub fn of(text: &str) -> Self {
        let words: Vec<u64> = words(text).map(|word| xxh3_64(word.to_lowercase().as_bytes())).collect();
        let digest = (!text.trim().is_empty()).then(|| xxh3_128(text.as_bytes()));
        Sketch { words: words.len() as u64, digest, bands: bands(&words) }
    }
}

/// The minima of all shingles, a number for each band.
fn bands(words: &[u64]) -> Vec<u64> {
    if words.len() < SHINGLE {
        return Vec::new();
    }
    let mut minima = [u64::MAX; BANDS * MINIMA];
    for shingle in words.windows(SHINGLE) {
        let hash = shingle.iter().fold(0, |hash: u64, word| mixed(hash.rotate_left(23) ^ word));
        // The values do not wait for each other, so that a processor works on several at once.
        for (minimum, step) in minima.iter_mut().zip(1..) {
            *minimum = (*minimum).min(mixed(hash.wrapping_add(STEP.wrapping_mul(step))));
        }
    }
    let band = |(number, minima): (usize, &[u64])| {
        minima.iter().fold(number as u64, |hash, minimum| mixed(hash.rotate_left(23) ^ minimum))
    };
    minima.chunks(MINIMA).enumerate().map(band).collect()
}

/// 2^64 divided by the golden ratio, as in SplitMix64.
const STEP: u64 = 0x9e37_79b9_7f4a_7c15;

/// SplitMix64's output function (Steele, Lea and Flood, "Fast splittable pseudorandom number generators", 2014): every
/// bit of the number reaches every bit of the result, and no two numbers have the same.
fn mixed(mut number: u64) -> u64 {
    number = (number ^ (number >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    number = (number ^ (number >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    number ^ (number >> 31)
}

/// Runs of letters and digits. In scripts that write no spaces every character is a word.
pub fn words(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = text;
    std::iter::from_fn(move || {
        let start = rest.find(char::is_alphanumeric)?;
        rest = &rest[start..];
        let mut characters = rest.char_indices();
        let (_, first) = characters.next()?;
        let end = match is_unspaced(first) {
            true => first.len_utf8(),
            false => {
                let is_end = |character: char| !character.is_alphanumeric() || is_unspaced(character);
                characters.find(|(_, character)| is_end(*character)).map_or(rest.len(), |(at, _)| at)
            }
        };
        let (word, after) = rest.split_at(end);
        rest = after;
        Some(word)
    })
}

/// Thai to Myanmar, Khmer, kana and Han characters.
fn is_unspaced(character: char) -> bool {
    matches!(character,
        '\u{0e00}'..='\u{0eff}' | '\u{1000}'..='\u{109f}' | '\u{1780}'..='\u{17ff}' | '\u{3040}'..='\u{30ff}'
        | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}')
}

/// What the rows written so far are known by.
///
/// Nine numbers a row, in a table that is between seven sixteenths and seven eighths full: 90 to 190 bytes a row, and
/// half as much again while the table grows.
#[derive(Debug, Default)]
pub struct Seen {
    keys: HashSet<u64>,
}

/// How a row is like one before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Likeness {
    Same,
    Near,
}

impl Seen {
    /// Compares a text with those before it, and remembers one that is new.
    pub fn check(&mut self, sketch: &Sketch) -> Option<Likeness> {
        if sketch.digest_key().is_some_and(|key| self.keys.contains(&key)) {
            return Some(Likeness::Same);
        }
        if sketch.bands.iter().any(|band| self.keys.contains(band)) {
            return Some(Likeness::Near);
        }
        self.keys.extend(sketch.keys());
        None
    }

    /// Remembers a key of a text.
    pub fn add(&mut self, key: u64) {
        self.keys.insert(key);
    }
}

impl Sketch {
    /// All that the text is known by.
    pub fn keys(&self) -> impl Iterator<Item = u64> {
        self.digest_key().into_iter().chain(self.bands.iter().copied())
    }

    /// Half of the digest tells as many texts apart as memory holds.
    fn digest_key(&self) -> Option<u64> {
        self.digest.map(|digest| digest as u64)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A text of so many words, all different.
    fn text(from: usize, count: usize) -> String {
        (from..from + count).map(|number| format!("word{number} ")).collect()
    }

    #[test]
    fn words_of_every_script() {
        assert_eq!(words("It's 3 o'clock, Åsa.").collect::<Vec<_>>(), ["It", "s", "3", "o", "clock", "Åsa"]);
        assert_eq!(words("河水 rose 上涨").collect::<Vec<_>>(), ["河", "水", "rose", "上", "涨"]);
        assert_eq!(words(" -- ").count(), 0);
    }

    #[test]
    fn equal_near_and_other_texts() {
        let mut seen = Seen::default();
        let first = text(0, 400);
        assert_eq!(seen.check(&Sketch::of(&first)), None);
        assert_eq!(seen.check(&Sketch::of(&first)), Some(Likeness::Same));
        let changed = first.replace("word200 ", "other ");
        assert_eq!(seen.check(&Sketch::of(&changed)), Some(Likeness::Near));
        assert_eq!(seen.check(&Sketch::of(&text(200, 400))), None, "half of the words");
        assert_eq!(seen.check(&Sketch::of(&text(1000, 400))), None);
    }

    #[test]
    fn texts_without_shingles() {
        let mut seen = Seen::default();
        for empty in ["", " \n"] {
            assert_eq!(seen.check(&Sketch::of(empty)), None);
            assert_eq!(seen.check(&Sketch::of(empty)), None);
        }
        assert_eq!(seen.check(&Sketch::of("Not found")), None);
        assert_eq!(seen.check(&Sketch::of("Not found")), Some(Likeness::Same));
        assert_eq!(seen.check(&Sketch::of("Not there")), None);
    }

    /// The share of pairs found is what the module's first lines say.
    #[test]
    fn pairs_are_found_as_often_as_the_formula_says() {
        let pairs = 300;
        for (shared, least, most) in [(0.9, 0.92, 1.0), (0.8, 0.48, 0.70), (0.5, 0.0, 0.04)] {
            let found = (0..pairs).filter(|pair| {
                // Of n words each, the last `common` of one are the first of the other: they share common - 3 shingles.
                let count = 203;
                let common = (2.0 * shared / (1.0 + shared) * 200.0 + 3.0) as usize;
                let one = Sketch::of(&text(pair * 10_000, count));
                let other = Sketch::of(&text(pair * 10_000 + count - common, count));
                one.bands.iter().zip(&other.bands).any(|(a, b)| a == b)
            });
            let share = found.count() as f64 / pairs as f64;
            assert!((least..=most).contains(&share), "{shared}: {share}");
        }
    }
}
