//! Which signs a text has, found in one pass: most readers look for a sign that most texts do not have.

/// Kinds of bytes in a text, as bits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct TextSigns(u16);

impl TextSigns {
    pub(crate) const DIGIT: TextSigns = TextSigns(1);
    /// First bytes of scripts that have digits of their own.
    pub(crate) const OTHER_DIGIT: TextSigns = TextSigns(1 << 1);
    pub(crate) const COLON: TextSigns = TextSigns(1 << 2);
    pub(crate) const SLASH: TextSigns = TextSigns(1 << 3);
    /// `(` and `[`.
    pub(crate) const BRACKET: TextSigns = TextSigns(1 << 4);
    pub(crate) const LINE_FEED: TextSigns = TextSigns(1 << 5);
    pub(crate) const HASH: TextSigns = TextSigns(1 << 6);
    pub(crate) const AT: TextSigns = TextSigns(1 << 7);
    pub(crate) const DOT: TextSigns = TextSigns(1 << 8);
    pub(crate) const APOSTROPHE: TextSigns = TextSigns(1 << 9);
    /// First bytes of U+0080 to U+00BF (`©`, `«`), of U+2000 to U+2FFF (dashes, quotation marks, arrows), and of all
    /// beyond (Han, kana, Hangul, full-width signs).
    pub(crate) const LATIN_SIGN: TextSigns = TextSigns(1 << 10);
    pub(crate) const SIGN: TextSigns = TextSigns(1 << 11);
    pub(crate) const WIDE: TextSigns = TextSigns(1 << 12);

    /// The signs of a text.
    pub(crate) fn of(text: &[u8]) -> TextSigns {
        TextSigns(text.iter().fold(0, |signs, byte| signs | BYTES[usize::from(*byte)].0))
    }

    /// With the one for digits of ASCII, if there are any.
    pub(crate) fn or_digit(self, is_there: bool) -> TextSigns {
        TextSigns(self.0 | if is_there { TextSigns::DIGIT.0 } else { 0 })
    }

    pub(crate) const fn or(self, other: TextSigns) -> TextSigns {
        TextSigns(self.0 | other.0)
    }

    pub(crate) fn any(self, other: TextSigns) -> bool {
        self.0 & other.0 != 0
    }
}

/// Digits of any script.
pub(crate) const DIGITS: TextSigns = TextSigns::DIGIT.or(TextSigns::OTHER_DIGIT);

static BYTES: [TextSigns; 256] = {
    let mut bytes = [TextSigns(0); 256];
    let mut at = 0;
    while at < bytes.len() {
        bytes[at] = match at as u8 {
            b'0'..=b'9' => TextSigns::DIGIT,
            b':' => TextSigns::COLON,
            b'/' => TextSigns::SLASH,
            b'(' | b'[' => TextSigns::BRACKET,
            b'\n' => TextSigns::LINE_FEED,
            b'#' => TextSigns::HASH,
            b'@' => TextSigns::AT,
            b'.' => TextSigns::DOT,
            b'\'' => TextSigns::APOSTROPHE,
            0xc2 => TextSigns::LATIN_SIGN,
            0xd9 | 0xdb => TextSigns::OTHER_DIGIT,
            0xe0 => TextSigns::OTHER_DIGIT,
            0xe2 => TextSigns::SIGN,
            0xef => TextSigns::WIDE.or(TextSigns::OTHER_DIGIT),
            0xe3..=0xff => TextSigns::WIDE,
            _ => TextSigns(0),
        };
        at += 1;
    }
    bytes
};

#[cfg(test)]
mod tests {
    use super::*;
    use crate::page::digit;

    #[test]
    fn no_digit_is_missed() {
        for c in '\0'..=char::MAX {
            let signs = TextSigns::of(c.encode_utf8(&mut [0; 4]).as_bytes());
            assert!(digit(c).is_none() || signs.any(DIGITS), "{c:?}");
        }
    }

    #[test]
    fn signs_have_their_bits() {
        assert_eq!(TextSigns::of("The mill, it burned".as_bytes()), TextSigns::default());
        assert!(
            TextSigns::of("© Roe".as_bytes()).any(TextSigns::LATIN_SIGN)
                && TextSigns::of("2:53".as_bytes()).any(TextSigns::COLON)
        );
        assert!(
            TextSigns::of("写真＝".as_bytes()).any(TextSigns::WIDE)
                && TextSigns::of("„Ja“".as_bytes()).any(TextSigns::SIGN)
        );
    }
}
