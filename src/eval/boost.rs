//! Fits a forest: histogram gradient boosting with leaf-wise trees on soft labels.
//!
//! Each tree is a Newton step on the weighted cross-entropy (Friedman 2001, "Greedy function approximation"; second
//! order with an L2 penalty as in Chen and Guestrin 2016, "XGBoost"): with `p = 1 / (1 + exp(-score))` a row has the
//! gradient `w (p - y)` and the curvature `w p (1 - p)`. Trees grow by the leaf with the largest gain, over features cut
//! into at most 255 bins, and only the smaller child of a split is counted, its sibling being the difference (Ke et al.
//! 2017, "LightGBM"). The same rows, options and seed give the same forest, however many threads work.

use crate::judge::forest::{Forest, MAX_LEAVES, Piece};

mod bins;
mod grow;
mod histogram;
mod order;
mod parallel;
#[cfg(test)]
mod tests;

use bins::Bins;
use grow::{Grower, Tree};
use order::Outputs;
use parallel::for_each;

/// Log-odds that one leaf may add at most; only a leaf without curvature or penalty would say more.
const MAX_LEAF: f64 = 20.0;
/// Rows per unit of parallel work and of the sum of losses, which is thus added in one order.
const CHUNK: usize = 8_192;

/// How to fit a forest. The defaults are the project's own fit of HTML.
#[derive(Clone, Debug, PartialEq)]
pub struct BoostOptions {
    /// Number of trees, up to 65,535.
    pub trees: usize,
    /// Most leaves of a tree, 2 to 32.
    pub leaves: usize,
    /// Most splits above a leaf, at least 1.
    pub max_depth: usize,
    /// Factor on every leaf, in (0, 1].
    pub learning_rate: f64,
    /// L2 penalty on leaf values, in units of the curvature, at least 0.
    pub lambda: f64,
    /// Fewest rows in a leaf.
    pub min_rows: usize,
    /// Least sum of curvature in a leaf.
    pub min_hessian: f64,
    /// Share of the features a tree may split on, in (0, 1].
    pub feature_fraction: f64,
    /// Share of the groups (pages) a tree is grown on, in (0, 1].
    pub group_fraction: f64,
    /// Most bins of a feature, 2 to 255.
    pub bins: usize,
    /// Rows, about, that the bins are chosen from.
    pub bin_rows: usize,
    /// Source of all that is drawn.
    pub seed: u64,
    /// Threads that work; 0 means one a core. The forest does not depend on it.
    pub threads: usize,
}

impl Default for BoostOptions {
    fn default() -> Self {
        Self {
            trees: 260,
            leaves: 31,
            max_depth: 8,
            learning_rate: 0.06,
            lambda: 2.0,
            min_rows: 60,
            min_hessian: 1e-3,
            feature_fraction: 0.25,
            group_fraction: 1.0,
            bins: 255,
            bin_rows: 200_000,
            seed: 1,
            threads: 0,
        }
    }
}

/// The rows to fit. A row without a finite label or a positive weight is left out, as is one beyond the shortest slice.
#[derive(Clone, Copy, Debug)]
pub struct TrainSet<'a> {
    /// Row-major values, `features` a row.
    pub rows: &'a [f32],
    /// Numbers a row, at most 65,535.
    pub features: usize,
    /// One a row: the share of the block that is main content, clamped to 0..=1.
    pub labels: &'a [f32],
    /// One a row: what the row counts for.
    pub weights: &'a [f32],
    /// One a row: the page it is from. Read only when `group_fraction` is below 1; a missing one is page 0.
    pub groups: &'a [u32],
}

impl TrainSet<'_> {
    /// Number of complete rows.
    fn len(&self) -> usize {
        let rows = self.rows.len().checked_div(self.features).unwrap_or(self.labels.len());
        rows.min(self.labels.len()).min(self.weights.len()).min(u32::MAX as usize)
    }

    /// Label in 0..=1 and weight of the rows that count.
    fn target(&self, row: usize) -> Option<(f64, f64)> {
        let (label, weight) = (f64::from(self.labels[row]), f64::from(self.weights[row]));
        (label.is_finite() && weight.is_finite() && weight > 0.0).then_some((label.clamp(0.0, 1.0), weight))
    }
}

/// Gradient and curvature of the loss at a row's score.
#[derive(Clone, Copy, Debug, Default)]
struct Slope {
    gradient: f32,
    hessian: f32,
}

/// Fits a forest, its trees in the order of what they say and with exits, and calls `progress` after each tree with its
/// number, from 1, and the mean weighted cross-entropy of all rows under the trees so far, in nats.
///
/// A draw of features and groups without any split adds no tree. The forest is rounded to what a file holds.
pub(crate) fn train(set: &TrainSet<'_>, options: &BoostOptions, progress: &mut dyn FnMut(usize, f64)) -> Forest {
    let options = &within_range(options);
    let rows: Vec<u32> = (0..set.len()).filter(|row| set.target(*row).is_some()).map(|row| row as u32).collect();
    let bins = Bins::new(set, &rows, options);
    let base = prior(set, &rows);
    let mut scores = vec![base; set.len()];
    let mut slopes = vec![Slope::default(); set.len()];
    set_slopes(set, &scores, &mut slopes, options.threads);
    let mut trees: Vec<Vec<Piece>> = Vec::new();
    let mut outputs = Outputs::new(base, &rows);
    for number in 0..options.trees {
        let bag = draw_rows(set, &rows, options, number);
        let features = draw_features(&bins, options, number);
        let Some(tree) = Grower::new(&bins, &slopes, options, features).grow(bag) else {
            continue;
        };
        add_scores(&tree, &bins, &rows, &mut scores);
        let loss = set_slopes(set, &scores, &mut slopes, options.threads);
        trees.push(tree.pieces(&bins, |row| f64::from(set.weights[row as usize])));
        outputs.add(|row| tree.value(&bins, row));
        progress(trees.len(), loss);
    }
    let (order, exits) = outputs.cascade();
    let trees: Vec<Vec<Piece>> = order.iter().map(|tree| std::mem::take(&mut trees[*tree])).collect();
    // The limits above are those of the format, so rounding cannot fail; if it did, the prior is still a model.
    let forest = Forest::quantised(set.features, base, &trees);
    let forest = forest.and_then(|forest| forest.with_exits(exits));
    forest.unwrap_or_else(|_| Forest::constant(set.features, base))
}

/// The options with every number inside the range its field names.
fn within_range(options: &BoostOptions) -> BoostOptions {
    let threads = match options.threads {
        0 => std::thread::available_parallelism().map_or(1, usize::from),
        threads => threads,
    };
    BoostOptions {
        trees: options.trees.min(usize::from(u16::MAX)),
        leaves: options.leaves.clamp(2, MAX_LEAVES),
        max_depth: options.max_depth.max(1),
        lambda: options.lambda.max(0.0),
        min_rows: options.min_rows.max(1),
        min_hessian: options.min_hessian.max(f64::MIN_POSITIVE),
        bins: options.bins.clamp(2, 255),
        threads,
        ..options.clone()
    }
}

/// Log-odds of the weighted mean label, the best constant score; within ±[`MAX_LEAF`].
fn prior(set: &TrainSet<'_>, rows: &[u32]) -> f64 {
    let targets = rows.iter().filter_map(|row| set.target(*row as usize));
    let (mass, weight) = targets.fold((0.0, 0.0), |(mass, weight), (y, w)| (mass + w * y, weight + w));
    if weight > 0.0 { (mass / (weight - mass)).ln().clamp(-MAX_LEAF, MAX_LEAF) } else { 0.0 }
}

/// Sets the gradient and curvature of every row and returns the mean weighted loss.
fn set_slopes(set: &TrainSet<'_>, scores: &[f64], slopes: &mut [Slope], threads: usize) -> f64 {
    let mut sums = vec![(0.0_f64, 0.0_f64); slopes.len().div_ceil(CHUNK)];
    let chunks = slopes.chunks_mut(CHUNK).zip(&mut sums).enumerate();
    for_each(threads, chunks, |(index, (slopes, (loss, total)))| {
        for (row, slope) in (index * CHUNK..).zip(slopes) {
            let Some((y, w)) = set.target(row) else {
                continue;
            };
            let score = scores[row];
            let p = 1.0 / (1.0 + (-score).exp());
            slope.gradient = (w * (p - y)) as f32;
            slope.hessian = (w * p * (1.0 - p)) as f32;
            // -y ln p - (1 - y) ln (1 - p), without overflow.
            *loss += w * (score.max(0.0) - y * score + (-score.abs()).exp().ln_1p());
            *total += w;
        }
    });
    let (loss, total) = sums.iter().fold((0.0, 0.0), |(a, b), (c, d)| (a + c, b + d));
    if total > 0.0 { loss / total } else { 0.0 }
}

/// Adds the tree's leaves to the scores: those of the rows it was grown on by range, of the others by descent.
fn add_scores(tree: &Tree, bins: &Bins, rows: &[u32], scores: &mut [f64]) {
    if tree.bag_len() < rows.len() {
        for row in rows {
            scores[*row as usize] += tree.value(bins, *row as usize);
        }
        return;
    }
    for (rows, value) in tree.leaves() {
        for row in rows {
            scores[*row as usize] += value;
        }
    }
}

/// The rows of the groups that tree `number` is grown on.
fn draw_rows(set: &TrainSet<'_>, rows: &[u32], options: &BoostOptions, number: usize) -> Vec<u32> {
    if options.group_fraction >= 1.0 {
        return rows.to_vec();
    }
    let drawn = |row: &&u32| {
        let group = set.groups.get(**row as usize).copied().unwrap_or(0);
        unit(key(options.seed, [1, number as u64, u64::from(group)])) < options.group_fraction
    };
    rows.iter().filter(drawn).copied().collect()
}

/// The features that tree `number` may split on, ascending; at least one if there is one.
fn draw_features(bins: &Bins, options: &BoostOptions, number: usize) -> Vec<usize> {
    let mut features = bins.splittable();
    let count = (features.len() as f64 * options.feature_fraction).round().max(1.0) as usize;
    if count < features.len() {
        features.sort_unstable_by_key(|feature| key(options.seed, [2, number as u64, *feature as u64]));
        features.truncate(count);
        features.sort_unstable();
    }
    features
}

/// A hash of a seed and a place in the fit (the finaliser of splitmix64, Steele et al. 2014, "Fast splittable
/// pseudorandom number generators").
fn key(seed: u64, place: [u64; 3]) -> u64 {
    place.into_iter().fold(seed, |state, part| {
        let mut z = (state ^ part).wrapping_add(0x9E37_79B9_7F4A_7C15);
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    })
}

/// A hash as a number in [0, 1).
fn unit(key: u64) -> f64 {
    (key >> 11) as f64 / (1_u64 << 53) as f64
}
