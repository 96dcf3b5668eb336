//! Measuring and fitting: metrics, benchmark readers, labels from gold text, training.

pub mod align;
pub mod dataset;
pub mod token_weights;
