//! Fits the weights of the crate on folders of labelled pages, and says by cross-validation what they are worth.
//!
//! ```text
//! cargo run --release --features eval --example fit -- --output model/bodytext.model wcxb/dev
//! ```

#[path = "shared/ordered.rs"]
mod ordered;
#[path = "shared/progress.rs"]
mod progress;

use std::collections::BTreeMap;
use std::error::Error;
use std::fs;
use std::path::{Path, PathBuf};

use bodytext::EvidenceSet;
use bodytext::eval::boost::BoostOptions;
use bodytext::eval::calibrate;
use bodytext::eval::dataset::Labelled;
use bodytext::eval::fit::{self, Confidence, Sample};
use bodytext::eval::metrics::Snippets;
use bodytext::eval::readers::{Benchmark, Kind};
use clap::Parser;

/// What a shape of text that is made here counts for beside the dumps of other programs.
const OWN_DUMP: f32 = 1.0;
const EXTRACT: f32 = 0.5;
const CLEAN: f32 = 0.35;

/// Fits the weights of the crate, after cross-validating them: five folds, no site in two of them.
///
/// The pages' text comes in up to four shapes: dumps of other programs where the folder has them, a dump of the page's
/// blocks one a line, the part of it that holds most prose, and the clean article.
#[derive(Debug, Parser)]
#[command(name = "fit", version, max_term_width = 100)]
struct Args {
    /// Folders of benchmarks: WCXB, article-extraction-benchmark, trafilatura's evaluation, Readability's test pages
    #[arg(required = true)]
    folders: Vec<PathBuf>,
    /// Write the weights of all pages to this file
    #[arg(short, long)]
    output: Option<PathBuf>,
    /// Skip the cross-validation; the calibration of the confidence is then that of the shipped weights
    #[arg(long)]
    no_check: bool,
    /// Cross-validate HTML only
    #[arg(long)]
    html_only: bool,
    /// Trees for HTML
    #[arg(long, default_value_t = BoostOptions::default().trees)]
    trees: usize,
    /// Trees for plain text
    #[arg(long, default_value_t = 200)]
    text_trees: usize,
    /// Factor on what a tree says
    #[arg(long, default_value_t = BoostOptions::default().learning_rate)]
    learning_rate: f64,
    /// Share of the columns that a tree may use
    #[arg(long, default_value_t = BoostOptions::default().feature_fraction)]
    feature_fraction: f64,
    /// Seed of all that is drawn
    #[arg(long, default_value_t = BoostOptions::default().seed)]
    seed: u64,
}

fn main() -> Result<(), Box<dyn Error>> {
    let args = Args::parse();
    let (mut html, mut text) = (Vec::new(), Vec::new());
    for folder in &args.folders {
        html.extend(read(folder, Kind::Html)?);
        match read(folder, Kind::Text) {
            Ok(dumps) => text.extend(dumps),
            Err(error) => eprintln!("no dumps of other programs: {error}"),
        }
    }
    let (readability, others): (Vec<&Sample>, Vec<&Sample>) =
        html.iter().partition(|sample| sample.shape == "readability");
    text.extend(others.iter().map(|sample| shaped(sample, sample.page.as_text(), "own dump", OWN_DUMP)));
    text.extend(others.iter().map(|sample| shaped(sample, sample.page.as_extract(), "extract", EXTRACT)));
    text.extend(others.iter().filter_map(|sample| Some(shaped(sample, sample.page.as_clean()?, "clean", CLEAN))));
    text.extend(readability.iter().map(|sample| shaped(sample, sample.page.as_text(), "readability dump", OWN_DUMP)));
    let jobs = [(html, Kind::Html, args.trees), (text, Kind::Text, args.text_trees)];
    let mut progress = |line: &str| eprintln!("{line}");
    let mut confidence = [Kind::Html, Kind::Text].map(|kind| Confidence::built_in(kind).unwrap_or_default());
    let checks = jobs.iter().zip(&mut confidence);
    for ((samples, kind, trees), confidence) in
        checks.filter(|(job, _)| !args.no_check && (job.1 == Kind::Html || !args.html_only))
    {
        let scored = fit::cross_validate(samples, *kind, &options(&args, *trees), EvidenceSet::all(), &mut progress);
        print_scores(samples, *kind, &scored);
        let (calibrated, checked) = fit::calibrate(samples, &scored);
        print_confidence(*kind, samples, &scored, &checked);
        *confidence = calibrated;
    }
    if let Some(output) = &args.output {
        let [html, text] =
            jobs.map(|(samples, kind, trees)| fit::fit(&samples, kind, &options(&args, trees), &mut progress));
        let bytes = fit::model_bytes(&html, &text, confidence);
        fs::write(output, &bytes).map_err(|error| format!("{}: {error}", output.display()))?;
        println!("{}: {} bytes", output.display(), bytes.len());
    }
    Ok(())
}

fn options(args: &Args, trees: usize) -> BoostOptions {
    BoostOptions {
        trees,
        learning_rate: args.learning_rate,
        feature_fraction: args.feature_fraction,
        seed: args.seed,
        ..BoostOptions::default()
    }
}

/// Reads and labels the pages of a folder, on all cores.
fn read(folder: &Path, kind: Kind) -> Result<Vec<Sample>, Box<dyn Error>> {
    let benchmark = Benchmark::read(folder, kind)?;
    let bar = progress::bar(benchmark.cases.len());
    let mut samples = Vec::with_capacity(benchmark.cases.len());
    let mut failed = None;
    ordered::for_each(
        &benchmark.cases,
        ordered::cores(),
        |case| Sample::read(case, benchmark.layout, kind),
        |result| {
            bar.inc(1);
            match result {
                Ok(sample) => samples.extend(sample),
                Err(error) => failed = Some(error),
            }
            failed.is_none()
        },
    );
    bar.finish_and_clear();
    failed.map_or(Ok(samples), |error| Err(error.into()))
}

fn shaped(sample: &Sample, page: Labelled, shape: &'static str, weight: f32) -> Sample {
    let (id, site, page_type) = (sample.id.clone(), sample.site.clone(), sample.page_type.clone());
    Sample { id, site, page_type, page, shape, weight }
}

/// Mean F1 by shape, and by type of page; of snippets the pooled F1.
fn print_scores(samples: &[Sample], kind: Kind, scored: &[fit::Scored]) {
    println!("{kind:?}: F1 of {} pages, cross-validated by site", scored.len());
    let mut groups: BTreeMap<(&str, &str), Vec<f64>> = BTreeMap::new();
    let mut snippets: BTreeMap<&str, Snippets> = BTreeMap::new();
    for page in scored {
        let sample = &samples[page.sample];
        if let Some(f1) = page.f1 {
            groups.entry((sample.shape, "all")).or_default().push(f1);
            groups.entry((sample.shape, &sample.page_type)).or_default().push(f1);
        }
        if let Some(counts) = page.snippets {
            let sum = snippets.entry(sample.shape).or_default();
            *sum = sum.plus(counts);
        }
    }
    for ((shape, page_type), scores) in groups {
        let mean = scores.iter().sum::<f64>() / scores.len() as f64;
        println!("{shape:10} {page_type:14} {:5} {mean:.4}", scores.len());
    }
    for (shape, counts) in snippets {
        let scores = counts.scores();
        println!(
            "{shape:10} {:14} {:5} {:.4}, precision {:.4}, recall {:.4}",
            "snippets",
            counts.found + counts.missed + counts.unwanted + counts.avoided,
            scores.f1,
            scores.precision,
            scores.recall
        );
    }
}

/// How often pages are right that are said to be with some probability.
fn print_confidence(kind: Kind, samples: &[Sample], scored: &[fit::Scored], checked: &[(f64, bool)]) {
    println!(
        "{kind:?}: confidence of the same pages, calibrated without their fold; right is a word F1 from {}",
        calibrate::RIGHT
    );
    println!("{:>12} {:>6} {:>6} {:>6}", "confidence", "pages", "said", "right");
    for bin in calibrate::reliability(checked) {
        println!("{:>6.1} - {:.1} {:>6} {:>6.3} {:>6.3}", bin.from, bin.to, bin.pages, bin.said, bin.right);
    }
    let line = |name: &str, checked: &[(f64, bool)]| {
        let (error, brier) = (calibrate::error(checked), calibrate::brier(checked));
        println!("{name:10} expected calibration error {error:.3}, Brier score {brier:.3}");
    };
    let mut shapes: BTreeMap<&str, Vec<(f64, bool)>> = BTreeMap::new();
    for (page, checked) in scored.iter().zip(checked) {
        shapes.entry(samples[page.sample].shape).or_default().push(*checked);
    }
    line("all", checked);
    shapes.iter().filter(|_| shapes.len() > 1).for_each(|(shape, checked)| line(shape, checked));
}
