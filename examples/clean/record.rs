//! An article in the format asked for.

use std::time::Duration;

use bodytext::{Article, Block, Cause, Media, Reason};
use serde::Serialize;

use crate::args::Format;

/// Reasons to give for a removed block, the strongest first.
const REASONS: usize = 3;
/// Weaker reasons than this (in log-odds) would be written as 0.00.
const WEAKEST: f32 = 0.005;

/// One line of `--format json`.
#[derive(Serialize)]
struct Record<'a> {
    file: &'a str,
    #[serde(flatten)]
    about: About,
    dateline: Option<&'a str>,
    text: String,
    markdown: String,
    media: Vec<Item<'a>>,
    comments: Vec<&'a str>,
    removed: Vec<Removed<'a>>,
    outcome: &'a str,
    confidence: f64,
    ms: f64,
}

/// What the page says about the article.
#[derive(Serialize)]
struct About {
    title: Option<String>,
    authors: Vec<String>,
    published: Option<String>,
    modified: Option<String>,
    site_name: Option<String>,
    language: Option<String>,
}

#[derive(Serialize)]
struct Item<'a> {
    kind: &'a str,
    title: Option<&'a str>,
    duration: Option<&'a str>,
    captions: &'a [String],
    credit: Option<&'a str>,
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
        Format::Html => article.html(),
        Format::Json => return serde_json::to_string(&record(article, file, time)),
    };
    Ok(text.trim_end_matches('\n').to_owned())
}

fn record<'a>(article: &'a Article, file: &'a str, time: Duration) -> Record<'a> {
    Record {
        file,
        about: about(article),
        dateline: article.dateline().map(|dateline| dateline.text()),
        text: article.text(),
        markdown: article.markdown(),
        media: article.media().iter().map(item).collect(),
        comments: article.comments().map(|block| block.text()).collect(),
        removed: article.blocks().filter(|block| !block.is_main()).map(removed).collect(),
        outcome: article.outcome().name(),
        confidence: rounded(f64::from(article.confidence())),
        ms: rounded(time.as_secs_f64() * 1000.0),
    }
}

fn about(article: &Article) -> About {
    let metadata = article.metadata();
    About {
        title: metadata.title().map(str::to_owned),
        authors: metadata.authors().to_vec(),
        published: metadata.published().map(str::to_owned),
        modified: metadata.modified().map(str::to_owned),
        site_name: metadata.site_name().map(str::to_owned),
        language: metadata.language().map(str::to_owned),
    }
}

fn item(media: &Media) -> Item<'_> {
    Item {
        kind: media.kind.name(),
        title: media.title.as_deref(),
        duration: media.duration.as_deref(),
        captions: &media.captions,
        credit: media.credit.as_deref(),
    }
}

fn removed(block: Block<'_>) -> Removed<'_> {
    let reasons = block.reasons();
    let strong = reasons.iter().filter(|reason| reason.effect.abs() >= WEAKEST).take(REASONS);
    Removed { label: block.label().name(), text: block.text(), reasons: strong.map(readable).collect() }
}

/// A reason as a reader wants it: what counted, and how far it moved the block, in log-odds.
fn readable(reason: &Reason) -> String {
    match reason.cause {
        Cause::Rule(label) => format!("rule: {label}"),
        cause => format!("{} {:+.2}", cause.name(), reason.effect),
    }
}

fn rounded(number: f64) -> f64 {
    (number * 1000.0).round() / 1000.0
}
