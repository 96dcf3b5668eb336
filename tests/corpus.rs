//! The corpus: pages written for one thing each, with what must come out.
//!
//! A case is a folder in `corpus/` with `page.html` or `page.txt` (raw bytes, so that charsets are real), `expected.md`
//! (the article as Markdown) and `expected.json` (metadata, media, labels). `BLESS=1 cargo test --test corpus` writes the
//! expected files anew; read the difference before you commit it.

#![allow(clippy::unwrap_used)]

use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};

use bodytext::{Article, Cleaner, Sourced};
use serde::Serialize;
use serde_json::{Value, json};

/// What an article is compared by, a value a line: this is read and edited by people.
fn record(article: &Article) -> Value {
    let metadata = article.metadata();
    let media: Vec<Value> = article.media().iter().map(medium).collect();
    let kept = article.blocks().filter(|block| block.is_main());
    let removed = article.blocks().filter(|block| !block.is_main());
    let mut record = json!({
        "title": metadata.title(),
        "authors": metadata.authors(),
        "published": metadata.published(),
        "modified": metadata.modified(),
        "site_name": metadata.site_name(),
        "language": metadata.language(),
        "about": about(article),
        "outcome": article.outcome().name(),
        "media": media,
        "kept": kept.map(|block| json!([block.label().name(), first_words(block.text())])).collect::<Vec<_>>(),
        "removed": removed.map(|block| json!([block.label().name(), block.text()])).collect::<Vec<_>>(),
    });
    if let Some(dateline) = article.dateline() {
        let parts = [dateline.place(), dateline.date(), dateline.agency()];
        record["dateline"] = json!(parts.map(Option::unwrap_or_default));
    }
    record
}

/// The order of fields in `expected.json`.
const FIELDS: [&str; 12] = [
    "title",
    "authors",
    "published",
    "modified",
    "site_name",
    "language",
    "dateline",
    "about",
    "outcome",
    "media",
    "kept",
    "removed",
];

/// Every field of the metadata that has a value, with its source; then other candidates with theirs, best first.
fn about(article: &Article) -> Value {
    fn line<T: Serialize>(name: &str, found: Option<&Sourced<T>>) -> Option<Value> {
        let found = found?;
        let mut line = vec![json!(name), json!(found.value()), json!(found.source().name())];
        line.extend(found.others().iter().map(|(other, source)| json!([other, source.name()])));
        Some(Value::Array(line))
    }
    let metadata = article.metadata();
    let lines = [
        line("title", metadata.title_sourced()),
        line("subtitle", metadata.subtitle_sourced()),
        line("authors", metadata.authors_sourced()),
        line("published", metadata.published_sourced()),
        line("modified", metadata.modified_sourced()),
        line("site_name", metadata.site_name_sourced()),
        line("url", metadata.url_sourced()),
        line("language", metadata.language_sourced()),
        line("description", metadata.description_sourced()),
        line("image", metadata.image_sourced()),
        line("tags", metadata.tags_sourced()),
        line("section", metadata.section_sourced()),
        line("licence", metadata.licence_sourced()),
        line("paywalled", metadata.paywalled_sourced()),
        line("comments", metadata.comments_sourced()),
    ];
    lines.into_iter().flatten().collect()
}

/// A media item without the fields that it does not have.
fn medium(media: &bodytext::Media) -> Value {
    let mut item = json!({"kind": media.kind.name()});
    let fields = [("title", &media.title), ("duration", &media.duration), ("credit", &media.credit)];
    for (name, value) in fields {
        if let Some(value) = value {
            item[name] = json!(value);
        }
    }
    if !media.captions.is_empty() {
        item["captions"] = json!(media.captions);
    }
    item
}

/// Enough of a block's text to know it: `expected.md` has the whole.
fn first_words(text: &str) -> String {
    let words: Vec<&str> = text.split_whitespace().collect();
    let more = if words.len() > 6 { " ..." } else { "" };
    words[..words.len().min(6)].join(" ") + more
}

/// JSON with one item of a list a line.
fn pretty(record: &Value) -> String {
    let mut out = String::from("{\n");
    for (at, field) in FIELDS.iter().filter(|field| record.get(field).is_some()).enumerate() {
        out.push_str(if at > 0 { ",\n" } else { "" });
        let _ = write!(out, "  \"{field}\": ");
        match &record[field] {
            Value::Array(items) if items.iter().any(|item| !item.is_string()) => {
                let items: Vec<String> = items.iter().map(|item| format!("    {item}")).collect();
                let _ = write!(out, "[\n{}\n  ]", items.join(",\n"));
            }
            value => {
                let _ = write!(out, "{value}");
            }
        }
    }
    out + "\n}\n"
}

fn clean(folder: &Path) -> Result<Article, String> {
    let read = |name: &str| fs::read(folder.join(name)).ok();
    let cleaner = Cleaner::default();
    let article = match (read("page.html"), read("page.txt")) {
        (Some(bytes), None) => cleaner.clean_bytes(&bytes, None),
        (None, Some(bytes)) => cleaner.clean_text_bytes(&bytes, None),
        (None, None) => return Err("neither page.html nor page.txt".to_owned()),
        (Some(_), Some(_)) => return Err("page.html and page.txt: a case is one page".to_owned()),
    };
    article.map_err(|error| error.to_string())
}

/// Compares a case with its expected files, or writes them.
fn check(folder: &Path, bless: bool) -> Result<(), String> {
    let article = clean(folder)?;
    let markdown = article.markdown().trim_end().to_owned() + "\n";
    let mut record = record(&article);
    let (md, js) = (folder.join("expected.md"), folder.join("expected.json"));
    if bless {
        // Where each field came from is for the cases that are about metadata.
        if let (Some(record), false) = (record.as_object_mut(), is_about_metadata(folder)) {
            record.remove("about");
        }
        fs::write(md, markdown).map_err(|error| error.to_string())?;
        return fs::write(js, pretty(&record)).map_err(|error| error.to_string());
    }
    let mut problems = String::new();
    match fs::read_to_string(md) {
        Err(error) => problems += &format!("expected.md: {error}\n"),
        Ok(expected) => problems += &difference("expected.md", &expected, &markdown),
    }
    match fs::read_to_string(js).map_err(|error| error.to_string()).and_then(|text| parse(&text)) {
        Err(error) => problems += &format!("expected.json: {error}\n"),
        Ok(expected) => {
            // Only what the file mentions is compared, so that a case can keep to its point.
            let mut found = record;
            if let (Some(found), Some(expected)) = (found.as_object_mut(), expected.as_object()) {
                found.retain(|field, _| expected.contains_key(field));
            }
            problems += &difference("expected.json", &pretty(&expected), &pretty(&found));
        }
    }
    if problems.is_empty() { Ok(()) } else { Err(problems) }
}

fn is_about_metadata(folder: &Path) -> bool {
    folder.file_name().is_some_and(|name| name.to_string_lossy().starts_with("meta--"))
}

fn parse(text: &str) -> Result<Value, String> {
    let value: Value = serde_json::from_str(text).map_err(|error| error.to_string())?;
    let fields = value.as_object().ok_or("no object")?;
    match fields.keys().find(|field| !FIELDS.contains(&field.as_str())) {
        Some(field) => Err(format!("unknown field {field:?}, expected some of {}", FIELDS.join(", "))),
        None => Ok(value),
    }
}

/// Lines that are missing (-) and lines that are new (+), with a line of context; nothing when the texts are equal.
fn difference(name: &str, expected: &str, found: &str) -> String {
    if expected == found {
        return String::new();
    }
    let (old, new): (Vec<&str>, Vec<&str>) = (expected.lines().collect(), found.lines().collect());
    // Length of the longest common subsequence from each pair of lines on.
    let mut common = vec![vec![0_usize; new.len() + 1]; old.len() + 1];
    for i in (0..old.len()).rev() {
        for j in (0..new.len()).rev() {
            let next = if old[i] == new[j] { common[i + 1][j + 1] + 1 } else { common[i + 1][j].max(common[i][j + 1]) };
            common[i][j] = next;
        }
    }
    let (mut i, mut j) = (0, 0);
    let mut lines = Vec::new();
    while i < old.len() || j < new.len() {
        if i < old.len() && j < new.len() && old[i] == new[j] {
            lines.push((' ', old[i]));
            (i, j) = (i + 1, j + 1);
        } else if i < old.len() && (j == new.len() || common[i + 1][j] >= common[i][j + 1]) {
            lines.push(('-', old[i]));
            i += 1;
        } else {
            lines.push(('+', new[j]));
            j += 1;
        }
    }
    let mut out = format!("{name} (- expected, + found)\n");
    for (at, (sign, line)) in lines.iter().enumerate() {
        let near = lines[at.saturating_sub(1)..(at + 2).min(lines.len())].iter().any(|(sign, _)| *sign != ' ');
        if near {
            let _ = writeln!(out, "  {sign} {line}");
        }
    }
    if lines.iter().all(|(sign, _)| *sign == ' ') {
        out += "  line ends or the end of the file differ\n";
    }
    out
}

fn cases() -> Vec<PathBuf> {
    let corpus = Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus");
    let entries = fs::read_dir(&corpus).expect("the corpus is part of the repository");
    let mut folders: Vec<PathBuf> = entries.map(|entry| entry.unwrap().path()).filter(|path| path.is_dir()).collect();
    folders.sort();
    folders
}

#[test]
fn every_case_comes_out_as_expected() {
    let bless = std::env::var_os("BLESS").is_some_and(|value| value != "0" && !value.is_empty());
    let cases = cases();
    let mut failed = Vec::new();
    for folder in &cases {
        if let Err(problems) = check(folder, bless) {
            failed.push(format!("{}\n{problems}", folder.file_name().unwrap_or_default().to_string_lossy()));
        }
    }
    println!("{} cases", cases.len());
    assert!(!cases.is_empty());
    assert!(
        failed.is_empty(),
        "{} of {} cases differ; when that is meant, run with BLESS=1\n\n{}",
        failed.len(),
        cases.len(),
        failed.join("\n")
    );
}

#[test]
fn differences_are_readable() {
    assert_eq!(difference("x", "a\nb\n", "a\nb\n"), "");
    let expected = "x (- expected, + found)\n    b\n  - c\n  + d\n    e\n";
    assert_eq!(difference("x", "a\nb\nc\ne\nf\n", "a\nb\nd\ne\nf\n"), expected);
    assert!(difference("x", "a\n", "a").contains("end of the file"));
}
