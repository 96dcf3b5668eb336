//! Measuring and fitting: metrics, benchmark readers, labels from gold text, training.

pub mod align;
pub mod boost;
pub mod calibrate;
pub mod cost;
pub mod dataset;
pub mod fit;
mod marks;
pub mod metrics;
pub mod readers;
pub mod summary;
pub mod token_weights;
