//! What a block is to a reader, and which labels decide by themselves.
//!
//! Families read a [`view::View`] of the page and propose; [`Draft`] is the one place that settles. A rule takes a
//! block out only for a cue and a sign from its context together; a block that can be body text by its size is only
//! named. Everything else is the judge's.

mod bars;
mod bloom;
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
mod marks;
mod media;
mod notes;
mod outcome;
mod phrases;
mod related;
mod repeats;
mod shape;
mod signs;
mod view;
mod words;

pub(crate) use credit::agency;
pub use kinds::Label;
pub(crate) use media::Group;
pub use outcome::Outcome;

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
    names: describe::Names,
}

impl<'p> Draft<'p> {
    /// Finds what needs no verdict of the judge.
    pub(crate) fn new(page: &'p Page) -> Self {
        // Containers are still at hand here, where they were made, and the judge needs much room.
        let names = describe::Names::new(page);
        let mut view = View::new(page, language::detect(page));
        let mut signs = Signs::new(&view);
        for _ in &page.blocks {
            view.read_line();
            signs.read_line(&view);
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
        Draft { view, signs, sheet, groups, names }
    }

    /// Whether a block is out already.
    pub(crate) fn is_out(&self, block: usize) -> bool {
        self.sheet.is_out(block)
    }

    /// Labels every block and settles what the judge does not decide; gives the parts of pictures and videos.
    pub(crate) fn finish(&mut self, rulings: &mut [Ruling], comments: Comments) -> Vec<Group> {
        let Draft { view, signs, sheet, groups, names } = self;
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
        let labels = labels(view, sheet, names);
        for (block, (ruling, label)) in rulings.iter_mut().zip(labels).enumerate() {
            ruling.label = label;
            if let Some((strength, _)) = sheet.settled[block].filter(|(strength, _)| *strength > Strength::Name) {
                ruling.main = strength == Strength::Keep;
                ruling.by_rule = true;
            }
        }
        for block in discussion::find(view, &names.discussions, rulings) {
            let ruling = &mut rulings[block];
            ruling.comment = true;
            if comments != Comments::Judged {
                let main = comments == Comments::InText;
                (ruling.main, ruling.label, ruling.by_rule) = (main, Label::Comment, true);
            }
        }
        std::mem::take(groups)
    }

    /// What the page turned out to be, by the verdicts of [`Draft::finish`]. `paywalled` tells whether its metadata say that
    /// one has to pay; few pages need to know.
    pub(crate) fn outcome(&self, rulings: &[Ruling], paywalled: impl FnOnce() -> bool) -> Outcome {
        outcome::tell(&self.view, rulings, paywalled)
    }
}

fn labels(view: &View<'_>, sheet: &Sheet, names: &describe::Names) -> Vec<Label> {
    let title = describe::title(view);
    let of = |block: usize| match sheet.label(block) {
        // A name on a long block that stays would say less than "body".
        Some(label) if sheet.is_taken(block) || !view.main[block] || !view.lines[block].is_candidate() => label,
        _ if view.main[block] => describe::kept(view, block, title),
        _ => names.removed(view, block),
    };
    (0..view.len()).map(of).collect()
}
