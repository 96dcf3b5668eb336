//! From candidates to values.

use url::Url;

use super::dates::{Order, Stamp};
use super::found::{Field, Found};
use super::{Metadata, Source, Sourced};
use super::{address, clean, dates, graph, json, language, marked, names, tags, title, visible};
use crate::page::{Page, fold};

/// Reads the metadata of a page. `body` gives the start of the main text, asked for only when the language has to be
/// detected.
pub(crate) fn read(page: &Page, url: Option<&Url>, body: impl FnOnce() -> String) -> Metadata {
    let mut found = Found::default();
    tags::read(page, &mut found);
    let values: Vec<serde_json::Value> = page.head.json_ld.iter().flat_map(|script| json::parse(script)).collect();
    graph::read(&values, page, &mut found);
    let base = address::base(page, url);
    let sites = site_names(&found, base.as_ref());
    let titles = title::choose(page, &found, &sites);
    let declared = language::candidates(&page.head.language, &found, "");
    let order = Order::of(declared.first().map_or("", |(tag, _)| tag));
    marked::read(page, titles.anchor, order, &mut found);
    visible::read(page, titles.anchor, order, &mut found);
    let title = Sourced::best(titles.candidates);
    let shown = title.as_ref().map(|title| fold(title.value())).unwrap_or_default();
    let (published, modified) = published_and_modified(&found, order, url.or(base.as_ref()));
    let language = if declared.is_empty() { language::candidates("", &Found::default(), &body()) } else { declared };
    Metadata {
        subtitle: Sourced::best(singles(&found, Field::Subtitle).filter(|(text, _)| fold(text) != shown)),
        authors: authors(&found, &sites),
        published,
        modified,
        site_name: Sourced::best(singles(&found, Field::SiteName)),
        url: addresses(&found, Field::Url, base.as_ref()),
        language: Sourced::best(language),
        description: Sourced::best(singles(&found, Field::Description)),
        image: addresses(&found, Field::Image, base.as_ref()),
        tags: lists(&found, Field::Tags),
        section: Sourced::best(singles(&found, Field::Section)),
        licence: Sourced::best(singles(&found, Field::Licence)),
        paywalled: Sourced::best(
            singles(&found, Field::Free).filter_map(|(text, source)| Some((paid(&text)?, source))),
        ),
        comments: Sourced::best(
            singles(&found, Field::Comments).filter_map(|(text, source)| Some((text.parse().ok()?, source))),
        ),
        title,
    }
}

fn singles(found: &Found, field: Field) -> impl Iterator<Item = (String, Source)> {
    found.of(field).into_iter().map(|candidate| (candidate.values[0].clone(), candidate.source))
}

fn lists(found: &Found, field: Field) -> Option<Sourced<Vec<String>>> {
    Sourced::best(found.of(field).into_iter().map(|candidate| {
        let mut values: Vec<String> = Vec::new();
        for value in &candidate.values {
            if !values.contains(value) {
                values.push(value.clone());
            }
        }
        (values, candidate.source)
    }))
}

fn addresses(found: &Found, field: Field, base: Option<&Url>) -> Option<Sourced<String>> {
    Sourced::best(singles(found, field).filter_map(|(href, source)| {
        let url = address::web(&href, base).map(String::from);
        Some((url?, source))
    }))
}

fn paid(free: &str) -> Option<bool> {
    match free.to_ascii_lowercase().as_str() {
        "true" | "free" | "http://schema.org/true" | "https://schema.org/true" => Some(false),
        "false" | "locked" | "metered" | "http://schema.org/false" | "https://schema.org/false" => Some(true),
        _ => None,
    }
}

/// Names that the site goes by.
fn site_names(found: &Found, base: Option<&Url>) -> Vec<String> {
    let mut names: Vec<String> = singles(found, Field::SiteName).map(|(name, _)| name).take(8).collect();
    if let Some(url) = base {
        names.extend(address::site_word(url));
        names.extend(url.host_str().map(|host| host.trim_start_matches("www.").to_owned()));
    }
    names.iter().map(|name| clean::plain(name)).collect()
}

/// The first place that names somebody who is not the site.
fn authors(found: &Found, sites: &[String]) -> Option<Sourced<Vec<String>>> {
    let sites: Vec<String> = sites.iter().map(|site| fold(site).replace(' ', "")).collect();
    Sourced::best(found.of(Field::Authors).into_iter().filter_map(|candidate| {
        let mut authors: Vec<String> = Vec::new();
        for name in candidate.values.iter().flat_map(|value| names::names(value)) {
            let folded = fold(&name).replace(' ', "");
            let seen = authors.iter().any(|author| fold(author).replace(' ', "") == folded);
            if !seen && !sites.contains(&folded) {
                authors.push(name);
            }
        }
        (!authors.is_empty()).then_some((authors, candidate.source))
    }))
}

type Dated = Option<Sourced<String>>;

/// Both dates: none later than the page's own latest, the change never before the publication.
fn published_and_modified(found: &Found, order: Order, url: Option<&Url>) -> (Dated, Dated) {
    let stamps = |field| -> Vec<(Stamp, Source)> {
        let candidates = found.of(field).into_iter();
        candidates.filter_map(|c| Some((dates::parse(&c.values[0], order)?, c.source))).collect()
    };
    let (mut published, mut modified) = (stamps(Field::Published), stamps(Field::Modified));
    if let Some(stamp) = url.and_then(address::date) {
        published.push((stamp, Source::Url));
    }
    // What the page's head says bounds what its text says: an event may lie in the future.
    let firm = |source: &Source| !matches!(source, Source::Text | Source::ClassName | Source::Time | Source::Url);
    let latest =
        published.iter().chain(&modified).filter(|(_, source)| firm(source)).map(|(stamp, _)| stamp.date()).max();
    if let Some(latest) = latest {
        published.retain(|(stamp, source)| firm(source) || stamp.date() <= latest);
        modified.retain(|(stamp, source)| firm(source) || stamp.date() <= latest);
    }
    // A month where another place knows the day comes last.
    published.sort_by_key(|(stamp, _)| !stamp.has_day());
    if published.is_empty() {
        published.extend(modified.first().cloned());
    }
    if let Some((first, _)) = published.first() {
        let first = first.date();
        modified.retain(|(stamp, _)| stamp.date() >= first);
    }
    let iso =
        |stamps: Vec<(Stamp, Source)>| Sourced::best(stamps.into_iter().map(|(stamp, source)| (stamp.iso(), source)));
    (iso(published), iso(modified))
}
