//! From candidates to values.

use std::cell::LazyCell;
use std::collections::HashSet;

use url::Url;

use super::dates::Order;
use super::found::{Field, Found};
use super::{Metadata, Source, Sourced};
use super::{address, clean, graph, json, labelled, language, marked, names, tags, timeline, title, visible};
use crate::page::{Page, fold};

/// Reads the metadata of a page. `body` gives the start of the main text, asked for only when the language has to be
/// detected.
pub(crate) fn read(page: &Page, url: Option<&Url>, body: impl FnOnce() -> String) -> Metadata {
    let mut found = Found::default();
    tags::read(page, &mut found);
    let values: Vec<serde_json::Value> = page.head.json_ld.iter().flat_map(|script| json::parse(script)).collect();
    let is_written = graph::read(&values, page, &mut found);
    let base = address::base(page, url);
    let sites = site_names(&found, base.as_ref());
    let titles = title::choose(page, &found, &sites);
    let declared = language::candidates(&page.head.language, &found, "");
    let order = Order::of(declared.first().map_or("", |(tag, _)| tag));
    marked::read(page, titles.anchor, order, &mut found);
    visible::read(page, titles.anchor, order, &mut found);
    let own: Vec<String> = sites.iter().map(|site| joined(site)).collect();
    let mut authors = authors_of(&found, &own, page);
    if authors.is_none() {
        marked::read_far_authors(page, titles.anchor, order, &mut found);
        authors = authors_of(&found, &own, page);
    }
    let dated = LazyCell::new(|| labelled::dates(page, order));
    if found.of(Field::Published).is_empty() || found.of(Field::Modified).is_empty() {
        marked::read_far_dates(page, titles.anchor, &dated, order, &mut found);
    }
    if found.of(Field::Published).is_empty() {
        marked::read_loosely(page, titles.anchor, &dated, order, &mut found);
    }
    let is_signed = authors.as_ref().is_some_and(|names| names.value().iter().any(|name| !own.contains(&joined(name))));
    let title = Sourced::best(titles.candidates);
    let shown = title.as_ref().map(|title| fold(title.value())).unwrap_or_default();
    let (published, modified) = timeline::of(page, &found, order, url.or(base.as_ref()), is_written || is_signed);
    let language = if declared.is_empty() { language::candidates("", &Found::default(), &body()) } else { declared };
    Metadata {
        subtitle: Sourced::best(singles(&found, Field::Subtitle).filter(|(text, _)| fold(text) != shown)),
        authors,
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

/// A name for comparison.
fn joined(name: &str) -> String {
    fold(name).replace(' ', "")
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

/// Places that may name the authors, and names of one place, that are looked at.
const MAX_PLACES: usize = 100;
const MAX_AUTHORS: usize = 256;
/// Longer is a slogan, not a name (bytes).
const MAX_SITE_NAME: usize = 200;

/// Names that the site goes by.
fn site_names(found: &Found, base: Option<&Url>) -> Vec<String> {
    let said = singles(found, Field::SiteName).map(|(name, _)| name).take(8);
    let mut names: Vec<String> = said.filter(|name| name.len() <= MAX_SITE_NAME).collect();
    if let Some(url) = base {
        names.extend(address::site_word(url));
        names.extend(url.host_str().map(|host| host.trim_start_matches("www.").to_owned()));
    }
    names.iter().map(|name| clean::plain(name)).collect()
}

/// The first place that names a person who is not the site; then those that name an account or a team; then the site
/// itself, where the page declares it to be the author, as a personal page does.
///
/// `sites` are names of the site as [`joined`] gives them.
fn authors_of(found: &Found, sites: &[String], page: &Page) -> Option<Sourced<Vec<String>>> {
    let mut ranked: Vec<(u8, Vec<String>, Source)> = Vec::new();
    for candidate in found.of(Field::Authors).into_iter().take(MAX_PLACES) {
        let turn = matches!(candidate.source, Source::Citation | Source::DublinCore);
        let mut authors: Vec<String> = Vec::new();
        let mut seen: HashSet<String> = HashSet::new();
        for value in &candidate.values {
            let value = if turn { turned(value) } else { value.clone() };
            if authors.len() >= MAX_AUTHORS {
                break;
            }
            authors.extend(names::names(&value).into_iter().filter(|name| seen.insert(joined(name))));
        }
        // Places and companies with commas in them: "Example Press, London, Britain".
        let named = authors.iter().any(|author| visible::is_person(author));
        if matches!(candidate.source, Source::Meta | Source::DublinCore) && authors.len() > 1 && !named {
            continue;
        }
        // A byline's element may hold more than names.
        if candidate.source == Source::ClassName && named {
            authors.retain(|author| visible::is_person(author) && !author.split(' ').any(names::is_group));
        }
        let declared = !matches!(candidate.source, Source::Text | Source::ClassName);
        let is_site = |name: &String| sites.contains(&joined(name));
        let class = match authors.as_slice() {
            [] => continue,
            // A company that says that it wrote its own pages names no author.
            names if names.iter().all(is_site) && (!declared || candidate.rank == graph::COMPANY) => continue,
            names if names.iter().all(is_site) => 3,
            // A name to log in with that no reader is shown.
            [one] if declared && is_account(one) && !page.text.contains(one.as_str()) => continue,
            [one] if is_account(one) => 1,
            _ if candidate.source == Source::Text => 1,
            [one] if one.split(' ').any(names::is_group) => 2,
            [one] if candidate.source == Source::ClassName && !one.contains(' ') => 2,
            _ => 0,
        };
        if class == 0 {
            authors.retain(|name| !is_site(name));
        }
        ranked.push((class, authors, candidate.source));
    }
    ranked.sort_by_key(|(class, ..)| *class);
    narrow(&mut ranked);
    complete(&mut ranked);
    Sourced::best(ranked.into_iter().map(|(_, authors, source)| (authors, source)))
}

/// Where links name several people and a byline only the first of them, the others edited or checked.
fn narrow(ranked: &mut [(u8, Vec<String>, Source)]) {
    let Some((0, all @ [first, _, ..], Source::Link)) =
        ranked.first().map(|(class, names, source)| (*class, names.as_slice(), *source))
    else {
        return;
    };
    let byline = |(_, names, source): &(u8, Vec<String>, Source)| {
        *source == Source::Text
            && names.contains(first)
            && names.len() < all.len()
            && names.iter().all(|name| all.contains(name))
    };
    if let Some(at) = ranked.iter().position(byline) {
        ranked[..=at].rotate_right(1);
    }
}

/// Where the best place names one author and another names the same and more, the other knows more.
fn complete(ranked: &mut [(u8, Vec<String>, Source)]) {
    let Some((0, first, _)) = ranked.first() else { return };
    let [only] = first.as_slice() else { return };
    let knows_more = |(class, authors, source): &(u8, Vec<String>, Source)| {
        *class == 0
            && matches!(source, Source::Meta | Source::Microdata | Source::JsonLd | Source::ClassName)
            && authors.iter().all(|author| visible::is_person(author))
            && (2..=4).contains(&authors.len())
            && authors.iter().any(|author| fold(author) == fold(only))
    };
    if let Some(at) = ranked.iter().position(knows_more) {
        ranked[..=at].rotate_right(1);
    }
}

/// "Lee, Ann" as "Ann Lee", as libraries write.
fn turned(name: &str) -> String {
    match name.split_once(',') {
        Some((last, first))
            if !first.contains(',') && !first.trim().is_empty() && last.split_whitespace().count() <= 3 =>
        {
            format!("{} {}", first.trim(), last.trim())
        }
        _ => name.to_owned(),
    }
}

/// Whether a name is that of an account: one word of small letters, digits, dots.
fn is_account(name: &str) -> bool {
    let mut chars = name.chars();
    let first = chars.next().is_some_and(char::is_lowercase);
    let odd = chars.any(|c| c.is_uppercase() || c.is_ascii_digit() || matches!(c, '.' | '_'));
    !name.contains(' ') && (first || odd)
}
