//! White space as a reader sees it: runs become one space, invisible characters go.

/// What the next bytes of a text are.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Piece<'a> {
    /// Characters to keep as they are, with single spaces between them.
    Visible(&'a str),
    /// A run of white space; `true` when it has a line feed.
    Space(bool),
}

/// Cuts a text into visible runs and white space.
pub(super) struct Pieces<'a> {
    rest: &'a str,
}

impl<'a> Pieces<'a> {
    pub(super) fn new(text: &'a str) -> Self {
        Pieces { rest: text }
    }
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

impl<'a> Iterator for Pieces<'a> {
    type Item = Piece<'a>;

    fn next(&mut self) -> Option<Piece<'a>> {
        let bytes = self.rest.as_bytes();
        let (mut at, mut space, mut feed) = (0, false, false);
        while let Some(&byte) = bytes.get(at) {
            if byte <= b' ' {
                (feed, space, at) = (feed | (byte == b'\n'), true, at + 1);
                continue;
            }
            let (len, counts) = blank(&bytes[at..]);
            if len == 0 {
                break;
            }
            space |= counts;
            at += len;
        }
        if space {
            self.rest = &self.rest[at..];
            return Some(Piece::Space(feed));
        }
        let start = at;
        while let Some(&byte) = bytes.get(at) {
            if MAY_BLANK[usize::from(byte)] && !is_single_space(&bytes[at..]) && blank(&bytes[at..]).0 > 0 {
                break;
            }
            at += 1;
        }
        let visible = &self.rest[start..at];
        self.rest = &self.rest[at..];
        if visible.is_empty() { None } else { Some(Piece::Visible(visible)) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cuts_at_every_kind_of_space() {
        let pieces: Vec<Piece> = Pieces::new(" a\u{a0}\n b\u{ad}c\u{3000}é\u{200b}").collect();
        use Piece::*;
        assert_eq!(
            pieces,
            [Space(false), Visible("a"), Space(true), Visible("b"), Visible("c"), Space(false), Visible("é")]
        );
    }
}
