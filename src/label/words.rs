//! Lines as folded words: what reads the same has the same hashes.
//!
//! Folding is lower case without accents, straight apostrophes, one form of each digit and letter. Characters of
//! scripts written without spaces are words of their own, so that one matcher serves all scripts.

mod known;

use std::sync::LazyLock;

use crate::hash::step;
pub(super) use crate::page::digit;
use crate::page::{is_caseless, roll as add};
pub(super) use known::known_words;

/// A word of a line.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Word {
    /// Hash of the folded characters.
    pub hash: u64,
    /// Its bytes in the line.
    pub start: u32,
    pub end: u32,
    /// The first sign after it; a space when there is only white space, NUL when the next word follows at once.
    pub after: char,
    /// Starts with a capital letter.
    pub upper: bool,
    /// Starts with a small letter of a script that has capitals.
    pub lower: bool,
    /// Nothing but digits.
    pub digits: bool,
    /// A character of a script written without spaces.
    pub unspaced: bool,
    pub letters: u16,
}

/// Cuts a line into words; at most `limit`.
pub(super) fn words(text: &str, limit: usize, out: &mut Vec<Word>) {
    let (first, bytes) = (out.len(), text.as_bytes());
    let mut open: Option<Word> = None;
    let mut at = 0;
    while let Some(&byte) = bytes.get(at) {
        if byte.is_ascii_alphanumeric() {
            open = Some(letters(open, bytes, &mut at));
            continue;
        }
        if byte.is_ascii() && byte != b'\'' {
            at += 1;
            if end_word(byte as char, &mut open, first, out) >= limit {
                return;
            }
            continue;
        }
        let c = text[at..].chars().next().unwrap_or(' ');
        let start = at as u32;
        at += c.len_utf8();
        let is_letter = is_caseless(c);
        if !is_letter && is_ignored(c) {
            continue;
        }
        let inside = || text[at..].chars().next().is_some_and(char::is_alphanumeric);
        if !is_letter && is_sign(c) && !(is_apostrophe(c) && open.is_some() && inside()) {
            if end_word(c, &mut open, first, out) >= limit {
                return;
            }
            continue;
        }
        if is_unspaced(c) {
            push(open.take(), out);
            push(Some(extend(None, c, start, at as u32, true)), out);
            continue;
        }
        // Korean writes its counters to the number: "댓글 12개".
        if open.is_some_and(|word| word.digits) && matches!(c, '\u{ac00}'..='\u{d7a3}') {
            push(open.take(), out);
        }
        open = Some(extend(open, c, start, at as u32, false));
    }
    push(open, out);
    out.truncate(first + limit);
}

/// Ends a word before a sign; gives the number of words from the first of the line on.
fn end_word(sign: char, open: &mut Option<Word>, first: usize, out: &mut Vec<Word>) -> usize {
    push(open.take(), out);
    if let Some(last) = out[first..].last_mut()
        && (last.after == '\0' || last.after == ' ' && !sign.is_whitespace())
    {
        last.after = if sign.is_whitespace() { ' ' } else { sign };
    }
    out.len() - first
}

fn push(word: Option<Word>, out: &mut Vec<Word>) {
    out.extend(word);
}

/// A word that starts with `c`, before its first letter.
fn empty(c: char, start: u32, unspaced: bool) -> Word {
    let (upper, lower) = if is_caseless(c) { (false, false) } else { (c.is_uppercase(), c.is_lowercase()) };
    Word { hash: 0, start, end: start, after: '\0', upper, lower, digits: true, unspaced, letters: 0 }
}

/// Takes letters and digits of ASCII, most of what most pages have: the same as [`extend`] for each.
fn letters(open: Option<Word>, bytes: &[u8], at: &mut usize) -> Word {
    let from = *at;
    let mut word = open.unwrap_or_else(|| empty(bytes[from] as char, from as u32, false));
    while let Some(byte) = bytes.get(*at).filter(|byte| byte.is_ascii_alphanumeric()) {
        word.digits &= byte.is_ascii_digit();
        word.hash = add(word.hash, u64::from(byte.to_ascii_lowercase()));
        *at += 1;
    }
    word.end = *at as u32;
    word.letters = word.letters.saturating_add(u16::try_from(*at - from).unwrap_or(u16::MAX));
    word
}

fn extend(word: Option<Word>, c: char, start: u32, end: u32, unspaced: bool) -> Word {
    let mut word = word.unwrap_or_else(|| empty(c, start, unspaced));
    word.end = end;
    word.letters = word.letters.saturating_add(1);
    let (c, digit) = match digit(c) {
        Some(digit) => ((b'0' + digit) as char, true),
        None => (fold(c), false),
    };
    word.digits &= digit;
    if c != '\0' {
        word.hash = add(word.hash, u64::from(c));
    }
    word
}

/// The hash of a run of words.
pub(super) fn hash(words: &[Word]) -> u64 {
    words.iter().fold(0, |hash, word| step(hash, word.hash))
}

/// The hash of a single word of letters and digits of ASCII.
pub(super) const fn ascii_hash(word: &[u8]) -> u64 {
    let (mut hash, mut at) = (0, 0);
    while at < word.len() {
        hash = add(hash, word[at].to_ascii_lowercase() as u64);
        at += 1;
    }
    hash
}

/// The same of a text.
pub(super) const fn word_hash(word: &str) -> u64 {
    ascii_hash(word.as_bytes())
}

/// The folded character; NUL when it has no weight.
fn fold(c: char) -> char {
    if c.is_ascii() {
        return c.to_ascii_lowercase();
    }
    if is_caseless(c) {
        return c;
    }
    frequent().get(c as usize).copied().unwrap_or_else(|| fold_any(c))
}

/// The folded characters of ASCII, and of the two bytes that most other letters are, up to Cyrillic.
fn frequent() -> &'static [char] {
    static FREQUENT: LazyLock<Vec<char>> = LazyLock::new(|| ('\0'..'\u{500}').map(fold_any).collect());
    &FREQUENT
}

fn fold_any(c: char) -> char {
    let c = match c {
        '\0'..='\u{7f}' => return c.to_ascii_lowercase(),
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(c) - 0xfee0).unwrap_or(c),
        _ => c,
    };
    let c = c.to_lowercase().next().unwrap_or(c);
    match c {
        'à'..='å' | 'ā' | 'ă' | 'ą' => 'a',
        'ç' | 'ć' | 'č' => 'c',
        'ď' | 'đ' => 'd',
        'è'..='ë' | 'ē' | 'ė' | 'ę' | 'ě' => 'e',
        'ğ' => 'g',
        'ì'..='ï' | 'ī' | 'ı' => 'i',
        'ł' => 'l',
        'ñ' | 'ń' | 'ň' => 'n',
        'ò'..='ö' | 'ø' | 'ō' | 'ő' => 'o',
        'ř' => 'r',
        'ś' | 'š' | 'ş' | 'ș' => 's',
        'ť' | 'ţ' | 'ț' => 't',
        'ù'..='ü' | 'ū' | 'ů' | 'ű' => 'u',
        'ý' | 'ÿ' => 'y',
        'ź' | 'ż' | 'ž' => 'z',
        'ά' => 'α',
        'έ' => 'ε',
        'ή' => 'η',
        'ί' | 'ϊ' | 'ΐ' => 'ι',
        'ό' => 'ο',
        'ύ' | 'ϋ' | 'ΰ' => 'υ',
        'ώ' => 'ω',
        'ς' => 'σ',
        'ё' => 'е',
        'أ' | 'إ' | 'آ' | 'ٱ' => 'ا',
        'ى' | 'ی' => 'ي',
        'ک' => 'ك',
        '’' | '‘' | 'ʼ' => '\'',
        // Combining accents, Arabic vowel signs and the long stroke.
        '\u{300}'..='\u{36f}' | '\u{64b}'..='\u{652}' | '\u{640}' => '\0',
        _ => c,
    }
}

fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '’' | '‘' | 'ʼ')
}

/// Characters without width.
fn is_ignored(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}' | '\u{fe0f}')
}

/// White space and punctuation: what no word is made of.
pub(super) fn is_sign(c: char) -> bool {
    if c.is_ascii() {
        return !c.is_ascii_alphanumeric();
    }
    c.is_whitespace()
        || matches!(c,
            '\u{a1}'..='\u{a9}' | '\u{ab}'..='\u{b1}' | '\u{b4}' | '\u{b6}'..='\u{b8}' | '\u{bb}' | '\u{bf}' | '×' | '÷'
            | '\u{60c}' | '\u{61b}' | '\u{61f}' | '\u{6d4}' | '\u{964}' | '\u{965}'
            | '\u{2010}'..='\u{206f}' | '\u{20a0}'..='\u{20cf}' | '\u{2100}'..='\u{2bff}'
            | '\u{3000}'..='\u{3004}' | '\u{3008}'..='\u{3020}' | '\u{3030}' | '\u{30fb}' | '\u{fe30}'..='\u{fe6f}'
            | '\u{ff01}'..='\u{ff0f}' | '\u{ff1a}'..='\u{ff20}' | '\u{ff3b}'..='\u{ff40}' | '\u{ff5b}'..='\u{ff65}'
            | '\u{fffc}' | '\u{fffd}' | '\u{1f000}'..='\u{1faff}')
}

/// Scripts written without spaces: Thai, Lao, Khmer, Myanmar, kana, Han.
pub(super) fn is_unspaced(c: char) -> bool {
    matches!(c, '\u{e00}'..='\u{eff}' | '\u{1000}'..='\u{109f}' | '\u{1780}'..='\u{17ff}' | '\u{3005}'..='\u{3007}'
        | '\u{3041}'..='\u{30ff}' | '\u{31f0}'..='\u{31ff}' | '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}'
        | '\u{ff66}'..='\u{ff9f}' | '\u{20000}'..='\u{3ffff}')
}

/// TextSigns that end a sentence.
pub(super) fn is_end(c: char) -> bool {
    /// Those of ASCII, as bits: which words end a sentence is nothing that a processor could guess.
    const PLAIN: u64 = 1 << b'.' | 1 << b'!' | 1 << b'?';
    if c < '\u{40}' {
        return PLAIN >> (c as u32) & 1 != 0;
    }
    matches!(c, '…' | '。' | '！' | '？' | '؟' | '۔' | '।' | '｡')
}

/// TextSigns that may stand after the one that ends a sentence.
pub(super) fn is_closing(c: char) -> bool {
    matches!(c, '"' | '\'' | '”' | '’' | '»' | '«' | '“' | ')' | ']' | '」' | '』' | '）' | '›') || c.is_whitespace()
}

#[cfg(test)]
mod tests;
