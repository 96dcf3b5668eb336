//! What is counted in the text of a block.

use super::chars::Kind;
use super::runs::{Counts, Run, join, roll};
use super::signs::TextSigns;

/// What one pass over a block's text finds. Counts are of characters unless said.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub(crate) struct TextStats {
    /// Characters that are no white space.
    pub chars: u32,
    /// Words: runs of letters and digits; two characters of a script without spaces are one.
    pub words: u32,
    pub letters: u32,
    pub upper: u32,
    /// Words that start with a capital.
    pub capitalised: u32,
    pub digits: u32,
    pub commas: u32,
    /// Sentence marks before white space or at the end.
    pub sentences: u32,
    pub symbols: u32,
    pub longest_word: u32,
    pub quotes: u32,
    pub lines: u32,
    /// Signs that separate items of a line: `|`, `·`, `›`.
    pub separators: u32,
    pub ends_sentence: bool,
    pub ends_colon: bool,
    pub starts_upper: bool,
    pub copyright: bool,
    /// An `@` or `://`.
    pub address: bool,
    /// A clock time or duration: a colon between digits.
    pub clock: bool,
    pub question: bool,
    pub currency: bool,
    /// An apostrophe, or a quotation mark that looks like one.
    pub apostrophe: bool,
    pub signs: TextSigns,
    /// Hash of the letters and digits in lower case: equal for texts that read the same.
    pub hash: u64,
}

/// A mark that ends a sentence, in any script.
pub(crate) fn is_sentence_mark(c: char) -> bool {
    matches!(c, '.' | '!' | '?' | '…' | '。' | '！' | '？' | '؟' | '।' | '۔' | '։' | '።' | '．')
}

/// A character of a script that is written without spaces.
pub(crate) fn is_unspaced(c: char) -> bool {
    matches!(c as u32, 0x0e00..=0x0eff | 0x1000..=0x109f | 0x1780..=0x17ff | 0x3040..=0x30ff | 0x3400..=0x9fff
        | 0xf900..=0xfaff | 0x20000..=0x3ffff)
}

/// A mark that may stand between a sentence mark and the end.
fn is_closing(c: char) -> bool {
    matches!(c, '"' | '\'' | ')' | ']' | '”' | '’' | '»' | '“' | '」' | '』' | '）' | '›')
}

impl TextStats {
    /// Of a text of these words; notes for each what stands behind it.
    pub(super) fn of_words(text: &str, runs: &mut [Run], counts: &Counts) -> TextStats {
        let mut reader = Reader::new();
        reader.read_between(text, runs);
        let stats = &mut reader.stats;
        stats.starts_upper = runs.first().is_some_and(|run| run.is(Run::CAPITAL));
        (stats.upper, stats.digits) = (counts.upper, counts.digits);
        stats.letters -= counts.digits;
        stats.signs = stats.signs.or_digit(counts.digits > 0);
        reader.end(text)
    }

    /// Of a text whose words are not known.
    pub(super) fn of(text: &str) -> TextStats {
        let mut reader = Reader::new();
        reader.stats.signs = TextSigns::of(text.as_bytes());
        reader.read(text);
        reader.end(text)
    }
}

/// A text that is being read.
#[derive(Default)]
struct Reader {
    stats: TextStats,
    /// Letters and digits of the word so far.
    word: u32,
    /// Characters of scripts without spaces.
    unspaced: u32,
    /// A sentence mark came, and nothing after it that cannot stand between it and the end of the sentence.
    pending_mark: bool,
    /// The two characters before.
    before: char,
    last: char,
}

impl Reader {
    fn new() -> Reader {
        Reader { stats: TextStats { lines: 1, ..TextStats::default() }, ..Reader::default() }
    }

    /// Reads what stands between the words, and notes for each what stands behind it.
    fn read_between(&mut self, text: &str, runs: &mut [Run]) {
        let bytes = text.as_bytes();
        let (mut at, mut hash, mut chars, mut capitalised) = (0, 0, 0, 0);
        let (mut word, mut words, mut longest) = (0, 0, 0);
        let mut before: Option<&mut Run> = None;
        for run in runs {
            let start = run.start as usize;
            if start == at + 1 && bytes[at] == b' ' {
                word = 0;
            } else if start > at {
                self.word = word;
                self.signs(&text[at..start], before);
                word = self.word;
                self.stats.clock |= matches!(bytes[at.saturating_sub(1)..=start], [b'0'..=b'9', b':', b'0'..=b'9']);
            }
            let own = u32::from(run.chars);
            words += u32::from(word == 0);
            capitalised += u32::from(run.is(Run::CAPITAL) & (word == 0));
            word += own;
            longest = longest.max(word);
            hash = join(hash, run.chars, run.hash);
            chars += own;
            at = run.end();
            before = Some(run);
        }
        self.signs(&text[at..], before);
        let stats = &mut self.stats;
        (stats.words, stats.longest_word, stats.chars) = (words, longest, stats.chars + chars);
        (stats.letters, stats.capitalised, stats.hash) = (chars, capitalised, hash);
    }

    /// What stands before the words, between two of them, or behind the last.
    fn signs(&mut self, signs: &str, before: Option<&mut Run>) {
        (self.pending_mark, self.last) = (false, ' ');
        self.stats.signs = self.stats.signs.or(TextSigns::of(signs.as_bytes()));
        signs.chars().for_each(|c| self.sign(c));
        if let Some(before) = before {
            before.note_gap(signs);
        }
    }

    fn read(&mut self, text: &str) {
        for c in text.chars() {
            let kind = Kind::of(c);
            if kind.is_alphanumeric() {
                self.letter(c, kind);
            } else {
                self.sign(c);
            }
        }
    }

    /// A letter or digit.
    fn letter(&mut self, c: char, kind: Kind) {
        let is_first = self.stats.letters + self.stats.digits == 0;
        let folded = if kind.folds() { c.to_lowercase().next().unwrap_or(c) } else { c };
        let (is_upper, is_digit) = (kind.is_uppercase(), kind.is_numeric());
        self.stats.hash = roll(self.stats.hash, u64::from(folded));
        self.stats.chars += 1;
        self.stats.digits += u32::from(is_digit);
        self.stats.letters += u32::from(!is_digit);
        self.stats.starts_upper |= is_first && is_upper;
        self.stats.upper += u32::from(is_upper && !is_digit);
        self.stats.capitalised += u32::from(is_upper && !is_digit && self.word == 0);
        if is_unspaced(c) {
            self.word = 0;
            self.unspaced += 1;
        } else {
            self.stats.words += u32::from(self.word == 0);
            self.word += 1;
            self.stats.longest_word = self.stats.longest_word.max(self.word);
        }
        self.stats.clock |= self.last == ':' && c.is_ascii_digit() && self.before.is_ascii_digit();
        self.pending_mark = false;
        (self.before, self.last) = (self.last, c);
    }

    /// White space or a sign.
    fn sign(&mut self, c: char) {
        if c.is_whitespace() {
            self.word = 0;
            self.stats.sentences += u32::from(std::mem::take(&mut self.pending_mark));
            self.stats.lines += u32::from(c == '\n');
        } else {
            self.stats.chars += 1;
            if !matches!(c, '\'' | '’' | '-') {
                self.word = 0;
            }
            // Scripts without spaces put none after the mark either.
            let unspaced = matches!(c, '。' | '！' | '？');
            self.stats.sentences += u32::from(unspaced);
            self.pending_mark = is_sentence_mark(c) && !unspaced || self.pending_mark && is_closing(c);
            count_sign(&mut self.stats, c, self.last);
        }
        (self.before, self.last) = (self.last, c);
    }

    fn end(mut self, text: &str) -> TextStats {
        self.stats.sentences += u32::from(self.pending_mark);
        self.stats.words += self.unspaced.div_ceil(2);
        let end = match text.as_bytes().last() {
            Some(byte) if byte.is_ascii_alphanumeric() => None,
            _ => text.trim_end_matches(is_closing).chars().next_back(),
        };
        self.stats.ends_sentence = end.is_some_and(is_sentence_mark);
        self.stats.ends_colon = end.is_some_and(|c| matches!(c, ':' | '：'));
        self.stats
    }
}

fn count_sign(stats: &mut TextStats, c: char, last: char) {
    match c {
        ',' | '，' | '、' | '،' | ';' => stats.commas += 1,
        '"' | '“' | '”' | '„' | '«' | '»' | '「' | '」' => stats.quotes += 1,
        '|' | '·' | '›' | '•' | '→' | '▸' | '/' => stats.separators += 1,
        '©' | '®' => stats.copyright = true,
        '@' => stats.address = true,
        '?' | '？' | '؟' => stats.question = true,
        '$' | '€' | '£' | '¥' | '₹' | '₽' | '₺' => stats.currency = true,
        '\'' | '’' => stats.apostrophe = true,
        '.' | '!' | '-' | '(' | ')' | ':' | '–' | '—' | '…' | '。' | '！' => {}
        _ => stats.symbols += 1,
    }
    stats.address |= c == '/' && last == '/';
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::page::samples;

    proptest! {
        #[test]
        fn known_words_change_nothing(text in samples::TEXTS) {
            let page = samples::page(&text);
            for (block, stats) in (0..).zip(&page.stats) {
                prop_assert_eq!(*stats, TextStats::of(page.block_text(block)));
            }
        }
    }
}
