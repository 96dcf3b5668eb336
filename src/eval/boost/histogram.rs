//! Sums per bin, and the best cut between bins.

use std::ops::{Add, AddAssign, Sub};

use super::{BoostOptions, Slope};

/// Gain, in units of the loss, below which a split is rounding noise.
const MIN_GAIN: f64 = 1e-10;

/// Sums over rows.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Sums {
    pub gradient: f64,
    pub hessian: f64,
    pub rows: u32,
}

impl Sums {
    const ZERO: Self = Self { gradient: 0.0, hessian: 0.0, rows: 0 };

    pub fn of(slopes: &[Slope]) -> Self {
        slopes.iter().fold(Self::ZERO, |sums, slope| sums + Self::from(*slope))
    }

    /// Twice the loss that the best constant step takes off these rows: `G² / (H + lambda)`.
    fn worth(self, lambda: f64) -> f64 {
        self.gradient * self.gradient / (self.hessian + lambda)
    }
}

impl From<Slope> for Sums {
    fn from(slope: Slope) -> Self {
        Self { gradient: f64::from(slope.gradient), hessian: f64::from(slope.hessian), rows: 1 }
    }
}

impl Add for Sums {
    type Output = Self;
    fn add(self, other: Self) -> Self {
        Self {
            gradient: self.gradient + other.gradient,
            hessian: self.hessian + other.hessian,
            rows: self.rows + other.rows,
        }
    }
}

impl AddAssign for Sums {
    fn add_assign(&mut self, other: Self) {
        *self = *self + other;
    }
}

impl Sub for Sums {
    type Output = Self;
    fn sub(self, other: Self) -> Self {
        Self {
            gradient: self.gradient - other.gradient,
            hessian: self.hessian - other.hessian,
            rows: self.rows - other.rows,
        }
    }
}

/// A split of one feature: rows in bins up to and including `cut` go left.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Cut {
    pub gain: f64,
    pub cut: u8,
    pub left: Sums,
}

/// The sums of every bin of one feature over `rows`, whose slopes are in the same order. Even and odd rows are summed
/// apart, because runs of rows in one bin would each wait for the addition before.
pub(super) fn count(column: &[u8], rows: &[u32], slopes: &[Slope], bins: usize) -> Vec<Sums> {
    let mut even = [Sums::ZERO; 256];
    let mut odd = [Sums::ZERO; 256];
    let bin = |row: u32| usize::from(column[row as usize]);
    let (row_pairs, last_row) = rows.as_chunks::<2>();
    let (slope_pairs, last_slope) = slopes.as_chunks::<2>();
    for ([a, b], [x, y]) in row_pairs.iter().zip(slope_pairs) {
        even[bin(*a)] += Sums::from(*x);
        odd[bin(*b)] += Sums::from(*y);
    }
    for (row, slope) in last_row.iter().zip(last_slope) {
        even[bin(*row)] += Sums::from(*slope);
    }
    even.iter().zip(&odd).map(|(a, b)| *a + *b).take(bins).collect()
}

/// The cut with the largest gain that leaves enough on both sides; of equals the lowest.
pub(super) fn best_cut(bins: &[Sums], total: Sums, options: &BoostOptions) -> Option<Cut> {
    let whole = total.worth(options.lambda);
    let enough = |side: Sums| side.rows as usize >= options.min_rows && side.hessian >= options.min_hessian;
    let mut best: Option<Cut> = None;
    let mut left = Sums::ZERO;
    for (cut, bin) in bins.iter().enumerate().take(bins.len().saturating_sub(1)) {
        left += *bin;
        let right = total - left;
        if !enough(right) {
            break;
        }
        let gain = left.worth(options.lambda) + right.worth(options.lambda) - whole;
        if enough(left) && gain > best.map_or(MIN_GAIN, |best| best.gain) {
            best = Some(Cut { gain, cut: cut as u8, left });
        }
    }
    best
}
