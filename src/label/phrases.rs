//! Families that are told by their phrases alone: share bars, newsletters, consent, advertisements and the rest.
//!
//! They differ in what a cue of each kind is worth, so that is a table; the rules are the same for all.

use super::cues::{Classes, Mode, PLATFORM};
use super::signs::{Signs, repeats};
use super::view::View;
use super::words::{Word, word_hash};
use super::{Label, Proposal, Sheet};
use crate::page::BlockKind;
use crate::page::TextSigns;

/// Words of a cue inside of a sentence that make the sentence a call by themselves.
const INNER: usize = 3;
/// Blocks from the last paragraph to what stands right below the article, at most.
const NEAR: usize = 16;
/// Words of a call of two cues, at most.
const MAX_CALL: usize = 40;

/// Lines on each side of a button that are looked at for the same one, and how many they are together, at least.
const AROUND: usize = 60;
const BUTTONS: usize = 3;

/// What a cue of a family is worth.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Worth {
    /// Out wherever it stands.
    Out,
    /// Out before the first and after the last paragraph, and in company.
    Outside,
    /// Out after the last paragraph.
    After,
    /// Only names the block.
    Name,
}

/// A family: its label, what whole lines, prefixes and inner phrases of it are worth, and words of its lines, at most.
struct Family(Label, Worth, Worth, Worth, usize);

/// The families, the more telling ones first.
const FAMILIES: &[Family] = &[
    Family(Label::Advertisement, Worth::Out, Worth::Outside, Worth::Name, 8),
    Family(Label::ReadMore, Worth::Out, Worth::Name, Worth::Name, 12),
    Family(Label::Newsletter, Worth::Out, Worth::Out, Worth::Out, 24),
    Family(Label::Share, Worth::Out, Worth::Out, Worth::Name, 12),
    Family(Label::Follow, Worth::Out, Worth::Out, Worth::Outside, 20),
    Family(Label::App, Worth::Out, Worth::Out, Worth::Outside, 20),
    Family(Label::Paywall, Worth::Out, Worth::Outside, Worth::Outside, 24),
    Family(Label::Subscribe, Worth::Out, Worth::Outside, Worth::Outside, 24),
    Family(Label::Feedback, Worth::Out, Worth::Outside, Worth::Outside, 24),
    Family(Label::Embed, Worth::Out, Worth::Outside, Worth::Outside, 20),
    Family(Label::Gallery, Worth::Out, Worth::Outside, Worth::Name, 8),
    Family(Label::Player, Worth::Out, Worth::Outside, Worth::Name, 12),
    Family(Label::Carousel, Worth::Out, Worth::Name, Worth::Name, 8),
    Family(Label::Comment, Worth::Out, Worth::Outside, Worth::Outside, 20),
    Family(Label::Consent, Worth::Out, Worth::Outside, Worth::Outside, 20),
    Family(Label::Warning, Worth::Outside, Worth::Outside, Worth::Outside, 24),
    Family(Label::Navigation, Worth::Outside, Worth::Outside, Worth::Name, 10),
    Family(Label::Account, Worth::Outside, Worth::Outside, Worth::Name, 10),
    Family(Label::Pagination, Worth::Outside, Worth::Outside, Worth::Name, 10),
    Family(Label::ReadTime, Worth::Out, Worth::Outside, Worth::Outside, 6),
    Family(Label::Rights, Worth::Outside, Worth::Outside, Worth::Name, 24),
    Family(Label::Disclosure, Worth::Name, Worth::Name, Worth::Name, 60),
    Family(Label::Contributors, Worth::Name, Worth::Name, Worth::Name, 60),
    Family(Label::Timestamp, Worth::Name, Worth::Name, Worth::Name, 14),
    Family(Label::Byline, Worth::Name, Worth::Name, Worth::Name, 14),
    Family(Label::Bio, Worth::Name, Worth::Name, Worth::Name, 80),
    Family(Label::Tags, Worth::Name, Worth::After, Worth::Name, 30),
    Family(Label::Contents, Worth::Name, Worth::Name, Worth::Name, 10),
    Family(Label::Highlights, Worth::Name, Worth::Name, Worth::Name, 10),
    Family(Label::Breadcrumb, Worth::Name, Worth::Name, Worth::Name, 12),
    Family(Label::Source, Worth::Name, Worth::Name, Worth::Name, 12),
];

/// Proposes by phrases.
pub(super) fn propose(view: &View<'_>, signs: &Signs, sheet: &Sheet, out: &mut Vec<Proposal>) {
    for block in 0..view.len() {
        let line = &view.lines[block];
        // A cue, a notice of copyright, or a part of a breadcrumb.
        let may = line.cued.0 != 0 || line.copyright || line.signs.any(TextSigns::BRACKET) || line.starts_word;
        if !may || sheet.is_taken(block) {
            continue;
        }
        if let Some(label) = legal(view, signs, block) {
            out.push(Proposal::out(block, label));
        } else if is_offer(view, block) {
            out.push(Proposal::out(block, Label::Subscribe));
        } else if let Some(proposal) = by_phrase(view, signs, sheet, block) {
            out.push(proposal);
        } else if is_breadcrumb(view, signs, block) {
            out.push(Proposal::out(block, Label::Breadcrumb));
        } else if is_share_bar(view, block) {
            out.push(Proposal::out(block, Label::Share));
        }
    }
}

fn by_phrase(view: &View<'_>, signs: &Signs, sheet: &Sheet, block: usize) -> Option<Proposal> {
    let line = &view.lines[block];
    let all = view.cues(block).placed();
    if all.0 == 0 {
        return None;
    }
    let (mut name, mut left) = (None, all);
    for Family(label, whole, prefix, inner, limit) in FAMILIES {
        let class = Classes::of(*label);
        if left.0 == 0 {
            break;
        }
        left = left.without(class);
        if !all.any(class) || line.count > *limit {
            continue;
        }
        let worth = if view.is_line(block, *label) {
            whole_line(view, signs, sheet, block, *label, *whole)
        } else if view.cues(block).prefix.any(class) && is_call(view, block, class) {
            *prefix
        } else if view.cues(block).twice.any(class) || view.cues(block).strong.any(class) && is_call(view, block, class)
        {
            // "Our reporters are on Facebook, follow them": the platform makes it a call.
            if view.cues(block).word.any(PLATFORM) && class.any(CALLS_TO_PLATFORMS) { Worth::Out } else { *inner }
        } else {
            Worth::Name
        };
        if is_out(view, signs, sheet, block, worth) {
            return Some(Proposal::out(block, *label));
        }
        if TOLD.any(class) || is_call(view, block, class) && !line.ends_like_speech() {
            name = name.or(Some(Proposal::name(block, *label)));
        }
    }
    name
}

fn is_out(view: &View<'_>, signs: &Signs, sheet: &Sheet, block: usize, worth: Worth) -> bool {
    if view.lines[block].is_candidate() {
        return false;
    }
    match worth {
        Worth::Out => true,
        Worth::Outside => !signs.inside_prose(block) && signs.prose.is_some() || view.has_company(sheet, block),
        Worth::After => signs.prose.is_some_and(|(_, last)| last < block && block <= last + NEAR),
        Worth::Name => false,
    }
}

/// What a line is worth that is nothing but a cue. A single word may be a heading of the article, so it needs company;
/// an advertisement's label does not.
fn whole_line(view: &View<'_>, signs: &Signs, sheet: &Sheet, block: usize, label: Label, worth: Worth) -> Worth {
    // "Mobile apps" as a heading is the article's; what it heads is judged by itself.
    if view.is_heading(block) && !matches!(label, Label::Advertisement | Label::Newsletter | Label::Share) {
        return Worth::Name;
    }
    if view.cues(block).phrase || label == Label::Advertisement {
        return worth;
    }
    // "12 comments" above or below the text.
    if label == Label::Comment && view.words(block).iter().any(|word| word.digits) {
        return Worth::Outside;
    }
    // "Yes" and "No" fill tables, and answer what was asked before.
    let cell = view.kind(block) == BlockKind::TableCell;
    if cell || label == Label::Feedback && !answers(view, block) {
        return Worth::Name;
    }
    if label == Label::Share && is_button(view, block) {
        return worth;
    }
    let single_outside =
        !signs.inside_prose(block) && matches!(label, Label::Navigation | Label::Account | Label::Pagination);
    if view.has_company(sheet, block) { if single_outside { Worth::Out } else { worth } } else { Worth::Name }
}

/// Whether the same line stands under other entries too.
fn is_button(view: &View<'_>, block: usize) -> bool {
    let around = block.saturating_sub(AROUND)..(block + AROUND + 1).min(view.len());
    around.filter(|other| repeats(view, block, *other)).nth(BUTTONS - 2).is_some()
}

/// Whether a question about the page stands right above.
fn answers(view: &View<'_>, block: usize) -> bool {
    let asks = |at: usize| {
        let cues = view.cues(at);
        cues.phrase && cues.line.has(Label::Feedback) || cues.strong.has(Label::Feedback)
    };
    (block.saturating_sub(ANSWERS)..block).any(asks)
}

/// Lines between a question about the page and its answers, at most.
const ANSWERS: usize = 3;

/// A call to the reader, and no sentence about somebody.
fn is_call(view: &View<'_>, block: usize, class: Classes) -> bool {
    let line = &view.lines[block];
    let plain = line.ends && !line.exclaims;
    !is_told(view, block) && (!plain || is_covered(view, block, class))
}

/// Speech or a report: with quotation marks, or of two sentences.
fn is_told(view: &View<'_>, block: usize) -> bool {
    view.lines[block].sentences >= 2 || has_quotes(view, block)
}

/// What quotation marks beyond ASCII start with.
const QUOTES: TextSigns = TextSigns::LATIN_SIGN.or(TextSigns::SIGN).or(TextSigns::WIDE);

/// Quotation marks; a straight one inside of a word is an abbreviation of Hebrew.
fn has_quotes(view: &View<'_>, block: usize) -> bool {
    let text = view.text(block);
    view.lines[block].signs.any(QUOTES) && text.contains(['“', '”', '„', '«', '「'])
        || text.match_indices('"').any(|(at, _)| {
            let letter = |c: Option<char>| c.is_some_and(char::is_alphabetic);
            !(letter(text[..at].chars().next_back()) && letter(text[at + 1..].chars().next()))
        })
}

/// Whether cues make up most of a full sentence, or several stand in it, or a long one inside of it, or it names a
/// platform: "Follow us on this path for a moment." starts with a cue and goes on as prose.
fn is_covered(view: &View<'_>, block: usize, class: Classes) -> bool {
    let platform = view.cues(block).word.any(PLATFORM) && class.any(CALLS_TO_PLATFORMS);
    if platform || view.cues(block).twice.any(class) {
        return true;
    }
    let words = view.words(block);
    let (mut at, mut covered, mut start) = (0, 0, 0);
    while at < words.len() {
        let prefix = if at == 0 { view.matcher.prefix_len(words, class) } else { None };
        let len = prefix.max(view.matcher.longest(&words[at..], class)).unwrap_or(0);
        if at > 0 && (len >= INNER && !words[at].unspaced || len >= 2 * INNER) {
            return true;
        }
        covered += len;
        start = if at == 0 { len } else { start };
        at += len.max(1);
    }
    // "We use cookies as bait, explains the warden."
    let breaks = |word: &Word| matches!(word.after, ',' | '،' | '，' | '、' | ';');
    let tells = |word: &Word| breaks(word) || matches!(word.after, ':' | '：');
    let is_clause = words.iter().skip(start).any(tells) || start > 0 && breaks(&words[start - 1]);
    covered * if is_clause { 2 } else { 3 } >= words.len()
}

/// Labels of whole sentences: a cue names them wherever it stands.
const TOLD: Classes = Classes::of(Label::Disclosure)
    .or(Classes::of(Label::Contributors))
    .or(Classes::of(Label::Bio))
    .or(Classes::of(Label::Source));

/// Labels whose calls may be of several sentences.
const CALLS: [Label; 6] =
    [Label::Newsletter, Label::Paywall, Label::Subscribe, Label::App, Label::Follow, Label::Feedback];

/// Labels whose calls name a platform.
const CALLS_TO_PLATFORMS: Classes =
    Classes::of(Label::Follow).or(Classes::of(Label::App)).or(Classes::of(Label::Share)).or(Classes::of(Label::Embed));

/// Consent and rights texts may be long; they need two cues, and a place outside of the body.
fn legal(view: &View<'_>, signs: &Signs, block: usize) -> Option<Label> {
    let (line, cues) = (&view.lines[block], view.cues(block));
    if cues.strong.0 == 0 && !line.copyright && !line.signs.any(TextSigns::BRACKET) {
        return None;
    }
    let two = |label: Label| {
        let class = Classes::of(label);
        // One phrase may be listed as a start and as a part: of a single sentence it has to be the most.
        let start = view.cues(block).prefix.any(class) && (line.is_candidate() || is_call(view, block, class));
        view.cues(block).twice.any(class)
            || view.cues(block).strong.any(class) && (view.cues(block).line.any(class) || start)
    };
    let placed = !signs.after_prose(block) || !signs.before_prose(block);
    if two(Label::Consent) && placed {
        return Some(Label::Consent);
    }
    // "By signing up you agree to ... You can unsubscribe at any time."
    let call = CALLS.into_iter().find(|label| view.cues(block).twice.has(*label) && line.count <= MAX_CALL);
    if let Some(label) = call.filter(|_| !has_quotes(view, block)) {
        return Some(label);
    }
    // The mark alone also stands in captions; the year makes it a notice.
    let placed = !signs.before_prose(block) && signs.prose.is_some() && line.count <= 80;
    (placed && (two(Label::Rights) || is_notice(view, block))).then_some(Label::Rights)
}

/// A mark of copyright with a year, or with a cue.
fn is_notice(view: &View<'_>, block: usize) -> bool {
    let line = &view.lines[block];
    let year = || view.all_words(block).iter().any(|word| word.digits && word.letters == 4);
    let brackets = line.signs.any(TextSigns::BRACKET);
    let marked = || line.copyright || brackets && ["(c) ", "(C) "].iter().any(|mark| view.text(block).contains(mark));
    marked() && (view.cues(block).strong.has(Label::Rights) || year())
}

/// "Subscribe now for $1 a week": a word for it, a number and a sign of money, and no full stop.
fn is_offer(view: &View<'_>, block: usize) -> bool {
    let (line, words) = (&view.lines[block], view.words(block));
    let offer = Classes::of(Label::Subscribe).or(Classes::of(Label::Paywall));
    if !line.cued.any(offer) {
        return false;
    }
    // Scripts without capitals or spaces have the word for it anywhere.
    let caseless = words.first().is_some_and(|word| !word.upper && !word.lower && !word.digits || word.unspaced);
    let inner = if caseless { view.cues(block).anywhere } else { Classes::default() };
    // Lists of prices are the article's: "Annual plan: $6.99 a month".
    let colon = words.iter().position(|word| word.after == ':');
    let priced = colon.is_some_and(|at| words.len() - at <= PRICE_WORDS);
    let listed = || view.kind(block) != BlockKind::Paragraph || priced || view.text(block).contains(['(', '\t']);
    view.cues(block).prefix.or(inner).or(view.cues(block).word).any(offer)
        && !listed()
        && line.count <= OFFER_WORDS
        && words.iter().any(|word| word.digits)
        && (!line.ends || line.exclaims || line.count <= OFFER_WORDS / 2)
        && !view.is_heading(block)
        && !is_told(view, block)
        && has_money(view.text(block), words)
}

/// Words of a price after its colon, at most.
const PRICE_WORDS: usize = 5;
/// Words of an offer, at most.
const OFFER_WORDS: usize = 14;
/// Currencies that are written in letters beside a number.
const MONEY: [u64; 13] = [
    word_hash("kr"),
    word_hash("krone"),
    word_hash("kroner"),
    word_hash("kronor"),
    word_hash("eur"),
    word_hash("euro"),
    word_hash("usd"),
    word_hash("dollar"),
    word_hash("rs"),
    word_hash("tl"),
    word_hash("zl"),
    word_hash("chf"),
    word_hash("rp"),
];
/// The same in other scripts, and with endings.
const MONEY_PARTS: [&str; 13] =
    ["euro", "zł", "руб", "грив", "Rp", "R$", "円", "元", "원", "דולר", "دولار", "ευρώ", "ש\"ח"];

fn has_money(text: &str, words: &[Word]) -> bool {
    let sign = |c: char| matches!(c, '$' | '¢' | '£' | '¥' | '\u{20a0}'..='\u{20cf}' | '￥');
    text.contains(sign)
        || words.iter().any(|word| MONEY.contains(&word.hash))
        || MONEY_PARTS.iter().any(|part| text.contains(part))
}

/// "Home > News > Region" before the article.
fn is_breadcrumb(view: &View<'_>, signs: &Signs, block: usize) -> bool {
    let (line, words) = (&view.lines[block], view.words(block));
    if line.ends || signs.after_prose(block) || signs.prose.is_none() {
        return false;
    }
    let home = Classes::of(Label::Breadcrumb);
    let signs_between = words.iter().filter(|word| matches!(word.after, '>' | '›' | '»' | '/' | '→' | '|' | '•' | '·'));
    let parts = signs_between.count() + 1;
    (2..=6).contains(&parts)
        && line.count <= 4 * parts
        && (1..=words.len().min(4)).any(|len| {
            matches!(words[len - 1].after, '>' | '›' | '»' | '/' | '→' | '|' | '•' | '·')
                && view.matcher.of(Mode::Word, &words[..len]).any(home)
        })
}

/// "Facebook Twitter Email Print" in one line.
fn is_share_bar(view: &View<'_>, block: usize) -> bool {
    let (words, share) = (view.words(block), Classes::of(Label::Share));
    if !view.lines[block].cued.any(share.or(PLATFORM)) {
        return false;
    }
    let is_share = |word: &super::words::Word| {
        word.digits || view.matcher.of(Mode::Word, std::slice::from_ref(word)).any(share.or(PLATFORM))
    };
    (2..=12).contains(&words.len()) && words.iter().all(is_share) && words.iter().any(|word| !word.digits)
}
