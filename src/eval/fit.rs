//! Fits the weights of the crate, and says by cross-validation what they are worth.

use std::sync::Arc;

use super::boost::{self, BoostOptions, TrainSet};
use super::calibrate::{self, Held};
use super::dataset::{Gold, Labelled, TokenTable, width};
use super::metrics::{self, Snippets};
use super::readers::{self, Case, Kind, Layout, ReadError};
use super::token_weights;
use crate::cleaner::Cleaner;
use crate::evidence::{EvidenceSet, FAMILY_OF};
use crate::judge::{self, Calibration, Forest};
use crate::options::Options;

/// Folds of the cross-validation; a site is in one fold only.
pub const FOLDS: usize = 5;

/// A labelled page with what it counts for.
#[derive(Debug)]
pub struct Sample {
    /// Its name in reports.
    pub id: String,
    /// Its site: pages of one site are never on both sides of a fold.
    pub site: String,
    /// What sort of page it is, as in `article` or `forum`.
    pub page_type: String,
    /// Its blocks and labels.
    pub page: Labelled,
    /// The shape of its source: `html`, `readability` for HTML that this made the gold text of, or what kind of text.
    pub shape: &'static str,
    /// What it counts for beside the other pages; 1 for a page as it is found.
    pub weight: f32,
}

impl Sample {
    /// A page of a benchmark of this layout; `None` when its file is missing.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn read(case: &Case, layout: Layout, kind: Kind) -> Result<Option<Self>, ReadError> {
        let Some(path) = &case.path else { return Ok(None) };
        let truth = match &case.text {
            Some(text) => Gold::Text(text.clone()),
            None => Gold::Snippets { with: case.with.clone(), without: case.without.clone() },
        };
        let page = Labelled::new(&readers::load(path)?, truth, kind);
        let shape = match (kind, layout) {
            (Kind::Html, Layout::Readability) => "readability",
            (Kind::Html, _) => "html",
            (Kind::Text, _) => "dump",
        };
        let (id, page_type) = (case.id.clone(), case.page_type.clone());
        Ok(Some(Sample { id, site: site(case), page_type, page, shape, weight: 1.0 }))
    }

    /// The fold of its site.
    pub fn fold(&self) -> usize {
        let hash = self.site.bytes().fold(7_u32, |hash, byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193));
        (hash / 64) as usize % FOLDS
    }
}

/// The site of a page: the last two labels of its host, or three under suffixes such as `co.uk`; the page's own id when
/// it has no address.
pub fn site(case: &Case) -> String {
    let url = case.url.as_deref().and_then(|url| url::Url::parse(url).ok());
    let Some(host) = url.as_ref().and_then(url::Url::host_str) else { return case.id.clone() };
    let labels: Vec<&str> = host.split('.').collect();
    let short = |from_end: usize, most: usize| labels.iter().rev().nth(from_end).is_some_and(|l| l.len() <= most);
    let kept = if labels.len() >= 3 && short(0, 2) && short(1, 3) { 3 } else { 2 };
    labels[labels.len().saturating_sub(kept)..].join(".")
}

/// The weights of one input.
#[derive(Debug, Clone)]
pub struct Weights {
    tokens: Vec<(u32, f32, f32)>,
    forest: Forest,
}

/// From the signs of a page to the confidence in its body. The default says one half of every page.
#[derive(Debug, Clone, Copy, Default)]
pub struct Confidence(pub(crate) Calibration);

impl Confidence {
    /// That of the shipped weights; `None` when these were fitted on other columns of evidence than there are now.
    pub fn built_in(kind: Kind) -> Option<Self> {
        let model = judge::Model::shipped().ok()?;
        Some(Confidence(if kind == Kind::Html { model.html.calibration } else { model.text.calibration }))
    }
}

/// The score of a page that was not fitted on.
#[derive(Debug, Clone)]
pub struct Scored {
    /// Index of the sample.
    pub sample: usize,
    /// Word F1 against the gold text, where there is one.
    pub f1: Option<f64>,
    /// Counts of its snippets, where these are what is known.
    pub snippets: Option<Snippets>,
    /// What the confidence is made of.
    signs: judge::Signs,
}

/// Calibrates the confidence on pages that were not fitted on, and says what it is worth: for each page, the probability
/// of being right by a calibration that has seen neither it nor its site.
pub fn calibrate(samples: &[Sample], scored: &[Scored]) -> (Confidence, Vec<(f64, bool)>) {
    let held: Vec<Held> = scored
        .iter()
        .filter_map(|page| {
            Some(Held {
                signs: page.signs,
                right: page.f1? >= calibrate::RIGHT,
                weight: f64::from(samples[page.sample].weight),
                fold: samples[page.sample].fold(),
            })
        })
        .collect();
    let without = (0..FOLDS).map(|fold| calibrate::fit(&held, Some(fold))).collect::<Vec<_>>();
    let checked = held.iter().map(|page| (f64::from(without[page.fold].probability(&page.signs)), page.right));
    (Confidence(calibrate::fit(&held, None)), checked.collect())
}

/// Fits on all folds but one, and cleans the pages of that one with these weights; for each fold. Only the families of
/// the set are known.
pub fn cross_validate(
    samples: &[Sample],
    kind: Kind,
    options: &BoostOptions,
    set: EvidenceSet,
    progress: &mut dyn FnMut(&str),
) -> Vec<Scored> {
    let mut scored = Vec::with_capacity(samples.len());
    for fold in 0..FOLDS {
        let weights = fit_without(samples, kind, options, set, Some(fold), progress);
        let cleaner = cleaner(&weights, set);
        for (at, sample) in samples.iter().enumerate().filter(|(_, sample)| sample.fold() == fold) {
            scored.push(score(at, &sample.page, &cleaner, kind));
        }
        progress(&format!("fold {} of {FOLDS} scored", fold + 1));
    }
    scored
}

/// A cleaner with these weights for either input.
fn cleaner(weights: &Weights, set: EvidenceSet) -> Cleaner {
    let TokenTable(names) = TokenTable::new(&weights.tokens);
    let part = Arc::new(judge::Weights { forest: weights.forest.clone(), calibration: Calibration::default() });
    Cleaner::fitted(Options::default().with_evidence(set), judge::Model { names, html: part.clone(), text: part })
}

/// What comes out of the whole pipeline against what is known of the page.
fn score(sample: usize, page: &Labelled, cleaner: &Cleaner, kind: Kind) -> Scored {
    let (article, signs) = cleaner.clean_page(page.page().clone(), kind == Kind::Html);
    let text = article.text();
    let (f1, snippets) = match page.truth() {
        Gold::Text(gold) => (Some(metrics::word_scores(&text, gold).f1), None),
        Gold::Snippets { with, without } => (None, Some(Snippets::count(&text, with, without))),
    };
    Scored { sample, f1, snippets, signs }
}

/// Fits on all samples.
pub fn fit(samples: &[Sample], kind: Kind, options: &BoostOptions, progress: &mut dyn FnMut(&str)) -> Weights {
    fit_without(samples, kind, options, EvidenceSet::all(), None, progress)
}

/// The model file; `confidence` is that of HTML, and of text.
pub fn model_bytes(html: &Weights, text: &Weights, confidence: [Confidence; 2]) -> Vec<u8> {
    let [of_html, of_text] = confidence;
    let part =
        |weights: &Weights, Confidence(calibration)| judge::Weights { forest: weights.forest.clone(), calibration };
    judge::model_bytes(&html.tokens, &part(html, of_html), &part(text, of_text))
}

/// Fits on the folds but `left_out`. Rows are measured with token weights that were fitted without their own fold, so
/// that the trees trust the tokens no more than they may on a new site.
fn fit_without(
    samples: &[Sample],
    kind: Kind,
    options: &BoostOptions,
    set: EvidenceSet,
    left_out: Option<usize>,
    progress: &mut dyn FnMut(&str),
) -> Weights {
    let used: Vec<&Sample> = samples.iter().filter(|sample| Some(sample.fold()) != left_out).collect();
    let tokens = |without: Option<usize>| match kind {
        Kind::Html => {
            let pages = used.iter().filter(|sample| Some(sample.fold()) != without);
            token_weights::fit(&pages.map(|sample| (&sample.page, sample.site.as_str())).collect::<Vec<_>>())
        }
        Kind::Text => Vec::new(),
    };
    let (mut rows, mut labels, mut weights, mut groups) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
    for fold in (0..FOLDS).filter(|fold| Some(*fold) != left_out) {
        let table = TokenTable::new(&tokens(Some(fold)));
        for (group, sample) in used.iter().enumerate().filter(|(_, sample)| sample.fold() == fold) {
            rows.extend(known(sample.page.rows(&table), set));
            labels.extend(sample.page.labels.iter().map(|label| label.unwrap_or_default()));
            weights.extend(sample.page.weights().iter().map(|weight| weight * sample.weight));
            groups.extend(std::iter::repeat_n(group as u32, sample.page.len()));
        }
    }
    // LightGBM's leaf penalty is meant for weights around 1.
    let mean = weights.iter().sum::<f32>() / weights.len().max(1) as f32;
    weights.iter_mut().for_each(|weight| *weight /= mean);
    let set = TrainSet { rows: &rows, features: width(), labels: &labels, weights: &weights, groups: &groups };
    let forest = boost::train(&set, options, &mut |tree, loss| {
        if tree % 50 == 0 {
            progress(&format!("tree {tree}, loss {loss:.4}"));
        }
    });
    Weights { tokens: tokens(None), forest }
}

/// Rows with zeros for the families that are not in the set.
fn known(mut rows: Vec<f32>, set: EvidenceSet) -> Vec<f32> {
    if !set.is_all() {
        let columns = rows.iter_mut().zip(FAMILY_OF.iter().cycle());
        columns.filter(|(_, family)| !set.contains(**family)).for_each(|(number, _)| *number = 0.0);
    }
    rows
}
