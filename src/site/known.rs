//! What a profile knows of the blocks of a page, and what follows from it.

use super::passages::Passages;
use super::{MOST, Record, SURE, SiteProfile, UNITS, places};
use crate::judge::{log_odds, sigmoid};
use crate::page::Page;

/// Share of a block's words that must stand in known passages.
const COVERED: f32 = 0.9;
/// Other pages that something must stand on at least to count at all.
const LEAST_PAGES: u32 = 2;
/// Share of the other pages from which on a block counts as the site's, growing up to all pages: what stands on fewer may
/// be a teaser, a quotation, a section's own.
const FROM_SHARE: f32 = 0.5;
/// Log-odds that a block loses which stands on all of very many pages and which the judge has always refused.
/// Between 1 and 3 the scores on public sites hardly differ; from 2.5 on single pages lose.
const TEXT: f32 = 2.0;
/// A place is given up when the judge's mean opinion on its blocks is below this, in log-odds, on so many other pages and
/// such a share of them.
const GIVEN_UP: f32 = -2.0;
const PLACE_PAGES: u32 = 3;
const PLACE_SHARE: f32 = 0.5;
/// How much of the way to the mean opinion a block at such a place goes, and the most that it loses, in log-odds.
const PULL: f32 = 0.6;
const MOST_PULL: f32 = 3.0;
/// The judge is sure of a block from this probability on.
const BEYOND_DOUBT: f32 = 0.9;
/// Other pages that a block must stand on before a profile overrules a judge who is sure of it.
const MANY_PAGES: f32 = 3.0;

/// What a profile knows of a block.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub(crate) struct Known {
    /// Other pages that its words stand on, as a mean over the words; 0 when too few of them are known.
    pages: f32,
    /// The same as a share of all other pages.
    share: f32,
    /// Mean probability that the judge gave to these words.
    probability: f32,
    /// The judge's mean opinion on the place, in log-odds, when it has given it up.
    place: Option<f32>,
}

/// The best known passage around a word.
#[derive(Clone, Copy, Default)]
struct Word {
    pages: u32,
    probability: f32,
}

impl SiteProfile {
    /// What is known of each block of a page.
    pub(crate) fn know(&self, page: &Page) -> Vec<Known> {
        let passages = Passages::read(page);
        // A page that was learnt from is no witness to itself.
        let own = u32::from(self.pages.contains(&passages.fingerprint()));
        let others = self.pages.len() as u32 - own;
        let mut known = vec![Known::default(); page.blocks.len()];
        if others < LEAST_PAGES {
            return known;
        }
        self.know_words(&passages, own, others as f32, &mut known);
        for (known, place) in known.iter_mut().zip(places::of_blocks(page)) {
            let record = place.and_then(|place| self.places.get(&place)).copied().unwrap_or_default();
            let pages = u32::from(record.pages).saturating_sub(own);
            let opinion = record.mean() / UNITS;
            let is_given_up = pages >= PLACE_PAGES && pages as f32 >= PLACE_SHARE * others as f32 && opinion < GIVEN_UP;
            known.place = is_given_up.then_some(opinion);
        }
        known
    }

    fn know_words(&self, passages: &Passages, own: u32, others: f32, known: &mut [Known]) {
        let mut words = vec![Word::default(); passages.blocks.len()];
        for (start, hash) in passages.hashes.iter().enumerate() {
            let Some(record) = hash.and_then(|hash| self.passages.get(&hash)) else { continue };
            let pages = u32::from(record.pages).saturating_sub(own);
            let probability = record.mean() / SURE;
            for word in &mut words[passages.words(start)] {
                let is_better = pages > word.pages || pages == word.pages && probability > word.probability;
                if pages >= LEAST_PAGES && is_better {
                    *word = Word { pages, probability };
                }
            }
        }
        let mut rest = words.as_slice();
        for in_block in passages.blocks.chunk_by(|a, b| a == b) {
            let (own, after) = rest.split_at(in_block.len());
            rest = after;
            let found = own.iter().filter(|word| word.pages > 0).count() as f32;
            if found < COVERED * own.len() as f32 {
                continue;
            }
            let block = &mut known[in_block[0] as usize];
            block.pages = own.iter().map(|word| word.pages as f32).sum::<f32>() / found;
            block.share = block.pages / others;
            block.probability = own.iter().map(|word| word.probability).sum::<f32>() / found;
        }
    }
}

impl Record {
    fn mean(self) -> f32 {
        self.opinions as f32 / f32::from(self.pages.max(1))
    }
}

impl Known {
    /// The probability of a block to which the judge alone gives this one.
    pub(crate) fn moved(&self, probability: f32) -> f32 {
        match self.effect(probability) {
            0.0 => probability,
            effect => sigmoid(log_odds(probability) + effect),
        }
    }

    /// How far what is known moves a block to which the judge gives this probability, in log-odds: never above 0.
    fn effect(&self, probability: f32) -> f32 {
        if probability >= BEYOND_DOUBT {
            return if self.pages >= MANY_PAGES { self.of_text() } else { 0.0 };
        }
        let opinion = log_odds(probability).clamp(-MOST, MOST);
        let place = self.place.map_or(0.0, |place| (PULL * (place - opinion)).clamp(-MOST_PULL, 0.0));
        self.of_text().min(place)
    }

    /// Two pages are half a proof, many are nearly a whole one; and what the judge kept elsewhere is no chrome for being
    /// on all pages.
    fn of_text(&self) -> f32 {
        if self.pages <= 0.0 {
            return 0.0;
        }
        let spread = ((self.share - FROM_SHARE) / (1.0 - FROM_SHARE)).clamp(0.0, 1.0);
        -TEXT * spread * (1.0 - 1.0 / self.pages) * (1.0 - self.probability)
    }
}
