//! What site profiles are worth on public pages, where they are at hand: each page is cleaned with what the other pages of
//! its site teach.

#![allow(clippy::unwrap_used)]

use std::collections::BTreeMap;
use std::path::Path;

use bodytext::eval::readers::{self, Benchmark, Case, Kind};
use bodytext::eval::{fit, metrics};
use bodytext::{Article, Cleaner, SiteProfile};

/// A site takes part from so many pages on.
const PAGES: usize = 3;
/// What a page may lose.
const LOSS: f64 = 0.02;
/// What all pages together must gain: the mean of their F1.
const GAINS: [(Kind, f64); 2] = [(Kind::Html, 0.0001), (Kind::Text, 0.003)];

/// F1 of the pages of a site, without a profile and with that of the other pages.
fn scores(site: &[&Case], kind: Kind) -> Vec<(f64, f64)> {
    let cleaner = Cleaner::default();
    let clean = |cleaner: &Cleaner, bytes: &[u8]| -> Article {
        let cleaned = match kind {
            Kind::Html => cleaner.clean_bytes(bytes, None),
            Kind::Text => cleaner.clean_text_bytes(bytes, None),
        };
        cleaned.unwrap()
    };
    let pages: Vec<Vec<u8>> = site.iter().map(|case| readers::load(case.path.as_ref().unwrap()).unwrap()).collect();
    let articles: Vec<Article> = pages.iter().map(|page| clean(&cleaner, page)).collect();
    let score = |at: usize| {
        let mut profile = SiteProfile::new();
        for (_, other) in articles.iter().enumerate().filter(|(other, _)| *other != at) {
            profile.learn(other);
        }
        let with = clean(&cleaner.clone().with_profile(profile), &pages[at]);
        let f1 =
            |article: &Article| metrics::word_scores(&article.text(), site[at].text.as_deref().unwrap_or_default()).f1;
        (f1(&articles[at]), f1(&with))
    };
    (0..site.len()).map(score).collect()
}

#[test]
fn profiles_help_and_harm_no_page() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/data/wcxb/dev");
    if !folder.is_dir() {
        println!("no ../shared/data/wcxb/dev: what profiles are worth is not checked");
        return;
    }
    let mut failed = Vec::new();
    for (kind, least) in GAINS {
        let benchmark = Benchmark::read(&folder, kind).unwrap();
        let mut sites: BTreeMap<String, Vec<&Case>> = BTreeMap::new();
        for case in benchmark.cases.iter().filter(|case| case.path.is_some()) {
            sites.entry(fit::site(case)).or_default().push(case);
        }
        sites.retain(|_, cases| cases.len() >= PAGES);
        let (mut pages, mut without, mut with) = (0.0, 0.0, 0.0);
        for site in sites.values() {
            for (case, (before, after)) in site.iter().zip(scores(site, kind)) {
                (pages, without, with) = (pages + 1.0, without + before, with + after);
                if after < before - LOSS {
                    failed.push(format!("{kind:?} {}: F1 {before:.3} without, {after:.3} with", case.id));
                }
            }
        }
        let found = format!(
            "{kind:?}: {pages} pages of {} sites, F1 {:.4} without, {:.4} with",
            sites.len(),
            without / pages,
            with / pages
        );
        println!("{found}");
        if (with - without) / pages < least {
            failed.push(found);
        }
    }
    assert!(failed.is_empty(), "{}", failed.join("\n"));
}
