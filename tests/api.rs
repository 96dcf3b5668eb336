//! The public surface: threads, defaults, names, errors.

#![allow(clippy::unwrap_used)]

use std::str::FromStr;

use bodytext::{
    Article, Block, BlockKind, Cause, Cleaner, Comments, Dateline, Error, Evidence, EvidenceSet, Focus, Label, Limits,
    Media, MediaKind, Metadata, Options, Outcome, PageEvidence, Reason, SiteProfile, clean_bytes, clean_html,
    clean_text,
};

const PAGE: &str = "<title>Flood</title><nav><a href=/>Home</a></nav><article><h1>Flood</h1><p>The river rose by a metre \
                    in one night, and the lower town was cut off.</p></article>";

fn is_shared_freely<T: Send + Sync + std::fmt::Debug>() {}

#[test]
fn everything_public_can_cross_threads() {
    is_shared_freely::<Article>();
    is_shared_freely::<Block<'_>>();
    is_shared_freely::<BlockKind>();
    is_shared_freely::<Cause>();
    is_shared_freely::<Cleaner>();
    is_shared_freely::<Comments>();
    is_shared_freely::<Dateline>();
    is_shared_freely::<Error>();
    is_shared_freely::<Evidence>();
    is_shared_freely::<EvidenceSet>();
    is_shared_freely::<Focus>();
    is_shared_freely::<Label>();
    is_shared_freely::<Limits>();
    is_shared_freely::<Media>();
    is_shared_freely::<MediaKind>();
    is_shared_freely::<Metadata>();
    is_shared_freely::<Options>();
    is_shared_freely::<Outcome>();
    is_shared_freely::<PageEvidence<'_>>();
    is_shared_freely::<Reason>();
    is_shared_freely::<SiteProfile>();
}

#[test]
fn one_cleaner_serves_many_threads() {
    let cleaner = Cleaner::default();
    let expected = cleaner.clean_html(PAGE).text();
    std::thread::scope(|scope| {
        let threads: Vec<_> = (0..4).map(|_| scope.spawn(|| cleaner.clean_html(PAGE).text())).collect();
        for thread in threads {
            assert_eq!(thread.join().unwrap(), expected);
        }
    });
}

#[test]
fn defaults_are_those_documented() {
    assert_eq!(Focus::default(), Focus::Balanced);
    assert_eq!(Limits::default(), Limits::new());
    assert_eq!(Limits::new().max_bytes(), 128 << 20);
    assert_eq!(Limits::new().max_depth(), 512);
    assert_eq!(Limits::new().max_nodes(), 2_000_000);
    assert_eq!(EvidenceSet::default(), EvidenceSet::all());
    assert!(clean_html("").url().is_none());
}

#[test]
fn free_functions_use_the_defaults() {
    let cleaner = Cleaner::new(Options::new());
    assert_eq!(clean_html(PAGE).text(), cleaner.clean_html(PAGE).text());
    assert_eq!(clean_text("Rain.\n\nWind.").text(), cleaner.clean_text("Rain.\n\nWind.").text());
    let bytes = clean_bytes(PAGE.as_bytes(), Some("utf-8")).unwrap();
    assert_eq!(bytes.text(), cleaner.clean_html(PAGE).text());
}

#[test]
fn names_are_read_back() {
    for focus in [Focus::Balanced, Focus::Precision, Focus::Recall] {
        assert_eq!(Focus::from_str(focus.name()).unwrap(), focus);
        assert_eq!(focus.to_string(), focus.name());
    }
    for evidence in Evidence::ALL {
        assert_eq!(Evidence::from_str(evidence.name()).unwrap(), evidence);
        assert_eq!(evidence.to_string(), evidence.name());
    }
}

#[test]
fn names_are_unique_lower_case_and_hyphenated() {
    let labels: Vec<&str> = Label::ALL.iter().map(|label| label.name()).collect();
    let families: Vec<&str> = Evidence::ALL.iter().map(|evidence| evidence.name()).collect();
    for names in [labels, families] {
        let mut unique = names.clone();
        unique.sort_unstable();
        unique.dedup();
        assert_eq!(unique.len(), names.len(), "a name is used twice in {names:?}");
        for name in names {
            assert!(name.chars().all(|c| c.is_ascii_lowercase() || c == '-'), "{name}");
        }
    }
}

#[test]
fn unknown_names_say_what_is_expected() {
    let error = Focus::from_str("Balanced").unwrap_err();
    assert_eq!(error.to_string(), "unknown focus \"Balanced\", expected one of balanced, precision, recall");
    let message = Evidence::from_str("luck").unwrap_err().to_string();
    for evidence in Evidence::ALL {
        assert!(message.contains(evidence.name()), "{message} does not name {evidence}");
    }
}

#[test]
fn sets_of_evidence_lose_and_gain_members() {
    for evidence in Evidence::ALL {
        let rest = EvidenceSet::all().without(evidence);
        assert!(!rest.contains(evidence) && !rest.is_all());
        assert!(rest.with(evidence).is_all());
        assert!(EvidenceSet::none().with(evidence).contains(evidence));
    }
}

#[test]
fn input_over_the_limit_is_an_error_for_bytes_and_cut_for_text() {
    let cleaner = Cleaner::new(Options::new().with_limits(Limits::new().with_max_bytes(12)));
    let error = cleaner.clean_bytes(b"<p>Rain and wind", None).unwrap_err();
    assert_eq!(error, Error::TooLarge { bytes: 16, limit: 12 });
    assert_eq!(error.to_string(), "the input has 16 bytes, the limit is 12");
    assert!(cleaner.clean_text_bytes(&[b'x'; 13], None).is_err());
    assert!(cleaner.clean_text_bytes(&[b'x'; 12], None).is_ok());
    // The limit falls into the middle of a character.
    let words: Vec<&str> = vec!["Régén élé"];
    assert!(words.iter().all(|word| word.len() == 13));
    let article = cleaner.clean_text(words[0]);
    assert_eq!(article.blocks().next().unwrap().text(), "Régén él");
}

#[test]
fn charset_labels_are_known_or_refused() {
    let error = clean_bytes(b"<p>Rain", Some("utf-9")).unwrap_err();
    assert_eq!(error, Error::UnknownCharset { label: "utf-9".to_owned() });
    assert_eq!(error.to_string(), "unknown charset label \"utf-9\"");
    let article = clean_bytes(b"<p>\xcf\xf0\xe8\xe2\xe5\xf2", Some("windows-1251")).unwrap();
    assert_eq!(article.blocks().next().unwrap().text(), "Привет");
}

#[test]
fn options_refuse_what_they_cannot_read() {
    let error = Options::new().with_exclude("p:::").unwrap_err();
    assert!(matches!(&error, Error::Selector { selector, .. } if selector == "p:::"));
    assert!(error.to_string().starts_with("bad CSS selector \"p:::\": "));
    let error = Options::new().with_url("/news/1").unwrap_err();
    assert_eq!(error.to_string(), "bad URL \"/news/1\": relative URL without a base");
}

#[test]
fn excluded_elements_are_not_there() {
    let cleaner = Cleaner::new(Options::new().with_exclude("nav, .none").unwrap());
    let article = cleaner.clean_html(PAGE);
    assert!(article.blocks().all(|block| block.text() != "Home"));
    assert!(clean_html(PAGE).blocks().any(|block| block.text() == "Home"));
}

#[test]
fn the_address_is_kept() {
    let options = Options::new().with_url(" https://example.com/a ").unwrap();
    assert_eq!(Cleaner::new(options).clean_html(PAGE).url(), Some("https://example.com/a"));
}

#[test]
fn a_page_without_anything_is_an_empty_article() {
    for article in [clean_html(""), clean_text(""), clean_html("<script>1</script>"), clean_text(" \n\t\n ")] {
        assert!(article.is_empty());
        assert_eq!((article.text(), article.markdown(), article.html()), Default::default());
        assert_eq!(article.blocks().len(), 0);
        assert_eq!(article.confidence(), 0.0);
        assert!(article.media().is_empty());
    }
}

#[test]
fn an_article_outlives_its_source() {
    let article = {
        let source = PAGE.to_owned();
        clean_html(&source)
    };
    assert!(article.text().contains("The river rose"));
}

#[test]
fn blocks_count_from_both_ends() {
    let article = clean_text("One.\n\nTwo.\n\nThree.");
    let forth: Vec<usize> = article.blocks().map(|block| block.index()).collect();
    let mut back: Vec<usize> = article.blocks().rev().map(|block| block.index()).collect();
    back.reverse();
    assert_eq!(forth, back);
    assert_eq!(article.blocks().len(), forth.len());
}

#[test]
fn paths_name_the_elements_around() {
    let article = clean_html("<div id=page><ul class='menu top'><li>Home</ul></div>");
    let path = article.blocks().next().unwrap().path();
    assert!(path.ends_with("div#page > ul.menu.top > li"), "{path}");
}
