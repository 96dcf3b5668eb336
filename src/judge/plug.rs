//! Judges that a caller brings, and the crate's own beside them.

use std::fmt;
use std::sync::{Arc, LazyLock};

use super::{Fitted, Room};
use crate::article::{Cause, Reason};
use crate::evidence::{self, Evidence, EvidenceSet, FAMILY_OF, Facts, Table};
use crate::page::{BlockKind, Page};

/// The names of the columns.
static COLUMNS: LazyLock<Vec<String>> = LazyLock::new(evidence::column_names);

/// Turns evidence into the probability that a block is main content.
///
/// [`Cleaner::with_judge`](crate::Cleaner::with_judge) puts one in the place of the fitted weights. All the rest stays: the
/// page-adaptive cut, the focus, the labels and their rules, media, metadata, rendering.
///
/// ```
/// use bodytext::{Cleaner, Judge, PageEvidence};
///
/// /// Long blocks with few links.
/// struct Density;
///
/// impl Judge for Density {
///     fn judge(&self, page: &PageEvidence<'_>) -> Vec<f32> {
///         let column = |name| PageEvidence::column(name).expect("a column of this version");
///         let (words, links) = (column("words.words"), column("density.link_density"));
///         let good = |row: &[f32]| if row[words] > 10.0 && row[links] < 0.3 { 0.9 } else { 0.1 };
///         (0..page.len()).map(|block| good(page.row(block))).collect()
///     }
/// }
///
/// let cleaner = Cleaner::default().with_judge(Density);
/// let article = cleaner.clean_html("<a href=/>Home</a><p>The river rose by more than a metre in one single night.</p>");
/// assert_eq!(article.text(), "The river rose by more than a metre in one single night.");
/// ```
pub trait Judge: Send + Sync {
    /// One probability a block, 0 to 1, in document order.
    ///
    /// What is missing at the end, or is no number, counts as 0; what lies outside of 0 to 1 as the nearer of the two.
    fn judge(&self, page: &PageEvidence<'_>) -> Vec<f32>;
}

/// What a [`Judge`] sees of a page: its blocks, and a row of numbers for each.
#[derive(Clone, Copy)]
pub struct PageEvidence<'a> {
    page: &'a Page,
    table: &'a Table,
}

impl<'a> PageEvidence<'a> {
    /// The names of the columns, the same for every page: family and number, as in `words.commas`. They may change with
    /// the version of the crate.
    pub fn columns() -> &'static [String] {
        &COLUMNS
    }

    /// The place of a column in the rows.
    pub fn column(name: &str) -> Option<usize> {
        COLUMNS.iter().position(|column| column == name)
    }

    /// The family that a column belongs to; `None` beyond the last one.
    pub fn family(column: usize) -> Option<Evidence> {
        FAMILY_OF.get(column).copied()
    }

    /// How many blocks the page has. In plain text, lines that a rule has taken out already are not among them.
    pub fn len(&self) -> usize {
        self.page.blocks.len()
    }

    /// Whether the page has no block.
    pub fn is_empty(&self) -> bool {
        self.page.blocks.is_empty()
    }

    /// The numbers of a block, as many as there are columns, all finite. Columns of a family that is switched off are 0. A
    /// block of a few words like one before it, as in a menu, a table or a list of teasers, has that one's numbers.
    ///
    /// # Panics
    /// When there is no such block.
    pub fn row(&self, block: usize) -> &'a [f32] {
        self.table.row(block)
    }

    /// The text of a block.
    ///
    /// # Panics
    /// When there is no such block.
    pub fn text(&self, block: usize) -> &'a str {
        self.page.block_text(block as u32)
    }

    /// What a block is by its markup or shape.
    ///
    /// # Panics
    /// When there is no such block.
    pub fn kind(&self, block: usize) -> BlockKind {
        self.page.blocks[block].kind
    }
}

impl fmt::Debug for PageEvidence<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("PageEvidence").field("blocks", &self.len()).finish_non_exhaustive()
    }
}

/// Whoever judges: the fitted weights, or what a caller brought.
#[derive(Clone)]
pub(crate) enum AnyJudge {
    Fitted(Arc<Fitted>),
    Caller(Arc<dyn Judge>),
}

impl AnyJudge {
    /// One probability a block, 0 to 1. The fitted weights know by themselves which families are switched off.
    pub(crate) fn probabilities(&self, facts: &Facts<'_>, set: EvidenceSet, room: &mut Room) -> Vec<f32> {
        match self {
            AnyJudge::Fitted(fitted) => fitted.probabilities(facts, room),
            AnyJudge::Caller(judge) => {
                let all = evidence::measure(facts);
                let table = if set.is_all() { all } else { all.within(set) };
                let mut said = judge.judge(&PageEvidence { page: facts.page, table: &table });
                said.resize(facts.page.blocks.len(), 0.0);
                said.iter().map(|p| if p.is_nan() { 0.0 } else { p.clamp(0.0, 1.0) }).collect()
            }
        }
    }

    /// What moved the block with this row of evidence to these log-odds, in any order.
    pub(crate) fn reasons(&self, row: &[f32], effect: f32) -> Vec<Reason> {
        match self {
            AnyJudge::Fitted(fitted) => fitted.reasons(row),
            AnyJudge::Caller(_) => vec![Reason { cause: Cause::Judge, effect }],
        }
    }
}

impl fmt::Debug for AnyJudge {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            AnyJudge::Fitted(_) => "Fitted",
            AnyJudge::Caller(_) => "Caller",
        })
    }
}
