//! The probability that a page's body is right, from what the judge thought of its blocks.

use super::sigmoid;
use crate::evidence::ratio;

/// A block's probability is beyond doubt above this, or below one less this.
const SURE: f32 = 0.9;
/// Largest magnitude of the expected F1 in log-odds.
const MOST_ODDS: f32 = 6.0;

/// What the blocks of a page say together, each a number of moderate size.
///
/// In order: the expected F1 of the best cut in log-odds; its square; kept words, and all words, as natural logarithms of
/// one more; kept words / all words; doubt, `Σ 4 p (1 - p) n / Σ p n` up to 2; the share of the kept words that are beyond
/// doubt; the share of the expected words that are lost; runs of kept blocks / kept blocks.
pub(crate) type Signs = [f32; Calibration::SIGNS];

/// A logistic model over [`Signs`]: their weights, then the constant, in log-odds.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub(crate) struct Calibration(pub [f32; Calibration::WEIGHTS]);

impl Calibration {
    pub(crate) const SIGNS: usize = 9;
    pub(crate) const WEIGHTS: usize = Self::SIGNS + 1;

    /// Probability that the body is right.
    pub(crate) fn probability(&self, signs: &Signs) -> f32 {
        let constant = self.0[Self::SIGNS];
        let score = self.0.iter().zip(signs).fold(constant, |sum, (weight, sign)| sum + weight * sign);
        if score.is_nan() { 0.0 } else { sigmoid(score) }
    }
}

/// The signs of a page whose blocks have these probabilities and numbers of words.
///
/// `best` is the expected F1 of the page-adaptive cut, [`best_f1`](super::best_f1), whatever the focus: it is the one that
/// the calibration was fitted for.
pub(crate) fn signs(best: f32, probabilities: &[f32], words: &[f32]) -> Signs {
    let cut = best / 2.0;
    let [mut all, mut kept, mut expected, mut doubt, mut sure, mut lost] = [0.0_f32; 6];
    let (mut blocks, mut runs, mut inside) = (0.0_f32, 0.0_f32, false);
    for (p, n) in probabilities.iter().zip(words) {
        let is_kept = *p > cut;
        all += n;
        expected += p * n;
        doubt += 4.0 * p * (1.0 - p) * n;
        if is_kept {
            kept += n;
            sure += if *p > SURE { *n } else { 0.0 };
            blocks += 1.0;
            runs += f32::from(u8::from(!inside));
        } else {
            lost += p * n;
        }
        inside = is_kept;
    }
    let f1 = best.clamp(0.001, 0.999);
    let odds = (f1 / (1.0 - f1)).ln().clamp(-MOST_ODDS, MOST_ODDS);
    [
        odds,
        odds * odds,
        kept.ln_1p(),
        all.ln_1p(),
        ratio(kept, all),
        ratio(doubt, expected).min(2.0),
        ratio(sure, kept),
        ratio(lost, expected),
        ratio(runs, blocks),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::judge::best_f1;

    fn signs(probabilities: &[f32], words: &[f32]) -> Signs {
        super::signs(best_f1(probabilities, words), probabilities, words)
    }

    #[test]
    fn signs_are_those_of_the_cut() {
        let [odds, _, kept, all, share, doubt, sure, lost, runs] =
            signs(&[0.95, 0.1, 0.8, 0.0], &[30.0, 10.0, 10.0, 50.0]);
        assert!(odds > 2.0, "{odds}");
        assert_eq!((kept, all), (40.0_f32.ln_1p(), 100.0_f32.ln_1p()));
        assert_eq!((share, sure), (0.4, 0.75));
        assert!((lost - 1.0 / 37.5).abs() < 1e-6 && (0.2..0.5).contains(&doubt), "{lost} {doubt}");
        assert_eq!(runs, 1.0);
    }

    #[test]
    fn no_blocks_give_finite_signs() {
        for signs in [signs(&[], &[]), signs(&[0.5], &[0.0]), signs(&[0.0, 1.0], &[1e9, 0.0])] {
            assert!(signs.iter().all(|sign| sign.is_finite()), "{signs:?}");
        }
    }

    #[test]
    fn weights_beyond_measure_still_give_a_probability() {
        let wild = Calibration([f32::MAX, f32::MIN, f32::MAX, f32::MIN, 0.0, 0.0, 0.0, 0.0, 0.0, f32::MAX]);
        assert!((0.0..=1.0).contains(&wild.probability(&signs(&[0.9], &[10.0]))));
    }
}
