//! The order of trees, and where rows may leave them.
//!
//! The sum of a forest does not depend on the order of its trees, but how soon one can tell it does. Neighbours in a fit
//! say much the same, so the next tree is always the one with which the sum so far tells the whole sum best: 15 trees of
//! 260 then correlate with it by .978. After some trees, rows leave whose whole sum is far enough from any cut, and the
//! order of the next trees is that for the rows that stay.

use crate::judge::forest::Exit;

/// Rows to learn it from, about; so many tell correlations to the third digit.
const SAMPLE: usize = 50_000;
/// Trees before each exit. Of all blocks of WCXB's and trafilatura's pages about half leave at the first.
const EXITS: [usize; 3] = [15, 40, 100];
/// Cuts of pages lie between these scores, in log-odds: half of the F1 that can be hoped for, which is seldom below .24, and
/// at most .6 for `Focus::Precision`.
const LOWEST_CUT: f64 = -2.0;
const HIGHEST_CUT: f64 = 0.4;
/// Room between a cut and the estimates of rows that leave, in standard deviations of what the estimates miss.
const DEVIATIONS: f64 = 3.0;

/// What each tree says of some rows.
pub(super) struct Outputs {
    rows: Vec<u32>,
    base: f64,
    /// Log-odds by tree and row.
    by_tree: Vec<Vec<f32>>,
}

impl Outputs {
    pub fn new(base: f64, rows: &[u32]) -> Self {
        let rows = rows.iter().copied().step_by(rows.len().div_ceil(SAMPLE).max(1)).collect();
        Outputs { rows, base, by_tree: Vec::new() }
    }

    /// Adds a tree by what it says of a row.
    pub fn add(&mut self, value: impl Fn(usize) -> f64) {
        self.by_tree.push(self.rows.iter().map(|row| value(*row as usize) as f32).collect());
    }

    /// The places of the trees in their new order, and the exits between them.
    pub fn cascade(&self) -> (Vec<usize>, Vec<Exit>) {
        let (mut order, mut exits) = (Vec::new(), Vec::new());
        let mut left: Vec<usize> = (0..self.by_tree.len()).collect();
        let mut open: Vec<usize> = (0..self.rows.len()).collect();
        let all = self.sums(&left, &open);
        for end in EXITS {
            if end >= self.by_tree.len() {
                break;
            }
            self.take_trees(end - order.len(), &open, &mut order, &mut left);
            let so_far = self.sums(&order, &open);
            let all: Vec<f64> = open.iter().map(|row| all[*row]).collect();
            let Some(exit) = exit(order.len(), &so_far, &all) else { continue };
            let mut scores = so_far.iter();
            open.retain(|_| scores.next().is_some_and(|score| exit.estimate(*score as f32).is_none()));
            exits.push(exit);
        }
        self.take_trees(left.len(), &open, &mut order, &mut left);
        (order, exits)
    }

    /// The base and what these trees say of these rows, by row.
    fn sums(&self, trees: &[usize], rows: &[usize]) -> Vec<f64> {
        let mut sums = vec![self.base; rows.len()];
        for tree in trees {
            let values = &self.by_tree[*tree];
            sums.iter_mut().zip(rows).for_each(|(sum, row)| *sum += f64::from(values[*row]));
        }
        sums
    }

    /// Moves trees from those that are left to the order: each time the one with which the sum so far correlates best with
    /// the whole sum on these rows; of equals the first.
    fn take_trees(&self, count: usize, rows: &[usize], order: &mut Vec<usize>, left: &mut Vec<usize>) {
        let (before, others) = (centred(self.sums(order, rows)), centred(self.sums(left, rows)));
        let whole: Vec<f64> = before.iter().zip(&others).map(|(before, other)| before + other).collect();
        let trees: Vec<Vec<f64>> = left.iter().map(|tree| centred(self.sums(&[*tree], rows))).collect();
        let with_whole: Vec<f64> = trees.iter().map(|tree| product(tree, &whole)).collect();
        let own: Vec<f64> = trees.iter().map(|tree| product(tree, tree)).collect();
        let mut with_sum: Vec<f64> = trees.iter().map(|tree| product(tree, &before)).collect();
        let (mut covariance, mut variance) = (product(&before, &whole), product(&before, &before));
        // Places in what was left.
        let mut places: Vec<usize> = (0..left.len()).collect();
        for _ in 0..count.min(left.len()) {
            // The correlation squared, with its sign, times the variance of the whole sum.
            let worth = |place: usize| {
                let (covariance, variance) =
                    (covariance + with_whole[place], variance + 2.0 * with_sum[place] + own[place]);
                if variance > 0.0 { covariance * covariance.abs() / variance } else { 0.0 }
            };
            let better = |one: usize, other: usize| if worth(places[other]) > worth(places[one]) { other } else { one };
            let place = places.remove((0..places.len()).reduce(better).unwrap_or_default());
            covariance += with_whole[place];
            variance += 2.0 * with_sum[place] + own[place];
            for other in &places {
                with_sum[*other] += product(&trees[*other], &trees[place]);
            }
            order.push(left[place]);
        }
        *left = places.into_iter().map(|place| left[place]).collect();
    }
}

/// The exit after some trees, from the scores there and with all trees: a linear regression. `None` where the first say
/// nothing of the others.
fn exit(trees: usize, so_far: &[f64], all: &[f64]) -> Option<Exit> {
    let (parts, wholes) = (centred(so_far.to_vec()), centred(all.to_vec()));
    let growth = product(&parts, &wholes) / product(&parts, &parts);
    let offset = mean(all) - growth * mean(so_far);
    let missed = product(&wholes, &wholes) - growth * product(&parts, &wholes);
    let room = DEVIATIONS * (missed.max(0.0) / parts.len() as f64).sqrt();
    let [chrome, content] = [LOWEST_CUT - room, HIGHEST_CUT + room].map(|limit| limit as f32);
    let exit = Exit { trees, offset: offset as f32, growth: growth as f32, chrome, content };
    exit.is_sound().then_some(exit)
}

fn mean(values: &[f64]) -> f64 {
    values.iter().sum::<f64>() / values.len() as f64
}

/// The values less their mean.
fn centred(mut values: Vec<f64>) -> Vec<f64> {
    let mean = mean(&values);
    values.iter_mut().for_each(|value| *value -= mean);
    values
}

fn product(one: &[f64], other: &[f64]) -> f64 {
    one.iter().zip(other).map(|(one, other)| one * other).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    type Tree = fn(usize) -> f64;

    /// Trees by what they say of each row.
    fn outputs(by_tree: &[Tree], rows: u32) -> Outputs {
        let mut outputs = Outputs::new(-0.25, &(0..rows).collect::<Vec<_>>());
        by_tree.iter().for_each(|tree| outputs.add(tree));
        outputs
    }

    fn wave(row: usize, length: usize) -> f64 {
        (row % length) as f64 / length as f64 - 0.5
    }

    #[test]
    fn what_tells_the_sum_best_comes_first() {
        let outputs =
            outputs(&[|row| 0.1 * wave(row, 7), |_| 0.5, |row| 4.0 * wave(row, 100), |row| wave(row, 9)], 6_300);
        assert_eq!(outputs.cascade(), (vec![2, 3, 0, 1], vec![]));
    }

    #[test]
    fn rows_leave_with_what_they_come_to() {
        // Two hundred trees of which the first half and the second say the same but for a little.
        let trees: [Tree; 2] = [|row| 0.1 * wave(row, 1_000), |row| 0.1 * wave(row, 1_000) + 0.01 * wave(row, 70)];
        let outputs = outputs(&[vec![trees[0]; 100], vec![trees[1]; 100]].concat(), 7_000);
        let (order, exits) = outputs.cascade();
        let mut places = order.clone();
        places.sort_unstable();
        assert!(places.into_iter().eq(0..200));
        assert_eq!(exits.iter().map(|exit| exit.trees).collect::<Vec<_>>(), EXITS);
        let value = |tree: usize, row: usize| f64::from(outputs.by_tree[tree][row]);
        let sum = |row: usize, count: usize| -0.25 + order[..count].iter().map(|tree| value(*tree, row)).sum::<f64>();
        let mut open: Vec<usize> = (0..7_000).collect();
        for exit in &exits {
            open.retain(|row| {
                let (whole, estimate) = (sum(*row, 200), exit.estimate(sum(*row, exit.trees) as f32));
                // What the second half adds of its own is within a half.
                assert!(
                    estimate.is_none_or(|estimate| (whole - f64::from(estimate)).abs() < 0.6),
                    "{whole} and {estimate:?}"
                );
                estimate.is_none()
            });
        }
        assert!((500..1_500).contains(&open.len()), "{}", open.len());
    }

    #[test]
    fn nobody_leaves_trees_that_tell_nothing() {
        let silent: Tree = |_| 0.5;
        for rows in [0, 100] {
            let (order, exits) = outputs(&[silent; 200], rows).cascade();
            assert!(order.into_iter().eq(0..200) && exits.is_empty());
        }
    }
}
