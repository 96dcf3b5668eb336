//! A text of dates as numbers and words.

/// Characters of a text that are looked at.
const MAX_TEXT: usize = 240;
/// Tokens of a text that are looked at.
const MAX_TOKENS: usize = 64;

/// A run of digits or letters.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Token<'a> {
    Number { value: u64, digits: usize },
    Word(&'a str),
}

/// A token with what stands before it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Item<'a> {
    pub gap: &'a str,
    pub token: Token<'a>,
    /// Byte after the token in the folded text.
    pub end: usize,
}

/// Lower case, digits of all scripts as ASCII, cut at a bound.
pub(super) fn folded(text: &str) -> String {
    if let Some(plain) = text.get(..text.len().min(MAX_TEXT)).filter(|plain| plain.is_ascii()) {
        return plain.to_ascii_lowercase();
    }
    let mut out = String::with_capacity(text.len().min(MAX_TEXT));
    for c in text.chars().take(MAX_TEXT) {
        match digit(c) {
            _ if c.is_ascii() => out.push(c.to_ascii_lowercase()),
            Some(digit) => out.push(digit),
            None => out.extend(c.to_lowercase()),
        }
    }
    out
}

/// A digit of any of these scripts as one of ASCII.
fn digit(c: char) -> Option<char> {
    let value = match c as u32 {
        code @ 0x30..=0x39 => code - 0x30,
        code @ (0x660..=0x669 | 0x6f0..=0x6f9) => code & 15,
        code @ 0x966..=0x96f => code - 0x966,
        code @ 0xff10..=0xff19 => code - 0xff10,
        _ => return None,
    };
    char::from_digit(value, 10)
}

/// The start of a text that holds all that [`folded`] leaves of it.
pub(super) fn head(text: &str) -> &str {
    text.get(..MAX_TEXT * 4).unwrap_or(text)
}

/// Whether a text has as many digits as the shortest date, `3.5.24`. Most texts have not, which is told sooner than by
/// folding them.
pub(super) fn may_hold_date(text: &str) -> bool {
    const LEAST: usize = 4;
    text.bytes().filter(u8::is_ascii_digit).nth(LEAST - 1).is_some()
        || !text.is_ascii() && text.chars().filter(|c| digit(*c).is_some()).nth(LEAST - 1).is_some()
}

pub(super) fn token_len(item: &Item<'_>) -> usize {
    match item.token {
        Token::Number { digits, .. } => digits,
        Token::Word(word) => word.len(),
    }
}

pub(super) fn items(text: &str) -> Vec<Item<'_>> {
    let mut items = Vec::with_capacity((text.len() / 4).min(MAX_TOKENS));
    let (mut at, mut gap) = (0, 0);
    let bytes = text.as_bytes();
    while at < bytes.len() && items.len() < MAX_TOKENS {
        let start = at;
        let token = if bytes[at].is_ascii_digit() {
            while at < bytes.len() && bytes[at].is_ascii_digit() {
                at += 1;
            }
            let Ok(value) = text[start..at].parse() else { continue };
            Token::Number { value, digits: at - start }
        } else {
            while let Some(byte) = bytes.get(at) {
                match byte.is_ascii() {
                    true if byte.is_ascii_alphabetic() => at += 1,
                    false if text[at..].starts_with(is_letter) => at += char_len(*byte),
                    _ => break,
                }
            }
            if at == start {
                at += char_len(bytes[at]);
                continue;
            }
            Token::Word(&text[start..at])
        };
        items.push(Item { gap: &text[gap..start], token, end: at });
        gap = at;
    }
    items
}

/// Bytes of the character that starts with this one (RFC 3629, section 3).
fn char_len(first: u8) -> usize {
    match first {
        ..0xc0 => 1,
        0xc0..0xe0 => 2,
        0xe0..0xf0 => 3,
        0xf0.. => 4,
    }
}

/// Letters and the marks inside words; the signs for year, month and day are separators.
fn is_letter(c: char) -> bool {
    !matches!(c, '年' | '月' | '日' | '년' | '월' | '일')
        && (c.is_alphabetic() || matches!(c, '\u{300}'..='\u{36f}' | '\u{900}'..='\u{965}' | '\u{64b}'..='\u{655}'))
}
