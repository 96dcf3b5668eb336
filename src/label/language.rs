//! The language of the likely body, for the choice of cues.

use crate::hash::MIX;
use crate::page::{BlockKind, Page};

/// Blocks that are looked at, and bytes of each: the longest say enough, where they are prose.
const BLOCKS: usize = 2;
const BYTES: usize = 240;
/// Blocks behind those that are looked at where they are not.
const MORE: usize = 6;
/// Fewer bytes than this say nothing.
const MIN_BYTES: usize = 40;

/// ISO 639-1 code of the language of the longest blocks, of those that cues exist for.
pub(super) fn detect(page: &Page) -> Option<&'static str> {
    let longest = longest(page);
    let texts = |blocks: &[Option<u32>]| -> Vec<&str> {
        blocks.iter().flatten().map(|id| start_of(page.block_text(*id))).collect()
    };
    let (own, rest) = longest.split_at(BLOCKS);
    let own = texts(own);
    if own.iter().map(|text| text.len() + 1).sum::<usize>() < MIN_BYTES {
        return None;
    }
    let words = words(&own);
    if let Some(frequent) = frequent(&words).or_else(|| declared(&page.head.language, &words)) {
        return Some(frequent.code);
    }
    // Names of things, numbers, addresses: what the page says it is in, if its other blocks are.
    let rest = frequent(&self::words(&texts(rest)));
    let holds = |rest: &&Frequent| rest.is(&page.head.language) || rest.own.count(&words) > 0;
    if let Some(frequent) = rest.filter(holds) {
        return Some(frequent.code);
    }
    code(whatlang::detect_lang(&own.join("\n"))?)
}

/// The longest blocks, of equal ones the first; code, which is in no language, comes last.
fn longest(page: &Page) -> [Option<u32>; BLOCKS + MORE] {
    const LAST: usize = BLOCKS + MORE - 1;
    let mut longest = [(0, None); LAST + 1];
    for (block, id) in page.blocks.iter().zip(0..) {
        // An empty block is longer than none.
        let len = if block.kind == BlockKind::Preformatted { 1 } else { block.text.len() + 1 };
        if len > longest[LAST].0 {
            longest[LAST] = (len, Some(id));
            let mut at = LAST;
            while at > 0 && longest[at - 1].0 < len {
                longest.swap(at - 1, at);
                at -= 1;
            }
        }
    }
    longest.map(|(_, id)| id)
}

/// What is looked at of a text.
fn start_of(text: &str) -> &str {
    let end = (0..=text.len().min(BYTES)).rev().find(|end| text.is_char_boundary(*end));
    &text[..end.unwrap_or(0)]
}

/// The words of texts, [`packed`]. Where words end is hard to guess: no step depends on it.
fn words(texts: &[&str]) -> Vec<u64> {
    // No word is shorter than its end.
    let mut words = vec![0; texts.iter().map(|text| text.len() + 1).sum()];
    let mut count = 0;
    for text in texts {
        let (mut word, mut len) = (0_u64, 0);
        for byte in text.bytes() {
            let is_end = byte == b' ' || byte == b'\n';
            words[count] = word;
            count += usize::from(is_end);
            word = if len < 8 { word << 8 | u64::from(byte) } else { 0 };
            (word, len) = if is_end { (0, 0) } else { (word, len + 1) };
        }
        words[count] = word;
        count += 1;
    }
    words.truncate(count);
    words
}

/// Words that make up a good part of any text in a language.
struct Frequent {
    code: &'static str,
    /// They are in no other language, so that few are enough.
    own: Words,
    /// Other languages have some of these too, but none so many of them.
    shared: Words,
}

/// Words, [`packed`].
struct Words {
    all: &'static [u64],
    /// A bit for each: most words of a sample have none of these.
    bits: [u64; 4],
}

/// Telling all languages apart takes a hundred times as long as these words, and most pages are in one of these.
const FREQUENT: [Frequent; 6] = [
    Frequent {
        code: "en",
        own: Words::new(&all([
            "the", "and", "that", "with", "from", "this", "you", "your", "which", "their", "have", "has", "are", "they",
        ])),
        shared: Words::new(&all([
            "of", "to", "in", "for", "is", "on", "or", "by", "as", "at", "be", "it", "its", "our", "not", "can",
            "will", "more", "The", "This",
        ])),
    },
    Frequent {
        code: "de",
        own: Words::new(&all([
            "und", "der", "das", "nicht", "ist", "mit", "für", "auf", "ein", "eine", "sich", "auch", "werden", "wird",
            "ich", "sind", "noch", "nur", "wurde", "haben", "kann", "aus", "über", "durch", "dass", "einem", "diese",
            "dieser", "aber", "wenn", "sehr", "vom", "beim", "seine",
        ])),
        shared: Words::new(&all([
            "die", "in", "zu", "den", "des", "dem", "im", "von", "sie", "es", "als", "bei", "wie", "nach", "zur",
            "zum", "einer", "eines", "einen", "oder",
        ])),
    },
    Frequent {
        code: "es",
        own: Words::new(&all([
            "los", "las", "y", "con", "por", "para", "su", "sus", "como", "más", "pero", "fue", "está", "muy",
        ])),
        shared: Words::new(&all([
            "el", "del", "este", "esta", "entre", "según", "hasta", "también", "desde", "cuando", "sobre", "hay",
            "sin", "ser", "ya", "años", "todo", "así", "porque", "puede", "tiene", "otros", "donde", "ante", "quien",
            "El",
        ])),
    },
    Frequent {
        code: "fr",
        own: Words::new(&all([
            "les", "des", "est", "dans", "une", "pour", "pas", "sur", "qui", "avec", "sont", "cette", "aux", "mais",
        ])),
        shared: Words::new(&all([
            "le", "et", "du", "au", "par", "ce", "il", "elle", "nous", "leur", "ne", "plus", "ou", "ses", "été",
            "tout", "comme", "même", "être", "deux", "Le", "Les",
        ])),
    },
    Frequent {
        code: "it",
        own: Words::new(&all([
            "di", "che", "è", "della", "delle", "degli", "dei", "nel", "nella", "alla", "sono", "anche", "più", "gli",
            "questo", "questa", "dal", "dalla",
        ])),
        shared: Words::new(&[]),
    },
    Frequent {
        code: "pl",
        own: Words::new(&all([
            "w", "się", "nie", "jest", "że", "przez", "oraz", "które", "który", "która", "których", "dla", "był",
            "była", "było", "są", "być", "tego", "tej", "może", "już", "przy", "czy", "jego", "także", "tylko", "więc",
            "gdy", "jeśli", "można", "między", "bardzo", "W",
        ])),
        shared: Words::new(&[]),
    },
];

/// Words of its own in the sample, at least, and one in so many of its words.
const MIN_OWN: usize = 4;
const OWN_ONE_IN: usize = 12;
/// The same for all its words together.
const MIN_FREQUENT: usize = 6;
const ONE_IN: usize = 9;

/// The language whose words make up the sample, if it is one of the frequent ones.
fn frequent(sample: &[u64]) -> Option<&'static Frequent> {
    FREQUENT.iter().find(|frequent| frequent.make_up(sample))
}

/// The language that a page says it is in, if it is one of the frequent ones and the sample does not speak against it: code and
/// lists of names have few words that tell a language, but those are of the right one.
fn declared(language: &str, sample: &[u64]) -> Option<&'static Frequent> {
    let own = FREQUENT.iter().find(|frequent| frequent.is(language))?;
    let is_other = |other: &Frequent| other.code != own.code && other.own.count(sample) > 0;
    let words = own.own.count(sample);
    let holds = words > 0 && words + own.shared.count(sample) > 1 && !FREQUENT.iter().any(is_other);
    holds.then_some(own)
}

impl Frequent {
    /// Whether it is what a page says it is in, as "en-US".
    fn is(&self, language: &str) -> bool {
        let primary = language.split(['-', '_']).next().unwrap_or_default();
        self.code.eq_ignore_ascii_case(primary.trim())
    }

    /// Whether the words are frequent in a sample.
    fn make_up(&self, sample: &[u64]) -> bool {
        let (own, words) = (self.own.count(sample), sample.len());
        if own >= MIN_OWN && own * OWN_ONE_IN >= words {
            return true;
        }
        let all = own + self.shared.count(sample);
        all >= MIN_FREQUENT && all * ONE_IN >= words
    }
}

impl Words {
    const fn new(all: &'static [u64]) -> Words {
        let (mut bits, mut at) = ([0; 4], 0);
        while at < all.len() {
            let (place, bit) = Words::bit(all[at]);
            bits[place] |= bit;
            at += 1;
        }
        Words { all, bits }
    }

    /// One of 256 bits for a word: the number that it is in, and its place there.
    const fn bit(word: u64) -> (usize, u64) {
        let hash = word.wrapping_mul(MIX) >> 56;
        (hash as usize / 64, 1 << (hash % 64))
    }

    /// How many words of a sample are among these.
    fn count(&self, sample: &[u64]) -> usize {
        let may_be = |word: u64| {
            let (place, bit) = Words::bit(word);
            self.bits[place] & bit != 0
        };
        sample.iter().filter(|word| may_be(**word) && self.all.contains(word)).count()
    }
}

/// The bytes of a short word as one number; 0 for those of more than eight.
const fn packed(word: &str) -> u64 {
    let (bytes, mut number, mut at) = (word.as_bytes(), 0, 0);
    while at < bytes.len() && bytes.len() <= 8 {
        number = number << 8 | bytes[at] as u64;
        at += 1;
    }
    number
}

const fn all<const N: usize>(words: [&str; N]) -> [u64; N] {
    let (mut all, mut at) = ([0; N], 0);
    while at < N {
        all[at] = packed(words[at]);
        assert!(all[at] != 0, "too long");
        at += 1;
    }
    all
}

fn code(lang: whatlang::Lang) -> Option<&'static str> {
    use whatlang::Lang::*;
    Some(match lang {
        Eng => "en",
        Deu => "de",
        Fra => "fr",
        Spa => "es",
        Ita => "it",
        Por => "pt",
        Nld => "nl",
        Pol => "pl",
        Swe => "sv",
        Nob => "no",
        Dan => "da",
        Fin => "fi",
        Rus => "ru",
        Ukr => "uk",
        Tur => "tr",
        Ell => "el",
        Ara => "ar",
        Hin => "hi",
        Ind => "id",
        Cmn => "zh",
        Jpn => "ja",
        Kor => "ko",
        Heb => "he",
        _ => return None,
    })
}

#[cfg(test)]
mod tests;
