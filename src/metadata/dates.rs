//! Dates as pages write them, to ISO 8601.

use std::collections::HashMap;
use std::sync::LazyLock;

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::Offset;

use super::clock::{self, Clock};
pub(super) use super::tokens::folded;
use super::tokens::{Item, Token, head, items, may_hold_date, token_len};

/// Years outside are no dates of web pages, but of what they tell.
const YEARS: std::ops::RangeInclusive<u16> = 1971..=2100;

/// A date, with the time and zone when they are known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Stamp {
    /// The first of the month when only the month is known.
    date: Date,
    has_day: bool,
    time: Option<Clock>,
    /// Day and month could change places.
    ambiguous: bool,
}

/// How a page writes a date of numbers only.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Order {
    DayFirst,
    MonthFirst,
}

impl Order {
    /// By the page's language tag: of the large countries only the United States write the month first.
    pub(super) fn of(language: &str) -> Order {
        let language = language.to_ascii_lowercase().replace('_', "-");
        match language.as_str() {
            "" | "en" | "en-us" | "en-ph" => Order::MonthFirst,
            _ => Order::DayFirst,
        }
    }
}

static MONTHS: LazyLock<HashMap<&'static str, u8>> = LazyLock::new(|| {
    let mut months = HashMap::new();
    for line in include_str!("data/months.txt").lines().filter(|line| !line.starts_with('#')) {
        let names = line.split_once(' ').map_or("", |(_, names)| names);
        for (names, month) in names.split('|').zip(1u8..) {
            for name in names.split_ascii_whitespace() {
                // Earlier languages win: "mar" is March, whatever it is further down.
                months.entry(name).or_insert(month);
            }
        }
    }
    months
});

/// Whether a word is a month in any of the languages.
pub(crate) fn is_month(word: &str) -> bool {
    MONTHS.contains_key(folded(word).trim())
}

impl Stamp {
    fn new(year: u16, month: u8, day: u8) -> Option<Stamp> {
        YEARS.contains(&year).then_some(())?;
        // Day 0 stands for a month without a day.
        let date = Date::new(year as i16, month as i8, day.max(1) as i8).ok()?;
        Some(Stamp { date, has_day: day > 0, time: None, ambiguous: false })
    }

    /// As ISO 8601.
    pub(super) fn iso(&self) -> String {
        match &self.time {
            _ if !self.has_day => format!("{:04}-{:02}", self.date.year(), self.date.month()),
            Some(time) => format!("{}T{}", self.date, time.iso()),
            None => self.date.to_string(),
        }
    }

    /// With day and month changed, where the page leaves open which is which.
    pub(super) fn swapped(&self) -> Option<Stamp> {
        let date = Date::new(self.date.year(), self.date.day(), self.date.month()).ok()?;
        (self.ambiguous && date != self.date).then_some(Stamp { date, ..*self })
    }

    /// The day, for comparison; the first of the month where no day is known.
    pub(super) fn date(&self) -> Date {
        self.date
    }

    /// Whether `local` can be the date of this moment, given in universal time, where the page was made.
    pub(super) fn is_universal_of(&self, local: &Stamp) -> bool {
        // Midnight to the second stands for a day without an hour.
        let Some(time) = self.time.filter(|time| time.is_universal() && !time.is_midnight()) else { return false };
        let hour = time.hour();
        local.has_day
            && (hour < 12 && self.date.yesterday().ok() == Some(local.date)
                || hour >= 13 && self.date.tomorrow().ok() == Some(local.date))
    }

    /// Whether both are the same minute, told in two zones.
    pub(super) fn is_same_moment(&self, other: &Stamp) -> bool {
        let seconds = |stamp: &Stamp| stamp.time.and_then(|time| time.seconds_since_1970(stamp.date));
        seconds(self).zip(seconds(other)).is_some_and(|(a, b)| a.abs_diff(b) < 60)
    }

    /// Whether the day is known.
    pub(super) fn has_day(&self) -> bool {
        self.has_day
    }

    /// From seconds since 1970.
    fn from_unix(seconds: u64) -> Option<Stamp> {
        let moment = Timestamp::from_second(i64::try_from(seconds).ok()?).ok()?;
        let moment = Offset::UTC.to_datetime(moment);
        let year = u16::try_from(moment.year()).ok().filter(|year| YEARS.contains(year));
        let time = Some(Clock::new(moment.time(), Some(Offset::UTC)));
        year.map(|_| Stamp { date: moment.date(), has_day: true, time, ambiguous: false })
    }
}

/// A date in a text: where it is, and what.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Found {
    pub stamp: Stamp,
    /// Bytes of the folded text.
    pub range: std::ops::Range<usize>,
}

/// The date that a machine-readable value holds.
pub(super) fn parse(value: &str, order: Order) -> Option<Stamp> {
    let value = value.trim();
    if value.bytes().all(|byte| byte.is_ascii_digit()) {
        let number: u64 = value.parse().ok()?;
        return match value.len() {
            10 => Stamp::from_unix(number),
            13 => Stamp::from_unix(number / 1000),
            _ => compact(value),
        };
    }
    find_in(value, order).map(|(_, found)| found.stamp)
}

/// `YYYYMMDD`, perhaps with a time.
fn compact(digits: &str) -> Option<Stamp> {
    let number = |range: std::ops::Range<usize>| digits.get(range)?.parse::<u16>().ok();
    if !matches!(digits.len(), 8 | 12 | 14) {
        return None;
    }
    let mut stamp = Stamp::new(number(0..4)?, number(4..6)? as u8, number(6..8)? as u8)?;
    if let (Some(hour), Some(minute)) = (number(8..10), number(10..12)) {
        stamp.time = Some(Clock::local(hour.into(), minute.into(), number(12..14).unwrap_or(0).into())?);
    }
    stamp.has_day.then_some(stamp)
}

/// The first date in a text, and the text folded.
pub(super) fn find_in(text: &str, order: Order) -> Option<(String, Found)> {
    let folded = may_hold_date(head(text)).then(|| folded(text))?;
    let found = search(&folded, order)?;
    Some((folded, found))
}

/// The first date in a folded text.
pub(super) fn find(text: &str, order: Order) -> Option<Found> {
    may_hold_date(text).then(|| search(text, order))?
}

/// The same for a text that has been asked whether it may hold one.
pub(super) fn search(text: &str, order: Order) -> Option<Found> {
    let items = items(text);
    let mut month_only = None;
    for at in 0..items.len() {
        let start = items[at].end - token_len(&items[at]);
        let Some((stamp, used)) = date_at(&items[at..], order) else { continue };
        let mut found = Found { stamp, range: start..items[at + used - 1].end };
        if !found.stamp.has_day {
            month_only = month_only.or(Some(found));
            continue;
        }
        let rest = &items[at + used..];
        if let Some((time, used_too)) = clock::read(rest) {
            found.stamp.time = Some(time);
            found.range.end = rest[used_too - 1].end;
        }
        return Some(found);
    }
    month_only
}

/// A date at the start of the tokens, and how many it takes.
fn date_at(items: &[Item<'_>], order: Order) -> Option<(Stamp, usize)> {
    match items.first()?.token {
        Token::Number { value, digits: 8 } => Some((compact(&value.to_string())?, 1)),
        Token::Number { value, digits: 4 } => year_first(value as u16, items),
        Token::Number { value, digits: 1 | 2 } => day_first(value as u8, items, order),
        // Few words are followed by a number, and fewer are months.
        Token::Word(word) if matches!(items.get(1)?.token, Token::Number { .. }) => {
            month_first(*MONTHS.get(word)?, items)
        }
        Token::Word(_) => None,
        Token::Number { .. } => None,
    }
}

/// A number of one or two digits after one of these gaps.
fn small(item: Option<&Item<'_>>, gaps: &[&str]) -> Option<u8> {
    let item = item?;
    match item.token {
        Token::Number { value, digits: 1 | 2 } if gaps.contains(&item.gap.trim()) => Some(value as u8),
        _ => None,
    }
}

fn year(item: Option<&Item<'_>>, gaps: &[&str]) -> Option<u16> {
    let item = item?;
    match item.token {
        Token::Number { value, digits: 4 } if gaps.contains(&item.gap.trim()) => Some(value as u16),
        _ => None,
    }
}

fn month(item: Option<&Item<'_>>) -> Option<u8> {
    let item = item?;
    match item.token {
        Token::Word(word) if item.gap.chars().all(|c| " ./-,·\u{2013}\u{a0}\u{ba}\u{aa}'".contains(c)) => {
            MONTHS.get(word).copied()
        }
        _ => None,
    }
}

/// `2024-05-03`, `2024年5月3日`, `2024. május 3.`
fn year_first(value: u16, items: &[Item<'_>]) -> Option<(Stamp, usize)> {
    const GAPS: &[&str] = &["-", "/", ".", "年", "년", "\u{2010}", "\u{2011}", ":", "_"];
    if let Some(named) = month(items.get(1)) {
        let day = small(items.get(2), &["", ".", "-"])?;
        return Some((Stamp::new(value, named, day)?, 3));
    }
    let number = small(items.get(1), GAPS)?;
    let separator = items[1].gap.trim();
    let after: &[&str] = match separator {
        "年" => &["月"],
        "년" => &["월"],
        _ => std::slice::from_ref(&separator),
    };
    match small(items.get(2), after) {
        Some(day) if day > 0 => Some((Stamp::new(value, number, day)?, 3)),
        _ if matches!(separator, "-" | "年" | "년") => Some((Stamp::new(value, number, 0)?, 2)),
        _ => None,
    }
}

/// `3 May 2024`, `3. Mai 2024`, `3 de mayo de 2024`, `03/05/2024`, `3.5.24`.
fn day_first(value: u8, items: &[Item<'_>], order: Order) -> Option<(Stamp, usize)> {
    const GAPS: &[&str] = &[".", "/", "-", "\u{2010}", "\u{2011}"];
    if let Some(second) = small(items.get(1), GAPS) {
        let separator = [items[1].gap.trim()];
        let short = small(items.get(2), &separator).filter(|_| token_len(&items[2]) == 2).map(|y| 2000 + u16::from(y));
        let long = year(items.get(2), &separator);
        let year = long.or(short.filter(|_| separator[0] != "-"))?;
        let swap = second > 12 || separator[0] != "." && order == Order::MonthFirst && value <= 12;
        let (month, day) = if swap { (value, second) } else { (second, value) };
        let mut stamp = Stamp::new(year, month, day).filter(Stamp::has_day)?;
        stamp.ambiguous = separator[0] != "." && value <= 12 && second <= 12;
        return Some((stamp, 3));
    }
    let mut at = 1;
    while at < 3 && matches!(items.get(at)?.token, Token::Word(word) if is_filler(word)) {
        at += 1;
    }
    let month = month(items.get(at))?;
    at += 1;
    if matches!(items.get(at)?.token, Token::Word(word) if is_filler(word)) {
        at += 1;
    }
    let year = year(items.get(at), &["", ",", ".", "-", "/", ",,", "·", "'"])?;
    (value > 0).then(|| Stamp::new(year, month, value)).flatten().map(|stamp| (stamp, at + 1))
}

/// `May 3, 2024`, `May 3rd 2024`, `May 2024`.
fn month_first(value: u8, items: &[Item<'_>]) -> Option<(Stamp, usize)> {
    if let Some(day) = small(items.get(1), &["", ".", "-", "/", ","]) {
        let mut at = 2;
        if matches!(items.get(at)?.token, Token::Word(word) if is_filler(word)) {
            at += 1;
        }
        let year = year(items.get(at), &["", ",", ".", "-", "/", ", ,", "\u{2019}", "'"])?;
        return (day > 0).then(|| Stamp::new(year, value, day)).flatten().map(|stamp| (stamp, at + 1));
    }
    let year = year(items.get(1), &["", ",", ".", "-"])?;
    Some((Stamp::new(year, value, 0)?, 2))
}

/// What may stand between day, month and year: ordinal endings and "of".
fn is_filler(word: &str) -> bool {
    matches!(
        word,
        "st" | "nd" | "rd" | "th" | "er" | "de" | "del" | "of" | "do" | "di" | "e" | "ro" | "na" | "den" | "ème" | "г"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn iso(text: &str, order: Order) -> Option<String> {
        parse(text, order).map(|stamp| stamp.iso())
    }

    #[test]
    fn machine_readable() {
        for (text, expected) in [
            ("2024-05-03", "2024-05-03"),
            ("2024-05-03T10:30:00+02:00", "2024-05-03T10:30:00+02:00"),
            ("2024-05-03T10:30:00.000Z", "2024-05-03T10:30:00Z"),
            ("2024-05-03T10:30:00.123+0200", "2024-05-03T10:30:00+02:00"),
            ("2024-05-03 10:30", "2024-05-03T10:30:00"),
            ("20240503", "2024-05-03"),
            ("20240503103000", "2024-05-03T10:30:00"),
            ("1714732200", "2024-05-03T10:30:00Z"),
            ("1714732200000", "2024-05-03T10:30:00Z"),
            ("Fri, 03 May 2024 10:30:00 GMT", "2024-05-03T10:30:00Z"),
            ("2024/05/03", "2024-05-03"),
        ] {
            assert_eq!(iso(text, Order::MonthFirst).as_deref(), Some(expected), "{text}");
        }
        assert_eq!(iso("0001-01-01T00:00:00Z", Order::DayFirst), None);
        assert_eq!(iso("2024-02-30", Order::DayFirst), None);
        assert_eq!(iso("99999999999999999999999999", Order::DayFirst), None);
    }

    #[test]
    fn in_many_languages() {
        for text in [
            "May 3, 2024",
            "May 3rd, 2024",
            "Published on 3 May 2024",
            "3. Mai 2024",
            "Stand: 03.05.2024, 10 Uhr",
            "Publié le 3 mai 2024",
            "3 de mayo de 2024",
            "3 maggio 2024",
            "3 de maio de 2024",
            "3 mei 2024",
            "3 maja 2024",
            "den 3 maj 2024",
            "3. mai 2024",
            "3. toukokuuta 2024",
            "3 мая 2024",
            "3 травня 2024",
            "3 Mayıs 2024",
            "3 Μαΐου 2024",
            "٣ مايو ٢٠٢٤",
            "3 मई 2024",
            "3 Mei 2024",
            "2024年5月3日",
            "2024년 5월 3일",
        ] {
            let found = iso(text, Order::DayFirst).unwrap_or_default();
            assert!(found.starts_with("2024-05-03"), "{text}: {found}");
        }
    }

    #[test]
    fn with_the_hour() {
        for text in [
            "3 May 2024, 5:20 pm",
            "3. Mai 2024, 17.20 Uhr",
            "Publié le 3 mai 2024 à 17h20",
            "2024年5月3日 17時20分",
            "2024年5月3日17时20分",
            "2024년 5월 3일 17시 20분",
        ] {
            assert_eq!(iso(text, Order::DayFirst).as_deref(), Some("2024-05-03T17:20:00"), "{text}");
        }
    }

    #[test]
    fn numbers_only() {
        assert_eq!(iso("03/05/2024", Order::DayFirst).as_deref(), Some("2024-05-03"));
        assert_eq!(iso("05/03/2024", Order::MonthFirst).as_deref(), Some("2024-05-03"));
        assert_eq!(iso("13/05/2024", Order::MonthFirst).as_deref(), Some("2024-05-13"));
        assert_eq!(iso("05/13/2024", Order::DayFirst).as_deref(), Some("2024-05-13"));
        assert_eq!(iso("3.5.24", Order::MonthFirst).as_deref(), Some("2024-05-03"));
        assert_eq!(iso("1.2.3.4", Order::DayFirst), None);
        assert_eq!(iso("Chapter 12-14", Order::DayFirst), None);
    }
}
