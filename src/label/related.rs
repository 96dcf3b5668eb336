//! Links to other articles: single lines with a cue, and the titles below a heading.

use std::collections::HashMap;

use super::cues::Classes;
use super::signs::Signs;
use super::view::{CHROME, View};
use super::{Label, Proposal, Sheet};

const RELATED: Classes = Classes::of(Label::Related);
/// Words after the cue, at most.
const MAX_TITLE: usize = 22;
/// Words of a title below a heading, at least: shorter ones may be names in a list.
const MIN_TITLE: usize = 3;
/// Words of the titles below a heading, at least on average.
const MEAN_TITLE: usize = 5;
/// Titles below one heading, at most.
const MOST: usize = 12;
/// Words of a sentence that ends the titles.
const SENTENCE: usize = 12;

/// Proposes related lines.
pub(super) fn propose(view: &View<'_>, signs: &Signs, sheet: &Sheet, out: &mut Vec<Proposal>) {
    let mut copies: HashMap<u64, usize> = HashMap::new();
    for line in view.lines.iter().filter(|line| line.cues.line.any(RELATED)) {
        *copies.entry(line.hash).or_default() += 1;
    }
    for block in 0..view.len() {
        if sheet.is_taken(block) {
            continue;
        }
        if is_line(view, signs, block) {
            out.push(Proposal::out(block, Label::Related));
        } else if view.is_line(block, Label::Related) {
            heading(view, signs, sheet, (block, &copies), out);
        }
    }
}

/// "Read more: The mill that outlived its river".
fn is_line(view: &View<'_>, signs: &Signs, block: usize) -> bool {
    let (line, words) = (&view.lines[block], view.words(block));
    if !line.cues.prefix.any(RELATED) || line.is_candidate() || view.is_heading(block) {
        return false;
    }
    let Some(len) = view.matcher.prefix_len(words, RELATED).filter(|len| *len < words.len()) else { return false };
    let colon = matches!(words[len - 1].after, ':' | '：' | '|' | '▸' | '»' | '›' | '→' | '】' | '>');
    let plain = line.ends && !line.exclaims;
    let linked = view.page.link_bytes(block as u32) * 2 > view.text(block).len();
    // A headline may start with such a word too ("In pictures: ..."), so one at the head of a text is the judge's.
    let placed = signs.after_prose(block) || linked || !view.main[block] && !view.bare;
    words.len() - len <= MAX_TITLE
        && !plain
        && placed
        && (colon || linked || len >= 2 && starts_title(view, block, len))
}

/// Whether what follows the cue starts like a title: "Read more about ..." goes on in small letters and is a line only
/// with a link.
fn starts_title(view: &View<'_>, block: usize, len: usize) -> bool {
    let next = view.words(block)[len];
    next.upper || next.unspaced || !next.lower
}

/// "Related stories" and the run of titles directly below it.
fn heading(
    view: &View<'_>,
    signs: &Signs,
    sheet: &Sheet,
    (block, copies): (usize, &HashMap<u64, usize>),
    out: &mut Vec<Proposal>,
) {
    let mut titles: Vec<usize> = Vec::new();
    for at in block + 1..(block + 1 + MOST).min(view.len()) {
        let other = view.lines[at].cues.line.or(view.lines[at].cues.strong).any(CHROME.or(Classes::of(Label::Rights)));
        // Where the titles have no full stop, a line that has one is the article's again.
        let line = &view.lines[at];
        let stops = line.ends && !line.exclaims && titles.iter().any(|title| !view.lines[*title].ends);
        if sheet.is_taken(at) || other || stops || !is_title(view, signs, at) {
            break;
        }
        titles.push(at);
    }
    let phrase = view.lines[block].cues.phrase;
    let words: usize = titles.iter().map(|at| view.lines[*at].count).sum();
    // "Read more" under every teaser is a button, not the heading of what follows it.
    let is_button = copies.get(&view.lines[block].hash).is_some_and(|copies| *copies > 1);
    if is_button || words < titles.len() * MEAN_TITLE {
        titles.clear();
    }
    let before_prose = view.lines.get(block + 1 + titles.len()).is_some_and(|next| next.is_candidate());
    // A heading of the article has its paragraphs right below.
    let own = titles.is_empty() && before_prose && view.is_heading(block);
    if !own && (titles.len() >= 2 && signs.after_prose(block) || phrase || view.has_company(sheet, block)) {
        out.push(Proposal::out(block, Label::Related));
        if signs.after_prose(block) || titles.len() >= 2 && !view.bare {
            out.extend(titles.into_iter().map(|at| Proposal::out(at, Label::Related)));
        }
    }
}

fn is_title(view: &View<'_>, signs: &Signs, block: usize) -> bool {
    let line = &view.lines[block];
    let sentence = line.ends && !line.exclaims && line.count >= SENTENCE || line.is_sentence();
    let markup = !view.bare;
    let linked = view.page.link_bytes(block as u32) * 2 > view.text(block).len();
    line.count >= MIN_TITLE
        && !line.is_candidate()
        && !sentence
        && !signs.is_credit(block)
        && (linked || !markup && !view.is_heading(block))
}
