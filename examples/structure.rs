//! Measures whether structure survives: which headings, list items, code blocks, table rows and links of a benchmark's
//! gold Markdown are such in the Markdown of the article, among those whose words were kept at all.
//!
//! ```text
//! cargo run --release --features eval --example structure -- wcxb/dev
//! ```

#[path = "shared/ordered.rs"]
mod ordered;
#[path = "shared/progress.rs"]
mod progress;

use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use bodytext::Cleaner;
use bodytext::eval::readers;
use clap::Parser;
use pulldown_cmark::{Event, Options, Tag, TagEnd};

/// Share of a benchmark's gold structure that the Markdown of the articles has, too.
#[derive(Debug, Parser)]
#[command(name = "structure", version, max_term_width = 100)]
struct Args {
    /// List the first N gold elements of each kind that are not there as such
    #[arg(long, value_name = "N", default_value = "0")]
    missing: usize,

    /// The folder of a WCXB split, with ground-truth/ and html/
    folder: PathBuf,
}

const KINDS: [&str; 5] = ["headings", "list items", "code blocks", "table rows", "links"];

/// The words of all elements of each kind.
type Elements = [Vec<String>; 5];

/// A page's gold elements of one kind: those whose words were kept, and those that are not there as such.
#[derive(Debug, Default, Clone)]
struct Count {
    kept: usize,
    missing: Vec<String>,
}

fn main() -> ExitCode {
    match run(&Args::parse()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            eprintln!("structure: {message}");
            ExitCode::FAILURE
        }
    }
}

fn run(args: &Args) -> Result<(), String> {
    let cleaner = Cleaner::default();
    let gold = args.folder.join("ground-truth");
    let entries = fs::read_dir(&gold).map_err(|error| format!("{}: {error}", gold.display()))?;
    let mut files: Vec<PathBuf> = entries.filter_map(|entry| Some(entry.ok()?.path())).collect();
    files.sort();
    let bar = progress::bar(files.len());
    let (mut totals, mut failed) = (vec![Count::default(); KINDS.len()], None);
    ordered::for_each(
        &files,
        ordered::cores(),
        |file| page(&cleaner, &args.folder, file),
        |counts| {
            bar.inc(1);
            match counts {
                Err(message) => failed = Some(message),
                Ok(counts) => {
                    for (total, count) in totals.iter_mut().zip(counts) {
                        total.kept += count.kept;
                        total.missing.extend(count.missing);
                    }
                }
            }
            failed.is_none()
        },
    );
    bar.finish_and_clear();
    match failed {
        Some(message) => Err(message),
        None => print(args, &totals).map_err(|error| format!("standard output: {error}")),
    }
}

fn print(args: &Args, totals: &[Count]) -> io::Result<()> {
    let mut out = io::stdout().lock();
    writeln!(out, "{:<12} {:>8} {:>8} {:>7}", "", "in text", "as such", "share")?;
    for (kind, total) in KINDS.iter().zip(totals) {
        let there = total.kept - total.missing.len();
        writeln!(out, "{kind:<12} {:>8} {there:>8} {:>7.3}", total.kept, there as f64 / total.kept.max(1) as f64)?;
    }
    for (kind, total) in KINDS.iter().zip(totals).filter(|_| args.missing > 0) {
        writeln!(out, "\nmissing {kind}")?;
        for text in total.missing.iter().take(args.missing) {
            writeln!(out, "  {text}")?;
        }
    }
    Ok(())
}

/// Counts one page; nothing where it has no gold Markdown.
fn page(cleaner: &Cleaner, folder: &Path, file: &Path) -> Result<Vec<Count>, String> {
    let name = |path: &Path| path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
    let text = fs::read_to_string(file).map_err(|error| format!("{}: {error}", file.display()))?;
    let row: serde_json::Value = serde_json::from_str(&text).map_err(|error| format!("{}: {error}", file.display()))?;
    let Some(gold) = row["ground_truth"]["main_content_markdown"].as_str() else { return Ok(Vec::new()) };
    let html = folder.join("html").join(format!("{}.html.gz", name(file)));
    let bytes = readers::load(&html).map_err(|error| error.to_string())?;
    let article = cleaner.clean_bytes(&bytes, None).map_err(|error| format!("{}: {error}", html.display()))?;
    let (gold, found) = (elements(gold), elements(&article.markdown()));
    let text = words(&article.text());
    let counts = gold.iter().zip(&found).enumerate().map(|(kind, (gold, found))| {
        let mut count = Count::default();
        for element in gold.iter().filter(|element| element.len() > 2 && text.contains(element.as_str())) {
            count.kept += 1;
            // A heading or link says just this; the others may say more than the gold quotes.
            let same = |other: &String| {
                if matches!(kind, 0 | 4) { other == element } else { other.contains(element.as_str()) }
            };
            if !found.iter().any(same) {
                count.missing.push(format!("{}:{element}", name(file)));
            }
        }
        count
    });
    Ok(counts.collect())
}

/// Words in lower case, each with a blank before and after, so that whole words are found.
fn words(text: &str) -> String {
    let parts = text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    parts.fold(String::from(" "), |out, word| out + &word.to_lowercase() + " ")
}

/// The elements of a Markdown document by kind, in words.
fn elements(markdown: &str) -> Elements {
    let mut found = Elements::default();
    // Elements that are open: their kind, and their text so far.
    let mut open: Vec<(usize, String)> = Vec::new();
    for event in pulldown_cmark::Parser::new_ext(markdown, Options::ENABLE_TABLES | Options::ENABLE_FOOTNOTES) {
        match event {
            Event::Start(tag) => match kind(&tag) {
                Some(kind) => open.push((kind, String::new())),
                // What a list item says itself ends where a list or a paragraph inside begins anew.
                None => say(&mut open, if matches!(tag, Tag::TableCell | Tag::Paragraph) { " " } else { "" }),
            },
            Event::End(tag) if ends(tag) => {
                let Some((kind, text)) = open.pop() else { continue };
                found[kind].push(words(&text));
            }
            Event::Text(text) | Event::Code(text) => say(&mut open, &text),
            Event::SoftBreak | Event::HardBreak | Event::InlineHtml(_) => say(&mut open, " "),
            _ => {}
        }
    }
    found
}

/// Adds a text to all open elements; that of a nested item is no part of the one around.
fn say(open: &mut [(usize, String)], text: &str) {
    for (kind, own) in open.iter_mut().rev() {
        own.push_str(text);
        if *kind == 1 {
            break;
        }
    }
}

fn kind(tag: &Tag<'_>) -> Option<usize> {
    match tag {
        Tag::Heading { .. } => Some(0),
        Tag::Item => Some(1),
        Tag::CodeBlock(_) => Some(2),
        Tag::TableHead | Tag::TableRow => Some(3),
        Tag::Link { .. } => Some(4),
        _ => None,
    }
}

fn ends(tag: TagEnd) -> bool {
    matches!(
        tag,
        TagEnd::Heading(_) | TagEnd::Item | TagEnd::CodeBlock | TagEnd::TableHead | TagEnd::TableRow | TagEnd::Link
    )
}
