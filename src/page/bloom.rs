//! A look at one bit that says of most tokens that they are in no list.

/// The tokens of lists, as bits by hash.
pub(crate) struct Bloom([u64; 64]);

impl Bloom {
    pub(crate) const EMPTY: Bloom = Bloom([0; 64]);

    /// With one more token.
    pub(crate) const fn and(mut self, token: u32) -> Bloom {
        self.0[(token >> 6) as usize % 64] |= 1 << (token % 64);
        self
    }

    /// With the tokens of one more list.
    pub(crate) const fn with(mut self, tokens: &[u32]) -> Bloom {
        let mut at = 0;
        while at < tokens.len() {
            self = self.and(tokens[at]);
            at += 1;
        }
        self
    }

    /// Whether the token may be in a list.
    pub(crate) fn has(&self, token: u32) -> bool {
        self.0[(token >> 6) as usize % 64] & 1 << (token % 64) != 0
    }
}
