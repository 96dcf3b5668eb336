//! The prescan's steps, one small head for each.

use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE};

use super::prescan::{STANDARD, declared};

/// Heads that declare koi8-r.
const DECLARING: &[&str] = &[
    "<meta charset=koi8-r>",
    "<META CHARSET=KOI8-R>",
    "<meta charset = ' koi8-r '>",
    "<meta\tcharset=\"koi8-r\"/>",
    "<meta/charset=koi8-r>",
    "<meta a/b = 1 charset=koi8-r>",
    "<meta =charset charset=koi8-r>",
    "<meta charset=koi8-r charset=utf-8>",
    "<meta charset=koi8-r http-equiv=content-type content='charset=utf-8'>",
    "<meta content='charset=utf-8' charset=koi8-r>",
    "<meta http-equiv=Content-Type content='text/html; charset=koi8-r'>",
    "<meta content='text/html; charset=koi8-r' http-equiv=Content-Type>",
    "<meta http-equiv=content-type content='charset koi charset = koi8-r; x'>",
    "<meta http-equiv=content-type content='text/html;charset=\"koi8-r\"x'>",
    "<meta http-equiv=content-type content='text/html;CHARSET=koi8-r x'>",
    "<meta charset=none><meta charset=koi8-r>",
    "<meta http-equiv=content-type content=text/html><meta charset=koi8-r>",
    "<!--<meta charset=utf-8>--><meta charset=koi8-r>",
    "<!--><meta charset=koi8-r>",
    "<!---><meta charset=koi8-r>",
    "<!-- a -- > b --><meta charset=koi8-r>",
    "<!doctype html><?x <?><meta charset=koi8-r>",
    "</ <meta charset=utf-8><meta charset=koi8-r>",
    "</p title='>'><meta charset=koi8-r>",
    "<p title='<meta charset=utf-8>'><meta charset=koi8-r>",
    "<p title=<meta charset=utf-8><meta charset=koi8-r>",
    "a < b <3 <> <meta charset=koi8-r>",
    "<script>x = '<meta charset=koi8-r>'</script>",
    "<metax charset=utf-8><meta charset=koi8-r>",
];

/// Heads that declare nothing.
const SILENT: &[&str] = &[
    "",
    "<",
    "<!--",
    "<meta",
    "<meta ",
    "<meta charset",
    "<meta charset=",
    "<meta charset=koi8-r",
    "<meta charset='koi8-r",
    "<meta charset='koi8-r>",
    "<meta charset='koi8-r'",
    "<metacharset=koi8-r>",
    "<meta charset>",
    "<meta charset=>",
    "<meta charset/=koi8-r>",
    "<meta charset=koi8-r/>",
    "<meta charset=none http-equiv=content-type content='charset=koi8-r'>",
    "<meta charset=none charset=koi8-r>",
    "<meta content='charset=koi8-r'>",
    "<meta name=content-type content='charset=koi8-r'>",
    "<meta http-equiv=refresh http-equiv=content-type content='charset=koi8-r'>",
    "<meta http-equiv=content-type content='a' content='charset=koi8-r'>",
    "<meta http-equiv=content-type content='charset'>",
    "<meta http-equiv=content-type content='charset='>",
    "<meta http-equiv=content-type content='charset=\"koi8-r'>",
    "<meta http-equiv=content-type content='charset=;koi8-r'>",
    "<!-- <meta charset=koi8-r>",
    "<p title=\"<meta charset=koi8-r>",
    "&lt;meta charset=koi8-r>",
];

#[test]
fn declarations_are_read_as_browsers_read_them() {
    let koi = Encoding::for_label(b"koi8-r");
    for head in DECLARING {
        assert_eq!(declared(head.as_bytes(), STANDARD), koi, "{head}");
    }
    for head in SILENT {
        assert_eq!(declared(head.as_bytes(), STANDARD), None, "{head}");
    }
}

#[test]
fn utf16_shows_in_an_xml_declaration() {
    assert_eq!(declared(b"<\0?\0x\0", STANDARD), Some(UTF_16LE));
    assert_eq!(declared(b"\0<\0?\0x", STANDARD), Some(UTF_16BE));
    // Only its name there, in bytes that are not.
    assert_eq!(declared(b"<?xml encoding='utf-16'?>", STANDARD), Some(UTF_8));
}

#[test]
fn the_window_ends_the_search() {
    let head = format!("{}<meta charset=koi8-r>", " ".repeat(1010));
    assert_eq!(declared(head.as_bytes(), STANDARD), None);
    assert!(declared(head.as_bytes(), 2 * STANDARD).is_some());
}
