//! What single blocks show before any family judges them: credits, credit tails, carousel cells, prose.

use super::caption;
use super::carousel::{Cell, mark_unknown};
use super::credit::{self, Tail};
use super::view::View;
use crate::page::Range;

/// Signs by block.
pub(super) struct Signs {
    /// The name in a line that is nothing but a credit.
    pub credit: Vec<Option<Range>>,
    /// A credit at the end of a caption.
    pub tail: Vec<Option<Tail>>,
    pub cells: Vec<Cell>,
    /// The first and the last block that can only be prose.
    pub prose: Option<(usize, usize)>,
}

impl Signs {
    /// The signs of no block yet.
    pub(super) fn new(view: &View<'_>) -> Self {
        let count = view.page.blocks.len();
        Signs { credit: vec![None; count], tail: vec![None; count], cells: vec![Cell::default(); count], prose: None }
    }

    /// Reads a line of the view; most have none of the signs.
    pub(super) fn read_line(&mut self, view: &View<'_>, block: usize) {
        if let Some(name) = credit::line(view, block) {
            self.credit[block] = Some(name);
        } else if Cell::may_be(&view.lines[block]) {
            self.cells[block] = Cell::of(view, block);
        }
        if credit::may_have_tail(&view.lines[block]) {
            self.tail[block] = credit::tail(view, block);
        }
    }

    /// Finds what takes all lines.
    pub(super) fn finish(&mut self, view: &View<'_>) {
        mark_unknown(view, &self.credit, &mut self.cells);
        self.find_prose(view);
    }

    /// Finds the first and the last prose again, when there are new verdicts.
    pub(super) fn find_prose(&mut self, view: &View<'_>) {
        let first = (0..view.len()).find(|block| self.is_prose(view, *block));
        let last = (0..view.len()).rev().find(|block| self.is_prose(view, *block));
        self.prose = first.zip(last);
    }

    /// A body candidate that is no caption: not repeated next to itself, no credit in it or below it.
    pub(super) fn is_prose(&self, view: &View<'_>, block: usize) -> bool {
        view.lines[block].is_candidate()
            && view.main[block]
            && !view.lines[block].is_legal()
            && self.tail[block].is_none()
            && !(self.is_credit(block + 1) && caption::is_marked(view, block))
            && !repeats_near(view, block)
    }

    pub(super) fn is_credit(&self, block: usize) -> bool {
        self.credit.get(block).is_some_and(Option::is_some)
    }

    /// Whether prose stands before the block.
    pub(super) fn after_prose(&self, block: usize) -> bool {
        self.prose.is_some_and(|(first, _)| first < block)
    }

    /// Whether prose stands after the block.
    pub(super) fn before_prose(&self, block: usize) -> bool {
        self.prose.is_some_and(|(_, last)| last > block)
    }

    /// Whether prose stands on both sides.
    pub(super) fn inside_prose(&self, block: usize) -> bool {
        self.after_prose(block) && self.before_prose(block)
    }
}

/// Whether two blocks read the same and are long enough to tell.
pub(super) fn repeats(view: &View<'_>, one: usize, other: usize) -> bool {
    let (Some(a), Some(b)) = (view.lines.get(one), view.lines.get(other)) else { return false };
    one != other && a.count > 0 && a.hash == b.hash && view.text(one).len().abs_diff(view.text(other).len()) <= 8
}

/// Whether a telling block stands next to a copy of itself.
pub(super) fn repeats_near(view: &View<'_>, block: usize) -> bool {
    let line = &view.lines[block];
    line.is_telling() && (repeats(view, block, block + 1) || block > 0 && repeats(view, block, block - 1))
}
