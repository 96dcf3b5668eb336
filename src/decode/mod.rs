//! Bytes to text.
//!
//! A scraped page often carries a wrong label or none, so a label is believed only while the bytes do not
//! refute it. The order is: byte order mark, the caller's charset, the page's own `<meta>`, then what the
//! bytes look like. Decoding never fails: what cannot be read becomes U+FFFD.

mod detect;
mod prescan;
mod shape;

#[cfg(test)]
mod html5lib_tests;
#[cfg(test)]
mod language_tests;
#[cfg(test)]
mod prescan_tests;
#[cfg(test)]
mod property_tests;
#[cfg(test)]
mod tests;

use std::borrow::Cow;

use encoding_rs::{Encoding, ISO_2022_JP, REPLACEMENT, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252, X_USER_DEFINED};
use shape::Shape;

/// How far a `<meta>` is looked for when the bytes are not UTF-8 anyway. The standard's prescan stops after
/// 1024 bytes, but browsers start over when their parser meets a later one, and pages that put scripts and
/// preloads first have it after some kilobytes (one page in a hundred after 14 kB).
const LATE_META: usize = 64 * 1024;

/// Where the encoding came from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum EncodingSource {
    /// A byte order mark at the start.
    Bom,
    /// The charset the caller passed, usually from the HTTP header.
    Http,
    /// The page's own `<meta>` or XML declaration.
    Meta,
    /// No usable label; the bytes are UTF-8 (plain ASCII included).
    Utf8,
    /// No usable label; guessed from byte statistics.
    Detected,
}

/// The text of a page, with how it was read, so that a caller can report a doubtful reading.
#[derive(Debug)]
#[cfg_attr(not(test), allow(dead_code, reason = "the pipeline takes the text; tests check how it came about"))]
pub(crate) struct Decoded<'a> {
    /// The text, borrowed when the bytes were valid UTF-8 already.
    pub text: Cow<'a, str>,
    /// The encoding the bytes were read as.
    pub encoding: &'static Encoding,
    /// What decided for that encoding.
    pub source: EncodingSource,
    /// Whether some bytes were malformed and became U+FFFD.
    pub had_errors: bool,
}

/// Reads `bytes` as text.
///
/// `charset` is the caller's HTTP charset, resolved already. `html` runs the `<meta>` prescan; plain text
/// must not, since an article about HTML may quote a `<meta>`.
pub(crate) fn decode<'a>(bytes: &'a [u8], charset: Option<&'static Encoding>, html: bool) -> Decoded<'a> {
    if let Some((encoding, mark)) = Encoding::for_bom(bytes) {
        return read(&bytes[mark..], encoding, EncodingSource::Bom);
    }
    let shape = Shape::measure(bytes);
    let (encoding, source) = choose(bytes, charset, html, &shape);
    match shape.valid {
        Some(text) if encoding == UTF_8 => Decoded { text: Cow::Borrowed(text), encoding, source, had_errors: false },
        _ => read(bytes, encoding, source),
    }
}

/// Decodes with a chosen encoding. Marks were handled before, so encoding_rs must not look for one again.
fn read<'a>(bytes: &'a [u8], encoding: &'static Encoding, source: EncodingSource) -> Decoded<'a> {
    let (text, had_errors) = encoding.decode_without_bom_handling(bytes);
    Decoded { text, encoding, source, had_errors }
}

/// The first label the bytes do not refute, else what the bytes look like.
fn choose(
    bytes: &[u8],
    charset: Option<&'static Encoding>,
    html: bool,
    shape: &Shape,
) -> (&'static Encoding, EncodingSource) {
    if let Some(label) = charset.map(usable)
        && believable(label, html, shape)
    {
        return (label, EncodingSource::Http);
    }
    if html
        && let Some(label) = prescan::declared(bytes, window(shape)).map(usable)
        && believable(label, html, shape)
    {
        return (label, EncodingSource::Meta);
    }
    if let Some(encoding) = shape.utf16 {
        return (encoding, EncodingSource::Detected);
    }
    if shape.ascii && detect::is_iso_2022_jp(bytes) {
        return (ISO_2022_JP, EncodingSource::Detected);
    }
    if shape.looks_utf8() {
        return (UTF_8, EncodingSource::Utf8);
    }
    (detect::guess(bytes), EncodingSource::Detected)
}

/// x-user-defined maps to private use characters, no text for a reader; pages that name it hold windows-1252.
fn usable(label: &'static Encoding) -> &'static Encoding {
    if label == X_USER_DEFINED { WINDOWS_1252 } else { label }
}

/// How much of the page the prescan reads. Bytes that are UTF-8 will be read so whatever a late `<meta>` says.
fn window(shape: &Shape) -> usize {
    if shape.valid.is_some() && !shape.ascii { prescan::STANDARD } else { LATE_META }
}

/// Whether the bytes can be what the label says.
fn believable(label: &'static Encoding, html: bool, shape: &Shape) -> bool {
    if let Some(encoding) = shape.utf16 {
        return label == encoding;
    }
    if label == UTF_8 {
        shape.mostly_utf8()
    } else if label == REPLACEMENT {
        // Labels that browsers refuse (hz-gb-2312, iso-2022-kr ...); obeying would lose the whole page.
        false
    } else if label == ISO_2022_JP {
        // A seven-bit encoding.
        shape.ascii
    } else if label == UTF_16LE || label == UTF_16BE {
        // Markup has ASCII in it, which has a NUL byte in UTF-16.
        shape.has_nul() || !(html || shape.valid.is_some())
    } else {
        !shape.surely_utf8(label.is_single_byte())
    }
}
