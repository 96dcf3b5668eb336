//! From evidence to verdicts: the judge gives each block a probability, the cut decides.

mod cut;
mod fitted;
pub(crate) mod forest;
mod model;
mod subtree;

pub(crate) use cut::cut;
#[allow(unused_imports)]
pub(crate) use fitted::Fitted;
#[allow(unused_imports)]
pub(crate) use fitted::sigmoid;
#[allow(unused_imports)]
pub(crate) use forest::Forest;
pub(crate) use model::Model;
#[cfg(feature = "eval")]
pub(crate) use model::to_bytes as model_bytes;
pub(crate) use subtree::best_subtree;

use crate::article::Reason;
use crate::evidence::Table;

/// Turns evidence into the probability that a block is main content.
pub(crate) trait Judge: Send + Sync + std::fmt::Debug {
    /// One probability a block, 0 to 1.
    fn judge(&self, evidence: &Table) -> Vec<f32>;

    /// What moved the verdict of the block with this row of evidence, in any order.
    fn reasons(&self, row: &[f32]) -> Vec<Reason>;
}
