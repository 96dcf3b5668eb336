//! Links to other articles: single lines with a cue, and the titles below a heading.

use super::cues::Classes;
use super::signs::Signs;
use super::view::{CHROME, View};
use super::{Label, Proposal, Sheet};
use crate::hash::Map;

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
    let mut copies: Map<u64, usize> = Map::default();
    for block in (0..view.len()).filter(|block| view.cues(*block).line.any(RELATED)) {
        *copies.entry(view.lines[block].hash).or_default() += 1;
    }
    let first = view.lines.iter().position(|line| line.is_sentence()).unwrap_or(view.len());
    for block in 0..view.len() {
        if !view.lines[block].cued.any(RELATED) || sheet.is_taken(block) {
            continue;
        }
        if is_line(view, signs, (block, first)) {
            out.push(Proposal::out(block, Label::Related));
        } else if view.is_line(block, Label::Related) {
            heading(view, signs, sheet, (block, &copies), out);
        }
    }
}

/// "Read more: The mill that outlived its river". `first` is the first plain sentence of the page.
fn is_line(view: &View<'_>, signs: &Signs, (block, first): (usize, usize)) -> bool {
    let (line, words) = (&view.lines[block], view.words(block));
    let linked = view.is_linked(block);
    if !view.cues(block).prefix.any(RELATED) || line.is_candidate() || view.is_heading(block) && !linked {
        return false;
    }
    let Some(len) = view.matcher.prefix_len(words, RELATED).filter(|len| *len < words.len()) else { return false };
    let colon = matches!(words[len - 1].after, ':' | '：' | '|' | '▸' | '»' | '›' | '→' | '】' | '>');
    let plain = line.ends && !line.exclaims;
    // A headline may start with such a word too ("In pictures: ..."), so one at the head of a text is the judge's.
    let placed = signs.after_prose(block) || block > first || linked || !view.main[block] && !view.bare;
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
    (block, copies): (usize, &Map<u64, usize>),
    out: &mut Vec<Proposal>,
) {
    let mut titles = titles_below(view, signs, sheet, block);
    let phrase = view.cues(block).phrase;
    let numbers = titles.iter().filter(|at| is_number(view, **at)).count();
    let words: usize = titles.iter().filter(|at| !is_number(view, **at)).map(|at| view.lines[*at].count).sum();
    // "Read more" under every teaser is a button, not the heading of what follows it.
    let is_button = copies.get(&view.lines[block].hash).is_some_and(|copies| *copies > 1);
    let mean = if signs.before_prose(block) { MEAN_TITLE } else { MIN_TITLE };
    if is_button || words < (titles.len() - numbers) * mean {
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

/// The lines below a heading that can be titles of other articles, with their numbers.
fn titles_below(view: &View<'_>, signs: &Signs, sheet: &Sheet, block: usize) -> Vec<usize> {
    let mut titles: Vec<usize> = Vec::new();
    let ranked = is_number(view, block + 1) && !signs.before_prose(block);
    let most = if ranked { 2 * MOST } else { MOST };
    for at in block + 1..(block + 1 + most).min(view.len()) {
        let line = &view.lines[at];
        let cues = view.cues(at);
        let other = cues.line.or(cues.strong).any(CHROME.or(Classes::of(Label::Rights)));
        // Where the titles have no full stop, a line that has one is the article's again.
        let stops = line.ends && !line.exclaims && titles.iter().any(|title| !view.lines[*title].ends);
        let fits = is_title(view, signs, at) || ranked && is_number(view, at);
        if sheet.is_taken(at) || other || stops || !fits {
            break;
        }
        titles.push(at);
    }
    // A line much shorter than the titles, right above a paragraph, is a heading of the article.
    if let Some((last, rest)) = titles.split_last()
        && !rest.is_empty()
        && view.page.link_bytes(*last as u32) == 0
        && view.lines.get(last + 1).is_some_and(|next| next.is_candidate())
        && view.lines[*last].count * 2 * rest.len() <= rest.iter().map(|at| view.lines[*at].count).sum()
    {
        titles.pop();
    }
    titles
}

/// A rank in a list of the most read.
fn is_number(view: &View<'_>, block: usize) -> bool {
    matches!(view.words(block), [word] if word.digits && word.letters <= 2)
}

fn is_title(view: &View<'_>, signs: &Signs, block: usize) -> bool {
    let line = &view.lines[block];
    let sentence = line.ends && !line.exclaims && line.count >= SENTENCE || line.is_sentence();
    let markup = !view.bare;
    let linked = view.is_linked(block);
    line.count >= MIN_TITLE
        && !line.is_candidate()
        && !sentence
        && !signs.is_credit(block)
        && (linked || !markup && !view.is_heading(block))
}
