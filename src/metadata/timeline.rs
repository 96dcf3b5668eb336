//! The two dates: which candidate is the day of publication, and which that of the last change.

use jiff::civil::Date;
use url::Url;

use super::dates::{Order, Stamp, find_in, parse};
use super::found::{Field, Found};
use super::{Source, Sourced, address, kind};
use crate::page::{BlockId, Page};

/// Longer texts tell a story; a date in them is not the page's (bytes).
const MAX_LINE: usize = 240;

type Dated = Option<Sourced<String>>;
type Dating = (Stamp, Source);
type Stamps = Vec<Dating>;

/// Both dates: none later than the page's own latest, the change never before the publication. `is_written` says whether
/// the page declares that it is an article or who wrote it.
pub(super) fn of(page: &Page, found: &Found, order: Order, url: Option<&Url>, is_written: bool) -> (Dated, Dated) {
    let stamps = |field| -> Stamps {
        found.of(field).into_iter().filter_map(|c| Some((parse(&c.values[0], order)?, c.source))).collect()
    };
    let (mut published, mut modified) = (stamps(Field::Published), stamps(Field::Modified));
    if let Some(stamp) = url.and_then(address::date) {
        published.push((stamp, Source::Url));
    }
    settle(&mut published, &mut modified);
    bound(&mut published, &mut modified);
    // A month where another place knows the day comes last.
    published.sort_by_key(|(stamp, _)| !stamp.has_day());
    // The day a page was put up, which no reader is shown, is no article's.
    let all = || published.iter().chain(&modified);
    if let Some((stamp, _)) = published.first()
        && !is_written
        && kind::is_standing(page, found)
        && !all().any(|(other, by)| (is_shown(*by) || *by == Source::Url) && other.date() == stamp.date())
        && !is_on_page(page, stamp, order)
    {
        return (None, first(modified));
    }
    let better = local(&published).or_else(|| agreed(&published, &modified)).or_else(|| renewed(&published, &modified));
    if let Some(at) = better.or_else(|| earlier(&published, &modified)) {
        published[..=at].rotate_right(1);
    }
    if published.is_empty() {
        published.extend(modified.first().cloned());
    }
    if let Some((first, _)) = published.first() {
        let first = first.date();
        modified.retain(|(stamp, _)| stamp.date() >= first);
    }
    (first(published), first(modified))
}

fn first(stamps: Stamps) -> Dated {
    Sourced::best(stamps.into_iter().map(|(stamp, source)| (stamp.iso(), source)))
}

/// Whether readers are shown the day somewhere.
fn is_on_page(page: &Page, stamp: &Stamp, order: Order) -> bool {
    (0..page.blocks.len() as BlockId).map(|id| page.block_text(id)).any(|text| {
        text.len() <= MAX_LINE
            && find_in(text, order).is_some_and(|(_, date)| {
                date.stamp.has_day() && (date.stamp.date() == stamp.date() || stamp.is_universal_of(&date.stamp))
            })
    })
}

/// Whether machines are told so, on purpose.
fn is_firm(source: Source) -> bool {
    !matches!(source, Source::Text | Source::ClassName | Source::Time | Source::Url | Source::DublinCore)
}

/// Whether readers see it.
fn is_shown(source: Source) -> bool {
    matches!(source, Source::Text | Source::ClassName | Source::Time)
}

/// Reads dates that leave open which number is the day so that they agree with one that does not.
fn settle(published: &mut [Dating], modified: &mut [Dating]) {
    let all = || published.iter().chain(modified.iter()).map(|(stamp, _)| stamp);
    let known: Vec<Date> = all().filter(|stamp| stamp.swapped().is_none()).map(Stamp::date).collect();
    for (stamp, _) in published.iter_mut().chain(modified.iter_mut()) {
        if let Some(swapped) = stamp.swapped()
            && known.contains(&swapped.date())
            && !known.contains(&stamp.date())
        {
            *stamp = swapped;
        }
    }
}

/// Whether machines are told that the page was changed on this day.
fn is_change(modified: &[Dating], day: Date) -> bool {
    modified.iter().any(|(stamp, source)| is_firm(*source) && stamp.date() == day)
}

/// Two places that tell machines the same, where the first one stands alone.
fn agreed(published: &[Dating], modified: &[Dating]) -> Option<usize> {
    let (first, _) = published.first()?;
    let mut sources = published.iter().enumerate().filter(|(_, (stamp, _))| stamp.has_day());
    if sources.clone().skip(1).any(|(_, (stamp, _))| stamp.date() == first.date() || first.is_universal_of(stamp)) {
        return None;
    }
    let repeated = |at: usize| {
        let (stamp, source) = &published[at];
        is_firm(*source)
            && !is_change(modified, stamp.date())
            && published.iter().any(|(other, by)| by != source && other.date() == stamp.date())
    };
    sources.find(|(at, _)| *at > 0 && repeated(*at)).map(|(at, _)| at)
}

/// What the page's head says bounds what its text says: an event may lie in the future.
fn bound(published: &mut Stamps, modified: &mut Stamps) {
    let firm = published.iter().chain(modified.iter()).filter(|(_, source)| is_firm(*source));
    let Some(latest) = firm.map(|(stamp, _)| stamp).max_by_key(|stamp| stamp.date()).cloned() else { return };
    // The moment in universal time may be a day later where the page was made.
    let known = |(stamp, source): &Dating| {
        let local = stamp.is_same_moment(&latest) || *source == Source::Url && latest.is_universal_of(stamp);
        is_firm(*source) || stamp.date() <= latest.date() || local
    };
    published.retain(known);
    modified.retain(known);
}

/// Readers are shown the local date; the best value may be in universal time, a day off.
fn local(published: &[Dating]) -> Option<usize> {
    let (first, source) = published.first()?;
    let at = published.iter().position(|(stamp, source)| !is_firm(*source) && first.is_universal_of(stamp))?;
    let agreed = published[1..at].iter().all(|(stamp, _)| stamp.date() == first.date());
    (*source == Source::JsonLd || agreed).then_some(at)
}

/// What JSON-LD calls a change is to readers the article's date: an old page that was written anew.
fn renewed(published: &[Dating], modified: &[Dating]) -> Option<usize> {
    let (first, Source::JsonLd | Source::Microdata) = published.first()? else { return None };
    // Readers are shown the first date as well.
    if published.iter().any(|(stamp, source)| is_shown(*source) && stamp.date() == first.date()) {
        return None;
    }
    published.iter().position(|(stamp, source)| {
        !is_firm(*source) && *source != Source::Url && stamp.date() > first.date() && is_change(modified, stamp.date())
    })
}

/// A date before the one that machines are told: the day of the page's last edition, or of its move to another system.
fn earlier(published: &[Dating], modified: &[Dating]) -> Option<usize> {
    let (first, source) = published.first()?;
    if !is_firm(*source) {
        return None;
    }
    let at = published.iter().position(|(stamp, source)| is_shown(*source) && stamp.has_day())?;
    let repeated = published.iter().any(|(stamp, source)| !is_firm(*source) && stamp.date() == first.date());
    let day = published[at].0.date();
    (!repeated && !is_change(modified, day) && day < first.date() && !first.is_universal_of(&published[at].0))
        .then_some(at)
}
