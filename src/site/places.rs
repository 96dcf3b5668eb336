//! Places of a page: the elements around a block with their class and id tokens, outermost first.

use super::UNITS;
use crate::hash::{MIX, Map};
use crate::page::Page;

/// The place of each block; `None` where there is no element around it, as in plain text. Tokens are letters only, so
/// that numbered elements are one place.
pub(super) fn of_blocks(page: &Page) -> Vec<Option<u64>> {
    let mut paths: Vec<u64> = Vec::with_capacity(page.containers.len());
    for container in &page.containers {
        // A parent comes before its children; the root is its own.
        let outer = paths.get(container.parent as usize).copied().unwrap_or_default();
        let name = container.tag.name().bytes().map(u64::from);
        let tokens = page.tokens[container.tokens.usize()].iter().map(|token| u64::from(*token));
        let path = name.chain(tokens).fold(outer ^ 1, |path, part| (path.rotate_left(5) ^ part).wrapping_mul(MIX));
        paths.push(path);
    }
    page.blocks.iter().map(|block| (block.container != 0).then(|| paths[block.container as usize])).collect()
}

/// What the judge thinks of each place, from what it thinks of the blocks: the mean, weighed by length, in units of
/// 1/256 log-odds.
pub(super) fn opinions(page: &Page, of_block: &[f32]) -> impl Iterator<Item = (u64, i32)> {
    let mut sums: Map<u64, (f32, f32)> = Map::default();
    for (block, place) in of_blocks(page).into_iter().enumerate() {
        let Some(place) = place else { continue };
        let weight = page.blocks[block].text.len() as f32 + 1.0;
        let (sum, weights) = sums.entry(place).or_default();
        *sum += of_block[block] * weight;
        *weights += weight;
    }
    sums.into_iter().map(|(place, (sum, weights))| (place, (sum / weights * UNITS).round() as i32))
}
