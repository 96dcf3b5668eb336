//! Values as pages write them, to plain text.

use crate::page::start_of;

/// Entities that pages escape twice; the rest is rare enough to stay.
const ENTITIES: &[(&str, &str)] = &[
    ("amp;", "&"),
    ("quot;", "\""),
    ("apos;", "'"),
    ("lt;", "<"),
    ("gt;", ">"),
    ("nbsp;", " "),
    ("rsquo;", "\u{2019}"),
    ("lsquo;", "\u{2018}"),
    ("ldquo;", "\u{201c}"),
    ("rdquo;", "\u{201d}"),
    ("ndash;", "\u{2013}"),
    ("mdash;", "\u{2014}"),
    ("hellip;", "\u{2026}"),
    ("uuml;", "ü"),
    ("ouml;", "ö"),
    ("auml;", "ä"),
    ("szlig;", "ß"),
    ("eacute;", "é"),
    ("egrave;", "è"),
    ("agrave;", "à"),
    ("ccedil;", "ç"),
    ("Uuml;", "Ü"),
    ("Ouml;", "Ö"),
    ("Auml;", "Ä"),
    ("laquo;", "«"),
    ("raquo;", "»"),
    ("bdquo;", "\u{201e}"),
    ("ntilde;", "ñ"),
    ("aacute;", "á"),
    ("iacute;", "í"),
    ("oacute;", "ó"),
    ("uacute;", "ú"),
    ("ecirc;", "ê"),
    ("reg;", "®"),
    ("trade;", "™"),
];

/// Bytes of a value that are read: nothing a page says about itself is longer.
pub(super) const MAX_VALUE: usize = 4096;

/// Without tags and entities, white space folded, cut at a bound.
pub(super) fn plain(raw: &str) -> String {
    let raw = start_of(raw, MAX_VALUE);
    let mut text = std::borrow::Cow::Borrowed(raw);
    if text.contains('&') {
        text = entities(&text).into();
    }
    if text.contains('<') {
        text = untagged(&text).into();
    }
    let mut out = String::with_capacity(text.len());
    for word in text.split(is_blank).filter(|word| !word.is_empty()) {
        if !out.is_empty() {
            out.push(' ');
        }
        match word.is_ascii() {
            true => out.push_str(word),
            false => out.extend(word.chars().filter(|c| !matches!(c, '\u{200b}' | '\u{feff}' | '\u{ad}' | '\u{2060}'))),
        }
    }
    out
}

fn is_blank(c: char) -> bool {
    if c.is_ascii() { c <= ' ' || c == '\u{7f}' } else { c.is_whitespace() || c.is_control() }
}

fn entities(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('&') {
        out.push_str(before);
        rest = after;
        if let Some((name, value)) = ENTITIES.iter().find(|(name, _)| after.starts_with(name)) {
            out.push_str(value);
            rest = &after[name.len()..];
        } else if let Some((c, tail)) = numeric(after) {
            out.push(c);
            rest = tail;
        } else {
            out.push('&');
        }
    }
    out.push_str(rest);
    out
}

fn numeric(after: &str) -> Option<(char, &str)> {
    let digits = after.strip_prefix('#')?;
    let end = digits.bytes().take(8).position(|byte| byte == b';')?;
    let (number, tail) = (&digits[..end], &digits[end + 1..]);
    let code = match number.strip_prefix(['x', 'X']) {
        Some(hex) => u32::from_str_radix(hex, 16),
        None => number.parse(),
    };
    Some((char::from_u32(code.ok()?)?, tail))
}

/// Without anything that looks like a tag.
fn untagged(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('<') {
        out.push_str(before);
        let is_tag = after.starts_with(|c: char| c.is_ascii_alphabetic() || c == '/' || c == '!');
        match after.find('>') {
            Some(end) if is_tag => {
                out.push(' ');
                rest = &after[end + 1..];
            }
            _ => {
                out.push('<');
                rest = after;
            }
        }
    }
    out.push_str(rest);
    out
}

#[cfg(test)]
mod tests {
    use super::plain;

    #[test]
    fn plain_text() {
        assert_eq!(plain(" Tom &amp; Ann&#8217;s\n <b>day</b> "), "Tom & Ann\u{2019}s day");
        assert_eq!(plain("a < b & c"), "a < b & c");
        assert_eq!(plain("&#x41;&#;&#99999999999;"), "A&#;&#99999999999;");
    }
}
