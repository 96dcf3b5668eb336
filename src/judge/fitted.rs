//! The judge that ships with the crate: boosted trees over the evidence.

use super::forest::{BLOCK, Batch, Columns, Exit};
use super::{Calibration, Weights};
use crate::article::{Cause, Reason};
use crate::evidence::{self, Evidence, EvidenceSet, FAMILY_OF, Facts, WIDTH};

/// Some trees, and where blocks leave after them; none after the last.
#[derive(Debug)]
struct Stage {
    trees: Batch<{ Evidence::COUNT }>,
    exit: Option<Exit>,
}

impl Stage {
    /// Whether a row with this score goes on to more trees; the score of one that leaves becomes what all of them would say.
    fn keeps(&self, score: &mut f32) -> bool {
        let estimate = self.exit.and_then(|exit| exit.estimate(*score));
        *score = estimate.unwrap_or(*score);
        estimate.is_none()
    }
}

/// Room to judge in, kept from page to page.
#[derive(Debug, Default)]
pub(crate) struct Room {
    /// The rows at hand.
    hand: Vec<f32>,
    /// Those of the blocks that stay after the first trees.
    rows: Vec<f32>,
    columns: Columns,
}

impl Room {
    /// Its size in bytes; the columns are as many on each page.
    pub(crate) fn capacity(&self) -> usize {
        (self.hand.capacity() + self.rows.capacity()) * size_of::<f32>()
    }
}

/// Boosted trees, with the families of evidence they may use.
#[derive(Debug)]
pub(crate) struct Fitted {
    stages: Vec<Stage>,
    /// From the signs of a page to the confidence in its body.
    pub calibration: Calibration,
}

impl Fitted {
    pub(crate) fn new(weights: &Weights, set: EvidenceSet) -> Self {
        let families: Vec<usize> = FAMILY_OF.iter().map(|family| *family as usize).collect();
        let off: Vec<bool> = FAMILY_OF.iter().map(|family| !set.contains(*family)).collect();
        let (trees, exits) = (weights.forest.trees(), weights.forest.exits());
        let starts = [0].into_iter().chain(exits.iter().map(|exit| exit.trees));
        let ends = exits.iter().copied().map(Some).chain([None]);
        let stage = |(start, exit): (usize, Option<Exit>)| {
            let end = exit.map_or(trees, |exit| exit.trees);
            Stage { trees: weights.forest.batch(start..end, &families, &off), exit }
        };
        Fitted { stages: starts.zip(ends).map(stage).collect(), calibration: weights.calibration }
    }

    /// One probability a block.
    ///
    /// The first trees see the rows while these are still at hand; only those of blocks that stay are written down.
    pub(crate) fn probabilities(&self, facts: &Facts<'_>, room: &mut Room) -> Vec<f32> {
        let (first, others) = self.stages.split_first().expect("a stage behind the last exit");
        let mut scores: Vec<f32> = Vec::with_capacity(facts.row_of.len());
        let (mut stay, Room { hand, rows, columns }) = (Vec::new(), room);
        rows.clear();
        let places: [usize; BLOCK] = std::array::from_fn(|place| place);
        evidence::each_rows(facts, BLOCK, hand, |some| {
            let start = scores.len();
            scores.resize(start + some.len() / WIDTH, 0.0);
            first.trees.add(some, &places[..some.len() / WIDTH], columns, &mut scores[start..]);
            for (at, row) in (start..).zip(some.chunks_exact(WIDTH)) {
                if first.keeps(&mut scores[at]) {
                    stay.push(at);
                    rows.extend_from_slice(row);
                }
            }
        });
        let mut sums: Vec<f32> = stay.iter().map(|at| scores[*at]).collect();
        let mut open: Vec<usize> = (0..stay.len()).collect();
        for stage in others {
            if open.is_empty() {
                break;
            }
            stage.trees.add(rows, &open, columns, &mut sums);
            open.retain(|place| stage.keeps(&mut sums[*place]));
        }
        stay.iter().zip(sums).for_each(|(at, sum)| scores[*at] = sum);
        scores.iter_mut().for_each(|score| *score = sigmoid(*score));
        facts.row_of.iter().map(|row| scores[*row as usize]).collect()
    }

    /// What moved the verdict of the block with this row of evidence, in any order.
    pub(crate) fn reasons(&self, row: &[f32]) -> Vec<Reason> {
        let (mut score, mut bias, mut effects) = (0.0, 0.0, [0.0; Evidence::COUNT]);
        for Stage { trees, exit } in &self.stages {
            let (more, changes) = trees.explain(row);
            score += more;
            bias += trees.bias();
            effects.iter_mut().zip(changes).for_each(|(effect, change)| *effect += change);
            if let Some(Exit { offset, growth, .. }) = exit.filter(|exit| exit.estimate(score).is_some()) {
                bias = offset + growth * bias;
                effects = effects.map(|effect| growth * effect);
                break;
            }
        }
        let families = Evidence::ALL.into_iter().zip(effects).filter(|(_, effect)| *effect != 0.0);
        let base = Reason { cause: Cause::Base, effect: bias };
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
    use crate::cleaner::segment_html;
    use crate::evidence;
    use crate::judge::{Forest, Model};
    use crate::options::Options;

    #[test]
    fn sigmoid_is_a_probability() {
        assert_eq!(sigmoid(0.0), 0.5);
        assert!(sigmoid(-100.0) >= 0.0 && sigmoid(100.0) <= 1.0);
        assert!((log_odds(sigmoid(-2.5)) + 2.5).abs() < 1e-5);
        assert_eq!((log_odds(0.0), log_odds(1.0)), (-MOST, MOST));
    }

    #[test]
    fn whoever_leaves_is_what_all_trees_say() {
        let model = Model::built_in();
        let fitted = Fitted::new(&model.html, EvidenceSet::all());
        let all = model.html.forest.batch::<0>(0..model.html.forest.trees(), &[], &[]);
        let (mut chrome, mut content, mut open) = (0, 0, 0);
        for case in std::fs::read_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/corpus")).unwrap() {
            let Ok(html) = std::fs::read_to_string(case.unwrap().path().join("page.html")) else { continue };
            let page = segment_html(&html, &Options::default());
            let facts = Facts::new(&page, &model.names);
            let table = evidence::measure(&facts);
            let rows = table.numbers();
            let mut scores = vec![0.0; rows.len() / WIDTH];
            all.add(&rows, &(0..scores.len()).collect::<Vec<_>>(), &mut Columns::default(), &mut scores);
            for (block, (score, probability)) in
                scores.iter().zip(fitted.probabilities(&facts, &mut Room::default())).enumerate()
            {
                let effects: f32 = fitted.reasons(table.row(block)).iter().map(|reason| reason.effect).sum();
                assert!((effects - log_odds(probability)).abs() < 1e-3, "{effects} of {probability}");
                if (score - log_odds(probability)).abs() < 1e-3 {
                    open += 1;
                } else if probability < 0.5 {
                    chrome += 1;
                    assert!(*score < 0.0 && probability < 0.05, "{score} and {probability}");
                } else {
                    content += 1;
                    assert!(*score > 0.0 && probability > 0.75, "{score} and {probability}");
                }
            }
        }
        assert!(chrome > 20 && content > 20 && open > 100, "{chrome}, {content} and {open}");
    }

    #[test]
    fn few_trees_have_no_exits() {
        let weights = |forest| Weights { forest, calibration: Model::built_in().html.calibration };
        let page = segment_html("<p>The river rose.<p>The town was cut off.", &Options::default());
        let model = Model::built_in();
        let facts = Facts::new(&page, &model.names);
        let none = Fitted::new(&weights(Forest::constant(WIDTH, -3.0)), EvidenceSet::all());
        assert_eq!(none.probabilities(&facts, &mut Room::default()), [sigmoid(-3.0); 2]);
        assert_eq!(none.reasons(&[0.0; WIDTH]), [Reason { cause: Cause::Base, effect: -3.0 }]);
    }
}
