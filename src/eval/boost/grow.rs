//! Grows one tree, always at the leaf that gains most.

use std::ops::Range;

use super::bins::Bins;
use super::histogram::{Cut, Sums, best_cut, count};
use super::{BoostOptions, MAX_LEAF, Piece, Slope, for_each};

/// Rows times features below which a second thread costs more than it saves.
const PARALLEL_WORK: usize = 100_000;

/// A grown tree and the rows it was grown on.
pub(super) struct Tree {
    nodes: Vec<Node>,
    /// The rows, those of a leaf together.
    bag: Vec<u32>,
}

enum Node {
    /// The rows, as a range of the bag, and their log-odds.
    Leaf(Range<usize>, f64),
    /// Rows in bins up to `cut` go to `child`, the others to the node after it.
    Split { feature: usize, cut: u8, child: usize },
}

/// A leaf that may still be split.
struct Open {
    node: usize,
    rows: Range<usize>,
    depth: usize,
    sums: Sums,
    /// Per drawn feature, the sums of its bins; empty if the leaf must stay.
    histogram: Vec<Vec<Sums>>,
    /// The best split and the drawn feature it is on, as a place in [`Grower::features`].
    best: Option<(usize, Cut)>,
}

impl Open {
    fn new(node: usize, rows: Range<usize>, depth: usize, sums: Sums) -> Self {
        Self { node, rows, depth, sums, histogram: Vec::new(), best: None }
    }

    /// Keeps a split that gains more than the best so far.
    fn offer(&mut self, place: usize, cut: Option<Cut>) {
        let best = self.best.map_or(0.0, |(_, best)| best.gain);
        if let Some(cut) = cut.filter(|cut| cut.gain > best) {
            self.best = Some((place, cut));
        }
    }
}

/// What all leaves of a tree share.
pub(super) struct Grower<'a> {
    bins: &'a Bins,
    slopes: &'a [Slope],
    options: &'a BoostOptions,
    /// The features drawn for the tree, ascending.
    features: Vec<usize>,
}

impl<'a> Grower<'a> {
    pub fn new(bins: &'a Bins, slopes: &'a [Slope], options: &'a BoostOptions, features: Vec<usize>) -> Self {
        Self { bins, slopes, options, features }
    }

    /// The tree on the rows of `bag`, or `None` if not even its root has a split.
    pub fn grow(&self, mut bag: Vec<u32>) -> Option<Tree> {
        let sums = Sums::of(&self.slopes_of(&bag));
        let mut root = Open::new(0, 0..bag.len(), 0, sums);
        self.examine_root(&bag, &mut root);
        let mut nodes = vec![self.settled(&root)];
        let mut open = vec![root];
        for leaves in 2..=self.options.leaves {
            let Some((parent, place, cut)) = take_best(&mut open) else {
                break;
            };
            let (node, feature, child) = (parent.node, self.features[place], nodes.len());
            let mut pair = self.split(&mut bag, &parent, feature, cut, child);
            if leaves < self.options.leaves {
                self.examine_pair(&bag, &mut pair, parent.histogram);
            }
            nodes[node] = Node::Split { feature, cut: cut.cut, child };
            nodes.extend(pair.iter().map(|leaf| self.settled(leaf)));
            open.extend(pair);
        }
        (nodes.len() > 1).then_some(Tree { nodes, bag })
    }

    /// The leaf as a node: a Newton step, `-G / (H + lambda)`, shortened by the learning rate.
    fn settled(&self, leaf: &Open) -> Node {
        let step = -leaf.sums.gradient / (leaf.sums.hessian + self.options.lambda);
        let value = (step * self.options.learning_rate).clamp(-MAX_LEAF, MAX_LEAF);
        Node::Leaf(leaf.rows.clone(), value)
    }

    fn slopes_of(&self, rows: &[u32]) -> Vec<Slope> {
        rows.iter().map(|row| self.slopes[*row as usize]).collect()
    }

    /// Sorts the parent's rows to the two sides, each in the order they had, and returns the children.
    fn split(&self, bag: &mut [u32], parent: &Open, feature: usize, cut: Cut, child: usize) -> [Open; 2] {
        let Range { start, end } = parent.rows;
        let column = self.bins.column(feature);
        let goes_left = |row: &u32| column[*row as usize] <= cut.cut;
        let (left, right): (Vec<u32>, Vec<u32>) = bag[start..end].iter().partition(|row| goes_left(row));
        let middle = start + left.len();
        bag[start..middle].copy_from_slice(&left);
        bag[middle..end].copy_from_slice(&right);
        let depth = parent.depth + 1;
        [
            Open::new(child, start..middle, depth, cut.left),
            Open::new(child + 1, middle..end, depth, parent.sums - cut.left),
        ]
    }

    fn may_split(&self, leaf: &Open) -> bool {
        leaf.depth < self.options.max_depth && leaf.rows.len() / 2 >= self.options.min_rows
    }

    fn examine_root(&self, bag: &[u32], root: &mut Open) {
        let mut none = Open::new(0, 0..0, 0, Sums::default());
        if self.may_split(root) {
            self.examine(bag, root, &mut none, Vec::new());
        }
    }

    fn examine_pair(&self, bag: &[u32], pair: &mut [Open; 2], parent: Vec<Vec<Sums>>) {
        if pair.iter().any(|leaf| self.may_split(leaf)) {
            let [left, right] = pair;
            let (small, large) = if left.rows.len() <= right.rows.len() { (left, right) } else { (right, left) };
            self.examine(bag, small, large, parent);
        }
    }

    /// Counts the rows of `small`, takes them from the parent's histogram for that of `large`, and finds the best split
    /// of both. Each feature is one job, its rows in one order: the result does not depend on the threads.
    fn examine(&self, bag: &[u32], small: &mut Open, large: &mut Open, parent: Vec<Vec<Sums>>) {
        let rows = &bag[small.rows.clone()];
        let slopes = self.slopes_of(rows);
        let mut parent = parent.into_iter();
        let slot = |feature: &usize| Slot {
            feature: *feature,
            counted: Vec::new(),
            rest: parent.next().unwrap_or_default(),
            best: [None; 2],
        };
        let mut slots: Vec<Slot> = self.features.iter().map(slot).collect();
        let sums = [small.sums, large.sums];
        let threads = if rows.len() * slots.len() < PARALLEL_WORK { 1 } else { self.options.threads };
        for_each(threads, slots.iter_mut(), |slot| {
            let bins = self.bins.count(slot.feature);
            slot.counted = count(self.bins.column(slot.feature), rows, &slopes, bins);
            for (rest, counted) in slot.rest.iter_mut().zip(&slot.counted) {
                *rest = *rest - *counted;
            }
            slot.best = [best_cut(&slot.counted, sums[0], self.options), best_cut(&slot.rest, sums[1], self.options)];
        });
        for (place, slot) in slots.into_iter().enumerate() {
            small.offer(place, slot.best[0]);
            large.offer(place, slot.best[1]);
            small.histogram.push(slot.counted);
            large.histogram.push(slot.rest);
        }
        for leaf in [small, large] {
            if !self.may_split(leaf) {
                (leaf.best, leaf.histogram) = (None, Vec::new());
            }
        }
    }
}

/// One feature's part of examining two leaves.
struct Slot {
    feature: usize,
    /// Sums of the smaller leaf.
    counted: Vec<Sums>,
    /// Sums of the parent, then of the larger leaf.
    rest: Vec<Sums>,
    best: [Option<Cut>; 2],
}

/// Takes the leaf with the largest gain; of equals the oldest.
fn take_best(open: &mut Vec<Open>) -> Option<(Open, usize, Cut)> {
    let gains = open.iter().enumerate().filter_map(|(index, leaf)| Some((index, leaf.node, leaf.best?.1.gain)));
    let (index, ..) = gains.max_by(|a, b| a.2.total_cmp(&b.2).then(b.1.cmp(&a.1)))?;
    let leaf = open.swap_remove(index);
    leaf.best.map(|(place, cut)| (leaf, place, cut))
}

impl Tree {
    /// Number of rows the tree was grown on.
    pub fn bag_len(&self) -> usize {
        self.bag.len()
    }

    /// The rows of each leaf and the log-odds it adds.
    pub fn leaves(&self) -> impl Iterator<Item = (&[u32], f64)> {
        self.nodes.iter().filter_map(|node| match node {
            Node::Leaf(rows, value) => Some((&self.bag[rows.clone()], *value)),
            Node::Split { .. } => None,
        })
    }

    /// The log-odds the tree adds to any row.
    pub fn value(&self, bins: &Bins, row: usize) -> f64 {
        let mut at = 0;
        loop {
            match &self.nodes[at] {
                Node::Leaf(_, value) => return *value,
                Node::Split { feature, cut, child } => {
                    at = child + usize::from(bins.column(*feature)[row] > *cut);
                }
            }
        }
    }

    /// The tree in pre-order; the cover of a leaf is the weight of its rows.
    pub fn pieces(&self, bins: &Bins, weight: impl Fn(u32) -> f64) -> Vec<Piece> {
        let mut cover = vec![0.0; self.nodes.len()];
        for (at, node) in self.nodes.iter().enumerate().rev() {
            cover[at] = match node {
                Node::Leaf(rows, _) => self.bag[rows.clone()].iter().map(|row| weight(*row)).sum(),
                Node::Split { child, .. } => cover[*child] + cover[child + 1],
            };
        }
        let mut pieces = Vec::with_capacity(self.nodes.len());
        let mut open = vec![0];
        while let Some(at) = open.pop() {
            pieces.push(match &self.nodes[at] {
                Node::Leaf(_, value) => Piece::Leaf(*value as f32),
                Node::Split { feature, cut, child } => {
                    open.extend([child + 1, *child]);
                    Piece::Split {
                        feature: *feature as u16,
                        threshold: bins.threshold(*feature, *cut),
                        left: (cover[*child] / cover[at]) as f32,
                    }
                }
            });
        }
        pieces
    }
}
