//! What the bytes themselves say about their encoding, counted once before any label is looked at.

use encoding_rs::{Encoding, UTF_16BE, UTF_16LE};
use memchr::memchr;

/// Bytes looked at for the NUL pattern of UTF-16: a page's head is markup, so this is plenty.
const UTF16_SAMPLE: usize = 4096;

/// UTF-16 needs NULs in at least one of this many byte pairs; below, a few stray NULs could be the cause.
const UTF16_PAIRS_PER_NUL: usize = 16;

/// UTF-16 needs this many NULs, so that a tiny input is not taken for it by chance.
const UTF16_MIN_NULS: usize = 3;

/// UTF-16 may have this share of its NULs on the wrong side: U+3000 and U+4E00 end in a NUL byte.
const UTF16_WRONG_SIDE: usize = 8;

/// Continuation bytes per malformed place from which bytes are UTF-8 against a label that denies it. Text in
/// the legacy encodings has at most 0.4 (Thai and Chinese; measured on sample sentences).
const SURE_RATIO: usize = 16;

/// Continuation bytes that are enough for any question about an input without malformed places.
const ENOUGH: usize = 2;

/// Numbers about the whole input.
#[derive(Debug)]
pub(super) struct Shape<'a> {
    /// The input as text, when all of it is valid UTF-8.
    pub valid: Option<&'a str>,
    /// No byte above 0x7F.
    pub ascii: bool,
    /// The input itself.
    bytes: &'a [u8],
    /// The UTF-16 flavour that the NUL bytes show clearly.
    pub utf16: Option<&'static Encoding>,
    /// Continuation bytes in well-formed UTF-8 sequences; from [`ENOUGH`] on they may be more where nothing is malformed.
    follow: usize,
    /// Malformed places, read as UTF-8. A sequence cut off by the end of the input is none.
    bad: usize,
    /// The only non-ASCII byte is the last one: a cut-off sequence, or simply "caf\xE9".
    lone_tail: bool,
}

impl<'a> Shape<'a> {
    /// Counts as far as the questions below go.
    pub(super) fn measure(bytes: &'a [u8]) -> Self {
        let valid = simdutf8::basic::from_utf8(bytes).ok();
        let (follow, bad, cut_off) = match valid {
            Some(text) => (first_continuations(text), 0, false),
            None => count_utf8(bytes),
        };
        let ascii = valid.is_some() && follow == 0;
        // Multi-byte sequences without a fault do not come about by chance, NULs or not.
        let utf16_possible = ascii || valid.is_none();
        Shape {
            valid,
            ascii,
            bytes,
            utf16: if utf16_possible { utf16_pattern(bytes) } else { None },
            follow,
            bad,
            lone_tail: cut_off && follow == 0 && bad == 0,
        }
    }

    /// Whether there is a NUL byte somewhere.
    pub(super) fn has_nul(&self) -> bool {
        memchr(0, self.bytes).is_some()
    }

    /// Whether a UTF-8 label holds, or rather whether reading as UTF-8 serves the reader best: a few bad bytes
    /// cost a few characters, while a page where they outnumber the good ones is in another encoding.
    pub(super) fn mostly_utf8(&self) -> bool {
        self.bad <= self.follow
    }

    /// Whether bytes without a label are UTF-8.
    pub(super) fn looks_utf8(&self) -> bool {
        self.mostly_utf8() && !self.lone_tail
    }

    /// Whether this is UTF-8 whatever a legacy label says. Two letters of a two-byte encoding can look like
    /// one of UTF-8, so against such a label a single two-byte sequence is not enough.
    pub(super) fn surely_utf8(&self, single_byte_label: bool) -> bool {
        let needed = if single_byte_label { 1 } else { 2 };
        self.follow >= needed && self.bad <= self.follow / SURE_RATIO
    }
}

/// Counts continuation bytes of well-formed sequences and malformed places, and tells whether the end of the
/// input cuts a sequence off.
fn count_utf8(bytes: &[u8]) -> (usize, usize, bool) {
    let (mut follow, mut bad, mut seen) = (0, 0, 0);
    for chunk in bytes.utf8_chunks() {
        let invalid = chunk.invalid();
        seen += chunk.valid().len() + invalid.len();
        follow += continuations(chunk.valid().as_bytes());
        if seen == bytes.len() && is_incomplete(invalid) {
            return (follow + continuations(invalid), bad, true);
        }
        bad += usize::from(!invalid.is_empty());
    }
    (follow, bad, false)
}

/// Whether more bytes could have made this well-formed.
fn is_incomplete(invalid: &[u8]) -> bool {
    std::str::from_utf8(invalid).is_err_and(|error| error.error_len().is_none())
}

/// Continuation bytes of a text up to those that make [`ENOUGH`].
fn first_continuations(text: &str) -> usize {
    let (mut rest, mut follow) = (text, 0);
    while follow < ENOUGH {
        rest = &rest[Encoding::ascii_valid_up_to(rest.as_bytes())..];
        let Some(c) = rest.chars().next() else { break };
        rest = &rest[c.len_utf8()..];
        follow += c.len_utf8() - 1;
    }
    follow
}

/// Bytes of the form 10xxxxxx.
fn continuations(bytes: &[u8]) -> usize {
    bytes.iter().filter(|&byte| byte & 0xC0 == 0x80).count()
}

/// UTF-16 without a mark: ASCII characters leave NULs at odd places (little-endian) or even ones (big-endian).
fn utf16_pattern(bytes: &[u8]) -> Option<&'static Encoding> {
    let sample = &bytes[..bytes.len().min(UTF16_SAMPLE)];
    memchr(0, sample)?;
    let (pairs, _) = sample.as_chunks::<2>();
    let even = pairs.iter().filter(|pair| pair[0] == 0).count();
    let odd = pairs.iter().filter(|pair| pair[1] == 0).count();
    let clear = |nuls: usize, wrong: usize| {
        nuls >= UTF16_MIN_NULS && nuls >= pairs.len() / UTF16_PAIRS_PER_NUL && wrong <= nuls / UTF16_WRONG_SIDE
    };
    if clear(odd, even) {
        Some(UTF_16LE)
    } else if clear(even, odd) {
        Some(UTF_16BE)
    } else {
        None
    }
}
