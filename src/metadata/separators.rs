//! What stands between a title and the site's name.

use super::words::Bytes;

/// Separators looked at in one title.
const MAX_CUTS: usize = 8;
/// Separators between a title and the site's name, with the blanks around them.
const SEPARATORS: &[&str] = &[
    " | ",
    " - ",
    " \u{2013} ",
    " \u{2014} ",
    " \u{b7} ",
    " \u{2022} ",
    " :: ",
    " \u{bb} ",
    " \u{ab} ",
    " // ",
    " : ",
    " \u{203a} ",
    " \u{2039} ",
    " / ",
    " ~ ",
    " > ",
    " < ",
    " * ",
    "| ",
    " |",
    " \u{2015} ",
    " \u{2502} ",
    ": ",
    " \u{ff5c} ",
    "\u{ff5c}",
    " \u{2016} ",
    " \u{25aa} ",
    " \u{2212} ",
    " \u{2192} ",
    " \u{2190} ",
    " \u{25ba} ",
    "_",
];
/// Those that also stand inside titles: they need a site's name beside them, or a heading's word.
const WEAK: &[&str] = &[": ", " : ", " / ", "_", " < ", " > ", " * "];

/// Byte ranges of the separators in a title, and whether each is weak.
pub(super) fn separators(title: &str) -> Vec<(usize, usize, bool)> {
    let mut found: Vec<(usize, usize, bool)> = Vec::new();
    let may_separate = |byte: &u8| !byte.is_ascii() || b"|-:/~><*_".contains(byte);
    if !title.as_bytes().iter().any(may_separate) {
        return found;
    }
    let bytes = Bytes::of(title);
    for separator in SEPARATORS.iter().filter(|separator| bytes.may_hold(separator)) {
        for (at, _) in title.match_indices(separator).take(16) {
            if !found.iter().any(|(start, end, _)| at < *end && at + separator.len() > *start) {
                found.push((at, at + separator.len(), WEAK.contains(separator)));
            }
        }
    }
    // Chinese and Japanese pages write separators without blanks.
    for (at, sign) in title.match_indices(['-', '_', '|', '\u{2013}', '\u{2014}']).take(16) {
        let beside = [title[..at].chars().next_back(), title[at + sign.len()..].chars().next()];
        let apart = !found.iter().any(|(start, end, _)| at < *end && at + sign.len() > *start);
        if apart && beside.iter().flatten().any(|c| *c as u32 > 0x2e80) {
            found.push((at, at + sign.len(), sign == "-"));
        }
    }
    found.sort_unstable();
    found.truncate(MAX_CUTS);
    found
}
