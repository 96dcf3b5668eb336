//! Datelines of East Asia: `【東京＝共同】`, `(서울=연합뉴스)`, `新华社北京5月5日电`.

use super::Parts;
use crate::label::agency;

/// Characters of a place, a name or an agency, at most.
const MAX_PART: usize = 24;

/// Reads one at the start of a text.
pub(super) fn read(text: &str) -> Option<Parts<'_>> {
    framed(text).or_else(|| wired(text))
}

/// In brackets, with an equals sign between place and agency or reporter.
fn framed(text: &str) -> Option<Parts<'_>> {
    let open = text.chars().next()?;
    let close = match open {
        '【' => '】',
        '（' => '）',
        '(' => ')',
        '[' => ']',
        '［' => '］',
        _ => return None,
    };
    let start = open.len_utf8();
    let inner = &text[start..start + text[start..].find(close)?];
    let mut end = start + inner.len() + close.len_utf8();
    let (place, sender) = match inner.find(['=', '＝']) {
        Some(at) => (&inner[..at], inner[at..].trim_start_matches(['=', '＝'])),
        // "【ワシントン共同】"
        None if open == '【' => inner.split_at(inner.len() - agency_at_end(inner)?.len()),
        None => return None,
    };
    let is_name = |part: &str| {
        (1..=MAX_PART).contains(&part.trim().chars().count())
            && part.chars().any(char::is_alphabetic)
            && !part.chars().any(|c| c.is_ascii_lowercase() || c.is_ascii_digit())
    };
    if !is_name(place) || !is_name(sender) || !inner.chars().any(is_east_asian) {
        return None;
    }
    // "홍길동 기자 = "
    let rest = &text[end..];
    if let Some(at) = rest.find(['=', '＝']).filter(|at| rest[..*at].chars().count() <= MAX_PART)
        && rest[..at].trim_end().ends_with(['자', '원'])
    {
        end += at + rest[at..].chars().next().map_or(0, char::len_utf8);
    }
    let agency = agency(sender).or_else(|| agency_at_end(sender));
    Some(Parts { place: Some(place), date: None, agency, end })
}

/// Agencies' short names as datelines join them to a place.
fn agency_at_end(text: &str) -> Option<&str> {
    const SHORT: [&str; 7] = ["共同", "時事", "ロイター", "通信", "연합뉴스", "뉴시스", "뉴스1"];
    let short = SHORT.iter().find(|short| text.ends_with(**short) && text.len() > short.len());
    match short {
        Some(&"通信") => Some(text),
        Some(short) => text.get(text.len() - short.len()..),
        None => SHORT.contains(&text).then_some(text),
    }
}

/// Agency, place, day and the sign for "wire", as Chinese agencies write them.
fn wired(text: &str) -> Option<Parts<'_>> {
    let open = text.starts_with(['（', '(']);
    let start = if open { text.chars().next()?.len_utf8() } else { 0 };
    let wire = text.find(['电', '電'])?;
    let head = text.get(start..wire)?;
    if !(4..=40).contains(&head.chars().count()) || !head.ends_with('日') {
        return None;
    }
    let day = head.trim_end_matches('日').trim_end_matches(|c: char| c.is_numeric() || c == '月' || c == ' ');
    let date = head.get(day.len()..)?.trim();
    let (at, sign) = day.char_indices().find(|(_, c)| matches!(c, '社' | '网' | '網' | '讯'))?;
    let (agency, place) = day.split_at(at + sign.len_utf8());
    let is_plain = |part: &str| part.chars().all(|c| is_east_asian(c) || c == ' ' || c == '·');
    if agency.chars().count() > 8 || date.len() < 2 || !is_plain(agency) || !is_plain(place) {
        return None;
    }
    let mut end = wire + text[wire..].chars().next()?.len_utf8();
    // "（记者王明）"
    let rest = &text[end..];
    if open {
        end += rest.starts_with(['）', ')']).then(|| rest.chars().next().map_or(0, char::len_utf8))?;
    } else if rest.starts_with(['（', '('])
        && let Some(at) = rest.find(['）', ')']).filter(|at| rest[..*at].chars().count() <= MAX_PART)
        && rest[..at].contains("记者")
    {
        end += at + rest[at..].chars().next().map_or(0, char::len_utf8);
    }
    let signed = place.contains("记者") || place.contains("記者");
    let place = (!signed && !place.trim().is_empty()).then_some(place);
    Some(Parts { place, date: Some(date), agency: Some(agency), end })
}

fn is_east_asian(c: char) -> bool {
    matches!(c, '\u{3005}'..='\u{3007}' | '\u{3041}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}' | '\u{ac00}'..='\u{d7a3}')
}
