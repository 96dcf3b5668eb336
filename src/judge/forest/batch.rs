//! Scores and explains many rows at once by striking out leaves.
//!
//! A row that goes right at a split cannot end in the leaves of its left side, and the other way round. With one bit a
//! leaf, those are struck out of a full set for every split, and the bit that stays is the row's leaf (after Lucchese et
//! al. 2015, "QuickScorer"). All rows do the same in the same order without branches, so the compiler makes vector
//! instructions of it: measured four times as fast as walking down row by row. Neighbours are alike, so at most splits all
//! rows of a block go the same way; these are done once for all.
//!
//! A split on a feature that is switched off strikes nothing out. Then several leaves stay, and each counts by the share
//! of the training weight that went its way at those splits.

use std::borrow::Cow;
use std::iter;
use std::ops::Range;

use super::{Forest, MAX_LEAVES, Node};

/// Rows scored together. A constant, so that the inner loop needs neither a count nor a tail; below 32 the compiler
/// unrolls it and no longer finds the vectors (measured: 8 and 16 rows take four times as long, 64 a tenth longer).
const BLOCK: usize = 32;

/// A forest prepared for many rows, for some features switched off, and for reasons by `N` families of features.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Batch<const N: usize> {
    features: usize,
    /// Log-odds before any tree.
    base: f32,
    /// Log-odds of an average row.
    bias: f32,
    /// By feature and threshold.
    splits: Vec<Split>,
    /// Their thresholds: to count those below a value, a short array without the rest is read fastest.
    thresholds: Vec<f32>,
    /// Where the splits of each feature start, and the end.
    features_at: Vec<usize>,
    /// Log-odds of the leaves from left to right, times their weight.
    leaves: Vec<f32>,
    /// Per leaf, what the splits above changed, by family, in log-odds times the weight.
    changes: Vec<[f32; N]>,
    /// Where the leaves of each tree end.
    trees: Vec<usize>,
    /// Whether splits are switched off, so that several leaves of a tree may stay.
    has_off: bool,
}

#[derive(Clone, Copy, Debug, PartialEq)]
struct Split {
    threshold: f32,
    /// The leaves of the left side.
    left: u32,
    /// The leaves of the right side.
    right: u32,
    feature: u16,
    tree: u16,
}

/// A node to visit, with what the splits above it come to.
struct Visit<const N: usize> {
    /// Place in the tree.
    at: usize,
    weight: f32,
    changes: [f32; N],
}

impl Forest {
    /// Prepares some of the trees for many rows. The base score goes with the first tree.
    ///
    /// `family[feature]` is the family, below `N`, that the changes of a feature count for; a feature without one counts
    /// for none. A feature with `off[feature]` is unknown, as in [`Self::score_without`]; beyond the end of `off` all
    /// are known.
    pub fn batch<const N: usize>(&self, trees: Range<usize>, family: &[usize], off: &[bool]) -> Batch<N> {
        let base = if trees.start == 0 { self.base } else { 0.0 };
        let mut batch = Batch { features: self.features, base, bias: base, ..Batch::default() };
        for (nodes, _) in self.each_tree().take(trees.end).skip(trees.start) {
            batch.bias += nodes[0].value;
            batch.push(nodes, family, off);
        }
        batch.sort();
        batch
    }
}

impl<const N: usize> Batch<N> {
    /// Appends a tree, its leaves from left to right.
    fn push(&mut self, nodes: &[Node], family: &[usize], off: &[bool]) {
        let below = leaves_below(nodes);
        let first = self.leaves.len();
        let mut open = vec![Visit { at: 0, weight: 1.0, changes: [0.0; N] }];
        while let Some(Visit { at, weight, changes }) = open.pop() {
            let Node { threshold, value, left, feature, child } = nodes[at];
            let (child, index) = (usize::from(child), usize::from(feature));
            if child == at {
                self.leaves.push(weight * value);
                self.changes.push(changes.map(|change| weight * change));
            } else if off.get(index) == Some(&true) {
                self.has_off = true;
                let side = |at, share| Visit { at, weight: weight * share, changes };
                open.extend([side(child + 1, 1.0 - left), side(child, left)]);
            } else {
                let side = |at: usize| {
                    let mut changes = changes;
                    if let Some(change) = family.get(index).and_then(|family| changes.get_mut(*family)) {
                        *change += nodes[at].value - value;
                    }
                    Visit { at, weight, changes }
                };
                open.extend([side(child + 1), side(child)]);
                let before = self.leaves.len() - first;
                let (left, right) = (bits(before, below[child]), bits(before + below[child], below[child + 1]));
                self.splits.push(Split { threshold, left, right, feature, tree: self.trees.len() as u16 });
            }
        }
        self.trees.push(self.leaves.len());
    }

    /// The score of an average row, in log-odds: what the changes of [`Self::explain`] start from.
    pub fn bias(&self) -> f32 {
        self.bias
    }

    /// Log-odds of many rows: `rows` is row-major with as many numbers a row as the forest has features, and `scores` has
    /// one place a row.
    ///
    /// Bit for bit what [`Forest::score_without`] says of each row, or [`Forest::score`] if nothing is switched off.
    /// Values missing at the end of `rows` count as zero.
    pub fn score(&self, rows: &[f32], scores: &mut [f32]) {
        scores.fill(0.0);
        self.add(rows, &(0..scores.len()).collect::<Vec<_>>(), scores);
    }

    /// Adds the log-odds of some rows of many to their scores: those with the places `some`, each a row of `rows` and a
    /// place of `scores`.
    pub fn add(&self, rows: &[f32], some: &[usize], scores: &mut [f32]) {
        some.iter().for_each(|row| scores[*row] += self.base);
        self.find_leaves(rows, some, |row, leaf| scores[row] += self.leaves[leaf]);
    }

    /// The scores as [`Self::score`], and per row what each family of features changed, in log-odds.
    ///
    /// The changes of a row and the bias add up to its score, up to rounding and features without a family. `changes`
    /// has one place a row; rows beyond the shorter of the two are left as they were.
    pub fn explain(&self, rows: &[f32], scores: &mut [f32], changes: &mut [[f32; N]]) {
        let count = scores.len().min(changes.len());
        scores[..count].fill(self.base);
        changes[..count].fill([0.0; N]);
        self.find_leaves(rows, &(0..count).collect::<Vec<_>>(), |row, leaf| {
            scores[row] += self.leaves[leaf];
            for (sum, change) in changes[row].iter_mut().zip(&self.changes[leaf]) {
                *sum += change;
            }
        });
    }

    /// Sorts the splits by feature and threshold.
    fn sort(&mut self) {
        self.splits.sort_unstable_by(|one, other| {
            (one.feature.cmp(&other.feature))
                .then(one.threshold.total_cmp(&other.threshold))
                .then(one.tree.cmp(&other.tree))
        });
        let of = |feature: usize| self.splits.partition_point(|split| usize::from(split.feature) < feature);
        self.thresholds = self.splits.iter().map(|split| split.threshold).collect();
        self.features_at = (0..=self.features).map(of).collect();
    }

    /// Calls `found(row, leaf)` for each of some rows, by place, and each tree in turn, with the leaves that stay.
    fn find_leaves(&self, rows: &[f32], some: &[usize], mut found: impl FnMut(usize, usize)) {
        let mut rows = Cow::Borrowed(rows);
        let end = some.iter().max().map_or(0, |last| (last + 1) * self.features);
        if rows.len() < end {
            rows.to_mut().resize(end, 0.0);
        }
        let (mut common, mut stay) = (Vec::new(), vec![[0; BLOCK]; self.trees.len()]);
        let mut apart = vec![false; self.trees.len()];
        for block in some.chunks(BLOCK) {
            let of_block = || block.iter().map(|row| &rows[row * self.features..(row + 1) * self.features]);
            let mixed = self.strike_all(of_block(), &mut common);
            apart.fill(false);
            self.strike_some(of_block, &mixed, &common, &mut stay, &mut apart);
            let mut first = 0;
            for (tree, end_of_tree) in self.trees.iter().enumerate() {
                if !apart[tree] {
                    each_bit(common[tree], |leaf| block.iter().for_each(|row| found(*row, first + leaf)));
                } else if self.has_off {
                    for (row, stay) in block.iter().zip(stay[tree]) {
                        each_bit(stay, |leaf| found(*row, first + leaf));
                    }
                } else {
                    for (row, stay) in block.iter().zip(stay[tree]) {
                        found(*row, first + stay.trailing_zeros() as usize);
                    }
                }
                first = *end_of_tree;
            }
        }
    }

    /// Strikes out, by tree, what all rows of a block strike out; gives the other splits.
    fn strike_all<'a>(&self, rows: impl Iterator<Item = &'a [f32]>, common: &mut Vec<u32>) -> Vec<Range<usize>> {
        common.clear();
        let starts = iter::once(&0).chain(&self.trees);
        common.extend(starts.zip(&self.trees).map(|(from, to)| bits(0, to - from)));
        let (mut least, mut most) = (vec![f32::INFINITY; self.features], vec![f32::NEG_INFINITY; self.features]);
        for row in rows {
            for ((least, most), value) in least.iter_mut().zip(&mut most).zip(row) {
                // What is no number goes left, as the smallest does.
                let value = if value.is_nan() { f32::NEG_INFINITY } else { *value };
                *least = if value < *least { value } else { *least };
                *most = if value > *most { value } else { *most };
            }
        }
        let mut mixed = Vec::new();
        for (feature, (least, most)) in least.into_iter().zip(most).enumerate() {
            let (from, to) = (self.features_at[feature], self.features_at[feature + 1]);
            let splits = &self.splits[from..to];
            let below = |value: f32| {
                let below = self.thresholds[from..to].iter().map(|threshold| u32::from(*threshold < value));
                below.sum::<u32>() as usize
            };
            let right = below(least);
            let left = below(most).max(right);
            splits[..right].iter().for_each(|split| common[usize::from(split.tree)] &= !split.left);
            splits[left..].iter().for_each(|split| common[usize::from(split.tree)] &= !split.right);
            if right < left {
                mixed.push(from + right..from + left);
            }
        }
        mixed
    }

    /// Strikes out, by tree and row, what is left to do at splits where rows go both ways.
    fn strike_some<'a, R: Iterator<Item = &'a [f32]>>(
        &self,
        rows: impl Fn() -> R,
        mixed: &[Range<usize>],
        common: &[u32],
        stay: &mut [[u32; BLOCK]],
        apart: &mut [bool],
    ) {
        let mut column = [0.0; BLOCK];
        for range in mixed {
            let feature = usize::from(self.splits[range.start].feature);
            let mut read = false;
            for split in &self.splits[range.clone()] {
                let tree = usize::from(split.tree);
                // A side that no row can be in any more: no row comes to the split, or all go the other way.
                if common[tree] & split.right != 0 && common[tree] & split.left != 0 {
                    if !read {
                        read = true;
                        for (cell, row) in column.iter_mut().zip(rows()) {
                            *cell = row[feature];
                        }
                    }
                    if !apart[tree] {
                        (apart[tree], stay[tree]) = (true, [common[tree]; BLOCK]);
                    }
                    strike(&mut stay[tree], &column, *split);
                }
            }
        }
    }
}

/// Calls with the place of each bit that is set, the lowest first.
fn each_bit(mut bits: u32, mut call: impl FnMut(usize)) {
    while bits != 0 {
        call(bits.trailing_zeros() as usize);
        bits &= bits - 1;
    }
}

/// Strikes out the leaves right of the split where a row goes left, and those left of it where it goes right.
fn strike(stay: &mut [u32; BLOCK], column: &[f32; BLOCK], split: Split) {
    for (stay, value) in stay.iter_mut().zip(column) {
        // All ones where the row goes right.
        let right = u32::from(*value > split.threshold).wrapping_neg();
        *stay &= !(split.right ^ ((split.left | split.right) & right));
    }
}

/// The number of leaves at and below each node of a tree.
fn leaves_below(nodes: &[Node]) -> Vec<usize> {
    let mut below = vec![1; nodes.len()];
    for (at, node) in nodes.iter().enumerate().rev() {
        let child = usize::from(node.child);
        if child != at {
            below[at] = below[child] + below[child + 1];
        }
    }
    below
}

/// The `count` bits from bit `from` on; together at most 32, and at least one.
fn bits(from: usize, count: usize) -> u32 {
    (u32::MAX >> (MAX_LEAVES - count)) << from
}
