//! Datelines of scripts with spaces: `PARIS, March 3 (AFP) - `, `KYIV, Ukraine — `, `(ANSA) - ROMA, 3 MAR - `.
//!
//! A dash after a capital word is no dateline. It takes an agency in brackets or after the place, a date, a second part
//! of the place, or a place that the report mentions again.

use super::{Around, Parts};
use crate::label::agency;
use crate::metadata::is_month;
use crate::page::fold;

/// Words of a part of a place, at most.
const MAX_WORDS: usize = 4;
/// Parts of a place, at most.
const MAX_PARTS: usize = 3;
/// Small words inside of places.
const PARTICLES: &str = "de la le les du des di da do del della dos das el al an am im a à au aux sur sous en und der den ob upon on \
    under of the and y e i na nad van von bei";
const DASHES: [char; 5] = ['—', '–', '-', '―', '−'];

/// Reads one at the start of a text.
pub(super) fn read<'a>(text: &'a str, around: &Around<'_>) -> Option<Parts<'a>> {
    if let Some((sender, after)) = bracket_first(text) {
        // "(ANSA) - ROMA, 3 MAR - "
        let plain = Parts { agency: Some(sender), end: after, ..Parts::default() };
        let inner = place_and_date(&text[after..], around, true).map(|parts| Parts {
            agency: Some(sender),
            end: parts.end + after,
            ..parts
        });
        return inner.or(Some(plain));
    }
    place_and_date(text, around, false)
}

/// An agency in brackets at the very start, with the dash that may follow.
fn bracket_first(text: &str) -> Option<(&str, usize)> {
    let inner = text.strip_prefix('(')?;
    let close = inner.find(')')?;
    let sender = &inner[..close];
    // "(CNN)": broadcasters sign like agencies.
    let broadcaster = (3..=4).contains(&sender.len()) && sender.bytes().all(|byte| byte.is_ascii_uppercase());
    let rest = &inner[close + 1..];
    let dashed = rest.trim_start().trim_start_matches(DASHES).trim_start();
    let has_dash = rest.trim_start().starts_with(DASHES);
    let starts = dashed.chars().next().is_none_or(|c| !c.is_lowercase() && (c.is_alphanumeric() || is_quote(c)));
    let joined = rest.starts_with(|c: char| c.is_uppercase());
    let signed = is_agency(sender) || broadcaster && (has_dash || joined);
    (signed && starts).then(|| (sender, text.len() - dashed.len()))
}

/// Place, date, agency and a dash.
fn place_and_date<'a>(text: &'a str, around: &Around<'_>, signed: bool) -> Option<Parts<'a>> {
    let (at, after) = dash(text)?;
    let mut parts = Parts { end: after, ..Parts::default() };
    let mut head = text[..at].trim_end().trim_end_matches('.');
    let mut bracketed = false;
    if let Some((before, inside, behind)) = bracket(head) {
        let behind = behind.trim_matches([',', ' ', '.']);
        if !behind.is_empty() && !is_date(behind) {
            return None;
        }
        parts.date = Some(behind).filter(|date| !date.is_empty());
        parts.agency = Some(inside);
        bracketed = true;
        head = before.trim_end().trim_end_matches(',');
    }
    let pieces: Vec<&str> = head.split(',').map(str::trim).collect();
    let dated = pieces.iter().position(|piece| is_date(piece)).unwrap_or(pieces.len());
    let (mut names, dates) = pieces.split_at(dated);
    if dates.iter().skip(1).any(|piece| !is_year(piece)) {
        return None;
    }
    if let (Some(first), Some(last)) = (dates.first(), dates.last()) {
        parts.date = Some(between(text, first, last));
    }
    // "JAKARTA, KOMPAS.com - "
    if let [_, .., last] = names
        && parts.agency.is_none()
        && (is_agency(last) || is_site(last, around))
    {
        (parts.agency, names) = (Some(*last), &names[..names.len() - 1]);
    }
    let (first, last) = (names.first()?, names.last()?);
    if names.len() > MAX_PARTS || !names.iter().all(|name| is_place(name)) {
        return None;
    }
    parts.place = Some(between(text, first, last));
    let known = parts.agency.is_some_and(is_agency);
    // "МОСКВА, 5 мая - РИА Новости. "
    if parts.agency.is_none()
        && let Some((sender, end)) = agency_after(text, after)
    {
        (parts.agency, parts.end) = (Some(sender), end);
    }
    let capitals = is_capitals(first);
    let sent = known || parts.agency.is_some() && !bracketed;
    let unknown = bracketed && !known && !parts.agency.is_some_and(is_sender);
    let rest = text[parts.end..].trim_start();
    let starts = rest.chars().next().is_none_or(|c| !c.is_lowercase());
    let several = names.len() > 1 || bracketed || parts.date.is_some();
    let told = sent || capitals && (several || signed || (around.recurs)(first) || around.alone);
    (told && !unknown && starts).then_some(parts)
}

/// The first dash that stands between words, and where the text goes on after it.
fn dash(text: &str) -> Option<(usize, usize)> {
    for (at, sign) in text.char_indices().filter(|(_, c)| DASHES.contains(c)) {
        let (before, after) = (&text[..at], &text[at + sign.len_utf8()..]);
        let doubled = after.starts_with('-');
        let spaced = before.ends_with([' ', '\u{a0}', '.', ')']) && after.starts_with([' ', '\u{a0}', '-']);
        let end = after.is_empty() && before.ends_with([' ', ')']);
        if spaced || end || sign == '—' {
            return Some((at, text.len() - if doubled { after.len() - 1 } else { after.len() }));
        }
    }
    None
}

/// What stands before, in and behind the last brackets.
fn bracket(text: &str) -> Option<(&str, &str, &str)> {
    let open = text.rfind('(')?;
    let close = open + text[open..].find(')')?;
    Some((&text[..open], text[open + 1..close].trim(), &text[close + 1..]))
}

/// An agency and the full stop or dash after it.
fn agency_after(text: &str, from: usize) -> Option<(&str, usize)> {
    let rest = &text[from..];
    let skipped = rest.len() - rest.trim_start().len();
    let rest = rest.trim_start();
    let stop =
        [". ", ".\u{a0}", " - ", " – ", " — "].iter().filter_map(|stop| Some((rest.find(stop)?, stop.len()))).min()?;
    let sender = rest[..stop.0].trim();
    is_agency(sender).then(|| (sender, from + skipped + stop.0 + stop.1))
}

/// Nothing but an agency, or several with slashes: `dpa/lni`.
fn is_agency(text: &str) -> bool {
    let first = text.split(['/', '-']).next().unwrap_or(text).trim();
    let whole = |text: &str| agency(text).is_some_and(|found| fold(found) == fold(text));
    !text.is_empty() && text.len() <= 40 && (whole(text) || whole(first))
}

/// Who may stand in brackets after a place in capitals: a short name with a capital.
fn is_sender(text: &str) -> bool {
    let words = text.split_whitespace().count();
    (1..=MAX_WORDS).contains(&words)
        && text.chars().next().is_some_and(|c| !c.is_lowercase() && c.is_alphabetic())
        && !text.chars().any(char::is_numeric)
}

fn is_site(text: &str, around: &Around<'_>) -> bool {
    let dotted = text.split_once('.').is_some_and(|(name, end)| name.len() > 1 && (2..=3).contains(&end.len()));
    let is_word = !text.contains(' ');
    dotted && is_word || (around.is_site)(text)
}

fn is_place(text: &str) -> bool {
    let words = text.split_whitespace().count();
    let is_name = |word: &str| {
        let bare = word.trim_matches(['.', '\'', '’', '-']);
        let particle = PARTICLES.split(' ').any(|particle| particle == bare);
        particle || bare.chars().next().is_some_and(|c| c.is_alphabetic() && !c.is_lowercase())
    };
    (1..=MAX_WORDS).contains(&words)
        && text.chars().next().is_some_and(|c| !c.is_lowercase())
        && text.split_whitespace().all(is_name)
        && text
            .chars()
            .all(|c| c.is_alphabetic() || matches!(c, ' ' | '.' | '\'' | '’' | '-' | '/' | '\u{a0}') || !c.is_ascii())
        && !text.contains([':', '"', '“', '”', '!', '?', '„', '«'])
}

/// Capitals only, and more than an abbreviation's worth of them.
fn is_capitals(text: &str) -> bool {
    let letters = || text.chars().filter(|c| c.is_alphabetic());
    letters().count() >= 3 && letters().all(char::is_uppercase)
}

/// A day and a month, in either order, or with a year.
fn is_date(text: &str) -> bool {
    let mut months = 0;
    let mut days = 0;
    for word in text.split([' ', '\u{a0}']).filter(|word| !word.is_empty()) {
        let bare = word.trim_matches(['.', ',', 'º', '°']);
        if bare.len() <= 4 && bare.chars().all(char::is_numeric) && !bare.is_empty() {
            days += 1;
        } else if is_month(bare) {
            months += 1;
        } else if !matches!(fold(bare).as_str(), "le" | "de" | "den" | "el" | "1er" | "1st" | "2nd" | "3rd" | "of") {
            return false;
        }
    }
    months == 1 && ((1..=2).contains(&days) || fold(text).contains("1er"))
}

fn is_year(text: &str) -> bool {
    text.len() == 4 && text.bytes().all(|byte| byte.is_ascii_digit())
}

fn is_quote(c: char) -> bool {
    matches!(c, '"' | '“' | '„' | '«' | '\'' | '‘')
}

/// The text from the start of one part to the end of another.
fn between<'a>(text: &'a str, first: &str, last: &str) -> &'a str {
    let start = first.as_ptr() as usize - text.as_ptr() as usize;
    let end = last.as_ptr() as usize - text.as_ptr() as usize + last.len();
    text.get(start..end).unwrap_or_default()
}

/// Whether a text mentions a place written in capitals in the middle of a sentence, in small letters with a capital:
/// "in Lagos". "Silence" would stand there in small letters.
pub(super) fn mentions(text: &str, place: &str) -> bool {
    let mut form = String::with_capacity(place.len());
    let mut inside = false;
    for c in place.chars() {
        if inside {
            form.extend(c.to_lowercase());
        } else {
            form.push(c);
        }
        inside = c.is_alphabetic();
    }
    let is_inside = |(at, _): (usize, &str)| {
        let before = text[..at].trim_end();
        let after = text[at + form.len()..].chars().next();
        before.len() < at && before.ends_with(char::is_lowercase) && !after.is_some_and(char::is_alphanumeric)
    };
    text.match_indices(form.as_str()).any(is_inside)
}
