//! Character references: `&amp;`, `&#8217;`, `&not`.

use std::borrow::Cow;

use html5ever::data::{C1_REPLACEMENTS, NAMED_ENTITIES};
use memchr::memchr2;

/// The one or two characters of a reference.
pub(super) struct Decoded {
    bytes: [u8; 8],
    len: usize,
}

impl Decoded {
    fn new(characters: &[char]) -> Self {
        let mut decoded = Decoded { bytes: [0; 8], len: 0 };
        for c in characters {
            decoded.len += c.encode_utf8(&mut decoded.bytes[decoded.len..]).len();
        }
        decoded
    }

    pub(super) fn as_str(&self) -> &str {
        std::str::from_utf8(&self.bytes[..self.len]).expect("it holds encoded characters")
    }
}

/// The reference at the start of `rest`, which is behind an `&`, and its length.
pub(super) fn read(rest: &str, in_attribute: bool) -> Option<(Decoded, usize)> {
    match rest.as_bytes().first()? {
        b'#' => numeric(rest),
        byte if byte.is_ascii_alphabetic() => named(rest, in_attribute),
        _ => None,
    }
}

/// All references of a text, and its NULs.
pub(super) fn decode(text: &str, in_attribute: bool) -> Cow<'_, str> {
    if memchr2(b'&', 0, text.as_bytes()).is_none() {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    decode_to(text, in_attribute, &mut out);
    Cow::Owned(out)
}

/// The same at the end of another text.
pub(super) fn decode_to(text: &str, in_attribute: bool, out: &mut String) {
    let bytes = text.as_bytes();
    let (mut from, mut next) = (0, memchr2(b'&', 0, bytes));
    while let Some(at) = next {
        out.push_str(&text[from..at]);
        from = at + 1;
        if bytes[at] == 0 {
            out.push('\u{fffd}');
        } else if let Some((decoded, len)) = read(&text[from..], in_attribute) {
            out.push_str(decoded.as_str());
            from += len;
        } else {
            out.push('&');
        }
        next = memchr2(b'&', 0, &bytes[from..]).map(|found| from + found);
    }
    out.push_str(&text[from..]);
}

fn numeric(rest: &str) -> Option<(Decoded, usize)> {
    let bytes = rest.as_bytes();
    let (base, start) = if matches!(bytes.get(1), Some(b'x' | b'X')) { (16, 2) } else { (10, 1) };
    let (mut number, mut at) = (0_u32, start);
    while let Some(digit) = bytes.get(at).and_then(|&byte| char::from(byte).to_digit(base)) {
        number = number.saturating_mul(base).saturating_add(digit);
        at += 1;
    }
    if at == start {
        return None;
    }
    at += usize::from(bytes.get(at) == Some(&b';'));
    Some((Decoded::new(&[character(number)]), at))
}

/// The character of a number; old pages mean windows-1252 by the numbers of control characters.
fn character(number: u32) -> char {
    let control = number.checked_sub(0x80).and_then(|index| C1_REPLACEMENTS.get(index as usize).copied().flatten());
    match (number, control) {
        (0, _) => '\u{fffd}',
        (_, Some(c)) => c,
        (number, None) => char::from_u32(number).unwrap_or('\u{fffd}'),
    }
}

/// Names that most references have, with the characters they stand for.
const COMMON: [(&str, char); 6] =
    [("amp;", '&'), ("nbsp;", '\u{a0}'), ("quot;", '"'), ("lt;", '<'), ("gt;", '>'), ("rsquo;", '\u{2019}')];

fn named(rest: &str, in_attribute: bool) -> Option<(Decoded, usize)> {
    if let Some((name, c)) = COMMON.iter().find(|(name, _)| rest.starts_with(name)) {
        return Some((Decoded::new(&[*c]), name.len()));
    }
    let (len, [first, second]) = longest(rest)?;
    let bytes = rest.as_bytes();
    if in_attribute
        && bytes[len - 1] != b';'
        && bytes.get(len).is_some_and(|&next| next == b'=' || next.is_ascii_alphanumeric())
    {
        return None;
    }
    let first = char::from_u32(first)?;
    let decoded = match second {
        0 => Decoded::new(&[first]),
        second => Decoded::new(&[first, char::from_u32(second)?]),
    };
    Some((decoded, len))
}

/// The longest name at the start of `rest`. The table holds every beginning of a name too, which stops the search.
fn longest(rest: &str) -> Option<(usize, [u32; 2])> {
    let mut found = None;
    for len in 1..=rest.len() {
        let Some((first, second)) = rest.get(..len).and_then(|name| NAMED_ENTITIES.get(name)) else { break };
        if *first != 0 {
            found = Some((len, [*first, *second]));
        }
    }
    found
}
