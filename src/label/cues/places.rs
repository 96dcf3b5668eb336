//! Places of words in a line.

/// Some of the first words of a line, as bits.
#[derive(Debug, Clone, Copy, Default)]
pub(in crate::label) struct Places(pub [u64; Places::PARTS]);

impl Places {
    /// Words that have a place in one of the numbers, how many numbers there are, and words that have a place at all.
    pub(in crate::label) const PART: usize = 64;
    pub(in crate::label) const PARTS: usize = 2;
    pub(in crate::label) const MOST: usize = Places::PARTS * Places::PART;

    /// The words before these.
    pub(in crate::label) fn before(self) -> Places {
        let [low, high] = self.0;
        Places([low >> 1 | high << 63, high >> 1])
    }

    /// These and others.
    pub(in crate::label) fn or(self, other: Places) -> Places {
        Places([self.0[0] | other.0[0], self.0[1] | other.0[1]])
    }

    pub(in crate::label) fn is_empty(self) -> bool {
        self.0 == [0; 2]
    }

    /// In their order.
    pub(in crate::label) fn iter(self) -> impl Iterator<Item = usize> {
        self.0.into_iter().zip([0, 64]).flat_map(|(mut left, base)| {
            std::iter::from_fn(move || {
                let at = (left != 0).then(|| left.trailing_zeros() as usize)?;
                left &= left - 1;
                Some(base + at)
            })
        })
    }
}
