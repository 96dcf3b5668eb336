//! Fits the weights of the crate, and says by cross-validation what they are worth.

use super::boost::{self, BoostOptions, TrainSet};
use super::calibrate::{self, Held};
use super::dataset::{Labelled, TokenTable, width};
use super::readers::{self, Case, Kind, ReadError};
use super::{metrics, token_weights};
use crate::evidence::{EvidenceSet, FAMILY_OF};
use crate::judge::{self, Calibration, Forest};
use crate::options::Focus;

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
    /// The shape of its source: `html`, or what kind of text.
    pub shape: &'static str,
    /// What it counts for beside the other pages; 1 for a page as it is found.
    pub weight: f32,
}

impl Sample {
    /// A page of a benchmark; `None` when its file is missing.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn read(case: &Case, kind: Kind) -> Result<Option<Self>, ReadError> {
        let Some(path) = &case.path else { return Ok(None) };
        let page = Labelled::new(&readers::load(path)?, case.text.as_deref().unwrap_or_default(), kind);
        let shape = if kind == Kind::Html { "html" } else { "dump" };
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

/// From the signs of a page to the confidence in its body.
#[derive(Debug, Clone, Copy)]
pub struct Confidence(pub(crate) Calibration);

impl Confidence {
    /// That of the shipped weights.
    pub fn built_in(kind: Kind) -> Self {
        let model = judge::Model::built_in();
        Confidence(if kind == Kind::Html { model.html.calibration } else { model.text.calibration })
    }
}

/// The score of a page that was not fitted on.
#[derive(Debug, Clone)]
pub struct Scored {
    /// Index of the sample.
    pub sample: usize,
    /// Word F1 against the gold text.
    pub f1: f64,
    /// What the confidence is made of.
    signs: judge::Signs,
}

/// Calibrates the confidence on pages that were not fitted on, and says what it is worth: for each page, the probability
/// of being right by a calibration that has seen neither it nor its site.
pub fn calibrate(samples: &[Sample], scored: &[Scored]) -> (Confidence, Vec<(f64, bool)>) {
    let held: Vec<Held> = scored
        .iter()
        .map(|page| Held {
            signs: page.signs,
            right: page.f1 >= calibrate::RIGHT,
            weight: f64::from(samples[page.sample].weight),
            fold: samples[page.sample].fold(),
        })
        .collect();
    let without = (0..FOLDS).map(|fold| calibrate::fit(&held, Some(fold))).collect::<Vec<_>>();
    let checked = held.iter().map(|page| (f64::from(without[page.fold].probability(&page.signs)), page.right));
    (Confidence(calibrate::fit(&held, None)), checked.collect())
}

/// Fits on all folds but one, and scores the pages of that one; for each fold. Only the families of the set are known.
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
        let table = TokenTable::new(&weights.tokens);
        for (at, sample) in samples.iter().enumerate().filter(|(_, sample)| sample.fold() == fold) {
            let (f1, signs) = page_f1(&sample.page, &table, &weights.forest, set);
            scored.push(Scored { sample: at, f1, signs });
        }
        progress(&format!("fold {} of {FOLDS} scored", fold + 1));
    }
    scored
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
            labels.extend_from_slice(&sample.page.labels);
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

/// Word F1 of the page under the weights, by the page-adaptive cut, and the signs of the page.
fn page_f1(page: &Labelled, table: &TokenTable, forest: &Forest, set: EvidenceSet) -> (f64, judge::Signs) {
    let rows = page.rows(table);
    let mut scores = vec![0.0; page.len()];
    forest.score_all(&known(rows.clone(), set), &mut scores);
    let probabilities: Vec<f32> = scores.iter().map(|score| judge::sigmoid(*score)).collect();
    let words: Vec<f32> = rows.iter().step_by(width()).copied().collect();
    let cut = judge::cut(&probabilities, &words, Focus::Balanced);
    let kept = page.words.iter().zip(&probabilities).filter(|(_, p)| **p > cut).flat_map(|(words, _)| words);
    let kept: Vec<&str> = kept.map(String::as_str).collect();
    (metrics::word_scores(&kept.join(" "), &page.gold.join(" ")).f1, judge::signs(&probabilities, &words))
}
