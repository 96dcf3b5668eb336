//! Text that another extractor produced: what it leaked goes, and nothing else; what is clean stays as it is.

#![allow(clippy::unwrap_used)]

#[path = "support/prose.rs"]
#[allow(dead_code)]
mod prose;

use std::collections::HashMap;
use std::fs;
use std::path::Path;

use bodytext::{Cleaner, clean_text};
use proptest::prelude::*;
use prose::{articles, folded, html, with};

/// Recall of the words of gold texts of articles, at least.
const RECALL: f64 = 0.985;

/// Lines that extractors leak.
const LEAKS: [&[&str]; 9] = [
    &["Advertisement"],
    &["Sign up for our newsletter"],
    &["Read more: Why the old bridge was never rebuilt"],
    &["Share this article"],
    &["The ferry lies at the western quay.", "PHOTO: Mara Quist/AP"],
    &[
        "Now playing",
        "01:47",
        "Ferry cable snaps: what the master saw",
        "Now playing",
        "00:38",
        "From the quay to the weir",
    ],
    &["Follow us on Facebook"],
    &["Story continues below advertisement"],
    &["Download our app"],
];

#[test]
fn clean_prose_stays_as_it_is() {
    for (language, lines) in articles() {
        let text = lines.join("\n\n");
        assert_eq!(clean_text(&text).text(), text, "{language}");
        assert_eq!(clean_text(&lines.join("\n")).text(), text, "{language}, a paragraph a line");
        assert_eq!(clean_text(&lines.join("\r\n\r\n")).text(), text, "{language}, CR LF");
        for line in lines {
            assert_eq!(clean_text(line).text(), line, "{language}, alone");
        }
    }
}

#[test]
fn cleaning_the_corpus_twice_is_cleaning_it_once() {
    let corpus = Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus");
    let mut failed = Vec::new();
    let mut folders: Vec<_> = fs::read_dir(corpus).unwrap().map(|entry| entry.unwrap().path()).collect();
    folders.sort();
    for folder in folders {
        let Ok(bytes) = fs::read(folder.join("page.txt")) else { continue };
        let once = Cleaner::default().clean_text_bytes(&bytes, None).unwrap().text();
        let twice = clean_text(&once).text();
        if once != twice {
            let lost: Vec<&str> = once.lines().filter(|line| !twice.contains(line)).collect();
            failed.push(format!("{}: {lost:?}", folder.file_name().unwrap().to_string_lossy()));
        }
    }
    assert!(failed.is_empty(), "{}", failed.join("\n"));
}

fn words(text: &str) -> HashMap<String, usize> {
    let mut words = HashMap::new();
    for word in text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()) {
        *words.entry(word.to_lowercase()).or_default() += 1;
    }
    words
}

/// The mean over gold texts of articles of their words that stay.
#[test]
fn gold_texts_keep_their_words() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/data/wcxb/dev/ground-truth");
    let Ok(entries) = fs::read_dir(&folder) else {
        println!("no ../shared/data/wcxb/dev: recall of gold texts is not measured");
        return;
    };
    let mut paths: Vec<_> = entries.map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    let cleaner = Cleaner::default();
    let mut recalls = Vec::new();
    for path in &paths {
        let gold: serde_json::Value = serde_json::from_str(&fs::read_to_string(path).unwrap()).unwrap();
        if gold["_internal"]["page_type"]["primary"] != "article" {
            continue;
        }
        let text = gold["ground_truth"]["main_content"].as_str().unwrap_or("");
        let all = words(text);
        let total: usize = all.values().sum();
        if total == 0 {
            continue;
        }
        let found = words(&cleaner.clean_text(text).text());
        let kept: usize = all.iter().map(|(word, count)| found.get(word).copied().unwrap_or(0).min(*count)).sum();
        let recall = kept as f64 / total as f64;
        if recall < 0.9 {
            println!("{:.3} {}", recall, path.file_name().unwrap().to_string_lossy());
        }
        recalls.push(recall);
    }
    let mean = recalls.iter().sum::<f64>() / recalls.len() as f64;
    println!("{} gold texts of articles keep {mean:.4} of their words", recalls.len());
    assert!(mean >= RECALL, "{mean:.4}");
}

fn config() -> ProptestConfig {
    let cases = std::env::var("PROPTEST_CASES").ok().and_then(|cases| cases.parse().ok()).unwrap_or(200);
    ProptestConfig { cases, failure_persistence: None, ..ProptestConfig::default() }
}

/// An article of a language, and a place between two of its paragraphs.
fn article_and_place() -> impl Strategy<Value = (&'static str, Vec<&'static str>, usize)> {
    prop::sample::select(articles()).prop_flat_map(|(language, lines)| {
        let places = 1..lines.len();
        (Just(language), Just(lines), places)
    })
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn leaks_go_and_nothing_else((language, lines, at) in article_and_place(), leak in prop::sample::select(LEAKS.to_vec())) {
        let all = with(&lines, at, leak);
        let text = lines.join("\n\n");
        prop_assert_eq!(clean_text(&all.join("\n")).text(), text.clone(), "{} lines", language);
        prop_assert_eq!(clean_text(&all.join("\n\n")).text(), text.clone(), "{} paragraphs", language);
        for tag in ["p", "div"] {
            let page = bodytext::clean_html(&html(&all, tag));
            prop_assert_eq!(folded(&page.text()), folded(&text), "{} {}", language, tag);
        }
    }

    #[test]
    fn pictures_go_with_their_captions((language, lines, at) in article_and_place(), credit in prop::sample::select(vec!["Foto: dpa", "Mara Quist/AFP via Getty Images", "© Mara Quist"])) {
        let figure = format!(
            "<figure><img src=/quay.jpg alt='The quay'><figcaption>The ferry at the quay on Tuesday.<br>{credit}</figcaption></figure>"
        );
        let mut parts: Vec<String> = lines.iter().map(|line| format!("<p>{line}</p>")).collect();
        parts.insert(at, format!("{figure}\n{figure}"));
        for page in [format!("<body><article>{}</article>", parts.concat()), format!("<body><div>{}</div>", parts.concat())] {
            let article = bodytext::clean_html(&page);
            prop_assert_eq!(folded(&article.text()), folded(&lines.join("\n")), "{} at {}", language, at);
            prop_assert!(article.media().iter().any(|media| media.captions == ["The ferry at the quay on Tuesday."]), "{:?}", article.media());
        }
    }

    #[test]
    fn cleaning_twice_is_cleaning_once(
        (_, lines, at) in article_and_place(),
        leaks in prop::collection::vec(prop::sample::select(LEAKS.to_vec()), 0..4),
        order in any::<prop::sample::Index>(),
    ) {
        // A caption and its credit, and the items of a list, stay together.
        let mut groups: Vec<&[&str]> = lines.chunks(1).collect();
        groups.splice(at..at, leaks.iter().copied());
        let turn = order.index(groups.len());
        groups.rotate_left(turn);
        let once = clean_text(&groups.concat().join("\n")).text();
        prop_assert_eq!(clean_text(&once).text(), once);
    }
}
