//! The command line.

use std::path::PathBuf;

use clap::{Parser, ValueEnum};

use crate::settings::Settings;

/// Takes the article out of saved web pages and leaves the page around it behind.
///
/// Reads HTML or text that was stripped of its markup already; prints the article as plain text, Markdown, a page to read
/// in a browser, or everything that is known about it as JSON, one object a line.
#[derive(Debug, Parser)]
#[command(name = "clean", version, max_term_width = 100, after_help = EXAMPLES)]
pub struct Args {
    /// What to print: the article as text, as markdown, as a page to read (html), or all about it as json
    #[arg(short, long, value_enum, default_value = "text")]
    pub format: Format,

    #[command(flatten)]
    pub settings: Settings,

    /// Write one file per input into this folder, instead of all to standard output
    #[arg(short, long, value_name = "DIR")]
    pub output: Option<PathBuf>,

    /// How many inputs to clean at the same time [default: all cores]
    #[arg(long, value_name = "N", value_parser = threads)]
    pub threads: Option<usize>,

    /// Files, directories (their files in name order, without hidden files and subdirectories), or - for standard
    /// input; gzip is unpacked
    #[arg(required = true, value_name = "INPUT")]
    pub inputs: Vec<PathBuf>,
}

const EXAMPLES: &str = "\
Examples:
  clean page.html                             the article as plain text
  clean --format markdown page.html.gz        as Markdown, with headings, lists and links
  curl -s https://example.com | clean -       from standard input
  clean --format json pages/ > articles.jsonl title, dates, media, removed blocks and reasons
  clean --format html --output cleaned pages/ a page to read for each, for light and dark

Exit status: 0 when all went well, 1 when an input failed (the others are still cleaned), 2 for wrong arguments.";

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Format {
    Text,
    Markdown,
    Html,
    Json,
}

impl Format {
    /// The ending of a file in this format.
    pub fn extension(self) -> &'static str {
        match self {
            Format::Text => "txt",
            Format::Markdown => "md",
            Format::Html => "html",
            Format::Json => "json",
        }
    }
}

fn threads(text: &str) -> Result<usize, String> {
    match text.parse() {
        Ok(count) if (1..=1024).contains(&count) => Ok(count),
        _ => Err("expected a number from 1 to 1024".to_owned()),
    }
}
