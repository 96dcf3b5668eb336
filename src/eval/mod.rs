//! Measuring and fitting: metrics, benchmark readers, labels from gold text, training.

pub mod align;
pub mod boost;
pub mod dataset;
pub mod fit;
pub mod token_weights;
