//! The ledger: kept and removed blocks together are all text of the input, in order, each piece once.

#![allow(clippy::unwrap_used)]

#[path = "support/prose.rs"]
#[allow(dead_code)]
mod prose;

use std::fs;
use std::io::Read;
use std::path::{Path, PathBuf};

use bodytext::{Article, clean_html, clean_text};
use flate2::read::MultiGzDecoder;
use proptest::prelude::*;

/// Real pages of each kind that are tested.
const SAMPLE: usize = 120;

/// What is left when white space, marks and characters without width are left out.
fn letters(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).collect()
}

/// The blocks are the letters in order, and what the article shows are those of the kept blocks, in order.
fn check(article: &Article, expected: &str) -> Result<(), String> {
    let blocks: String = article.blocks().map(|block| letters(block.text())).collect();
    if blocks != expected {
        let at = blocks.bytes().zip(expected.bytes()).take_while(|(a, b)| a == b).count();
        let near = |text: &str| {
            text.chars()
                .skip(text[..at.min(text.len())].chars().count().saturating_sub(20))
                .take(60)
                .collect::<String>()
        };
        return Err(format!("blocks have {:?} where the page has {:?}", near(&blocks), near(expected)));
    }
    let text = letters(&article.text());
    let mut rest = text.as_str();
    for block in article.blocks().filter(|block| block.is_main()) {
        let own = letters(block.text());
        let Some(at) = rest.find(&own) else { return Err(format!("{:?} is kept, but not in the text", block.text())) };
        rest = &rest[at + own.len()..];
    }
    Ok(())
}

/// Of a text: whatever is moved to media is text of the page.
fn check_media(article: &Article, letters_of_page: &str) -> Result<(), String> {
    for media in article.media() {
        let mut parts = media.title.iter().chain(&media.captions).chain(&media.credit);
        if let Some(part) = parts.find(|part| !letters_of_page.contains(&letters(part))) {
            return Err(format!("{part:?} is no text of the page"));
        }
    }
    Ok(())
}

/// Of a text: each block has its range, the ranges rise, and nothing with a letter is between them.
fn check_ranges(text: &str, article: &Article) -> Result<(), String> {
    let mut end = 0;
    for block in article.blocks() {
        let range = block.source().ok_or_else(|| format!("{:?} has no range", block.text()))?;
        if range.start < end || text.get(range.clone()).is_none() {
            return Err(format!("{range:?} does not fit: the block before ends at {end}"));
        }
        if letters(&text[range.clone()]) != letters(block.text()) {
            return Err(format!("{range:?} is {:?}, the block {:?}", &text[range.clone()], block.text()));
        }
        if !letters(&text[end..range.start]).is_empty() {
            return Err(format!("{:?} is in no block", &text[end..range.start]));
        }
        end = range.end;
    }
    let rest = letters(&text[end..]);
    if rest.is_empty() { Ok(()) } else { Err(format!("{rest:?} is in no block")) }
}

fn check_text(text: &str) -> Result<(), String> {
    let article = clean_text(text);
    check(&article, &letters(text))?;
    check_media(&article, &letters(text))?;
    check_ranges(text, &article)
}

/// Elements whose text no reader sees.
const UNSEEN: [&str; 20] = [
    "canvas", "datalist", "iframe", "math", "noembed", "noframes", "optgroup", "option", "rp", "rt", "rtc", "script",
    "select", "style", "svg", "template", "textarea", "title", "head", "param",
];

/// The text of a page as its tree has it.
fn visible(html: &str) -> String {
    let document = scraper::Html::parse_document(html);
    let mut out = String::new();
    for node in document.tree.root().descendants() {
        let unseen = |above: &scraper::Node| above.as_element().is_some_and(|element| UNSEEN.contains(&element.name()));
        if let scraper::Node::Text(text) = node.value()
            && !node.ancestors().any(|above| unseen(above.value()))
        {
            out += &letters(text);
        }
    }
    out
}

fn config() -> ProptestConfig {
    let cases = std::env::var("PROPTEST_CASES").ok().and_then(|cases| cases.parse().ok()).unwrap_or(200);
    ProptestConfig { cases, failure_persistence: None, ..ProptestConfig::default() }
}

/// Lines of articles and of what surrounds them.
fn lines() -> impl Strategy<Value = String> {
    let prose: Vec<&str> = prose::articles().into_iter().flat_map(|(_, lines)| lines).collect();
    let chrome = vec![
        "Now playing",
        "02:53",
        "  (0:36)",
        "PHOTO: Mara Quist/AP",
        "Advertisement",
        "1 of 12",
        "Share",
        "- item",
        "* item",
        "12) item",
        "## Part",
        "=====",
        "---",
        "    let x = 1;",
        "    call(x);",
        "```",
        "\t| a | b |",
        "•\u{a0}bullet",
        "\u{feff}start",
        "soft\u{ad}hyphen",
        "wrapped lines of about the same width that end in the middle of",
        "the sentence, so that whoever reads them joins them, because the",
        "next word would not have fitted at the end of the line where it was.",
        "関連記事",
        "\u{200b}",
        "© 2026",
        "https://example.com/a?b=c",
        "\u{2028}one\u{2029}two\u{85}three",
        "a\rb\u{c}c",
    ];
    let line = prop_oneof![prop::sample::select(prose), prop::sample::select(chrome)];
    let end = prop::sample::select(vec!["\n", "\r\n", "\n\n", " \t\n"]);
    prop::collection::vec((line, end), 0..25)
        .prop_map(|lines| lines.iter().map(|(line, end)| format!("{line}{end}")).collect())
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn lines_are_all_there_with_their_bytes(text in lines()) {
        prop_assert_eq!(check_text(&text), Ok(()));
    }

    #[test]
    fn any_characters_are_all_there_with_their_bytes(text in "(\\PC|\\n|\\r|\\t){0,200}") {
        prop_assert_eq!(check_text(&text), Ok(()));
    }

    #[test]
    fn lines_in_elements_are_all_there(text in lines(), tag in prop::sample::select(vec!["p", "div", "li", "h2", "td", "blockquote"])) {
        let lines: Vec<&str> = text.lines().collect();
        let html = prose::html(&lines, tag);
        prop_assert_eq!(check(&clean_html(&html), &visible(&html)), Ok(()));
    }
}

/// The page with the text that is seen where no script runs.
fn shown(html: &str) -> String {
    html.replace("<noscript", "<div").replace("</noscript", "</div")
}

#[test]
fn the_corpus_is_all_there() {
    let corpus = Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus");
    let mut folders: Vec<PathBuf> = fs::read_dir(corpus).unwrap().map(|entry| entry.unwrap().path()).collect();
    folders.sort();
    let mut failed = Vec::new();
    for folder in folders {
        if let Ok(text) = fs::read_to_string(folder.join("page.txt"))
            && let Err(message) = check_text(&text)
        {
            failed.push(format!("{}: {message}", folder.display()));
        }
        // Formulas are written anew: pages with some are left out here.
        if let Ok(html) = fs::read_to_string(folder.join("page.html"))
            && !html.contains("<math")
            && let Err(message) = check(&clean_html(&html), &visible(&shown(&html)))
        {
            failed.push(format!("{}: {message}", folder.display()));
        }
    }
    assert!(failed.is_empty(), "{}", failed.join("\n"));
}

/// All files below a folder with this ending, in order of their paths.
fn find(folder: &Path, ending: &str, found: &mut Vec<PathBuf>) {
    let Ok(entries) = fs::read_dir(folder) else { return };
    let mut paths: Vec<PathBuf> = entries.filter_map(|entry| Some(entry.ok()?.path())).collect();
    paths.sort();
    for path in paths {
        if path.is_dir() {
            find(&path, ending, found);
        } else if path.to_string_lossy().ends_with(ending) {
            found.push(path);
        }
    }
}

fn sample(ending: &str) -> Vec<(PathBuf, String)> {
    let mut found = Vec::new();
    find(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/data"), ending, &mut found);
    if found.is_empty() {
        println!("no {ending} files in ../shared/data: nothing to test");
    }
    let step = found.len().div_ceil(SAMPLE).max(1);
    let read = |path: PathBuf| {
        let mut bytes = Vec::new();
        MultiGzDecoder::new(fs::File::open(&path).unwrap()).read_to_end(&mut bytes).unwrap();
        (path, String::from_utf8_lossy(&bytes).into_owned())
    };
    found.into_iter().step_by(step).map(read).collect()
}

#[test]
fn real_texts_are_all_there() {
    for (path, text) in sample(".txt.gz") {
        if let Err(message) = check_text(&text) {
            panic!("{}: {message}", path.display());
        }
    }
}

#[test]
fn real_pages_are_all_there() {
    for (path, html) in sample(".html.gz") {
        // As above.
        let html = shown(&html);
        if html.contains("<math") {
            continue;
        }
        if let Err(message) = check(&clean_html(&html), &visible(&html)) {
            panic!("{}: {message}", path.display());
        }
    }
}
