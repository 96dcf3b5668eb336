//! What each family of evidence is worth: the score without it, with it alone, its cost, and the cases that need it.
//!
//! ```text
//! cargo run --release --features eval --example ablate -- --every 5 wcxb/dev
//! ```

#[path = "shared/cases.rs"]
mod cases;
#[path = "shared/ordered.rs"]
mod ordered;
#[path = "shared/progress.rs"]
mod progress;

use std::io::{self, ErrorKind, Write};
use std::path::PathBuf;
use std::process::ExitCode;

use bodytext::eval::boost::BoostOptions;
use bodytext::eval::cost::Cost;
use bodytext::eval::fit::{self, Sample};
use bodytext::eval::readers::{self, Benchmark, Case, Kind};
use bodytext::eval::summary::{Row, Summary};
use bodytext::{Cleaner, Evidence, EvidenceSet, Judge, Options, PageEvidence};
use clap::Parser;
use clap::builder::PossibleValuesParser;
use serde::Serialize;

/// Prints what each family of evidence is worth on a public benchmark, a row each: F1 without it, F1 with it alone,
/// microseconds a page, and how many cases of the corpus come out otherwise without it. Judges of your own come below.
///
/// A family is switched off in the shipped weights: where a tree asks for it, both branches count by their share. That
/// says what the weights make of a family, not what another fit could do without it; --refit says that.
#[derive(Debug, Parser)]
#[command(name = "ablate", version, max_term_width = 100)]
struct Args {
    /// Which form of the pages to clean
    #[arg(long, default_value = "html", value_parser = PossibleValuesParser::new(["html", "text"]))]
    input: String,

    /// Score each N-th page only
    #[arg(long, value_name = "N", default_value = "1")]
    every: usize,

    /// Fit the weights anew for every row and cross-validate them by site: hours on all pages
    #[arg(long)]
    refit: bool,

    /// Folder of the cases
    #[arg(long, value_name = "DIR", default_value = "corpus")]
    corpus: PathBuf,

    /// How many pages to clean at the same time [default: all cores]
    #[arg(long, value_name = "N")]
    threads: Option<usize>,

    /// Print one JSON object a row, with the names of the cases
    #[arg(long)]
    json: bool,

    /// The benchmark's folder, with ground-truth/, ground-truth.json or evaldata.json
    folder: PathBuf,
}

/// Judges that are compared with the families. Add yours here.
fn own_judges() -> Vec<(&'static str, Cleaner)> {
    vec![("own: sentences", Cleaner::default().with_judge(Sentences)), ("own: all", Cleaner::default().with_judge(All))]
}

/// Blocks that hold a sentence and few links, the oldest rule there is.
struct Sentences;

impl Judge for Sentences {
    fn judge(&self, page: &PageEvidence<'_>) -> Vec<f32> {
        let column = |name| PageEvidence::column(name).expect("a column of this version");
        let (sentences, links) = (column("words.sentences"), column("density.link_density"));
        let good = |row: &[f32]| if row[sentences] >= 1.0 && row[links] < 0.3 { 0.9 } else { 0.1 };
        (0..page.len()).map(|block| good(page.row(block))).collect()
    }
}

/// Everything: what a score is worth that needs no judge.
struct All;

impl Judge for All {
    fn judge(&self, page: &PageEvidence<'_>) -> Vec<f32> {
        vec![1.0; page.len()]
    }
}

/// A row of the table.
#[derive(Debug, Serialize)]
struct Line {
    name: String,
    /// F1 without the family.
    without: Option<f64>,
    /// F1 with the family alone, or of the judge.
    alone: Option<f64>,
    /// Mean time a page, microseconds.
    micros: Option<f64>,
    /// Cases of the corpus of which other blocks are kept without the family.
    cases: Option<Vec<String>>,
}

fn main() -> ExitCode {
    match run(&Args::parse()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            eprintln!("ablate: {message}");
            ExitCode::FAILURE
        }
    }
}

fn run(args: &Args) -> Result<(), String> {
    let kind = if args.input == "text" { Kind::Text } else { Kind::Html };
    let mut benchmark = Benchmark::read(&args.folder, kind).map_err(|error| error.to_string())?;
    benchmark.sample(args.every);
    let cases = cases::read(&args.corpus).map_err(|error| format!("{}: {error}", args.corpus.display()))?;
    let own = own_judges();
    let cleaners: Vec<Cleaner> = sets().map(with).chain(own.iter().map(|(_, cleaner)| cleaner.clone())).collect();
    let (mut scores, cost) = score(args, &benchmark, kind, &cleaners)?;
    if args.refit {
        refit(args, &benchmark, kind, &mut scores)?;
    }
    let needed = needed(&cases)?;
    let pages = benchmark.cases.len().max(1) as f64;
    let micros = |time: std::time::Duration| Some(time.as_secs_f64() * 1e6 / pages);
    let line = |name: &str| Line { name: name.to_owned(), without: None, alone: None, micros: None, cases: None };
    let mut lines = vec![Line { alone: Some(scores[0]), ..line("all families") }];
    lines.push(Line { micros: micros(cost.shared), ..line("what they share") });
    for (at, (family, cases)) in Evidence::ALL.into_iter().zip(needed).enumerate() {
        let (without, alone) = (Some(scores[1 + 2 * at]), Some(scores[2 + 2 * at]));
        let micros = micros(cost.families[at]);
        lines.push(Line { name: family.name().to_owned(), without, alone, micros, cases: Some(cases) });
    }
    let own_scores = &scores[1 + 2 * Evidence::ALL.len()..];
    lines.extend(own.iter().zip(own_scores).map(|((name, _), f1)| Line { alone: Some(*f1), ..line(name) }));
    match print(args, &lines) {
        Err(error) if error.kind() != ErrorKind::BrokenPipe => Err(format!("standard output: {error}")),
        _ => Ok(()),
    }
}

/// All families; then for each all but it, and it alone.
fn sets() -> impl Iterator<Item = EvidenceSet> {
    let pair = |family| [EvidenceSet::all().without(family), EvidenceSet::none().with(family)];
    [EvidenceSet::all()].into_iter().chain(Evidence::ALL.into_iter().flat_map(pair))
}

fn with(set: EvidenceSet) -> Cleaner {
    Cleaner::new(Options::new().with_evidence(set))
}

/// The F1 of each cleaner, and what the evidence of all pages costs.
fn score(args: &Args, benchmark: &Benchmark, kind: Kind, cleaners: &[Cleaner]) -> Result<(Vec<f64>, Cost), String> {
    let bar = progress::bar(benchmark.cases.len());
    let mut rows: Vec<Vec<Row>> = cleaners.iter().map(|_| Vec::new()).collect();
    let mut cost = Cost::default();
    let mut failed = None;
    ordered::for_each(
        &benchmark.cases,
        args.threads.unwrap_or_else(ordered::cores),
        |case| page(case, kind, cleaners),
        |result| {
            bar.inc(1);
            match result {
                Ok((own, time)) => {
                    rows.iter_mut().zip(own).for_each(|(rows, row)| rows.push(row));
                    cost = cost.clone().plus(&time);
                }
                Err(message) => failed = Some(message),
            }
            failed.is_none()
        },
    );
    bar.finish_and_clear();
    let scores = rows.iter().map(|rows| Summary::new(benchmark.layout, rows).overall.f1).collect();
    failed.map_or(Ok((scores, cost)), Err)
}

/// A page as each cleaner sees it, and what its evidence costs.
fn page(case: &Case, kind: Kind, cleaners: &[Cleaner]) -> Result<(Vec<Row>, Cost), String> {
    let path = case.path.as_ref().ok_or_else(|| format!("{}: the page is missing", case.id))?;
    let bytes = readers::load(path).map_err(|error| error.to_string())?;
    let row = |cleaner: &Cleaner| {
        let article = match kind {
            Kind::Html => cleaner.clean_bytes(&bytes, None),
            Kind::Text => cleaner.clean_text_bytes(&bytes, None),
        };
        article.map(|article| Row::new(case, &article.text())).map_err(|error| format!("{}: {error}", path.display()))
    };
    let rows = cleaners.iter().map(row).collect::<Result<_, _>>()?;
    Ok((rows, Cost::of(&bytes, kind)))
}

/// Scores of weights that were fitted for each set, in the place of those of the shipped ones.
fn refit(args: &Args, benchmark: &Benchmark, kind: Kind, scores: &mut [f64]) -> Result<(), String> {
    let mut samples: Vec<Sample> = Vec::new();
    let mut failed = None;
    let threads = args.threads.unwrap_or_else(ordered::cores);
    ordered::for_each(
        &benchmark.cases,
        threads,
        |case| Sample::read(case, benchmark.layout, kind),
        |sample| {
            match sample {
                Ok(sample) => samples.extend(sample),
                Err(error) => failed = Some(error.to_string()),
            }
            failed.is_none()
        },
    );
    failed.map_or(Ok(()), Err)?;
    for (at, set) in sets().enumerate() {
        let mut progress = |line: &str| eprintln!("fit {} of {}: {line}", at + 1, 1 + 2 * Evidence::ALL.len());
        let scored = fit::cross_validate(&samples, kind, &BoostOptions::default(), set, &mut progress);
        let known: Vec<f64> = scored.iter().filter_map(|page| page.f1).collect();
        scores[at] = known.iter().sum::<f64>() / known.len().max(1) as f64;
    }
    Ok(())
}

/// For each family the cases of which other blocks are kept without it.
fn needed(cases: &[cases::Case]) -> Result<Vec<Vec<String>>, String> {
    let clean = |case: &cases::Case, set| case.clean(&with(set)).map_err(|error| format!("{}: {error}", case.name));
    let mut needed: Vec<Vec<String>> = Evidence::ALL.iter().map(|_| Vec::new()).collect();
    for case in cases {
        let all = clean(case, EvidenceSet::all())?;
        for (names, family) in needed.iter_mut().zip(Evidence::ALL) {
            if cases::differ(&all, &clean(case, EvidenceSet::all().without(family))?) {
                names.push(case.name.clone());
            }
        }
    }
    Ok(needed)
}

fn print(args: &Args, lines: &[Line]) -> io::Result<()> {
    let mut out = io::stdout().lock();
    if args.json {
        return lines.iter().try_for_each(|line| writeln!(out, "{}", serde_json::to_string(line)?));
    }
    let score = |score: Option<f64>| score.map_or_else(String::new, |score| format!("{score:.4}"));
    writeln!(out, "{:<16} {:>8} {:>8} {:>8} {:>6}", "evidence", "without", "alone", "µs/page", "cases")?;
    for line in lines {
        let micros = line.micros.map_or_else(String::new, |micros| format!("{micros:.0}"));
        let cases = line.cases.as_ref().map_or_else(String::new, |cases| cases.len().to_string());
        let (without, alone) = (score(line.without), score(line.alone));
        writeln!(out, "{:<16} {without:>8} {alone:>8} {micros:>8} {cases:>6}", line.name)?;
    }
    Ok(())
}
