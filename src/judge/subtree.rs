//! The part of the page that holds the article.

use crate::page::{Container, Page};

/// What a word of a block gives to the containers around it: its probability less this, but no less than the floor.
const COST: f32 = 0.4;
const FLOOR: f32 = -0.15;

/// The blocks of the container that gains most: the sum over its blocks of `max(p - 0.4, -0.15)` times the words.
pub(crate) fn best_subtree(page: &Page, probabilities: &[f32], words: &[f32]) -> std::ops::Range<u32> {
    let mut gains = vec![0.0_f32; page.containers.len()];
    for (block, (p, words)) in page.blocks.iter().zip(probabilities.iter().zip(words)) {
        gains[block.container as usize] += (p - COST).max(FLOOR) * words;
    }
    // A parent comes before its children.
    for at in (1..gains.len()).rev() {
        gains[page.containers[at].parent as usize] += gains[at];
    }
    let better = |best: (f32, usize), (at, gain): (usize, &f32)| if *gain >= best.0 { (*gain, at) } else { best };
    let (_, best) = gains.iter().enumerate().fold((f32::NEG_INFINITY, 0), better);
    page.containers.get(best).map_or(0..0, |Container { first_block, end_block, .. }| *first_block..*end_block)
}
