//! Hidden elements around the block: evidence, not a verdict, since tabs and folded sections are content.

use super::{Columns, Facts, flag};
use crate::markup::Tag;
use crate::page::Hidden;

pub(super) const COLUMNS: &[&str] = &["attribute", "style", "aria", "noscript", "any"];

/// Set inside `<noscript>`, beside the bits of [`Hidden`].
const NOSCRIPT: u8 = 0x80;

pub(super) fn fill(facts: &Facts<'_>, out: &mut Columns<'_>) {
    let containers = &facts.page.containers;
    let mut bits = vec![0u8; containers.len()];
    for (id, container) in containers.iter().enumerate() {
        let own = container.hidden.0 | if container.tag == Tag::Noscript { NOSCRIPT } else { 0 };
        bits[id] = own | if id == 0 { 0 } else { bits[container.parent as usize] };
    }
    for (block, data) in facts.page.blocks.iter().enumerate() {
        let bits = bits[data.container as usize];
        out.put(
            block,
            [
                flag(bits & Hidden::ATTRIBUTE != 0),
                flag(bits & Hidden::STYLE != 0),
                flag(bits & Hidden::ARIA != 0),
                flag(bits & NOSCRIPT != 0),
                flag(bits != 0),
            ],
        );
    }
}
