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

use std::iter;

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
    splits: Vec<Split>,
    /// Log-odds of the leaves from left to right, times their weight.
    leaves: Vec<f32>,
    /// Per leaf, what the splits above changed, by family, in log-odds times the weight.
    changes: Vec<[f32; N]>,
    trees: Vec<End>,
}

#[derive(Clone, Copy, Debug, PartialEq)]
struct Split {
    threshold: f32,
    /// The leaves of the right side.
    right: u32,
    /// The leaves of both sides.
    both: u32,
    feature: u16,
}

/// Where a tree's splits and leaves end.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
struct End {
    splits: usize,
    leaves: usize,
}

/// A node to visit, with what the splits above it come to.
struct Visit<const N: usize> {
    /// Place in the tree.
    at: usize,
    weight: f32,
    changes: [f32; N],
}

impl Forest {
    /// Prepares the forest for many rows.
    ///
    /// `family[feature]` is the family, below `N`, that the changes of a feature count for; a feature without one counts
    /// for none. A feature with `off[feature]` is unknown, as in [`Self::score_without`]; beyond the end of `off` all
    /// are known.
    pub fn batch<const N: usize>(&self, family: &[usize], off: &[bool]) -> Batch<N> {
        let mut batch = Batch { features: self.features, base: self.base, ..Batch::default() };
        for (nodes, _) in self.each_tree() {
            batch.push(nodes, family, off);
        }
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
                let right = bits(before + below[child], below[child + 1]);
                self.splits.push(Split { threshold, right, both: bits(before, below[at]), feature });
            }
        }
        self.trees.push(End { splits: self.splits.len(), leaves: self.leaves.len() });
    }

    /// Log-odds of many rows: `rows` is row-major with as many numbers a row as the forest has features, and `scores` has
    /// one place a row.
    ///
    /// Bit for bit what [`Forest::score_without`] says of each row, or [`Forest::score`] if nothing is switched off.
    /// Values missing at the end of `rows` count as zero.
    pub fn score(&self, rows: &[f32], scores: &mut [f32]) {
        scores.fill(self.base);
        self.find_leaves(rows, scores.len(), |row, leaf| scores[row] += self.leaves[leaf]);
    }

    /// The scores as [`Self::score`], and per row what each family of features changed, in log-odds.
    ///
    /// The changes of a row and the bias add up to its score, up to rounding and features without a family. `changes`
    /// has one place a row; rows beyond the shorter of the two are left as they were.
    pub fn explain(&self, rows: &[f32], scores: &mut [f32], changes: &mut [[f32; N]]) {
        let count = scores.len().min(changes.len());
        scores[..count].fill(self.base);
        changes[..count].fill([0.0; N]);
        self.find_leaves(rows, count, |row, leaf| {
            scores[row] += self.leaves[leaf];
            for (sum, change) in changes[row].iter_mut().zip(&self.changes[leaf]) {
                *sum += change;
            }
        });
    }

    /// Calls `found(row, leaf)` for each of `count` rows and each tree in turn, with the leaves that stay.
    fn find_leaves(&self, rows: &[f32], count: usize, mut found: impl FnMut(usize, usize)) {
        let mut columns = Columns::new(self.features);
        for start in (0..count).step_by(BLOCK) {
            let end = count.min(start + BLOCK);
            columns.read(rows.get(start * self.features..).unwrap_or_default(), end - start);
            let mut from = End::default();
            for to in &self.trees {
                let splits = &self.splits[from.splits..to.splits];
                let (all, apart) = columns.common(splits, bits(0, to.leaves - from.leaves));
                let mut stay = [all; BLOCK];
                let mut alike = true;
                for split in apart.iter().map_while(|at| splits.get(usize::from(*at))) {
                    // A side that no row can be in any more: no row comes to the split, or all go the other way.
                    if all & split.right != 0 && all & split.both & !split.right != 0 {
                        strike(&mut stay, &columns.values[usize::from(split.feature)], *split);
                        alike = false;
                    }
                }
                if alike {
                    each_bit(all, |leaf| (start..end).for_each(|row| found(row, from.leaves + leaf)));
                } else {
                    for (row, stay) in (start..end).zip(stay) {
                        each_bit(stay, |leaf| found(row, from.leaves + leaf));
                    }
                }
                from = *to;
            }
        }
    }
}

/// The values of a block of rows, by feature.
struct Columns {
    values: Vec<[f32; BLOCK]>,
    /// The smallest and the largest value of each.
    ranges: Vec<(f32, f32)>,
}

impl Columns {
    fn new(features: usize) -> Self {
        Columns { values: vec![[0.0; BLOCK]; features], ranges: vec![(0.0, 0.0); features] }
    }

    /// Reads `count` rows, at most [`BLOCK`].
    fn read(&mut self, rows: &[f32], count: usize) {
        self.ranges.fill((f32::INFINITY, f32::NEG_INFINITY));
        let width = self.values.len();
        for row in 0..count {
            let values = rows.get(row * width..).unwrap_or_default().iter().copied().chain(iter::repeat(0.0));
            for ((column, (least, most)), value) in self.values.iter_mut().zip(&mut self.ranges).zip(values) {
                // What is no number goes left, as the smallest does.
                let value = if value.is_nan() { f32::NEG_INFINITY } else { value };
                column[row] = value;
                (*least, *most) = (if value < *least { value } else { *least }, if value > *most { value } else { *most });
            }
        }
    }

    /// The leaves that stay after the splits at which all rows go the same way, and the places of the other splits, up
    /// to the first that is none.
    fn common(&self, splits: &[Split], leaves: u32) -> (u32, [u8; MAX_LEAVES]) {
        let (mut all, mut apart, mut count) = (leaves, [u8::MAX; MAX_LEAVES], 0);
        for (split, at) in splits.iter().zip(0..) {
            let (least, most) = self.ranges[usize::from(split.feature)];
            let right = u32::from(least > split.threshold).wrapping_neg();
            let left = u32::from(most <= split.threshold).wrapping_neg();
            all &= !(split.right & left | split.both & !split.right & right);
            // A tree has fewer splits than leaves, so there is always a place.
            apart[count % MAX_LEAVES] = at;
            count += usize::from(left | right == 0);
        }
        apart[count % MAX_LEAVES] = u8::MAX;
        (all, apart)
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
        *stay &= !(split.right ^ (split.both & right));
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
