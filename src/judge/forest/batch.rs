//! Scores and explains many rows at once, as sets of rows.
//!
//! A set of up to 64 rows is one number with a bit for each. A split parts the set that comes to it into the rows that go
//! left and those that go right; all rows are compared at once, which the compiler makes vector instructions of. Neighbours
//! are alike, so most sets stay whole for most of their way, and at most splits the smallest or the largest value of the
//! rows tells that they do. Measured against striking out leaves by row (Lucchese et al. 2015, "QuickScorer"), a page takes
//! FACTOR of the instructions.
//!
//! A split on a feature that is switched off sends the whole set both ways. Then several leaves of a tree are reached, and
//! each counts by the share of the training weight that went its way at those splits.

use std::borrow::Cow;

use super::{Forest, MAX_LEAVES, Node};

/// Rows scored together: the bits of a set.
const BLOCK: usize = 64;
/// A forest prepared for many rows, for some features switched off, and for reasons by `N` families of features.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Batch<const N: usize> {
    features: usize,
    /// Log-odds before any tree.
    base: f32,
    /// The nodes of one tree after the other in pre-order: the left child is the next one.
    steps: Vec<Step>,
    /// Where each tree starts.
    trees: Vec<usize>,
    /// Log-odds of the leaves from left to right, times their weight.
    leaves: Vec<f32>,
    /// Per leaf, what the splits above changed, by family, in log-odds times the weight.
    changes: Vec<[f32; N]>,
}

/// A node.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Step {
    /// The largest value that goes left.
    threshold: f32,
    /// Index of the right child; [`LEAF`] in a leaf.
    right: u32,
    /// Index of the value in a row, or of the leaf; [`BOTH`] where all rows go both ways.
    place: u32,
}

/// No node is the right child of itself or of a later one, so none has this index.
const LEAF: u32 = 0;
const BOTH: u32 = u32::MAX;

/// A feature of a block of rows.
#[derive(Clone, Copy)]
struct Column {
    values: [f32; BLOCK],
    /// The smallest value, which is below all others if one is no number, and the largest.
    least: f32,
    most: f32,
}

/// A node to visit, with what the splits above it come to.
struct Visit<const N: usize> {
    /// Place in the tree.
    at: usize,
    weight: f32,
    changes: [f32; N],
    /// The split whose right child it is.
    parent: Option<usize>,
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
        self.trees.push(self.steps.len());
        let mut open = vec![Visit { at: 0, weight: 1.0, changes: [0.0; N], parent: None }];
        while let Some(Visit { at, weight, changes, parent }) = open.pop() {
            let step = self.steps.len();
            if let Some(parent) = parent {
                self.steps[parent].right = step as u32;
            }
            let Node { threshold, value, left, feature, child } = nodes[at];
            let (child, index) = (usize::from(child), usize::from(feature));
            if child == at {
                self.steps.push(Step { threshold, right: LEAF, place: self.leaves.len() as u32 });
                self.leaves.push(weight * value);
                self.changes.push(changes.map(|change| weight * change));
            } else if off.get(index) == Some(&true) {
                self.steps.push(Step { threshold, right: LEAF, place: BOTH });
                let side = |at, share, parent| Visit { at, weight: weight * share, changes, parent };
                open.extend([side(child + 1, 1.0 - left, Some(step)), side(child, left, None)]);
            } else {
                self.steps.push(Step { threshold, right: LEAF, place: u32::from(feature) });
                let side = |at: usize, parent| {
                    let mut changes = changes;
                    if let Some(change) = family.get(index).and_then(|family| changes.get_mut(*family)) {
                        *change += nodes[at].value - value;
                    }
                    Visit { at, weight, changes, parent }
                };
                open.extend([side(child + 1, Some(step)), side(child, None)]);
            }
        }
    }

    /// Log-odds of many rows: `rows` is row-major with as many numbers a row as the forest has features, and `scores` has
    /// one place a row.
    ///
    /// Bit for bit what [`Forest::score_without`] says of each row, or [`Forest::score`] if nothing is switched off.
    /// Values missing at the end of `rows` count as zero.
    pub fn score(&self, rows: &[f32], scores: &mut [f32]) {
        let mut sums = vec![[self.base; BLOCK]; scores.len().div_ceil(BLOCK)];
        self.find_leaves(rows, scores.len(), |block, set, leaf| {
            let (sums, value) = (&mut sums[block], self.leaves[leaf]);
            if set == u64::MAX {
                sums.iter_mut().for_each(|sum| *sum += value);
            } else {
                each_bit(set, |row| sums[row % BLOCK] += value);
            }
        });
        for (scores, sums) in scores.chunks_mut(BLOCK).zip(&sums) {
            scores.copy_from_slice(&sums[..scores.len()]);
        }
    }

    /// The scores as [`Self::score`], and per row what each family of features changed, in log-odds.
    ///
    /// The changes of a row and the bias add up to its score, up to rounding and features without a family. `changes`
    /// has one place a row; rows beyond the shorter of the two are left as they were.
    pub fn explain(&self, rows: &[f32], scores: &mut [f32], changes: &mut [[f32; N]]) {
        let count = scores.len().min(changes.len());
        scores[..count].fill(self.base);
        changes[..count].fill([0.0; N]);
        self.find_leaves(rows, count, |block, set, leaf| {
            let set = if count - block * BLOCK < BLOCK { set & ((1 << (count % BLOCK)) - 1) } else { set };
            each_bit(set, |row| {
                let row = block * BLOCK + row;
                scores[row] += self.leaves[leaf];
                for (sum, change) in changes[row].iter_mut().zip(&self.changes[leaf]) {
                    *sum += change;
                }
            });
        });
    }

    /// Calls `found(block, set, leaf)` for each block of rows and each tree in turn, with the leaves that rows come to.
    /// A last block of fewer than [`BLOCK`] rows has copies of its first row behind them.
    fn find_leaves(&self, rows: &[f32], count: usize, mut found: impl FnMut(usize, u64, usize)) {
        let mut rows = Cow::Borrowed(rows);
        if rows.len() < count * self.features {
            rows.to_mut().resize(count * self.features, 0.0);
        }
        let mut columns = vec![Column { values: [0.0; BLOCK], least: 0.0, most: 0.0 }; self.features];
        for (block, start) in (0..count).step_by(BLOCK).enumerate() {
            let end = count.min(start + BLOCK);
            turn(&rows[start * self.features..end * self.features], &mut columns);
            for tree in &self.trees {
                self.descend(*tree, &columns, |set, leaf| found(block, set, leaf));
            }
        }
    }

    /// Sends all rows of a block down a tree.
    fn descend(&self, tree: usize, columns: &[Column], mut found: impl FnMut(u64, usize)) {
        let mut open = [(0, 0); MAX_LEAVES];
        let (mut top, mut at, mut set) = (0, tree, u64::MAX);
        loop {
            let step = self.steps[at];
            if step.right != LEAF {
                let (left, right) = match step.place {
                    BOTH => (set, set),
                    place => {
                        let right = columns[place as usize].above(step.threshold, set);
                        (set & !right, right)
                    }
                };
                if right == 0 {
                    at += 1;
                } else if left == 0 {
                    at = step.right as usize;
                } else {
                    open[top] = (step.right, right);
                    top += 1;
                    (at, set) = (at + 1, left);
                }
                continue;
            }
            found(set, step.place as usize);
            if top == 0 {
                return;
            }
            top -= 1;
            (at, set) = (open[top].0 as usize, open[top].1);
        }
    }
}

/// Turns the rows of a block to columns; a short block is filled up with copies of its first row.
fn turn(rows: &[f32], columns: &mut [Column]) {
    /// Columns written at a time: a line of the cache of each row.
    const TILE: usize = 16;
    let features = columns.len();
    let count = rows.len() / features.max(1);
    for (tile, columns) in columns.chunks_mut(TILE).enumerate() {
        for at in 0..BLOCK {
            let row = if at < count { at * features } else { 0 } + tile * TILE;
            for (column, value) in columns.iter_mut().zip(&rows[row..]) {
                column.values[at] = *value;
            }
        }
        columns.iter_mut().for_each(Column::bound);
    }
}

impl Column {
    /// Finds the smallest and the largest value.
    fn bound(&mut self) {
        let (mut least, mut most, mut unknown) = (f32::INFINITY, f32::NEG_INFINITY, false);
        for value in &self.values {
            least = if *value < least { *value } else { least };
            most = if *value > most { *value } else { most };
            unknown |= value.is_nan();
        }
        (self.least, self.most) = (if unknown { f32::NEG_INFINITY } else { least }, most);
    }

    /// The rows of a set that go right: all others, and what is no number, go left.
    fn above(&self, threshold: f32, set: u64) -> u64 {
        if threshold >= self.most {
            return 0;
        }
        if threshold < self.least {
            return set;
        }
        if set.count_ones() <= FEW {
            let mut right = 0;
            each_bit(set, |row| right |= u64::from(self.values[row % BLOCK] > threshold) << row);
            return right;
        }
        let half = |values: &[f32]| {
            let bits = values.iter().zip(&BITS).map(|(value, bit)| u32::from(*value > threshold).wrapping_neg() & bit);
            u64::from(bits.fold(0, |set, bit| set | bit))
        };
        let (low, high) = self.values.split_at(BLOCK / 2);
        set & (half(low) | half(high) << (BLOCK / 2))
    }
}

/// Rows of a set that are compared one by one; more are compared faster with all others.
const FEW: u32 = 8;

/// The bit of each row in its half of a set; a table, so that the compiler finds the vectors.
const BITS: [u32; BLOCK / 2] = {
    let (mut bits, mut at) = ([0; BLOCK / 2], 0);
    while at < bits.len() {
        bits[at] = 1 << at;
        at += 1;
    }
    bits
};

/// Calls with the place of each bit that is set, the lowest first.
fn each_bit(mut bits: u64, mut call: impl FnMut(usize)) {
    while bits != 0 {
        call(bits.trailing_zeros() as usize);
        bits &= bits - 1;
    }
}
