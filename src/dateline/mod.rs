//! Datelines: place, date and agency before the first sentence of a report, as data.

mod bracket;
mod line;
#[cfg(test)]
mod tests;

use crate::article::Ruling;
use crate::label::Label;
use crate::page::{BlockId, BlockKind, Page, fold, start_of};

/// Paragraphs that are looked at: a line below the title may stand before the report.
const FIRST: usize = 3;
/// Bytes of a dateline, at most.
const MAX_BYTES: usize = 160;
/// Characters of a paragraph after its dateline, at least.
const MIN_REST: usize = 20;

/// Place, date and agency before the first sentence of a report, as in `LONDON, March 3 (Reuters) — `.
///
/// ```
/// let text = "PARIS, March 3 (AFP) - The river rose by a metre in one night, and the lower town was cut off.";
/// let article = bodytext::clean_text(text);
/// let dateline = article.dateline().expect("there is one");
/// assert_eq!(dateline.place(), Some("PARIS"));
/// assert_eq!(dateline.date(), Some("March 3"));
/// assert_eq!(dateline.agency(), Some("AFP"));
/// assert_eq!(dateline.text(), "PARIS, March 3 (AFP) -");
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
pub struct Dateline {
    text: String,
    place: Option<String>,
    date: Option<String>,
    agency: Option<String>,
    block: usize,
    /// Bytes of the block up to the first sentence.
    #[cfg_attr(feature = "serde", serde(skip))]
    pub(crate) end: usize,
}

impl Dateline {
    /// The whole of it as written, with its brackets and its dash, without white space around it.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Where the report was written, as written: `KYIV, Ukraine`.
    pub fn place(&self) -> Option<&str> {
        self.place.as_deref()
    }

    /// When, as written: mostly a day and a month without a year.
    pub fn date(&self) -> Option<&str> {
        self.date.as_deref()
    }

    /// The agency that sent the report, as written.
    pub fn agency(&self) -> Option<&str> {
        self.agency.as_deref()
    }

    /// The block it stands at the start of: an index into [`Article::blocks`](crate::Article::blocks).
    pub fn block(&self) -> usize {
        self.block
    }
}

/// The parts of a dateline at the start of a text, and where the first sentence starts.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
struct Parts<'a> {
    place: Option<&'a str>,
    date: Option<&'a str>,
    agency: Option<&'a str>,
    end: usize,
}

/// Finds the dateline at the start of the body. `site` gives the site's name, which few texts ask for.
pub(crate) fn find<'s>(page: &Page, rulings: &[Ruling], site: impl Fn() -> Option<&'s str>) -> Option<Dateline> {
    let leads = |block: &usize| {
        let ruling = &rulings[*block];
        let kind = page.blocks[*block].kind;
        ruling.main
            && !matches!(kind, BlockKind::Heading(_) | BlockKind::Preformatted)
            && matches!(ruling.label, Some(Label::Body | Label::Dateline | Label::Standfirst | Label::Contributors))
    };
    let blocks = (0..rulings.len().min(page.blocks.len())).filter(leads).take(FIRST);
    // Names of places recur in the report.
    let recurs = |place: &str| {
        let in_body = |block: &usize| rulings[*block].main;
        (0..rulings.len()).filter(in_body).any(|block| line::mentions(page.block_text(block as BlockId), place))
    };
    let is_site = |text: &str| site().is_some_and(|site| fold(site) == fold(text));
    for block in blocks {
        let text = page.block_text(block as BlockId);
        let alone = rulings[block].label == Some(Label::Dateline);
        let parts = read(text, &Around { is_site: &is_site, recurs: &recurs, alone });
        let parts = match parts {
            Some(parts) => parts,
            None if alone => Parts { end: text.len(), ..Parts::default() },
            None => continue,
        };
        let owned = |part: Option<&str>| part.map(str::trim).filter(|part| !part.is_empty()).map(str::to_owned);
        return Some(Dateline {
            text: text.get(..parts.end).unwrap_or(text).trim().to_owned(),
            place: owned(parts.place),
            date: owned(parts.date),
            agency: owned(parts.agency),
            block,
            end: parts.end,
        });
    }
    None
}

/// What is known of the page around a text.
struct Around<'a> {
    /// Whether a text is the site's name.
    is_site: &'a dyn Fn(&str) -> bool,
    /// Whether the body mentions a place in the middle of a sentence.
    recurs: &'a dyn Fn(&str) -> bool,
    /// The block is nothing but a dateline.
    alone: bool,
}

fn read<'a>(text: &'a str, around: &Around<'_>) -> Option<Parts<'a>> {
    let head = start_of(text, MAX_BYTES);
    let mut parts = bracket::read(head).or_else(|| line::read(head, around))?;
    let rest = &text[parts.end..];
    parts.end += rest.len() - rest.trim_start().len();
    let rest = &text[parts.end..];
    (around.alone && rest.is_empty() || rest.chars().nth(MIN_REST).is_some()).then_some(parts)
}
