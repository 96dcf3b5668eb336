//! Cuts every feature into at most 255 bins.

use super::{BoostOptions, TrainSet, for_each, key, unit};

/// Rows turned into bins at a time: their values stay in the cache while the features go by.
const BLOCK: usize = 256;

/// The training rows with every value replaced by the number of its bin.
pub(super) struct Bins {
    features: Vec<Feature>,
}

/// One feature of all rows.
struct Feature {
    /// Upper ends of the bins but the last, ascending: a value up to and including `cuts[k]` is in a bin up to `k`.
    cuts: Vec<f32>,
    /// The bin of each row; empty if there is no cut.
    column: Vec<u8>,
}

impl Bins {
    /// Chooses the cuts from a sample of `rows` and sorts all rows of the set into them.
    pub fn new(set: &TrainSet<'_>, rows: &[u32], options: &BoostOptions) -> Self {
        let share = options.bin_rows as f64 / rows.len() as f64;
        let drawn = |row: &&u32| unit(key(options.seed, [0, 0, u64::from(**row)])) < share;
        let sample: Vec<usize> = rows.iter().filter(drawn).map(|row| *row as usize).collect();
        let width = set.features;
        let mut features: Vec<Feature> = Vec::new();
        features.resize_with(width.min(usize::from(u16::MAX)), || Feature { cuts: Vec::new(), column: Vec::new() });
        for_each(options.threads, features.iter_mut().enumerate(), |(index, feature)| {
            let values = sample.iter().map(|row| set.rows[row * width + index]).filter(|value| value.is_finite());
            feature.cuts = cuts(values.collect(), options.bins);
            if !feature.cuts.is_empty() {
                feature.column = vec![0; set.len()];
            }
        });
        fill_columns(set, &mut features, options.threads);
        Self { features }
    }

    /// The features with more than one bin.
    pub fn splittable(&self) -> Vec<usize> {
        (0..self.features.len()).filter(|feature| self.count(*feature) > 1).collect()
    }

    /// Number of bins of a feature, at most 255.
    pub fn count(&self, feature: usize) -> usize {
        self.features[feature].cuts.len() + 1
    }

    /// The largest value that goes left when a feature is split after bin `cut`.
    pub fn threshold(&self, feature: usize, cut: u8) -> f32 {
        self.features[feature].cuts[usize::from(cut)]
    }

    /// The bin of every row.
    pub fn column(&self, feature: usize) -> &[u8] {
        &self.features[feature].column
    }
}

/// Sorts the rows into bins. Threads share the features; the rows go by in blocks.
fn fill_columns(set: &TrainSet<'_>, features: &mut [Feature], threads: usize) {
    let width = set.features;
    let share = width.div_ceil(threads).max(1);
    for_each(threads, features.chunks_mut(share).enumerate(), |(part, features)| {
        for start in (0..set.len()).step_by(BLOCK) {
            let end = set.len().min(start + BLOCK);
            for (index, feature) in (part * share..).zip(features.iter_mut()) {
                for (row, bin) in (start..end).zip(feature.column.get_mut(start..end).unwrap_or_default()) {
                    let value = set.rows[row * width + index];
                    // NaN is above no cut: bin 0, as the forest sends it left.
                    *bin = feature.cuts.partition_point(|cut| value > *cut) as u8;
                }
            }
        }
    });
}

/// Cuts between at most `bins` bins: one bin a value if the values are few, else bins of like size in which a value that
/// would fill one has its own.
fn cuts(mut values: Vec<f32>, bins: usize) -> Vec<f32> {
    values.sort_unstable_by(f32::total_cmp);
    let runs: Vec<(f32, usize)> = values.chunk_by(|a, b| a == b).map(|run| (run[0], run.len())).collect();
    let mut rows_left = values.len();
    let mut bins_left = bins;
    let mut size = 0;
    let mut cuts = Vec::new();
    for (index, pair) in runs.windows(2).enumerate() {
        let [(value, count), (next, next_count)] = [pair[0], pair[1]];
        size += count;
        if bins_left < 2 {
            break;
        }
        let fair = rows_left.div_ceil(bins_left);
        let few = runs.len() - index <= bins_left;
        if few || size >= fair || count >= fair || next_count >= fair {
            cuts.push(between(value, next));
            rows_left -= size;
            bins_left -= 1;
            size = 0;
        }
    }
    cuts
}

/// A number at or above `low` and below `high`, halfway where f32 allows. Never -0, so that equal cuts have equal bits.
fn between(low: f32, high: f32) -> f32 {
    let middle = ((f64::from(low) + f64::from(high)) / 2.0) as f32;
    (if middle < high { middle } else { low }) + 0.0
}

#[cfg(test)]
mod tests {
    use super::{between, cuts};

    #[test]
    fn few_values_have_a_bin_each() {
        assert_eq!(cuts(vec![3.0, 1.0, 1.0, 2.0, 3.0], 255), [1.5, 2.5]);
        assert!(cuts(vec![0.0, -0.0, 0.0], 255).is_empty());
        assert!(cuts(vec![], 255).is_empty());
    }

    #[test]
    fn many_values_share_bins_of_like_size() {
        let cuts = cuts((0..1_000).map(|n| n as f32).collect(), 10);
        assert_eq!(cuts, [99.5, 199.5, 299.5, 399.5, 499.5, 599.5, 699.5, 799.5, 899.5]);
    }

    #[test]
    fn a_frequent_value_has_its_own_bin() {
        let mut values = vec![50.0; 1_000];
        values.extend((0..100).map(|n| n as f32));
        let cuts = cuts(values, 10);
        assert!(cuts.contains(&49.5) && cuts.contains(&50.5) && cuts.len() < 10, "{cuts:?}");
    }

    #[test]
    fn a_cut_separates_its_neighbours() {
        let next = 1.0_f32.next_up();
        for (low, high) in [(1.0, next), (f32::MIN, f32::MAX), (f32::MAX.next_down(), f32::MAX), (-1e-45, 0.0)] {
            let cut = between(low, high);
            assert!(low <= cut && cut < high, "{low} {cut} {high}");
        }
        assert!(between(-1.0, 1.0).is_sign_positive());
    }
}
