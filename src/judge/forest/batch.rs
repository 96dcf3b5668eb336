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

use std::ops::Range;

use super::{Forest, MAX_LEAVES, Node};

/// Rows scored together. A constant, so that the inner loop needs neither a count nor a tail; below 32 the compiler
/// unrolls it and no longer finds the vectors (measured: 8 and 16 rows take four times as long, 64 a tenth longer).
pub(crate) const BLOCK: usize = 32;

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
    /// Their thresholds. What is read apart lies apart.
    thresholds: Vec<f32>,
    /// Their trees.
    tree_of: Vec<u16>,
    /// What is known of rows before a look at them: all leaves may stay, all splits may go both ways.
    unknown: Known,
    /// Log-odds of the leaves of each tree from left to right, times their weight.
    leaves: Vec<[f32; MAX_LEAVES]>,
    /// Per leaf, what the splits above changed, by family, in log-odds times the weight.
    changes: Vec<Vec<[f32; N]>>,
    /// Whether splits are switched off, so that several leaves of a tree may stay.
    has_off: bool,
}

#[derive(Clone, Copy, Debug, PartialEq)]
struct Split {
    /// The leaves of the left side.
    left: u32,
    /// The leaves of the right side.
    right: u32,
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
        let mut splits = Vec::new();
        let mut batch = Batch { features: self.features, base, bias: base, ..Batch::default() };
        for (nodes, _) in self.each_tree().take(trees.end).skip(trees.start) {
            batch.bias += nodes[0].value;
            batch.push(nodes, family, off, &mut splits);
        }
        batch.take(splits);
        batch
    }
}

impl<const N: usize> Batch<N> {
    /// Appends the leaves of a tree from left to right, and its splits with feature, threshold and tree.
    fn push(&mut self, nodes: &[Node], family: &[usize], off: &[bool], splits: &mut Vec<(u16, f32, u16, Split)>) {
        let below = leaves_below(nodes);
        let (mut leaves, mut all_changes) = (Vec::new(), Vec::new());
        let mut open = vec![Visit { at: 0, weight: 1.0, changes: [0.0; N] }];
        while let Some(Visit { at, weight, changes }) = open.pop() {
            let Node { threshold, value, left, feature, child } = nodes[at];
            let (child, index) = (usize::from(child), usize::from(feature));
            if child == at {
                leaves.push(weight * value);
                all_changes.push(changes.map(|change| weight * change));
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
                let before = leaves.len();
                let (left, right) = (bits(before, below[child]), bits(before + below[child], below[child + 1]));
                splits.push((feature, threshold, self.leaves.len() as u16, Split { left, right }));
            }
        }
        self.unknown.leaves.push(bits(0, leaves.len()));
        leaves.resize(MAX_LEAVES, 0.0);
        all_changes.resize(MAX_LEAVES, [0.0; N]);
        self.leaves.push(leaves.try_into().expect("as many as were just made"));
        self.changes.push(all_changes);
    }

    /// The score of an average row, in log-odds: what the changes of [`Self::explain`] start from.
    pub fn bias(&self) -> f32 {
        self.bias
    }

    /// Adds the log-odds of some rows of many to their scores: `rows` is row-major with as many numbers a row as the forest
    /// has features, none of them NaN, `scores` has one place a row, and `some` are the places of the rows.
    ///
    /// From zeros, with all trees, that is bit for bit what [`Forest::score_without`] says of each row, or
    /// [`Forest::score`] if nothing is switched off.
    pub fn add(&self, rows: &[f32], some: &[usize], scores: &mut [f32]) {
        let mut work = self.work();
        let ranges = self.ranges(rows, some);
        // What splits do with all rows is done once: many columns are the same all over a page.
        let mut of_all = Known::default();
        self.strike_all(&self.unknown, &overall(&ranges, self.features), &mut of_all);
        for (at, block) in some.chunks(BLOCK).enumerate() {
            let range = &ranges[at * 2 * self.features..][..2 * self.features];
            let mut sums = [0.0; BLOCK];
            sums.iter_mut().zip(block).for_each(|(sum, row)| *sum = scores[*row]);
            self.add_block(&of_all, range, &self.rows_of(block, rows)[..block.len()], &mut work, &mut sums);
            sums.iter().zip(block).for_each(|(sum, row)| scores[*row] = *sum);
        }
    }

    /// The same for the rows of one block, while they are at hand: at most [`BLOCK`] of them, one after the other.
    pub fn add_rows(&self, rows: &[f32], work: &mut Work, scores: &mut [f32]) {
        work.range.clear();
        let mut each = rows.chunks_exact(self.features);
        let count = each.len();
        let each: [&[f32]; BLOCK] = std::array::from_fn(|_| each.next().unwrap_or_default());
        push_range(&each[..count], self.features, &mut work.range);
        let mut sums = [0.0; BLOCK];
        sums[..count].copy_from_slice(scores);
        let range = std::mem::take(&mut work.range);
        self.add_block(&self.unknown, &range, &each[..count], work, &mut sums);
        work.range = range;
        scores.copy_from_slice(&sums[..count]);
    }

    /// Adds the log-odds of the rows of a block, in this range, of which so much is known.
    fn add_block(&self, known: &Known, range: &[f32], rows: &[&[f32]], work: &mut Work, sums: &mut [f32; BLOCK]) {
        sums.iter_mut().for_each(|sum| *sum += self.base);
        self.strike_all(known, range, &mut work.known);
        self.strike_some(rows, work);
        self.find_leaves(work, |place, tree, leaf| sums[place] += self.leaves[tree][leaf]);
    }

    /// Room to work in.
    pub fn work(&self) -> Work {
        Work::new(self.leaves.len())
    }

    /// The score of a row, in log-odds, and what each family of features changed of it.
    ///
    /// The changes and the bias add up to the score, up to rounding and features without a family. `row` has a number for
    /// each feature, none of them NaN.
    pub fn explain(&self, row: &[f32]) -> (f32, [f32; N]) {
        let mut known = Known::default();
        self.strike_all(&self.unknown, &[row, row].concat(), &mut known);
        let (mut score, mut effects) = (self.base, [0.0; N]);
        for (tree, stay) in known.leaves.iter().enumerate() {
            each_bit(*stay, |leaf| {
                score += self.leaves[tree][leaf];
                effects.iter_mut().zip(&self.changes[tree][leaf]).for_each(|(sum, change)| *sum += change);
            });
        }
        (score, effects)
    }

    /// Takes the splits over, by feature and threshold.
    fn take(&mut self, mut splits: Vec<(u16, f32, u16, Split)>) {
        splits.sort_unstable_by(|one, other| {
            one.0.cmp(&other.0).then(one.1.total_cmp(&other.1)).then(one.2.cmp(&other.2))
        });
        for (at, split) in splits.iter().enumerate() {
            match self.unknown.mixed.last_mut() {
                Some((feature, range)) if *feature == usize::from(split.0) => range.end = at + 1,
                _ => self.unknown.mixed.push((usize::from(split.0), at..at + 1)),
            }
        }
        for (_, threshold, tree, split) in splits {
            self.splits.push(split);
            self.thresholds.push(threshold);
            self.tree_of.push(tree);
        }
    }

    /// The rows of a block; those behind its last one are empty.
    fn rows_of<'r>(&self, block: &[usize], rows: &'r [f32]) -> [&'r [f32]; BLOCK] {
        let row = |place: usize| block.get(place).map_or(&[][..], |row| &rows[row * self.features..][..self.features]);
        std::array::from_fn(row)
    }

    /// The ranges of the columns of each block, one after the other.
    fn ranges(&self, rows: &[f32], some: &[usize]) -> Vec<f32> {
        let mut ranges = Vec::with_capacity(some.len().div_ceil(BLOCK) * 2 * self.features);
        for block in some.chunks(BLOCK) {
            push_range(&self.rows_of(block, rows)[..block.len()], self.features, &mut ranges);
        }
        ranges
    }

    /// Strikes out, by tree, what all rows of this range strike out, and notes the other splits.
    fn strike_all(&self, known: &Known, range: &[f32], new: &mut Known) {
        let (least, most) = range.split_at(self.features);
        new.leaves.clone_from(&known.leaves);
        new.mixed.clear();
        for (feature, Range { start: from, end: to }) in &known.mixed {
            let (mut from, mut to, least, most) = (*from, *to, least[*feature], most[*feature]);
            while from < to && self.thresholds[from] < least {
                new.leaves[usize::from(self.tree_of[from])] &= !self.splits[from].left;
                from += 1;
            }
            while from < to && self.thresholds[to - 1] >= most {
                to -= 1;
                new.leaves[usize::from(self.tree_of[to])] &= !self.splits[to].right;
            }
            if from < to {
                new.mixed.push((*feature, from..to));
            }
        }
    }

    /// Strikes out, by tree and row of a block, what is left to do at splits where rows go both ways.
    fn strike_some(&self, rows: &[&[f32]], work: &mut Work) {
        let Work { known: Known { mixed, leaves: common }, stay, apart, .. } = work;
        apart.fill(false);
        let mut column = [0.0; BLOCK];
        for (feature, range) in mixed {
            let mut read = false;
            let splits = self.splits[range.clone()].iter().zip(&self.tree_of[range.clone()]);
            for ((split, tree), threshold) in splits.zip(&self.thresholds[range.clone()]) {
                let tree = usize::from(*tree);
                // A side that no row can be in any more: no row comes to the split, or all go the other way.
                if common[tree] & split.right != 0 && common[tree] & split.left != 0 {
                    if !read {
                        read = true;
                        for (cell, row) in column.iter_mut().zip(rows) {
                            *cell = row[*feature];
                        }
                    }
                    if !apart[tree] {
                        (apart[tree], stay[tree]) = (true, [common[tree]; BLOCK]);
                    }
                    strike(&mut stay[tree], &column, *threshold, *split);
                }
            }
        }
    }

    /// Calls `found(place, tree, leaf)` for each row of a block, by its place in the block, and each tree in turn, with the
    /// leaves that stay. Places beyond the last row are called for too.
    fn find_leaves(&self, work: &Work, mut found: impl FnMut(usize, usize, usize)) {
        for (tree, stay) in work.stay.iter().enumerate() {
            if !work.apart[tree] {
                each_bit(work.known.leaves[tree], |leaf| (0..BLOCK).for_each(|place| found(place, tree, leaf)));
            } else if self.has_off {
                for (place, stay) in stay.iter().enumerate() {
                    each_bit(*stay, |leaf| found(place, tree, leaf));
                }
            } else {
                for (place, stay) in stay.iter().enumerate() {
                    // One leaf stays, so the last bit changes nothing but that there is no check for none.
                    found(place, tree, (stay | 1 << (MAX_LEAVES - 1)).trailing_zeros() as usize);
                }
            }
        }
    }
}

/// What is known of some rows by the range of each column alone.
#[derive(Clone, Debug, Default, PartialEq)]
struct Known {
    /// The splits, by feature, at which rows may go both ways.
    mixed: Vec<(usize, Range<usize>)>,
    /// Per tree, the leaves that stay for some row.
    leaves: Vec<u32>,
}

/// What is known of the rows of a block; kept from block to block.
pub(crate) struct Work {
    known: Known,
    /// The ranges of the columns.
    range: Vec<f32>,
    /// Per tree, the leaves that stay for each row, where rows are apart.
    stay: Vec<[u32; BLOCK]>,
    /// Per tree, whether rows may end in different leaves.
    apart: Vec<bool>,
}

impl Work {
    fn new(trees: usize) -> Self {
        Self { known: Known::default(), range: Vec::new(), stay: vec![[0; BLOCK]; trees], apart: vec![false; trees] }
    }
}

fn smaller(one: f32, other: f32) -> f32 {
    if one < other { one } else { other }
}

fn larger(one: f32, other: f32) -> f32 {
    if one > other { one } else { other }
}

/// Adds the smallest and then the largest value of all rows, by feature.
fn push_range(rows: &[&[f32]], features: usize, ranges: &mut Vec<f32>) {
    let at = ranges.len();
    ranges.resize(at + features, f32::INFINITY);
    ranges.resize(at + 2 * features, f32::NEG_INFINITY);
    let (least, most) = ranges[at..].split_at_mut(features);
    // Four rows at once, so that what is known is read and written a quarter as often.
    for rows in rows.chunks(4) {
        let [one, two, three, four] = std::array::from_fn(|row| &rows.get(row).unwrap_or(&rows[0])[..features]);
        let (least, most) = (&mut least[..features], &mut most[..features]);
        for column in 0..features {
            let (low, high) = (smaller(one[column], two[column]), larger(one[column], two[column]));
            let (low, high) = (smaller(low, three[column]), larger(high, three[column]));
            let (low, high) = (smaller(low, four[column]), larger(high, four[column]));
            least[column] = smaller(low, least[column]);
            most[column] = larger(high, most[column]);
        }
    }
}

/// The range of all blocks.
fn overall(ranges: &[f32], features: usize) -> Vec<f32> {
    let mut blocks = ranges.chunks_exact((2 * features).max(1));
    let mut all = blocks.next().map_or_else(|| vec![0.0; 2 * features], <[f32]>::to_vec);
    let (least, most) = all.split_at_mut(features);
    for range in blocks {
        let (low, high) = range.split_at(features);
        least.iter_mut().zip(low).for_each(|(least, low)| *least = smaller(*low, *least));
        most.iter_mut().zip(high).for_each(|(most, high)| *most = larger(*high, *most));
    }
    all
}

/// Calls with the place of each bit that is set, the lowest first.
fn each_bit(mut bits: u32, mut call: impl FnMut(usize)) {
    while bits != 0 {
        call(bits.trailing_zeros() as usize);
        bits &= bits - 1;
    }
}

/// Strikes out the leaves right of the split where a row goes left, and those left of it where it goes right.
fn strike(stay: &mut [u32; BLOCK], column: &[f32; BLOCK], threshold: f32, split: Split) {
    for (stay, value) in stay.iter_mut().zip(column) {
        // All ones where the row goes right.
        let right = u32::from(*value > threshold).wrapping_neg();
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
