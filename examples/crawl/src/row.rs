//! One row of the output.

use std::collections::BTreeMap;

use bodytext::{Article, Limit, Media};
use serde::Serialize;

use crate::input::Position;
use crate::page::Page;
use crate::sketch::Sketch;

/// What is written of an article; fields that `clean --format json` has, too, have the same names and meanings.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Row {
    /// The input as given, or the directory with the file's name.
    pub file: String,
    /// Where the record is, as in [`Position`].
    pub offset: i64,
    pub inside: i64,
    /// The WARC record's, or the line's.
    pub id: Option<String>,
    /// Where and when the page was fetched.
    pub fetched_url: Option<String>,
    pub fetched: Option<String>,
    pub title: Option<String>,
    pub subtitle: Option<String>,
    pub authors: Vec<String>,
    pub published: Option<String>,
    pub modified: Option<String>,
    pub site_name: Option<String>,
    pub section: Option<String>,
    pub url: Option<String>,
    pub language: Option<String>,
    pub detected_language: Option<&'static str>,
    pub description: Option<String>,
    pub image: Option<String>,
    pub licence: Option<String>,
    pub tags: Vec<String>,
    pub paywalled: Option<bool>,
    pub comment_count: Option<i64>,
    pub dateline: Option<String>,
    pub text: String,
    pub markdown: String,
    pub media: Vec<Item>,
    pub labels: BTreeMap<&'static str, i64>,
    pub outcome: &'static str,
    pub confidence: f64,
    pub cut: Vec<&'static str>,
    pub words: i64,
    pub digest: String,
    pub bands: Vec<String>,
}

/// A picture, video or recording.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Item {
    pub kind: &'static str,
    pub title: Option<String>,
    pub duration: Option<String>,
    pub seconds: Option<i64>,
    pub captions: Vec<String>,
    pub credit: Option<String>,
    pub agency: Option<String>,
    pub source: Option<String>,
}

impl Row {
    /// The row without what it is compared by.
    pub fn new(article: &Article, page: &Page, file: &str, at: Position) -> Self {
        let own = |text: Option<&str>| text.map(str::to_owned);
        let metadata = article.metadata();
        let mut labels = BTreeMap::new();
        for block in article.blocks() {
            *labels.entry(block.label().name()).or_default() += 1;
        }
        Row {
            file: file.to_owned(),
            offset: integer(at.offset),
            inside: integer(at.inside),
            id: page.id.clone(),
            fetched_url: page.url.clone(),
            fetched: page.date.clone(),
            title: own(metadata.title()),
            subtitle: own(metadata.subtitle()),
            authors: metadata.authors().to_vec(),
            published: own(metadata.published()),
            modified: own(metadata.modified()),
            site_name: own(metadata.site_name()),
            section: own(metadata.section()),
            url: own(metadata.url()),
            language: own(metadata.language()),
            detected_language: article.detected_language(),
            description: own(metadata.description()),
            image: own(metadata.image()),
            licence: own(metadata.licence()),
            tags: metadata.tags().to_vec(),
            paywalled: metadata.paywalled(),
            comment_count: metadata.comments().map(integer),
            dateline: own(article.dateline().map(|dateline| dateline.text())),
            text: article.text(),
            markdown: article.markdown(),
            media: article.media().iter().map(item).collect(),
            labels,
            outcome: article.outcome().name(),
            confidence: (f64::from(article.confidence()) * 1000.0).round() / 1000.0,
            cut: article.cut().into_iter().map(Limit::name).collect(),
            words: 0,
            digest: String::new(),
            bands: Vec::new(),
        }
    }

    /// Adds what the row is compared by.
    pub fn add_sketch(&mut self, sketch: &Sketch) {
        self.words = integer(sketch.words);
        self.digest = sketch.digest.map(|digest| format!("{digest:032x}")).unwrap_or_default();
        self.bands = sketch.bands.iter().map(|band| format!("{band:016x}")).collect();
    }
}

fn item(media: &Media) -> Item {
    Item {
        kind: media.kind.name(),
        title: media.title.clone(),
        duration: media.duration.clone(),
        seconds: media.seconds.map(i64::from),
        captions: media.captions.clone(),
        credit: media.credit.clone(),
        agency: media.agency.clone(),
        source: media.source.clone(),
    }
}

/// Parquet's readers know no unsigned numbers.
fn integer(number: u64) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}
