//! What holds for any bytes.

use std::borrow::Cow;

use encoding_rs::*;
use proptest::prelude::*;

use super::decode;

/// Bytes with markup, escapes and broken sequences more often than chance would have them.
fn any_bytes() -> impl Strategy<Value = Vec<u8>> {
    let pieces = prop_oneof![
        proptest::collection::vec(any::<u8>(), 0..40),
        proptest::sample::select(vec![
            "<meta ",
            "charset",
            "=",
            "\"",
            "'",
            "/",
            ">",
            "<!--",
            "-->",
            "<?xml",
            "encoding",
            "content",
            "http-equiv",
            "content-type",
            "utf-8",
            "gbk",
            " ",
            "\x1B$B",
            "\0",
            "a\0",
            "é",
            "日",
        ])
        .prop_map(|piece| piece.as_bytes().to_vec()),
    ];
    proptest::collection::vec(pieces, 0..60).prop_map(|all| all.concat())
}

fn any_label() -> impl Strategy<Value = Option<&'static Encoding>> {
    proptest::sample::select(vec![
        None,
        Some(UTF_8),
        Some(WINDOWS_1252),
        Some(SHIFT_JIS),
        Some(GB18030),
        Some(ISO_2022_JP),
        Some(UTF_16LE),
        Some(UTF_16BE),
        Some(REPLACEMENT),
        Some(X_USER_DEFINED),
    ])
}

proptest! {
    #[test]
    fn any_bytes_decode(bytes in any_bytes(), charset in any_label(), html: bool) {
        let got = decode(&bytes, charset, html);
        // Nothing is lost unnoticed: no reading turns bytes into less than a quarter of their number.
        prop_assert!(got.text.len() >= bytes.len().saturating_sub(3) / 4 || bytes.contains(&0x1B));
    }

    #[test]
    fn utf8_reads_as_itself(
        text in "\\PC*[\u{80}-\u{10FFFF}]\\PC*",
        charset in proptest::sample::select(vec![None, Some(UTF_8), Some(WINDOWS_1252), Some(KOI8_R)]),
        html: bool,
    ) {
        prop_assume!(!text.starts_with('\u{FEFF}'));
        let got = decode(text.as_bytes(), charset, html);
        prop_assert_eq!(got.encoding, UTF_8);
        prop_assert!(matches!(got.text, Cow::Borrowed(same) if same == text));
    }
}
