//! The page-adaptive cut.

use crate::options::Focus;

/// Fixed cuts of the other focuses.
const PRECISION_CUT: f32 = 0.6;
const RECALL_CUT: f32 = 0.3;

/// The probability above which blocks are main content. `words` weighs each block.
///
/// `Balanced` maximises the expected F1 of the page: with the blocks sorted by probability, the expected F1 of the first
/// k is `2 Σ p n / (Σ n + G)`, where `G = Σ p n` over all blocks; the best is F*, and the cut is F*/2 (Lipton, Elkan and
/// Naryanaswamy 2014).
pub(crate) fn cut(probabilities: &[f32], words: &[f32], focus: Focus) -> f32 {
    match focus {
        Focus::Precision => PRECISION_CUT,
        Focus::Recall => RECALL_CUT,
        Focus::Balanced => best_f1(probabilities, words) / 2.0,
    }
}

fn best_f1(probabilities: &[f32], words: &[f32]) -> f32 {
    let expected: f32 = probabilities.iter().zip(words).map(|(p, n)| p * n).sum();
    // Numbers from 0 on stand in the order of their bits, so that probability and block fit into one key.
    let key = |(at, p): (usize, &f32)| u64::from(!(p.max(0.0) + 0.0).to_bits()) << 32 | at as u64;
    let mut order: Vec<u64> = probabilities.iter().enumerate().map(key).collect();
    order.sort_unstable();
    let (mut hits, mut kept, mut best) = (0.0_f32, 0.0_f32, 0.0_f32);
    for at in order.into_iter().map(|key| key as u32 as usize) {
        hits += probabilities[at] * words[at];
        kept += words[at];
        if kept + expected > 0.0 {
            best = best.max(2.0 * hits / (kept + expected));
        }
    }
    best
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sure_pages_are_cut_in_the_middle() {
        let cut = cut(&[0.99, 0.98, 0.02, 0.01], &[50.0, 80.0, 10.0, 10.0], Focus::Balanced);
        assert!((0.4..0.5).contains(&cut), "{cut}");
    }

    #[test]
    fn unsure_pages_are_cut_lower() {
        let cut = cut(&[0.4, 0.3, 0.1], &[50.0, 50.0, 50.0], Focus::Balanced);
        assert!(cut < 0.3, "{cut}");
    }

    #[test]
    fn no_blocks_no_words() {
        assert_eq!(cut(&[], &[], Focus::Balanced), 0.0);
        assert_eq!(cut(&[0.5], &[0.0], Focus::Balanced), 0.0);
    }
}
