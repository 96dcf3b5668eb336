//! Words of attributes without regard to case.

/// More bytes than any word has that an attribute is searched for.
const LONGEST: usize = 32;

/// Where a word is put in lower case.
pub(super) type Buffer = [u8; LONGEST];

/// A word in lower case, without taking memory for it; `?` for one that is too long to be known.
pub(super) fn lower<'b>(word: &str, buffer: &'b mut Buffer) -> &'b str {
    let Some(out) = buffer.get_mut(..word.len()) else { return "?" };
    out.copy_from_slice(word.as_bytes());
    out.make_ascii_lowercase();
    std::str::from_utf8(out).unwrap_or("?")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_ascii_changes() {
        let mut buffer = Buffer::default();
        assert_eq!(lower("datePublished", &mut buffer), "datepublished");
        assert_eq!(lower("ÄRÄ", &mut buffer), "ÄrÄ");
        assert_eq!(lower("", &mut buffer), "");
        assert_eq!(lower(&"x".repeat(LONGEST), &mut buffer), "x".repeat(LONGEST));
        assert_eq!(lower(&"x".repeat(LONGEST + 1), &mut buffer), "?");
    }
}
