//! Link density and text density.

use super::{Facts, flag, ratio};

pub(super) const COLUMNS: &[&str] =
    &["link_density", "links", "all_link", "unlinked_words", "text_density", "parent_text_density", "container_links"];

pub(super) fn fill(facts: &Facts<'_>) -> impl FnMut(usize, &mut [f32]) {
    let containers = &facts.page.containers;
    move |block, row| {
        let density = facts.link_density[block];
        let id = facts.page.blocks[block].container;
        let own = &facts.sums[id as usize];
        let parent_id = containers[id as usize].parent;
        let parent = &facts.sums[parent_id as usize];
        let tags = |id: u32| containers[id as usize].elements as f32 + 1.0;
        row.copy_from_slice(&[
            density,
            facts.links[block] as f32,
            flag(density > 0.95),
            facts.stats[block].words as f32 * (1.0 - density),
            own.chars / tags(id),
            parent.chars / tags(parent_id),
            ratio(own.link_chars, own.chars),
        ]);
    }
}
