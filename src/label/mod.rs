//! What a block is to a reader, and which labels decide by themselves.

mod kinds;

pub use kinds::Label;

use crate::article::Ruling;
use crate::page::Page;

/// Labels every block and settles what the judge does not decide.
pub(crate) fn label(page: &Page, rulings: &mut [Ruling]) {
    for (block, ruling) in page.blocks.iter().zip(rulings) {
        ruling.label = match (ruling.main, block.kind) {
            (true, crate::page::BlockKind::Heading(_)) => Label::Heading,
            (true, _) => Label::Body,
            (false, _) => Label::Boilerplate,
        };
    }
}
