//! The judge that ships with the crate: boosted trees over the evidence.

use super::forest::Batch;
use super::{Calibration, Weights};
use crate::article::{Cause, Reason};
use crate::evidence::{Evidence, EvidenceSet, FAMILY_OF, Table, WIDTH};

/// Boosted trees, with the families of evidence they may use.
#[derive(Debug)]
pub(crate) struct Fitted {
    batch: Batch<{ Evidence::COUNT }>,
    /// Score of an average row.
    bias: f32,
    /// From the signs of a page to the confidence in its body.
    pub calibration: Calibration,
}

impl Fitted {
    pub(crate) fn new(weights: &Weights, set: EvidenceSet) -> Self {
        let families: Vec<usize> = FAMILY_OF.iter().map(|family| *family as usize).collect();
        let off: Vec<bool> = FAMILY_OF.iter().map(|family| !set.contains(*family)).collect();
        Fitted {
            batch: weights.forest.batch(&families, &off),
            bias: weights.forest.bias(),
            calibration: weights.calibration,
        }
    }

    /// One probability a block.
    pub(crate) fn probabilities(&self, evidence: &Table) -> Vec<f32> {
        let rows = evidence.rows();
        let mut scores = vec![0.0; rows.len() / WIDTH];
        self.batch.score(rows, &mut scores);
        scores.iter().map(|score| sigmoid(*score)).collect()
    }

    /// What moved the verdict of the block with this row of evidence, in any order.
    pub(crate) fn reasons(&self, row: &[f32]) -> Vec<Reason> {
        let (mut score, mut effects) = ([0.0], [[0.0; Evidence::COUNT]]);
        self.batch.explain(row, &mut score, &mut effects);
        let families = Evidence::ALL.into_iter().zip(effects[0]).filter(|(_, effect)| *effect != 0.0);
        let base = Reason { cause: Cause::Base, effect: self.bias };
        families.map(|(evidence, effect)| Reason { cause: Cause::Evidence(evidence), effect }).chain([base]).collect()
    }
}

/// Largest magnitude of log-odds: a probability of 0 or 1 is as good as a rule.
const MOST: f32 = 99.0;

/// Probability to log-odds.
pub(crate) fn log_odds(probability: f32) -> f32 {
    (probability / (1.0 - probability)).ln().clamp(-MOST, MOST)
}

/// Log-odds to probability.
pub(crate) fn sigmoid(score: f32) -> f32 {
    1.0 / (1.0 + (-score).exp())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sigmoid_is_a_probability() {
        assert_eq!(sigmoid(0.0), 0.5);
        assert!(sigmoid(-100.0) >= 0.0 && sigmoid(100.0) <= 1.0);
        assert!((log_odds(sigmoid(-2.5)) + 2.5).abs() < 1e-5);
        assert_eq!((log_odds(0.0), log_odds(1.0)), (-MOST, MOST));
    }
}
