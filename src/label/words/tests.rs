use proptest::prelude::*;

use super::*;
use crate::page::samples;

proptest! {
    #[test]
    fn known_words_are_the_same(text in samples::TEXTS, limit in 1_usize..12) {
        let page = samples::page(&text);
        if let Some(runs) = page.blocks.first().and_then(|_| page.block_runs(0)) {
            let (mut known, mut read) = (Vec::new(), Vec::new());
            known_words(page.block_text(0), runs, limit, &mut known);
            words(page.block_text(0), limit, &mut read);
            prop_assert_eq!(known, read);
        }
    }
}

fn hashes(text: &str) -> Vec<u64> {
    let mut out = Vec::new();
    words(text, 100, &mut out);
    out.iter().map(|word| word.hash).collect()
}

#[test]
fn what_reads_the_same_is_the_same() {
    for (one, other) in [
        ("Now playing", "NOW  PLAYING"),
        ("› Read more …", "read more"),
        ("L’ARTICLE ECOUTER", "l'article écouter"),
        ("ΔΙΑΒΑΣΤΕ ΕΠΙΣΗΣ", "διαβάστε επίσης"),
        ("İLGİLİ HABER", "ilgili haber"),
        ("٣ أيام", "3 ايام"),
        ("ＡＢＣ", "abc"),
    ] {
        assert_eq!(hashes(one), hashes(other), "{one} {other}");
    }
    assert_eq!(hashes("正在播放").len(), 4);
    assert_eq!(hashes("now")[0], word_hash("now"));
}

#[test]
fn signs_after_words_are_kept() {
    let mut out = Vec::new();
    words("Photo: Jane — Roe写真＝", 100, &mut out);
    let after: Vec<char> = out.iter().map(|word| word.after).collect();
    assert_eq!(after, [':', '—', '\0', '\0', '＝']);
}

#[test]
fn letters_without_case_are_neither_signs_nor_folded() {
    for c in ('\u{3000}'..='\u{d7ff}').filter(|c| is_caseless(*c)) {
        assert!(!is_ignored(c) && !is_sign(c) && !c.is_uppercase() && !c.is_lowercase() && fold_any(c) == c, "{c:?}");
    }
}
