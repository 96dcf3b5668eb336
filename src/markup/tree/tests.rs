//! Event for event against html5ever's tree builder: over real pages, over generated input.

use proptest::prelude::*;

use crate::markup::real_pages;
use crate::markup::recorder::{ours, theirs};

#[track_caller]
fn compare(html: &str, name: &str) {
    let (ours, theirs) = (ours(html), theirs(html));
    if let Some(at) = (0..ours.len().max(theirs.len())).find(|&at| ours.get(at) != theirs.get(at)) {
        let from = at.saturating_sub(6);
        panic!(
            "{name}: event {at} is\n{:?}\nnot\n{:?}\nafter\n{}\nin {:?}",
            ours.get(at),
            theirs.get(at),
            ours[from..at].join("\n"),
            &html.chars().take(400).collect::<String>()
        );
    }
}

#[test]
fn equal_over_real_pages() {
    real_pages::each(|name, html| compare(html, name));
}

/// Tags that the rules tell apart, strung together in any order.
fn soup() -> impl Strategy<Value = String> {
    let names = prop::sample::select(vec![
        "a",
        "b",
        "i",
        "font",
        "nobr",
        "p",
        "div",
        "li",
        "ul",
        "ol",
        "dd",
        "dt",
        "h1",
        "h2",
        "table",
        "tbody",
        "thead",
        "tr",
        "td",
        "th",
        "caption",
        "colgroup",
        "col",
        "select",
        "option",
        "optgroup",
        "button",
        "form",
        "input",
        "template",
        "svg",
        "math",
        "mi",
        "mglyph",
        "annotation-xml",
        "foreignObject",
        "desc",
        "title",
        "script",
        "style",
        "textarea",
        "xmp",
        "iframe",
        "noscript",
        "object",
        "br",
        "hr",
        "img",
        "image",
        "pre",
        "html",
        "head",
        "body",
        "frameset",
        "frame",
        "noframes",
        "ruby",
        "rb",
        "rt",
        "rtc",
        "rp",
        "my-tag",
        "span",
        "address",
        "link",
        "meta",
        "plaintext",
        "applet",
        "em",
        "article",
        "keygen",
        "menu",
        "param",
        "isindex",
        "listing",
    ]);
    let attributes = prop::sample::select(vec![
        "",
        "",
        "",
        " class=x",
        " id='&amp;a'",
        " color=red",
        " type=hidden",
        " xlink:href=y",
        " href=\"z\"",
        "/",
        " data-x=1",
        " data-y=2",
        " class=x class=y",
    ]);
    let text = prop::sample::select(vec![
        "x",
        " ",
        "\n",
        "a b",
        "\0",
        "&amp;",
        "&lt",
        "<!--c-->",
        "<!doctype html>",
        "<![CDATA[c]]>",
        "é",
        "\r\n",
        "<!doctype html public \"-//W3C//DTD HTML 4.01//EN\" >",
        "<!DOCTYPE html PUBLIC '-//w3c//dtd html 3.2//'>",
    ]);
    let piece = prop_oneof![
        5 => (names.clone(), attributes).prop_map(|(name, attributes)| format!("<{name}{attributes}>")),
        4 => names.prop_map(|name| format!("</{name}>")),
        3 => text.prop_map(str::to_owned),
    ];
    prop::collection::vec(piece, 0..40).prop_map(|pieces| pieces.concat())
}

/// Formatting elements, of which three that are equal are opened again: by all their attributes, in any order.
fn formatting() -> impl Strategy<Value = String> {
    let pieces = prop::sample::select(vec![
        "<b>",
        "<b class=x id=y>",
        "<b id='y' class=\"x\">",
        "<B CLASS=x ID=y>",
        "<b class=x id=y class=z>",
        "<b title=1>",
        "<b data-a=1>",
        "<b data-a=2>",
        "<b data-a='1&amp;'>",
        "<i data-a=1>",
        "<a href=x>",
        "<a href=y>",
        "<nobr>",
        "</b>",
        "</i>",
        "</a>",
        "<p>",
        "</p>",
        "<div>",
        "</div>",
        "<table><td>",
        "</table>",
        "<object>",
        "<template>",
        "</template>",
        "x",
    ]);
    prop::collection::vec(pieces, 0..60).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: std::env::var("BODYTEXT_CASES").ok().and_then(|cases| cases.parse().ok()).unwrap_or(2000),
        failure_persistence: None,
        ..ProptestConfig::default()
    })]

    #[test]
    fn equal_over_generated_input(html in soup()) {
        compare(&html, "generated");
    }

    #[test]
    fn equal_over_formatting_elements(html in formatting()) {
        compare(&html, "generated");
    }
}
