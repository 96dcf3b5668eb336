//! Numbers measured on blocks: one row a block, one column a number, one file a family.
//!
//! [`Facts`] holds what several families share (text statistics, container sums, name cues), computed in a few passes
//! over blocks and containers. Then the rows are made block by block, each family writing its own
//! columns. All of it is linear in the page.

mod alike;
mod best;
mod containers;
mod density;
mod facts;
mod hidden;
mod landmarks;
mod lines;
pub(crate) mod names;
mod neighbours;
mod numbers;
mod page_totals;
mod places;
mod position;
mod repetition;
mod set;
mod siblings;
#[cfg(test)]
mod tests;
mod title;
mod vocabulary;
mod windows;
mod words;

pub(crate) use facts::Facts;
pub use set::{Evidence, EvidenceSet};

#[cfg(feature = "eval")]
use crate::page::Page;

/// A family of evidence and its columns.
struct Family {
    evidence: Evidence,
    columns: &'static [&'static str],
}

/// What is made of the list of all families. `fill` of each gives what writes its columns for a block. Blocks come in order,
/// but for those that take the row of another, and the columns hold what they held for the last one, zeros for the
/// first: neighbours are alike, and what is the same need not be measured again.
macro_rules! families {
    ($($evidence:ident: $module:ident,)*) => {
        /// All families, in the order of their columns.
        const FAMILIES: [Family; Evidence::COUNT] =
            [$(Family { evidence: Evidence::$evidence, columns: $module::COLUMNS }),*];

        /// Makes all rows in `rows`, which is emptied first, and calls with every `at_once` of them and with those left at the
        /// end. No call of a family goes through a pointer: there are fifteen for each row.
        pub(crate) fn each_rows(facts: &Facts<'_>, at_once: usize, rows: &mut Vec<f32>, mut call: impl FnMut(&[f32])) {
            rows.clear();
            $(let mut $module = $module::fill(facts);)*
            for block in facts.measured() {
                match rows.len().checked_sub(WIDTH) {
                    None => rows.resize(WIDTH, 0.0),
                    Some(last) if rows.len() / WIDTH < at_once => rows.extend_from_within(last..),
                    Some(last) => {
                        call(rows);
                        rows.copy_within(last.., 0);
                        rows.truncate(WIDTH);
                    }
                }
                let last = rows.len() - WIDTH;
                let rest = &mut rows[last..];
                $(
                    let (own, rest) = rest.split_at_mut($module::COLUMNS.len());
                    $module(block, own);
                )*
                debug_assert!(rest.is_empty());
            }
            if !rows.is_empty() {
                debug_assert!(rows.iter().all(|number| number.is_finite()));
                call(rows);
            }
        }

        /// Fills the columns of one family, to measure what it costs.
        #[cfg(any(feature = "eval", feature = "_dev"))]
        pub(crate) fn fill_family(facts: &Facts<'_>, evidence: Evidence, table: &mut Table) {
            match evidence {
                $(Evidence::$evidence => fill_columns(facts, evidence, $module::fill(facts), table),)*
            }
        }
    };
}

families! {
    Words: words,
    Density: density,
    Landmarks: landmarks,
    Hidden: hidden,
    Names: names,
    Containers: containers,
    BestContainer: best,
    Neighbours: neighbours,
    Repetition: repetition,
    Vocabulary: vocabulary,
    Siblings: siblings,
    Title: title,
    Position: position,
    Lines: lines,
    PageTotals: page_totals,
}

/// Columns of a row.
pub(crate) const WIDTH: usize = {
    let (mut width, mut at) = (0, 0);
    while at < FAMILIES.len() {
        width += FAMILIES[at].columns.len();
        at += 1;
    }
    width
};

/// The family of every column.
pub(crate) const FAMILY_OF: [Evidence; WIDTH] = {
    let mut of = [Evidence::Words; WIDTH];
    let (mut column, mut family) = (0, 0);
    while family < FAMILIES.len() {
        let mut k = 0;
        while k < FAMILIES[family].columns.len() {
            of[column] = FAMILIES[family].evidence;
            column += 1;
            k += 1;
        }
        family += 1;
    }
    of
};

/// The name of every column, family first, as in `words.commas`.
pub(crate) fn column_names() -> Vec<String> {
    let named = |family: &Family| {
        let prefix = family.evidence.name();
        family.columns.iter().map(move |column| format!("{prefix}.{column}")).collect::<Vec<_>>()
    };
    FAMILIES.iter().flat_map(named).collect()
}

/// Evidence of a page: [`WIDTH`] numbers a block, all finite.
#[derive(Debug, Clone, Default)]
pub(crate) struct Table {
    /// One row after the other.
    rows: Vec<f32>,
    /// The row of each block.
    row_of: Vec<u32>,
}

impl Table {
    /// With zeros for every block that was left out.
    pub(crate) fn spread(mut self, out: &[bool]) -> Table {
        let zeros = (self.rows.len() / WIDTH) as u32;
        self.rows.resize(self.rows.len() + WIDTH, 0.0);
        let mut measured = self.row_of.into_iter();
        let row = |out: &bool| if *out { zeros } else { measured.next().unwrap_or(zeros) };
        self.row_of = out.iter().map(row).collect();
        self
    }

    /// With zeros in the columns of the families that are not in the set.
    pub(crate) fn within(mut self, set: EvidenceSet) -> Table {
        let known = FAMILY_OF.map(|family| set.contains(family));
        for row in self.rows.chunks_exact_mut(WIDTH) {
            row.iter_mut().zip(known).filter(|(_, known)| !known).for_each(|(number, _)| *number = 0.0);
        }
        self
    }

    /// The numbers of a block.
    pub(crate) fn row(&self, block: usize) -> &[f32] {
        &self.rows[self.row_of[block] as usize * WIDTH..][..WIDTH]
    }

    /// The numbers of all blocks, one after the other.
    #[cfg(any(test, feature = "_dev", feature = "eval"))]
    pub(crate) fn numbers(&self) -> Vec<f32> {
        (0..self.row_of.len()).flat_map(|block| self.row(block)).copied().collect()
    }
}

/// Measures every family.
pub(crate) fn measure(facts: &Facts<'_>) -> Table {
    let count = facts.measured().count();
    // Exactly: a list for a large page is as large as the page.
    let mut rows = Vec::with_capacity(count * WIDTH);
    each_rows(facts, count, &mut rows, |_| ());
    Table { rows, row_of: facts.row_of.clone() }
}

/// Fills the columns of one family and leaves the others.
#[cfg(any(feature = "eval", feature = "_dev"))]
fn fill_columns(facts: &Facts<'_>, evidence: Evidence, mut fill: impl FnMut(usize, &mut [f32]), table: &mut Table) {
    table.rows.resize(facts.page.blocks.len() * WIDTH, 0.0);
    table.row_of = (0..facts.page.blocks.len() as u32).collect();
    let of_family = |column: &usize| FAMILY_OF[*column] == evidence;
    let (offset, width) = ((0..WIDTH).find(of_family).unwrap_or(0), (0..WIDTH).filter(of_family).count());
    let mut own = vec![0.0; width];
    for (block, row) in table.rows.chunks_exact_mut(WIDTH).enumerate() {
        fill(block, &mut own);
        row[offset..offset + width].copy_from_slice(&own);
    }
}

/// `part / whole`, 0 when there is no whole.
pub(crate) fn ratio(part: f32, whole: f32) -> f32 {
    if whole > 0.0 { part / whole } else { 0.0 }
}

/// Several at once: divided together they take as long as one.
fn ratios<const N: usize>(parts: [f32; N], wholes: [f32; N]) -> [f32; N] {
    std::array::from_fn(|at| {
        let quotient = parts[at] / wholes[at];
        if wholes[at] > 0.0 { quotient } else { 0.0 }
    })
}

/// A run with one block more, up to `most`, or none.
fn longer(run: f32, holds: bool, most: f32) -> f32 {
    if holds { (run + 1.0).min(most) } else { 0.0 }
}

/// A flag as a number.
fn flag(on: bool) -> f32 {
    f32::from(u8::from(on))
}

/// The blocks of the smallest container that holds most of the page's good words.
#[cfg(feature = "eval")]
pub(crate) fn prose_blocks(page: &Page) -> std::ops::Range<usize> {
    let facts = Facts::new(page, &names::NameWeights::new(&[]));
    let container = &page.containers[facts.best.most as usize];
    container.first_block as usize..container.end_block as usize
}
