//! Where rows leave the sequence of trees.

/// An exit: after some trees, rows leave that the other trees would only confirm (a soft cascade: Bourdev and Brandt 2005,
/// "Robust object detection via soft cascade"). Trees stand in the order of what they add to the knowledge of the sum, so
/// the first ones tell it well: `offset + growth * score` is its regression on the score so far.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Exit {
    /// Trees before it.
    pub trees: usize,
    /// From the score so far to the estimate, log-odds and a factor.
    pub offset: f32,
    pub growth: f32,
    /// The estimate up to which a row leaves, and the one from which on, in log-odds.
    pub chrome: f32,
    pub content: f32,
}

impl Exit {
    /// Largest magnitude of an offset and a limit, and largest growth.
    pub const MOST: f32 = 1e6;

    /// What the score of a row that leaves here comes to with all trees; `None` if it stays.
    pub fn estimate(&self, score: f32) -> Option<f32> {
        let estimate = self.offset + self.growth * score;
        (estimate <= self.chrome || estimate >= self.content).then_some(estimate)
    }

    /// Whether all numbers are within their ranges.
    pub fn is_sound(&self) -> bool {
        let within = |number: f32| (0.0..=Self::MOST).contains(&number);
        within(-self.chrome) && within(self.content) && within(self.offset.abs()) && within(self.growth)
    }
}
