//! Phrases of the data files as tables, made when a language is first asked for.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};
use std::sync::OnceLock;

use super::{Classes, HELPERS, MODES, Mode};
use crate::label::Label;
use crate::label::words::{self, Word, roll, words};

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

/// A map by hashes of phrases. What pages say is looked up in it, but never put into it.
type Hashes<T> = HashMap<u64, T, BuildHasherDefault<Keyed>>;

/// Keys are hashes already.
#[derive(Default)]
struct Keyed(u64);

impl Hasher for Keyed {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.0 = roll(self.0, u64::from(*byte));
        }
    }

    fn write_u64(&mut self, key: u64) {
        self.0 = key;
    }
}

/// Phrases of the files that serve one language.
#[derive(Debug)]
pub(super) struct Table {
    phrases: Hashes<Classes>,
    /// By hash of a word, the modes of the phrases that it starts (that it ends, for suffixes), as bits: most words start
    /// none, and one look at this array says so.
    pub(super) ends: Box<[u8]>,
    /// By hash of a mode and a run of words, as bits: whether phrases of the mode start like that.
    pub(super) starts: Box<[u64]>,
    pub(super) longest: usize,
    /// Sections with a name that nothing here knows.
    #[cfg_attr(not(test), allow(dead_code))]
    pub(super) unknown: Vec<String>,
}

/// Length of [`Table::ends`]: some thousand phrases set one in ten.
const ENDS: usize = 1 << 16;

/// Length of [`Table::starts`]: the starts of all phrases set one bit in fifteen.
const STARTS: usize = 1 << 12;

pub(super) fn start(mode: Mode, words: u64) -> (usize, u64) {
    let bit = key(mode, words).wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 46;
    (bit as usize / 64, 1 << (bit % 64))
}

pub(super) fn end(word: u64) -> usize {
    (word.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 48) as usize
}

fn key(mode: Mode, hash: u64) -> u64 {
    hash ^ (mode as u64 + 1).wrapping_mul(0xd6e8_feb8_6659_fd93)
}

impl Table {
    pub(super) fn parse<'d>(files: impl Iterator<Item = &'d str>) -> Table {
        let phrases = HashMap::default();
        let mut table = Table {
            phrases,
            ends: vec![0; ENDS].into(),
            starts: vec![0; STARTS].into(),
            longest: 0,
            unknown: Vec::new(),
        };
        files.for_each(|data| table.read(data));
        table
    }

    fn read(&mut self, data: &str) {
        let mut section = None;
        let mut buffer = Vec::new();
        for line in data.lines().map(str::trim) {
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
            buffer.clear();
            words(line, MAX_PHRASE, &mut buffer);
            self.add(&buffer, classes, mode);
        }
    }

    fn add(&mut self, phrase: &[Word], classes: Classes, mode: Mode) {
        let end = if mode == Mode::Suffix { phrase.last() } else { phrase.first() };
        let Some(end) = end else { return };
        let hash = words::hash(phrase);
        let entry = self.phrases.entry(key(mode, hash)).or_default();
        *entry = entry.or(classes);
        self.longest = self.longest.max(phrase.len());
        self.ends[self::end(end.hash)] |= 1 << mode as u8;
        let mut hash = 0;
        for word in phrase {
            hash = roll(hash, word.hash);
            let (at, bit) = start(mode, hash);
            self.starts[at] |= bit;
        }
    }

    /// Whether a phrase of the mode can start (or end, for suffixes) with the word.
    pub(super) fn may(&self, mode: Mode, word: &Word) -> bool {
        self.ends[end(word.hash)] & 1 << mode as u8 != 0
    }

    pub(super) fn get(&self, mode: Mode, hash: u64) -> Classes {
        self.phrases.get(&key(mode, hash)).copied().unwrap_or_default()
    }
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
    let code = FILES[at].0;
    let serves =
        move |(known, data): &(&'static str, &'static str)| (*known == code || ALWAYS.contains(known)).then_some(*data);
    TABLES[at].get_or_init(|| Table::parse(FILES.iter().filter_map(serves)))
}
