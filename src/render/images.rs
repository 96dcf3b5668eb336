//! Pictures among the blocks of the main content.

use std::collections::HashSet;

use url::Url;

use super::inline;
use super::outline::{Part, Step};
use crate::page::{BlockId, MediaTag, Page};

/// Removed blocks, such as a caption, that may stand between a picture and the text that it belongs to.
const NEAR: u32 = 2;

/// A picture that has an address.
#[derive(Debug)]
pub(super) struct Image {
    /// The block it stands before, or inside.
    block: BlockId,
    /// Absolute where it can be resolved.
    pub address: String,
    /// Its alternative text on one line.
    pub alt: String,
}

/// The pictures of a page, each address once.
pub(super) fn images(page: &Page, base: Option<&Url>) -> Vec<Image> {
    let mut seen: HashSet<String> = HashSet::new();
    let pictures = page.media.iter().filter(|element| element.tag == MediaTag::Image);
    let images = pictures.filter_map(|element| {
        let address = inline::address(page.value(element.src), base, &["http", "https"])?;
        let alt = page.value(element.alt).split_whitespace().collect::<Vec<_>>().join(" ");
        (!address.is_empty() && seen.insert(address.clone())).then_some(Image { block: element.block, address, alt })
    });
    images.collect()
}

/// Adds the pictures next to main blocks to the steps through them.
pub(super) fn place(steps: Vec<Step>, images: &[Image]) -> Vec<Step> {
    let next = next_blocks(&steps);
    let mut placed = Vec::with_capacity(steps.len() + images.len());
    let mut open: Vec<Part> = Vec::new();
    let (mut waiting, mut last) = ((0..images.len()).peekable(), None);
    for (step, next) in steps.into_iter().zip(next) {
        let inside = !matches!(open.last(), Some(Part::List { .. } | Part::Terms | Part::Term | Part::Code));
        if !matches!(step, Step::Close(_)) && inside {
            while let Some(at) = waiting.next_if(|at| images[*at].block <= next) {
                if is_near(images[at].block, last, next) {
                    placed.push(Step::Image(at));
                }
            }
        }
        match &step {
            Step::Open(part, _) => open.push(*part),
            Step::Close(_) => drop(open.pop()),
            Step::Block(_) | Step::Table(_) => last = Some(next),
            Step::Image(_) => {}
        }
        placed.push(step);
    }
    let after = waiting.take_while(|at| last.is_some_and(|last| images[*at].block <= last + 1));
    placed.extend(after.map(Step::Image));
    placed
}

fn is_near(block: BlockId, last: Option<BlockId>, next: BlockId) -> bool {
    next.saturating_sub(block) <= NEAR || last.is_some_and(|last| block.saturating_sub(last) <= NEAR + 1)
}

/// For each step, the first block at or after it.
fn next_blocks(steps: &[Step]) -> Vec<BlockId> {
    let mut next = BlockId::MAX;
    let mut blocks: Vec<BlockId> = steps
        .iter()
        .rev()
        .map(|step| {
            next = match step {
                Step::Block(block) => *block,
                Step::Table(table) => table.first_block().unwrap_or(next),
                _ => next,
            };
            next
        })
        .collect();
    blocks.reverse();
    blocks
}
