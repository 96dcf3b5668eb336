//! Hidden elements around the block: evidence, not a verdict, since tabs and folded sections are content.

use super::{Facts, flag};
use crate::markup::Tag;
use crate::page::{Container, Hidden};

pub(super) const COLUMNS: &[&str] = &["attribute", "style", "aria", "noscript", "any"];

/// Set inside `<noscript>`, beside the bits of [`Hidden`].
const NOSCRIPT: u8 = 0x80;

/// How what is around a block is hidden.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Bits(u8);

impl Bits {
    pub(super) const NONE: Bits = Bits(0);

    /// One container further in.
    pub(super) fn enter(&mut self, container: &Container) {
        self.0 |= container.hidden.0 | if container.tag == Tag::Noscript { NOSCRIPT } else { 0 };
    }
}

pub(super) fn fill(facts: &Facts<'_>) -> impl FnMut(usize, &mut [f32]) {
    let mut last = Bits::NONE;
    move |block, row| {
        let own = facts.places[facts.page.blocks[block].container as usize].hidden;
        if own == last {
            return;
        }
        last = own;
        let Bits(bits) = own;
        row.copy_from_slice(&[
            flag(bits & Hidden::ATTRIBUTE != 0),
            flag(bits & Hidden::STYLE != 0),
            flag(bits & Hidden::ARIA != 0),
            flag(bits & NOSCRIPT != 0),
            flag(bits != 0),
        ]);
    }
}
