//! Sentences of prose that look like page chrome: none is dropped or moved, wherever it stands.

#[path = "support/prose.rs"]
#[allow(dead_code)]
mod prose;

use bodytext::{Article, clean_html, clean_text};
use prose::{articles, folded, html, with};

/// The names of the sections of `corpus/traps.txt`, and the language whose prose goes around them.
const LANGUAGES: [(&str, &str); 22] = [
    ("English", "en"),
    ("Deutsch", "de"),
    ("Français", "fr"),
    ("Español", "es"),
    ("Italiano", "it"),
    ("Português", "pt"),
    ("Nederlands", "nl"),
    ("Svenska", "sv"),
    ("Norsk", "no"),
    ("Dansk", "da"),
    ("Suomi", "fi"),
    ("Polski", "pl"),
    ("Русский", "ru"),
    ("Українська", "uk"),
    ("Türkçe", "tr"),
    ("Ελληνικά", "el"),
    ("العربية", "ar"),
    ("हिन्दी", "hi"),
    ("Bahasa Indonesia", "id"),
    ("中文", "zh"),
    ("日本語", "ja"),
    ("한국어", "ko"),
];

/// Traps with the prose of their language.
fn traps() -> Vec<(Vec<&'static str>, &'static str)> {
    let articles = articles();
    let mut body = Vec::new();
    let mut traps = Vec::new();
    for line in include_str!("../corpus/traps.txt").lines().map(str::trim).filter(|line| !line.is_empty()) {
        if let Some(name) = line.strip_prefix("# ") {
            if let Some((_, code)) = LANGUAGES.iter().find(|(known, _)| *known == name) {
                body = articles.iter().find(|(known, _)| known == code).expect("prose of the language").1.clone();
            }
            continue;
        }
        traps.push((body.clone(), line));
    }
    traps
}

/// What happened to a trap, unless it stayed and nothing was made of it.
fn lost(article: &Article, trap: &str, place: &str) -> Option<String> {
    let kept = folded(&article.text()).contains(&folded(trap));
    let moved = article
        .media()
        .iter()
        .any(|media| media.title.is_some() || media.credit.is_some() || !media.captions.is_empty());
    let labels: Vec<String> = article
        .blocks()
        .filter(|block| folded(trap).contains(&folded(block.text())) && !block.is_main())
        .map(|block| format!("{} {:?}", block.label(), block.reasons().first().map(|reason| reason.cause.name())))
        .collect();
    (!kept || moved).then(|| format!("{place}: {trap}  [{}]{}", labels.join(", "), if moved { " moved" } else { "" }))
}

fn report(lost: &[String], count: usize) {
    assert!(lost.is_empty(), "{} of {count} lost:\n{}", lost.len(), lost.join("\n"));
}

#[test]
fn there_are_many_traps() {
    assert!(traps().len() >= 500, "{}", traps().len());
}

#[test]
fn a_trap_alone_stays() {
    let mut failed = Vec::new();
    for (_, trap) in traps() {
        failed.extend(lost(&clean_text(trap), trap, "text"));
        failed.extend(lost(&clean_html(&html(&[trap], "p")), trap, "paragraph"));
        failed.extend(lost(
            &clean_html(&format!("<title>News</title><article>{}</article>", html(&[trap], "p"))),
            trap,
            "article",
        ));
    }
    report(&failed, traps().len() * 3);
}

#[test]
fn a_trap_between_paragraphs_stays() {
    let mut failed = Vec::new();
    let mut count = 0;
    for (body, trap) in traps() {
        for at in 0..=body.len() {
            let lines = with(&body, at, &[trap]);
            let marked = format!("<title>News</title><article class=post>{}</article>", html(&lines, "p"));
            for (name, article) in [
                ("text", clean_text(&lines.join("\n"))),
                ("text, empty lines between", clean_text(&lines.join("\n\n"))),
                ("paragraphs", clean_html(&html(&lines, "p"))),
                ("article", clean_html(&marked)),
            ] {
                count += 1;
                failed.extend(lost(&article, trap, &format!("{at}, {name}")));
            }
        }
    }
    report(&failed, count);
}
