//! Phrases of the data files as tables, made when a language is first asked for.

use std::sync::OnceLock;

use super::{Classes, HELPERS, MODES, Mode};
use crate::hash::{MIX, step};
use crate::label::Label;
use crate::label::words::{self, Word, words};

macro_rules! files {
    ($($code:literal)*) => {
        /// The data files: by language code, then those for every language.
        pub(super) const FILES: &[(&str, &str)] = &[$(($code, include_str!(concat!("../data/", $code, ".txt"))),)*];
    };
}

files! {
    "en" "de" "fr" "es" "it" "pt" "nl" "pl" "sv" "no" "da" "fi" "ru" "uk" "tr" "el" "ar" "hi" "id" "zh" "ja" "ko" "he"
    "agencies" "platforms"
}

/// Files that serve every language.
const ALWAYS: [&str; 3] = ["en", "agencies", "platforms"];

/// Longest phrase in words; longer ones are cut.
const MAX_PHRASE: usize = 16;

/// Phrases with their classes, by hash. What pages say is looked up here, but never put in: one look at memory that is not
/// at hand, where a map takes two.
#[derive(Debug, Clone)]
struct Phrases {
    /// The upper bits of a key, and below them the place of its classes from 1 on; 0 where there is none. A key is at the
    /// place that its lowest bits say, or the next one that was free.
    slots: Box<[u64]>,
    /// All sets of classes that phrases have, and the place of the one that the last phrase got.
    sets: Vec<Classes>,
    last: usize,
}

/// Length of [`Phrases::slots`]: the phrases of two languages take less than half.
const SLOTS: usize = 1 << 14;
/// The bits of a slot that are no key.
const SET: u64 = 0xffff;

impl Phrases {
    fn new() -> Self {
        Phrases { slots: vec![0; SLOTS].into(), sets: Vec::new(), last: 0 }
    }

    /// The place of a key, or the free one where it belongs.
    fn place(&self, key: u64) -> usize {
        let mut at = key as usize % SLOTS;
        while self.slots[at] != 0 && (self.slots[at] ^ key) & !SET != 0 {
            at = (at + 1) % SLOTS;
        }
        at
    }

    fn get(&self, key: u64) -> Classes {
        self.set(self.slots[self.place(key)])
    }

    /// The classes of a slot; none of a free one.
    fn set(&self, slot: u64) -> Classes {
        self.sets.get(((slot & SET) as usize).wrapping_sub(1)).copied().unwrap_or_default()
    }

    /// Adds classes to those of a key.
    fn add(&mut self, key: u64, classes: Classes) {
        let at = self.place(key);
        let all = self.set(self.slots[at]).or(classes);
        // Phrases stand together with those of their class.
        if self.sets.get(self.last) != Some(&all) {
            self.last = self.sets.iter().position(|set| *set == all).unwrap_or(self.sets.len());
            if self.last == self.sets.len() {
                self.sets.push(all);
            }
        }
        self.slots[at] = key & !SET | (self.last as u64 + 1);
    }
}

/// Phrases of the files that serve one language.
#[derive(Debug, Clone)]
pub(super) struct Table {
    phrases: Phrases,
    /// By hash of a word, two bits: whether it is the end of a phrase that the phrase is found by, and whether it is a phrase
    /// that may stand inside of a line. Most words are neither, and this is small enough to stay at hand.
    gates: Box<[u64; GATES]>,
    /// By hash of two words, as bits: whether longer phrases that may stand inside of a line start with them. Words that
    /// such phrases start with are in every sentence.
    pairs: Box<[u64; PAIRS]>,
    /// By hash of a word, what phrases it is the end of.
    ends: Box<[Ends]>,
    /// By hash of a mode and a run of words, as bits: whether phrases of the mode start like that.
    starts: Box<[u64]>,
    pub(super) longest: usize,
    /// Sections with a name that nothing here knows.
    #[cfg_attr(not(test), allow(dead_code))]
    pub(super) unknown: Vec<String>,
}

/// The modes of the phrases that a word starts (that it ends, for suffixes), as bits: those that it is the whole of, and
/// above them those that are longer; and at the top, by their hash, the words that come second in those.
#[derive(Debug, Clone, Copy, Default)]
pub(in crate::label) struct Ends(u32);

/// The place of the bits for longer phrases, and of those for second words.
const LONGER: u32 = 5;
const SECOND: u32 = 10;

impl Ends {
    /// Whether a phrase of the mode has this end.
    pub(in crate::label) fn may(self, mode: Mode) -> bool {
        self.0 & (1 | 1 << LONGER) << mode as u32 != 0
    }

    /// Whether no phrase has this end.
    pub(super) fn is_none(self) -> bool {
        self.0 == 0
    }

    /// Whether a longer phrase may go on with this word.
    pub(super) fn may_go_on(self, word: &Word) -> bool {
        self.0 & Ends::second(word.hash) != 0
    }

    fn second(word: u64) -> u32 {
        let at = ((word >> 32) * u64::from(u32::BITS - SECOND)) >> 32;
        1 << (SECOND + at as u32)
    }

    /// Whether a phrase of the mode has this end and may have so many words.
    pub(super) fn may_have(self, mode: Mode, words: usize) -> bool {
        self.0 & 1 << (mode as u32 + if words > 1 { LONGER } else { 0 }) != 0
    }
}

/// Length of [`Table::gates`] and of [`Table::ends`]: the words of some thousand phrases take one place in ten, and one in
/// five.
const GATES: usize = 1 << 10;
const ENDS: usize = 1 << 14;
/// Length of [`Table::pairs`]: the phrases of two languages set one bit in fifty.
const PAIRS: usize = 1 << 9;
/// Length of [`Table::starts`]: the starts of all phrases set one bit in fifteen.
const STARTS: usize = 1 << 12;

/// Both bits of a word in [`Table::gates`], and the one for a phrase of one word inside of a line.
const GATE: u64 = 0b11;
const INNER: u64 = 0b10;

fn start(mode: Mode, words: u64) -> (usize, u64) {
    let bit = key(mode, words).wrapping_mul(MIX) >> 46;
    (bit as usize / 64, 1 << (bit % 64))
}

/// The place of a word in [`Table::gates`], and how far its bits are from the lowest there.
fn gate(word: u64) -> (usize, u32) {
    let at = word.wrapping_mul(MIX) >> 49;
    (at as usize / 32, (at % 32) as u32 * 2)
}

/// The place of two words in [`Table::pairs`].
fn pair(first: u64, second: u64) -> (usize, u64) {
    let bit = (first.rotate_left(29) ^ second).wrapping_mul(MIX) >> 49;
    (bit as usize / 64, 1 << (bit % 64))
}

fn end(word: u64) -> usize {
    (word.wrapping_mul(MIX) >> 50) as usize
}

fn key(mode: Mode, hash: u64) -> u64 {
    hash ^ (mode as u64 + 1).wrapping_mul(0xd6e8_feb8_6659_fd93)
}

impl Table {
    pub(super) fn parse<'d>(files: impl Iterator<Item = &'d str>) -> Table {
        let mut table = Table {
            phrases: Phrases::new(),
            gates: Box::new([0; GATES]),
            pairs: Box::new([0; PAIRS]),
            ends: vec![Ends::default(); ENDS].into(),
            starts: vec![0; STARTS].into(),
            longest: 0,
            unknown: Vec::new(),
        };
        files.for_each(|data| table.read(data));
        table
    }

    fn read(&mut self, data: &str) {
        let mut section = None;
        let (mut phrase, mut buffer) = (Vec::new(), Vec::new());
        let mut rest = data;
        while !rest.is_empty() {
            let end = memchr::memchr(b'\n', rest.as_bytes());
            let line = rest[..end.unwrap_or(rest.len())].trim();
            rest = end.map_or("", |end| &rest[end + 1..]);
            if let Some(header) = line.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')) {
                section = read_section(header);
                if section.is_none() {
                    self.unknown.push(header.to_owned());
                }
                continue;
            }
            let Some((classes, mode)) = section else { continue };
            if line.is_empty() || line.starts_with('#') {
                continue;
            }
            phrase.clear();
            hashes(line, &mut buffer, &mut phrase);
            self.add(&phrase, classes, mode);
        }
    }

    /// Adds a phrase, which is given by the hashes of its words.
    fn add(&mut self, phrase: &[u64], classes: Classes, mode: Mode) {
        let end = if mode == Mode::Suffix { phrase.last() } else { phrase.first() };
        let Some(end) = end else { return };
        let mut hash = 0;
        for word in phrase {
            hash = step(hash, *word);
            let (at, bit) = start(mode, hash);
            self.starts[at] |= bit;
        }
        self.phrases.add(key(mode, hash), classes);
        self.longest = self.longest.max(phrase.len());
        let ends = &mut self.ends[self::end(*end)].0;
        match phrase.get(1) {
            Some(second) => *ends |= 1 << (mode as u32 + LONGER) | Ends::second(*second),
            None => *ends |= 1 << mode as u32,
        }
        let (at, shift) = gate(*end);
        let is_inner = matches!(mode, Mode::Word | Mode::Anywhere) && phrase.len() == 1;
        self.gates[at] |= if is_inner { GATE } else { GATE & !INNER } << shift;
        if mode == Mode::Anywhere
            && let [first, second, ..] = *phrase
        {
            let (at, bit) = pair(first, second);
            self.pairs[at] |= bit;
        }
    }

    /// What phrases the word is the end of.
    pub(super) fn ends(&self, word: &Word) -> Ends {
        let (at, shift) = gate(word.hash);
        if self.gates[at] >> shift & GATE == 0 { Ends::default() } else { self.ends[end(word.hash)] }
    }

    /// Whether the word may be a phrase that may stand inside of a line, which few are.
    pub(super) fn is_inner(&self, word: u64) -> bool {
        let (at, shift) = gate(word);
        self.gates[at] >> shift & INNER != 0
    }

    /// Whether longer phrases that may stand inside of a line may start with two words, which few do.
    pub(super) fn is_inner_pair(&self, first: u64, second: u64) -> bool {
        let (at, bit) = pair(first, second);
        self.pairs[at] & bit != 0
    }

    /// Whether a phrase of the mode may start with these words.
    pub(super) fn starts(&self, mode: Mode, words: u64) -> bool {
        let (at, bit) = start(mode, words);
        self.starts[at] & bit != 0
    }

    /// The share of places for phrases that are taken.
    #[cfg(test)]
    pub(super) fn fill(&self) -> f32 {
        self.phrases.slots.iter().filter(|slot| **slot != 0).count() as f32 / SLOTS as f32
    }

    pub(super) fn get(&self, mode: Mode, hash: u64) -> Classes {
        self.phrases.get(key(mode, hash))
    }
}

/// The hashes of a phrase's words, as [`words`] finds them.
fn hashes(phrase: &str, buffer: &mut Vec<Word>, out: &mut Vec<u64>) {
    let is_plain = |byte: &u8| byte.is_ascii() && *byte != b'\'';
    if !phrase.as_bytes().iter().all(is_plain) {
        buffer.clear();
        words(phrase, MAX_PHRASE, buffer);
        out.extend(buffer.iter().map(|word| word.hash));
        return;
    }
    let words = phrase.as_bytes().split(|byte| !byte.is_ascii_alphanumeric()).filter(|word| !word.is_empty());
    out.extend(words.take(MAX_PHRASE).map(words::ascii_hash));
}

fn read_section(header: &str) -> Option<(Classes, Mode)> {
    let (name, mode) = header.trim().rsplit_once(' ')?;
    let mode = MODES.iter().find(|(known, _)| *known == mode)?.1;
    let label = Label::ALL.iter().position(|label| label.name() == name);
    let class = label.or_else(|| HELPERS.iter().position(|known| *known == name).map(|at| Label::ALL.len() + at))?;
    Some((Classes(1 << class), mode))
}

/// The table for a language: its own file, English, and the files for every language. Made when first asked for.
pub(super) fn table(code: &str) -> &'static Table {
    static TABLES: [OnceLock<Table>; FILES.len()] = [const { OnceLock::new() }; FILES.len()];
    let at = FILES.iter().position(|(known, _)| *known == code).unwrap_or(0);
    TABLES[at].get_or_init(|| {
        let (code, data) = FILES[at];
        if ALWAYS[0] == code {
            let serves = |(known, data): &(&'static str, &'static str)| ALWAYS.contains(known).then_some(*data);
            return Table::parse(FILES.iter().filter_map(serves));
        }
        let mut table = table(ALWAYS[0]).clone();
        table.read(data);
        table
    })
}
