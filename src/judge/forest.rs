//! Gradient-boosted regression trees as flat arrays: scores, reasons, and scores with features switched off.
//!
//! A forest is `base + sum of one leaf per tree` (Friedman 2001, "Greedy function approximation"), in log-odds. A row
//! goes left at a split if its value is at most the threshold, and so does NaN. [`Forest`] answers for one row by walking
//! down; [`Batch`] answers for a page of rows, several times as fast.

mod batch;
mod columns;
mod exit;
mod format;
#[cfg(test)]
mod tests;

pub(crate) use batch::{BLOCK, Batch};
pub(crate) use columns::Columns;
pub(crate) use exit::Exit;
pub(crate) use format::ForestError;

/// Most leaves of a tree.
pub(crate) const MAX_LEAVES: usize = 32;
/// Largest magnitude of the base score; with [`MAX_STEP`] it keeps every sum finite.
const MAX_BASE: f32 = 1e6;
/// Largest step of the leaf values, which are thus within ±32,768 log-odds.
const MAX_STEP: f32 = 1.0;
/// Steps of a left share.
const SHARE_STEPS: f32 = 65_536.0;

/// A split, or a leaf: its own child under an infinite threshold, so that every row can take the same number of steps
/// down a tree and none has an end that cannot be predicted.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Node {
    threshold: f32,
    /// Log-odds: of a leaf its own, of a split the mean of its leaves, weighted by their shares.
    value: f32,
    /// Share of the node's training weight in the left child; 0 in a leaf.
    left: f32,
    /// Index of the value in a row; 0 in a leaf.
    feature: u16,
    /// Left child, counted from the tree's root; the right one follows it.
    child: u16,
}

impl Node {
    fn leaf(at: usize, value: f32) -> Self {
        Self { threshold: f32::INFINITY, value, left: 0.0, feature: 0, child: at as u16 }
    }

    /// The child a row goes to, or the node itself if it is a leaf.
    #[cfg(test)]
    fn next(&self, row: &[f32]) -> usize {
        let value = row.get(usize::from(self.feature)).copied().unwrap_or(0.0);
        usize::from(self.child) + usize::from(value > self.threshold)
    }
}

/// Where a tree lies in the node array.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Tree {
    start: usize,
    end: usize,
    /// Steps from the root to the deepest leaf.
    depth: usize,
}

/// One node of a tree in pre-order, as the file and the trainer hand it over.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Piece {
    /// Log-odds that the leaf adds.
    Leaf(f32),
    /// The left subtree follows, then the right one.
    Split {
        /// Index of the value in a row.
        feature: u16,
        /// The largest value that goes left.
        threshold: f32,
        /// Share of the node's training weight that went left, in (0, 1).
        left: f32,
    },
}

/// A gradient-boosted tree model.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Forest {
    features: usize,
    /// Log-odds before any tree.
    base: f32,
    /// Unit of the leaf values, log-odds: each is an `i16` times this.
    step: f32,
    /// The nodes of one tree after the other, each child after its parent.
    nodes: Vec<Node>,
    trees: Vec<Tree>,
    /// Where rows may leave, by the number of trees before.
    exits: Vec<Exit>,
}

impl Forest {
    /// A forest of the trees that `pieces` spells in pre-order, one after the other; it takes no piece beyond them.
    fn build(
        (features, base, step): (usize, f32, f32),
        trees: usize,
        mut pieces: impl FnMut() -> Result<Piece, ForestError>,
    ) -> Result<Self, ForestError> {
        // Written so that NaN fails too.
        if !(base.abs() <= MAX_BASE && step > 0.0 && step <= MAX_STEP) {
            return Err(ForestError::Number);
        }
        let mut forest =
            Self { features, base, step, nodes: Vec::new(), trees: Vec::with_capacity(trees), exits: Vec::new() };
        for _ in 0..trees {
            forest.push_tree(&mut pieces)?;
        }
        Ok(forest)
    }

    /// Appends a tree. The two children of a split take the next two places, so a child always lies after its parent.
    fn push_tree(&mut self, mut pieces: impl FnMut() -> Result<Piece, ForestError>) -> Result<(), ForestError> {
        let start = self.nodes.len();
        let mut depth = 0;
        self.nodes.push(Node::leaf(0, 0.0));
        // Places to fill with their depths, the next one on top.
        let mut open = vec![(0, 0)];
        while let Some((at, level)) = open.pop() {
            depth = depth.max(level);
            self.nodes[start + at] = match pieces()? {
                Piece::Leaf(value) => Node::leaf(at, value),
                Piece::Split { feature, threshold, left } => {
                    let child = self.nodes.len() - start;
                    // A tree of n leaves has 2 n - 1 nodes.
                    if child + 2 > 2 * MAX_LEAVES - 1 {
                        return Err(ForestError::Shape);
                    }
                    if usize::from(feature) >= self.features {
                        return Err(ForestError::Feature);
                    }
                    if !(threshold.is_finite() && left > 0.0 && left < 1.0) {
                        return Err(ForestError::Number);
                    }
                    self.nodes.extend([Node::leaf(child, 0.0), Node::leaf(child + 1, 0.0)]);
                    open.extend([(child + 1, level + 1), (child, level + 1)]);
                    Node { threshold, value: 0.0, left, feature, child: child as u16 }
                }
            };
        }
        for at in (start..self.nodes.len()).rev() {
            let Node { left, child, .. } = self.nodes[at];
            let child = start + usize::from(child);
            if child != at {
                self.nodes[at].value = left * self.nodes[child].value + (1.0 - left) * self.nodes[child + 1].value;
            }
        }
        self.trees.push(Tree { start, end: self.nodes.len(), depth });
        Ok(())
    }

    /// Number of values a row holds.
    pub fn features(&self) -> usize {
        self.features
    }

    /// Number of trees.
    pub fn trees(&self) -> usize {
        self.trees.len()
    }

    /// Where rows may leave, by the number of trees before.
    pub fn exits(&self) -> &[Exit] {
        &self.exits
    }

    /// With these exits, each after fewer trees than there are, and after more than the one before.
    pub fn with_exits(mut self, exits: Vec<Exit>) -> Result<Self, ForestError> {
        let trees = || [0].into_iter().chain(exits.iter().map(|exit| exit.trees)).chain([self.trees.len()]);
        if !trees().is_sorted_by(|one, next| one < next) && !exits.is_empty() || !exits.iter().all(Exit::is_sound) {
            return Err(ForestError::Exit);
        }
        self.exits = exits;
        Ok(self)
    }

    /// The nodes of each tree and its depth.
    fn each_tree(&self) -> impl Iterator<Item = (&[Node], usize)> {
        self.trees.iter().map(|tree| (&self.nodes[tree.start..tree.end], tree.depth))
    }

    /// Log-odds of one row. Values missing at the end of a short row count as zero.
    #[cfg(test)]
    pub fn score(&self, row: &[f32]) -> f32 {
        self.each_tree().fold(self.base, |sum, (nodes, depth)| {
            let leaf = (0..depth).fold(0, |at, _| nodes[at].next(row));
            sum + nodes[leaf].value
        })
    }

    /// Log-odds of many rows: `rows` is row-major, `features()` numbers a row, and `out` has one place a row.
    ///
    /// Bit for bit what [`Self::score`] says of each row.
    #[cfg(test)]
    pub fn score_all(&self, rows: &[f32], out: &mut [f32]) {
        out.fill(0.0);
        let all: Vec<usize> = (0..out.len()).collect();
        self.batch::<0>(0..self.trees.len(), &[], &[]).add(rows, &all, &mut Columns::default(), out);
    }

    /// The score of an average row, in log-odds: what [`Self::contributions`] start from.
    #[cfg(test)]
    pub fn bias(&self) -> f32 {
        self.each_tree().fold(self.base, |sum, (nodes, _)| sum + nodes[0].value)
    }

    /// Adds to `out[feature]` what each split on the row's paths changed, in log-odds: the value of the child taken less
    /// that of the node (Saabas 2014, "Interpreting random forests").
    ///
    /// From zeros, `bias()` plus the sum of `out` is the score up to rounding. `out` has `features()` places.
    #[cfg(test)]
    pub fn contributions(&self, row: &[f32], out: &mut [f32]) {
        for (nodes, depth) in self.each_tree() {
            let mut at = 0;
            for _ in 0..depth {
                let node = nodes[at];
                at = node.next(row);
                if let Some(out) = out.get_mut(usize::from(node.feature)) {
                    *out += nodes[at].value - node.value;
                }
            }
        }
    }

    /// Log-odds of a row when the features with `off[feature]` are unknown: a split on one goes both ways, each weighted
    /// by its share of the training weight (Friedman 2001, section 8.2). Features beyond the end of `off` are known.
    #[cfg(test)]
    pub fn score_without(&self, row: &[f32], off: &[bool]) -> f32 {
        let mut sum = self.base;
        for (nodes, _) in self.each_tree() {
            // Right children still to visit with their weights: at most one for each split above.
            let mut open = [(0, 0.0); MAX_LEAVES];
            let (mut top, mut at, mut weight) = (0, 0, 1.0);
            loop {
                let node = nodes[at];
                let child = usize::from(node.child);
                if child == at {
                    sum += weight * node.value;
                    if top == 0 {
                        break;
                    }
                    top -= 1;
                    (at, weight) = open[top];
                } else if off.get(usize::from(node.feature)) == Some(&true) {
                    open[top] = (child + 1, weight * (1.0 - node.left));
                    top += 1;
                    (at, weight) = (child, weight * node.left);
                } else {
                    at = node.next(row);
                }
            }
        }
        sum
    }
}

/// What only fitting needs.
#[cfg(any(test, feature = "eval"))]
impl Forest {
    /// A forest of the given trees, each in pre-order, with leaf values and shares rounded to what a file can hold.
    pub fn quantised(features: usize, base: f64, trees: &[Vec<Piece>]) -> Result<Self, ForestError> {
        let most = usize::from(u16::MAX);
        if features > most || trees.len() > most {
            return Err(ForestError::Feature);
        }
        let largest = trees.iter().flatten().fold(0.0_f32, |most, piece| match piece {
            Piece::Leaf(value) => most.max(value.abs()),
            Piece::Split { .. } => most,
        });
        let step = if largest > 0.0 { largest / f32::from(i16::MAX) } else { MAX_STEP };
        let mut pieces = trees.iter().flatten();
        let forest = Self::build((features, base as f32, step), trees.len(), || {
            Ok(match *pieces.next().ok_or(ForestError::Shape)? {
                Piece::Leaf(value) => Piece::Leaf(f32::from(format::leaf_code(value, step)) * step),
                Piece::Split { feature, threshold, left } => {
                    let left = (left * SHARE_STEPS).round().clamp(1.0, SHARE_STEPS - 1.0) / SHARE_STEPS;
                    // Adding zero makes -0 and 0 one threshold.
                    Piece::Split { feature, threshold: threshold + 0.0, left }
                }
            })
        })?;
        if forest.tables().iter().any(|table| table.len() > usize::from(u8::MAX)) {
            return Err(ForestError::Threshold);
        }
        Ok(forest)
    }

    /// The forest without trees: every row scores `base`.
    pub fn constant(features: usize, base: f64) -> Self {
        let base = if base.is_nan() { 0.0 } else { base.clamp(-f64::from(MAX_BASE), f64::from(MAX_BASE)) };
        Self { features, base: base as f32, step: MAX_STEP, nodes: Vec::new(), trees: Vec::new(), exits: Vec::new() }
    }

    /// The first `trees` trees.
    #[cfg(test)]
    #[must_use]
    pub fn truncated(&self, trees: usize) -> Self {
        let mut first = self.clone();
        first.trees.truncate(trees);
        first.exits.retain(|exit| exit.trees < trees);
        first.nodes.truncate(first.trees.last().map_or(0, |tree| tree.end));
        first
    }
}
