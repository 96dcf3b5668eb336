//! Likeness to the page's title, and place relative to the block that repeats it.

use super::facts::Distances;
use super::{Columns, Facts, flag};
use crate::page::{BlockKind, Page, fold};

pub(super) const COLUMNS: &[&str] = &["likeness", "is_title", "after_title", "since_title", "title_steps", "found"];

/// A block repeats the title from this likeness on.
const ALIKE: f32 = 0.4;
/// What a first-level or second-level heading adds.
const HEADING_BONUS: f32 = 0.3;
/// Longest title compared, in words; longest block, in bytes a title word.
const MAX_WORDS: usize = 64;
const MAX_BYTES: usize = 600;
/// Beyond this many blocks a distance is just far.
const FAR: f32 = 100.0;

/// Shared words / all words of block and title (Jaccard), by block.
pub(super) fn likeness(page: &Page) -> Vec<f32> {
    let titles = titles(page);
    let mut likeness = vec![0.0; page.blocks.len()];
    if titles.is_empty() {
        return likeness;
    }
    for (block, likeness) in likeness.iter_mut().enumerate() {
        let text = page.block_text(block as u32);
        if text.len() > MAX_BYTES {
            continue;
        }
        let folded = fold(text);
        let mut words: Vec<&str> = folded.split(' ').filter(|word| !word.is_empty()).collect();
        words.sort_unstable();
        words.dedup();
        *likeness = titles.iter().map(|title| jaccard(title, &words)).fold(0.0, f32::max);
    }
    likeness
}

/// The page's own words for its title, each as sorted folded words.
fn titles(page: &Page) -> Vec<Vec<String>> {
    let metas = page.head.metas.iter().filter(|meta| matches!(meta.name.as_str(), "og:title" | "twitter:title"));
    let all = metas.map(|meta| meta.content.as_str()).chain([page.head.title.as_str()]);
    let words = |title: &str| {
        let mut words: Vec<String> =
            fold(title).split(' ').filter(|word| !word.is_empty()).take(MAX_WORDS).map(str::to_owned).collect();
        words.sort_unstable();
        words.dedup();
        words
    };
    let mut titles: Vec<Vec<String>> = all.map(words).filter(|words| !words.is_empty()).take(4).collect();
    titles.dedup();
    titles
}

fn jaccard(title: &[String], words: &[&str]) -> f32 {
    let shared = words.iter().filter(|word| title.binary_search_by(|other| other.as_str().cmp(word)).is_ok()).count();
    let all = title.len() + words.len() - shared;
    super::ratio(shared as f32, all as f32)
}

/// The block that repeats the title best; headings first.
pub(super) fn find(page: &Page, likeness: &[f32]) -> Option<u32> {
    let mut best = (ALIKE, None);
    for (block, data) in page.blocks.iter().enumerate() {
        let bonus = if matches!(data.kind, BlockKind::Heading(1 | 2)) { HEADING_BONUS } else { 0.0 };
        if likeness[block] >= ALIKE && likeness[block] + bonus > best.0 {
            best = (likeness[block] + bonus, Some(block as u32));
        }
    }
    best.1
}

pub(super) fn fill(facts: &Facts<'_>, out: &mut Columns<'_>) {
    let title = facts.title_block;
    let target = title.map(|block| facts.page.blocks[block as usize].container);
    let distances = target.map(|target| Distances::new(&facts.page.containers, target));
    for (block, data) in facts.page.blocks.iter().enumerate() {
        let since = title.map_or(-FAR, |title| (block as f32 - title as f32).clamp(-FAR, FAR));
        out.put(
            block,
            [
                facts.title_likeness[block],
                flag(title == Some(block as u32)),
                flag(title.is_some_and(|title| block as u32 > title)),
                since,
                distances.as_ref().map_or(0.0, |distances| distances.steps(data.container)),
                flag(title.is_some()),
            ],
        );
    }
}
