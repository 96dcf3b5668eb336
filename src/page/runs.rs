//! The words of a block as runs of letters and digits, found once for all that look at words.

use std::sync::LazyLock;

use crate::hash::MIX;

/// Letters and digits with nothing between them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Run {
    /// [`roll`] over its characters in lower case, of `İ` over the first of the two that it becomes.
    pub hash: u64,
    /// Its first byte in the block's text.
    pub start: u32,
    /// In bytes.
    pub len: u8,
    /// How many characters it has.
    pub chars: u8,
    /// [`Run::CAPITAL`], [`Run::SMALL`], [`Run::DIGITS`].
    pub kind: u8,
    /// The first sign of ASCII behind it; a space when there is only white space, 0 at the end of the text, [`Run::LOOK`] where
    /// that is not all: behind a run with letters beyond ASCII, before an apostrophe in a word, before any other sign.
    pub after: u8,
}

impl Run {
    /// Starts with a capital letter, or with a small one.
    pub(crate) const CAPITAL: u8 = 1;
    pub(crate) const SMALL: u8 = 1 << 1;
    /// Has nothing but digits, of ASCII: others do not stand in runs.
    pub(crate) const DIGITS: u8 = 1 << 2;
    pub(crate) const LOOK: u8 = 0x80;

    pub(crate) fn is(&self, kind: u8) -> bool {
        self.kind & kind != 0
    }

    /// The byte behind it in the block's text.
    pub(crate) fn end(&self) -> usize {
        self.start as usize + usize::from(self.len)
    }

    /// Notes what stands behind it, up to the next run or to the end of the text.
    #[inline(never)]
    pub(super) fn note_gap(&mut self, gap: &str) {
        if self.after == Run::LOOK {
            return;
        }
        let sign = || gap.chars().find(|c| !c.is_whitespace());
        self.after = match gap.as_bytes() {
            [] => 0,
            [b'\''] => Run::LOOK,
            [first, ..] if first.is_ascii_graphic() => *first,
            _ => sign().map_or(b' ', |c| if c.is_ascii() { c as u8 } else { Run::LOOK }),
        };
    }

    /// Whether it has no character beyond ASCII.
    pub(crate) fn is_ascii(&self) -> bool {
        self.chars == self.len
    }

    /// Its characters.
    pub(crate) fn of<'t>(&self, text: &'t str) -> &'t str {
        &text[self.start as usize..self.end()]
    }
}

/// One more character for the hash of a text, which starts from 0: a polynomial, so that [`join`] can put two together.
pub(crate) const fn roll(hash: u64, c: u64) -> u64 {
    hash.wrapping_mul(MIX).wrapping_add(c)
}

/// The hash of a text and another behind it, of at most 255 characters.
pub(crate) fn join(hash: u64, chars: u8, behind: u64) -> u64 {
    hash.wrapping_mul(POWERS[usize::from(chars)]).wrapping_add(behind)
}

/// Powers of [`MIX`].
static POWERS: [u64; 256] = {
    let mut powers = [1_u64; 256];
    let mut at = 1;
    while at < powers.len() {
        powers[at] = powers[at - 1].wrapping_mul(MIX);
        at += 1;
    }
    powers
};

const SMALL: u32 = 1;
const CAPITAL: u32 = 1 << 8;
const DIGIT: u32 = 1 << 16;

/// What each byte of ASCII adds to the counts of a run, packed into one number; 0 for what is no letter and no digit.
static COUNTS: [u32; 256] = {
    let mut counts = [0; 256];
    let mut at = 0;
    while at < counts.len() {
        counts[at] = match at as u8 {
            b'0'..=b'9' => DIGIT,
            b'a'..=b'z' => SMALL,
            b'A'..=b'Z' => CAPITAL,
            _ => 0,
        };
        at += 1;
    }
    counts
};

/// Of the letters of two bytes that runs have, what [`Run::hash`] takes them for, with a bit on capitals and on small letters.
static LETTERS: LazyLock<[u16; 0x500]> = LazyLock::new(|| {
    std::array::from_fn(|c| {
        let c = char::from_u32(c as u32).unwrap_or_default();
        let lower = c.to_lowercase().next().unwrap_or(c);
        lower as u16 | if c.is_uppercase() { UPPER } else { 0 } | if c.is_lowercase() { LOWER } else { 0 }
    })
});
/// Beyond what any of them is in lower case.
const UPPER: u16 = 1 << 15;
const LOWER: u16 = 1 << LOWER_BIT;
const LOWER_BIT: u16 = 14;

/// Letters and digits of a text.
pub(super) struct Counts {
    pub upper: u32,
    pub digits: u32,
}

/// Adds the runs of a text and counts; adds none where the text has characters that take more than a look to tell letters from
/// signs, or a run of more than 255 bytes. What stands behind each is left open.
pub(super) fn read(text: &str, runs: &mut Vec<Run>) -> Option<Counts> {
    let (first, bytes, mut at) = (runs.len(), text.as_bytes(), 0);
    let mut all = Counts { upper: 0, digits: 0 };
    while let Some(&byte) = bytes.get(at) {
        if byte.is_ascii() && COUNTS[usize::from(byte)] == 0 {
            at += 1;
            continue;
        }
        let start = at;
        let (mut hash, mut counts, mut wide) = (0, 0_u32, 0_u8);
        loop {
            while let Some(&byte) = bytes.get(at) {
                let count = COUNTS[usize::from(byte)];
                if count == 0 {
                    break;
                }
                // Digits have the bit of small letters too.
                hash = roll(hash, u64::from(byte | 0x20));
                counts = counts.wrapping_add(count);
                at += 1;
            }
            let [lead, trail, ..] = bytes[at..] else { break };
            if !is_letter(lead, trail) {
                break;
            }
            let letter = letter(lead, trail);
            hash = roll(hash, u64::from(letter & !(UPPER | LOWER)));
            counts = counts.wrapping_add(if letter & UPPER == 0 { SMALL } else { CAPITAL });
            (wide, at) = (wide.wrapping_add(1), at + 2);
        }
        if at > start {
            let Ok(len) = u8::try_from(at - start) else {
                runs.truncate(first);
                return None;
            };
            let (upper, digits) = ((counts / CAPITAL) as u8, (counts / DIGIT) as u8);
            (all.upper, all.digits) = (all.upper + u32::from(upper), all.digits + u32::from(digits));
            let kind = kind(&bytes[start..]) | (u8::from(digits == len) * Run::DIGITS);
            let after = if wide == 0 { b' ' } else { Run::LOOK };
            runs.push(Run { hash, start: start as u32, len, chars: len - wide, kind, after });
        } else {
            let sign = sign_len(&bytes[at..]);
            if sign == 0 {
                runs.truncate(first);
                return None;
            }
            at += sign;
        }
    }
    Some(all)
}

/// Whether a run starts with a capital or with a small letter. Which of both is hard to guess: no step depends on it.
#[inline(always)]
fn kind(run: &[u8]) -> u8 {
    match KINDS[usize::from(run[0])] {
        Run::LOOK => KINDS_BEYOND[usize::from(letter(run[0], run[1]) >> LOWER_BIT)],
        kind => kind,
    }
}

/// By the first byte of a run, its kind without digits.
static KINDS: [u8; 256] = {
    let mut kinds = [Run::LOOK; 256];
    let mut at = 0;
    while at < 128 {
        kinds[at] = match at as u8 {
            b'a'..=b'z' => Run::SMALL,
            b'A'..=b'Z' => Run::CAPITAL,
            _ => 0,
        };
        at += 1;
    }
    kinds
};

/// The same by [`LOWER`] and [`UPPER`].
const KINDS_BEYOND: [u8; 4] = [0, Run::SMALL, Run::CAPITAL, 0];

/// Of a letter of two bytes, what [`LETTERS`] has.
#[inline(always)]
fn letter(lead: u8, trail: u8) -> u16 {
    LETTERS[usize::from(lead & 0x1f) << 6 | usize::from(trail & 0x3f)]
}

/// Whether two bytes are a letter of Latin or Cyrillic beyond ASCII.
#[inline(always)]
fn is_letter(lead: u8, trail: u8) -> bool {
    lead >= 0xc3
        && match lead {
            // U+00C0 to U+024F without × and ÷; U+0400 to U+0481, U+048A to U+04FF.
            0xc3 => !matches!(trail, 0x97 | 0xb7),
            0xc4..=0xc8 | 0xd0 | 0xd1 | 0xd3 => true,
            0xc9 => trail <= 0x8f,
            0xd2 => matches!(trail, 0x80 | 0x81 | 0x8a..=0xbf),
            _ => false,
        }
}

/// Length of the sign beyond ASCII at the start of bytes, of those that are frequent: no letter, no white space, nothing
/// that is invisible or joins; 0 for all others.
fn sign_len(bytes: &[u8]) -> usize {
    match *bytes {
        // U+00A1 to U+00BF without the soft hyphen and what counts as letter or number.
        [0xc2, 0xa1..=0xa9 | 0xab | 0xac | 0xae..=0xb1 | 0xb4 | 0xb6..=0xb8 | 0xbb | 0xbf, ..] => 2,
        [0xc3, 0x97 | 0xb7, ..] => 2,
        // Dashes, quotation marks, bullets, the ellipsis; arrows; shapes; the trade mark; currencies.
        [0xe2, 0x80, 0x90..=0xa7 | 0xb0..=0xbe, ..] => 3,
        [0xe2, 0x86, 0x90..=0xbf, ..] | [0xe2, 0x87 | 0x96 | 0x97, _, ..] => 3,
        [0xe2, 0x84, 0xa2, ..] | [0xe2, 0x82, 0xa0..=0xbf, ..] => 3,
        _ => 0,
    }
}

/// Texts for the tests of those that read words with and without runs.
#[cfg(test)]
pub(crate) mod samples {
    use crate::limits::Limits;
    use crate::page::{BlockKind, Builder, Layout, Page};

    /// A pattern of texts with all kinds of letters and signs.
    pub(crate) const TEXTS: &str =
        "([a-cX-Z0-9é'’ÜЖё]{0,5}[ .,'’“”–©|/:äñ²·]{0,2}){0,12}[川한\u{ad}\u{200d}ʼ]?[ a-c]{0,3}";

    /// A page of one block.
    pub(crate) fn page(text: &str) -> Page {
        let mut builder = Builder::new(text.len(), Limits::new());
        builder.paragraph(text, BlockKind::Paragraph, Layout::default());
        builder.finish()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> Option<Vec<&str>> {
        let mut runs = Vec::new();
        read(text, &mut runs).map(|_| runs.iter().map(|run| run.of(text)).collect())
    }

    #[test]
    fn runs_of_letters() {
        assert_eq!(words("The “river”—it’s 2 m."), Some(vec!["The", "river", "it", "s", "2", "m"]));
        assert_eq!(words("Straßenfest in Český"), Some(vec!["Straßenfest", "in", "Český"]));
        assert_eq!(words("Река, ёлка"), Some(vec!["Река", "ёлка"]));
        assert_eq!(words("…"), Some(vec![]));
        for other in ["川が", "a\u{ad}b", "ǝ\u{301}", "한국", "m²", &"x".repeat(256)] {
            assert_eq!(words(other), None, "{other}");
        }
    }

    #[test]
    fn letters_are_letters_and_signs_are_none() {
        for c in ('\u{80}'..='\u{ffff}').filter(|c| !c.is_ascii()) {
            let mut buffer = [0; 4];
            let bytes = c.encode_utf8(&mut buffer).as_bytes();
            if let [lead, trail, ..] = *bytes
                && is_letter(lead, trail)
            {
                assert!(c.is_alphabetic() && bytes.len() == 2, "{c:?}");
            }
            let sign = sign_len(bytes);
            assert!(sign == 0 || sign == bytes.len() && !c.is_alphanumeric() && !c.is_whitespace(), "{c:?}");
        }
    }

    #[test]
    fn letters_are_folded() {
        for c in (0x80..0x500).filter_map(char::from_u32) {
            let (text, mut runs) = (c.to_string(), Vec::new());
            read(&text, &mut runs);
            let lower = c.to_lowercase().next().unwrap_or(c);
            for run in runs {
                assert_eq!((run.hash, run.is(Run::DIGITS)), (roll(0, u64::from(lower)), false));
                assert_eq!((run.is(Run::CAPITAL), run.is(Run::SMALL)), (c.is_uppercase(), c.is_lowercase()), "{c:?}");
                assert!(!c.is_numeric() && run.chars == 1, "{c:?}");
            }
        }
    }

    #[test]
    fn hashes_are_joined() {
        let hash = |text: &str| text.bytes().fold(0, |hash, byte| roll(hash, u64::from(byte.to_ascii_lowercase())));
        let mut runs = Vec::new();
        assert!(read("Now-Playing 12", &mut runs).is_some());
        assert_eq!((runs[0].hash, runs[1].hash), (hash("now"), hash("playing")));
        let join = |hash, run: &Run| join(hash, run.chars, run.hash);
        assert_eq!(runs.iter().fold(0, join), hash("nowplaying12"));
        assert_eq!(runs.iter().map(|run| run.kind).collect::<Vec<_>>(), [Run::CAPITAL, Run::CAPITAL, Run::DIGITS]);
    }
}
