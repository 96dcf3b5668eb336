//! Fits the weights of the crate on folders of labelled pages, and cross-validates them by site.

use std::collections::BTreeMap;
use std::fs;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

use bodytext::eval::boost::BoostOptions;
use bodytext::eval::dataset::Labelled;
use bodytext::eval::fit::{self, Input, Sample};
use clap::Parser;

/// What the shapes of text that are made here count for beside the dumps of other programs.
const DUMP: f32 = 1.0;
const EXTRACT: f32 = 0.5;
const CLEAN: f32 = 0.35;

/// Fits the weights of the crate.
///
/// FOLDER holds `ground-truth/ID.json` and `html/ID.html.gz`, as the Web Content eXtraction Benchmark is published.
#[derive(Parser)]
struct Args {
    /// Folder of labelled pages.
    folder: PathBuf,
    /// Folder of the same pages as plain text, `ID.txt.gz`; more than one for dumps of several programs. The pages'
    /// own blocks, one a line, are always one of the dumps.
    #[arg(long)]
    text: Vec<PathBuf>,
    /// Where the model file goes.
    #[arg(long, short)]
    output: Option<PathBuf>,
    /// Trees for HTML.
    #[arg(long, default_value_t = 100)]
    trees: usize,
    /// Trees for plain text.
    #[arg(long, default_value_t = 100)]
    text_trees: usize,
    /// Leaves a tree.
    #[arg(long, default_value_t = 31)]
    leaves: usize,
    /// Learning rate.
    #[arg(long, default_value_t = 0.12)]
    rate: f64,
    /// Share of the columns that a tree may use.
    #[arg(long, default_value_t = 0.3)]
    columns: f64,
    /// Seed of the fit.
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// Cross-validate only this input.
    #[arg(long)]
    input: Option<Input>,
    /// Skip the cross-validation.
    #[arg(long)]
    no_check: bool,
    /// Skip the final fit.
    #[arg(long)]
    only_check: bool,
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let args = Args::parse();
    let options = |trees| BoostOptions {
        trees,
        leaves: args.leaves,
        learning_rate: args.rate,
        feature_fraction: args.columns,
        seed: args.seed,
        ..BoostOptions::default()
    };
    let html = read(&args.folder, None)?;
    // Text comes as a dump of the whole page, as what another extractor kept, and as the clean article.
    let mut text: Vec<Sample> = html.iter().map(|sample| with(sample, sample.page.as_text(), DUMP)).collect();
    text.extend(html.iter().map(|sample| with(sample, sample.page.as_extract(), EXTRACT)));
    for case in &html {
        text.extend(clean(&args.folder, case)?);
    }
    for folder in &args.text {
        text.extend(read(&args.folder, Some(folder))?);
    }
    let mut progress = |line: &str| eprintln!("{line}");
    let jobs = [(&html[..], Input::Html, options(args.trees)), (&text[..], Input::Text, options(args.text_trees))];
    if !args.no_check {
        for (samples, input, options) in jobs.iter().filter(|job| args.input.is_none_or(|input| input == job.1)) {
            let scored = fit::cross_validate(samples, *input, options, &mut progress);
            println!("{input:?}, {} pages, cross-validated by site", scored.len());
            let mut by_kind: BTreeMap<&str, Vec<f64>> = BTreeMap::new();
            for page in &scored {
                by_kind.entry(&samples[page.sample].kind).or_default().push(page.f1);
                by_kind.entry("all").or_default().push(page.f1);
            }
            for (kind, scores) in by_kind {
                println!("{kind:14} {:5} {:.4}", scores.len(), scores.iter().sum::<f64>() / scores.len() as f64);
            }
        }
    }
    if let (Some(output), false) = (&args.output, args.only_check) {
        let [html, text] = jobs.map(|(samples, input, options)| fit::fit(samples, input, &options, &mut progress));
        let bytes = fit::model_bytes(&html, &text);
        fs::write(output, &bytes)?;
        println!("{}: {} bytes", output.display(), bytes.len());
    }
    Ok(())
}

fn with(sample: &Sample, page: Labelled, weight: f32) -> Sample {
    Sample { id: sample.id.clone(), site: sample.site.clone(), kind: sample.kind.clone(), page, weight }
}

/// The gold text of a page as an input of which everything stays.
fn clean(folder: &Path, sample: &Sample) -> Result<Option<Sample>, Box<dyn std::error::Error>> {
    let truth: serde_json::Value =
        serde_json::from_slice(&fs::read(folder.join("ground-truth").join(&sample.id).with_extension("json"))?)?;
    let gold = truth["ground_truth"]["main_content"].as_str().unwrap_or_default();
    let page = Labelled::new(gold, gold, false);
    Ok((!page.is_empty()).then(|| Sample { kind: "clean".to_owned(), ..with(sample, page, CLEAN) }))
}

/// Reads and labels all pages, on all cores.
fn read(folder: &Path, text: Option<&Path>) -> Result<Vec<Sample>, Box<dyn std::error::Error>> {
    let mut paths: Vec<PathBuf> = fs::read_dir(folder.join("ground-truth"))?
        .map(|entry| entry.map(|entry| entry.path()))
        .collect::<Result<_, _>>()?;
    paths.sort();
    let (next, samples) = (AtomicUsize::new(0), Mutex::new(Vec::new()));
    std::thread::scope(|scope| {
        for _ in 0..std::thread::available_parallelism().map_or(1, usize::from) {
            scope.spawn(|| {
                while let Some(path) = paths.get(next.fetch_add(1, Ordering::Relaxed)) {
                    let sample = sample(folder, path, text).map_err(|error| format!("{}: {error}", path.display()));
                    samples.lock().expect("no thread panics").push(sample);
                }
            });
        }
    });
    let mut samples = samples.into_inner()?.into_iter().collect::<Result<Vec<Sample>, String>>()?;
    samples.sort_by(|a, b| a.id.cmp(&b.id));
    Ok(samples)
}

fn sample(folder: &Path, path: &Path, text: Option<&Path>) -> Result<Sample, Box<dyn std::error::Error>> {
    let truth: serde_json::Value = serde_json::from_slice(&fs::read(path)?)?;
    let id = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
    let source = match text {
        Some(text) => text.join(format!("{id}.txt.gz")),
        None => folder.join("html").join(format!("{id}.html.gz")),
    };
    let mut bytes = Vec::new();
    flate2::read::MultiGzDecoder::new(fs::File::open(source)?).read_to_end(&mut bytes)?;
    let url = url::Url::parse(truth["url"].as_str().unwrap_or_default()).ok();
    let host = url.as_ref().and_then(url::Url::host_str).unwrap_or(&id).to_owned();
    let parts: Vec<&str> = host.split('.').collect();
    // Two labels name a site, three under suffixes such as co.uk.
    let n = parts.len();
    let kept = if n >= 3 && parts[n - 1].len() == 2 && parts[n - 2].len() <= 3 { 3 } else { 2 };
    let site = parts[n.saturating_sub(kept)..].join(".");
    let kind = truth["_internal"]["page_type"]["primary"].as_str().unwrap_or("article");
    let kind = if kind == "category" { "collection" } else { kind }.to_owned();
    let gold = truth["ground_truth"]["main_content"].as_str().unwrap_or_default();
    let page = Labelled::new(&String::from_utf8_lossy(&bytes), gold, text.is_none());
    Ok(Sample { id, site, kind, page, weight: 1.0 })
}
