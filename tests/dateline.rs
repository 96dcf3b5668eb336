//! Datelines as data, and texts without them in all forms.

#![allow(clippy::unwrap_used)]

use bodytext::{Article, Cleaner, Options, Show};
use proptest::prelude::*;

const REST: &str =
    "Le clocher penche de onze centimètres de plus qu'à l'automne, a constaté mardi le boulanger du village.";
const MORE: &str = "Les ingénieurs attendus lundi devront d'abord trouver la crypte, dont personne ne possède plus la clé, \
                    et la mairie a fermé la place aux voitures jusqu'à leur arrivée.";

fn stripped() -> Cleaner {
    Cleaner::new(Options::new().with_dateline(false))
}

fn page(opening: &str) -> String {
    format!("<html lang=fr><article><h1>Le clocher penche</h1><p>{opening}</p><p>{MORE}</p></article>")
}

fn views(article: &Article) -> Vec<String> {
    vec![article.text(), article.markdown(), article.html(), article.markdown_with(Show::new().with_links(true))]
}

#[test]
fn the_dateline_leaves_every_view_when_it_is_not_wanted() {
    for opening in [
        format!("ORVELLE, 12 mars (AFP) - {REST}"),
        format!("<strong>ORVELLE, 12 mars (AFP) -</strong> {REST}"),
        format!("<strong>ORVELLE, 12 mars (<a href=https://example.com/afp>AFP</a>)</strong> - {REST}"),
        format!("<em>ORVELLE, 12 mars (AFP) - {REST}</em>"),
    ] {
        let html = page(&opening);
        let kept = Cleaner::default().clean_html(&html);
        assert!(kept.text().contains("ORVELLE, 12 mars (AFP) - Le clocher"), "{opening}");
        let article = stripped().clean_html(&html);
        for (with, without) in views(&kept).iter().zip(views(&article)) {
            assert!(with.contains("ORVELLE"), "{opening}");
            assert!(!without.contains("ORVELLE") && !without.contains("AFP"), "{opening}: {without}");
            assert!(without.contains(REST) && without.contains(MORE), "{opening}: {without}");
        }
        let dateline = article.dateline().unwrap();
        assert_eq!(dateline.text(), "ORVELLE, 12 mars (AFP) -");
        assert_eq!(dateline.place(), Some("ORVELLE"));
        assert_eq!(dateline.date(), Some("12 mars"));
        assert_eq!(dateline.agency(), Some("AFP"));
        assert!(article.blocks().nth(dateline.block()).unwrap().text().starts_with("ORVELLE"));
    }
}

#[test]
fn emphasis_of_the_whole_paragraph_stays() {
    let html = page(&format!("<em>ORVELLE, 12 mars (AFP) - {REST}</em>"));
    assert!(stripped().clean_html(&html).html().contains(&format!("<em>{REST}</em>")));
}

#[test]
fn a_block_that_is_nothing_but_the_dateline_goes_whole() {
    let text = format!("LONDON (Reuters) —\n\n{REST}\n\n{MORE}");
    assert!(bodytext::clean_text(&text).text().starts_with("LONDON"));
    let article = stripped().clean_text(&text);
    assert!(article.text().starts_with("Le clocher"), "{}", article.text());
    assert_eq!(article.dateline().and_then(|dateline| dateline.agency()), Some("Reuters"));
}

#[cfg(feature = "serde")]
#[test]
fn the_dateline_is_in_the_json_and_not_in_its_text() {
    let article = stripped().clean_html(&page(&format!("ORVELLE, 12 mars (AFP) - {REST}")));
    let json = serde_json::to_value(&article).unwrap();
    assert_eq!(json["dateline"]["place"], "ORVELLE");
    assert!(!json["text"].as_str().unwrap().contains("ORVELLE"));
    assert!(!json["markdown"].as_str().unwrap().contains("ORVELLE"));
}

#[test]
fn sentences_with_a_dash_stay_whole() {
    let traps = include_str!("../corpus/traps.txt").lines().filter(|line| line.contains(['—', '–', '-', '】', '(']));
    for line in traps.filter(|line| !line.starts_with('#')) {
        let text = format!("{line}\n\n{MORE}\n\n{MORE} {REST}");
        assert_eq!(stripped().clean_text(&text).text(), Cleaner::default().clean_text(&text).text(), "{line}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    /// Whatever the text: without its dateline it is the same from there on.
    #[test]
    fn what_follows_stays_byte_for_byte(head in "[A-Z(【]{1,8}[A-Za-z ,.()=＝—–-]{0,30}( —| -|\\) - |】)?", rest in "[A-Z][a-z ]{30,60}\\.") {
        let text = format!("{head}{rest}\n\n{MORE}");
        let (with, without) = (bodytext::clean_text(&text).text(), stripped().clean_text(&text).text());
        prop_assert!(with.ends_with(&without), "{with}\n{without}");
    }
}
