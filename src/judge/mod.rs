//! From evidence to verdicts: the judge gives each block a probability, the cut decides.

mod confidence;
mod cut;
mod fitted;
pub(crate) mod forest;
mod model;
mod plug;
mod subtree;

pub(crate) use confidence::{Calibration, Signs, signs};
pub(crate) use cut::{best_f1, cut};
pub(crate) use fitted::{Fitted, Room, log_odds, sigmoid};
#[cfg(feature = "_dev")]
pub(crate) use forest::BLOCK;
pub(crate) use forest::Forest;
#[cfg(feature = "eval")]
pub(crate) use model::to_bytes as model_bytes;
pub(crate) use model::{Model, Weights, fnv};
pub(crate) use plug::AnyJudge;
pub use plug::{Judge, PageEvidence};
pub(crate) use subtree::best_subtree;
