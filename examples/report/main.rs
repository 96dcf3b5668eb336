//! Shows what was decided about a page, and why, in one HTML file to look at in a browser; of a folder, an index with
//! the worst pages first.
//!
//! ```text
//! cargo run --release --example report -- corpus/readme--flood/page.html -o report.html
//! cargo run --release --example report -- corpus/*/page.* -o reports
//! ```

#[path = "../clean/about.rs"]
mod about;
mod facts;
mod frame;
mod index;
#[path = "../clean/input.rs"]
mod input;
mod map;
mod markup;
mod names;
#[path = "../shared/ordered.rs"]
mod ordered;
mod page;
#[path = "../shared/progress.rs"]
mod progress;
mod rows;
#[path = "../shared/settings.rs"]
mod settings;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use bodytext::Cleaner;
use clap::Parser;

use index::Entry;
use input::{Input, Source};
use settings::Settings;

/// Shows what was decided about a page, and why, in one HTML file that loads nothing.
///
/// For a folder, or for several pages, a folder of such files with an index, the worst pages first.
#[derive(Debug, Parser)]
#[command(name = "report", version, max_term_width = 100, after_help = EXAMPLES)]
struct Args {
    #[command(flatten)]
    settings: Settings,

    /// The file to write; for a folder or several pages, the folder to write into
    #[arg(short, long, value_name = "FILE|DIR")]
    output: PathBuf,

    /// A page, a folder (its files, without hidden files and subfolders), or - for standard input; gzip is unpacked
    #[arg(required = true, value_name = "PAGE")]
    pages: Vec<PathBuf>,
}

const EXAMPLES: &str = "\
Examples:
  report page.html -o report.html            one page
  report pages/ -o reports                   a folder: open reports/index.html
  curl -s https://example.com | report - -o report.html

Exit status: 0 when all went well, 1 when an input failed (the others are still shown), 2 for wrong arguments.";

fn main() -> ExitCode {
    let args = Args::parse();
    match run(&args) {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(message) => {
            eprintln!("report: {message}");
            ExitCode::FAILURE
        }
    }
}

/// Writes one report or a folder of them; `false` when an input failed.
fn run(args: &Args) -> Result<bool, String> {
    let cleaner = args.settings.cleaner()?;
    let (inputs, problems) = input::expand(&args.pages);
    for problem in &problems {
        eprintln!("report: {problem}");
    }
    match (&inputs[..], &args.pages[..]) {
        ([], _) => Ok(false),
        ([input], [page]) if !page.is_dir() => one(args, &cleaner, input).map(|()| true),
        _ => Ok(many(args, &cleaner, &inputs)? && problems.is_empty()),
    }
}

fn one(args: &Args, cleaner: &Cleaner, input: &Input) -> Result<(), String> {
    if is_same(&args.output, input) {
        return Err(format!("{}: is the page itself", args.output.display()));
    }
    let (article, _) = args.settings.clean(cleaner, input, &settings::read(input)?)?;
    write(&args.output, &page::of(&article, &input.name(), false))
}

fn many(args: &Args, cleaner: &Cleaner, inputs: &[Input]) -> Result<bool, String> {
    fs::create_dir_all(&args.output).map_err(|error| format!("{}: {error}", args.output.display()))?;
    let index = args.output.join("index.html");
    if inputs.iter().any(|input| is_same(&index, input)) {
        return Err(format!("{}: is one of the pages", index.display()));
    }
    let reports = names::of(&args.output, inputs);
    let jobs: Vec<(&Input, &String)> = inputs.iter().zip(&reports).collect();
    let bar = progress::bar(jobs.len());
    let mut pages: Vec<Entry> = Vec::with_capacity(jobs.len());
    ordered::for_each(
        &jobs,
        ordered::cores(),
        |(input, report)| {
            let (article, _) = args.settings.clean(cleaner, input, &settings::read(input)?)?;
            write(&args.output.join(report), &page::of(&article, &input.name(), true))?;
            Ok(Entry::new(&article, &input.name(), report))
        },
        |result: Result<Entry, String>| {
            bar.inc(1);
            match result {
                Ok(entry) => pages.push(entry),
                Err(message) => bar.suspend(|| eprintln!("report: {message}")),
            }
            true
        },
    );
    bar.finish_and_clear();
    let failed = inputs.len() - pages.len();
    write(&index, &index::of(pages, failed))?;
    Ok(failed == 0)
}

/// Whether an input is this very file.
fn is_same(path: &Path, input: &Input) -> bool {
    let Source::File(page) = &input.source else { return false };
    path.canonicalize().is_ok_and(|path| page.canonicalize().is_ok_and(|page| page == path))
}

fn write(path: &Path, text: &str) -> Result<(), String> {
    fs::write(path, text).map_err(|error| format!("{}: {error}", path.display()))
}
