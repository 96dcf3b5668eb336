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
    let mut out = String::with_capacity(text.len().min(MAX_TEXT));
    for c in text.chars().take(MAX_TEXT) {
        match c as u32 {
            code @ (0x660..=0x669 | 0x6f0..=0x6f9) => out.push(char::from(b'0' + (code & 15) as u8)),
            code @ 0x966..=0x96f => out.push(char::from(b'0' + (code - 0x966) as u8)),
            code @ 0xff10..=0xff19 => out.push(char::from(b'0' + (code - 0xff10) as u8)),
            _ => out.extend(c.to_lowercase()),
        }
    }
    out
}

pub(super) fn token_len(item: &Item<'_>) -> usize {
    match item.token {
        Token::Number { digits, .. } => digits,
        Token::Word(word) => word.len(),
    }
}

pub(super) fn items(text: &str) -> Vec<Item<'_>> {
    let mut items = Vec::new();
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
            let word = text[at..].chars().take_while(|c| is_letter(*c)).map(char::len_utf8).sum::<usize>();
            at += word;
            if word == 0 {
                at += text[at..].chars().next().map_or(1, char::len_utf8);
                continue;
            }
            Token::Word(&text[start..at])
        };
        items.push(Item { gap: &text[gap..start], token, end: at });
        gap = at;
    }
    items
}

/// Letters and the marks inside words; the signs for year, month and day are separators.
fn is_letter(c: char) -> bool {
    !matches!(c, '年' | '月' | '日' | '년' | '월' | '일')
        && (c.is_alphabetic() || matches!(c, '\u{300}'..='\u{36f}' | '\u{900}'..='\u{965}' | '\u{64b}'..='\u{655}'))
}
