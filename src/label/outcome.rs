//! What a page turned out to be: an article, or something in its place.
//!
//! An article is what a page is taken for as long as it holds running prose; the others need a sign besides its absence.
//! Signs are status codes, links and sizes, which need no language, and the cues of the label families in theirs.

use std::fmt;

use super::cues::Classes;
use super::signs::Signs;
use super::view::View;
use super::words::words;
use super::{Label, Proposal, Sheet};
use crate::article::Ruling;
use crate::page::BlockKind;

/// Words of prose from which on a page says what it has to say, whatever its title.
const PROSE: usize = 60;
/// Words of prose of a teaser at most.
const TEASER: usize = 150;
/// Words of a page that is but a shell at most, twice as many if it asks for scripts, and of prose in it.
const SHELL: usize = 30;
const SHELL_PROSE: usize = 20;
/// Words of consent texts that make a wall.
const CONSENT: usize = 20;
/// Kept links that make a list, the share of the kept words that prose may have in one, and words between two links.
const LINKS: usize = 6;
const LIST_PROSE: f32 = 0.25;
const LIST_RUN: usize = 100;
/// Titles of articles on a page of which nothing much was kept, and words of each at least.
const TEASERS: usize = 15;
const TEASER_TITLE: usize = 4;
/// Words of a title that are looked at.
const TITLE: usize = 40;
/// Codes of the HTTP status of pages that are not there, as they stand in titles (RFC 9110, section 15).
const CODES: [&str; 8] = ["400", "401", "403", "404", "410", "500", "502", "503"];
/// Signs between the parts of a title.
const PARTS: [char; 9] = ['|', '-', '–', '—', ':', '·', '»', '•', '!'];

/// What a page turned out to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "kebab-case"))]
#[non_exhaustive]
pub enum Outcome {
    /// A page with a text of its own: an article, documentation, a thread, a product.
    Article,
    /// The beginning of an article; the rest is for those who pay or register.
    PaywallTeaser,
    /// Links to articles with little text of its own. Plain text has no links, so no list is told there.
    ListPage,
    /// An error, or a check in place of the page: not found, refused, "are you a robot".
    ErrorPage,
    /// A request for consent in place of the page.
    ConsentWall,
    /// Hardly any text: what scripts would fill, or nothing at all.
    EmptyShell,
    /// Some text, but none that could be an article, such as a form.
    NoArticle,
}

impl Outcome {
    /// The lower-case name with hyphens.
    pub fn name(self) -> &'static str {
        match self {
            Outcome::Article => "article",
            Outcome::PaywallTeaser => "paywall-teaser",
            Outcome::ListPage => "list-page",
            Outcome::ErrorPage => "error-page",
            Outcome::ConsentWall => "consent-wall",
            Outcome::EmptyShell => "empty-shell",
            Outcome::NoArticle => "no-article",
        }
    }
}

impl fmt::Display for Outcome {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// Sums over a page's blocks, in words.
#[derive(Debug, Default)]
struct Sums {
    all: usize,
    kept: usize,
    /// Kept sentences that are no notices and no links.
    prose: usize,
    /// Kept blocks that are links.
    kept_links: usize,
    /// The longest run of kept text between links.
    run: usize,
}

/// Tells what a page turned out to be. `label` gives the label of a block, and `paywalled` tells whether the metadata say
/// that one has to pay; few pages need to know either.
pub(super) fn tell(
    view: &View<'_>,
    rulings: &[Ruling],
    label: impl Fn(usize) -> Label,
    paywalled: impl FnOnce() -> bool,
) -> Outcome {
    let sums = sums(view, rulings);
    if sums.prose < PROSE && sums.kept < TEASER && is_error(view, &label) {
        Outcome::ErrorPage
    } else if sums.prose < PROSE && is_consent_wall(view, &label, sums.all) {
        Outcome::ConsentWall
    } else if sums.prose < SHELL_PROSE && (sums.all < SHELL || sums.all < 2 * SHELL && needs_script(view)) {
        Outcome::EmptyShell
    } else if (1..TEASER).contains(&sums.prose) && is_cut(view, rulings, paywalled) {
        Outcome::PaywallTeaser
    } else if is_list(&sums, || teasers(view, rulings)) {
        Outcome::ListPage
    } else if sums.prose < SHELL_PROSE && sums.kept < PROSE {
        Outcome::NoArticle
    } else {
        Outcome::Article
    }
}

/// Proposes what a page of next to nothing says about scripts: it is no article, though nothing better is there.
pub(super) fn propose(view: &View<'_>, _: &Signs, _: &Sheet, out: &mut Vec<Proposal>) {
    if view.lines.iter().map(|line| line.count).sum::<usize>() < 2 * SHELL {
        let asking = (0..view.len()).filter(|block| asks_for_script(view, *block));
        out.extend(asking.map(|block| Proposal::out(block, Label::Warning)));
    }
}

fn sums(view: &View<'_>, rulings: &[Ruling]) -> Sums {
    let mut sums = Sums::default();
    let mut run = 0;
    for (block, ruling) in rulings.iter().enumerate() {
        let line = &view.lines[block];
        sums.all += line.count;
        if !ruling.main {
            continue;
        }
        let linked = view.is_linked(block);
        let is_prose = || line.sentences > 0 && !linked && !line.is_legal() && !is_notice(view, block);
        if ruling.label != Some(Label::Consent) && is_prose() {
            sums.prose += line.count;
        }
        sums.kept += line.count;
        run = if linked { 0 } else { run + line.count };
        sums.run = sums.run.max(run);
        sums.kept_links += usize::from(linked);
    }
    sums
}

/// Removed links as long as titles.
fn teasers(view: &View<'_>, rulings: &[Ruling]) -> usize {
    let is_teaser =
        |block: &usize| !rulings[*block].main && view.lines[*block].count >= TEASER_TITLE && view.is_linked(*block);
    (0..view.len()).filter(is_teaser).count()
}

/// Whether texts that ask for consent make up at least half of a page's words.
fn is_consent_wall(view: &View<'_>, label: impl Fn(usize) -> Label, all: usize) -> bool {
    let asks = |block: &usize| view.cues(*block).strong.has(Label::Consent) || label(*block) == Label::Consent;
    let consent: usize = (0..view.len()).filter(asks).map(|block| view.lines[block].count).sum();
    consent >= CONSENT && consent * 2 >= all
}

/// A message of the site rather than of the page.
fn is_notice(view: &View<'_>, block: usize) -> bool {
    let cues = view.cues(block);
    let notice = Classes::of(Label::Warning).or(Classes::of(Label::Consent)).or(Classes::of(Label::Paywall));
    cues.line.or(cues.strong).any(notice)
}

/// Whether the page's title or its main heading is an error and nothing else, or gives a status code.
fn is_error(view: &View<'_>, label: impl Fn(usize) -> Label) -> bool {
    let title = view.page.head.title.as_str();
    let heading = |block: &usize| {
        // A page without markup starts with what it has to say.
        view.kind(*block) == BlockKind::Heading(1) || label(*block) == Label::Title || view.page.is_bare() && *block < 2
    };
    let says = |text: &str| text.split(PARTS).any(|part| has_code(part) || is_message(view, part));
    says(title) || (0..view.len()).filter(heading).any(|block| says(view.text(block)))
}

/// "404", "Error 404", "404 Not Found": a status code inside a sentence is a number like others.
fn has_code(part: &str) -> bool {
    let mut words = part.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    let first = words.next().unwrap_or_default();
    CODES.contains(&first) || words.next_back().is_some_and(|last| CODES.contains(&last))
}

/// A text that is a cue of a warning and nothing else.
fn is_message(view: &View<'_>, text: &str) -> bool {
    let mut line = Vec::new();
    words(text, TITLE, &mut line);
    !line.is_empty() && view.matcher.cues(&line).line.has(Label::Warning)
}

/// Whether the page asks for scripts, which is one word in every language.
fn needs_script(view: &View<'_>) -> bool {
    (0..view.len()).any(|block| asks_for_script(view, block))
}

fn asks_for_script(view: &View<'_>, block: usize) -> bool {
    let cues = view.cues(block);
    cues.line.or(cues.strong).has(Label::Warning) && view.text(block).to_lowercase().contains("script")
}

/// Whether a text that starts does not go on without paying: the page says so, or asks for it below the text.
fn is_cut(view: &View<'_>, rulings: &[Ruling], paywalled: impl FnOnce() -> bool) -> bool {
    let last = rulings.iter().rposition(|ruling| ruling.main).unwrap_or(0);
    let asked = |block: usize| {
        let cues = view.cues(block);
        cues.strong.has(Label::Paywall) || cues.phrase && cues.line.has(Label::Paywall)
    };
    (last.saturating_sub(3)..view.len().min(last + 8)).any(asked) || paywalled()
}

/// Whether what was kept is mostly links, or next to nothing was kept of a page full of titles.
fn is_list(sums: &Sums, teasers: impl FnOnce() -> usize) -> bool {
    let little = (sums.prose as f32) < LIST_PROSE * sums.kept as f32;
    sums.kept_links >= LINKS && sums.run < LIST_RUN && little || sums.kept < PROSE && teasers() >= TEASERS
}
