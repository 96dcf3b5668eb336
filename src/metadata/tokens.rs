//! A text of dates as numbers and words.

use crate::page::{digit, start_of};

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
            Some(digit) => out.push(char::from(b'0' + digit)),
            None => out.extend(c.to_lowercase()),
        }
    }
    out
}

/// The start of a text that holds all that [`folded`] leaves of it.
pub(super) fn head(text: &str) -> &str {
    start_of(text, MAX_TEXT * 4)
}

/// Whether a text has the digits of a date: a year, eight at once, or three short numbers. Most texts have not, which is
/// told sooner than by folding them.
pub(super) fn may_hold_date(text: &str) -> bool {
    /// The shortest date is `3.5.24`.
    const LEAST: usize = 4;
    let digits = |bytes: &[u8]| bytes.iter().map(|byte| u8::from(byte.is_ascii_digit())).sum::<u8>();
    if text.as_bytes().chunks(usize::from(u8::MAX)).map(|chunk| usize::from(digits(chunk))).sum::<usize>() >= LEAST
        && has_numbers_of_date(text.as_bytes())
    {
        return true;
    }
    !text.is_ascii()
        && text.chars().any(|c| !c.is_ascii() && digit(c).is_some())
        && text.chars().filter(|c| digit(*c).is_some()).nth(LEAST - 1).is_some()
}

fn has_numbers_of_date(bytes: &[u8]) -> bool {
    let mut short = 0;
    let mut at = 0;
    while let Some(skip) = bytes[at..].iter().position(u8::is_ascii_digit) {
        let number = &bytes[at + skip..];
        let digits = number.iter().take_while(|byte| byte.is_ascii_digit()).count();
        at += skip + digits;
        match (digits, number) {
            (1 | 2, _) => short += 1,
            (4, [b'1', b'9', ..] | [b'2', b'0' | b'1', ..]) | (8, _) => return true,
            _ => {}
        }
        if short == 3 {
            return true;
        }
    }
    false
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

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{folded, head, may_hold_date};
    use crate::metadata::dates::{Order, search};

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(2000))]

        #[test]
        fn a_text_that_is_passed_over_has_no_date(
            text in "(([0-9]{1,2}|(19|20)[0-9]{2}|[0-9]{3,8}|[٠-٣०-३０-３]{1,4}|may|März|mai|of|PM|年|월)[-./: ,年월]{0,2}){1,8}"
        ) {
            for order in [Order::DayFirst, Order::MonthFirst] {
                let found = search(&folded(&text), order);
                prop_assert!(found.is_none() || may_hold_date(head(&text)) && may_hold_date(&folded(&text)), "{text}");
            }
        }
    }

    #[test]
    fn most_texts_have_no_date() {
        for text in ["", "Chapter 12", "5 of 12", "call 555 1234 567", "in 1066", "$1,234,567"] {
            assert!(!may_hold_date(text), "{text}");
        }
    }
}
