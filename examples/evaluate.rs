//! Scores the cleaner on a public benchmark.
//!
//! ```text
//! cargo run --release --features eval --example evaluate -- --worst 10 wcxb/dev
//! ```

#[path = "shared/ordered.rs"]
mod ordered;
#[path = "shared/progress.rs"]
mod progress;

use std::io::{self, ErrorKind, Write};
use std::path::PathBuf;
use std::process::ExitCode;
use std::str::FromStr;

use bodytext::eval::readers::{self, Benchmark, Case, Kind};
use bodytext::eval::summary::{Line, Row, Summary};
use bodytext::{Cleaner, Error, Focus, Options};
use clap::Parser;
use clap::builder::{PossibleValuesParser, TypedValueParser};

/// Scores the cleaner on a public benchmark: WCXB, article-extraction-benchmark, trafilatura's evaluation or Readability's
/// test pages.
#[derive(Debug, Parser)]
#[command(name = "evaluate", version, max_term_width = 100)]
struct Args {
    /// Which mistake is worse
    #[arg(long, default_value = "balanced", value_parser = focus())]
    focus: Focus,

    /// Which form of the pages to clean
    #[arg(long, default_value = "html", value_parser = PossibleValuesParser::new(["html", "text"]))]
    input: String,

    /// How many pages to clean at the same time [default: all cores]
    #[arg(long, value_name = "N")]
    threads: Option<usize>,

    /// Score each N-th page only
    #[arg(long, value_name = "N", default_value = "1")]
    every: usize,

    /// Print one JSON object instead of a table
    #[arg(long)]
    json: bool,

    /// List the N pages with the lowest F1
    #[arg(long, value_name = "N", default_value = "0")]
    worst: usize,

    /// The benchmark's folder, with ground-truth/, ground-truth.json, evaldata.json or */expected.html
    folder: PathBuf,
}

fn focus() -> impl TypedValueParser<Value = Focus> {
    let names = [Focus::Balanced, Focus::Precision, Focus::Recall].map(Focus::name);
    PossibleValuesParser::new(names).try_map(|name| Focus::from_str(&name))
}

fn main() -> ExitCode {
    match run(&Args::parse()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            eprintln!("evaluate: {message}");
            ExitCode::FAILURE
        }
    }
}

fn run(args: &Args) -> Result<(), String> {
    let kind = if args.input == "text" { Kind::Text } else { Kind::Html };
    let mut benchmark = Benchmark::read(&args.folder, kind).map_err(|error| error.to_string())?;
    benchmark.sample(args.every);
    let cleaner = Cleaner::new(Options::new().with_focus(args.focus));
    let bar = progress::bar(benchmark.cases.len());
    let mut rows = Vec::with_capacity(benchmark.cases.len());
    ordered::for_each(
        &benchmark.cases,
        args.threads.unwrap_or_else(ordered::cores),
        |case| clean(&cleaner, case, kind).map(|text| Row::new(case, &text)).map_err(|error| (case, error)),
        |row| {
            bar.inc(1);
            match row {
                Ok(row) => rows.push(row),
                Err((case, message)) => {
                    bar.suspend(|| eprintln!("evaluate: {message}"));
                    rows.push(Row::new(case, ""));
                }
            }
            true
        },
    );
    bar.finish_and_clear();
    let summary = Summary::new(benchmark.layout, &rows);
    match print(args, &summary, rows) {
        Err(error) if error.kind() != ErrorKind::BrokenPipe => Err(format!("standard output: {error}")),
        _ => Ok(()),
    }
}

fn clean(cleaner: &Cleaner, case: &Case, kind: Kind) -> Result<String, String> {
    let path = case.path.as_ref().ok_or_else(|| format!("{}: the page is missing", case.id))?;
    let bytes = readers::load(path).map_err(|error| error.to_string())?;
    let article = match kind {
        Kind::Html => cleaner.clean_bytes(&bytes, None),
        Kind::Text => cleaner.clean_text_bytes(&bytes, None),
    };
    article.map(|article| article.text()).map_err(|error: Error| format!("{}: {error}", path.display()))
}

fn print(args: &Args, summary: &Summary, mut rows: Vec<Row>) -> io::Result<()> {
    let mut out = io::stdout().lock();
    if args.json {
        writeln!(out, "{}", serde_json::to_string(summary)?)?;
    } else {
        table(&mut out, summary)?;
    }
    rows.sort_by(|a, b| a.f1().total_cmp(&b.f1()).then_with(|| a.id.cmp(&b.id)));
    if args.worst > 0 && !args.json {
        writeln!(out, "\nlowest F1")?;
        for row in rows.iter().take(args.worst) {
            writeln!(out, "{:>6.3}  {:<14} {}", row.f1(), row.page_type, row.id)?;
        }
    }
    Ok(())
}

fn table(out: &mut impl Write, summary: &Summary) -> io::Result<()> {
    writeln!(out, "{:<14} {:>6} {:>10} {:>7} {:>7}", summary.measure, "pages", "precision", "recall", "F1")?;
    let mut line = |name: &str, line: &Line| {
        writeln!(out, "{name:<14} {:>6} {:>10.3} {:>7.3} {:>7.3}", line.pages, line.precision, line.recall, line.f1)
    };
    for (name, scores) in &summary.by_type {
        line(name, scores)?;
    }
    line("all", &summary.overall)?;
    let rates = [("right words only", summary.exact), ("right about snippets", summary.snippet_accuracy)];
    for (name, rate) in rates {
        if let Some(rate) = rate {
            writeln!(out, "{name:<21} {:>5.1} %", rate * 100.0)?;
        }
    }
    Ok(())
}
