use super::*;

/// Rows of `features` values in 0..1, drawn from a seed.
fn values(rows: usize, features: usize, seed: u64) -> Vec<f32> {
    (0..rows * features).map(|n| unit(key(seed, [9, 0, n as u64])) as f32).collect()
}

struct Data {
    rows: Vec<f32>,
    features: usize,
    labels: Vec<f32>,
    weights: Vec<f32>,
    groups: Vec<u32>,
}

impl Data {
    fn new(count: usize, features: usize, label: impl Fn(&[f32]) -> f32) -> Self {
        let rows = values(count, features, 7);
        let labels = rows.chunks(features).map(label).collect();
        let weights = values(count, 1, 8).iter().map(|weight| 0.1 + weight).collect();
        let groups = (0..count as u32).map(|row| row / 20).collect();
        Self { rows, features, labels, weights, groups }
    }

    /// A page-like mixture: two features matter together, one alone, the label is soft.
    fn mixed(count: usize, features: usize) -> Self {
        Self::new(count, features, |row| {
            let together = f32::from(u8::from((row[0] > 0.5) != (row[1] > 0.3)));
            0.8 * together + 0.2 * row[2]
        })
    }

    fn set(&self) -> TrainSet<'_> {
        TrainSet {
            rows: &self.rows,
            features: self.features,
            labels: &self.labels,
            weights: &self.weights,
            groups: &self.groups,
        }
    }

    fn fit(&self, options: &BoostOptions) -> (Forest, Vec<f64>) {
        let mut losses = Vec::new();
        let forest = train(&self.set(), options, &mut |tree, loss| {
            losses.push(loss);
            assert_eq!(tree, losses.len());
        });
        assert_eq!(Forest::from_bytes(&forest.to_bytes()).as_ref(), Ok(&forest));
        (forest, losses)
    }

    /// Mean weighted cross-entropy of the forest's own scores.
    fn loss(&self, forest: &Forest) -> f64 {
        let mut scores = vec![0.0; self.labels.len()];
        forest.score_all(&self.rows, &mut scores);
        let scores: Vec<f64> = scores.into_iter().map(f64::from).collect();
        let mut slopes = vec![Slope::default(); scores.len()];
        set_slopes(&self.set(), &scores, &mut slopes, 1)
    }
}

fn options() -> BoostOptions {
    BoostOptions {
        trees: 30,
        leaves: 8,
        learning_rate: 0.12,
        min_rows: 20,
        feature_fraction: 1.0,
        threads: 1,
        ..BoostOptions::default()
    }
}

#[test]
fn learns_what_two_features_say_together() {
    let data = Data::new(2_000, 3, |row| f32::from(u8::from((row[0] > 0.5) != (row[1] > 0.3))));
    let (forest, losses) = data.fit(&options());
    assert!(losses.is_sorted_by(|a, b| a > b), "{losses:?}");
    assert!(losses[29] < 0.05, "{losses:?}");
    assert!(forest.score(&[0.9, 0.9, 0.5]) < -3.0 && forest.score(&[0.9, 0.1, 0.5]) > 3.0);
}

#[test]
fn the_forest_has_the_loss_that_was_reported() {
    let data = Data::mixed(3_000, 5);
    for group_fraction in [1.0, 0.5] {
        let (forest, losses) = data.fit(&BoostOptions { group_fraction, ..options() });
        assert_eq!(forest.trees(), 30);
        assert!((data.loss(&forest) - losses[29]).abs() < 1e-4);
        let (first, _) = data.fit(&BoostOptions { group_fraction, trees: 10, ..options() });
        assert!((data.loss(&first) - losses[9]).abs() < 1e-4);
    }
}

#[test]
fn soft_labels_are_met_in_the_mean() {
    let data = Data::new(500, 1, |row| if row[0] > 0.5 { 0.7 } else { 0.2 });
    let (forest, _) = data.fit(&BoostOptions { trees: 200, lambda: 0.0, ..options() });
    let p = |x: f32| 1.0 / (1.0 + (-forest.score(&[x])).exp());
    assert!((p(0.9) - 0.7).abs() < 0.01 && (p(0.1) - 0.2).abs() < 0.01, "{} {}", p(0.9), p(0.1));
    let (mass, weight) = data.labels.iter().zip(&data.weights).fold((0.0, 0.0), |(m, t), (y, w)| (m + y * w, t + w));
    let base = train(&data.set(), &BoostOptions { trees: 0, ..options() }, &mut |_, _| {}).bias();
    assert!((1.0 / (1.0 + (-base).exp()) - mass / weight).abs() < 1e-4);
}

#[test]
fn threads_do_not_change_the_forest_but_the_seed_does() {
    let data = Data::mixed(4_000, 40);
    let some = BoostOptions { trees: 6, feature_fraction: 0.7, group_fraction: 0.8, ..options() };
    let (one, _) = data.fit(&some);
    for threads in [2, 3] {
        assert_eq!(data.fit(&BoostOptions { threads, ..some.clone() }).0, one);
    }
    assert_ne!(data.fit(&BoostOptions { seed: 2, ..some }).0, one);
}

#[test]
fn leaves_keep_their_rows() {
    let data = Data::mixed(1_000, 3);
    assert_eq!(data.fit(&BoostOptions { min_rows: 501, ..options() }).0.trees(), 0);
    assert_eq!(data.fit(&BoostOptions { min_hessian: 1e9, ..options() }).0.trees(), 0);
    let (forest, _) = data.fit(&BoostOptions { trees: 1, leaves: 32, min_rows: 100, ..options() });
    let mut scores: Vec<f32> = data.rows.chunks(3).map(|row| forest.score(row)).collect();
    scores.sort_unstable_by(f32::total_cmp);
    assert!(scores.chunk_by(|a, b| a == b).all(|leaf| leaf.len() >= 100));
}

#[test]
fn rows_that_do_not_count_change_nothing() {
    let data = Data::mixed(1_000, 4);
    let (clean, _) = data.fit(&options());
    let mut spoilt =
        Data { rows: data.rows.clone(), labels: data.labels.clone(), weights: data.weights.clone(), ..data };
    spoilt.rows.extend([9.0; 12]);
    spoilt.labels.extend([f32::NAN, 1.0, 1.0]);
    spoilt.weights.extend([1.0, 0.0, -1.0]);
    assert_eq!(spoilt.fit(&options()).0, clean);
}

#[test]
fn odd_input_is_survived() {
    let mut data = Data::mixed(600, 4);
    for (index, value) in data.rows.iter_mut().enumerate().filter(|(index, _)| index % 7 == 0) {
        *value = [f32::NAN, f32::INFINITY, f32::NEG_INFINITY, f32::MAX, f32::MIN][index % 5];
    }
    let (forest, losses) = data.fit(&options());
    assert!(losses[29] < losses[0]);
    assert!(data.rows.chunks(4).all(|row| forest.score(row).is_finite()));
    let wild = BoostOptions {
        leaves: 10_000,
        max_depth: 0,
        learning_rate: 9.0,
        lambda: -1.0,
        min_rows: 0,
        min_hessian: 0.0,
        feature_fraction: f64::NAN,
        group_fraction: -1.0,
        bins: 70_000,
        bin_rows: 3,
        ..options()
    };
    data.fit(&wild);
    data.fit(&BoostOptions { group_fraction: 0.5, ..wild });
    let empty = Data { rows: vec![], labels: vec![], weights: vec![], groups: vec![], features: 4 };
    assert_eq!(empty.fit(&options()).0, Forest::constant(4, 0.0));
    assert_eq!(Data { features: 0, ..empty }.fit(&options()).0, Forest::constant(0, 0.0));
}
