//! The rows of a block by their columns.

use super::batch::BLOCK;

/// Rows that are compared at once: a word of bits.
const WORD: usize = u32::BITS as usize;

/// The columns of a block of rows: their ranges, and their numbers once a split has asked for them.
#[derive(Debug, Default)]
pub(crate) struct Columns {
    /// The smallest and the largest number of each.
    least: Vec<f32>,
    most: Vec<f32>,
    /// Row by row.
    numbers: Vec<[f32; BLOCK]>,
    /// Whether the numbers are those of this block.
    is_read: Vec<bool>,
}

impl Columns {
    /// Starts a block of rows with so many numbers each.
    ///
    /// Its ranges are found first: at four splits of five all rows go the same way, and a range tells so without a look at the
    /// numbers.
    pub(super) fn start(&mut self, rows: &[&[f32]], features: usize) {
        self.numbers.resize(features, [0.0; BLOCK]);
        self.is_read.clear();
        self.is_read.resize(features, false);
        self.least.clear();
        self.least.resize(features, f32::INFINITY);
        self.most.clear();
        self.most.resize(features, f32::NEG_INFINITY);
        let (least, most) = (&mut self.least[..features], &mut self.most[..features]);
        // Four rows at once, so that what is known is read and written a quarter as often.
        for rows in rows.chunks(4) {
            let [one, two, three, four] = std::array::from_fn(|row| &rows.get(row).unwrap_or(&rows[0])[..features]);
            for column in 0..features {
                let (low, high) = (smaller(one[column], two[column]), larger(one[column], two[column]));
                let (low, high) = (smaller(low, three[column]), larger(high, three[column]));
                let (low, high) = (smaller(low, four[column]), larger(high, four[column]));
                least[column] = smaller(low, least[column]);
                most[column] = larger(high, most[column]);
            }
        }
    }

    /// Whether all rows are above a threshold, or none is; `None` if some are, or if the threshold is NaN.
    #[inline(always)]
    pub(super) fn all_above(&self, feature: usize, threshold: f32) -> Option<bool> {
        let (all, none) = (self.least[feature] > threshold, self.most[feature] <= threshold);
        // Which of the two is hard to guess: no step depends on it.
        (all | none).then_some(all)
    }

    /// The rows above a threshold. `rows` are those of the block.
    #[inline(always)]
    pub(super) fn above(&mut self, rows: &[&[f32]], feature: usize, threshold: f32) -> u64 {
        let numbers = &mut self.numbers[feature];
        if !std::mem::replace(&mut self.is_read[feature], true) {
            numbers.iter_mut().zip(rows).for_each(|(number, row)| *number = row[feature]);
        }
        let mut all = 0;
        for (word, numbers) in numbers.chunks_exact(WORD).enumerate().take(rows.len().div_ceil(WORD)) {
            // Of 32 bits the compiler makes vector instructions, of 64 it does not.
            let mut above = 0;
            for (place, number) in numbers.iter().enumerate() {
                above |= u32::from(*number > threshold) << place;
            }
            all |= u64::from(above) << (WORD * word);
        }
        all
    }
}

fn smaller(one: f32, other: f32) -> f32 {
    if one < other { one } else { other }
}

fn larger(one: f32, other: f32) -> f32 {
    if one > other { one } else { other }
}
