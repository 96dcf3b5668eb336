//! The judge that ships with the crate: boosted trees over the evidence.

use std::sync::Arc;

use super::{Forest, Judge};
use crate::article::{Cause, Reason};
use crate::evidence::{Evidence, EvidenceSet, FAMILY_OF, Table, WIDTH};

/// Boosted trees, with the families of evidence they may use.
#[derive(Debug, Clone)]
pub(crate) struct Fitted {
    forest: Arc<Forest>,
    /// Columns of families that are switched off.
    off: Option<Box<[bool]>>,
}

impl Fitted {
    pub(crate) fn new(forest: Arc<Forest>, set: EvidenceSet) -> Self {
        let off = (!set.is_all()).then(|| FAMILY_OF.iter().map(|family| !set.contains(*family)).collect());
        Fitted { forest, off }
    }
}

impl Judge for Fitted {
    fn judge(&self, evidence: &Table) -> Vec<f32> {
        let rows = evidence.rows();
        let mut scores = vec![0.0; rows.len() / WIDTH];
        match &self.off {
            None => self.forest.score_all(rows, &mut scores),
            Some(off) => {
                for (score, row) in scores.iter_mut().zip(rows.chunks_exact(WIDTH)) {
                    *score = self.forest.score_without(row, off);
                }
            }
        }
        scores.iter().map(|score| sigmoid(*score)).collect()
    }

    fn reasons(&self, row: &[f32]) -> Vec<Reason> {
        let mut columns = vec![0.0; WIDTH];
        self.forest.contributions(row, &mut columns);
        let mut effects = [0.0_f32; Evidence::COUNT];
        for (family, effect) in FAMILY_OF.iter().zip(columns) {
            effects[*family as usize] += effect;
        }
        let families = Evidence::ALL.into_iter().zip(effects).filter(|(_, effect)| *effect != 0.0);
        let base = Reason { cause: Cause::Base, effect: self.forest.bias() };
        families.map(|(evidence, effect)| Reason { cause: Cause::Evidence(evidence), effect }).chain([base]).collect()
    }
}

/// Log-odds to probability.
pub(crate) fn sigmoid(score: f32) -> f32 {
    1.0 / (1.0 + (-score).exp())
}
