//! The language of the likely body, for the choice of cues.

use crate::hash::MIX;
use crate::page::Page;

/// Blocks and bytes of each that are looked at: the longest say enough.
const BLOCKS: usize = 2;
const BYTES: usize = 240;
/// Fewer bytes than this say nothing.
const MIN_BYTES: usize = 40;

/// ISO 639-1 code of the language of the longest blocks, of those that cues exist for.
pub(super) fn detect(page: &Page) -> Option<&'static str> {
    let longest = longest(page);
    let mut sample = String::new();
    for id in longest.into_iter().flatten() {
        let text = page.block_text(id);
        let mut end = text.len().min(BYTES);
        while !text.is_char_boundary(end) {
            end -= 1;
        }
        sample.push_str(&text[..end]);
        sample.push('\n');
    }
    if sample.len() < MIN_BYTES {
        return None;
    }
    let words: Vec<u64> = sample.split([' ', '\n']).map(packed).collect();
    if let Some(code) = frequent(&words) {
        return Some(code);
    }
    declared(&page.head.language, &words).or_else(|| code(whatlang::detect_lang(&sample)?))
}

/// The longest blocks, of equal ones the first.
fn longest(page: &Page) -> [Option<u32>; BLOCKS] {
    let mut longest = [(0, None); BLOCKS];
    for (block, id) in page.blocks.iter().zip(0..) {
        // An empty block is longer than none.
        let len = block.text.len() + 1;
        if len > longest[BLOCKS - 1].0 {
            longest[BLOCKS - 1] = (len, Some(id));
            // Stable, so that of equal ones the first stays before the others.
            longest.sort_by_key(|(len, _)| std::cmp::Reverse(*len));
        }
    }
    longest.map(|(_, id)| id)
}

/// Words that make up a good part of any text in a language, [`packed`].
struct Frequent {
    code: &'static str,
    /// They are in no other language, so that few are enough.
    own: &'static [u64],
    /// Other languages have some of these too, but none so many of them.
    shared: &'static [u64],
}

/// Telling all languages apart takes a hundred times as long as these words, and most pages are in one of these.
const FREQUENT: [Frequent; 6] = [
    Frequent {
        code: "en",
        own: &all([
            "the", "and", "that", "with", "from", "this", "you", "your", "which", "their", "have", "has", "are", "they",
        ]),
        shared: &all([
            "of", "to", "in", "for", "is", "on", "or", "by", "as", "at", "be", "it", "its", "our", "not", "can",
            "will", "more", "The", "This",
        ]),
    },
    Frequent {
        code: "de",
        own: &all([
            "und", "der", "das", "nicht", "ist", "mit", "für", "auf", "ein", "eine", "sich", "auch", "werden", "wird",
            "ich", "sind", "noch", "nur", "wurde", "haben", "kann", "aus", "über", "durch", "dass", "einem", "diese",
            "dieser", "aber", "wenn", "sehr", "vom", "beim", "seine",
        ]),
        shared: &all([
            "die", "in", "zu", "den", "des", "dem", "im", "von", "sie", "es", "als", "bei", "wie", "nach", "zur",
            "zum", "einer", "eines", "einen", "oder",
        ]),
    },
    Frequent {
        code: "es",
        own: &all(["los", "las", "y", "con", "por", "para", "su", "sus", "como", "más", "pero", "fue", "está", "muy"]),
        shared: &all([
            "el", "del", "este", "esta", "entre", "según", "hasta", "también", "desde", "cuando", "sobre", "hay",
            "sin", "ser", "ya", "años", "todo", "así", "porque", "puede", "tiene", "otros", "donde", "ante", "quien",
            "El",
        ]),
    },
    Frequent {
        code: "fr",
        own: &all([
            "les", "des", "est", "dans", "une", "pour", "pas", "sur", "qui", "avec", "sont", "cette", "aux", "mais",
        ]),
        shared: &all([
            "le", "et", "du", "au", "par", "ce", "il", "elle", "nous", "leur", "ne", "plus", "ou", "ses", "été",
            "tout", "comme", "même", "être", "deux", "Le", "Les",
        ]),
    },
    Frequent {
        code: "it",
        own: &all([
            "di", "che", "è", "della", "delle", "degli", "dei", "nel", "nella", "alla", "sono", "anche", "più", "gli",
            "questo", "questa", "dal", "dalla",
        ]),
        shared: &[],
    },
    Frequent {
        code: "pl",
        own: &all([
            "w", "się", "nie", "jest", "że", "przez", "oraz", "które", "który", "która", "których", "dla", "był",
            "była", "było", "są", "być", "tego", "tej", "może", "już", "przy", "czy", "jego", "także", "tylko", "więc",
            "gdy", "jeśli", "można", "między", "bardzo", "W",
        ]),
        shared: &[],
    },
];

/// Words of its own in the sample, at least, and one in so many of its words.
const MIN_OWN: usize = 4;
const OWN_ONE_IN: usize = 12;
/// The same for all its words together.
const MIN_FREQUENT: usize = 6;
const ONE_IN: usize = 9;

/// The language whose words make up the sample, if it is one of the frequent ones.
fn frequent(sample: &[u64]) -> Option<&'static str> {
    FREQUENT.iter().find(|frequent| frequent.make_up(sample)).map(|frequent| frequent.code)
}

/// The language that a page says it is in, if it is one of the frequent ones and the sample does not speak against it: code and
/// lists of names have few words that tell a language, but those are of the right one.
fn declared(language: &str, sample: &[u64]) -> Option<&'static str> {
    let primary = language.split(['-', '_']).next().unwrap_or_default().trim();
    let own = FREQUENT.iter().find(|frequent| frequent.code.eq_ignore_ascii_case(primary))?;
    let is_other = |other: &&Frequent| other.code != own.code && count(other.own, sample) > 0;
    let words = count(own.own, sample);
    let holds = words > 0 && words + count(own.shared, sample) > 1 && !FREQUENT.iter().any(|other| is_other(&other));
    holds.then_some(own.code)
}

impl Frequent {
    /// Whether the words are frequent in a sample.
    fn make_up(&self, sample: &[u64]) -> bool {
        let (own, words) = (count(self.own, sample), sample.len());
        if own >= MIN_OWN && own * OWN_ONE_IN >= words {
            return true;
        }
        let all = own + count(self.shared, sample);
        all >= MIN_FREQUENT && all * ONE_IN >= words
    }
}

/// How many of a sample's words are among these.
fn count(words: &[u64], sample: &[u64]) -> usize {
    // Most words of a sample share their bit with none of these.
    let bits = words.iter().fold(0, |bits, word| bits | bit(*word));
    sample.iter().filter(|word| bits & bit(**word) != 0 && words.contains(word)).count()
}

/// One of 64 bits for a word.
fn bit(word: u64) -> u64 {
    1 << (word.wrapping_mul(MIX) >> 58)
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
mod tests {
    use super::*;

    fn read(text: &str) -> Vec<u64> {
        text.split(' ').map(packed).collect()
    }

    #[test]
    fn a_declared_language_needs_few_words_of_its_own() {
        let tool = read("mill --grind 3 -w 9 and gap=3 mm; see mill(1) for more");
        assert_eq!(frequent(&tool), None);
        for (language, expected) in
            [("en", Some("en")), ("EN-gb", Some("en")), ("en_US", Some("en")), ("de", None), ("eng", None), ("", None)]
        {
            assert_eq!(declared(language, &tool), expected, "{language}");
        }
        assert_eq!(declared("de", &read("Mühle und Fluss im Tal")), Some("de"));
        for other in
            ["Møllen kan ikke sælges for den pris.", "Le moulin est dans la ville: the mill, and more", "Brick Lane"]
        {
            assert_eq!(declared("en", &read(other)), None, "{other}");
        }
    }

    #[test]
    fn frequent_languages_are_told_by_their_words() {
        for (code, text) in [
            ("en", "The mill on the river is to be sold by its owner, who will not say for how much or to whom."),
            (
                "de",
                "Die Mühle am Fluss soll von dem Besitzer in den nächsten Tagen verkauft werden, und zwar zu einem Preis.",
            ),
            (
                "es",
                "El molino se vende con los campos y las casas, pero su dueño no dice por cuánto ni para quién, y calla.",
            ),
            (
                "fr",
                "Le moulin est vendu avec les champs et les maisons, mais pas pour une somme que nous sachions dans la ville.",
            ),
            (
                "it",
                "Il mulino è in vendita con i campi della valle, anche se il prezzo che il padrone chiede è più di quello del paese.",
            ),
            (
                "pl",
                "Młyn nad rzeką jest na sprzedaż, ale cena nie jest znana, bo właściciel, który w mieście był tylko raz, milczy.",
            ),
            (
                "pl",
                "Młyn nad rzeką jest na sprzedaż, a cena nie jest znana, bo właściciel milczy i do miasta nie jeździ.",
            ),
        ] {
            assert_eq!(frequent(&read(text)), Some(code), "{text}");
        }
    }

    #[test]
    fn others_are_not_taken_for_them() {
        for text in [
            "De molen aan de rivier is te koop, en in het dorp was men er niet blij mee, of we nu willen of niet.",
            "Møllen ved åen er til salg, og for de fleste i byen er det en sorg, at den ikke skal male mere.",
            "O moinho do rio está à venda por um preço que o dono não diz, mas para a vila foi uma surpresa.",
            "Il mulino sul fiume è in vendita a un prezzo che il padrone non dice, ma per il paese è una sorpresa.",
            "Mlýn na řece je na prodej, ale cena není známa, protože majitel mlčí a do města od jara nejezdí.",
            "Mlyn na rieke je na predaj, no cena nie je známa, lebo majiteľ mlčí a do mesta od jari nechodí.",
            "O muíño do río está á venda por un prezo que o dono non di, mais para a vila foi unha sorpresa.",
            "Moara de pe râu este de vânzare la un preț pe care stăpânul nu îl spune, iar satul e mirat.",
            "El molí del riu és en venda per un preu que l'amo no diu, però la vila està trista i no ho amaga.",
            "Brick Kiln Lane, Mill Street, Harbour Row, Quay 4, Tollgate, North Bridge, Lower Town, Ferry Landing.",
        ] {
            assert_eq!(frequent(&read(text)), None, "{text}");
        }
    }
}
