//! Class and id attributes as lower-case tokens.

/// A token is cut at this many bytes, a token list at this many tokens: a megabyte of class names is no evidence.
const MAX_TOKEN: usize = 24;
const MAX_TOKENS: usize = 48;
/// Bytes of an attribute that are looked at: a formatting element brings its own along at every block.
const MAX_BYTES: usize = 1024;

/// Adds the tokens of a class or id attribute as hashes: runs of letters, cut before a capital that follows a small letter
/// (`articleBody-text_2` gives `article`, `body`, `text`).
pub(super) fn add_tokens(value: &str, tokens: &mut Vec<u32>) {
    let most = tokens.len() + MAX_TOKENS;
    let (mut hash, mut before, mut len) = (OFFSET, SIGN, 0);
    for byte in value.bytes().take(MAX_BYTES) {
        let (kind, folded) = LETTERS[usize::from(byte)];
        if kind == SIGN || kind == UPPER && before == LOWER {
            if len > 0 {
                tokens.push(hash);
                if tokens.len() == most {
                    return;
                }
            }
            (hash, len) = (OFFSET, 0);
        }
        before = kind;
        if kind != SIGN {
            if len < MAX_TOKEN {
                hash = step(hash, folded);
            }
            len += 1;
        }
    }
    if len > 0 {
        tokens.push(hash);
    }
}

const SIGN: u8 = 0;
const LOWER: u8 = 1;
const UPPER: u8 = 2;
const WIDE: u8 = 3;

/// What each byte is, small letters, capitals, bytes of letters beyond ASCII, or the rest; and the byte in lower case.
static LETTERS: [(u8, u8); 256] = {
    let mut letters = [(SIGN, 0); 256];
    let mut at = 0;
    while at < letters.len() {
        let byte = at as u8;
        let kind = match byte {
            b'a'..=b'z' => LOWER,
            b'A'..=b'Z' => UPPER,
            0x80.. => WIDE,
            _ => SIGN,
        };
        letters[at] = (kind, byte.to_ascii_lowercase());
        at += 1;
    }
    letters
};

/// The hash of one lower-case token.
pub(crate) const fn token_hash(token: &str) -> u32 {
    hash(token.as_bytes())
}

/// FNV-1a, 32 bits, over ASCII lower case (Fowler, Noll and Vo).
pub(super) const fn hash(bytes: &[u8]) -> u32 {
    let (mut hash, mut at) = (OFFSET, 0);
    while at < bytes.len() {
        hash = step(hash, bytes[at].to_ascii_lowercase());
        at += 1;
    }
    hash
}

const OFFSET: u32 = 0x811c_9dc5;

const fn step(hash: u32, byte: u8) -> u32 {
    (hash ^ byte as u32).wrapping_mul(0x0100_0193)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tokens(value: &str) -> Vec<u32> {
        let mut tokens = Vec::new();
        add_tokens(value, &mut tokens);
        tokens
    }

    #[test]
    fn cuts_at_humps_digits_and_signs() {
        let tokens = tokens("articleBody-text_2 HTMLBox");
        let expected: Vec<u32> = ["article", "body", "text", "htmlbox"].map(token_hash).to_vec();
        assert_eq!(tokens, expected);
    }

    #[test]
    fn bounded() {
        let long = "a ".repeat(10_000);
        assert_eq!(tokens(&long).len(), MAX_TOKENS);
        assert_eq!(tokens(&"x".repeat(1000)), tokens(&"x".repeat(MAX_TOKEN)));
    }
}
