//! What characters beyond ASCII are, kept in tables: the standard library searches for it, which takes hundreds of steps.

use std::sync::OnceLock;

use crate::page::is_caseless;

/// What a character is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Kind(u8);

impl Kind {
    const LETTER: u8 = 1;
    const NUMBER: u8 = 1 << 1;
    const UPPER: u8 = 1 << 2;
    const FOLDS: u8 = 1 << 3;

    /// What a character is.
    #[inline]
    pub(crate) fn of(c: char) -> Kind {
        /// Filled at the first character of each row: pages have characters of few.
        static ROWS: [OnceLock<[Kind; ROW]>; 0x1_0000 / ROW] = [const { OnceLock::new() }; 0x1_0000 / ROW];
        if is_caseless(c) {
            return Kind(Kind::LETTER);
        }
        let (row, place) = (c as usize / ROW, c as usize % ROW);
        ROWS.get(row).map_or_else(|| Kind::read(c), |kinds| kinds.get_or_init(|| Kind::row(row))[place])
    }

    #[cold]
    fn row(row: usize) -> [Kind; ROW] {
        std::array::from_fn(|place| char::from_u32((row * ROW + place) as u32).map_or(Kind(0), Kind::read))
    }

    fn read(c: char) -> Kind {
        let bits = [
            (c.is_alphabetic(), Kind::LETTER),
            (c.is_numeric(), Kind::NUMBER),
            (c.is_uppercase(), Kind::UPPER),
            (!c.to_lowercase().eq([c]), Kind::FOLDS),
        ];
        Kind(bits.into_iter().filter(|(is, _)| *is).fold(0, |kind, (_, bit)| kind | bit))
    }

    /// [`char::is_alphanumeric`].
    pub(crate) fn is_alphanumeric(self) -> bool {
        self.0 & (Kind::LETTER | Kind::NUMBER) != 0
    }

    /// [`char::is_numeric`].
    pub(crate) fn is_numeric(self) -> bool {
        self.0 & Kind::NUMBER != 0
    }

    /// [`char::is_uppercase`].
    pub(crate) fn is_uppercase(self) -> bool {
        self.0 & Kind::UPPER != 0
    }

    /// Whether the character is another one in lower case.
    pub(crate) fn folds(self) -> bool {
        self.0 & Kind::FOLDS != 0
    }
}

/// Characters a row.
const ROW: usize = 64;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tables_say_what_the_standard_library_says() {
        for c in '\0'..='\u{1ffff}' {
            let kind = Kind::of(c);
            assert_eq!(kind, Kind::read(c));
            assert_eq!(kind.is_alphanumeric(), c.is_alphanumeric());
            assert_eq!((kind.is_numeric(), kind.is_uppercase()), (c.is_numeric(), c.is_uppercase()));
            assert_eq!(kind.folds(), !c.to_lowercase().eq([c]));
        }
    }
}
