//! Credits: who made a picture, as a line of its own or at the end of a caption.

mod open;

use std::borrow::Cow;

use super::cues::{AGENCY, Classes, Cues, Matcher, Mode, PARTICLE};
use super::view::{Line, MAX_WORDS, View};
use super::words::{self, Word, is_closing};
use super::{Label, shape};
use crate::page::Range;
use crate::page::TextSigns;

const CREDIT: Classes = Classes::of(Label::Credit);

/// Words of a name with agency and all, at most.
const MAX_NAME: usize = 14;
/// Words of a line that is nothing but names and agencies, at most.
const MAX_BARE: usize = 8;
/// Words after a cue of several words, at most, when they are not all names.
const MAX_COURTESY: usize = 5;
/// Words with a capital / words that have case, at least, in a name.
const CAPITALS: f32 = 0.6;

/// A caption with its credit at the end.
#[derive(Debug, Clone, Copy)]
pub(super) struct Tail {
    pub caption: Range,
    pub credit: Range,
    /// In brackets with a word for picture, or after such a word with its colon: no sentence ends like that.
    pub sure: bool,
}

/// A block, or its last line.
struct Part<'a> {
    block: usize,
    /// Where it starts in the block's text.
    from: usize,
    text: &'a str,
    words: &'a [Word],
    cues: Cues,
    /// Ends with the mark of a sentence.
    ends: bool,
}

/// The name in a block that is nothing but a credit.
pub(super) fn line(view: &View<'_>, block: usize) -> Option<Range> {
    let (line, words) = (&view.lines[block], view.words(block));
    // A cue, or any word with a colon.
    let may = line.cued.any(CREDIT.or(AGENCY)) || words.first().is_some_and(|first| matches!(first.after, ':' | '：'));
    if !may || words.len() > MAX_NAME + 6 || line.signs.any(TextSigns::LINE_FEED) || view.is_heading(block) {
        return None;
    }
    let text = view.text(block);
    credit_of(view, &Part { block, from: 0, text, words, cues: *view.cues(block), ends: line.ends })
}

/// The name in a part that is nothing but a credit.
fn credit_of(view: &View<'_>, part: &Part<'_>) -> Option<Range> {
    let Part { text, words, cues, .. } = *part;
    if cues.prefix.any(CREDIT)
        && let Some(len) = view.matcher.prefix_len(words, CREDIT)
    {
        return prefixed(view, part, len);
    }
    if let Some(from) = agency_after_colon(view, part) {
        return Some(named_range(view, part, from));
    }
    let is_cue = cues.line.any(CREDIT) && !part.ends;
    let named = cues.anywhere.any(AGENCY) || cues.line.any(AGENCY) || cues.word.any(AGENCY);
    if !named {
        return is_cue.then(|| named_range(view, part, 0));
    }
    let marked = text.contains('/') || text.contains('©') || cues.word.any(CREDIT) || cues.suffix.any(CREDIT);
    // "The ferry in winter. Photo: Jane Roe / AP" is a caption with its credit.
    let bracket = shape::last_bracket(text).is_some_and(|(start, _)| start > 0);
    let captioned = words.split_last().is_some_and(|(_, rest)| rest.iter().any(is_stop));
    let bare = marked && !bracket && !captioned && words.len() <= MAX_BARE && !part.ends && is_name(view, words);
    // "Getty Images" and the like name a picture's maker and nothing else.
    let rights = text.contains('©') && words.iter().any(|word| word.digits);
    (is_cue || bare && !rights && shape::whole_time(text).is_none()).then(|| named_range(view, part, 0))
}

/// Ends a sentence: no initial and no abbreviation.
fn is_stop(word: &Word) -> bool {
    words::is_end(word.after) && (word.letters >= 4 || word.unspaced || !word.upper && !word.lower && word.letters >= 2)
}

/// "Foto: dpa" in whatever language: a word, a colon, and nothing but agencies. Gives where they start.
fn agency_after_colon(view: &View<'_>, part: &Part<'_>) -> Option<usize> {
    let (words, cues) = (part.words, part.cues);
    let (first, rest) = words.split_first()?;
    let other = Classes::of(Label::Source).or(Classes::of(Label::Byline)).or(Classes::of(Label::Contributors));
    if !matches!(first.after, ':' | '：') || rest.is_empty() || rest.len() > 6 || cues.prefix.any(other) {
        return None;
    }
    let mut at = 0;
    while at < rest.len() {
        at += view.matcher.longest(&rest[at..], AGENCY)?;
    }
    Some(rest[0].start as usize)
}

/// A credit that starts with the word for it.
fn prefixed(view: &View<'_>, part: &Part<'_>, len: usize) -> Option<Range> {
    let (words, text) = (part.words, part.text);
    let rest = &words[len..];
    if rest.is_empty() {
        // "Photo:" with its name in the next block is no credit yet; "Handout" is.
        return None;
    }
    let signed =
        matches!(words[len - 1].after, ':' | '：' | '/' | '／' | '-' | '–' | '—' | '|' | '＝' | '©' | '=' | ',');
    let agency = view.matcher.cues(rest);
    let agency = agency.anywhere.any(AGENCY) || agency.line.any(AGENCY) || agency.word.any(AGENCY);
    if rest.len() > MAX_NAME || part.ends && !agency && !ends_in_initial(text, rest) {
        return None;
    }
    let named = is_name(view, rest);
    // Without a sign, as in "Photo Jane Roe", only a name or an agency makes it a credit.
    // "Courtesy of the Vane family"
    let courtesy = len >= 2 && rest.len() <= MAX_COURTESY && !part.ends && rest.iter().any(|word| word.upper);
    let fits = named || courtesy || agency && rest.len() <= MAX_NAME || signed && is_caseless(rest) && rest.len() <= 16;
    fits.then(|| named_range(view, part, rest[0].start as usize))
}

/// "Photo: Jane R." ends no sentence.
fn ends_in_initial(text: &str, words: &[Word]) -> bool {
    words.last().is_some_and(|word| word.letters <= 3 && word.upper) && text.ends_with('.') && words.len() <= 4
}

fn named_range(view: &View<'_>, part: &Part<'_>, from: usize) -> Range {
    let text = part.text;
    let skipped = text[from..].len() - text[from..].trim_start_matches(|c: char| "©/|:- ".contains(c)).len();
    let name = &text[from + skipped..];
    let end = from + skipped + name.trim_end_matches(['|', ',', ';', ' ']).len();
    let from = if skipped < text.len() - from { from + skipped } else { from };
    unbracketed(view, part.block, part.from + from, part.from + end.max(from))
}

/// Without a bracket that opens or closes outside of the name.
fn unbracketed(view: &View<'_>, block: usize, from: usize, to: usize) -> Range {
    let text = &view.text(block)[from..to];
    let opens = text.matches(['(', '（', '[']).count();
    let closes = text.matches([')', '）', ']']).count();
    let last = text.chars().next_back().map_or(0, char::len_utf8);
    let to = if closes > opens && text.ends_with([')', '）', ']']) { to - last } else { to };
    view.range(block, from, to)
}

/// Whether words read like names: capitals, agencies, particles; scripts without capitals may be anything.
fn is_name(view: &View<'_>, words: &[Word]) -> bool {
    let (mut upper, mut cased) = (0.0_f32, 0.0_f32);
    for word in words {
        let classes = view.matcher.of(Mode::Word, std::slice::from_ref(word));
        if word.digits || classes.any(PARTICLE) || LINKS.contains(&word.hash) {
            continue;
        }
        upper += f32::from(u8::from(word.upper));
        cased += f32::from(u8::from(word.upper || word.lower));
    }
    if cased == 0.0 {
        return !words.is_empty() && words.len() <= MAX_NAME && words.iter().any(|word| !word.digits);
    }
    upper >= CAPITALS * cased && words.len() <= MAX_NAME
}

fn is_caseless(words: &[Word]) -> bool {
    !words.iter().any(|word| word.upper || word.lower)
}

/// Small words between names in a credit.
const LINKS: [u64; 12] = [
    words::word_hash("via"),
    words::word_hash("for"),
    words::word_hash("by"),
    words::word_hash("of"),
    words::word_hash("the"),
    words::word_hash("and"),
    words::word_hash("und"),
    words::word_hash("et"),
    words::word_hash("und"),
    words::word_hash("courtesy"),
    words::word_hash("per"),
    words::word_hash("pour"),
];

/// What such a credit has one of: brackets, a line of its own, a sign before the name, a verb in Han characters.
const TAILS: TextSigns = TextSigns::BRACKET
    .or(TextSigns::LINE_FEED)
    .or(TextSigns::COLON)
    .or(TextSigns::SLASH)
    .or(TextSigns::LATIN_SIGN)
    .or(TextSigns::WIDE);

/// Whether a line has a sign that such a credit has.
pub(super) fn may_have_tail(line: &Line) -> bool {
    line.signs.any(TAILS) && !line.heading
}

/// The credit at the end of a caption, if there is one, of a line that [`may_have_tail`].
pub(super) fn tail(view: &View<'_>, block: usize) -> Option<Tail> {
    let (signs, text) = (view.lines[block].signs, view.text(block));
    if text.len() > 4000 {
        return None;
    }
    if let Some((start, inner)) = shape::last_bracket(text)
        && start > 0
        && let offset = inner.as_ptr() as usize - text.as_ptr() as usize
        && let words = words_in(view, block, offset..offset + inner.len())
        && let Some(sure) = is_bracketed_credit(view, inner, &words)
    {
        let from = after_cue(view, &words).unwrap_or(offset);
        return Some(Tail {
            caption: view.range(block, 0, start),
            credit: view.range(block, from, offset + inner.len()),
            sure,
        });
    }
    let signed = signs.any(TextSigns::SLASH.or(TextSigns::LATIN_SIGN).or(TextSigns::WIDE));
    let verb = if signs.any(TextSigns::WIDE) { verb_tail(view, block) } else { None };
    verb.or_else(|| if signs.any(TextSigns::LINE_FEED) { last_line(view, block) } else { None })
        .or_else(|| open::tail(view, block))
        .or_else(|| if signed { signed_tail(view, block) } else { None })
}

/// "... in winter. © Jane Roe", "... 감자 상자. /연합뉴스": a sign, and nothing but a name or an agency after it.
fn signed_tail(view: &View<'_>, block: usize) -> Option<Tail> {
    let text = view.text(block);
    // Beyond the bytes of a name and its sign, none matters.
    let near = (text.len().saturating_sub(SIGNED_BYTES + 3)..).find(|at| text.is_char_boundary(*at))?;
    let sign = if view.lines[block].copyright { text.rfind('©') } else { None };
    if sign.is_none() && !text[near..].bytes().any(|byte| byte == b'/' || !byte.is_ascii()) {
        return None;
    }
    let at = sign.or_else(|| Some(near + text[near..].rfind(['/', '／'])?))?;
    let name = &text[at + text[at..].chars().next().map_or(1, char::len_utf8)..];
    let above = text[..at].trim_end();
    if name.len() > SIGNED_BYTES || !above.ends_with(words::is_end) || view.cues(block).strong.has(Label::Rights) {
        return None;
    }
    let mut buffer = Vec::new();
    words::words(name, MAX_BARE + 1, &mut buffer);
    let sign = text[at..].starts_with('©');
    let fits = !buffer.is_empty()
        && buffer.len() <= MAX_BARE
        && !buffer.iter().any(|word| word.digits)
        && if sign { is_name(view, &buffer) } else { view.matcher.longest(&buffer, AGENCY) == Some(buffer.len()) };
    fits.then(|| Tail {
        caption: view.range(block, 0, above.len()),
        credit: view.range(block, text.len() - name.len(), text.len()),
        sure: true,
    })
}

/// Bytes of the name after such a sign, at most.
const SIGNED_BYTES: usize = 80;

/// "© Jane Roe": a credit where a picture is, and a notice elsewhere.
pub(super) fn signed(view: &View<'_>, block: usize) -> Option<Range> {
    let line = &view.lines[block];
    let (text, words) = (view.text(block), view.words(block));
    signed_by(view, &Part { block, from: 0, text, words, cues: *view.cues(block), ends: line.ends })
}

fn signed_by(view: &View<'_>, part: &Part<'_>) -> Option<Range> {
    let year = part.words.iter().any(|word| word.digits && word.letters == 4);
    let name = part.words.len() <= MAX_BARE && is_name(view, part.words) && !part.cues.strong.has(Label::Rights);
    (part.text.starts_with('©') && name && !year).then(|| named_range(view, part, 0))
}

/// A credit below its caption, a line break between them.
fn last_line(view: &View<'_>, block: usize) -> Option<Tail> {
    let whole = view.text(block);
    let from = memchr::memrchr(b'\n', whole.as_bytes())? + 1;
    let text = &whole[from..];
    let mut buffer = Vec::new();
    words::words(text, MAX_NAME + 6, &mut buffer);
    let (cues, ends) = (view.matcher.cues(&buffer), text.trim_end_matches(is_closing).ends_with(words::is_end));
    let part = Part { block, from, text, words: &buffer, cues, ends };
    let credit = credit_of(view, &part).or_else(|| signed_by(view, &part))?;
    let above = whole[..from].trim_end();
    (buffer.len() < MAX_NAME + 6 && !above.is_empty()).then(|| Tail {
        caption: view.range(block, 0, above.len()),
        credit,
        sure: true,
    })
}

/// Verbs that end a credit where words stand close: "... 新华社记者 李明 摄".
const VERBS: [&str; 4] = ["摄", "攝", "撮影", "提供"];
/// Characters of such a credit, at most.
const VERB_TAIL: usize = 18;

/// A last clause that ends with the verb for taking pictures.
fn verb_tail(view: &View<'_>, block: usize) -> Option<Tail> {
    let text = view.text(block);
    let verb = VERBS.iter().find(|verb| text.ends_with(**verb))?;
    let clause =
        text.rfind(['。', '＝', '；', '！']).map_or(0, |at| at + text[at..].chars().next().map_or(0, char::len_utf8));
    let credit = &text[clause..text.len() - verb.len()];
    let fits = clause > 0 && credit.chars().count() <= VERB_TAIL && !credit.trim().is_empty();
    fits.then(|| Tail {
        caption: view.range(block, 0, clause),
        credit: view.range(block, clause, text.len() - verb.len()),
        sure: true,
    })
}

/// The words in a part of a block, with their places in the block.
fn words_in<'v>(view: &'v View<'_>, block: usize, part: std::ops::Range<usize>) -> Cow<'v, [Word]> {
    let known = view.words(block);
    if known.len() < MAX_WORDS {
        let before = |place: usize| known.partition_point(|word| (word.start as usize) < place);
        return known[before(part.start)..before(part.end)].into();
    }
    let mut read = Vec::new();
    words::words(&view.text(block)[part.clone()], MAX_NAME + 8, &mut read);
    let moved = |word: Word| Word { start: word.start + part.start as u32, end: word.end + part.start as u32, ..word };
    read.into_iter().map(moved).collect()
}

/// Whether a bracket holds a credit; `true` when nothing else could be in it.
fn is_bracketed_credit(view: &View<'_>, inner: &str, words: &[Word]) -> Option<bool> {
    if words.is_empty() || words.len() > MAX_NAME + 4 {
        return None;
    }
    let cues = view.matcher.cues(words);
    let agency = cues.anywhere.any(AGENCY) || cues.line.any(AGENCY) || cues.word.any(AGENCY);
    let picture = cues.word.any(CREDIT) || cues.prefix.any(CREDIT) || cues.suffix.any(CREDIT) || cues.line.any(CREDIT);
    // 摄, 撮影, 写真, 사진: the maker's verb in scripts whose words stand close.
    let maker = ["摄", "攝", "撮影", "写真", "사진"].iter().any(|mark| inner.contains(mark));
    let slashed = inner.contains('/') || inner.contains('／') || inner.contains('©');
    // "(Reuters, 2019)" and "(Photo 2)" cite.
    let year = words.iter().any(|word| word.digits && word.letters == 4);
    if maker || picture && (agency || cues.prefix.any(CREDIT)) && is_name(view, words) || agency && slashed {
        return (!year || agency).then_some(true);
    }
    (picture && is_name(view, words) && words.len() <= 6 && !year).then_some(false)
}

/// Where the name starts behind the cue at the start of a credit.
fn after_cue(view: &View<'_>, words: &[Word]) -> Option<usize> {
    let len = view.matcher.prefix_len(words, CREDIT)?;
    words.get(len).map(|word| word.start as usize)
}

/// The agency that a credit names; the last one, which is the one that sends the picture.
pub(crate) fn agency(credit: &str) -> Option<&str> {
    let mut buffer = Vec::new();
    words::words(credit, MAX_NAME + 8, &mut buffer);
    let matcher = Matcher::new(None);
    let mut found = None;
    let mut at = 0;
    while at < buffer.len() {
        match matcher.longest(&buffer[at..], AGENCY) {
            Some(len) => {
                found = Some((at, len));
                at += len;
            }
            None => at += 1,
        }
    }
    let (at, len) = found?;
    credit.get(buffer[at].start as usize..buffer[at + len - 1].end as usize)
}
