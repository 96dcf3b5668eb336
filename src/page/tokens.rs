//! Class and id attributes as lower-case tokens.

/// A token is cut at this many bytes, a token list at this many tokens: a megabyte of class names is no evidence.
const MAX_TOKEN: usize = 24;
const MAX_TOKENS: usize = 48;

/// The tokens of a class or id attribute as hashes: runs of letters, cut before a capital that follows a small letter
/// (`articleBody-text_2` gives `article`, `body`, `text`).
pub(crate) struct Tokens<'a> {
    bytes: &'a [u8],
    at: usize,
    given: usize,
}

impl<'a> Tokens<'a> {
    /// Over an attribute's value.
    pub(crate) fn new(value: &'a str) -> Self {
        Tokens { bytes: value.as_bytes(), at: 0, given: 0 }
    }
}

impl Iterator for Tokens<'_> {
    type Item = u32;

    fn next(&mut self) -> Option<u32> {
        if self.given == MAX_TOKENS {
            return None;
        }
        let is_letter = |byte: u8| byte.is_ascii_alphabetic() || byte >= 0x80;
        while self.bytes.get(self.at).is_some_and(|byte| !is_letter(*byte)) {
            self.at += 1;
        }
        let start = self.at;
        while let Some(&byte) = self.bytes.get(self.at) {
            let hump = byte.is_ascii_uppercase() && self.at > start && self.bytes[self.at - 1].is_ascii_lowercase();
            if !is_letter(byte) || hump {
                break;
            }
            self.at += 1;
        }
        if start == self.at {
            return None;
        }
        self.given += 1;
        Some(hash(&self.bytes[start..self.at.min(start + MAX_TOKEN)]))
    }
}

/// The hash of one lower-case token.
pub(crate) const fn token_hash(token: &str) -> u32 {
    hash(token.as_bytes())
}

/// FNV-1a, 32 bits, over ASCII lower case (Fowler, Noll and Vo).
pub(super) const fn hash(bytes: &[u8]) -> u32 {
    let mut hash = 0x811c_9dc5_u32;
    let mut at = 0;
    while at < bytes.len() {
        hash = (hash ^ bytes[at].to_ascii_lowercase() as u32).wrapping_mul(0x0100_0193);
        at += 1;
    }
    hash
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cuts_at_humps_digits_and_signs() {
        let tokens: Vec<u32> = Tokens::new("articleBody-text_2 HTMLBox").collect();
        let expected: Vec<u32> = ["article", "body", "text", "htmlbox"].map(token_hash).to_vec();
        assert_eq!(tokens, expected);
    }

    #[test]
    fn bounded() {
        let long = "a ".repeat(10_000);
        assert_eq!(Tokens::new(&long).count(), MAX_TOKENS);
        assert_eq!(Tokens::new(&"x".repeat(1000)).count(), 1);
    }
}
