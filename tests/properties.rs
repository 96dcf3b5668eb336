//! What must hold for any input.

#![allow(clippy::unwrap_used)]

use std::fmt::Write;

use bodytext::{Article, Cleaner, clean_bytes, clean_html, clean_text};
use proptest::prelude::*;

/// The letters and digits of a text: what is left when white space and marks of any kind are left out.
fn letters(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).collect()
}

/// The letters of all blocks in document order.
fn letters_of_blocks(article: &Article) -> String {
    article.blocks().map(|block| letters(block.text())).collect()
}

/// Everything an article says, as one text.
fn all(article: &Article) -> String {
    let mut out = format!("{}\n{}\n{}\n{:?}\n", article.text(), article.markdown(), article.html(), article.metadata());
    let _ = writeln!(out, "{:?} {}", article.media(), article.confidence());
    for block in article.blocks() {
        let _ = writeln!(out, "{:?} {} {} {:?}", block.label(), block.is_main(), block.probability(), block.reasons());
    }
    out
}

fn check(article: &Article) {
    assert!((0.0..=1.0).contains(&article.confidence()), "confidence {}", article.confidence());
    let text = letters(&article.text());
    let mut rest = text.as_str();
    for block in article.blocks() {
        assert!((0.0..=1.0).contains(&block.probability()), "probability {}", block.probability());
        assert!(block.reasons().iter().all(|reason| reason.effect.is_finite()));
        assert!(!block.text().trim().is_empty(), "an empty block");
        if block.is_main() {
            // A renderer may add numbers of list items, but it leaves nothing out and keeps the order.
            let own = letters(block.text());
            let at = rest.find(&own).unwrap_or_else(|| panic!("{own:?} is kept, but not in the text {text:?}"));
            rest = &rest[at + own.len()..];
        }
    }
    assert_eq!(article.is_empty(), article.blocks().all(|block| !block.is_main()));
}

/// Pieces of markup, whole and broken.
fn soup() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        "[a-zé0-9 ,.]{1,30}",
        "\\PC{0,8}",
        prop::sample::select(vec![
            "<div>",
            "</div>",
            "<p>",
            "</p>",
            "<ul><li>",
            "</li>",
            "</ul>",
            "<table>",
            "<tr><td>",
            "</table>",
            "<a href=/x>",
            "</a>",
            "<b>",
            "</b>",
            "<h1>",
            "</h1>",
            "<nav class=menu>",
            "</nav>",
            "<article>",
            "<main id=m>",
            "<br>",
            "<pre>",
            "</pre>",
            "<script>",
            "</script>",
            "<style>",
            "</style>",
            "<!--",
            "-->",
            "<textarea>",
            "</textarea>",
            "<svg>",
            "<math>",
            "<mi>",
            "</svg>",
            "<template>",
            "</template>",
            "<select><option>",
            "<noscript>",
            "</noscript>",
            "<frameset>",
            "<title>",
            "</title>",
            "<img alt=x src=y>",
            "<figure>",
            "<figcaption>",
            "<!doctype html>",
            "<![CDATA[",
            "]]>",
            "&amp;",
            "&#x0;",
            "&#xd800;",
            "&nosuch;",
            "<",
            ">",
            "</",
            "<a b='",
            "\0",
            "\u{feff}",
            "<font color=i>",
            "<body onload=1>",
            "</html>",
            "<dl><dt>",
            "<dd>",
            "<video controls>",
            "<time datetime=2026>",
            "<script type=application/ld+json>{\"@type\":\"Article\",",
            "<meta property=og:title content=x>",
            "<plaintext>",
        ])
        .prop_map(str::to_owned),
    ];
    prop::collection::vec(piece, 0..40).prop_map(|pieces| pieces.concat())
}

/// Lines as a stripped page has them.
fn lines() -> impl Strategy<Value = String> {
    let line = prop_oneof![
        "[A-Z][a-z ,]{0,60}[.!?]?",
        // The name of a language behind a fence is no text.
        "\\PC{0,20}".prop_map(|line| line.replace("```", "``")),
        prop::sample::select(vec![
            "",
            "",
            "```",
            "```Σ",
            "```a``` b",
            "Share",
            "- item",
            "* item",
            "1. item",
            "02:53",
            "Now playing",
            "# Title",
            "=====",
            "---",
            "    code",
            "https://example.com/a",
            "By Ann Lee",
            "| a | b |",
            "\t",
            "\u{2028}",
            "\u{b}",
            "•",
            "PHOTO: Agency",
        ])
        .prop_map(str::to_owned),
    ];
    prop::collection::vec(line, 0..30).prop_map(|lines| lines.join("\n"))
}

/// Well-formed elements around words: the markup, and the words in document order.
fn page() -> impl Strategy<Value = (String, String)> {
    let leaf = "[a-zA-Zéß0-9]{1,8}( [a-z]{1,8}){0,6}[.!]?".prop_map(|text: String| (text.clone(), text));
    leaf.prop_recursive(5, 40, 5, |inner| {
        let tags = vec![
            "div",
            "section",
            "article",
            "main",
            "nav",
            "ul",
            "li",
            "blockquote",
            "aside",
            "footer",
            "header",
            "b",
            "em",
            "span",
            "h2",
            "code",
            "figure",
            "figcaption",
            "dl",
            "dd",
            "details",
            "summary",
            "center",
            "i",
            "strong",
        ];
        (prop::sample::select(tags), prop::collection::vec(inner, 1..5)).prop_map(|(tag, children)| {
            let markup: Vec<&str> = children.iter().map(|(markup, _)| markup.as_str()).collect();
            let words: Vec<&str> = children.iter().map(|(_, words)| words.as_str()).collect();
            (format!("<{tag}>{}</{tag}>", markup.join(" ")), words.join(" "))
        })
    })
}

/// Paragraphs as articles have them.
fn prose() -> impl Strategy<Value = String> {
    let sentence = "[A-Z][a-z]{1,8}( [a-z]{2,9}){8,16}, [a-z]{3,7}( [a-z]{2,9}){4,8}\\.";
    let paragraph = prop::collection::vec(sentence, 2..5).prop_map(|sentences| sentences.join(" "));
    prop::collection::vec(paragraph, 3..8).prop_map(|paragraphs| paragraphs.join("\n\n"))
}

/// `PROPTEST_CASES` asks for more than the few that keep the default run short.
fn config() -> ProptestConfig {
    let cases = std::env::var("PROPTEST_CASES").ok().and_then(|cases| cases.parse().ok()).unwrap_or(400);
    ProptestConfig { cases, failure_persistence: None, ..ProptestConfig::default() }
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn any_bytes_give_an_article(bytes in prop::collection::vec(any::<u8>(), 0..2000)) {
        check(&clean_bytes(&bytes, None).unwrap());
        check(&Cleaner::default().clean_text_bytes(&bytes, None).unwrap());
    }

    #[test]
    fn any_charset_gives_an_article(
        bytes in prop::collection::vec(any::<u8>(), 0..300),
        charset in prop::sample::select(vec![
            "utf-8", "utf-16le", "utf-16be", "shift_jis", "gb18030", "big5", "euc-kr", "iso-2022-jp", "windows-1251",
            "replacement", "x-user-defined",
        ]),
    ) {
        check(&clean_bytes(&bytes, Some(charset)).unwrap());
    }

    #[test]
    fn any_markup_gives_an_article(html in soup()) {
        check(&clean_html(&html));
    }

    #[test]
    fn any_lines_give_an_article(text in lines()) {
        check(&clean_text(&text));
    }

    #[test]
    fn a_parsed_page_is_the_same_page(html in soup()) {
        let (own, parsed) = (clean_html(&html), Cleaner::default().clean_document(&scraper::Html::parse_document(&html)));
        prop_assert_eq!(own.text(), parsed.text());
        prop_assert_eq!(own.blocks().len(), parsed.blocks().len());
    }

    #[test]
    fn the_same_input_gives_the_same_output(html in soup(), text in lines()) {
        prop_assert_eq!(all(&clean_html(&html)), all(&clean_html(&html)));
        prop_assert_eq!(all(&clean_text(&text)), all(&clean_text(&text)));
    }

    #[test]
    fn blocks_are_all_the_text_of_a_page_in_order((html, words) in page()) {
        prop_assert_eq!(letters_of_blocks(&clean_html(&html)), letters(&words));
    }

    #[test]
    fn blocks_are_all_the_lines_of_a_text_in_order(text in lines()) {
        prop_assert_eq!(letters_of_blocks(&clean_text(&text)), letters(&text));
    }

    #[test]
    fn cleaning_prose_twice_changes_nothing(text in prose()) {
        let once = clean_text(&text).text();
        prop_assert_eq!(clean_text(&once).text(), once);
    }

    #[test]
    fn cleaning_twice_adds_nothing(text in lines()) {
        let once = clean_text(&text).text();
        let twice = clean_text(&once).text();
        let (once, twice) = (letters(&once), letters(&twice));
        let mut rest = once.chars();
        prop_assert!(twice.chars().all(|c| rest.any(|other| other == c)), "{:?} is not in {:?}", twice, once);
    }
}
