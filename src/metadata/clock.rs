//! Times of day and time zones.

use super::tokens::{Item, Token};

/// As in `T10:30:00`.
pub(super) fn format(hour: u64, minute: u64, second: u64) -> Option<String> {
    (hour < 24 && minute < 60 && second < 61).then(|| format!("T{hour:02}:{minute:02}:{:02}", second.min(59)))
}

/// A time at the start of the tokens, with its zone, and how many tokens it takes.
pub(super) fn read(items: &[Item<'_>]) -> Option<(String, usize)> {
    let mut at = 0;
    // "at", "um", "à", "om", the T of ISO 8601, a weekday.
    while at < 2 && matches!(items.get(at)?.token, Token::Word(word) if word.chars().count() <= 4) {
        at += 1;
    }
    let hour = number(items.get(at)?)?;
    if items[at].gap.chars().count() > 4 || items[at].gap.contains(['+', '#']) {
        return None;
    }
    at += 1;
    let next = items.get(at)?;
    // `9h14`, `10 Uhr 30`, `9時14分` and `10:30`; a bare hour is too little to be sure.
    let mut used_h = false;
    if matches!(next.token, Token::Word("h" | "uhr" | "時" | "时" | "点" | "點" | "시")) && next.gap.trim().is_empty()
    {
        used_h = true;
        at += 1;
    }
    let minute = items.get(at).filter(|item| matches!(item.gap, ":" | ".") || used_h && item.gap.trim().is_empty())?;
    let minute_value = number(minute).filter(|_| is_two_digits(minute))?;
    at += 1;
    let second = items.get(at).filter(|item| item.gap == ":" && is_two_digits(item)).and_then(number);
    at += usize::from(second.is_some());
    if second.is_some() && items.get(at).is_some_and(|item| matches!(item.gap, "." | ",") && number_any(item)) {
        at += 1;
    }
    let (hour, at) = half_day(items, at, hour);
    let mut time = format(hour, minute_value, second.unwrap_or(0))?;
    let (zone, at) = zone(items, at);
    time.push_str(&zone);
    Some((time, at))
}

fn number(item: &Item<'_>) -> Option<u64> {
    match item.token {
        Token::Number { value, digits: 1 | 2 } => Some(value),
        _ => None,
    }
}

fn number_any(item: &Item<'_>) -> bool {
    matches!(item.token, Token::Number { .. })
}

fn is_two_digits(item: &Item<'_>) -> bool {
    matches!(item.token, Token::Number { digits: 2, .. })
}

/// The hour on a clock of 24, after `a.m.` or `p.m.`.
fn half_day(items: &[Item<'_>], at: usize, hour: u64) -> (u64, usize) {
    let word = |at: usize| match items.get(at).map(|item| item.token) {
        Some(Token::Word(word)) => word,
        _ => "",
    };
    let (half, used) = match (word(at), word(at + 1)) {
        ("am", _) => ("a", 1),
        ("pm", _) => ("p", 1),
        (half @ ("a" | "p"), "m") => (half, 2),
        _ => return (hour, at),
    };
    let hour = match (half, hour) {
        ("a", 12) => 0,
        ("p", 1..12) => hour + 12,
        _ => hour,
    };
    (hour, at + used)
}

/// The zone as an offset; empty when there is none.
fn zone(items: &[Item<'_>], at: usize) -> (String, usize) {
    let Some(item) = items.get(at) else { return (String::new(), at) };
    let sign = item.gap.trim();
    match item.token {
        Token::Number { value, digits: 4 } if matches!(sign, "+" | "-") && value <= 1400 => {
            (format!("{sign}{:02}:{:02}", value / 100, value % 100), at + 1)
        }
        Token::Number { value, digits: 2 } if matches!(sign, "+" | "-") && value <= 14 => {
            let minutes = items.get(at + 1).filter(|item| item.gap == ":").and_then(number);
            (format!("{sign}{value:02}:{:02}", minutes.unwrap_or(0)), at + 1 + usize::from(minutes.is_some()))
        }
        Token::Word(word) if item.gap.chars().count() <= 2 => match named_zone(word) {
            Some(offset) => (offset.to_owned(), at + 1),
            None => (String::new(), at),
        },
        _ => (String::new(), at),
    }
}

fn named_zone(word: &str) -> Option<&'static str> {
    Some(match word {
        "z" | "utc" | "gmt" => "Z",
        "bst" | "cet" | "mez" => "+01:00",
        "cest" | "mesz" | "eet" => "+02:00",
        "eest" | "msk" => "+03:00",
        "jst" | "kst" => "+09:00",
        "edt" => "-04:00",
        "est" | "cdt" => "-05:00",
        "mdt" => "-06:00",
        "pdt" | "mst" => "-07:00",
        "pst" => "-08:00",
        _ => return None,
    })
}
