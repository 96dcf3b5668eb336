//! The judge that ships with the crate: boosted trees over the evidence.

use super::forest::Batch;
use super::{Calibration, Weights};
use crate::article::{Cause, Reason};
use crate::evidence::{Evidence, EvidenceSet, FAMILY_OF, Table, WIDTH};

/// The trees that every block is put to; the others see only blocks that these leave open (a soft cascade: Bourdev and
/// Brandt 2005, "Robust object detection via soft cascade"). Measured on WCXB's and trafilatura's pages: half of the blocks
/// need no more, and of these one in ten thousand comes above log-odds of -0.5 with all trees.
const FIRST: usize = 40;
/// Score of the first trees up to which a block is chrome for sure, in log-odds. Cross-validated F1 on WCXB is .8826 without
/// such an end, .8825 with this one, and .8821 with -1.8.
const SURE: f32 = -2.0;
/// What such a score grows to with all trees, as a factor. (The line through the scores themselves has a slope of 2.2; up to
/// there the shares of so many blocks would add up to more than they are worth.)
const GROWTH: f32 = 2.6;

/// Boosted trees, with the families of evidence they may use.
#[derive(Debug)]
pub(crate) struct Fitted {
    first: Batch<{ Evidence::COUNT }>,
    rest: Batch<{ Evidence::COUNT }>,
    /// From the signs of a page to the confidence in its body.
    pub calibration: Calibration,
}

impl Fitted {
    pub(crate) fn new(weights: &Weights, set: EvidenceSet) -> Self {
        let families: Vec<usize> = FAMILY_OF.iter().map(|family| *family as usize).collect();
        let off: Vec<bool> = FAMILY_OF.iter().map(|family| !set.contains(*family)).collect();
        let batch = |trees| weights.forest.batch(trees, &families, &off);
        let trees = weights.forest.trees();
        Fitted {
            first: batch(0..FIRST.min(trees)),
            rest: batch(FIRST.min(trees)..trees),
            calibration: weights.calibration,
        }
    }

    /// One probability a block.
    pub(crate) fn probabilities(&self, evidence: &Table) -> Vec<f32> {
        let rows = evidence.rows();
        let mut scores = vec![0.0; rows.len() / WIDTH];
        self.first.score(rows, &mut scores);
        let mut open = Vec::new();
        for (block, score) in scores.iter_mut().enumerate() {
            if is_sure(*score) {
                *score *= GROWTH;
            } else {
                open.push(block);
            }
        }
        self.rest.add(rows, &open, &mut scores);
        scores.iter().map(|score| sigmoid(*score)).collect()
    }

    /// What moved the verdict of the block with this row of evidence, in any order.
    pub(crate) fn reasons(&self, row: &[f32]) -> Vec<Reason> {
        let explain = |batch: &Batch<_>| {
            let (mut score, mut effects) = ([0.0], [[0.0; Evidence::COUNT]]);
            batch.explain(row, &mut score, &mut effects);
            (score[0], batch.bias(), effects[0])
        };
        let (score, mut bias, mut effects) = explain(&self.first);
        if is_sure(score) {
            bias *= GROWTH;
            effects = effects.map(|effect| effect * GROWTH);
        } else {
            let (_, more, rest) = explain(&self.rest);
            bias += more;
            effects.iter_mut().zip(rest).for_each(|(effect, rest)| *effect += rest);
        }
        let families = Evidence::ALL.into_iter().zip(effects).filter(|(_, effect)| *effect != 0.0);
        let base = Reason { cause: Cause::Base, effect: bias };
        families.map(|(evidence, effect)| Reason { cause: Cause::Evidence(evidence), effect }).chain([base]).collect()
    }
}

/// Whether the first trees alone decide that a block is chrome.
fn is_sure(score: f32) -> bool {
    score <= SURE
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
    use crate::cleaner::segment_html;
    use crate::evidence;
    use crate::judge::Model;
    use crate::options::Options;

    #[test]
    fn sigmoid_is_a_probability() {
        assert_eq!(sigmoid(0.0), 0.5);
        assert!(sigmoid(-100.0) >= 0.0 && sigmoid(100.0) <= 1.0);
        assert!((log_odds(sigmoid(-2.5)) + 2.5).abs() < 1e-5);
        assert_eq!((log_odds(0.0), log_odds(1.0)), (-MOST, MOST));
    }

    #[test]
    fn what_the_first_trees_call_chrome_is_chrome_with_all_of_them() {
        let model = Model::built_in();
        let fitted = Fitted::new(&model.html, EvidenceSet::all());
        let all = model.html.forest.batch::<0>(0..model.html.forest.trees(), &[], &[]);
        let (mut sure, mut open) = (0, 0);
        for case in std::fs::read_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/corpus")).unwrap() {
            let Ok(html) = std::fs::read_to_string(case.unwrap().path().join("page.html")) else { continue };
            let table = evidence::measure(&segment_html(&html, &Options::default()), &model.names, Vec::new());
            let mut scores = vec![0.0; table.rows().len() / WIDTH];
            all.score(table.rows(), &mut scores);
            for (block, (score, probability)) in scores.iter().zip(fitted.probabilities(&table)).enumerate() {
                let row = table.row(block);
                let mut first = [0.0];
                fitted.first.score(row, &mut first);
                let effects: f32 = fitted.reasons(row).iter().map(|reason| reason.effect).sum();
                assert!((effects - log_odds(probability)).abs() < 1e-3, "{effects} of {probability}");
                if is_sure(first[0]) {
                    sure += 1;
                    assert!(*score < 0.0 && probability < 0.01, "{score} and {probability}");
                } else {
                    open += 1;
                    assert!((score - log_odds(probability)).abs() < 1e-3, "{score} and {probability}");
                }
            }
        }
        assert!(sure > 20 && open > 100, "{sure} and {open}");
    }
}
