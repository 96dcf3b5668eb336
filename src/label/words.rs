//! Lines as folded words: what reads the same has the same hashes.
//!
//! Folding is lower case without accents, straight apostrophes, one form of each digit and letter. Characters of
//! scripts written without spaces are words of their own, so that one matcher serves all scripts.

use std::sync::LazyLock;

use crate::page::{Run, roll as add};

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
        if is_ignored(c) {
            continue;
        }
        let inside = || text[at..].chars().next().is_some_and(char::is_alphanumeric);
        if is_sign(c) && !(is_apostrophe(c) && open.is_some() && inside()) {
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

/// What [`words`] does, where the runs of letters are known already.
pub(super) fn known_words(text: &str, runs: &[Run], limit: usize, out: &mut Vec<Word>) {
    let (first, bytes, mut end) = (out.len(), text.as_bytes(), None::<usize>);
    for run in runs {
        let mut open = None;
        if let Some(end) = end {
            let start = run.start as usize;
            let (one, two) = (bytes[end], bytes[start - 1]);
            // ` `, `-`, `, `: nearly all there is between words.
            let is_plain = start - end <= 2 && one.is_ascii() && two.is_ascii() && (one != b'\'' || start - end == 2);
            if is_plain && out.len() - first < limit {
                let sign = if is_blank(one) { two } else { one };
                let after = if is_blank(sign) { ' ' } else { char::from(sign) };
                out.last_mut().expect("a run is behind it").after = after;
            } else if is_joint(&text[end..start]) {
                open = out.pop().map(|word| extend(Some(word), '\'', word.end, run.start, false));
            } else if sign_after(&text[end..start], first, limit, out) {
                return;
            }
        }
        out.push(match open {
            Some(word) => continued(word, text, run),
            None if run.is_ascii() => known_word(text, run),
            None => letters_beyond(text, run),
        });
        end = Some(run.end());
    }
    sign_after(&text[end.unwrap_or(text.len())..], first, limit, out);
}

/// White space of ASCII.
fn is_blank(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t'..=b'\r')
}

/// Whether what stands between two runs of letters makes one word of them.
fn is_joint(gap: &str) -> bool {
    let mut chars = gap.chars();
    chars.next().is_some_and(is_apostrophe) && chars.next().is_none()
}

/// Notes the sign behind the last word; whether as many words are read as wanted.
fn sign_after(gap: &str, first: usize, limit: usize, out: &mut [Word]) -> bool {
    let is_full = out.len() - first >= limit;
    let Some(last) = out[first..].last_mut() else { return is_full };
    let mut signs = gap.chars();
    let sign = if is_full { signs.next() } else { signs.find(|c| !c.is_whitespace()) };
    let space = if gap.is_empty() { '\0' } else { ' ' };
    last.after = sign.filter(|c| !c.is_whitespace()).unwrap_or(space);
    is_full
}

/// A word of ASCII.
fn known_word(text: &str, run: &Run) -> Word {
    let byte = text.as_bytes()[run.start as usize];
    Word {
        hash: run.hash,
        start: run.start,
        end: run.end() as u32,
        after: '\0',
        upper: byte.is_ascii_uppercase(),
        lower: byte.is_ascii_lowercase(),
        digits: run.digits == run.len,
        unspaced: false,
        letters: u16::from(run.len),
    }
}

/// A word with letters beyond ASCII, of which runs have those of two bytes only.
fn letters_beyond(text: &str, run: &Run) -> Word {
    let letters = run.of(text);
    let mut word = empty(letters.chars().next().unwrap_or(' '), run.start, false);
    let mut bytes = letters.bytes();
    while let Some(byte) = bytes.next() {
        let folded = if byte.is_ascii() {
            byte.to_ascii_lowercase() as char
        } else {
            let c = u32::from(byte & 0x1f) << 6 | u32::from(bytes.next().unwrap_or_default() & 0x3f);
            fold(char::from_u32(c).unwrap_or_default())
        };
        if folded != '\0' {
            word.hash = add(word.hash, u64::from(folded));
        }
        word.letters += 1;
    }
    Word { end: run.end() as u32, digits: false, ..word }
}

/// A word that goes on with a run.
fn continued(word: Word, text: &str, run: &Run) -> Word {
    let place = |at: usize| (run.start as usize + at) as u32;
    let add = |word, (at, c): (usize, char)| extend(Some(word), c, place(at), place(at + c.len_utf8()), false);
    run.of(text).char_indices().fold(word, add)
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
    let (upper, lower) = (c.is_uppercase(), c.is_lowercase());
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
    words.iter().fold(0, |hash, word| roll(hash, word.hash))
}

/// One more word for a hash of words, which starts from 0.
pub(super) fn roll(hash: u64, word: u64) -> u64 {
    (hash.rotate_left(23) ^ word).wrapping_mul(0x9e37_79b9_7f4a_7c15)
}

/// The hash of a single word of letters and digits of ASCII.
pub(super) fn ascii_hash(word: &[u8]) -> u64 {
    word.iter().fold(0, |hash, byte| add(hash, u64::from(byte.to_ascii_lowercase())))
}

/// The same of small letters, as a constant.
pub(super) const fn word_hash(word: &str) -> u64 {
    let bytes = word.as_bytes();
    let (mut hash, mut at) = (0, 0);
    while at < bytes.len() {
        hash = add(hash, bytes[at] as u64);
        at += 1;
    }
    hash
}

/// The value of a decimal digit of any script that pages use.
pub(super) fn digit(c: char) -> Option<u8> {
    let zero = match c {
        '0'..='9' => '0',
        '\u{660}'..='\u{669}' => '\u{660}',
        '\u{6f0}'..='\u{6f9}' => '\u{6f0}',
        '\u{966}'..='\u{96f}' => '\u{966}',
        '\u{9e6}'..='\u{9ef}' => '\u{9e6}',
        '\u{ff10}'..='\u{ff19}' => '\u{ff10}',
        _ => return None,
    };
    u8::try_from(u32::from(c) - u32::from(zero)).ok()
}

/// The folded character; NUL when it has no weight.
fn fold(c: char) -> char {
    /// Characters of two bytes that most letters beyond ASCII are, up to Cyrillic.
    static FREQUENT: LazyLock<Vec<char>> = LazyLock::new(|| ('\0'..'\u{500}').map(fold_any).collect());
    if c.is_ascii() {
        return c.to_ascii_lowercase();
    }
    FREQUENT.get(c as usize).copied().unwrap_or_else(|| fold_any(c))
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

/// Marks that end a sentence.
pub(super) fn is_end(c: char) -> bool {
    if c.is_ascii() {
        return matches!(c, '.' | '!' | '?');
    }
    matches!(c, '…' | '。' | '！' | '？' | '؟' | '۔' | '।' | '｡')
}

/// Marks that may stand after the one that ends a sentence.
pub(super) fn is_closing(c: char) -> bool {
    matches!(c, '"' | '\'' | '”' | '’' | '»' | '«' | '“' | ')' | ']' | '」' | '』' | '）' | '›') || c.is_whitespace()
}

#[cfg(test)]
mod tests;
