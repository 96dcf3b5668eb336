//! Readers' comments and reviews: the blocks of a page that are what readers wrote below it.
//!
//! A section is told by what its elements are called or by the heading above it. Where a page is nothing but such sections,
//! as a thread is, they are its content and not comments on it. Plain text has no elements, so nothing is found there.

use super::Label;
use super::cues::Classes;
use super::view::View;
use crate::article::Ruling;
use crate::markup::Tag;
use crate::page::{BlockKind, Container};

/// Kept words outside of all sections from which on a page is commented on.
const SUBJECT: usize = 40;
/// Blocks of a section before its heading, at most.
const BEFORE_HEADING: u32 = 2;
/// Words of a comment at least: shorter ones cannot be told from names and buttons.
const LEAST: usize = 3;

/// The blocks that are the texts of comments and reviews, without names, times and controls.
/// `label` gives the label of a block.
pub(super) fn find(view: &View<'_>, rulings: &[Ruling], label: impl Fn(usize) -> Label) -> Vec<usize> {
    let page = view.page;
    let named = || page.discussions.iter().map(|section| *section as usize);
    let headed: Vec<usize> = headed(view).collect();
    if page.discussions.is_empty() && headed.is_empty() {
        return Vec::new();
    }
    let kept = kept_words(view, rulings);
    let half = kept.first().copied().unwrap_or(0) / 2;
    let mut inside = vec![false; page.containers.len()];
    for section in named().chain(headed) {
        inside[section] |= kept[section] <= half;
    }
    // What is written in the forms of a section is the site's.
    let mut form = vec![false; inside.len()];
    for (at, container) in page.containers.iter().enumerate().skip(1) {
        let parent = container.parent as usize;
        form[at] = form[parent] || inside[parent] && container.tag == Tag::Form;
        inside[at] |= inside[parent];
    }
    let in_section = |block: usize| inside[page.blocks[block].container as usize];
    let outside = (0..view.len()).filter(|block| rulings[*block].main && !in_section(*block));
    if outside.map(|block| view.lines[block].count).sum::<usize>() < SUBJECT {
        return Vec::new();
    }
    let in_form = |block: usize| form[page.blocks[block].container as usize];
    (0..view.len())
        .filter(|block| in_section(*block) && !in_form(*block) && is_written(view, rulings, *block, &label))
        .collect()
}

/// Kept words by container.
fn kept_words(view: &View<'_>, rulings: &[Ruling]) -> Vec<usize> {
    let mut words = vec![0; view.page.containers.len()];
    for (block, _) in rulings.iter().enumerate().filter(|(_, ruling)| ruling.main) {
        words[view.page.blocks[block].container as usize] += view.lines[block].count;
    }
    // A parent comes before its children.
    for at in (1..words.len()).rev() {
        words[view.page.containers[at].parent as usize] += words[at];
    }
    words
}

/// The containers that start with a line such as "12 comments", each the widest that does.
fn headed<'v>(view: &'v View<'_>) -> impl Iterator<Item = usize> + 'v {
    let page = view.page;
    let cue = |block: &usize| {
        view.is_line(*block, Label::Comment) && view.cues(*block).phrase
            || view.is_heading(*block) && view.cues(*block).line.any(Classes::of(Label::Comment))
    };
    (0..view.len()).filter(cue).filter_map(move |block| {
        let starts_here = |container: &Container| container.first_block + BEFORE_HEADING >= block as u32;
        let around = page.ancestors(page.blocks[block].container);
        let section = around.take_while(|(id, container)| *id != 0 && starts_here(container)).last();
        section.filter(|(_, container)| container.end_block > block as u32 + 1).map(|(id, _)| id as usize)
    })
}

/// Something a reader wrote: no control, no name, no time.
fn is_written(view: &View<'_>, rulings: &[Ruling], block: usize, label: impl Fn(usize) -> Label) -> bool {
    let line = &view.lines[block];
    let is_about = || {
        matches!(
            label(block),
            Label::Timestamp | Label::Byline | Label::Share | Label::Account | Label::Pagination | Label::Player
        )
    };
    let text = !matches!(view.kind(block), BlockKind::Control | BlockKind::Heading(_));
    let told = view.cues(block).line.0 == 0
        && !view.cues(block).strong.has(Label::Comment)
        && line.count >= LEAST
        && line.sentences > 0;
    text && (told || rulings[block].main) && !view.is_linked(block) && !is_about()
}
