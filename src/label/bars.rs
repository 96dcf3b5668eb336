//! Lines that are nothing but parts of chrome: bars of buttons and links, lists of links in one block, hashtags, the
//! initials and addresses of those who wrote the article.

use super::cues::{Classes, Mode};
use super::signs::Signs;
use super::view::{CHROME, View};
use super::{Label, Proposal, Sheet};
use crate::page::TextSigns;

/// Words of a bar, at most.
const MAX_BAR: usize = 40;
/// Lines and linked characters / characters of a list of links in one block, at least.
const LINK_LINES: usize = 3;
const LINKED: f32 = 0.7;
/// Words of a line with an address, and of one with initials; letters of initials; at most.
const CONTACT_WORDS: usize = 9;
const INITIALS: usize = 3;
const INITIAL_LETTERS: u16 = 5;

/// Topics below the word for them, and lines below the dashes that end a mail, at most.
const TOPICS: usize = 12;
const TOPIC_WORDS: usize = 4;
const SIGNATURE: usize = 6;
/// What editors and news agencies end a text with.
const END_MARKS: [&str; 13] =
    ["###", "# # #", "-30-", "- 30 -", "--", "***", "* * *", "ENDS", "(ENDS)", "(END)", "（完）", "(完)", "■"];

/// Proposes bars and lists.
pub(super) fn propose(view: &View<'_>, signs: &Signs, sheet: &Sheet, out: &mut Vec<Proposal>) {
    signature(view, out);
    for block in 0..view.len() {
        let line = &view.lines[block];
        if line.is_candidate() || sheet.is_taken(block) || view.is_heading(block) {
            continue;
        }
        let outside = signs.prose.is_some() && !signs.inside_prose(block);
        let below = signs.after_prose(block) && !signs.before_prose(block);
        if let Some(label) = bar(view, block) {
            out.push(Proposal::out(block, label));
        } else if outside && is_link_list(view, block) {
            out.push(Proposal::out(block, Label::Navigation));
        } else if outside && line.signs.any(HASHES) && is_hashtags(view.text(block)) {
            out.push(Proposal::out(block, Label::Tags));
        } else if below && view.is_line(block, Label::Tags) {
            topics(view, block, out);
        } else if below && line.count <= 1 && END_MARKS.contains(&view.text(block)) {
            out.push(Proposal::out(block, Label::Artifact));
        } else if below && (is_contact(view, block) || is_initials(view, block)) {
            out.push(Proposal::out(block, Label::Byline));
        }
    }
}

/// "Topics", and short lines below it up to the next cue.
fn topics(view: &View<'_>, block: usize, out: &mut Vec<Proposal>) {
    let is_topic = |at: &usize| {
        let line = &view.lines[*at];
        !line.ends && (1..=TOPIC_WORDS).contains(&line.count) && view.cues(*at).line.0 == 0 && !line.copyright
    };
    let topics: Vec<usize> = (block + 1..view.len()).take_while(is_topic).take(TOPICS + 1).collect();
    if (1..=TOPICS).contains(&topics.len()) {
        out.push(Proposal::out(block, Label::Tags));
        out.extend(topics.into_iter().map(|at| Proposal::out(at, Label::Tags)));
    }
}

/// What stands below the two dashes of a mail, when it is short.
fn signature(view: &View<'_>, out: &mut Vec<Proposal>) {
    let last = view.len().saturating_sub(SIGNATURE + 1)..view.len();
    let Some(dashes) = last.into_iter().rev().find(|block| view.bare && view.text(*block) == "--") else { return };
    if (dashes + 1..view.len()).all(|block| !view.lines[block].is_candidate()) {
        out.extend((dashes..view.len()).map(|block| Proposal::out(block, Label::Artifact)));
    }
}

/// "About us | Contact | Privacy", "Share Print Save": every part is a cue by itself, and there are two at least.
fn bar(view: &View<'_>, block: usize) -> Option<Label> {
    let (line, words) = (&view.lines[block], view.words(block));
    // Nearly all lines start with no cue.
    if !line.starts_line
        || line.ends
        || !(2..=MAX_BAR).contains(&words.len())
        || words[0].unspaced && !has_separator(view.text(block))
    {
        return None;
    }
    let (mut at, mut parts, mut first) = (0, 0, Classes::default());
    while at < words.len() {
        let (len, classes) = view.matcher.longest_line(&words[at..words.len().min(at + MAX_CUE)], CHROME)?;
        first = if parts == 0 { classes } else { first };
        parts += 1;
        at += len;
    }
    let home = view.matcher.of(Mode::Word, &words[..1]).has(Label::Breadcrumb);
    if view.text(block).contains(['>', '›', '»']) || home && view.text(block).contains('/') {
        return (parts >= 2).then_some(Label::Breadcrumb);
    }
    (parts >= 2).then(|| Label::ALL.iter().copied().find(|label| CHROME.has(*label) && first.has(*label)))?
}

/// Words of one part of a bar, at most.
const MAX_CUE: usize = 6;

fn has_separator(text: &str) -> bool {
    text.contains(['|', '·', '•', '/', '｜', '／', ' '])
}

/// A block of lines that are hardly more than links, as pages laid out with tables have their menus.
fn is_link_list(view: &View<'_>, block: usize) -> bool {
    let (line, text) = (&view.lines[block], view.text(block));
    if line.ends || !line.signs.any(TextSigns::LINE_FEED) {
        return false;
    }
    let linked = view.page.link_bytes(block as u32) as f32 >= LINKED * text.len() as f32;
    linked && text.lines().count() >= LINK_LINES
}

/// `#` and `＃`.
const HASHES: TextSigns = TextSigns::HASH.or(TextSigns::WIDE);

/// "#Ferry #Nordhaven".
fn is_hashtags(text: &str) -> bool {
    let tag = |word: &str| word.starts_with(['#', '＃']) && word.chars().nth(1).is_some_and(char::is_alphabetic);
    !text.is_empty() && text.split_whitespace().all(|word| tag(word.trim_end_matches(',')))
}

/// "Jane Roe jane@example.org".
fn is_contact(view: &View<'_>, block: usize) -> bool {
    let address = |word: &str| word.split_once('@').is_some_and(|(name, host)| !name.is_empty() && host.contains('.'));
    view.lines[block].signs.any(TextSigns::AT)
        && view.words(block).len() <= CONTACT_WORDS
        && !view.lines[block].ends
        && view.text(block).split_whitespace().any(address)
}

/// "(rtn/hmd)": who wrote and who edited.
fn is_initials(view: &View<'_>, block: usize) -> bool {
    if !view.lines[block].signs.any(TextSigns::BRACKET) {
        return false;
    }
    let (text, words) = (view.text(block), view.words(block));
    let framed = text.starts_with('(') && text.ends_with(')') && text.contains('/');
    framed && words.len() <= INITIALS && words.iter().all(|word| word.letters <= INITIAL_LETTERS && !word.digits)
}
