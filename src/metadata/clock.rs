//! Times of day and time zones.

use jiff::civil::{Date, Time};
use jiff::tz::Offset;

use super::tokens::{Item, Token};

/// The furthest zone from universal time (minutes): the Line Islands.
const MAX_ZONE: i32 = 14 * 60;

/// A time of day, with its zone when the page gives it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Clock {
    time: Time,
    zone: Option<Offset>,
}

impl Clock {
    pub(super) fn new(time: Time, zone: Option<Offset>) -> Self {
        Clock { time, zone }
    }

    /// Without a zone. A leap second is the one before it.
    pub(super) fn local(hour: u64, minute: u64, second: u64) -> Option<Self> {
        let [hour, minute, second] =
            [hour, minute, if second == 60 { 59 } else { second }].map(|part| i8::try_from(part).unwrap_or(-1));
        Some(Clock { time: Time::new(hour, minute, second, 0).ok()?, zone: None })
    }

    /// As in `10:30:00+02:00`.
    pub(super) fn iso(&self) -> String {
        match self.zone.map(Offset::seconds) {
            None => self.time.to_string(),
            Some(0) => format!("{}Z", self.time),
            Some(seconds) => {
                let (sign, minutes) = (if seconds < 0 { '-' } else { '+' }, seconds.abs() / 60);
                format!("{}{sign}{:02}:{:02}", self.time, minutes / 60, minutes % 60)
            }
        }
    }

    pub(super) fn hour(&self) -> i8 {
        self.time.hour()
    }

    pub(super) fn is_midnight(&self) -> bool {
        self.time == Time::midnight()
    }

    pub(super) fn is_universal(&self) -> bool {
        self.zone == Some(Offset::UTC)
    }

    /// The moment, where the zone is known.
    pub(super) fn seconds_since_1970(&self, date: Date) -> Option<i64> {
        Some(self.zone?.to_timestamp(date.to_datetime(self.time)).ok()?.as_second())
    }
}

/// A time at the start of the tokens, with its zone, and how many tokens it takes.
pub(super) fn read(items: &[Item<'_>]) -> Option<(Clock, usize)> {
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
    let time = Clock::local(hour, minute_value, second.unwrap_or(0))?;
    let (zone, at) = zone(items, at);
    Some((Clock { zone, ..time }, at))
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

/// The zone as an offset, and the token after it.
fn zone(items: &[Item<'_>], at: usize) -> (Option<Offset>, usize) {
    let Some(item) = items.get(at) else { return (None, at) };
    let sign = item.gap.trim();
    let offset = |hours: u64, minutes: u64| {
        let minutes = i32::try_from(hours * 60 + minutes).ok().filter(|minutes| *minutes <= MAX_ZONE)?;
        Offset::from_seconds(if sign == "-" { -minutes } else { minutes } * 60).ok()
    };
    match item.token {
        Token::Number { value, digits: 4 } if matches!(sign, "+" | "-") => {
            let zone = offset(value / 100, value % 100);
            (zone, at + usize::from(zone.is_some()))
        }
        Token::Number { value, digits: 2 } if matches!(sign, "+" | "-") => {
            let minutes = items.get(at + 1).filter(|item| item.gap == ":").and_then(number);
            let zone = offset(value, minutes.unwrap_or(0));
            (zone, at + if zone.is_some() { 1 + usize::from(minutes.is_some()) } else { 0 })
        }
        Token::Word(word) if item.gap.chars().count() <= 2 => match named_zone(word) {
            Some(hours) => (Some(Offset::constant(hours)), at + 1),
            None => (None, at),
        },
        _ => (None, at),
    }
}

/// Hours from universal time.
fn named_zone(word: &str) -> Option<i8> {
    Some(match word {
        "z" | "utc" | "gmt" => 0,
        "bst" | "cet" | "mez" => 1,
        "cest" | "mesz" | "eet" => 2,
        "eest" | "msk" => 3,
        "jst" | "kst" => 9,
        "edt" => -4,
        "est" | "cdt" => -5,
        "mdt" => -6,
        "pdt" | "mst" => -7,
        "pst" => -8,
        _ => return None,
    })
}
