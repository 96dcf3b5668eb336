//! Blocks like one before them, which take its row: the items of a menu, the cells of a table, the parts of teasers.
//!
//! Their numbers differ by their place and little else, and they are 46 of a hundred blocks.

use super::places::Place;
use crate::page::{BlockKind, Container, ContainerId, NONE, Page, TextStats};

/// Blocks that take one row at most, so that what changes along a list is seen.
const MOST: u32 = 32;
/// Link density from which on a block is a link, and below which it is plain.
const LINK: f32 = 0.9;
const PLAIN: f32 = 0.05;
/// Words of a block that may be like another, and of one that is a sentence: those are read one by one.
const WORDS: u32 = 12;
const SENTENCE_WORDS: u32 = 5;
/// The same where there is nothing that says that one goes on as the other: of links, and of plain blocks.
const LINK_WORDS: u32 = 5;
const PLAIN_WORDS: u32 = 3;
/// How many blocks before it the other one may be.
const REACH: u32 = 12;
/// Containers around a block that may be the unit it is a part of, and siblings of a unit that may be like it.
const LEVELS: usize = 6;
const SIBLINGS: usize = 4;

/// What blocks have in common that are alike.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Sort {
    kind: BlockKind,
    is_link: bool,
    is_plain: bool,
    ends_sentence: bool,
}

impl Sort {
    /// Whether a block is likely to be what the one before it is: a heading or a line among paragraphs may be anything.
    fn is_item(self) -> bool {
        let Sort { kind, is_link, .. } = self;
        is_link || matches!(kind, BlockKind::ListItem | BlockKind::TableCell | BlockKind::Term | BlockKind::Definition)
    }
}

/// What is known of a page to find blocks that are alike.
struct Units<'p> {
    page: &'p Page,
    stats: &'p [TextStats],
    places: &'p [Place],
    /// By container, the blocks back to the nearest of the siblings before it with its element and names; 0 if it has none.
    steps: Vec<u8>,
    /// By block; none of those that are like no other.
    sorts: Vec<Option<Sort>>,
}

/// The row of each block. Rows have numbers in the order of the first blocks that take them.
pub(super) fn rows(
    page: &Page,
    stats: &[TextStats],
    link_density: &[f32],
    places: &[Place],
    live: &[ContainerId],
    title: Option<u32>,
) -> Vec<u32> {
    let sort = |at: usize| {
        let (block, stats, density) = (&page.blocks[at], &stats[at], link_density[at]);
        let most = if stats.ends_sentence { SENTENCE_WORDS } else { WORDS };
        // In plain text all blocks are in one container, and each line counts.
        let is_open = block.container != 0 && stats.words <= most && title != Some(at as u32);
        is_open.then_some(Sort {
            kind: block.kind,
            is_link: density > LINK,
            is_plain: density < PLAIN,
            ends_sentence: stats.ends_sentence,
        })
    };
    let sorts = (0..stats.len()).map(sort).collect();
    let units = Units { page, stats, places, steps: steps(&page.containers, places, live), sorts };
    // By row, the blocks that take it.
    let mut taken: Vec<u32> = Vec::with_capacity(stats.len());
    let mut rows: Vec<u32> = Vec::with_capacity(stats.len());
    for block in 0..stats.len() {
        let row = units.like(block).map(|other| rows[other]).filter(|row| taken[*row as usize] < MOST);
        let row = row.unwrap_or_else(|| {
            taken.push(0);
            taken.len() as u32 - 1
        });
        taken[row as usize] += 1;
        rows.push(row);
    }
    rows
}

impl Units<'_> {
    /// The block before that a block is like.
    fn like(&self, block: usize) -> Option<usize> {
        let sort = self.sorts[block]?;
        match block.checked_sub(1) {
            Some(last) if self.is_next(last, block, sort) => Some(last),
            _ => self.same_in_unit_before(block, sort),
        }
    }

    /// Whether two blocks, one right behind the other, are short and alike, in one container.
    fn is_next(&self, last: usize, block: usize, sort: Sort) -> bool {
        let words = self.words(last, block);
        let is_short = sort.is_link && words <= LINK_WORDS || sort.is_plain && words <= PLAIN_WORDS;
        let [one, other] = [last, block].map(|block| self.page.blocks[block].container);
        is_short && one == other && self.sorts[last] == Some(sort)
    }

    /// The block at the same place in the unit before, if it is of the same sort. A unit is what has a sibling of the same
    /// element and names: an item, a row, a teaser, a part of one.
    fn same_in_unit_before(&self, block: usize, sort: Sort) -> Option<usize> {
        let mut unit = self.page.blocks[block].container;
        for level in 0..LEVELS {
            let step = usize::from(*self.steps.get(unit as usize)?);
            if step > 0
                && self.sorts[block - step] == Some(sort)
                && (level > 0 || sort.is_item() || self.words(block - step, block) <= PLAIN_WORDS)
                && self.are_ways_alike(block, block - step, level)
            {
                return Some(block - step);
            }
            unit = self.page.containers[unit as usize].parent;
        }
        None
    }

    /// Words of the longer one of two blocks.
    fn words(&self, one: usize, other: usize) -> u32 {
        self.stats[one].words.max(self.stats[other].words)
    }

    /// Whether from two blocks so many levels outwards there are the same elements and names, and one container around both.
    fn are_ways_alike(&self, block: usize, other: usize, levels: usize) -> bool {
        let mut ids = [block, other].map(|block| self.page.blocks[block].container);
        for _ in 0..=levels {
            let [one, other] = ids.map(|id| self.places.get(id as usize).map(|place| place.signature));
            if one != other || one.is_none() {
                return false;
            }
            ids = ids.map(|id| self.page.containers[id as usize].parent);
        }
        ids[0] == ids[1]
    }
}

/// [`Units::steps`].
fn steps(containers: &[Container], places: &[Place], live: &[ContainerId]) -> Vec<u8> {
    let mut steps = vec![0; containers.len()];
    // By container, the last container seen inside of it, and the sibling before it.
    let (mut last_inside, mut before) = (vec![NONE; containers.len()], vec![NONE; containers.len()]);
    for id in live.iter().copied().filter(|id| *id != 0) {
        let own = &containers[id as usize];
        let mut sibling = std::mem::replace(&mut last_inside[own.parent as usize], id);
        before[id as usize] = sibling;
        for _ in 0..SIBLINGS {
            let Some(other) = containers.get(sibling as usize) else { break };
            let step = own.first_block - other.first_block;
            if step > REACH {
                break;
            }
            if places[sibling as usize].signature == places[id as usize].signature {
                steps[id as usize] = step as u8;
                break;
            }
            sibling = before[sibling as usize];
        }
    }
    steps
}

#[cfg(test)]
mod tests {
    use std::collections::HashMap;

    use proptest::prelude::*;

    use super::super::Facts;
    use super::super::names::NameWeights;
    use super::*;
    use crate::cleaner::segment_html;
    use crate::lines;
    use crate::options::Options;

    fn rows_of(html: &str) -> Vec<u32> {
        let page = segment_html(html, &Options::default());
        Facts::new(&page, &NameWeights::new(&[])).row_of
    }

    #[test]
    fn items_of_a_menu_and_cells_of_a_table_share_a_row() {
        assert_eq!(rows_of("<ul><li><a href=/a>Home</a><li><a href=/b>Local news</a></ul><p>Sport"), [0, 0, 1]);
        assert_eq!(rows_of("<table><tr><td>Length<td>3 m<tr><td>Weight<td>2 t</table>"), [0; 4]);
        assert_eq!(rows_of("<div><a href=/a>Home</a><br><br><a href=/b>Local news</a></div>"), [0; 2]);
        let long = format!("<ul>{}</ul>", "<li><a href=/>Home</a>".repeat(80));
        assert_eq!(rows_of(&long), (0..80).map(|item| item / MOST).collect::<Vec<_>>());
    }

    #[test]
    fn parts_of_teasers_share_rows() {
        let teaser =
            "<div class=card><h3><a href=/a>The ferry sails again</a></h3><p>After two years.</p><i>2 May</i></div>";
        assert_eq!(rows_of(&teaser.repeat(3)), [0, 1, 2].repeat(3));
        let other = teaser.replace("<p>After two years.</p>", "");
        assert_eq!(rows_of(&[teaser, &other].concat()), [0, 1, 2, 0, 3]);
        let apart = "<hr>".repeat(SIBLINGS)
            + &"<p>A line of its own stands here, longer than any that is like another one</p>".repeat(SIBLINGS);
        assert_eq!(rows_of(&format!("<div>{0}{apart}{0}</div>", "<h4>Local</h4>")), [0, 1, 2, 3, 4, 5]);
        let many =
            "<p>A line of its own stands here, longer than any that is like another one</p>".repeat(REACH as usize);
        let unit = format!("<div><h4>Local</h4>{many}</div>");
        assert_eq!(rows_of(&unit.repeat(2)), (0..2 * (REACH + 1)).collect::<Vec<_>>());
    }

    #[test]
    fn what_differs_does_not() {
        for other in [
            "<div>Local</div>",
            "<p><a href=/b>Local</a></p>",
            "<p>The mayor and the people of the town at the end of a long day</p>",
            "<p>Local.</p>",
            "<p class=now>Local</p>",
            "<h2>Local</h2>",
            "</div><div><div><p>Local</p></div>",
        ] {
            assert_eq!(rows_of(&format!("<div><p>Sport</p>{other}</div>")), [0, 1], "{other}");
        }
        assert_eq!(rows_of("<div><h2>What the mayor said then</h2><h2>More on this story</h2></div>"), [0, 1]);
        assert_eq!(rows_of("<p>The mayor spoke to us again.<p>The council did not answer her."), [0, 1]);
        assert_eq!(rows_of("<div>Sport of today<br><br>Local news of today</div>"), [0, 1]);
        assert_eq!(rows_of("<title>Local</title><div><p>Sport</p><p>Local</p></div>"), [0, 1]);
        let page = lines::segment("Sport\n\nLocal\n\nCulture", Options::default().limits());
        assert_eq!(Facts::new(&page, &NameWeights::new(&[])).row_of, [0, 1, 2]);
    }

    proptest! {
        #[test]
        fn rows_are_taken_by_some_blocks_near(html in "(<p>|<li>|<td>|<a href=/>|</a>|<div>|</div>|a |b. ){0,120}") {
            let (mut next, mut takers) = (0, HashMap::<u32, Vec<u32>>::new());
            for (block, row) in (0..).zip(rows_of(&html)) {
                prop_assert!(row <= next);
                next += u32::from(row == next);
                takers.entry(row).or_default().push(block);
            }
            for blocks in takers.values() {
                prop_assert!(blocks.len() <= MOST as usize);
                prop_assert!(blocks.last().is_some_and(|last| last - blocks[0] <= REACH * MOST));
            }
        }
    }
}
