//! The language of the likely body, for the choice of cues.

use crate::page::Page;

/// Blocks and bytes of each that are looked at: the longest say enough.
const BLOCKS: usize = 2;
const BYTES: usize = 240;
/// Fewer bytes than this say nothing.
const MIN_BYTES: usize = 40;

/// ISO 639-1 code of the language of the longest blocks, of those that cues exist for.
pub(super) fn detect(page: &Page) -> Option<&'static str> {
    let mut longest: Vec<u32> = (0..page.blocks.len() as u32).collect();
    let rank = |id: &u32| (usize::MAX - page.blocks[*id as usize].text.len(), *id);
    if longest.len() > BLOCKS {
        longest.select_nth_unstable_by_key(BLOCKS, rank);
        longest.truncate(BLOCKS);
    }
    longest.sort_unstable_by_key(rank);
    let mut sample = String::new();
    for id in longest {
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
    if let Some((code, _)) = FREQUENT.iter().find(|(_, words)| is_full_of(words, &sample)) {
        return Some(code);
    }
    code(whatlang::detect_lang(&sample)?)
}

/// Words that make up a good part of any text in a language, and of none in another: telling all languages apart takes a
/// hundred times as long, and most pages are in one of these.
const FREQUENT: [(&str, [&str; 14]); 2] = [
    (
        "en",
        ["the", "and", "that", "with", "from", "this", "you", "your", "which", "their", "have", "has", "are", "they"],
    ),
    ("de", ["und", "der", "das", "nicht", "ist", "mit", "für", "auf", "ein", "eine", "sich", "auch", "werden", "wird"]),
];
/// Such words in the sample, at least; and one in so many of its words.
const MIN_FREQUENT: usize = 4;
const ONE_IN: usize = 12;

/// Whether the words are frequent in a sample.
fn is_full_of(frequent: &[&str], sample: &str) -> bool {
    let (mut words, mut known) = (0, 0);
    for word in sample.split([' ', '\n']) {
        words += 1;
        known += usize::from(word.len() <= 6 && frequent.contains(&word));
    }
    known >= MIN_FREQUENT && known * ONE_IN >= words
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
