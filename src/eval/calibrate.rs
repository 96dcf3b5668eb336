//! Calibrates the confidence: a logistic model from the signs of a page to the probability that its body is right.

use crate::judge::{Calibration, Signs};

/// A page's body is right from this word F1 on.
pub const RIGHT: f64 = 0.9;
/// Bins of a reliability table.
const BINS: usize = 10;
/// Ridge penalty on the weights of standardised signs, in pages: it only keeps signs that go together from growing
/// against each other.
const RIDGE: f64 = 1.0;
/// Newton steps; about six are enough for logistic regression.
const STEPS: usize = 25;
const N: usize = Calibration::WEIGHTS;

/// A page that the judge was not fitted on.
#[derive(Debug, Clone)]
pub(crate) struct Held {
    /// What the confidence is made of.
    pub signs: Signs,
    /// Whether its body is right.
    pub right: bool,
    /// What it counts for.
    pub weight: f64,
    /// The fold of its site.
    pub fold: usize,
}

/// Logistic regression on the pages outside of one fold, by Newton's method on standardised signs.
pub(crate) fn fit(pages: &[Held], left_out: Option<usize>) -> Calibration {
    let pages: Vec<&Held> = pages.iter().filter(|page| Some(page.fold) != left_out).collect();
    let (mean, deviation) = moments(&pages);
    let row = |page: &Held| {
        let mut row = [1.0; N];
        for (at, sign) in page.signs.iter().enumerate() {
            row[at] = (f64::from(*sign) - mean[at]) / deviation[at];
        }
        row
    };
    let mut weights = [0.0; N];
    for _ in 0..STEPS {
        let mut gradient = [0.0; N];
        let mut curvature = [[0.0; N]; N];
        for at in 0..N - 1 {
            gradient[at] = RIDGE * weights[at];
            curvature[at][at] = RIDGE;
        }
        // A constant that nothing holds would run away where all pages are right.
        curvature[N - 1][N - 1] = 1e-6;
        for page in &pages {
            let row = row(page);
            let score: f64 = row.iter().zip(&weights).map(|(value, weight)| value * weight).sum();
            let p = 1.0 / (1.0 + (-score).exp());
            let error = page.weight * (p - f64::from(u8::from(page.right)));
            for at in 0..N {
                gradient[at] += error * row[at];
                for other in 0..N {
                    curvature[at][other] += page.weight * p * (1.0 - p) * row[at] * row[other];
                }
            }
        }
        let step = solve(curvature, gradient);
        weights.iter_mut().zip(step).for_each(|(weight, step)| *weight = (*weight - step).clamp(-50.0, 50.0));
    }
    let mut calibration = Calibration::default();
    let mut constant = weights[N - 1];
    for at in 0..N - 1 {
        let weight = weights[at] / deviation[at];
        calibration.0[at] = weight as f32;
        constant -= weight * mean[at];
    }
    calibration.0[N - 1] = constant as f32;
    calibration
}

/// Weighted mean and standard deviation of each sign; a sign that never changes has deviation 1.
fn moments(pages: &[&Held]) -> ([f64; N - 1], [f64; N - 1]) {
    let total = pages.iter().map(|page| page.weight).sum::<f64>().max(f64::MIN_POSITIVE);
    let mean_of = |at: usize, value: &dyn Fn(f64) -> f64| {
        pages.iter().map(|page| page.weight * value(f64::from(page.signs[at]))).sum::<f64>() / total
    };
    let mean: [f64; N - 1] = std::array::from_fn(|at| mean_of(at, &|sign| sign));
    let deviation = std::array::from_fn(|at| {
        let variance = mean_of(at, &|sign| (sign - mean[at]).powi(2));
        if variance > 1e-12 { variance.sqrt() } else { 1.0 }
    });
    (mean, deviation)
}

/// Solves a system with a positive definite matrix by elimination.
fn solve(mut matrix: [[f64; N]; N], mut right: [f64; N]) -> [f64; N] {
    for pivot in 0..N {
        for row in pivot + 1..N {
            let above = matrix[pivot];
            let factor = matrix[row][pivot] / above[pivot];
            matrix[row].iter_mut().zip(above).for_each(|(number, above)| *number -= factor * above);
            right[row] -= factor * right[pivot];
        }
    }
    for row in (0..N).rev() {
        let known: f64 = (row + 1..N).map(|column| matrix[row][column] * right[column]).sum();
        right[row] = (right[row] - known) / matrix[row][row];
    }
    right
}

/// Pages with about the same confidence.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Bin {
    /// Lowest and highest confidence.
    pub from: f64,
    /// See `from`.
    pub to: f64,
    /// How many pages.
    pub pages: usize,
    /// Their mean confidence.
    pub said: f64,
    /// The share of them that is right.
    pub right: f64,
}

/// Confidence and truth by tenths of the confidence; tenths without a page are left out.
pub fn reliability(checked: &[(f64, bool)]) -> Vec<Bin> {
    let bin = |at: usize| {
        let pages: Vec<_> = checked.iter().filter(|(said, _)| tenth(*said) == at).collect();
        let mean = |value: &dyn Fn(&(f64, bool)) -> f64| {
            pages.iter().map(|page| value(page)).sum::<f64>() / pages.len().max(1) as f64
        };
        Bin {
            from: at as f64 / BINS as f64,
            to: (at + 1) as f64 / BINS as f64,
            pages: pages.len(),
            said: mean(&|(said, _)| *said),
            right: mean(&|(_, right)| f64::from(u8::from(*right))),
        }
    };
    (0..BINS).map(bin).filter(|bin| bin.pages > 0).collect()
}

fn tenth(said: f64) -> usize {
    ((said * BINS as f64) as usize).min(BINS - 1)
}

/// Expected calibration error: the mean distance between what was said and what was right, over the bins by their pages
/// (Naeini, Cooper and Hauskrecht 2015).
pub fn error(checked: &[(f64, bool)]) -> f64 {
    let gap = |bin: &Bin| bin.pages as f64 * (bin.said - bin.right).abs();
    reliability(checked).iter().map(gap).sum::<f64>() / checked.len().max(1) as f64
}

/// Mean squared distance between confidence and truth (Brier 1950); 0.25 is what always saying one half gives.
pub fn brier(checked: &[(f64, bool)]) -> f64 {
    let distance = |(said, right): &(f64, bool)| (said - f64::from(u8::from(*right))).powi(2);
    checked.iter().map(distance).sum::<f64>() / checked.len().max(1) as f64
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::judge::sigmoid;

    /// Pages that are right with a probability that their first sign tells.
    fn pages() -> Vec<Held> {
        let mut state = 1_u64;
        let mut draw = || {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            (state >> 40) as f32 / (1_u64 << 24) as f32
        };
        let page = |at: usize| {
            let mut signs: Signs = std::array::from_fn(|_| draw() * 4.0 - 2.0);
            signs[8] = 3.0;
            let right = draw() < sigmoid(2.0 * signs[0] - 1.0);
            Held { signs, right, weight: 1.0, fold: at % 5 }
        };
        (0..4000).map(page).collect()
    }

    #[test]
    fn the_probability_that_made_the_pages_is_found_again() {
        let pages = pages();
        let Calibration(weights) = fit(&pages, None);
        assert!((weights[0] - 2.0).abs() < 0.2, "{weights:?}");
        assert!(weights[1..8].iter().all(|weight| weight.abs() < 0.15), "{weights:?}");
        let checked: Vec<_> = (0..5)
            .flat_map(|fold| {
                let without = fit(&pages, Some(fold));
                let held = pages.iter().filter(move |page| page.fold == fold);
                held.map(move |page| (f64::from(without.probability(&page.signs)), page.right)).collect::<Vec<_>>()
            })
            .collect();
        assert!(error(&checked) < 0.03, "{:?}", reliability(&checked));
        assert!(brier(&checked) < 0.17);
    }

    #[test]
    fn pages_that_are_all_right_or_none_give_a_model() {
        for pages in [pages().into_iter().map(|page| Held { right: true, ..page }).collect(), Vec::new()] {
            let calibration = fit(&pages, None);
            assert!(calibration.0.iter().all(|weight| weight.is_finite()), "{calibration:?}");
        }
    }

    #[test]
    fn bins_hold_what_was_said() {
        let checked = [(0.95, true), (1.0, true), (0.92, false), (0.1, false)];
        let bins = reliability(&checked);
        assert_eq!(bins.iter().map(|bin| bin.pages).collect::<Vec<_>>(), [1, 3]);
        assert!((bins[1].right - 2.0 / 3.0).abs() < 1e-9 && (bins[0].said - 0.1).abs() < 1e-9);
        assert!((error(&checked) - (0.1 + 3.0 * (2.87 / 3.0 - 2.0 / 3.0)) / 4.0).abs() < 1e-9);
    }
}
