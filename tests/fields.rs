//! What labels tell apart, as data.

use bodytext::{Label, clean_html, clean_text};

const BODY: &str = "The ferry came back on Sunday with a new engine and an old captain, who said that he had never missed \
                    the sea, only the soup. Forty people stood on the pier to see it, and one dog.\n\nNobody could say why the \
                    bridge had been closed for a whole year. The council had promised a report by spring, and the spring was \
                    over before anybody had started to write it.";

#[test]
fn lines_around_an_article_are_data() {
    let text = format!(
        "Ferry Returns After a Year\n\n5 min read\n\n{BODY}\n\nCorrection: An earlier version of this article gave the wrong \
         year for the closing of the bridge.\n\nTags: ferries, bridges\n\nRelated articles\n\nWhy the Bridge Was Closed\n\nSoup at \
         Sea\n\n1,204 comments"
    );
    let article = clean_text(&text);
    assert_eq!(article.read_minutes(), Some(5));
    assert_eq!(article.comment_count(), Some(1204));
    assert_eq!(article.notes().count(), 1);
    assert!(article.text().contains("Correction: An earlier version"));
    let related: Vec<&str> = article.related().collect();
    assert_eq!(related, ["Related articles", "Why the Bridge Was Closed", "Soup at Sea"]);
    for (label, least) in [(Label::Tags, 1), (Label::Note, 1), (Label::Body, 2)] {
        let blocks: Vec<_> = article.labelled(label).collect();
        assert!(blocks.len() >= least && blocks.iter().all(|block| block.label() == label), "{label}");
    }
}

#[test]
fn key_points_contributors_and_bios_are_data() {
    let html = format!(
        "<article><h1>Ferry Returns After a Year</h1><h2>Key points</h2><ul><li>The ferry has a new engine</li>\
         <li>The bridge stays closed</li></ul><p>{}</p><p>Additional reporting by Ann Lee and Bo Berg.</p></article>\
         <div class=author-bio><div class=bio>Cara Holt writes about harbours.</div></div>",
        BODY.replace("\n\n", "</p><p>")
    );
    let article = clean_html(&html);
    assert!(article.contributors().eq(["Additional reporting by Ann Lee and Bo Berg."]), "{article:?}");
    assert!(article.bios().any(|bio| bio.starts_with("Cara Holt")));
    assert!(article.highlights().eq(["The ferry has a new engine", "The bridge stays closed"]));
}

#[test]
fn a_page_that_says_nothing_has_none() {
    let article = clean_text(BODY);
    assert_eq!((article.read_minutes(), article.comment_count()), (None, None));
    assert_eq!(article.notes().count() + article.highlights().count() + article.related().count(), 0);
}
