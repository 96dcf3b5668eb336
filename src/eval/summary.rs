//! Scores of a page, and of a benchmark.

use std::collections::BTreeMap;

use serde::Serialize;

use super::metrics::{self, Scores, Shares, Snippets, mean};
use super::readers::{Benchmark, Case, Layout};

/// What one page scored.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct Row {
    /// The page's id.
    pub id: String,
    /// Its sort, as in `forum`.
    pub page_type: String,
    /// Words compared, where the main content is known.
    pub words: Option<Scores>,
    /// Snippets found.
    pub snippets: Snippets,
    shares: Option<Shares>,
    exact: bool,
}

impl Row {
    /// Compares an extracted text with the gold data of its page.
    pub fn new(case: &Case, extracted: &str) -> Self {
        let gold = case.text.as_deref();
        Row {
            id: case.id.clone(),
            page_type: case.page_type.clone(),
            words: gold.map(|gold| metrics::word_scores(extracted, gold)),
            snippets: Snippets::count(extracted, &case.with, &case.without),
            shares: gold.map(|gold| metrics::shingle_shares(extracted, gold)),
            exact: gold.is_some_and(|gold| metrics::same_words(extracted, gold)),
        }
    }

    /// The page's own F1: of words where the main content is known, of snippets otherwise.
    pub fn f1(&self) -> f64 {
        self.words.unwrap_or_else(|| self.snippets.scores()).f1
    }
}

/// Scores of some pages.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Line {
    /// How many pages.
    pub pages: usize,
    /// Share of what was extracted that is right.
    pub precision: f64,
    /// Share of what is right that was extracted.
    pub recall: f64,
    /// Harmonic mean; where words are counted, the mean over pages.
    pub f1: f64,
}

impl Line {
    fn new(pages: usize, scores: Scores) -> Self {
        Line { pages, precision: scores.precision, recall: scores.recall, f1: scores.f1 }
    }
}

/// What a benchmark scored.
#[derive(Debug, Clone, Serialize)]
#[non_exhaustive]
pub struct Summary {
    /// What is counted: words, shingles or snippets.
    pub measure: &'static str,
    /// All pages.
    pub overall: Line,
    /// Pages of one sort, when there are several sorts.
    pub by_type: BTreeMap<String, Line>,
    /// Share of pages with exactly the right words, where the main content is known.
    pub exact: Option<f64>,
    /// Share of right decisions on snippets, where there are any.
    pub snippet_accuracy: Option<f64>,
}

impl Summary {
    /// Sums up the rows of a benchmark's pages.
    pub fn new(layout: Layout, rows: &[Row]) -> Self {
        let mut types: BTreeMap<String, Vec<&Row>> = BTreeMap::new();
        for row in rows {
            types.entry(row.page_type.clone()).or_default().push(row);
        }
        let several = types.len() > 1;
        let line = |rows: &[&Row]| Line::new(rows.len(), scores(layout, rows));
        let by_type = types.into_iter().filter(|_| several).map(|(name, rows)| (name, line(&rows))).collect();
        let all: Vec<&Row> = rows.iter().collect();
        let snippets = pooled(&all);
        Summary {
            measure: match layout {
                Layout::Wcxb | Layout::Readability => "words",
                Layout::ArticleExtraction => "shingles",
                Layout::Trafilatura => "snippets",
            },
            overall: line(&all),
            by_type,
            exact: all.iter().any(|row| row.words.is_some()).then(|| mean(all.iter().map(|row| f64::from(row.exact)))),
            snippet_accuracy: (snippets != Snippets::default()).then(|| snippets.accuracy()),
        }
    }
}

impl Benchmark {
    /// Compares the texts of the pages, in the order of [`Benchmark::cases`], with the gold data.
    pub fn score(&self, extracted: &[String]) -> Summary {
        let pairs = self.cases.iter().zip(extracted);
        let rows: Vec<Row> = pairs.map(|(case, extracted)| Row::new(case, extracted)).collect();
        Summary::new(self.layout, &rows)
    }
}

fn pooled(rows: &[&Row]) -> Snippets {
    rows.iter().fold(Snippets::default(), |sum, row| sum.plus(row.snippets))
}

fn scores(layout: Layout, rows: &[&Row]) -> Scores {
    match layout {
        Layout::Wcxb | Layout::Readability => {
            let words = || rows.iter().filter_map(|row| row.words);
            Scores {
                precision: mean(words().map(|scores| scores.precision)),
                recall: mean(words().map(|scores| scores.recall)),
                f1: mean(words().map(|scores| scores.f1)),
            }
        }
        Layout::ArticleExtraction => {
            metrics::shingle_scores(&rows.iter().filter_map(|row| row.shares).collect::<Vec<_>>())
        }
        Layout::Trafilatura => pooled(rows).scores(),
    }
}
