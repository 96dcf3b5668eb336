//! Visible lines near the title: who wrote it, when.

use super::Source;
use super::dates::{Order, find, folded};
use super::found::{Field, Found};
use super::names;
use crate::page::{BlockId, Mark, Page, SpanKind};

/// Blocks before and after the title that are read.
const BEFORE: u32 = 6;
const AFTER: u32 = 14;
/// Longer lines tell a story (bytes).
const MAX_LINE: usize = 200;

/// Words that introduce the date of a change.
const UPDATED: &[&str] = &[
    "updated",
    "update",
    "modified",
    "last modified",
    "revised",
    "edited",
    "aktualisiert",
    "geändert",
    "zuletzt",
    "stand",
    "mis à jour",
    "maj",
    "modifié",
    "actualizado",
    "actualizada",
    "aggiornato",
    "aggiornata",
    "ultima modifica",
    "atualizado",
    "atualizada",
    "bijgewerkt",
    "gewijzigd",
    "aktualizacja",
    "zaktualizowano",
    "uppdaterad",
    "oppdatert",
    "opdateret",
    "päivitetty",
    "обновлено",
    "изменено",
    "оновлено",
    "güncellenme",
    "güncelleme",
    "son güncelleme",
    "ενημέρωση",
    "diperbarui",
    "更新",
    "最終更新",
    "수정",
    "تحديث",
    "अपडेट",
];

/// Parts of addresses of pages about authors.
const AUTHOR_PATHS: &[&str] = &[
    "/author/",
    "/authors/",
    "/autor/",
    "/autoren/",
    "/auteur/",
    "/auteurs/",
    "/people/",
    "/profile/",
    "/profiles/",
    "/staff/",
    "/contributor/",
    "/contributors/",
    "/by/",
    "/writers/",
    "/writer/",
    "/journalist/",
    "/journalists/",
    "/reporter/",
    "/redakteur/",
    "/autore/",
    "/autores/",
    "/bio/",
    "/team/",
    "/columnist/",
    "/columnists/",
    "?author=",
    "/@",
    "/byline/",
    "/person/",
    "/user/",
    "/users/",
    "/members/",
    "/member/",
    "/redaktion/",
    "/about-us/people",
];

/// Reads the lines around the title, or at the start of a page that shows none.
pub(super) fn read(page: &Page, anchor: Option<BlockId>, order: Order, found: &mut Found) {
    let blocks = page.blocks.len() as u32;
    let first = anchor.map_or(0, |anchor| anchor.saturating_sub(BEFORE));
    let last = anchor.map_or(AFTER, |anchor| anchor + AFTER).min(blocks);
    let mut label: Option<bool> = None;
    for id in first..last {
        let text = page.block_text(id);
        if text.len() > MAX_LINE || Some(id) == anchor {
            label = None;
            continue;
        }
        let distance = anchor.map_or(id, |anchor| anchor.abs_diff(id)).min(19) as u8;
        author_links(page, id, distance, found);
        for line in text.lines() {
            byline(line, distance, order, found);
            date_line(line, distance, label, order, found);
        }
        // "Last updated" may be a block of its own, before the date's.
        label = (text.len() < 40 && find(&folded(text), order).is_none()).then(|| says_updated(&folded(text)));
    }
}

/// Links to pages about authors.
fn author_links(page: &Page, id: BlockId, distance: u8, found: &mut Found) {
    for span in page.block_spans(id).iter().filter(|span| span.kind == SpanKind::Link) {
        let target = page.value(span.target).to_ascii_lowercase();
        let text = &page.text[span.text.usize()];
        let person = text.split_whitespace().count() >= 2 && is_person(text.trim());
        if span.author && text.len() < 80 {
            found.add_to_list(Field::Authors, Source::Link, 34, text);
        } else if person && AUTHOR_PATHS.iter().any(|path| target.contains(path)) {
            found.add_to_list(Field::Authors, Source::Link, 46 + distance / 4, text);
        }
    }
}

/// "By Ann Lee", "3 May 2024 | By Ann Lee", "Posted on May 3 by Ann Lee".
fn byline(line: &str, distance: u8, order: Order, found: &mut Found) {
    const SIGNS: &[char] = &['|', '\u{b7}', '\u{2022}', '\u{2014}', '\u{2013}', '\u{ff5c}'];
    for part in line.split(SIGNS) {
        let part = part.trim();
        let lead = if names::has_lead(part) { Some(part) } else { after_date(part, order) };
        let Some(part) = lead.filter(|part| names::has_lead(part)) else { continue };
        let names = names::names(part);
        if !names.is_empty() && names.len() <= 6 && names.iter().all(|name| is_person(name)) {
            found.add_to_list(Field::Authors, Source::Text, 56 + distance / 2, &names.join(", "));
            return;
        }
    }
}

/// What follows the date in a line, from the word that introduces an author on.
fn after_date(line: &str, order: Order) -> Option<&str> {
    find(&folded(line), order)?;
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
    (2..=5).contains(&words.len()) && words.iter().all(caps) && !text.chars().any(|c| c.is_ascii_digit())
        || caseless && !text.is_empty() && text.chars().count() <= 12
}

/// Whether a line in a byline's element can be a name.
pub(super) fn is_name_line(line: &str) -> bool {
    let names = names::names(line);
    !names.is_empty() && names.iter().all(|name| is_person(name) || names.len() == 1 && one_word(name))
}

fn one_word(name: &str) -> bool {
    !name.contains(' ') && name.chars().count() >= 3 && name.chars().next().is_some_and(char::is_uppercase)
}

/// A short line with a date.
fn date_line(line: &str, distance: u8, label: Option<bool>, order: Order, found: &mut Found) {
    let folded = folded(line);
    let Some(date) = find(&folded, order).filter(|date| date.stamp.has_day()) else { return };
    let before = &folded[..date.range.start];
    let after = &folded[date.range.end..];
    // A date inside a sentence is no date line.
    if before.split_whitespace().count() > 8 || after.split_whitespace().count() > 10 {
        return;
    }
    let updated = says_updated(before) || before.trim().is_empty() && label == Some(true);
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
    UPDATED.iter().any(|word| {
        before.match_indices(word).take(4).any(|(at, _)| {
            let start = before[..at].chars().next_back().is_none_or(|c| !c.is_alphanumeric());
            start && before[at + word.len()..].split_whitespace().count() <= 4
        })
    })
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
