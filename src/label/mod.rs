//! What a block is to a reader, and which labels decide by themselves.
//!
//! Families read a [`view::View`] of the page and propose; [`Draft`] is the one place that settles. A rule takes a
//! block out only for a cue and a sign from its context together; a block that can be body text by its size is only
//! named. Everything else is the judge's.

mod bars;
mod byline;
mod caption;
mod carousel;
mod counter;
mod credit;
mod cues;
mod dateline;
mod describe;
mod discussion;
mod holes;
mod kinds;
mod language;
mod media;
mod notes;
mod outcome;
mod phrases;
mod related;
mod repeats;
mod shape;
mod signs;
mod sums;
mod view;
mod words;

pub(crate) use credit::agency;
pub(crate) use describe::Names;
pub use kinds::Label;
pub(crate) use media::Group;
pub use outcome::Outcome;

use std::cell::OnceCell;

use crate::article::Ruling;
use crate::options::Comments;
use crate::page::Page;
use signs::Signs;
use view::View;

/// What a proposal asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Strength {
    /// Names the block; the judge's verdict stands.
    Name,
    /// Out, whatever the judge thought.
    Out,
    /// Stays, whatever the judge thought.
    Keep,
}

/// A label for a block.
#[derive(Debug, Clone, Copy)]
struct Proposal {
    block: usize,
    label: Label,
    strength: Strength,
}

impl Proposal {
    fn out(block: usize, label: Label) -> Self {
        Proposal { block, label, strength: Strength::Out }
    }

    fn keep(block: usize, label: Label) -> Self {
        Proposal { block, label, strength: Strength::Keep }
    }

    fn name(block: usize, label: Label) -> Self {
        Proposal { block, label, strength: Strength::Name }
    }
}

/// What is settled so far: the first proposal for a block wins, unless a later one is stronger.
struct Sheet {
    settled: Vec<Option<(Strength, Label)>>,
}

impl Sheet {
    fn settle(&mut self, proposals: &mut Vec<Proposal>) {
        for proposal in proposals.drain(..) {
            let Some(slot) = self.settled.get_mut(proposal.block) else { continue };
            if slot.is_none_or(|(strength, _)| strength < proposal.strength) {
                *slot = Some((proposal.strength, proposal.label));
            }
        }
    }

    /// Whether a rule has decided the block.
    fn is_taken(&self, block: usize) -> bool {
        self.settled.get(block).copied().flatten().is_some_and(|(strength, _)| strength > Strength::Name)
    }

    /// Whether a rule has taken the block out.
    fn is_out(&self, block: usize) -> bool {
        self.settled.get(block).copied().flatten().is_some_and(|(strength, _)| strength == Strength::Out)
    }

    fn label(&self, block: usize) -> Option<Label> {
        self.settled.get(block).copied().flatten().map(|(_, label)| label)
    }
}

/// Labels before the judge has spoken: carousels, captions and credits are told by themselves.
pub(crate) struct Draft<'p> {
    view: View<'p>,
    signs: Signs,
    sheet: Sheet,
    groups: Vec<Group>,
    /// Made for the pages that need to know labels of removed blocks.
    names: OnceCell<Names>,
}

impl<'p> Draft<'p> {
    /// Finds what needs no verdict of the judge.
    pub(crate) fn new(page: &'p Page) -> Self {
        let mut view = View::new(page, language::detect(page));
        let mut signs = Signs::new(&view);
        for block in 0..page.blocks.len() {
            view.read_line();
            signs.read_line(&view, block);
            view.forget_words();
        }
        signs.finish(&view);
        let mut sheet = Sheet { settled: vec![None; page.blocks.len()] };
        let mut proposals = Vec::new();
        let mut groups = carousel::propose(&view, &signs, &mut proposals);
        sheet.settle(&mut proposals);
        groups.extend(caption::propose(&view, &signs, &sheet, &mut proposals));
        sheet.settle(&mut proposals);
        groups.sort_by_key(|group| group.block);
        Draft { view, signs, sheet, groups, names: OnceCell::new() }
    }

    /// Whether a block is out already.
    pub(crate) fn is_out(&self, block: usize) -> bool {
        self.sheet.is_out(block)
    }

    /// Settles what the judge does not decide, and labels the blocks that stay or that a rule has named; gives the parts of
    /// pictures and videos.
    pub(crate) fn finish(&mut self, rulings: &mut [Ruling], comments: Comments) -> Vec<Group> {
        let Draft { view, signs, sheet, groups, .. } = self;
        view.main = rulings.iter().map(|ruling| ruling.main).collect();
        signs.find_prose(view);
        let mut proposals = Vec::new();
        let families = [
            dateline::propose,
            notes::propose,
            byline::propose,
            related::propose,
            bars::propose,
            phrases::propose,
            counter::propose,
            repeats::propose,
            holes::propose,
            outcome::propose,
        ];
        for family in families {
            family(view, signs, sheet, &mut proposals);
            sheet.settle(&mut proposals);
        }
        let labels = labels(view, sheet);
        for (block, (ruling, label)) in rulings.iter_mut().zip(labels).enumerate() {
            ruling.label = label;
            if let Some((strength, _)) = sheet.settled[block].filter(|(strength, _)| *strength > Strength::Name) {
                ruling.main = strength == Strength::Keep;
                ruling.by_rule = true;
            }
        }
        let groups = std::mem::take(groups);
        for block in discussion::find(&self.view, rulings, |block| self.label(rulings, block)) {
            let ruling = &mut rulings[block];
            ruling.comment = true;
            if comments != Comments::Judged {
                let main = comments == Comments::InText;
                (ruling.main, ruling.label, ruling.by_rule) = (main, Some(Label::Comment), true);
            }
        }
        groups
    }

    /// The label of a block.
    fn label(&self, rulings: &[Ruling], block: usize) -> Label {
        let page = self.view.page;
        rulings[block].label.unwrap_or_else(|| self.names.get_or_init(|| Names::new(page)).removed(page, block))
    }

    /// What the page turned out to be, by the verdicts of [`Draft::finish`]. `paywalled` tells whether its metadata say that
    /// one has to pay; few pages need to know.
    pub(crate) fn outcome(&self, rulings: &[Ruling], paywalled: impl FnOnce() -> bool) -> Outcome {
        outcome::tell(&self.view, rulings, |block| self.label(rulings, block), paywalled)
    }
}

/// The labels of blocks that stay or that a rule has named.
fn labels(view: &View<'_>, sheet: &Sheet) -> Vec<Option<Label>> {
    let title = describe::title(view);
    let of = |block: usize| match sheet.label(block) {
        // A name on a long block that stays would say less than "body".
        Some(label) if sheet.is_taken(block) || !view.main[block] || !view.lines[block].is_candidate() => Some(label),
        _ => view.main[block].then(|| describe::kept(view, block, title)),
    };
    (0..view.len()).map(of).collect()
}
