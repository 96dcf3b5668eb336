//! Every rule of the module, each with the smallest page that needs it.

use std::borrow::Cow;

use encoding_rs::*;

use super::{Decoded, EncodingSource, decode};

/// The bytes of UTF-16, which encoding_rs does not write.
fn utf16(text: &str, big: bool) -> Vec<u8> {
    let units = text.encode_utf16();
    units.flat_map(|unit| if big { unit.to_be_bytes() } else { unit.to_le_bytes() }).collect()
}

/// A page with the label in its head and the text in its body.
pub(super) fn page(label: &str, text: &[u8]) -> Vec<u8> {
    let head = format!("<!DOCTYPE html><meta charset=\"{label}\"><title>x</title><p>");
    [head.as_bytes(), text, b"</p>"].concat()
}

/// Asserts that a reading contains the text and came about as expected.
#[track_caller]
pub(super) fn check(got: &Decoded, text: &str, encoding: &'static Encoding, source: EncodingSource) {
    assert!(got.text.contains(text), "{text:?} not in {:?}", got.text);
    assert_eq!((got.encoding, got.source), (encoding, source));
}

#[test]
fn nothing_is_empty_text() {
    for html in [true, false] {
        for charset in [None, Some(WINDOWS_1252), Some(UTF_16LE), Some(REPLACEMENT)] {
            let got = decode(b"", charset, html);
            assert_eq!((got.text.as_ref(), got.had_errors), ("", false));
        }
    }
    check(&decode(b"", None, true), "", UTF_8, EncodingSource::Utf8);
}

#[test]
fn a_mark_beats_every_label() {
    let text = "<meta charset=windows-1251>Grüße";
    for (mark, bytes, encoding) in [
        (&b"\xEF\xBB\xBF"[..], text.as_bytes().to_vec(), UTF_8),
        (b"\xFF\xFE", utf16(text, false), UTF_16LE),
        (b"\xFE\xFF", utf16(text, true), UTF_16BE),
    ] {
        let input = [mark, &bytes].concat();
        let got = decode(&input, Some(KOI8_R), true);
        assert_eq!(got.text, text);
        check(&got, text, encoding, EncodingSource::Bom);
        assert!(!got.had_errors);
    }
}

#[test]
fn http_beats_meta_and_meta_beats_guessing() {
    let input = page("iso-8859-2", b"\xB1\xB6");
    let got = decode(&input, Some(WINDOWS_1252), true);
    check(&got, "±¶", WINDOWS_1252, EncodingSource::Http);
    let got = decode(&input, None, true);
    check(&got, "ąś", ISO_8859_2, EncodingSource::Meta);
}

#[test]
fn plain_text_may_quote_a_meta() {
    let input = page("koi8-r", b"caf\xE9");
    let got = decode(&input, None, false);
    check(&got, "café", WINDOWS_1252, EncodingSource::Detected);
}

#[test]
fn labels_are_mapped_as_browsers_do() {
    let got = page("iso-8859-1", b"\x93Hi\x94");
    let got = decode(&got, None, true);
    check(&got, "“Hi”", WINDOWS_1252, EncodingSource::Meta);
    let got = page("x-user-defined", b"caf\xE9");
    let got = decode(&got, None, true);
    check(&got, "café", WINDOWS_1252, EncodingSource::Meta);
    let got = decode(b"caf\xE9", Some(X_USER_DEFINED), false);
    check(&got, "café", WINDOWS_1252, EncodingSource::Http);
    let got = page("utf-16", "Grüße".as_bytes());
    let got = decode(&got, None, true);
    check(&got, "Grüße", UTF_8, EncodingSource::Meta);
    // A label that browsers refuse; the page is readable nevertheless.
    let got = page("hz-gb-2312", b"caf\xE9 cr\xE8me");
    let got = decode(&got, None, true);
    check(&got, "café", WINDOWS_1252, EncodingSource::Detected);
}

#[test]
fn an_xml_declaration_counts_after_a_meta() {
    let xml = |rest: &[u8]| [b"<?xml version='1.0' encoding = 'iso-8859-2' ?>", rest, b"\xB1"].concat();
    let input = xml(b"<p>");
    check(&decode(&input, None, true), "ą", ISO_8859_2, EncodingSource::Meta);
    let input = xml(b"<meta charset=windows-1251>");
    check(&decode(&input, None, true), "±", WINDOWS_1251, EncodingSource::Meta);
    for broken in [
        "<?xml encoding=iso-8859-2?>",
        "<?xml encoding='iso-8859-2?>",
        "<?xml encoding=' iso-8859-2'?>",
        " <?xml encoding='iso-8859-2'?>",
        "<?xml version='1.0'?><p title=\"encoding='iso-8859-2'\">",
        "<?xml encoding",
    ] {
        let input = [broken.as_bytes(), b"\xE9"].concat();
        assert_ne!(decode(&input, None, true).encoding, ISO_8859_2, "{broken}");
    }
}

#[test]
fn a_late_meta_is_found_when_it_matters() {
    let head = format!("<script>{}</script>", "if (a < b) f();\n".repeat(500));
    let late = |text: &[u8]| [head.as_bytes(), &page("iso-8859-2", text)].concat();
    let input = late(b"\xB1\xB6");
    check(&decode(&input, None, true), "ąś", ISO_8859_2, EncodingSource::Meta);
    let input = late("ąś".as_bytes());
    check(&decode(&input, None, true), "ąś", UTF_8, EncodingSource::Utf8);
}

#[test]
fn utf8_reads_right_under_a_wrong_label() {
    let got = decode("© 2020".as_bytes(), Some(WINDOWS_1252), true);
    check(&got, "© 2020", UTF_8, EncodingSource::Utf8);
    // The meta agrees with the bytes, so it is what decided.
    let input = page("utf-8", "Grüße".as_bytes());
    let got = decode(&input, Some(WINDOWS_1252), true);
    check(&got, "Grüße", UTF_8, EncodingSource::Meta);
    // A stray byte among many good ones changes nothing.
    let input = ["Grüße ".repeat(20).as_bytes(), b"\xFF"].concat();
    let got = decode(&input, Some(WINDOWS_1252), true);
    check(&got, "Grüße", UTF_8, EncodingSource::Utf8);
}

#[test]
fn few_bad_bytes_leave_utf8_alone() {
    let input = ["Grüße ".as_bytes(), b"\xE4", " Köln, Füße".as_bytes()].concat();
    for charset in [None, Some(UTF_8)] {
        let got = decode(&input, charset, false);
        assert_eq!(got.text, "Grüße \u{FFFD} Köln, Füße");
        assert!(got.had_errors);
    }
    // A replacement character that the page holds itself is no error.
    let got = decode("M\u{FFFD}scot".as_bytes(), Some(UTF_8), true);
    check(&got, "M\u{FFFD}scot", UTF_8, EncodingSource::Http);
    assert!(!got.had_errors);
}

#[test]
fn a_single_byte_page_labelled_utf8_keeps_its_quotes() {
    for (bytes, text) in [
        (&b"It\x92s here"[..], "It’s here"),
        (b"a na\xEFve idea", "a naïve idea"),
        (b"only \xA310 now", "only £10 now"),
        (b"\xAE and \xAE and \xAE and \xAE", "® and ® and ® and ®"),
    ] {
        for charset in [None, Some(UTF_8)] {
            let got = decode(bytes, charset, true);
            check(&got, text, WINDOWS_1252, EncodingSource::Detected);
        }
    }
}

#[test]
fn the_end_may_cut_a_character_off() {
    for cut in [&b"\xC3"[..], b"\xE2\x82", b"\xF0\x9F\x98"] {
        let input = ["Grüße ".as_bytes(), cut].concat();
        for charset in [None, Some(UTF_8), Some(WINDOWS_1252)] {
            let got = decode(&input, charset, false);
            assert_eq!((got.text.as_ref(), got.encoding), ("Grüße \u{FFFD}", UTF_8));
            assert!(got.had_errors);
        }
        let input = [b"abc ", cut].concat();
        assert_eq!(decode(&input, Some(UTF_8), false).text, "abc \u{FFFD}");
        // Without a label one byte may be a letter of its own; two that fit together are not.
        let is_utf8 = decode(&input, None, false).encoding == UTF_8;
        assert_eq!(is_utf8, cut.len() > 1);
    }
    let got = decode(b"caf\xE9", None, false);
    check(&got, "café", WINDOWS_1252, EncodingSource::Detected);
}

#[test]
fn utf16_without_a_mark_shows_in_its_nuls() {
    let text = "<p>Grüße 世界 — тест</p>";
    for (big, encoding) in [(false, UTF_16LE), (true, UTF_16BE)] {
        let bytes = utf16(text, big);
        for charset in [None, Some(UTF_8), Some(WINDOWS_1252)] {
            let got = decode(&bytes, charset, true);
            check(&got, text, encoding, EncodingSource::Detected);
        }
        let got = decode(&bytes, Some(encoding), true);
        check(&got, text, encoding, EncodingSource::Http);
        // Cut within a character.
        let got = decode(&bytes[..bytes.len() - 1], None, true);
        check(&got, "тест", encoding, EncodingSource::Detected);
        assert!(got.had_errors);
        // All bytes below 0x80, yet not ASCII text.
        let bytes = utf16("<p>plain words only</p>", big);
        let got = decode(&bytes, None, true);
        check(&got, "plain words", encoding, EncodingSource::Detected);
    }
    let got = utf16("<?xml version='1.0'?>", false);
    check(&decode(&got, None, true), "xml", UTF_16LE, EncodingSource::Meta);
    // Too short for a pattern, but labelled.
    let bytes = utf16("日本", true);
    let got = decode(&bytes, Some(UTF_16BE), false);
    check(&got, "日本", UTF_16BE, EncodingSource::Http);
}

#[test]
fn stray_nuls_and_false_utf16_labels_do_no_harm() {
    let got = decode("\0G\0r\0üße".as_bytes(), None, true);
    check(&got, "üße", UTF_8, EncodingSource::Utf8);
    let got = decode("Grüße\0\0\0".as_bytes(), None, true);
    check(&got, "Grüße", UTF_8, EncodingSource::Utf8);
    let got = decode(b"<p>plain words", Some(UTF_16LE), true);
    check(&got, "plain words", UTF_8, EncodingSource::Utf8);
    let input = page("windows-1251", b"\xE4\xE0");
    let got = decode(&input, Some(UTF_16LE), true);
    check(&got, "да", WINDOWS_1251, EncodingSource::Meta);
}

#[test]
fn good_text_is_borrowed() {
    for charset in [None, Some(UTF_8), Some(WINDOWS_1252)] {
        for text in ["plain", "Grüße"] {
            let got = decode(text.as_bytes(), charset, true);
            assert!(matches!(got.text, Cow::Borrowed(same) if same == text));
        }
    }
    let got = decode(b"\xEF\xBB\xBFGr\xC3\xBC\xC3\x9Fe", None, true);
    assert!(matches!(got.text, Cow::Borrowed("Grüße")));
}

#[test]
fn hostile_bytes_take_linear_time() {
    for piece in [
        &b"<"[..],
        b"<!--",
        b"<meta ",
        b"<meta content=charset",
        b"<a b=\"",
        b"<?xml ",
        b"\xFF",
        b"\xE2\x82 ",
        b"\x1B$",
        b"\x1B$B",
        b"\0\xFF",
        b"x               \xE9               x",
    ] {
        let input = piece.repeat(200_000 / piece.len());
        for charset in [None, Some(UTF_8), Some(UTF_16LE), Some(ISO_2022_JP)] {
            decode(&input, charset, true);
        }
    }
}
