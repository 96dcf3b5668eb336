//! Shapes that need no language: times, counters, file names, brackets at the end.

use super::words::digit;

/// A time as players write it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Time {
    pub seconds: u32,
    /// Its bytes.
    pub start: usize,
    pub end: usize,
}

/// Longest time read, in bytes.
const MAX_TIME: usize = 48;

/// A number at the start of `text`: value, digits, bytes.
fn number(text: &str) -> Option<(u32, usize, usize)> {
    let (mut value, mut digits, mut bytes) = (0_u32, 0, 0);
    for c in text.chars() {
        let Some(next) = digit(c) else { break };
        value = value.saturating_mul(10).saturating_add(u32::from(next));
        digits += 1;
        bytes += c.len_utf8();
    }
    (digits > 0).then_some((value, digits, bytes))
}

/// `2:53`, `02:53`, `1:02:11` at the start of `text`: seconds and bytes.
fn clock(text: &str) -> Option<(u32, usize)> {
    let (mut seconds, digits, mut at) = number(text)?;
    if digits > 3 {
        return None;
    }
    let mut parts = 1;
    while parts < 3 {
        let rest = &text[at..];
        let Some(colon) = rest.chars().next().filter(|c| matches!(c, ':' | '：' | '∶' | '\'' | '′' | '’'))
        else {
            break;
        };
        let Some((value, digits, bytes)) = number(&rest[colon.len_utf8()..]) else { break };
        if digits != 2 || value >= 60 {
            return None;
        }
        seconds = seconds * 60 + value;
        at += colon.len_utf8() + bytes;
        parts += 1;
    }
    if text[at..].starts_with(['"', '″', '”']) {
        at += text[at..].chars().next().map_or(0, char::len_utf8);
    }
    let ends = !text[at..].starts_with(|c: char| c.is_alphanumeric() || matches!(c, ':' | '%' | '°'));
    (parts > 1 && ends).then_some((seconds, at))
}

/// Units of time that are written the same in many languages, with their seconds.
const UNITS: [(&[&str], u32); 3] = [
    (&["h", "hr", "hrs", "std", "ч", "год", "時間", "小时", "시간", "ساعة"], 3600),
    (
        &[
            "m",
            "min",
            "mins",
            "minuten",
            "minute",
            "minutes",
            "minutos",
            "minuti",
            "мин",
            "хв",
            "dk",
            "λ",
            "λεπτά",
            "分钟",
            "分鐘",
            "分",
            "분",
            "دقيقة",
            "मिनट",
        ],
        60,
    ),
    (
        &[
            "s",
            "sec",
            "secs",
            "sek",
            "seg",
            "sekunden",
            "seconds",
            "secondes",
            "segundos",
            "secondi",
            "сек",
            "с",
            "sn",
            "秒",
            "초",
            "ثانية",
        ],
        1,
    ),
];

/// `1 min 20 s`, `2m 53s`, `45 sec.`, `3分20秒` as the whole of `text`: seconds.
fn spelled(text: &str) -> Option<u32> {
    let (mut rest, mut seconds, mut last) = (text.trim(), 0_u32, u32::MAX);
    while !rest.is_empty() {
        let (value, digits, bytes) = number(rest)?;
        if digits > 3 {
            return None;
        }
        rest = rest[bytes..].trim_start();
        let end = rest.find(|c: char| digit(c).is_some() || c.is_whitespace() || c == '.').unwrap_or(rest.len());
        let unit = rest[..end].to_lowercase();
        let factor = UNITS.iter().find(|(names, _)| names.contains(&unit.as_str()))?.1;
        if factor >= last {
            return None;
        }
        (seconds, last) = (seconds.saturating_add(value.saturating_mul(factor)), factor);
        rest = rest[end..].trim_start_matches(['.', ' ', ',']);
    }
    (last != u32::MAX).then_some(seconds)
}

/// Signs around a time: brackets, separators, the triangle of a play button.
pub(super) fn is_frame(c: char) -> bool {
    c.is_whitespace()
        || matches!(
            c,
            '(' | ')'
                | '['
                | ']'
                | '（'
                | '）'
                | '【'
                | '】'
                | '|'
                | '·'
                | '•'
                | '-'
                | '–'
                | '—'
                | '/'
                | ','
                | ':'
                | '：'
                | '▶'
                | '►'
                | '▷'
                | '⏵'
                | '⏯'
                | '⏱'
                | '🕒'
                | '\u{fe0f}'
                | '»'
                | '›'
        )
}

/// Whether neither a time nor a number can stand at the start of a text, as of most.
fn starts_with_letter(text: &str) -> bool {
    text.as_bytes().first().is_some_and(u8::is_ascii_alphabetic)
}

/// The time that a line is, with nothing around it but brackets and signs; of "2:53 / 4:10" the second, which is the
/// length.
pub(super) fn whole_time(text: &str) -> Option<Time> {
    if starts_with_letter(text) {
        return None;
    }
    let core = text.trim_start_matches(is_frame);
    digit(core.chars().next()?)?;
    let start = text.len() - core.len();
    let core = core.trim_end_matches(is_frame);
    if core.len() > MAX_TIME {
        return None;
    }
    if let Some((seconds, bytes)) = clock(core) {
        let rest = core[bytes..].trim_start();
        if rest.is_empty()
            || UNITS.iter().any(|(names, _)| names.contains(&rest.trim_end_matches('.').to_lowercase().as_str()))
        {
            return Some(Time { seconds, start, end: start + bytes });
        }
        let second = rest.strip_prefix(['/', '|'])?.trim_start();
        let (seconds, bytes) = clock(second)?;
        let from = start + core.len() - second.len();
        return (second.len() == bytes).then_some(Time { seconds, start: from, end: from + bytes });
    }
    let seconds = spelled(core)?;
    Some(Time { seconds, start, end: start + core.len() })
}

/// A time at the start of a line that goes on.
pub(super) fn leading_time(text: &str) -> Option<Time> {
    if starts_with_letter(text) {
        return None;
    }
    let start = text.len() - text.trim_start_matches(is_frame).len();
    let (seconds, bytes) = clock(&text[start..])?;
    Some(Time { seconds, start, end: start + bytes })
}

/// A time at the end of a longer line.
pub(super) fn trailing_time(text: &str) -> Option<Time> {
    if text.as_bytes().last().is_some_and(u8::is_ascii_alphabetic) {
        return None;
    }
    let core = text.trim_end_matches(is_frame);
    let is_part = |c: char| digit(c).is_some() || matches!(c, ':' | '：' | '∶');
    let start = core.rfind(|c| !is_part(c)).map_or(0, |at| at + core[at..].chars().next().map_or(1, char::len_utf8));
    let apart = core[..start].chars().next_back().is_some_and(is_frame);
    let (seconds, bytes) = clock(&core[start..])?;
    (apart && start + bytes == core.len()).then_some(Time { seconds, start, end: start + bytes })
}

/// `1 of 12`, `3/7`: what a gallery counts with.
pub(super) fn is_counter(text: &str) -> bool {
    if starts_with_letter(text) {
        return false;
    }
    let core = text.trim_start_matches(is_frame);
    let Some((at, _, bytes)) = number(core) else { return false };
    let core = core.trim_end_matches(is_frame);
    let middle = core[bytes..].trim_start_matches(|c: char| digit(c).is_none());
    let between = core[bytes..core.len() - middle.len()].trim();
    let Some((of, digits, rest)) = number(middle) else { return false };
    let joined = matches!(
        between,
        "/" | "of"
            | "von"
            | "de"
            | "di"
            | "sur"
            | "van"
            | "z"
            | "av"
            | "af"
            | "из"
            | "з"
            | "από"
            | "من"
            | "の"
            | "dari"
            | "में से"
            | "מתוך"
    );
    joined && rest == middle.len() && (1..=of).contains(&at) && of <= 300 && digits <= 3
}

/// A picture's file name where an alternative text should be.
pub(super) fn is_file_name(text: &str) -> bool {
    if text.len() > 200 {
        return false;
    }
    let Some((name, ending)) = text.trim().rsplit_once('.') else { return false };
    let known = ["jpg", "jpeg", "png", "gif", "webp", "mp4", "mov", "tif", "tiff", "bmp", "svg", "avif", "heic", "m4v"];
    !name.is_empty() && (3..=4).contains(&ending.len()) && known.iter().any(|known| ending.eq_ignore_ascii_case(known))
}

/// The last bracket of a text, when nothing but a full stop follows it: start of the bracket, and what it holds.
pub(super) fn last_bracket(text: &str) -> Option<(usize, &str)> {
    if text.as_bytes().last().is_some_and(u8::is_ascii_alphanumeric) {
        return None;
    }
    let core = text.trim_end_matches(|c: char| c.is_whitespace() || matches!(c, '.' | '。'));
    let (open, close) = match core.chars().next_back()? {
        ')' => ('(', ')'),
        ']' => ('[', ']'),
        '）' => ('（', '）'),
        '】' => ('【', '】'),
        '〕' => ('〔', '〕'),
        _ => return None,
    };
    let inner_end = core.len() - close.len_utf8();
    let start = core[..inner_end].rfind(open)?;
    Some((start, &core[start + open.len_utf8()..inner_end]))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn seconds(text: &str) -> Option<u32> {
        whole_time(text).map(|time| time.seconds)
    }

    #[test]
    fn times_are_read() {
        for (text, expected) in [
            ("02:53", 173),
            ("1:02:11", 3731),
            ("(2:53)", 173),
            ("▶ 0:36", 36),
            ("2:53 / 4:10", 250),
            ("1 min 20 s", 80),
            ("45 sec.", 45),
            ("3分20秒", 200),
            ("٠٢:٥٣", 173),
            ("02:53 min", 173),
        ] {
            assert_eq!(seconds(text), Some(expected), "{text}");
        }
        for text in ["2:5", "12:75", "2020", "1:2:3", "John 3:16 says", "16:9", "3/7", "10:30 Uhr", "5 May"] {
            assert_eq!(seconds(text), None, "{text}");
        }
    }

    #[test]
    fn times_at_the_ends() {
        assert_eq!(leading_time("02:53 The mill").map(|time| time.end), Some(5));
        assert_eq!(trailing_time("The mill (2:53)").map(|time| time.seconds), Some(173));
        assert_eq!(trailing_time("Verse 3:16b"), None);
    }

    #[test]
    fn counters_and_files() {
        assert!(is_counter("1 of 12") && is_counter("3/7") && is_counter("(2 / 5)"));
        assert!(!is_counter("12 of 3") && !is_counter("3 apples 7") && !is_counter("2020"));
        assert!(is_file_name("harbour night vpx_0012.png") && !is_file_name("He left."));
    }

    #[test]
    fn brackets_at_the_end() {
        assert_eq!(last_bracket("A mill. (Photo: Roe)").map(|(_, inner)| inner), Some("Photo: Roe"));
        assert_eq!(last_bracket("No (such) thing"), None);
    }
}
