use proptest::prelude::*;

use super::*;

/// A small generator, so that a forest follows from one number.
struct Draw(u64);

impl Draw {
    fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        ((self.0 >> 33) as usize) % limit
    }

    /// Multiples of 1/8 in -4..4, so that values and thresholds often coincide.
    fn value(&mut self) -> f32 {
        self.below(64) as f32 / 8.0 - 4.0
    }

    fn rows(&mut self, count: usize) -> Vec<f32> {
        (0..count).map(|_| self.value()).collect()
    }

    /// A random tree with `leaves` leaves in pre-order.
    fn tree(&mut self, features: usize, leaves: usize, pieces: &mut Vec<Piece>) {
        if leaves == 1 {
            return pieces.push(Piece::Leaf(self.value() / 10.0));
        }
        let left = (1 + self.below(9)) as f32 / 10.0;
        let feature = self.below(features) as u16;
        pieces.push(Piece::Split { feature, threshold: self.value(), left });
        let first = 1 + self.below(leaves - 1);
        self.tree(features, first, pieces);
        self.tree(features, leaves - first, pieces);
    }

    fn forest(&mut self, features: usize, trees: usize) -> Forest {
        let trees: Vec<_> = (0..trees)
            .map(|_| {
                let mut pieces = Vec::new();
                let leaves = 1 + self.below(MAX_LEAVES);
                self.tree(features, leaves, &mut pieces);
                pieces
            })
            .collect();
        let exits = (1..trees.len()).step_by(2).map(|trees| self.exit(trees)).collect();
        let forest = Forest::quantised(features, -0.75, &trees).expect("a forest within the limits");
        forest.with_exits(exits).expect("exits in order")
    }

    fn exit(&mut self, trees: usize) -> Exit {
        let [offset, growth] = [self.value(), 4.0 + self.value()];
        Exit { trees, offset, growth, chrome: -self.value().abs(), content: self.value().abs() }
    }

    fn some_off(&mut self, features: usize) -> Vec<bool> {
        (0..features).map(|_| self.below(3) == 0).collect()
    }
}

fn split(feature: u16, threshold: f32, left: f32) -> Piece {
    Piece::Split { feature, threshold, left }
}

/// `x0 <= 1 ? (x1 <= 2 ? 10 : 20) : 40`, with three quarters of the weight left and half of that left again.
fn small() -> Forest {
    let tree = vec![split(0, 1.0, 0.75), split(1, 2.0, 0.5), Piece::Leaf(10.0), Piece::Leaf(20.0), Piece::Leaf(40.0)];
    Forest::quantised(2, 1.0, &[tree]).expect("a forest within the limits")
}

fn near(a: f32, b: f32) -> bool {
    (a - b).abs() <= 1e-3 * (1.0 + a.abs().max(b.abs()))
}

#[test]
fn values_up_to_the_threshold_and_nan_go_left() {
    let forest = small();
    assert!(near(forest.score(&[f32::NAN, f32::NAN]), 11.0));
    for (row, score) in [
        ([1.0, 2.0], 11.0),
        ([1.0, 2.1], 21.0),
        ([1.1, 0.0], 41.0),
        ([f32::NEG_INFINITY, f32::INFINITY], 21.0),
        ([f32::INFINITY, 0.0], 41.0),
    ] {
        assert!(near(forest.score(&row), score), "{row:?}");
        let mut all = [0.0];
        forest.score_all(&row, &mut all);
        assert_eq!(all[0], forest.score(&row), "{row:?}");
    }
}

#[test]
fn missing_values_count_as_zero() {
    let forest = small();
    assert_eq!(forest.score(&[]), forest.score(&[0.0, 0.0]));
    assert_eq!(forest.score(&[2.0]), forest.score(&[2.0, 0.0]));
}

#[test]
fn reasons_are_the_changes_along_the_path() {
    let forest = small();
    // The inner node expects 15, the root 0.75 * 15 + 0.25 * 40 = 21.25.
    assert!(near(forest.bias(), 22.25));
    let mut changes = [0.0; 2];
    forest.contributions(&[0.0, 3.0], &mut changes);
    assert!(near(changes[0], -6.25) && near(changes[1], 5.0), "{changes:?}");
}

#[test]
fn an_unknown_feature_goes_both_ways() {
    let forest = small();
    assert!(near(forest.score_without(&[0.0, 3.0], &[true, false]), 1.0 + 0.75 * 20.0 + 0.25 * 40.0));
    assert!(near(forest.score_without(&[0.0, 3.0], &[false, true]), 1.0 + 15.0));
    assert!(near(forest.score_without(&[0.0, 3.0], &[true, true]), forest.bias()));
    assert_eq!(forest.score_without(&[0.0, 3.0], &[]), forest.score(&[0.0, 3.0]));
}

#[test]
fn truncation_keeps_the_first_trees() {
    let forest = Draw(5).forest(4, 9);
    let row = [0.5, -1.0, 2.0, 0.0];
    assert_eq!(forest.truncated(9), forest);
    assert_eq!(forest.truncated(99), forest);
    let first = forest.truncated(4);
    assert_eq!(first.trees(), 4);
    assert_eq!(Forest::from_bytes(&first.to_bytes()).as_ref(), Ok(&first));
    assert_eq!(forest.truncated(0).score(&row), -0.75);
    let mut scores = [0.0];
    first.score_all(&row, &mut scores);
    assert_eq!(scores[0], first.score(&row));
}

#[test]
fn a_hundred_trees_fit_the_budget() {
    let mut draw = Draw(3);
    let trees: Vec<_> = (0..120)
        .map(|_| {
            let mut pieces = Vec::new();
            draw.tree(150, 31, &mut pieces);
            // As many distinct thresholds as a feature may have.
            for piece in &mut pieces {
                if let Piece::Split { threshold, .. } = piece {
                    *threshold = draw.below(255) as f32;
                }
            }
            pieces
        })
        .collect();
    let bytes = Forest::quantised(150, 0.0, &trees).expect("a forest").to_bytes();
    assert!(bytes.len() <= 45_000, "{} bytes", bytes.len());
}

#[test]
fn limits_are_refused() {
    let leaf = || vec![Piece::Leaf(1.0)];
    let with = |pieces: Vec<Piece>| Forest::quantised(2, 0.0, &[pieces]);
    assert_eq!(with(vec![]), Err(ForestError::Shape));
    assert_eq!(with(vec![split(0, 1.0, 0.5), Piece::Leaf(1.0)]), Err(ForestError::Shape));
    let unfit = |piece| with(vec![piece, Piece::Leaf(1.0), Piece::Leaf(1.0)]);
    assert_eq!(unfit(split(2, 1.0, 0.5)), Err(ForestError::Feature));
    assert_eq!(unfit(split(0, f32::NAN, 0.5)), Err(ForestError::Number));
    assert_eq!(unfit(split(0, 1.0, f32::NAN)), Err(ForestError::Number));
    assert_eq!(Forest::quantised(2, f64::INFINITY, &[leaf()]), Err(ForestError::Number));
    assert_eq!(with(vec![Piece::Leaf(1e9)]), Err(ForestError::Number));
    assert_eq!(Forest::quantised(70_000, 0.0, &[leaf()]), Err(ForestError::Feature));
    let mut long = Vec::new();
    Draw(1).tree(2, MAX_LEAVES + 1, &mut long);
    assert_eq!(with(long), Err(ForestError::Shape));
    let stumps: Vec<_> = (0..256).map(|n| vec![split(0, n as f32, 0.5), Piece::Leaf(0.0), Piece::Leaf(1.0)]).collect();
    assert!(Forest::quantised(1, 0.0, &stumps[1..]).is_ok());
    assert_eq!(Forest::quantised(1, 0.0, &stumps), Err(ForestError::Threshold));
}

#[test]
fn damage_is_named() {
    let bytes = small().to_bytes();
    let with = |at: usize, value: &[u8]| {
        let mut bytes = bytes.clone();
        bytes[at..at + value.len()].copy_from_slice(value);
        Forest::from_bytes(&bytes)
    };
    for end in 4..bytes.len() {
        assert_eq!(Forest::from_bytes(&bytes[..end]), Err(ForestError::Length), "{end} bytes");
    }
    assert_eq!(Forest::from_bytes(&[&bytes[..], b"x"].concat()), Err(ForestError::Length));
    assert_eq!(Forest::from_bytes(b""), Err(ForestError::Magic));
    assert_eq!(with(3, b"1"), Err(ForestError::Magic));
    assert_eq!(with(8, &u32::MAX.to_le_bytes()), Err(ForestError::Length));
    assert_eq!(with(12, &f32::NAN.to_le_bytes()), Err(ForestError::Number));
    assert_eq!(with(16, &0.0_f32.to_le_bytes()), Err(ForestError::Number));
    assert_eq!(with(21, &f32::INFINITY.to_le_bytes()), Err(ForestError::Number));
    // The shape byte lies behind two tables of one threshold each; then two features, two cuts, two shares.
    assert_eq!(with(30, &[0b0000_0000]), Err(ForestError::Shape));
    assert_eq!(with(30, &[0b0001_1111]), Err(ForestError::Length));
    assert_eq!(with(31, &[2]), Err(ForestError::Feature));
    assert_eq!(with(33, &[1]), Err(ForestError::Threshold));
    assert_eq!(with(35, &[0, 0]), Err(ForestError::Number));
    assert_eq!(with(bytes.len() - 1, &[1]), Err(ForestError::Length));
}

#[test]
fn exits_stand_between_trees_in_order() {
    let forest = Draw(5).forest(4, 9).truncated(9);
    let exit = |trees| Exit { trees, offset: 0.5, growth: 2.0, chrome: -3.0, content: 4.0 };
    let with = |exits: Vec<Exit>| forest.clone().with_exits(exits);
    assert_eq!(with(vec![exit(2), exit(8)]).map(|forest| forest.exits().len()), Ok(2));
    for wrong in [vec![exit(0)], vec![exit(9)], vec![exit(2), exit(2)], vec![exit(3), exit(2)]] {
        assert_eq!(with(wrong), Err(ForestError::Exit));
    }
    for number in [f32::NAN, f32::INFINITY, -0.5] {
        assert_eq!(with(vec![Exit { growth: number, ..exit(2) }]), Err(ForestError::Exit), "{number}");
        assert_eq!(with(vec![Exit { content: number, ..exit(2) }]), Err(ForestError::Exit), "{number}");
        assert_eq!(with(vec![Exit { chrome: -number, ..exit(2) }]), Err(ForestError::Exit), "{number}");
    }
    assert_eq!(with(vec![Exit { offset: f32::NAN, ..exit(2) }]), Err(ForestError::Exit));
    assert_eq!([-1.75, -1.5, 1.5, 1.75].map(|score| exit(2).estimate(score)), [Some(-3.0), None, None, Some(4.0)]);
}

proptest! {
    #[test]
    fn files_give_back_the_forest(seed: u64, features in 1_usize..400, trees in 0_usize..12) {
        let forest = Draw(seed).forest(features, trees);
        let again = Forest::from_bytes(&forest.to_bytes());
        prop_assert_eq!(again.as_ref(), Ok(&forest));
        let rows = Draw(!seed).rows(3 * features);
        for row in rows.chunks(features) {
            prop_assert_eq!(again.as_ref().map(|again| again.score(row)), Ok(forest.score(row)));
        }
    }

    #[test]
    fn many_rows_score_as_one(seed: u64, features in 1_usize..40, count in 0_usize..100) {
        let mut draw = Draw(seed);
        let forest = draw.forest(features, 8);
        let off = draw.some_off(features);
        let rows = draw.rows(count * features);
        let [mut all, mut known] = [vec![0.0; count], vec![0.0; count]];
        forest.score_all(&rows, &mut all);
        let batch = forest.batch::<0>(0..forest.trees(), &[], &off);
        batch.add(&rows, &(0..count).collect::<Vec<_>>(), &mut Columns::default(), &mut known);
        for (index, row) in rows.chunks(features).enumerate() {
            prop_assert_eq!(all[index].to_bits(), forest.score(row).to_bits());
            prop_assert_eq!(known[index].to_bits(), forest.score_without(row, &off).to_bits());
        }
    }

    #[test]
    fn reasons_add_up_to_the_score(seed: u64, features in 1_usize..40, count in 0_usize..50) {
        let mut draw = Draw(seed);
        let forest = draw.forest(features, 8);
        let off = draw.some_off(features);
        let rows = draw.rows(count * features);
        let family: Vec<usize> = (0..features).map(|feature| feature % 5).collect();
        let [unknown, known] = [&off[..], &[]].map(|off| forest.batch::<5>(0..forest.trees(), &family, off));
        for row in rows.chunks(features) {
            let (score, changes) = unknown.explain(row);
            prop_assert!(near(unknown.bias() + changes.iter().sum::<f32>(), score));
            prop_assert!(near(score, forest.score_without(row, &off)));
            let (score, changes) = known.explain(row);
            prop_assert!(near(score, forest.score(row)));
            let mut each = vec![0.0; features];
            forest.contributions(row, &mut each);
            prop_assert!(near(forest.bias() + each.iter().sum::<f32>(), score));
            for (family, change) in changes.iter().enumerate() {
                let sum = each.iter().skip(family).step_by(5).sum();
                prop_assert!(near(sum, *change), "{} and {}", sum, change);
            }
        }
    }

    #[test]
    fn any_bytes_are_survived(bytes in prop::collection::vec(any::<u8>(), 0..200), magic: bool) {
        let bytes = if magic { [b"BTF2", &bytes[..]].concat() } else { bytes };
        if let Ok(forest) = Forest::from_bytes(&bytes) {
            use_everywhere(&forest);
        }
    }

    #[test]
    fn flipped_bits_are_survived(seed: u64, flips in prop::collection::vec(any::<(u16, u8)>(), 1..4)) {
        let mut bytes = Draw(seed).forest(6, 3).to_bytes();
        let len = bytes.len();
        for (at, bit) in flips {
            bytes[usize::from(at) % len] ^= 1 << (bit % 8);
        }
        if let Ok(forest) = Forest::from_bytes(&bytes) {
            use_everywhere(&forest);
        }
    }
}

/// Everything a forest can be asked, with rows of all lengths.
fn use_everywhere(forest: &Forest) {
    let off: Vec<bool> = (0..forest.features()).map(|feature| feature % 2 == 0).collect();
    for row in [&[][..], &[1.0, f32::NAN, -1e30], &vec![0.5; forest.features() + 1]] {
        forest.contributions(row, &mut [0.0; 2]);
        let each = [forest.score(row), forest.score_without(row, &off), forest.bias()];
        assert!(each.iter().all(|score| score.is_finite()), "{each:?}");
    }
    for value in [0.0, f32::INFINITY, -1e30] {
        let rows = vec![value; 3 * forest.features()];
        let mut scores = [0.0; 3];
        forest.score_all(&rows, &mut scores);
        let (score, changes) = forest.batch(0..forest.trees(), &[0, 1], &off).explain(&rows[..forest.features()]);
        let all = scores.iter().chain([&score]).chain::<&[f32; 2]>(&changes);
        assert!(all.copied().all(f32::is_finite), "{scores:?} {score} {changes:?}");
    }
    assert_eq!(Forest::from_bytes(&forest.to_bytes()).as_ref(), Ok(forest));
}
