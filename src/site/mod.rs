//! What the pages of one site have in common.
//!
//! A page alone shows a judge what a block looks like; several pages of a site show what the site prints around every
//! article. [`SiteProfile`] counts on how many pages each passage of words and each path of elements stands, and what the
//! judge thought of them there. [`known`] turns that into an effect on a block's log-odds.

mod file;
mod known;
mod passages;
mod places;

use std::collections::BTreeSet;

pub(crate) use known::Known;

use crate::article::{Article, Ruling};
use crate::hash::Map;
use crate::judge::log_odds;
use passages::Passages;

/// Pages that are learnt from at most: what a site repeats shows long before.
const MAX_PAGES: usize = u16::MAX as usize;
/// Passages, and places, that are remembered at most. When there are more, those that stand on the fewest pages go until
/// half are left.
const MAX_PASSAGES: usize = 1 << 18;
const MAX_PLACES: usize = 1 << 16;
/// What the judge thinks of a block that a rule decided, in log-odds.
const RULED: f32 = 4.0;
/// Largest magnitude of an opinion, in log-odds.
const MOST: f32 = 8.0;
/// Opinions on a place are kept as integers, so that their sum is the same in any order: log-odds times this.
const UNITS: f32 = 256.0;
/// Opinions on a passage are probabilities times this.
const SURE: f32 = 255.0;

/// What several pages of one site have in common, learnt from articles and applied to further pages of the site by
/// [`Cleaner::with_profile`](crate::Cleaner::with_profile).
///
/// A profile remembers which passages of text and which paths of elements stand on several pages, and what the judge made
/// of them there. A doubtful block whose words stand on more than half of the pages loses probability, and so does one at
/// a place that the judge nearly always gave up; nothing gains. Only blocks with such a record change their verdict.
/// What it needs to have seen:
///
/// - A block must stand on two other pages at least, so a profile of one page changes nothing. A page that is cleaned
///   with a profile that has learnt from it does not count itself.
/// - A block that the judge is sure of (probability .9 and more) is not touched when it stands on fewer than three other
///   pages, or on no more than half of them.
///
/// HTML and plain text share the passages: what was learnt from the one helps with the other. Paths are for HTML only.
///
/// ```
/// use bodytext::{Cleaner, SiteProfile};
///
/// # let news = ["The river rose by a metre in one night, and the lower town was cut off from the coast road.",
/// #     "The council has voted for the new school, which is to open after the summer of next year.",
/// #     "Two ferries will run to the island from May on, one in the morning and one late in the evening."];
/// # let pages: Vec<String> = news.iter().map(|text| format!("<p>{text}</p><p>Our office by the market is open from nine to \
/// #     five on all days but Sunday, and the telephone is answered until six.</p>")).collect();
/// let cleaner = Cleaner::default();
/// let mut profile = SiteProfile::new();
/// for page in &pages {
///     profile.learn(&cleaner.clean_html(page));
/// }
/// let saved = profile.to_bytes();
///
/// let cleaner = cleaner.with_profile(SiteProfile::from_bytes(&saved)?);
/// let article = cleaner.clean_html(&pages[0]);
/// # Ok::<(), bodytext::Error>(())
/// ```
///
/// Memory is bounded: about 12 MB at most, and 5 MB as bytes. Up to those bounds the order in which pages are learnt makes
/// no difference, but that of pages with the same words the first counts.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct SiteProfile {
    /// Fingerprints of the pages.
    pages: BTreeSet<u64>,
    passages: Map<u64, Record>,
    places: Map<u64, Record>,
}

/// On how many pages something stands, and the sum of what the judge thought of it on each.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
struct Record {
    pages: u16,
    opinions: i32,
}

impl Record {
    fn add(&mut self, opinion: i32) {
        self.pages = self.pages.saturating_add(1);
        self.opinions = self.opinions.saturating_add(opinion);
    }
}

impl SiteProfile {
    /// A profile that has seen nothing.
    pub fn new() -> Self {
        Self::default()
    }

    /// How many pages it has learnt from.
    pub fn pages(&self) -> usize {
        self.pages.len()
    }

    /// Learns from a page of the site, cleaned in whatever way; `false` when there was nothing to learn: no words, a page
    /// that it knows already word for word, or one more than the 65,535 that it counts.
    ///
    /// What the page was cleaned with matters little: an article that a profile had a hand in teaches what the judge
    /// thought before.
    pub fn learn(&mut self, article: &Article) -> bool {
        let passages = Passages::read(&article.page);
        if passages.is_empty() || self.pages.len() >= MAX_PAGES || !self.pages.insert(passages.fingerprint()) {
            return false;
        }
        let opinions: Vec<f32> = article.rulings.iter().map(opinion).collect();
        for (passage, opinion) in passages.opinions(&opinions) {
            self.passages.entry(passage).or_default().add(opinion);
        }
        for (place, opinion) in places::opinions(&article.page, &opinions) {
            self.places.entry(place).or_default().add(opinion);
        }
        thin(&mut self.passages, MAX_PASSAGES);
        thin(&mut self.places, MAX_PLACES);
        true
    }
}

/// What the judge thought of a block before any profile, or what a rule said in its place, in log-odds.
fn opinion(ruling: &Ruling) -> f32 {
    match ruling {
        Ruling { by_rule: true, main, .. } => {
            if *main {
                RULED
            } else {
                -RULED
            }
        }
        Ruling { judged: false, .. } => -RULED,
        Ruling { alone, .. } => log_odds(*alone).clamp(-MOST, MOST),
    }
}

/// Drops what stands on the fewest pages, if there is too much.
fn thin(records: &mut Map<u64, Record>, most: usize) {
    if records.len() <= most {
        return;
    }
    let mut counts: Vec<u16> = records.values().map(|record| record.pages).collect();
    counts.sort_unstable_by(|a, b| b.cmp(a));
    let least = counts[most / 2];
    records.retain(|_, record| record.pages > least);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_stands_on_the_fewest_pages_goes_first() {
        let record = |pages: u16| Record { pages, opinions: 0 };
        let mut records: Map<u64, Record> = (0..10).map(|key| (key, record(1))).collect();
        records.extend([(20, record(2)), (21, record(3)), (22, record(3))]);
        thin(&mut records, 13);
        assert_eq!(records.len(), 13);
        thin(&mut records, 4);
        let mut left: Vec<u64> = records.into_keys().collect();
        left.sort_unstable();
        assert_eq!(left, [21, 22]);
    }
}
