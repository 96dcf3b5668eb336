//! Link density and text density.

use super::{Columns, Facts, flag, ratio};

pub(super) const COLUMNS: &[&str] =
    &["link_density", "links", "all_link", "unlinked_words", "text_density", "parent_text_density", "container_links"];

pub(super) fn fill(facts: &Facts<'_>, out: &mut Columns<'_>) {
    for (block, data) in facts.page.blocks.iter().enumerate() {
        let density = facts.link_density[block];
        let own = &facts.sums[data.container as usize];
        let parent_id = facts.page.containers[data.container as usize].parent;
        let parent = &facts.sums[parent_id as usize];
        let tags = |id: u32| facts.page.containers[id as usize].elements as f32 + 1.0;
        out.put(
            block,
            [
                density,
                facts.links[block] as f32,
                flag(density > 0.95),
                facts.stats[block].words as f32 * (1.0 - density),
                own.chars / tags(data.container),
                parent.chars / tags(parent_id),
                ratio(own.link_chars, own.chars),
            ],
        );
    }
}
