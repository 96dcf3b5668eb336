//! Sums over the blocks around each.

/// The widest window: blocks before, and as many behind.
const REACH: usize = 30;

/// Running sums over the blocks, with as many as the widest window needs in front of the first and behind the last.
pub(super) struct Windows<const N: usize> {
    sums: Vec<[f32; N]>,
}

impl<const N: usize> Windows<N> {
    pub(super) fn new(blocks: impl ExactSizeIterator<Item = [f32; N]>) -> Self {
        let mut sums = Vec::with_capacity(blocks.len() + 2 * REACH + 1);
        let mut sum = [0.0; N];
        sums.resize(REACH + 1, sum);
        sums.extend(blocks.map(|block| {
            sum.iter_mut().zip(block).for_each(|(sum, number)| *sum += number);
            sum
        }));
        sums.resize(sums.len() + REACH, sum);
        Windows { sums }
    }

    /// Over all blocks.
    pub(super) fn all(&self) -> [f32; N] {
        self.sums.last().copied().unwrap_or([0.0; N])
    }

    /// The windows around a block.
    #[inline]
    pub(super) fn around(&self, block: usize) -> Around<'_, N> {
        Around(&self.sums[block..block + 2 * REACH + 2])
    }
}

/// Running sums around a block, which stands in the middle.
pub(super) struct Around<'w, const N: usize>(&'w [[f32; N]]);

impl<const N: usize> Around<'_, N> {
    /// Over the blocks up to `reach` away.
    #[inline]
    pub(super) fn sum(&self, reach: usize) -> [f32; N] {
        let (from, to) = (self.0[REACH - reach], self.0[REACH + reach + 1]);
        std::array::from_fn(|at| to[at] - from[at])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn windows_end_with_the_page() {
        let windows = Windows::new((1..=5_u8).map(|number| [f32::from(number)]));
        assert_eq!(windows.all(), [15.0]);
        assert_eq!([0, 2, 4].map(|block| windows.around(block).sum(1)), [[3.0], [9.0], [9.0]]);
        assert_eq!(windows.around(3).sum(REACH), [15.0]);
    }
}
