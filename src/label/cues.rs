//! Cue phrases: data files by language, parsed once, found in time linear in the line.

mod places;
mod table;

use super::Label;
use super::sums::Sums;
use super::words::{self, Word};
use crate::hash::step;
use crate::page::{DIGITS, TextSigns};
pub(super) use places::Places;
pub(super) use table::Ends;
use table::{Table, table};

/// A set of classes: the labels, then the helpers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Classes(pub u64);

impl Classes {
    pub(super) const fn of(label: Label) -> Classes {
        Classes(1 << label as u32)
    }

    pub(super) const fn or(self, other: Classes) -> Classes {
        Classes(self.0 | other.0)
    }

    pub(super) const fn without(self, other: Classes) -> Classes {
        Classes(self.0 & !other.0)
    }

    pub(super) fn any(self, other: Classes) -> bool {
        self.0 & other.0 != 0
    }

    pub(super) fn has(self, label: Label) -> bool {
        self.any(Classes::of(label))
    }
}

/// Classes that are no labels.
const HELPERS: [&str; 6] = ["agency", "platform", "month", "weekday", "ago", "name-particle"];

const fn helper(index: usize) -> Classes {
    Classes(1 << (Label::ALL.len() + index))
}

pub(super) const AGENCY: Classes = helper(0);
pub(super) const PLATFORM: Classes = helper(1);
pub(super) const MONTH: Classes = helper(2);
pub(super) const WEEKDAY: Classes = helper(3);
pub(super) const AGO: Classes = helper(4);
pub(super) const PARTICLE: Classes = helper(5);

/// How a phrase has to stand in a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Mode {
    Line,
    Prefix,
    Suffix,
    Anywhere,
    Word,
}

const MODES: [(&str, Mode); 5] = [
    ("line", Mode::Line),
    ("prefix", Mode::Prefix),
    ("suffix", Mode::Suffix),
    ("anywhere", Mode::Anywhere),
    ("word", Mode::Word),
];

/// Words ahead that a phrase can reach.
const RING: usize = 16;

/// The cues of a line.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Cues {
    /// The whole line is the cue, but for numbers before and after.
    pub line: Classes,
    /// It starts with the cue.
    pub prefix: Classes,
    pub suffix: Classes,
    pub anywhere: Classes,
    /// It has a word of the class.
    pub word: Classes,
    /// A whole-line cue of several words.
    pub phrase: bool,
    /// `anywhere` cues of several words, and those that stand in the line at two places or more.
    pub strong: Classes,
    pub twice: Classes,
}

impl Cues {
    /// Those that make a family look at the line.
    pub(super) fn placed(&self) -> Classes {
        self.line.or(self.prefix).or(self.strong).or(self.suffix)
    }

    /// All their classes.
    pub(super) fn all(&self) -> Classes {
        // What is strong or stands twice is anywhere.
        self.line.or(self.prefix).or(self.suffix).or(self.anywhere).or(self.word)
    }
}

/// Finds cues of the page's language, English, and the files for every language.
pub(super) struct Matcher {
    table: &'static Table,
}

impl Matcher {
    /// For a page in this language, if one is known.
    pub(super) fn new(language: Option<&str>) -> Self {
        Matcher { table: table(language.unwrap_or("en")) }
    }

    /// What phrases the word is the end of.
    pub(super) fn ends(&self, word: &Word) -> Ends {
        self.table.ends(word)
    }

    /// The classes of which a run of words is a cue.
    pub(super) fn of(&self, mode: Mode, words: &[Word]) -> Classes {
        let end = if mode == Mode::Suffix { words.last() } else { words.first() };
        let ends = end.map_or(Ends::default(), |end| self.table.ends(end));
        if ends.is_none() { Classes::default() } else { self.of_end(ends, mode, words, words::hash(words)) }
    }

    /// The same where it is known what phrases the first word starts, or the last one ends, and the hash of all.
    #[inline]
    fn of_end(&self, ends: Ends, mode: Mode, words: &[Word], hash: u64) -> Classes {
        if words.len() > self.table.longest || !ends.may_have(mode, words.len()) {
            return Classes::default();
        }
        if mode != Mode::Suffix && words.len() > 1 && !ends.may_go_on(&words[1]) {
            return Classes::default();
        }
        if words.len() == 1 || self.table.starts(mode, hash) { self.table.get(mode, hash) } else { Classes::default() }
    }

    /// Whether a word, given by its hash, may be a cue inside of a line.
    pub(super) fn is_inner(&self, word: u64) -> bool {
        self.table.is_inner(word)
    }

    /// Whether cues inside of a line may start with two words.
    pub(super) fn is_inner_pair(&self, first: u64, second: u64) -> bool {
        self.table.is_inner_pair(first, second)
    }

    /// All cues of a line.
    pub(super) fn cues(&self, words: &[Word]) -> Cues {
        let mut cues = Cues::default();
        if let Some(first) = words.first() {
            self.cues_at(self.ends(first), words, &Sums::of(self, words), &mut cues);
        }
        cues
    }

    /// Whether a line with these signs may have cues, where it is known what phrases its first word starts, and where cues
    /// inside of the line may start. Numbers are left out at the ends of lines.
    pub(super) fn may_have_cues(&self, ends: Ends, words: &[Word], inner: Places, signs: TextSigns) -> bool {
        let may_end = || words.last().is_some_and(|last| self.table.ends(last).may(Mode::Suffix));
        !ends.is_none() || !inner.is_empty() || signs.any(DIGITS) || may_end()
    }

    /// Adds the cues of a line, where it is known what phrases its first word starts, and what its words add up to.
    pub(super) fn cues_at(&self, ends: Ends, words: &[Word], sums: &Sums, cues: &mut Cues) {
        let (Some(first), Some(last)) = (words.first(), words.last()) else { return };
        if ends.may(Mode::Line) {
            self.whole(ends, words, sums.hash, ANY, cues);
        }
        if first.digits || last.digits {
            self.whole_part(trim_numbers(words), ANY, cues);
        }
        self.whole_part(trim_measure(words), MEASURED, cues);
        if ends.may(Mode::Prefix) {
            self.each_longer(ends, words, Mode::Prefix, |classes, _| cues.prefix = cues.prefix.or(classes));
        }
        let ends = self.table.ends(last);
        if ends.may(Mode::Suffix) {
            for len in 1..=self.table.longest.min(words.len()) {
                let end = &words[words.len() - len..];
                cues.suffix = cues.suffix.or(self.of_end(ends, Mode::Suffix, end, words::hash(end)));
            }
        }
        self.inner(words, sums.inner, cues);
    }

    /// Cues that are the whole of a part of a line.
    fn whole_part(&self, part: &[Word], classes: Classes, cues: &mut Cues) {
        if let Some(first) = part.first() {
            self.whole(self.table.ends(first), part, words::hash(part), classes, cues);
        }
    }

    /// The same where it is known what phrases the first word starts, and what the words are together.
    fn whole(&self, ends: Ends, part: &[Word], hash: u64, classes: Classes, cues: &mut Cues) {
        let found = Classes(self.of_end(ends, Mode::Line, part, hash).0 & classes.0);
        cues.line = cues.line.or(found);
        cues.phrase |= found.0 != 0 && (part.len() > 1 && !part[0].unspaced || part.len() > 3);
    }

    /// Cues inside of a line.
    fn inner(&self, words: &[Word], places: Places, cues: &mut Cues) {
        // Phrases that overlap, as "follow us" and "us on", are one cue and not two.
        let mut covered: Option<Covered> = None;
        for at in places.iter() {
            let word = &words[at];
            let ends = self.table.ends(word);
            if ends.may_have(Mode::Word, 1) {
                cues.word = cues.word.or(self.table.get(Mode::Word, step(0, word.hash)));
            }
            if !ends.may(Mode::Anywhere) {
                continue;
            }
            let taken = covered.as_mut().map_or(Classes::default(), |covered| covered.take(at));
            let mut here = Classes::default();
            self.each_longer(ends, &words[at..], Mode::Anywhere, |classes, len| {
                cues.anywhere = cues.anywhere.or(classes);
                if len > 1 && !word.unspaced || len > 2 {
                    here = here.or(classes);
                    covered.get_or_insert_default().add(at, len, classes);
                }
            });
            cues.twice = cues.twice.or(Classes(cues.strong.0 & here.0 & !taken.0));
            cues.strong = cues.strong.or(here);
        }
    }

    /// The longest phrase at the start of the words that is a line of a class, with the number of its words.
    pub(super) fn longest_line(&self, words: &[Word], class: Classes) -> Option<(usize, Classes)> {
        let mut longest = None;
        self.each_prefix(words, Mode::Line, |classes, len| {
            if classes.any(class) {
                longest = Some((len, classes));
            }
        });
        longest
    }

    /// Words taken by the longest prefix cue of a class, if there is one.
    pub(super) fn prefix_len(&self, words: &[Word], class: Classes) -> Option<usize> {
        let mut longest = None;
        self.each_prefix(words, Mode::Prefix, |classes, len| {
            if classes.any(class) {
                longest = Some(len);
            }
        });
        longest
    }

    /// Words of the longest phrase of a class at the start of the words, in whatever mode it is listed.
    pub(super) fn longest(&self, words: &[Word], class: Classes) -> Option<usize> {
        let mut longest = None;
        for mode in [Mode::Anywhere, Mode::Line, Mode::Word] {
            self.each_prefix(words, mode, |classes, len| {
                if classes.any(class) {
                    longest = longest.max(Some(len));
                }
            });
        }
        longest
    }

    /// Every phrase at the start of the words. A prefix of one word counts before a sign or a number only; in a script
    /// without spaces every prefix needs a sign or white space after it.
    fn each_prefix(&self, words: &[Word], mode: Mode, mut found: impl FnMut(Classes, usize)) {
        if let Some(first) = words.first() {
            self.each_longer(self.table.ends(first), words, mode, &mut found);
        }
    }

    /// The same where it is known what phrases the first word starts.
    fn each_longer(&self, ends: Ends, words: &[Word], mode: Mode, mut found: impl FnMut(Classes, usize)) {
        let mut hash = 0;
        for (at, word) in words.iter().take(self.table.longest).enumerate() {
            hash = step(hash, word.hash);
            let may = match at {
                0 => ends.may_have(mode, 1),
                1 if !ends.may_have(mode, 2) || !ends.may_go_on(word) => return,
                _ if !self.table.starts(mode, hash) => return,
                _ => true,
            };
            let mut classes = if may { self.table.get(mode, hash) } else { Classes::default() };
            if classes.0 == 0 {
                continue;
            }
            if mode == Mode::Prefix && !is_marked(words, at) {
                classes = Classes(classes.0 & UNMARKED.0);
            }
            if classes.0 != 0 {
                found(classes, at + 1);
            }
        }
    }
}

/// By place, the classes of the phrases that started before it and go on there; of the next [`RING`] places only.
#[derive(Default)]
struct Covered {
    classes: [Classes; RING],
    /// The next place that has not been asked for.
    next: usize,
}

impl Covered {
    fn add(&mut self, at: usize, len: usize, classes: Classes) {
        for inside in at + 1..at + len {
            self.classes[inside % RING] = self.classes[inside % RING].or(classes);
        }
        self.next = self.next.max(at + 1);
    }

    /// The classes of a place, after which those before it are forgotten.
    fn take(&mut self, at: usize) -> Classes {
        for passed in self.next..at.min(self.next + RING) {
            self.classes[passed % RING] = Classes::default();
        }
        self.next = at + 1;
        std::mem::take(&mut self.classes[at % RING])
    }
}

/// Classes whose prefixes of one word need no sign: "By Jane Roe".
const UNMARKED: Classes = Classes::of(Label::Byline);

/// Whether the prefix that ends with word `at` is told apart from running text.
fn is_marked(words: &[Word], at: usize) -> bool {
    let word = &words[at];
    let sign = matches!(
        word.after,
        ':' | '：'
            | '-'
            | '–'
            | '—'
            | '|'
            | '/'
            | '／'
            | '＝'
            | '='
            | '·'
            | '▸'
            | '»'
            | '›'
            | '→'
            | '©'
            | '【'
            | '@'
            | '#'
    );
    let number = words.get(at + 1).is_some_and(|next| next.digits);
    if word.unspaced {
        return sign || number || word.after == ' ' || at >= 5;
    }
    sign || number || at > 0
}

/// Without numbers at both ends: "12 comments", "Page 3"; but "2. Facebook" is an item of a list.
fn trim_numbers(words: &[Word]) -> &[Word] {
    if words.first().is_some_and(|word| word.digits && matches!(word.after, '.' | ')')) {
        return words;
    }
    let from = words.iter().position(|word| !word.digits).unwrap_or(words.len());
    let to = words.iter().rposition(|word| !word.digits).map_or(from, |at| at + 1);
    &words[from..to]
}

/// Without a number and its unit at the end: "Listen to this article · 4 min".
fn trim_measure(words: &[Word]) -> &[Word] {
    match words {
        [rest @ .., number, _] if number.digits && rest.len() > 1 => trim_numbers(rest),
        [rest @ .., number, first, second] if number.digits && first.unspaced && second.unspaced && rest.len() > 1 => {
            trim_numbers(rest)
        }
        _ => &[],
    }
}

const ANY: Classes = Classes(u64::MAX);
/// Labels whose lines may give a length of time.
const MEASURED: Classes = Classes::of(Label::Player)
    .or(Classes::of(Label::Carousel))
    .or(Classes::of(Label::ReadTime))
    .or(Classes::of(Label::Gallery));

#[cfg(test)]
mod tests;
