//! Real sentences in the encodings their pages were written in.

use encoding_rs::*;

use super::tests::{check, page};
use super::{EncodingSource, decode};

/// A sentence with the encodings its pages were written in.
const SENTENCES: &[(&str, &[&Encoding])] = &[
    ("Die Bürger hörten zu; später gab es Kaffee für alle, und müde Gäste schliefen.", &[WINDOWS_1252]),
    (
        "Wczoraj wieczorem mieszkańcy usłyszeli głośną muzykę, więc wyszli z łóżek na ulicę.",
        &[ISO_8859_2, WINDOWS_1250],
    ),
    (
        "Вчера вечером жители услышали громкую музыку и вышли на улицу посмотреть.",
        &[WINDOWS_1251, KOI8_U, ISO_8859_5, IBM866],
    ),
    ("Χθες το βράδυ οι κάτοικοι άκουσαν δυνατή μουσική και βγήκαν στον δρόμο.", &[WINDOWS_1253]),
    ("אתמול בערב שמעו התושבים מוזיקה רועשת ויצאו לרחוב לראות מה קורה.", &[WINDOWS_1255]),
    ("مساء أمس سمع السكان موسيقى صاخبة فخرجوا إلى الشارع ليروا ما يحدث.", &[WINDOWS_1256]),
    ("เมื่อวานตอนเย็นชาวบ้านได้ยินเสียงดนตรีดังและพากันออกมาดูที่ถนน", &[WINDOWS_874]),
    ("昨天晚上居民们听到很响的音乐，于是都走到街上去看。", &[GBK, GB18030]),
    ("昨天晚上居民們聽到很響的音樂，於是都走到街上去看。", &[BIG5]),
    ("昨夜、住民たちは大きな音楽を聞いて、通りに出て見ました。", &[SHIFT_JIS, EUC_JP, ISO_2022_JP]),
    ("어제 저녁 주민들은 큰 음악 소리를 듣고 거리로 나와 보았습니다.", &[EUC_KR]),
];

/// The bytes of a text, all of whose characters the encoding must have.
fn encode(text: &str, encoding: &'static Encoding) -> Vec<u8> {
    let (bytes, _, unmappable) = encoding.encode(text);
    assert!(!unmappable, "{text} does not fit {}", encoding.name());
    bytes.into_owned()
}

#[test]
fn legacy_text_reads_right_under_its_own_label() {
    for (text, encodings) in SENTENCES {
        for &encoding in *encodings {
            let bytes = encode(text, encoding);
            let got = decode(&bytes, Some(encoding), false);
            check(&got, text, encoding, EncodingSource::Http);
            let input = page(encoding.name(), &bytes);
            let got = decode(&input, None, true);
            check(&got, text, encoding, EncodingSource::Meta);
        }
    }
    // One Chinese letter whose two bytes are also UTF-8.
    let got = decode(b"\xCF\xB0", Some(GBK), false);
    check(&got, "习", GBK, EncodingSource::Http);
}

#[test]
fn legacy_text_reads_right_without_a_label_or_as_false_utf8() {
    for (text, encodings) in SENTENCES {
        for &encoding in *encodings {
            let text = format!("<p>{text}</p>\n").repeat(3);
            let bytes = encode(&text, encoding);
            let got = decode(&bytes, None, false);
            assert_eq!(got.text, text, "{}", encoding.name());
            assert_eq!(got.source, EncodingSource::Detected);
            if encoding != ISO_2022_JP {
                let input = page("utf-8", &bytes);
                let got = decode(&input, Some(UTF_8), true);
                assert!(got.text.contains(&text), "{}", encoding.name());
                assert_eq!(got.source, EncodingSource::Detected);
            }
        }
    }
}

#[test]
fn a_false_http_utf8_leaves_the_meta_its_say() {
    let bytes = encode(SENTENCES[2].0, KOI8_U);
    let input = page("koi8-u", &bytes);
    let got = decode(&input, Some(UTF_8), true);
    check(&got, SENTENCES[2].0, KOI8_U, EncodingSource::Meta);
}

#[test]
fn utf8_reads_right_under_every_label() {
    for label in
        Encoding::for_label(b"utf-16").into_iter().chain(SENTENCES.iter().flat_map(|(_, all)| all.iter().copied()))
    {
        for (text, _) in SENTENCES {
            let got = decode(text.as_bytes(), Some(label), false);
            check(&got, text, UTF_8, EncodingSource::Utf8);
            let input = page(label.name(), text.as_bytes());
            assert!(decode(&input, None, true).text.contains(text));
        }
    }
}

#[test]
fn a_cut_off_character_does_not_hide_the_encoding() {
    for (text, encodings) in SENTENCES.iter().skip(7) {
        for &encoding in *encodings {
            let mut bytes = encode(&text.repeat(2), encoding);
            bytes.pop();
            assert!(decode(&bytes, None, false).text.starts_with(text));
        }
    }
}

#[test]
fn seven_bit_japanese_is_seen_by_its_escapes() {
    let text = SENTENCES[9].0;
    let bytes = encode(text, ISO_2022_JP);
    let got = decode(&bytes, None, false);
    check(&got, text, ISO_2022_JP, EncodingSource::Detected);
    // Terminal colours are no Japanese, and bytes above 0x7F refute the label.
    let got = decode(b"\x1B[31mred\x1B[0m \x1B$", None, false);
    check(&got, "red", UTF_8, EncodingSource::Utf8);
    let bytes = encode(text, SHIFT_JIS);
    let got = decode(&bytes, Some(ISO_2022_JP), false);
    check(&got, text, SHIFT_JIS, EncodingSource::Detected);
}
