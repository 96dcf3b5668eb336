//! The command line.

use std::fmt::Display;
use std::fs;
use std::path::PathBuf;
use std::str::FromStr;

use bodytext::{Cleaner, Comments, Error, Focus, Options};
use clap::builder::{PossibleValuesParser, TypedValueParser};
use clap::{Parser, ValueEnum};

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

    /// What the inputs are; auto takes a leading `<` tag or an .html name as HTML, anything else as text
    #[arg(short, long, value_enum, default_value = "auto", value_name = "KIND")]
    pub input: InputKind,

    /// Which mistake is worse: neither, page chrome that is kept (precision), or article that is lost (recall)
    #[arg(long, default_value = "balanced", value_parser = focus())]
    pub focus: Focus,

    /// Where readers' comments go: as judged, into the text, or out of it and into the field of their own in json
    #[arg(long, default_value = "judged", value_parser = comments())]
    pub comments: Comments,
    /// Leave a report's dateline ("PARIS, March 3 (AFP) - ") out of the text; json has it in a field of its own
    #[arg(long)]
    pub strip_dateline: bool,

    /// The page's address, against which relative links are resolved
    #[arg(long, value_parser = url)]
    pub url: Option<String>,

    /// Weights of your own, as the example `fit` writes them, instead of those of the crate
    #[arg(long, value_name = "FILE")]
    pub model: Option<PathBuf>,

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

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum InputKind {
    Auto,
    Html,
    Text,
}

impl Args {
    /// The cleaner that these arguments ask for.
    pub fn cleaner(&self) -> Result<Cleaner, String> {
        let cleaner = Cleaner::new(self.options().map_err(|error| error.to_string())?);
        let Some(path) = &self.model else { return Ok(cleaner) };
        let named = |error: &dyn Display| format!("{}: {error}", path.display());
        let bytes = fs::read(path).map_err(|error| named(&error))?;
        cleaner.with_model(&bytes).map_err(|error| named(&error))
    }

    /// The library's options for these arguments.
    fn options(&self) -> Result<Options, Error> {
        let options =
            Options::new().with_focus(self.focus).with_comments(self.comments).with_dateline(!self.strip_dateline);
        match &self.url {
            Some(url) => options.with_url(url),
            None => Ok(options),
        }
    }
}

fn focus() -> impl TypedValueParser<Value = Focus> {
    let names = [Focus::Balanced, Focus::Precision, Focus::Recall].map(Focus::name);
    PossibleValuesParser::new(names).try_map(|name| Focus::from_str(&name))
}

fn comments() -> impl TypedValueParser<Value = Comments> {
    let names = [Comments::Judged, Comments::InText, Comments::Apart].map(Comments::name);
    PossibleValuesParser::new(names).try_map(|name| Comments::from_str(&name))
}

fn url(text: &str) -> Result<String, Error> {
    Options::new().with_url(text).map(|_| text.to_owned())
}

fn threads(text: &str) -> Result<usize, String> {
    match text.parse() {
        Ok(count) if (1..=1024).contains(&count) => Ok(count),
        _ => Err("expected a number from 1 to 1024".to_owned()),
    }
}
