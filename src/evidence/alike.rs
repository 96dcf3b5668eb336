//! Blocks like the one before them, which take its row: the items of a menu, the cells of a table.
//!
//! Their numbers differ by their place and little else, and they are a quarter to a third of all blocks.

use super::places::Place;
use super::words::TextStats;
use crate::page::{Container, ContainerId, Page};

/// Blocks that take one row at most, so that what changes along a list is seen.
const MOST: u32 = 9;
/// Link density from which on a block is a link.
const LINK: f32 = 0.9;
/// Words of a block that may be like another: of a link, and of a block without any.
const LINK_WORDS: u32 = 5;
const WORDS: u32 = 3;

/// The row of each block, in order.
pub(super) fn rows(
    page: &Page,
    stats: &[TextStats],
    link_density: &[f32],
    places: &[Place],
    title: Option<u32>,
) -> Vec<u32> {
    let sort = |block: usize| {
        let (density, words) = (link_density[block], stats[block].words);
        let is_link = density > LINK && words <= LINK_WORDS;
        // In plain text all blocks are in one container, and each line counts.
        let is_open = page.blocks[block].container != 0 && title != Some(block as u32);
        (is_open && (is_link || density == 0.0 && words <= WORDS)).then_some((is_link, stats[block].ends_sentence))
    };
    let (mut row, mut taken, mut before) = (0, 0, None);
    let mut rows = Vec::with_capacity(stats.len());
    for (at, block) in page.blocks.iter().enumerate() {
        let own = sort(at).map(|sort| (sort, block.kind));
        let is_alike = own.is_some() && own == before && taken < MOST && {
            let other = page.blocks[at - 1].container;
            are_siblings(&page.containers, places, other, block.container)
        };
        (row, taken) = if is_alike { (row, taken + 1) } else { (row + u32::from(at > 0), 1) };
        before = own;
        rows.push(row);
    }
    rows
}

/// Whether two containers are one, or siblings or cousins of the same elements and names.
fn are_siblings(containers: &[Container], places: &[Place], one: ContainerId, other: ContainerId) -> bool {
    let get = |id: ContainerId| &containers[id as usize];
    let is_same =
        |one: ContainerId, other: ContainerId| places[one as usize].signature == places[other as usize].signature;
    let (above, beside) = (get(one).parent, get(other).parent);
    one == other
        || is_same(one, other) && (above == beside || is_same(above, beside) && get(above).parent == get(beside).parent)
}

#[cfg(test)]
mod tests {
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
        let long = format!("<ul>{}</ul>", "<li><a href=/>Home</a>".repeat(20));
        assert_eq!(rows_of(&long), (0..20).map(|item| item / MOST).collect::<Vec<_>>());
    }

    #[test]
    fn what_differs_does_not() {
        for other in [
            "<div>Local</div>",
            "<p><a href=/b>Local</a></p>",
            "<p>The mayor spoke again</p>",
            "<p>Local.</p>",
            "<p class=now>Local</p>",
            "<h2>Local</h2>",
            "</div><div><div><p>Local</p></div>",
        ] {
            assert_eq!(rows_of(&format!("<div><p>Sport</p>{other}</div>")), [0, 1], "{other}");
        }
        assert_eq!(rows_of("<title>Local</title><div><p>Sport</p><p>Local</p></div>"), [0, 1]);
        let page = lines::segment("Sport\n\nLocal\n\nCulture", Options::default().limits());
        assert_eq!(Facts::new(&page, &NameWeights::new(&[])).row_of, [0, 1, 2]);
    }

    proptest! {
        #[test]
        fn rows_go_on_one_by_one(html in "(<p>|<li>|<td>|<a href=/>|</a>|<div>|</div>|a |b. ){0,120}") {
            let rows = rows_of(&html);
            prop_assert!(rows.first().is_none_or(|row| *row == 0));
            prop_assert!(rows.windows(2).all(|two| two[1] == two[0] || two[1] == two[0] + 1));
            prop_assert!(rows.windows(MOST as usize + 1).all(|some| some[MOST as usize] > some[0]));
        }
    }
}
