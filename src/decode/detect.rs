//! Guessing a legacy encoding from byte statistics, for pages without a label that holds.

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, ISO_2022_JP, WINDOWS_1252};
use memchr::memchr_iter;

/// Bytes handed to chardetng. It reads 3 to 7 MB a second, and this much already holds some hundred words.
const BUDGET: usize = 32 * 1024;

/// ASCII bytes kept on each side of the others: chardetng scores letters by their neighbours, and the second
/// byte of a two-byte character may be ASCII.
const CONTEXT: usize = 16;

/// Up to this many non-ASCII bytes chardetng has too little to go on ("£ 10" becomes "Ł 10"); a page with so
/// few is nearly always English with a quote, a dash or a name in windows-1252.
const TOO_FEW: usize = 3;

/// The most likely legacy encoding of bytes that are not UTF-8.
pub(super) fn guess(bytes: &[u8]) -> &'static Encoding {
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    let mut tally = Tally::default();
    let (mut at, mut left) = (0, BUDGET);
    while left > 0 {
        let Some((start, end)) = next_passage(bytes, at, left) else {
            break;
        };
        let passage = &bytes[start..end];
        tally.add(passage);
        // Never as the last: a page cut off within a character would rule out its own encoding.
        detector.feed(passage, false);
        left = left.saturating_sub(passage.len());
        at = end;
    }
    let guess = detector.guess(None, Utf8Detection::Deny);
    let symbols_only = tally.letters == 0 && guess.is_single_byte();
    if tally.non_ascii <= TOO_FEW || symbols_only {
        return WINDOWS_1252;
    }
    guess
}

/// Whether bytes that are all ASCII hold Japanese behind escape sequences.
pub(super) fn is_iso_2022_jp(bytes: &[u8]) -> bool {
    // A terminal's colour codes have other letters after the escape.
    let switch = |three: &[u8]| matches!(three, b"\x1B$@" | b"\x1B$B");
    let Some(start) = memchr_iter(0x1B, bytes).find(|&at| bytes.get(at..at + 3).is_some_and(switch)) else {
        return false;
    };
    let end = bytes.len().min(start + BUDGET);
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Allow);
    detector.feed(&bytes[start..end], false);
    detector.guess(None, Utf8Detection::Deny) == ISO_2022_JP
}

/// The next stretch with non-ASCII bytes, with some ASCII around it: markup and scripts between the words
/// say nothing about the encoding and would use up the budget.
fn next_passage(bytes: &[u8], from: usize, longest: usize) -> Option<(usize, usize)> {
    let first = from + Encoding::ascii_valid_up_to(&bytes[from..]);
    if first == bytes.len() {
        return None;
    }
    let start = first.saturating_sub(CONTEXT).max(from);
    let stop = bytes.len().min(first + longest);
    let mut ascii = 0;
    for (index, byte) in bytes.iter().enumerate().take(stop).skip(first) {
        ascii = if byte.is_ascii() { ascii + 1 } else { 0 };
        if ascii == CONTEXT {
            return Some((start, index + 1));
        }
    }
    Some((start, stop))
}

/// What kinds of non-ASCII bytes were seen.
#[derive(Default)]
struct Tally {
    non_ascii: usize,
    /// Bytes from 0xC0 on, which are letters in windows-1252 and its kin; below are quotes and symbols, and
    /// a page with only those ("©", "»") has no words to tell its language by.
    letters: usize,
}

impl Tally {
    fn add(&mut self, passage: &[u8]) {
        self.non_ascii += passage.iter().filter(|byte| !byte.is_ascii()).count();
        self.letters += passage.iter().filter(|&&byte| byte >= 0xC0).count();
    }
}
