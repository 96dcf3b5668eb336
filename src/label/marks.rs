//! Which signs a text has, found in one pass: most readers look for a sign that most texts do not have.

/// Kinds of bytes in a text, as bits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Marks(u16);

impl Marks {
    pub(super) const DIGIT: Marks = Marks(1);
    /// First bytes of scripts that have digits of their own.
    pub(super) const OTHER_DIGIT: Marks = Marks(1 << 1);
    pub(super) const COLON: Marks = Marks(1 << 2);
    pub(super) const SLASH: Marks = Marks(1 << 3);
    /// `(` and `[`.
    pub(super) const BRACKET: Marks = Marks(1 << 4);
    pub(super) const LINE_FEED: Marks = Marks(1 << 5);
    pub(super) const HASH: Marks = Marks(1 << 6);
    pub(super) const AT: Marks = Marks(1 << 7);
    pub(super) const DOT: Marks = Marks(1 << 8);
    pub(super) const APOSTROPHE: Marks = Marks(1 << 9);
    /// First bytes of U+0080 to U+00BF (`©`, `«`), of U+2000 to U+2FFF (dashes, quotation marks, arrows), and of all
    /// beyond (Han, kana, Hangul, full-width signs).
    pub(super) const LATIN_SIGN: Marks = Marks(1 << 10);
    pub(super) const SIGN: Marks = Marks(1 << 11);
    pub(super) const WIDE: Marks = Marks(1 << 12);

    /// The marks of a text.
    pub(super) fn of(text: &[u8]) -> Marks {
        Marks(text.iter().fold(0, |marks, byte| marks | BYTES[usize::from(*byte)].0))
    }

    /// With the one for digits of ASCII, if there are any.
    pub(super) fn or_digit(self, is_there: bool) -> Marks {
        Marks(self.0 | if is_there { Marks::DIGIT.0 } else { 0 })
    }

    pub(super) const fn or(self, other: Marks) -> Marks {
        Marks(self.0 | other.0)
    }

    pub(super) fn any(self, other: Marks) -> bool {
        self.0 & other.0 != 0
    }
}

/// Digits of any script.
pub(super) const DIGITS: Marks = Marks::DIGIT.or(Marks::OTHER_DIGIT);

static BYTES: [Marks; 256] = {
    let mut bytes = [Marks(0); 256];
    let mut at = 0;
    while at < bytes.len() {
        bytes[at] = match at as u8 {
            b'0'..=b'9' => Marks::DIGIT,
            b':' => Marks::COLON,
            b'/' => Marks::SLASH,
            b'(' | b'[' => Marks::BRACKET,
            b'\n' => Marks::LINE_FEED,
            b'#' => Marks::HASH,
            b'@' => Marks::AT,
            b'.' => Marks::DOT,
            b'\'' => Marks::APOSTROPHE,
            0xc2 => Marks::LATIN_SIGN,
            0xd9 | 0xdb => Marks::OTHER_DIGIT,
            0xe0 => Marks::OTHER_DIGIT,
            0xe2 => Marks::SIGN,
            0xef => Marks::WIDE.or(Marks::OTHER_DIGIT),
            0xe3..=0xff => Marks::WIDE,
            _ => Marks(0),
        };
        at += 1;
    }
    bytes
};

#[cfg(test)]
mod tests {
    use super::*;
    use crate::label::words::digit;

    #[test]
    fn no_digit_is_missed() {
        for c in '\0'..=char::MAX {
            let marks = Marks::of(c.encode_utf8(&mut [0; 4]).as_bytes());
            assert!(digit(c).is_none() || marks.any(DIGITS), "{c:?}");
        }
    }

    #[test]
    fn signs_have_their_marks() {
        assert_eq!(Marks::of("The mill, it burned".as_bytes()), Marks::default());
        assert!(Marks::of("© Roe".as_bytes()).any(Marks::LATIN_SIGN) && Marks::of("2:53".as_bytes()).any(Marks::COLON));
        assert!(Marks::of("写真＝".as_bytes()).any(Marks::WIDE) && Marks::of("„Ja“".as_bytes()).any(Marks::SIGN));
    }
}
