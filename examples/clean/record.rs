//! An article in the format asked for.

use std::collections::BTreeMap;
use std::time::Duration;

use bodytext::{Article, Block, Limit, Media};
use serde::Serialize;

use crate::about::About;
use crate::args::Format;
use crate::reasons::strongest;

/// One line of `--format json`, as `schema/article.schema.json` describes it.
#[derive(Serialize)]
struct Record<'a> {
    file: &'a str,
    #[serde(flatten)]
    about: About<'a>,
    dateline: Option<&'a str>,
    text: String,
    markdown: String,
    media: Vec<Item<'a>>,
    comments: Vec<&'a str>,
    removed: Vec<Removed<'a>>,
    /// Blocks of the page, kept and removed, by label.
    labels: BTreeMap<&'a str, usize>,
    outcome: &'a str,
    confidence: f64,
    cut: Vec<&'a str>,
    ms: f64,
}

#[derive(Serialize)]
struct Item<'a> {
    kind: &'a str,
    title: Option<&'a str>,
    duration: Option<&'a str>,
    seconds: Option<u32>,
    captions: &'a [String],
    credit: Option<&'a str>,
    agency: Option<&'a str>,
    source: Option<&'a str>,
}

#[derive(Serialize)]
struct Removed<'a> {
    label: &'a str,
    text: &'a str,
    reasons: Vec<String>,
}

/// The article in this format, without a line feed at its end.
pub fn write(article: &Article, format: Format, file: &str, time: Duration) -> serde_json::Result<String> {
    let text = match format {
        Format::Text => article.text(),
        Format::Markdown => article.markdown(),
        Format::Html => article.reader_page(),
        Format::Json => return serde_json::to_string(&record(article, file, time)),
    };
    Ok(text.trim_end_matches('\n').to_owned())
}

fn record<'a>(article: &'a Article, file: &'a str, time: Duration) -> Record<'a> {
    let mut labels = BTreeMap::new();
    for block in article.blocks() {
        *labels.entry(block.label().name()).or_default() += 1;
    }
    Record {
        file,
        about: About::of(article),
        dateline: article.dateline().map(|dateline| dateline.text()),
        text: article.text(),
        markdown: article.markdown(),
        media: article.media().iter().map(item).collect(),
        comments: article.comments().map(|block| block.text()).collect(),
        removed: article.blocks().filter(|block| !block.is_main()).map(removed).collect(),
        labels,
        outcome: article.outcome().name(),
        confidence: rounded(f64::from(article.confidence())),
        cut: article.cut().into_iter().map(Limit::name).collect(),
        ms: rounded(time.as_secs_f64() * 1000.0),
    }
}

fn item(media: &Media) -> Item<'_> {
    Item {
        kind: media.kind.name(),
        title: media.title.as_deref(),
        duration: media.duration.as_deref(),
        seconds: media.seconds,
        captions: &media.captions,
        credit: media.credit.as_deref(),
        agency: media.agency.as_deref(),
        source: media.source.as_deref(),
    }
}

fn removed(block: Block<'_>) -> Removed<'_> {
    Removed { label: block.label().name(), text: block.text(), reasons: strongest(block) }
}

fn rounded(number: f64) -> f64 {
    (number * 1000.0).round() / 1000.0
}
