//! Hidden elements around the block: evidence, not a verdict, since tabs and folded sections are content.

use super::{Facts, flag};
use crate::markup::Tag;
use crate::page::Hidden;

pub(super) const COLUMNS: &[&str] = &["attribute", "style", "aria", "noscript", "any"];

/// Set inside `<noscript>`, beside the bits of [`Hidden`].
const NOSCRIPT: u8 = 0x80;

pub(super) fn fill(facts: &Facts<'_>) -> impl FnMut(usize, &mut [f32]) {
    let containers = &facts.page.containers;
    let mut bits = vec![0u8; containers.len()];
    for id in &facts.live {
        let container = &containers[*id as usize];
        let own = container.hidden.0 | if container.tag == Tag::Noscript { NOSCRIPT } else { 0 };
        bits[*id as usize] = own | bits[container.parent as usize];
    }
    let mut last = 0;
    move |block, row| {
        let bits = bits[facts.page.blocks[block].container as usize];
        if bits == last {
            return;
        }
        last = bits;
        row.copy_from_slice(&[
            flag(bits & Hidden::ATTRIBUTE != 0),
            flag(bits & Hidden::STYLE != 0),
            flag(bits & Hidden::ARIA != 0),
            flag(bits & NOSCRIPT != 0),
            flag(bits != 0),
        ]);
    }
}
