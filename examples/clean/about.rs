//! What the page says about the article, as data.

use std::collections::BTreeMap;

use bodytext::{Article, Sourced};
use serde::Serialize;
use serde_json::{Value, json};

/// The metadata, and where each of them was found.
#[derive(Serialize)]
pub struct About<'a> {
    title: Option<&'a str>,
    subtitle: Option<&'a str>,
    authors: &'a [String],
    published: Option<&'a str>,
    modified: Option<&'a str>,
    site_name: Option<&'a str>,
    url: Option<&'a str>,
    language: Option<&'a str>,
    detected_language: Option<&'static str>,
    description: Option<&'a str>,
    image: Option<&'a str>,
    tags: &'a [String],
    section: Option<&'a str>,
    licence: Option<&'a str>,
    paywalled: Option<bool>,
    comment_count: Option<u64>,
    sources: BTreeMap<&'static str, Origin>,
}

/// Where a value was found, and what other places say, best first.
#[derive(Serialize)]
struct Origin {
    source: &'static str,
    others: Vec<Other>,
}

#[derive(Serialize)]
struct Other {
    value: Value,
    source: &'static str,
}

impl<'a> About<'a> {
    pub fn of(article: &'a Article) -> Self {
        let metadata = article.metadata();
        About {
            title: metadata.title(),
            subtitle: metadata.subtitle(),
            authors: metadata.authors(),
            published: metadata.published(),
            modified: metadata.modified(),
            site_name: metadata.site_name(),
            url: metadata.url(),
            language: metadata.language(),
            detected_language: article.detected_language(),
            description: metadata.description(),
            image: metadata.image(),
            tags: metadata.tags(),
            section: metadata.section(),
            licence: metadata.licence(),
            paywalled: metadata.paywalled(),
            comment_count: metadata.comments(),
            sources: sources(article),
        }
    }
}

/// The origin of every field that has a value.
fn sources(article: &Article) -> BTreeMap<&'static str, Origin> {
    let metadata = article.metadata();
    let origins = [
        ("title", origin(metadata.title_sourced())),
        ("subtitle", origin(metadata.subtitle_sourced())),
        ("authors", origin(metadata.authors_sourced())),
        ("published", origin(metadata.published_sourced())),
        ("modified", origin(metadata.modified_sourced())),
        ("site_name", origin(metadata.site_name_sourced())),
        ("url", origin(metadata.url_sourced())),
        ("language", origin(metadata.language_sourced())),
        ("description", origin(metadata.description_sourced())),
        ("image", origin(metadata.image_sourced())),
        ("tags", origin(metadata.tags_sourced())),
        ("section", origin(metadata.section_sourced())),
        ("licence", origin(metadata.licence_sourced())),
        ("paywalled", origin(metadata.paywalled_sourced())),
        ("comment_count", origin(metadata.comments_sourced())),
    ];
    origins.into_iter().filter_map(|(field, origin)| Some((field, origin?))).collect()
}

fn origin<T: Serialize>(found: Option<&Sourced<T>>) -> Option<Origin> {
    let found = found?;
    let others = found.others().iter();
    let others = others.map(|(value, source)| Other { value: json!(value), source: source.name() }).collect();
    Some(Origin { source: found.source().name(), others })
}
