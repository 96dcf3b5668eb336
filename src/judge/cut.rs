//! The page-adaptive cut.

use crate::options::Focus;

/// Fixed cuts of the other focuses.
const PRECISION_CUT: f32 = 0.6;
const RECALL_CUT: f32 = 0.3;

/// Fewer expected words than this, on a page that has more and whose best cut promises less F1 than this, are no article.
/// Of the 1,497 development pages of WCXB that leaves seven empty, judged by weights that had not seen them: six of them
/// have no gold text, and the seventh had an F1 of .04.
const FEW_WORDS: f32 = 25.0;
const LOW_F1: f32 = 0.45;
/// Above every probability.
const NOTHING: f32 = 1.0;

/// The probability above which blocks are main content. `words` weighs each block, `best` is their [`best_f1`].
///
/// `Balanced` maximises the expected F1 of the page: with the blocks sorted by probability, the expected F1 of the first
/// k is `2 Σ p n / (Σ n + G)`, where `G = Σ p n` over all blocks; the best is F*, and the cut is F*/2 (Lipton, Elkan and
/// Naryanaswamy 2014). Nothing is kept of a page that promises a few of its words and hardly those, unless for `Recall`.
pub(crate) fn cut(best: f32, probabilities: &[f32], words: &[f32], focus: Focus) -> f32 {
    if focus == Focus::Recall {
        return RECALL_CUT;
    }
    let little = expected(probabilities, words) < FEW_WORDS && words.iter().sum::<f32>() >= FEW_WORDS;
    if little && best < LOW_F1 {
        return NOTHING;
    }
    if focus == Focus::Precision { PRECISION_CUT } else { best / 2.0 }
}

/// F*: the expected F1 of the best cut.
pub(crate) fn best_f1(probabilities: &[f32], words: &[f32]) -> f32 {
    let expected = expected(probabilities, words);
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

/// Words of main content that the page is expected to have.
fn expected(probabilities: &[f32], words: &[f32]) -> f32 {
    probabilities.iter().zip(words).map(|(p, n)| p * n).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cut(probabilities: &[f32], words: &[f32], focus: Focus) -> f32 {
        super::cut(best_f1(probabilities, words), probabilities, words, focus)
    }

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
        assert_eq!(best_f1(&[], &[]), 0.0);
        assert_eq!(best_f1(&[0.5], &[0.0]), 0.0);
    }

    #[test]
    fn nothing_is_kept_of_a_page_that_promises_next_to_nothing() {
        let (faint, words) = ([0.1, 0.05, 0.2], [60.0, 100.0, 10.0]);
        assert_eq!(cut(&faint, &words, Focus::Balanced), NOTHING);
        assert_eq!(cut(&faint, &words, Focus::Precision), NOTHING);
        assert_eq!(cut(&faint, &words, Focus::Recall), RECALL_CUT);
        // A page of one line, a short one of which the judge is sure, and a long one of which it is not.
        assert!(cut(&[0.1], &[5.0], Focus::Balanced) < 0.1);
        assert!(cut(&[0.9, 0.1], &[5.0, 50.0], Focus::Balanced) < 0.9);
        assert!(cut(&faint, &[600.0, 1000.0, 100.0], Focus::Balanced) < 0.2);
    }
}
