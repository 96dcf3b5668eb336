//! Lines on the whole page that are labelled as the date or the author's.

use super::Source;
use super::dates::{Order, Stamp, find_in};
use super::found::{Field, Found};
use super::lexicon::LEXICON;
use super::names;
use super::visible::{MAX_LINE, is_about_a_book, is_code, is_person, is_span, says, says_event, says_helper};
use crate::page::{BlockId, Page};

/// A line that says when the text was published or changed.
pub(super) struct Dated {
    block: BlockId,
    field: Field,
    /// From the date on, folded.
    text: String,
    stamp: Stamp,
}

/// The lines that are labelled as the date.
pub(super) fn dates(page: &Page, order: Order) -> Vec<Dated> {
    let mut label = "";
    let mut all = Vec::new();
    for id in 0..page.blocks.len() as BlockId {
        let text = page.block_text(id);
        let label = std::mem::replace(&mut label, if text.len() < 30 { text } else { "" });
        if text.len() > MAX_LINE || is_code(page, id) {
            continue;
        }
        for line in text.lines().take(6) {
            let Some((folded, date)) = find_in(line, order).filter(|(_, date)| date.stamp.has_day()) else { continue };
            // "Published" may be a block of its own, before the date's.
            let before = match &folded[..date.range.start] {
                "" => super::dates::folded(label),
                before => before.to_owned(),
            };
            let before = before.as_str();
            if before.len() > 60 {
                continue;
            }
            let updated = says(&LEXICON.updated, before);
            let told = updated || says(&LEXICON.published, before);
            if told && !says_event(before) && !is_span(&folded[date.range.end..], order) {
                let field = if updated { Field::Modified } else { Field::Published };
                all.push(Dated { block: id, field, text: folded[date.range.start..].to_owned(), stamp: date.stamp });
            }
        }
    }
    all
}

/// Adds the dates of labelled lines; `skip` tells what belongs to something else. Without it they count where all of them
/// say the same.
pub(super) fn add_dates(lines: &[Dated], skip: Option<&dyn Fn(BlockId) -> bool>, rank: u8, found: &mut Found) {
    for field in [Field::Published, Field::Modified] {
        let own = |line: &&Dated| line.field == field && !skip.is_some_and(|skip| skip(line.block));
        let of = lines.iter().filter(own);
        let first = of.clone().next().map(|line| line.stamp.date());
        let agreed = skip.is_some() || of.clone().all(|line| Some(line.stamp.date()) == first);
        if agreed {
            of.for_each(|line| found.add(field, Source::Text, rank, &line.text));
        }
    }
}

/// Reads lines that are labelled as the author's, on the whole page; `skip` tells what belongs to something else.
pub(super) fn authors(page: &Page, skip: impl Fn(BlockId) -> bool, found: &mut Found) {
    let mut introduced = false;
    // Bylines that are a block of their own; several that differ stand at teasers.
    let mut alone: Vec<String> = Vec::new();
    for id in 0..page.blocks.len() as BlockId {
        let text = page.block_text(id);
        let introduced = std::mem::replace(&mut introduced, text.len() < 40 && names::is_strong_lead(text));
        if text.len() > MAX_LINE {
            continue;
        }
        let people = |line: &str| -> Vec<String> {
            names::names(line).into_iter().take_while(|name| is_person(name)).take(5).collect()
        };
        let rank = match text.lines().take(6).find(|line| names::has_strong_lead(line)) {
            Some(_) => 200,
            None if introduced => 199,
            None if text.len() < 60 && names::has_lead(text) => 0,
            None => continue,
        };
        let line = text.lines().take(6).find(|line| rank != 200 || names::has_strong_lead(line)).unwrap_or_default();
        let names = people(line);
        if !(1..=4).contains(&names.len()) || says_helper(line) || skip(id) || is_about_a_book(page, id) {
            continue;
        }
        let names = names.join(", ");
        match rank {
            0 if !alone.contains(&names) && alone.len() < 2 => alone.push(names),
            0 => {}
            _ => found.add(Field::Authors, Source::Text, rank, &names),
        }
    }
    if let [names] = alone.as_slice() {
        found.add(Field::Authors, Source::Text, 201, names);
    }
}
