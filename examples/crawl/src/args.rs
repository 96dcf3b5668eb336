//! The command line.

use std::path::PathBuf;

use bodytext::Outcome;
use clap::Parser;

/// Cleans whole crawls: takes the articles out of the pages in WARC, WET and NDJSON files and folders of saved pages, and
/// writes one row for each, as NDJSON or Parquet.
#[derive(Debug, Parser)]
#[command(name = "crawl", version, max_term_width = 100, after_help = EXAMPLES)]
pub struct Args {
    /// Where the rows go, NDJSON or Parquet by the name's ending [default: NDJSON on standard output]
    #[arg(short, long, value_name = "FILE", value_parser = output)]
    pub output: Option<PathBuf>,

    /// Go on where a run with the same arguments was interrupted
    #[arg(long, requires = "output")]
    pub resume: bool,

    /// How many pages to clean at the same time [default: all cores]
    #[arg(long, value_name = "N", value_parser = threads)]
    pub threads: Option<usize>,

    /// Only articles written in these languages: codes as in the field detected_language, with commas between
    #[arg(long, value_name = "CODES", value_delimiter = ',')]
    pub language: Vec<String>,

    /// Only articles of at least so many words
    #[arg(long, value_name = "N", default_value_t = 0)]
    pub min_words: u64,

    /// Only articles that are right with at least this probability, 0 to 1
    #[arg(long, value_name = "P", default_value_t = 0.0, value_parser = |text: &str| number(text, 1.0))]
    pub min_confidence: f64,

    /// Only pages that turned out to be this: article, paywall-teaser, list-page ..., with commas between
    #[arg(long, value_name = "NAMES", value_delimiter = ',', value_parser = outcome)]
    pub outcome: Vec<String>,

    /// Write articles that say the same, or nearly the same, as one before them, too
    #[arg(long)]
    pub keep_duplicates: bool,

    /// Pass over records and pages with more megabytes than this, packed or unpacked
    #[arg(long, value_name = "MB", default_value_t = 16, value_parser = clap::value_parser!(u64).range(1..=1024))]
    pub max_record: u64,

    /// Seconds between two steps of a run that writes a file: what an interruption costs at most
    #[arg(long, value_name = "SECONDS", default_value_t = 2.0, value_parser = |text: &str| number(text, 3600.0))]
    pub step: f64,

    /// Megabytes of NDJSON that make a row group of a Parquet file
    #[arg(long, value_name = "MB", default_value_t = 32, value_parser = clap::value_parser!(u64).range(1..=1024))]
    pub row_group: u64,

    /// Write the summary into this file, too, as JSON
    #[arg(long, value_name = "FILE")]
    pub summary: Option<PathBuf>,

    /// WARC, WET and NDJSON files, saved pages, folders of any of these (their files in name order), or - for standard
    /// input; gzip is unpacked
    #[arg(required = true, value_name = "INPUT")]
    pub inputs: Vec<PathBuf>,
}

const EXAMPLES: &str = "\
Examples:
  crawl pages.warc.gz > articles.ndjson
  crawl --output articles.parquet --language en,de --min-words 100 CC-MAIN-*.warc.gz
  crawl --resume --output articles.parquet --language en,de --min-words 100 CC-MAIN-*.warc.gz
  zcat pages.ndjson.gz | crawl --keep-duplicates -

Exit status: 0 when all went well, 1 when an input failed or a record was damaged (the others are still cleaned), 2 for
wrong arguments.";

impl Args {
    /// Bytes of a record, at most.
    pub fn limit(&self) -> u64 {
        self.max_record << 20
    }
}

fn output(text: &str) -> Result<PathBuf, String> {
    let path = PathBuf::from(text);
    match path.extension().and_then(|ending| ending.to_str()) {
        Some("ndjson" | "jsonl" | "parquet") => Ok(path),
        _ => Err("expected a name that ends in .ndjson, .jsonl or .parquet".to_owned()),
    }
}

fn threads(text: &str) -> Result<usize, String> {
    match text.parse() {
        Ok(count) if (1..=1024).contains(&count) => Ok(count),
        _ => Err("expected a number from 1 to 1024".to_owned()),
    }
}

fn number(text: &str, most: f64) -> Result<f64, String> {
    match text.parse() {
        Ok(number) if (0.0..=most).contains(&number) => Ok(number),
        _ => Err(format!("expected a number from 0 to {most}")),
    }
}

fn outcome(text: &str) -> Result<String, String> {
    const NAMES: [Outcome; 7] = [
        Outcome::Article,
        Outcome::PaywallTeaser,
        Outcome::ListPage,
        Outcome::ErrorPage,
        Outcome::ConsentWall,
        Outcome::EmptyShell,
        Outcome::NoArticle,
    ];
    match NAMES.iter().any(|outcome| outcome.name() == text) {
        true => Ok(text.to_owned()),
        false => Err(format!("expected one of {}", NAMES.map(Outcome::name).join(", "))),
    }
}
