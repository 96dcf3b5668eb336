//! The compact file form of a forest: about nine bytes a split.
//!
//! Little-endian, one array after the other, nothing between them:
//!
//! | bytes | what |
//! |---|---|
//! | 4 | `BTF2` |
//! | 2, 2, 4 | number of features, trees, splits |
//! | 4, 4 | base score and leaf step, f32, log-odds |
//! | per feature 1 + 4 n | n, then the feature's n thresholds, f32, ascending |
//! | (2 splits + trees) / 8 | the trees in pre-order, one bit a node, lowest first: 1 split, 0 leaf |
//! | splits, twice if over 256 features | feature of each split |
//! | splits | its threshold, as a place in the feature's table |
//! | 2 splits | its left share, in 1/65,536, at least 1 |
//! | 2 (splits + trees) | leaf values, i16, in leaf steps |
//! | 1 + 18 n | n, then the exits: trees before it as u16, then offset, growth, and limits of chrome and content as f32 |

#[cfg(any(test, feature = "eval"))]
use super::Node;
use super::{Exit, Forest, Piece, SHARE_STEPS};

const MAGIC: [u8; 4] = *b"BTF2";
/// Above this many features an index takes two bytes.
const BYTE_FEATURES: usize = 256;

/// Why bytes are not a forest.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub(crate) enum ForestError {
    /// Another format.
    #[error("not a forest file")]
    Magic,
    /// Bytes are missing or left over.
    #[error("the forest file has missing or extra bytes")]
    Length,
    /// A tree is unfinished or has more than 32 leaves, or nodes are left over.
    #[error("a tree of the forest is unfinished or too large")]
    Shape,
    /// A split on a feature that rows do not have, or more features or trees than a file can name.
    #[error("the forest names a feature or a tree that cannot exist")]
    Feature,
    /// The thresholds of a feature are out of order, more than 255, or fewer than a split needs.
    #[error("the thresholds of the forest are out of order, too many or too few")]
    Threshold,
    /// Exits are out of order or range.
    #[error("the exits of the forest are out of order or range")]
    Exit,
    /// A number is not finite or out of range.
    #[error("a number of the forest is not finite or out of range")]
    Number,
}

/// The part of a file not yet read.
struct Reader<'a>(&'a [u8]);

impl<'a> Reader<'a> {
    fn bytes(&mut self, len: usize) -> Result<&'a [u8], ForestError> {
        let (head, tail) = self.0.split_at_checked(len).ok_or(ForestError::Length)?;
        self.0 = tail;
        Ok(head)
    }

    fn array<const N: usize>(&mut self) -> Result<[u8; N], ForestError> {
        let (head, tail) = self.0.split_first_chunk().ok_or(ForestError::Length)?;
        self.0 = tail;
        Ok(*head)
    }

    fn byte(&mut self) -> Result<u8, ForestError> {
        self.array().map(|[byte]| byte)
    }

    fn u16(&mut self) -> Result<u16, ForestError> {
        self.array().map(u16::from_le_bytes)
    }

    fn f32(&mut self) -> Result<f32, ForestError> {
        self.array().map(f32::from_le_bytes)
    }

    /// The reader of the next `count` items of `size` bytes.
    fn part(&mut self, count: usize, size: usize) -> Result<Reader<'a>, ForestError> {
        self.bytes(count.checked_mul(size).ok_or(ForestError::Length)?).map(Reader)
    }
}

/// The arrays of a file, each read from its front while the trees are rebuilt.
struct Parts<'a> {
    tables: Vec<Vec<f32>>,
    shape: &'a [u8],
    node: usize,
    /// The feature indices and whether each takes two bytes.
    features: Reader<'a>,
    wide: bool,
    cuts: Reader<'a>,
    shares: Reader<'a>,
    leaves: Reader<'a>,
    step: f32,
}

impl Parts<'_> {
    fn piece(&mut self) -> Result<Piece, ForestError> {
        let byte = self.shape.get(self.node / 8).ok_or(ForestError::Shape)?;
        let split = byte >> (self.node % 8) & 1 == 1;
        self.node += 1;
        if !split {
            let code = i16::from_le_bytes(self.leaves.array()?);
            return Ok(Piece::Leaf(f32::from(code) * self.step));
        }
        let feature = if self.wide { self.features.u16()? } else { u16::from(self.features.byte()?) };
        let table = self.tables.get(usize::from(feature)).ok_or(ForestError::Feature)?;
        let cut = usize::from(self.cuts.byte()?);
        let threshold = *table.get(cut).ok_or(ForestError::Threshold)?;
        let left = f32::from(self.shares.u16()?) / SHARE_STEPS;
        Ok(Piece::Split { feature, threshold, left })
    }
}

fn read_tables(reader: &mut Reader<'_>, features: usize) -> Result<Vec<Vec<f32>>, ForestError> {
    (0..features)
        .map(|_| {
            let count = usize::from(reader.byte()?);
            let table = (0..count).map(|_| reader.f32()).collect::<Result<Vec<_>, _>>()?;
            if !table.iter().all(|threshold| threshold.is_finite()) {
                return Err(ForestError::Number);
            }
            if !table.is_sorted_by(|a, b| a < b) {
                return Err(ForestError::Threshold);
            }
            Ok(table)
        })
        .collect()
}

fn read_exits(reader: &mut Reader<'_>) -> Result<Vec<Exit>, ForestError> {
    let count = reader.byte()?;
    let exit = |_| {
        let trees = usize::from(reader.u16()?);
        let [offset, growth, chrome, content] = [reader.f32()?, reader.f32()?, reader.f32()?, reader.f32()?];
        Ok(Exit { trees, offset, growth, chrome, content })
    };
    (0..count).map(exit).collect()
}

impl Forest {
    /// The forest that [`Self::to_bytes`] wrote, or why the bytes are none. Everything is checked here, once.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, ForestError> {
        let mut reader = Reader(bytes);
        if reader.array() != Ok(MAGIC) {
            return Err(ForestError::Magic);
        }
        let features = usize::from(reader.u16()?);
        let trees = usize::from(reader.u16()?);
        let splits = reader.array().map(u32::from_le_bytes)?;
        let splits = usize::try_from(splits).map_err(|_| ForestError::Length)?;
        let leaves = splits.checked_add(trees).ok_or(ForestError::Length)?;
        let nodes = splits.checked_add(leaves).ok_or(ForestError::Length)?;
        let (base, step) = (reader.f32()?, reader.f32()?);
        let wide = features > BYTE_FEATURES;
        let mut parts = Parts {
            tables: read_tables(&mut reader, features)?,
            shape: reader.bytes(nodes.div_ceil(8))?,
            node: 0,
            features: reader.part(splits, 1 + usize::from(wide))?,
            wide,
            cuts: reader.part(splits, 1)?,
            shares: reader.part(splits, 2)?,
            leaves: reader.part(leaves, 2)?,
            step,
        };
        let exits = read_exits(&mut reader)?;
        if !reader.0.is_empty() {
            return Err(ForestError::Length);
        }
        let forest = Self::build((features, base, step), trees, || parts.piece())?;
        if parts.node == nodes { forest.with_exits(exits) } else { Err(ForestError::Shape) }
    }
}

/// A leaf value as a multiple of `step`, both in log-odds.
#[cfg(any(test, feature = "eval"))]
pub(super) fn leaf_code(value: f32, step: f32) -> i16 {
    (value / step).round() as i16
}

#[cfg(any(test, feature = "eval"))]
impl Forest {
    /// The file form; [`Self::from_bytes`] gives back the same forest, bit for bit.
    pub fn to_bytes(&self) -> Vec<u8> {
        let tables = self.tables();
        let splits = (self.nodes.len() - self.trees.len()) / 2;
        let mut bytes = MAGIC.to_vec();
        bytes.extend((self.features as u16).to_le_bytes());
        bytes.extend((self.trees.len() as u16).to_le_bytes());
        bytes.extend((splits as u32).to_le_bytes());
        bytes.extend(self.base.to_le_bytes());
        bytes.extend(self.step.to_le_bytes());
        for table in &tables {
            bytes.push(table.len() as u8);
            bytes.extend(table.iter().flat_map(|threshold| threshold.to_le_bytes()));
        }
        let mut shape = vec![0_u8; self.nodes.len().div_ceil(8)];
        let [mut features, mut cuts, mut shares, mut leaves] = [const { Vec::new() }; 4];
        for (index, piece) in self.pieces().into_iter().enumerate() {
            match piece {
                Piece::Leaf(value) => leaves.extend(leaf_code(value, self.step).to_le_bytes()),
                Piece::Split { feature, threshold, left } => {
                    shape[index / 8] |= 1 << (index % 8);
                    let wide = 1 + usize::from(self.features > BYTE_FEATURES);
                    features.extend(&feature.to_le_bytes()[..wide]);
                    cuts.push(tables[usize::from(feature)].partition_point(|t| *t < threshold) as u8);
                    shares.extend(((left * SHARE_STEPS) as u16).to_le_bytes());
                }
            }
        }
        bytes.extend([shape, features, cuts, shares, leaves].concat());
        bytes.push(self.exits.len() as u8);
        for Exit { trees, offset, growth, chrome, content } in &self.exits {
            bytes.extend((*trees as u16).to_le_bytes());
            bytes.extend([offset, growth, chrome, content].iter().flat_map(|number| number.to_le_bytes()));
        }
        bytes
    }

    /// The distinct thresholds of every feature, ascending.
    pub(super) fn tables(&self) -> Vec<Vec<f32>> {
        let mut tables = vec![Vec::new(); self.features];
        for piece in self.pieces() {
            if let Piece::Split { feature, threshold, .. } = piece {
                tables[usize::from(feature)].push(threshold);
            }
        }
        for table in &mut tables {
            table.sort_unstable_by(f32::total_cmp);
            table.dedup();
        }
        tables
    }

    /// The trees in pre-order, one after the other.
    fn pieces(&self) -> Vec<Piece> {
        let mut pieces = Vec::with_capacity(self.nodes.len());
        for (nodes, _) in self.each_tree() {
            let mut open = vec![0];
            while let Some(at) = open.pop() {
                let Node { threshold, value, left, feature, child } = nodes[at];
                let child = usize::from(child);
                if child == at {
                    pieces.push(Piece::Leaf(value));
                } else {
                    pieces.push(Piece::Split { feature, threshold, left });
                    open.extend([child + 1, child]);
                }
            }
        }
        pieces
    }
}
