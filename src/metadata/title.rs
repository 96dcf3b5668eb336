//! The title: which candidate, and without the site's name.

use super::Source;
use super::clean::MAX_VALUE;
use super::found::{Field, Found};
use super::separators::separators;
use crate::page::{BlockId, BlockKind, Holds, Page, fold, start_of};

/// Longer is a paragraph, not a title (characters).
const MAX_TITLE: usize = 300;
/// Headings that may be the title.
const MAX_HEADINGS: usize = 24;
/// Headings looked at.
const MAX_TRIED: usize = 96;

/// A title and where its heading stands.
#[derive(Debug, Default)]
pub(super) struct Titles {
    /// Best first.
    pub candidates: Vec<(String, Source)>,
    /// The block that shows the title.
    pub anchor: Option<BlockId>,
}

/// A text that may be the title. Lower ranks are better.
struct Candidate {
    rank: u8,
    text: String,
    folded: String,
    source: Source,
}

impl Candidate {
    /// The rank is worse for what cannot be a title: the site's name, an address, nothing.
    fn new(rank: u8, text: String, folded: String, source: Source, sites: &[String]) -> Self {
        let generic = matches!(
            folded.as_str(),
            "home"
                | "homepage"
                | "untitled"
                | "index"
                | "blog"
                | "news"
                | "startseite"
                | "accueil"
                | "inicio"
                | "article"
        );
        let unfit = folded.is_empty() || generic || sites.contains(&folded) || text.chars().count() > MAX_TITLE;
        Candidate { rank: if unfit { rank.saturating_add(100) } else { rank }, text, folded, source }
    }
}

/// Chooses among what the sources gave, `<title>` and headings.
pub(super) fn choose(page: &Page, found: &Found, site_names: &[String]) -> Titles {
    let element = super::clean::plain(&page.head.title);
    let sites: Vec<String> = site_names.iter().map(|name| fold(name)).filter(|name| !name.is_empty()).collect();
    let headings = headings(page, &sites);
    let mut ranked: Vec<Candidate> = Vec::new();
    for candidate in found.of(Field::Title) {
        let title = machine_title(&candidate.values[0], &headings, &sites);
        let folded = fold(&title);
        ranked.push(Candidate::new(candidate.rank, title, folded, candidate.source, &sites));
    }
    let whole = fold(&element);
    if !element.is_empty() {
        let title = element_title(&element, &whole, &headings, &sites, &ranked);
        let folded = fold(&title);
        ranked.push(Candidate::new(42, title, folded, Source::TitleElement, &sites));
    }
    let said = Said { element: &element, whole: &whole, titles: &ranked, is_website: is_website(page, found) };
    let rank = |(at, heading)| Some((said.rank(at, heading)?, heading));
    let shown: Vec<(u8, &Heading)> = headings.iter().enumerate().filter_map(rank).collect();
    ranked.extend(shown.into_iter().map(|(rank, heading)| {
        Candidate::new(rank, heading.text.clone(), heading.folded.clone(), Source::Heading, &sites)
    }));
    ranked.sort_by_key(|candidate| candidate.rank);
    ranked.retain(|candidate| !candidate.text.is_empty());
    let anchor = anchor(page, &headings, &ranked);
    Titles { candidates: ranked.into_iter().map(|candidate| (candidate.text, candidate.source)).collect(), anchor }
}

/// Whether the page says that it is a site rather than an article: it greets its readers in other words than those that
/// it goes by.
fn is_website(page: &Page, found: &Found) -> bool {
    page.head.metas().any(|meta| meta.name == "og:type" && meta.content.trim() == "website")
        && !found.of(Field::Title).iter().any(|candidate| candidate.source == Source::JsonLd)
}

/// What is said beside the headings.
struct Said<'a> {
    /// `<title>`, and the same folded.
    element: &'a str,
    whole: &'a str,
    titles: &'a [Candidate],
    is_website: bool,
}

impl Said<'_> {
    /// The rank of a heading; none for one that is no candidate.
    fn rank(&self, at: usize, heading: &Heading) -> Option<u8> {
        let first = heading.level == 1;
        let titles = || self.titles.iter().map(|title| title.folded.as_str());
        // A heading that something else repeats is the title as readers see it.
        if !heading.folded.is_empty() && titles().any(|title| title == heading.folded) {
            return Some(9);
        }
        // "Energy policy Government slows biogas" where a source says "Government slows biogas": a kicker before it.
        let kicker = |title: &str| {
            heading.folded.strip_suffix(title).is_some_and(|rest| rest.ends_with(' ')) && title.split(' ').count() >= 3
        };
        if titles().any(kicker) {
            return Some(22);
        }
        // What the page shows as its title, in other words than it tells machines.
        if first && heading.only && !self.is_website && titles().any(|title| are_alike(title, &heading.folded)) {
            return Some(8);
        }
        if first && self.is_inside(heading) {
            return Some(11);
        }
        // One word in a longer `<title>` is the site's logo.
        let logo = !heading.folded.contains(' ') && self.element.split_whitespace().count() > 3;
        let by_level = match () {
            () if logo => 75,
            () if first && heading.only => 40,
            () => 60,
        };
        (first || at == 0).then_some(by_level + at.min(9) as u8)
    }

    /// Whether a heading is a part of `<title>`. Two words of a longer one may be the forum's name.
    fn is_inside(&self, heading: &Heading) -> bool {
        let half = || heading.folded.split(' ').count() * 3 >= self.whole.split(' ').count();
        heading.folded.contains(' ')
            && (self.whole.starts_with(&heading.folded) || self.whole.contains(&heading.folded) && half())
    }
}

/// A heading that may be the title.
struct Heading {
    text: String,
    folded: String,
    level: u8,
    /// The only one of level 1.
    only: bool,
    block: BlockId,
}

fn headings(page: &Page, sites: &[String]) -> Vec<Heading> {
    let mut headings: Vec<Heading> = Vec::new();
    let mut tried = 0;
    for (id, block) in (0..).zip(&page.blocks) {
        let level = match block.kind {
            BlockKind::Heading(level) => level,
            // A heading may hold a paragraph or a link with a box of its own.
            _ => match page.containers[block.container as usize].parent {
                parent if block.container != 0 => page.containers[parent as usize].tag.heading_level().unwrap_or(9),
                _ => 9,
            },
        };
        if level > 2 {
            continue;
        }
        tried += 1;
        if headings.len() >= MAX_HEADINGS || tried > MAX_TRIED {
            break;
        }
        let whole = start_of(page.block_text(id), MAX_VALUE);
        // A date or a kicker may stand below the title in the same heading.
        for text in [Some(whole.replace('\n', " ")), whole.split_once('\n').map(|(line, _)| line.to_owned())]
            .into_iter()
            .flatten()
        {
            let text = before_bar(&trimmed(&text, sites, false)).to_owned();
            if text.chars().count() <= MAX_TITLE && text.chars().any(char::is_alphanumeric) {
                headings.push(Heading { folded: fold(&text), text, level, only: false, block: id });
            }
        }
    }
    let mut first: Vec<BlockId> = headings.iter().filter(|heading| heading.level == 1).map(|h| h.block).collect();
    first.dedup();
    let only = first.len() == 1;
    headings.iter_mut().for_each(|heading| heading.only = only);
    headings.sort_by_key(|heading| heading.level);
    headings
}

/// Whether two titles share most words of the shorter one.
fn are_alike(a: &str, b: &str) -> bool {
    let (a, b) = (distinct_words(a), distinct_words(b));
    let shared = a.iter().filter(|word| b.binary_search(word).is_ok()).count();
    shared >= 2 && shared * 2 > a.len().min(b.len())
}

fn distinct_words(folded: &str) -> Vec<&str> {
    let mut words: Vec<&str> = folded.split(' ').collect();
    words.sort_unstable();
    words.dedup();
    words
}

/// The block that shows the title: the first heading, else the first block, that reads like a candidate.
fn anchor(page: &Page, headings: &[Heading], candidates: &[Candidate]) -> Option<BlockId> {
    let titles = || candidates.iter().map(|candidate| candidate.folded.as_str());
    let best = titles().filter(|title| !title.is_empty());
    for title in best.take(4) {
        let same = || headings.iter().filter(|heading| heading.folded == title);
        // A heading that is a link may be the teaser of the same article.
        let linked = |heading: &&Heading| page.link_bytes(heading.block) * 2 > heading.text.len();
        if let Some(heading) = same().find(|heading| !linked(heading)).or_else(|| same().next()) {
            return Some(heading.block);
        }
        let marked = page.marks.iter().filter(|mark| mark.holds.any(Holds::TITLE)).take(64);
        for mark in marked {
            let text = page.blocks.get(mark.block as usize).map_or("", |_| page.block_text(mark.block));
            if text.len() <= MAX_VALUE && fold(text) == title {
                return Some(mark.block);
            }
        }
    }
    // A heading that says most of it.
    let long = |text: &str| text.split(' ').count() >= 3;
    for title in titles().take(4).filter(|title| long(title)) {
        let near = |heading: &&Heading| {
            long(&heading.folded) && (title.contains(&heading.folded) || heading.folded.contains(title))
        };
        if let Some(heading) = headings.iter().find(near) {
            return Some(heading.block);
        }
    }
    headings.iter().find(|heading| heading.level == 1).map(|heading| heading.block)
}

/// Without the site's name at the end, or, where `both` says so, at the start.
fn trimmed(title: &str, sites: &[String], both: bool) -> String {
    let mut title = title.trim();
    for _ in 0..3 {
        let cuts = separators(title);
        let is_site = |part: &str| {
            let part = fold(part);
            !part.is_empty() && sites.iter().any(|site| same_site(&part, site))
        };
        let last = cuts.iter().rev().find(|(start, end, _)| is_site(&title[*end..]) && *start > 0);
        let first = cuts.iter().find(|(start, end, _)| both && is_site(&title[..*start]) && *end < title.len());
        let cut = match (last, first) {
            (Some((start, ..)), _) => &title[..*start],
            (None, Some((_, end, _))) => &title[*end..],
            (None, None) => break,
        };
        if !cut.chars().any(char::is_alphanumeric) {
            break;
        }
        title = cut.trim();
    }
    title.trim_matches(|c: char| c.is_whitespace() || matches!(c, '|' | '\u{ab}' | '\u{bb}')).to_owned()
}

/// Whether a part of the title is the site's name, in full or run together.
fn same_site(part: &str, site: &str) -> bool {
    let joined = |text: &str| text.chars().filter(|c| *c != ' ').collect::<String>();
    let (a, b) = (joined(part), joined(site));
    let article = |text: &str| text.strip_prefix("the").map(str::to_owned);
    a == b
        || article(&a).is_some_and(|a| a == b)
        || article(&b).is_some_and(|b| a == b)
        || b.len() >= 3 && part.starts_with(site) && part[site.len()..].starts_with(' ') && a.len() <= b.len() + 12
        || a.len() >= 4 && b.len() >= 4 && (a.starts_with(&b) || b.starts_with(&a)) && a.len() <= b.len() + 12
}

/// What a source tells machines, without the site's name: at the end always, at the start only where a heading repeats
/// the rest (a shop's home page is called "Example: fine kettles").
fn machine_title(title: &str, headings: &[Heading], sites: &[String]) -> String {
    let title = trimmed(title, sites, false);
    if let Some(part) = shown_part(&title, headings, sites, &[]) {
        return part.to_owned();
    }
    let words = |text: &str| text.split_whitespace().count();
    match separators(&title).last() {
        // "Large mats for your home - Example Mats".
        Some((start, end, false)) if words(&title[..*start]) >= 4 && words(&title[*end..]) <= 3 => {
            before_bar(title[..*start].trim()).to_owned()
        }
        _ => before_bar(&title).to_owned(),
    }
}

/// "Mesh chairs | Example shop | Free delivery": the first of several words; one word may be the site.
fn before_bar(title: &str) -> &str {
    match title.split_once(" | ") {
        Some((head, _)) if head.split_whitespace().count() >= 2 => head.trim(),
        _ => title,
    }
}

/// The longest run of parts of a title that a heading or another source repeats, when it is not the whole.
fn shown_part<'a>(title: &'a str, headings: &[Heading], sites: &[String], said: &[Candidate]) -> Option<&'a str> {
    let mut ends: Vec<usize> = vec![0];
    ends.extend(separators(title).iter().flat_map(|(start, end, _)| [*start, *end]));
    ends.push(title.len());
    let known = |part: &str, first: bool| {
        let part = fold(part);
        let repeated = headings.iter().any(|heading| heading.folded == part);
        // One word at the end is as often the section or the site.
        let says_enough = first || part.contains(' ') || part.chars().any(|c| c as u32 > 0x2e80) || !said.is_empty();
        !part.is_empty()
            && (repeated || said.iter().any(|title| title.folded == part))
            && !sites.contains(&part)
            && says_enough
    };
    let count = ends.len() / 2;
    for parts in (1..count).rev() {
        for first in 0..=count - parts {
            let part = &title[ends[first * 2]..ends[(first + parts) * 2 - 1]];
            if known(part, first == 0) {
                return Some(part.trim());
            }
        }
    }
    None
}

/// `<title>` without the site's name, which a heading or another source helps to find.
fn element_title(element: &str, whole: &str, headings: &[Heading], sites: &[String], said: &[Candidate]) -> String {
    if headings.iter().any(|heading| heading.folded == whole) || said.iter().any(|title| title.folded == whole) {
        return element.to_owned();
    }
    if let Some(part) = shown_part(element, headings, sites, said) {
        return part.to_owned();
    }
    let without = trimmed(element, sites, true);
    if without.len() < element.len() {
        return without;
    }
    longest(element, &separators(element)).trim().to_owned()
}

/// The title without a short part after its last strong separator, or before its first.
fn longest<'a>(element: &'a str, cuts: &[(usize, usize, bool)]) -> &'a str {
    let words = |text: &str| text.split_whitespace().count();
    let strong: Vec<_> = cuts.iter().filter(|(.., weak)| !weak).collect();
    if let Some((start, end, _)) = strong.last() {
        let (head, tail) = (&element[..*start], &element[*end..]);
        if words(tail) <= 5 && words(head) >= words(tail).max(2) {
            return head;
        }
    }
    if let Some((start, end, _)) = strong.first() {
        let (head, tail) = (&element[..*start], &element[*end..]);
        if words(head) <= 3 && words(tail) >= 3 {
            return tail;
        }
    }
    element
}
