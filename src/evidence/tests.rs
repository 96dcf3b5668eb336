//! One page, and for each family the numbers that must tell its blocks apart.

use super::names::NameWeights;
use super::{Evidence, EvidenceSet, FAMILY_OF, Facts, Table, WIDTH, column_names, measure};
use crate::cleaner::segment_html;
use crate::options::Options;
use crate::page::Page;

const PAGE: &str = "<title>The river rose</title><body>
    <nav class=menu><ul><li><a href=/a>Home</a><li><a href=/b>Local</a><li><a href=/c>Sport</a></ul></nav>
    <article class=story><h1>The river rose</h1>
    <p>The river rose by more than a metre in a single night, and the lower town was cut off.
    <p>Firefighters carried forty people out of their houses in that single night, said the mayor of the town, who had been awake since midnight and long before.</article>
    <div hidden><p>Install our app</div><footer><p>Home</footer>";

fn measured() -> (Page, Table) {
    let page = segment_html(PAGE, &Options::default());
    let table = measure(&Facts::new(&page, &NameWeights::new(&[])));
    (page, table)
}

/// A column's value in the first block that starts with `text`.
fn value(column: &str, text: &str) -> f32 {
    let (page, table) = measured();
    let block =
        (0..page.blocks.len()).find(|b| page.block_text(*b as u32).starts_with(text)).expect("the block is there");
    let at = column_names().iter().position(|name| name == column).expect("the column is there");
    table.row(block)[at]
}

#[test]
fn every_family_tells_prose_from_chrome() {
    let larger_in_prose = [
        "words.words",
        "words.sentences",
        "density.text_density",
        "landmarks.articles",
        "names.article",
        "containers.good_0",
        "best-container.in_top",
        "neighbours.ended_3",
        "title.after_title",
        "vocabulary.body_weight",
        "position.words_before",
        "lines.ended_run_after",
    ];
    for column in larger_in_prose {
        let (prose, chrome) = (value(column, "The river rose by"), value(column, "Local"));
        assert!(prose > chrome, "{column}: {prose} in prose, {chrome} in the menu");
    }
    let larger_in_chrome =
        ["density.link_density", "landmarks.navs", "names.chrome", "siblings.inner_count", "repetition.run_after"];
    for column in larger_in_chrome {
        let (prose, chrome) = (value(column, "The river rose by"), value(column, "Local"));
        assert!(chrome > prose, "{column}: {prose} in prose, {chrome} in the menu");
    }
}

#[test]
fn passages_said_twice_are_noted() {
    let html = "<p>The river rose by more than a metre in a single night.<p>Nobody was hurt, said the mayor of the town.\
        <blockquote>rose by more than a metre in a single night</blockquote>";
    let page = segment_html(html, &Options::default());
    let table = measure(&Facts::new(&page, &NameWeights::new(&[])));
    let column = |name: &str| column_names().iter().position(|column| column == name).expect("the column is there");
    let (before, after) = (column("vocabulary.said_before"), column("vocabulary.said_after"));
    let shares: Vec<_> = (0..3).map(|block| (table.row(block)[before], table.row(block)[after])).collect();
    assert_eq!(shares[1], (0.0, 0.0));
    assert_eq!(shares[2], (1.0, 0.0));
    assert!(shares[0].0 == 0.0 && shares[0].1 > 0.7, "{shares:?}");
}

#[test]
fn special_blocks_are_noted() {
    assert_eq!(value("hidden.attribute", "Install"), 1.0);
    assert_eq!(value("hidden.any", "Firefighters"), 0.0);
    assert_eq!(value("title.is_title", "The river rose"), 1.0);
    assert_eq!(value("repetition.copies", "Home"), 2.0);
    assert_eq!(value("repetition.copies", "Install"), 1.0);
    assert_eq!(value("page-totals.articles", "Sport"), 1.0);
    assert_eq!(value("words.ends_sentence", "Sport"), 0.0);
}

#[test]
fn every_column_has_a_family_and_every_number_is_finite() {
    let (page, table) = measured();
    assert_eq!(column_names().len(), WIDTH);
    assert_eq!(table.numbers().len(), page.blocks.len() * WIDTH);
    assert!(table.numbers().iter().all(|number| number.is_finite()));
    for evidence in Evidence::ALL {
        assert!(FAMILY_OF.contains(&evidence), "{evidence}");
    }
}

#[test]
fn switching_a_family_off_changes_what_the_judge_says() {
    let said = |set: EvidenceSet| {
        let article = crate::Cleaner::new(Options::new().with_evidence(set)).clean_html(PAGE);
        article.blocks().map(|block| block.probability()).collect::<Vec<f32>>()
    };
    let all = said(EvidenceSet::all());
    for evidence in Evidence::ALL {
        assert_ne!(said(EvidenceSet::all().without(evidence)), all, "{evidence}");
    }
}
