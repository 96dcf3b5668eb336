//! Link density and text density.

use super::{Facts, flag};

pub(super) const COLUMNS: &[&str] =
    &["link_density", "links", "all_link", "unlinked_words", "text_density", "parent_text_density", "container_links"];

pub(super) fn fill(facts: &Facts<'_>) -> impl FnMut(usize, &mut [f32]) {
    let containers = &facts.page.containers;
    move |block, row| {
        let density = facts.link_density[block];
        let id = facts.page.blocks[block].container as usize;
        let own = &facts.shares[id];
        let parent = &facts.shares[containers[id].parent as usize];
        row.copy_from_slice(&[
            density,
            facts.links[block] as f32,
            flag(density > 0.95),
            facts.stats[block].words as f32 * (1.0 - density),
            own.text_density,
            parent.text_density,
            own.links(),
        ]);
    }
}
