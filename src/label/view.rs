//! What the families of labels read: every block as a line with its words, cues and shape.

use std::borrow::Cow;

use super::cues::{Classes, Cues, Ends, Matcher, Mode, PLATFORM, Places};
use super::sums::Sums;
use super::words::{self, Word, is_closing, is_end};
use super::{Label, Sheet, shape};
use crate::page::{BlockKind, Page, Range};
use crate::page::{DIGITS, TextSigns};

/// Words of a block that are looked at; chrome is short, and so are the starts that cues ask for.
pub(super) const MAX_WORDS: usize = 120;
const _: () = assert!(MAX_WORDS <= Places::MOST, "every word that is looked at has its place");
/// Words of a block that are remembered. Longer blocks are candidates whatever their script (a word without spaces around it
/// counts half), and no reader asks for the words of those but with a cue.
const SHORT: usize = 2 * (CANDIDATE_WORDS - 1);
/// A block of so many words or sentences is a candidate for the body: no cue drops it.
const CANDIDATE_WORDS: usize = 25;
const CANDIDATE_SENTENCES: usize = 2;
/// Letters of such a block where words are long.
const CANDIDATE_LETTERS: usize = 150;

/// Words of a line to make room for, as most are forgotten, and lines of which one has cues.
const MEAN_WORDS: usize = 4;
const CUED: usize = 3;

/// Signs of lines whose words are read without a cue: dates, initials, addresses.
const ASKED: TextSigns = DIGITS.or(TextSigns::BRACKET).or(TextSigns::AT);

/// Lines looked at on each side for company.
const REACH: usize = 12;

/// A block as the families see it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Line {
    /// Its words in the view, the first [`MAX_WORDS`].
    words: Range,
    /// Words; characters of unspaced scripts count half.
    pub count: usize,
    pub sentences: usize,
    /// Ends with the mark of a sentence.
    pub ends: bool,
    /// Ends with a question or exclamation mark, as headlines may.
    pub exclaims: bool,
    pub hash: u64,
    /// All classes of its cues.
    pub cued: Classes,
    /// The place of its cues in the view.
    cues: u32,
    pub signs: TextSigns,
    /// Its first word starts a cue that is a line, a prefix, or one of words.
    pub starts_line: bool,
    pub starts_prefix: bool,
    pub starts_word: bool,
    pub heading: bool,
    candidate: bool,
    pub file: bool,
    /// Has the sign of copyright.
    pub copyright: bool,
    legal: bool,
}

impl Line {
    /// Whether the block is a candidate for the body by its size.
    pub(super) fn is_candidate(&self) -> bool {
        self.candidate
    }

    /// Consent and rights texts: as long as prose, but none.
    pub(super) fn is_legal(&self) -> bool {
        self.legal
    }

    /// Long enough to be compared with other lines: "Yes" says nothing.
    pub(super) fn is_telling(&self) -> bool {
        self.count >= 4 || self.file
    }

    /// A plain sentence rather than a headline.
    pub(super) fn is_sentence(&self) -> bool {
        self.ends && !self.exclaims && self.count >= 8
    }
}

/// A page with its lines. Families read it and propose.
pub(super) struct View<'p> {
    pub page: &'p Page,
    /// The page's markup says nothing.
    pub bare: bool,
    /// The judge's verdicts; every block until there are any.
    pub main: Vec<bool>,
    pub lines: Vec<Line>,
    pub matcher: Matcher,
    words: Vec<Word>,
    /// The cues of lines that have any, after those of the ones that have none.
    cues: Vec<Cues>,
}

impl<'p> View<'p> {
    /// A view of no line yet.
    pub(super) fn new(page: &'p Page, language: Option<&str>) -> Self {
        let mut cues = Vec::with_capacity(1 + page.blocks.len() / CUED);
        cues.push(Cues::default());
        View {
            page,
            bare: page.is_bare(),
            main: vec![true; page.blocks.len()],
            lines: Vec::with_capacity(page.blocks.len()),
            matcher: Matcher::new(language),
            words: Vec::with_capacity(MAX_WORDS + page.blocks.len() * MEAN_WORDS),
            cues,
        }
    }

    /// Reads the next block.
    pub(super) fn read_line(&mut self) {
        let block = self.lines.len() as u32;
        let text = self.page.block_text(block);
        let start = self.words.len() as u32;
        let matcher = &self.matcher;
        let signs = self.page.stats[block as usize].signs;
        match self.page.block_runs(block) {
            Some(runs) => words::known_words(text, runs, MAX_WORDS, &mut self.words),
            None => words::words(text, MAX_WORDS, &mut self.words),
        }
        let range = Range { start, end: self.words.len() as u32 };
        let words = &self.words[range.usize()];
        let sums = Sums::of(matcher, words);
        let count = counted(words.len(), sums.unspaced);
        let sentences = sums.sentences(text, words);
        // Most blocks end with a letter.
        let signed = !text.as_bytes().last().is_some_and(u8::is_ascii_alphanumeric);
        let end = if signed { text.trim_end_matches(is_closing).chars().next_back() } else { None };
        let starts = words.first().map_or(Ends::default(), |first| matcher.ends(first));
        let mut cues = Cues::default();
        if matcher.may_have_cues(starts, words, sums.inner, signs) {
            matcher.cues_at(starts, words, &sums, &mut cues);
            add_platforms(matcher, words, &mut cues);
        }
        let cued = cues.all();
        let copyright = signs.any(TextSigns::LATIN_SIGN.or(TextSigns::SIGN)) && has_copyright(text.as_bytes());
        self.lines.push(Line {
            words: range,
            count,
            sentences,
            ends: end.is_some_and(is_end),
            exclaims: end.is_some_and(|c| matches!(c, '?' | '!' | '？' | '！' | '؟' | '…')),
            hash: sums.hash,
            cued,
            cues: if cued.0 == 0 { 0 } else { self.cues.len() as u32 },
            signs,
            starts_line: starts.may(Mode::Line),
            starts_prefix: starts.may(Mode::Prefix),
            starts_word: starts.may(Mode::Word),
            heading: matches!(self.page.blocks[block as usize].kind, BlockKind::Heading(_)),
            candidate: count >= CANDIDATE_WORDS
                || sums.letters >= CANDIDATE_LETTERS
                || sentences >= CANDIDATE_SENTENCES,
            file: signs.any(TextSigns::DOT) && shape::is_file_name(text),
            copyright,
            legal: is_legal(&cues, copyright),
        });
        if cued.0 != 0 {
            self.cues.push(cues);
        }
    }

    /// Forgets the words of the last line, if no family will look at them.
    pub(super) fn forget_words(&mut self) {
        let Some(line) = self.lines.last_mut() else { return };
        let is_asked = if line.words.len() > SHORT {
            self.cues[line.cues as usize].placed().0 != 0
        } else {
            line.cued.0 != 0 || line.starts_line || line.starts_word || line.copyright || line.signs.any(ASKED)
        };
        if !is_asked {
            self.words.truncate(line.words.start as usize);
            line.words.end = line.words.start;
        }
    }

    /// The words of a block, forgotten or not.
    pub(super) fn all_words(&self, block: usize) -> Cow<'_, [Word]> {
        let known = self.words(block);
        if !known.is_empty() {
            return known.into();
        }
        let mut words = Vec::new();
        words::words(self.text(block), MAX_WORDS, &mut words);
        words.into()
    }

    /// The cues of a block.
    pub(super) fn cues(&self, block: usize) -> &Cues {
        &self.cues[self.lines[block].cues as usize]
    }

    pub(super) fn len(&self) -> usize {
        self.lines.len()
    }

    pub(super) fn text(&self, block: usize) -> &'p str {
        self.page.block_text(block as u32)
    }

    /// The words of a block; none of one without a cue or what stands for it, once it is read.
    pub(super) fn words(&self, block: usize) -> &[Word] {
        self.lines.get(block).map_or(&[], |line| &self.words[line.words.usize()])
    }

    pub(super) fn kind(&self, block: usize) -> BlockKind {
        self.page.blocks[block].kind
    }

    pub(super) fn is_heading(&self, block: usize) -> bool {
        self.lines[block].heading
    }

    /// A line that is nothing but a cue of the label. A single word needs more than itself; see [`View::has_company`].
    pub(super) fn is_line(&self, block: usize, label: Label) -> bool {
        self.cues(block).line.has(label) && !self.lines[block].ends_like_speech()
    }

    /// Whether one of the two lines before or after is nothing but a cue of chrome. Lines that are out already and are
    /// no cues do not count: without them the answer is the same.
    pub(super) fn has_company(&self, sheet: &Sheet, block: usize) -> bool {
        let is_cue = |at: usize| self.cues(at).line.any(CHROME) && !self.lines[at].ends_like_speech();
        let counts = |at: &usize| is_cue(*at) || !sheet.is_out(*at);
        let after = (block + 1..self.len().min(block + REACH)).filter(counts).take(2);
        let before = (block.saturating_sub(REACH)..block).rev().filter(counts).take(2);
        after.chain(before).any(is_cue)
    }

    /// Whether most of a block is links.
    pub(super) fn is_linked(&self, block: usize) -> bool {
        is_linked(self.page, block)
    }

    /// Text of a part of a block.
    pub(super) fn slice(&self, range: Range) -> &'p str {
        &self.page.text[range.usize()]
    }

    /// The range of the page's text that bytes of a block stand for, without outer white space.
    pub(super) fn range(&self, block: usize, from: usize, to: usize) -> Range {
        let text = self.text(block);
        let base = self.page.blocks[block].text.start;
        let part = &text[from.min(to)..to];
        let start = base as usize + from.min(to) + (part.len() - part.trim_start().len());
        Range { start: start as u32, end: (start + part.trim().len()) as u32 }
    }

    /// The whole of a block's text.
    pub(super) fn whole(&self, block: usize) -> Range {
        self.page.blocks[block].text
    }
}

impl Line {
    /// "I agree." is no button: a short line of several words that ends a plain sentence.
    pub(super) fn ends_like_speech(&self) -> bool {
        self.ends && !self.exclaims && self.count <= 3
    }
}

/// Labels of chrome: all that are cues and no part of the article.
pub(super) const CHROME: Classes = Classes::of(Label::Carousel)
    .or(Classes::of(Label::Player))
    .or(Classes::of(Label::Gallery))
    .or(Classes::of(Label::Navigation))
    .or(Classes::of(Label::Pagination))
    .or(Classes::of(Label::Account))
    .or(Classes::of(Label::Share))
    .or(Classes::of(Label::Follow))
    .or(Classes::of(Label::Newsletter))
    .or(Classes::of(Label::Subscribe))
    .or(Classes::of(Label::Paywall))
    .or(Classes::of(Label::App))
    .or(Classes::of(Label::Consent))
    .or(Classes::of(Label::Advertisement))
    .or(Classes::of(Label::Related))
    .or(Classes::of(Label::ReadMore))
    .or(Classes::of(Label::Comment))
    .or(Classes::of(Label::Feedback))
    .or(Classes::of(Label::Embed))
    .or(Classes::of(Label::Warning));

/// A line of nothing but platforms is a share bar, or a button of one.
fn add_platforms(matcher: &Matcher, words: &[Word], cues: &mut Cues) {
    let is_platform = |word: &Word| matcher.of(Mode::Word, std::slice::from_ref(word)).any(PLATFORM);
    let numbered = words.first().is_some_and(|word| word.digits);
    if cues.word.any(PLATFORM) && !numbered && words.iter().all(|word| word.digits || is_platform(word)) {
        cues.line = cues.line.or(Classes::of(Label::Share));
        cues.phrase |= words.len() > 1;
    }
}

/// The sign of copyright, by the last of its bytes.
fn has_copyright(text: &[u8]) -> bool {
    let mut ends = memchr::memchr2_iter(0xa9, 0x92, text);
    ends.any(|end| ["©", "ⓒ"].iter().any(|sign| text[..=end].ends_with(sign.as_bytes())))
}

/// Consent and rights texts by their cues, which have to be two.
fn is_legal(cues: &Cues, copyright: bool) -> bool {
    let legal = Classes::of(Label::Consent).or(Classes::of(Label::Rights));
    let strong = cues.strong.any(legal);
    cues.twice.any(legal) || strong && (copyright || cues.line.or(cues.prefix).any(legal))
}

/// Whether most of a block is links.
pub(super) fn is_linked(page: &Page, block: usize) -> bool {
    page.link_bytes(block as u32) * 2 > page.block_text(block as u32).len()
}

/// The words of a text, as [`Line::count`] has them.
pub(super) fn count(text: &str) -> usize {
    let mut words = Vec::new();
    words::words(text, MAX_WORDS, &mut words);
    counted(words.len(), words.iter().filter(|word| word.unspaced).count())
}

fn counted(words: usize, unspaced: usize) -> usize {
    if words < MAX_WORDS { words - unspaced + unspaced.div_ceil(2) } else { MAX_WORDS }
}
