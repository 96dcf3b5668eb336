//! What one run kept that another did not, page by page with the words, the worst first.
//!
//! ```text
//! cargo run --release --example clean -- --format json pages/ > before.jsonl
//! # ... after a change ...
//! cargo run --release --example clean -- --format json pages/ > after.jsonl
//! cargo run --release --example compare -- before.jsonl after.jsonl
//! cargo run --release --example compare -- --a '--focus precision' --b '--focus recall' pages/
//! ```

mod diff;
#[path = "../clean/input.rs"]
mod input;
#[path = "../shared/ordered.rs"]
mod ordered;
mod page;
#[path = "../shared/plain.rs"]
mod plain;
#[path = "../shared/progress.rs"]
mod progress;
#[path = "../shared/reasons.rs"]
mod reasons;
#[path = "../shared/settings.rs"]
mod settings;
mod show;
mod sides;

use std::io::{self, ErrorKind, Write};
use std::path::PathBuf;
use std::process::ExitCode;

use clap::{CommandFactory, Parser};

use page::Page;
use settings::Settings;
use show::Total;
use sides::Both;

/// Pages that are shown to people where they do not say.
const LIMIT: usize = 20;

/// Shows what one run kept that another did not, page by page with the words, the worst first.
///
/// The runs are two files of `clean --format json`, or one set of pages cleaned with two sets of options. With each
/// line goes what the other run took it for, and why.
#[derive(Debug, Parser)]
#[command(name = "compare", version, max_term_width = 100, after_help = EXAMPLES)]
struct Args {
    /// Options of `clean` for the first run, as one argument, parted by spaces [default: none]
    #[arg(long, value_name = "OPTIONS", allow_hyphen_values = true, value_parser = settings)]
    a: Option<Own>,

    /// Options of `clean` for the second run
    #[arg(long, value_name = "OPTIONS", allow_hyphen_values = true, value_parser = settings)]
    b: Option<Own>,

    /// Pages to show, 0 for all [default: 20, with --json all]
    #[arg(long, value_name = "N")]
    limit: Option<usize>,

    /// Print one JSON object for each page that differs, and one with the total
    #[arg(long)]
    json: bool,

    /// Two files of `clean --format json`; or with --a or --b pages and folders, as `clean` takes them
    #[arg(required = true, value_name = "A.json B.json | PAGE")]
    inputs: Vec<PathBuf>,
}

const EXAMPLES: &str = "\
Examples:
  compare before.jsonl after.jsonl                       two outputs of clean --format json
  compare --a '--focus precision' --b '--focus balanced' pages/
  compare --b '--model own.model' --limit 5 pages/       the crate's weights against your own

Exit status: 0 when all went well, whether there are differences or not, 1 when an input failed (the others are still
compared), 2 for wrong arguments.";

/// The options of one side, as they were written and as they were understood.
#[derive(Debug, Clone)]
struct Own {
    written: String,
    settings: Settings,
}

fn settings(written: &str) -> Result<Own, String> {
    #[derive(Parser)]
    #[command(no_binary_name = true, disable_help_flag = true)]
    struct Options {
        #[command(flatten)]
        settings: Settings,
    }
    let options = Options::try_parse_from(written.split_whitespace());
    let options = options.map_err(|error| {
        let message = error.to_string();
        message.lines().next().unwrap_or_default().trim_start_matches("error: ").to_owned()
    })?;
    Ok(Own { written: written.to_owned(), settings: options.settings })
}

fn main() -> ExitCode {
    let args = Args::parse();
    if args.a.is_none() && args.b.is_none() && args.inputs.len() != 2 {
        let message = "two files of `clean --format json` are needed, or --a or --b with pages";
        Args::command().error(clap::error::ErrorKind::WrongNumberOfValues, message).exit();
    }
    match run(args) {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(message) => {
            eprintln!("compare: {message}");
            ExitCode::FAILURE
        }
    }
}

/// Compares every page and prints what differs; `false` when an input failed.
fn run(args: Args) -> Result<bool, String> {
    let mut found = Found::default();
    let names =
        if args.a.is_none() && args.b.is_none() { files(&args, &mut found)? } else { twice(&args, &mut found)? };
    let Found { mut pages, total } = found;
    // Missing pages come last: they are a matter of the inputs, not of the heuristics.
    pages.sort_by_key(|page| (page.missing_in.is_some(), std::cmp::Reverse(page.differing())));
    let limit = args.limit.unwrap_or(if args.json { 0 } else { LIMIT });
    if limit > 0 {
        pages.truncate(limit);
    }
    // Colours go only where they can be seen: not into files, and not where NO_COLOR is set.
    let mut out = io::BufWriter::new(anstream::stdout().lock());
    let written =
        if args.json { show::json(&mut out, &pages, &total) } else { show::lines(&mut out, &pages, &total, &names) };
    match written.and_then(|()| out.flush()) {
        Err(error) if error.kind() != ErrorKind::BrokenPipe => Err(format!("standard output: {error}")),
        _ => Ok(total.failed == 0),
    }
}

/// The pages that differ, and sums over all.
#[derive(Default)]
struct Found {
    pages: Vec<Page>,
    total: Total,
}

impl Found {
    fn fail(&mut self, message: &str) {
        eprintln!("compare: {message}");
        self.total.failed += 1;
    }

    /// Compares items on all cores.
    fn each<T: Sync>(
        &mut self,
        items: &[T],
        name: impl Fn(&T) -> String + Sync,
        read: impl Fn(&T) -> Result<Both, String> + Sync,
    ) {
        let bar = progress::bar(items.len());
        ordered::for_each(
            items,
            ordered::cores(),
            |item| read(item).map(|both| Page::new(name(item), both)),
            |result| {
                bar.inc(1);
                match result {
                    Ok(page) => {
                        self.total.add(&page);
                        if page.differing() > 0 || page.missing_in.is_some() {
                            self.pages.push(page);
                        }
                    }
                    Err(message) => bar.suspend(|| self.fail(&message)),
                }
                true
            },
        );
        bar.finish_and_clear();
    }
}

/// Compares two files of records.
fn files(args: &Args, found: &mut Found) -> Result<[String; 2], String> {
    let [a, b] = &args.inputs[..] else { return Err("two files are needed".to_owned()) };
    let (pairs, problems) = sides::pairs(a, b)?;
    problems.iter().for_each(|problem| found.fail(problem));
    found.each(&pairs, |pair| pair.name.clone(), |pair| sides::read(a, b, pair));
    Ok([a, b].map(|path| path.display().to_string()))
}

/// Cleans every page twice.
fn twice(args: &Args, found: &mut Found) -> Result<[String; 2], String> {
    let own = |own: &Option<Own>| own.clone().map_or_else(|| settings(""), Ok);
    let (a, b) = (own(&args.a)?, own(&args.b)?);
    let side = |own: &Own| own.settings.cleaner().map(|cleaner| (own.settings.clone(), cleaner));
    let sides = [side(&a)?, side(&b)?];
    let (inputs, problems) = input::expand(&args.inputs);
    problems.iter().for_each(|problem| found.fail(problem));
    found.each(&inputs, |input| input.name(), |input| sides::clean(&sides, input));
    Ok([a, b].map(|own| if own.written.trim().is_empty() { "(defaults)".to_owned() } else { own.written }))
}
