//! Visible lines near the title: who wrote it, when.

use super::Source;
use super::dates::{Order, find, find_in, folded};
use super::found::{Field, Found};
use super::lexicon::LEXICON;
use super::tokens::head;
use super::words::Phrases;
use super::{marked, names};
use crate::page::{BlockId, BlockKind, Mark, Page, SpanKind};

/// Blocks before and after the title that are read.
const BEFORE: u32 = 6;
const AFTER: u32 = 14;
/// Longer lines tell a story (bytes).
pub(super) const MAX_LINE: usize = 200;

/// Reads the lines around the title, or at the start of a page that shows none.
pub(super) fn read(page: &Page, anchor: Option<BlockId>, order: Order, found: &mut Found) {
    let elsewhere = |id: BlockId| marked::is_elsewhere(page, anchor, page.blocks[id as usize].container);
    let blocks = page.blocks.len() as u32;
    let first = anchor.map_or(0, |anchor| anchor.saturating_sub(BEFORE));
    let last = anchor.map_or(AFTER, |anchor| anchor + AFTER).min(blocks);
    let mut label = "";
    let mut author_next = false;
    for id in first..last {
        let text = page.block_text(id);
        if is_code(page, id) {
            continue;
        }
        let distance = anchor.map_or(id, |anchor| anchor.abs_diff(id)).min(19) as u8;
        if text.len() > MAX_LINE {
            label = "";
            opening_date(text, distance, order, found);
            continue;
        }
        if Some(id) == anchor {
            label = "";
            for line in text.lines().skip(1) {
                date_line(line, 1, "", order, found);
            }
            continue;
        }
        let has_link = page.block_spans(id).iter().any(|span| span.kind == SpanKind::Link);
        if has_link && !elsewhere(id) {
            author_links(page, id, distance, found);
        }
        let line = text.lines().next().unwrap_or_default();
        if author_next && is_person(line) && !says_helper(line) {
            found.add_to_list(Field::Authors, Source::Text, 57 + distance / 2, line);
        }
        // "Author" may be a block of its own, before the name's.
        author_next = text.len() < 24 && names::is_lead(text);
        for line in text.lines() {
            if let Some(name) = byline(line, order)
                && !is_about_a_book(page, id)
            {
                found.add_to_list(Field::Authors, Source::Text, 56 + distance / 2, &name);
            }
            date_line(line, distance, label, order, found);
        }
        // "Last updated" may be a block of its own, before the date's.
        label = if text.len() < 40 && find_in(text, order).is_none() { text } else { "" };
    }
}

/// Whether a block is code, data or output: dates in it are the program's.
pub(super) fn is_code(page: &Page, id: BlockId) -> bool {
    page.blocks[id as usize].kind == BlockKind::Preformatted
}

pub(super) fn says_helper(text: &str) -> bool {
    let folded = folded(text);
    LEXICON.helpers.maybe_in(&folded).any(|word| folded.contains(word))
}

/// Links to pages about authors.
fn author_links(page: &Page, id: BlockId, distance: u8, found: &mut Found) {
    let block = page.blocks[id as usize].text.usize();
    let previous = match id.checked_sub(1) {
        Some(previous) if page.blocks[previous as usize].text.len() < 40 => page.block_text(previous),
        _ => "",
    };
    for span in page.block_spans(id).iter().filter(|span| span.kind == SpanKind::Link) {
        let text = &page.text[span.text.usize()];
        let before = page.text.get(block.start..span.text.start as usize).unwrap_or_default();
        let before = if before.is_empty() { previous } else { before };
        let is_person = || text.split_whitespace().count() >= 2 && is_person(text.trim());
        let rank = if span.author && text.len() < 80 {
            34
        } else if is_about_author(page.value(span.target)) && (text.len() < 40 && names::is_lead(before) || is_person())
        {
            46 + distance / 4
        } else {
            continue;
        };
        if !says_helper(before) {
            found.add_to_list(Field::Authors, Source::Link, rank, text);
        }
    }
}

/// Whether an address is that of a page about an author.
fn is_about_author(address: &str) -> bool {
    let bytes = address.as_bytes();
    // All parts of paths that say so start with one of these.
    memchr::memchr2_iter(b'/', b'?', bytes).any(|at| {
        let is_here =
            |path: &&str| bytes.get(at..at + path.len()).is_some_and(|here| here.eq_ignore_ascii_case(path.as_bytes()));
        LEXICON.author_paths.iter().any(is_here)
    })
}

/// The names in "By Ann Lee", "3 May 2024 | By Ann Lee", "Posted on May 3 by Ann Lee".
fn byline(line: &str, order: Order) -> Option<String> {
    for part in line.split(is_sign) {
        let part = part.trim();
        if let Some(name) = signed(part) {
            return Some(name.to_owned());
        }
        let lead = if names::has_lead(part) { Some(part) } else { after_date(part, order) };
        let Some(part) = lead.filter(|part| names::has_lead(part)) else { continue };
        if says_helper(line) {
            return None;
        }
        let part = before_date(part, order);
        // "By Ann Lee, Dec 17, 2025".
        let all = names::names(part);
        let mut names: Vec<&str> = all.iter().map(String::as_str).take_while(|name| is_person(name)).collect();
        // "By The Example Team"; "03.05.2024 von Ann".
        if let ([], [name]) = (names.as_slice(), all.as_slice())
            && (is_team(name) || part.len() < line.len() && one_word(name) && is_capitalised(name))
        {
            names.push(name);
        }
        if !names.is_empty() && names.len() <= 6 {
            return Some(names.join(", "));
        }
    }
    None
}

/// Whether a sign stands between the parts of a line.
fn is_sign(c: char) -> bool {
    matches!(c, '|' | '\u{bb}' | '\u{b7}' | '\u{2022}' | '\u{22c5}' | '\u{2014}' | '\u{2013}' | '\u{ff5c}')
}

/// "한서윤 기자": a name, then what its bearer is, with an address or without.
fn signed(part: &str) -> Option<&str> {
    const MAX_NAME: usize = 6;
    if part.is_ascii() {
        return None;
    }
    let words =
        part.rsplit_once(' ').filter(|(_, last)| last.contains('@')).map_or(part, |(words, _)| words.trim_end());
    let name = LEXICON.signed.iter().find_map(|trade| words.strip_suffix(trade))?.trim_end();
    let is_name = (2..=MAX_NAME).contains(&name.chars().count()) && name.chars().all(|c| c as u32 > 0x2e80);
    (is_name && is_person(name)).then_some(name)
}

/// What stands before a date in a byline: "By Ann Lee May 3, 2024".
fn before_date(part: &str, order: Order) -> &str {
    let date = find_in(part, order).filter(|(folded, date)| date.range.start > 0 && folded.len() == part.len());
    date.and_then(|(_, date)| part.get(..date.range.start)).unwrap_or(part)
}

/// What follows the date in a line, from the word that introduces an author on.
fn after_date(line: &str, order: Order) -> Option<&str> {
    find_in(line, order)?;
    for (at, word) in super::words::words(line) {
        if matches!(
            word.to_lowercase().as_str(),
            "by" | "von" | "par" | "por" | "di" | "da" | "door" | "av" | "af" | "by:"
        ) {
            return Some(&line[at..]);
        }
    }
    None
}

/// Whether a text reads like one person's name: two to five words with capitals, or letters without case.
pub(super) fn is_person(text: &str) -> bool {
    const PARTICLES: &[&str] = &[
        "de", "van", "von", "der", "den", "la", "le", "du", "da", "di", "del", "della", "bin", "al", "el", "ter", "zu",
        "dos", "das", "do", "y", "e", "ibn", "ben", "af", "av", "zur", "dem",
    ];
    let words: Vec<&str> = text.split_whitespace().collect();
    let caps = |word: &&str| {
        let first = word.chars().find(|c| c.is_alphabetic());
        first.is_some_and(|c| c.is_uppercase() || !c.is_lowercase()) || PARTICLES.contains(word)
    };
    let caseless = text.chars().filter(|c| c.is_alphabetic()).all(|c| !c.is_uppercase() && !c.is_lowercase());
    let known = |word: &&str| LEXICON.not_names.has(word.trim_end_matches(['.', ':']));
    if words.iter().any(known) {
        return false;
    }
    (2..=5).contains(&words.len()) && words.iter().all(caps) && !text.chars().any(|c| c.is_ascii_digit())
        || caseless && !text.is_empty() && text.chars().count() <= 12
}

/// The names in a line of a byline's element: people, else the one account or team.
pub(super) fn names_in(line: &str) -> Vec<String> {
    let names = names::names(line);
    let people: Vec<String> = names.iter().filter(|name| is_person(name)).cloned().collect();
    if !people.is_empty() {
        return people;
    }
    let mut rest = names.into_iter().filter(|name| one_word(name) || is_team(name));
    match (rest.next(), rest.next()) {
        (Some(name), None) => vec![name],
        _ => Vec::new(),
    }
}

/// "The Example Team".
fn is_team(name: &str) -> bool {
    let group = name.split(' ').next_back().is_some_and(names::is_group);
    // "By the editors" names nobody.
    group && name.split(' ').count() <= 5 && name.starts_with(char::is_uppercase)
}

fn is_capitalised(name: &str) -> bool {
    name.starts_with(char::is_uppercase) && name.contains(char::is_lowercase)
}

fn one_word(name: &str) -> bool {
    !name.contains(' ') && name.chars().count() >= 3 && !LEXICON.not_names.has(name)
}

/// Whether a line beside this one names a publisher: then an author's line tells who wrote the book that is reviewed.
pub(super) fn is_about_a_book(page: &Page, id: BlockId) -> bool {
    let last = (id + 3).min(page.blocks.len() as u32 - 1);
    (id.saturating_sub(3)..=last)
        .map(|id| page.block_text(id))
        .filter(|text| text.len() < MAX_LINE)
        .any(|text| LEXICON.publishers.has(text.split([':', ' ']).next().unwrap_or_default()))
}

/// A date at the start of a story: "Press release of 25 January 2022 | Berlin".
fn opening_date(text: &str, distance: u8, order: Order, found: &mut Found) {
    let Some((folded, date)) = find_in(text, order).filter(|(_, date)| date.stamp.has_day()) else { return };
    let before = &folded[..date.range.start];
    let sign = folded[date.range.end..].trim_start().starts_with(['-', '\u{2013}', '\u{2014}', '|', ':', ')', '\n']);
    if sign && before.len() < 40 && before.split_whitespace().count() <= 3 && !says_updated(before) {
        found.add(Field::Published, Source::Text, 70 + distance, &folded[date.range.start..date.range.end]);
    }
}

/// A short line with a date; `label` is the line before it.
fn date_line(line: &str, distance: u8, label: &str, order: Order, found: &mut Found) {
    let Some((folded, date)) = find_in(line, order).filter(|(_, date)| date.stamp.has_day()) else { return };
    // A byline may stand before it.
    let before = folded[..date.range.start].rsplit(is_sign).next().unwrap_or_default();
    let after = &folded[date.range.end..];
    if says_event(before) || is_span(after, order) {
        return;
    }
    // A date inside a sentence is no date line.
    if before.split_whitespace().count() > 8 || after.split_whitespace().count() > 10 {
        return;
    }
    let updated =
        if before.trim().is_empty() { says_updated(&super::dates::folded(label)) } else { says_updated(before) };
    let field = if updated { Field::Modified } else { Field::Published };
    let text = &folded[date.range.start..];
    found.add(field, Source::Text, 56 + distance.min(20), text);
    // "3 May 2024, updated 5 May 2024".
    if let Some(second) = find(after, order).filter(|date| date.stamp.has_day()) {
        let between = &after[..second.range.start];
        let field = if says_updated(between) { Field::Modified } else { Field::Published };
        if between.split_whitespace().count() <= 6 && (field == Field::Modified || updated) {
            found.add(field, Source::Text, 57 + distance.min(20), &after[second.range.start..]);
        }
    }
}

/// Whether a folded text ends with a word for a change, or holds one before a colon.
pub(super) fn says_updated(before: &str) -> bool {
    says(&LEXICON.updated, before)
}

/// Whether a folded text introduces the date of something else: a deadline, an event, the day somebody joined.
pub(super) fn says_event(before: &str) -> bool {
    LEXICON.events.maybe_in(before).any(|word| {
        let Some(at) = before.rfind(word) else { return false };
        let (head, tail) = (&before[..at], &before[at + word.len()..]);
        // Scripts without blanks have no ends of words.
        let whole = word.contains(|c| c as u32 > 0x2e80)
            || !head.ends_with(char::is_alphanumeric) && !tail.starts_with(char::is_alphanumeric);
        whole && tail.split_whitespace().count() <= 3
    })
}

/// Whether what follows a date makes it the first of two days, or of two hours of an event.
pub(super) fn is_span(after: &str, order: Order) -> bool {
    const DASHES: &[char] = &['-', '\u{2013}', '\u{2014}'];
    let rest = after.trim_start().trim_start_matches("uhr").trim_start();
    let Some(rest) = rest.strip_prefix(DASHES).map(str::trim_start) else { return false };
    let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
    (1..=2).contains(&digits) && rest[digits..].starts_with(':')
        || find(rest, order).is_some_and(|date| date.range.start == 0 && date.stamp.has_day())
}

pub(super) fn says(words: &Phrases, before: &str) -> bool {
    words.maybe_in(before).any(|word| {
        before.match_indices(word).take(4).any(|(at, _)| {
            let start = before[..at].chars().next_back().is_none_or(|c| !c.is_alphanumeric());
            start && before[at + word.len()..].split_whitespace().count() <= 4
        })
    })
}

/// The folded text of the line behind a mark's text, as far as a date in it is looked for.
pub(super) fn after(page: &Page, mark: &Mark) -> String {
    let rest = page.text.get(mark.text.end as usize..).unwrap_or_default();
    folded(head(rest).lines().next().unwrap_or_default())
}

/// The folded text of the line before a mark's text: "Updated: <time>".
pub(super) fn before(page: &Page, mark: &Mark) -> String {
    let end = mark.text.start as usize;
    let Some(text) = page.text.get(..end) else { return String::new() };
    let mut start = text.len().saturating_sub(40);
    while !text.is_char_boundary(start) {
        start += 1;
    }
    // The element's own text may hold the word, too.
    let own = page.text.get(mark.text.usize()).unwrap_or_default();
    let line = text[start..].trim_end_matches('\n').rsplit('\n').next().unwrap_or_default();
    let own: String = own.chars().take(40).collect();
    let own_label = own.split(|c: char| c.is_ascii_digit()).next().unwrap_or_default();
    folded(&format!("{line} {own_label}"))
}
