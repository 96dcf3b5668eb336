//! White space as a reader sees it: runs become one space, invisible characters go.

/// Length in bytes of the white space and the invisible characters at the start of a text; and whether they count as a space.
pub(super) fn blank_len(text: &str) -> (usize, bool) {
    let bytes = text.as_bytes();
    let (mut at, mut space) = (0, false);
    while let Some(&byte) = bytes.get(at) {
        if byte <= b' ' {
            (at, space) = (at + 1, true);
            // Markup is indented.
            while bytes[at..].first_chunk() == Some(b"        ") {
                at += 8;
            }
            continue;
        }
        let (len, counts) = blank(&bytes[at..]);
        if len == 0 {
            break;
        }
        space |= counts;
        at += len;
    }
    (at, space)
}

/// Length in bytes of the characters at the start of a text that stay as they are, with single spaces between them; the first
/// character is a visible one.
pub(super) fn visible_len(text: &str) -> usize {
    let bytes = text.as_bytes();
    let mut at = 0;
    loop {
        at = plain_end(bytes, at);
        // Texts beyond ASCII are looked at in longer stretches.
        for _ in 0..WORD {
            let Some(&byte) = bytes.get(at) else { return at };
            if MAY_BLANK[usize::from(byte)] && !is_single_space(&bytes[at..]) && blank(&bytes[at..]).0 > 0 {
                return at;
            }
            at += 1;
        }
    }
}

/// Bytes looked at together.
const WORD: usize = size_of::<u64>();
/// A word with the same byte in all places.
const fn all(byte: u8) -> u64 {
    u64::from_le_bytes([byte; WORD])
}

/// Goes on over words of visible ASCII characters and single spaces between them, from behind a visible character.
fn plain_end(bytes: &[u8], mut at: usize) -> usize {
    while let Some(word) = bytes[at..].first_chunk() {
        let word = u64::from_le_bytes(*word);
        // The highest bit of each byte says what it is; all bytes are ASCII, else the sums mean nothing.
        let space = !(word ^ all(b' ')).wrapping_add(all(0x7f)) & all(0x80);
        let control = !word.wrapping_add(all(0x80 - b' '));
        let delete = word.wrapping_add(all(1));
        if (word | control | delete | space & space << 8) & all(0x80) != 0 {
            break;
        }
        // Whether a space at the end is a single one, the next word says.
        at += WORD - (space >> 63) as usize;
    }
    at
}

/// Length in bytes of the white space or invisible character at the start of `bytes`, 0 for a visible character;
/// and whether it counts as space (soft hyphens and zero-width spaces simply vanish).
fn blank(bytes: &[u8]) -> (usize, bool) {
    match *bytes {
        [0..=0x20 | 0x7f, ..] => (1, true),
        [0xc2, 0xa0 | 0x85, ..] => (2, true),
        [0xc2, 0xad, ..] => (2, false),
        // U+2000 to U+200A, U+2028, U+2029, U+202F, U+205F; U+200B and U+2060 vanish.
        [0xe2, 0x80, 0x80..=0x8a | 0xa8 | 0xa9 | 0xaf, ..] => (3, true),
        [0xe2, 0x80, 0x8b, ..] => (3, false),
        [0xe2, 0x81, 0x9f, ..] => (3, true),
        [0xe2, 0x81, 0xa0, ..] => (3, false),
        [0xe3, 0x80, 0x80, ..] => (3, true),
        [0xef, 0xbb, 0xbf, ..] => (3, false),
        _ => (0, false),
    }
}

/// Whether a blank can start with this byte.
const fn may_blank(byte: u8) -> bool {
    byte <= 0x20 || matches!(byte, 0x7f | 0xc2 | 0xe2 | 0xe3 | 0xef)
}

/// [`may_blank`] of every byte.
static MAY_BLANK: [bool; 256] = {
    let mut table = [false; 256];
    let mut byte = 0;
    while byte < 256 {
        table[byte] = may_blank(byte as u8);
        byte += 1;
    }
    table
};

/// Whether text goes on as it is behind a blank: it is one space before a visible ASCII character.
fn is_single_space(bytes: &[u8]) -> bool {
    bytes[0] == b' ' && bytes.get(1).is_some_and(|&next| next.is_ascii_graphic())
}

/// The start of a text: at most so many bytes, cut at a character.
pub(crate) fn start_of(text: &str, bytes: usize) -> &str {
    let mut end = text.len().min(bytes);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    &text[..end]
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// A text as its visible pieces, with `_` for what counts as space.
    fn pieces(text: &str) -> String {
        let (mut out, mut rest) = (String::new(), text);
        loop {
            let (len, space) = blank_len(rest);
            out.push_str(if space { "_" } else { "" });
            rest = &rest[len..];
            if rest.is_empty() {
                return out;
            }
            let (visible, after) = rest.split_at(visible_len(rest));
            out.extend(["[", visible, "]"]);
            rest = after;
        }
    }

    #[test]
    fn cuts_at_every_kind_of_space() {
        assert_eq!(pieces(" a\u{a0}\n b\u{ad}c\u{3000}é\u{200b}"), "_[a]_[b][c]_[é]");
        assert_eq!(pieces("The river rose  by a metre. \u{7f}"), "[The river rose]_[by a metre.]_");
        assert_eq!(pieces("\n                 a b"), "_[a b]");
        assert_eq!(pieces(""), "");
    }

    proptest! {
        #[test]
        fn what_is_left_reads_as_the_text(text in "([ -~]{0,9}[ \n\t\u{7f}\u{ad}éж川\u{a0}\u{200b}]{0,3}){0,8}") {
            let visible: String = pieces(&text).chars().filter(|c| !"[]_ ".contains(*c)).collect();
            let is_blank = |c: char| c <= ' ' || matches!(c, '\u{7f}' | '\u{ad}' | '\u{a0}' | '\u{200b}');
            let expected: String = text.chars().filter(|c| !is_blank(*c) && !"[]_".contains(*c)).collect();
            prop_assert_eq!(visible, expected);
            for piece in pieces(&text).split(['[', ']']).filter(|piece| *piece != "_") {
                prop_assert!(!piece.contains("  ") && !piece.contains(['\n', '\u{7f}', '\u{a0}']), "{:?}", piece);
            }
        }
    }
}
