//! A look at one bit that says of most tokens that they are in no list.

/// The tokens of lists, as bits by hash.
pub(super) struct Bloom([u64; 64]);

impl Bloom {
    pub(super) const EMPTY: Bloom = Bloom([0; 64]);

    /// With the tokens of one more list.
    pub(super) const fn with(mut self, tokens: &[u32]) -> Bloom {
        let mut at = 0;
        while at < tokens.len() {
            let token = tokens[at];
            self.0[(token >> 6) as usize % 64] |= 1 << (token % 64);
            at += 1;
        }
        self
    }

    /// Whether the token may be in a list.
    pub(super) fn has(&self, token: u32) -> bool {
        self.0[(token >> 6) as usize % 64] & 1 << (token % 64) != 0
    }
}
