//! Cleans whole crawls: WARC, WET and NDJSON files and folders of saved pages, to NDJSON or Parquet.
//!
//! ```text
//! cargo build --release --manifest-path examples/crawl/Cargo.toml
//! examples/crawl/target/release/crawl --output articles.parquet pages.warc.gz
//! ```

mod args;
mod budget;
mod clean;
mod fields;
#[path = "../../shared/files.rs"]
mod files;
mod http;
mod input;
mod output;
mod page;
mod progress;
mod row;
mod run;
mod sketch;
mod summary;
#[path = "../../shared/tag.rs"]
mod tag;

use std::fs;
use std::io::{self, ErrorKind};
use std::path::Path;
use std::process::ExitCode;
use std::thread;
use std::time::Duration;

use bodytext::Cleaner;
use clap::Parser;
use xxhash_rust::xxh3::xxh3_128;

use args::Args;
use clean::{Filters, Tools, timed};
use input::Input;
use output::{Output, Progress, Settings, Start};
use run::{Run, State};
use sketch::Seen;
use summary::Summary;

/// What makes the process end with 1, and what with 2.
enum Problem {
    Input(String),
    Arguments(String),
}

fn main() -> ExitCode {
    let args = Args::parse();
    match run(&args) {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(Problem::Input(message)) => {
            eprintln!("crawl: {message}");
            ExitCode::FAILURE
        }
        Err(Problem::Arguments(message)) => {
            eprintln!("crawl: {message}");
            ExitCode::from(2)
        }
    }
}

/// Does the whole job; `false` when an input failed or a record was damaged.
fn run(args: &Args) -> Result<bool, Problem> {
    let (inputs, problems) = input::expand(&args.inputs);
    for problem in &problems {
        eprintln!("crawl: {problem}");
    }
    let (mut output, earlier) = match &args.output {
        None => (Output::stdout(), None),
        Some(target) => {
            match Output::open(target, settings(args, &inputs), args.resume).map_err(Problem::Arguments)? {
                Start::Run(output, earlier) => (output, earlier),
                Start::Finished(progress) => {
                    let Some(progress) = progress else {
                        eprintln!("crawl: {} is finished", target.display());
                        return Ok(problems.is_empty());
                    };
                    return end(args, &progress.summary).map(|clean| clean && problems.is_empty());
                }
            }
        }
    };
    let (progress, seen) = earlier.unwrap_or_else(|| (Progress::default(), Seen::default()));
    let job = Run {
        inputs: &inputs,
        tools: Tools { cleaner: Cleaner::default(), filters: Filters::of(args), limit: args.limit() },
        keep_duplicates: args.keep_duplicates,
        threads: args.threads.unwrap_or_else(|| thread::available_parallelism().map_or(1, usize::from)),
        bar: progress::bar(inputs.iter().map(|input| input.size).sum()),
    };
    let mut state = State { output: &mut output, seen, progress };
    let mut last = Duration::ZERO;
    let done = job.all(&mut state).and_then(|()| timed(&mut last, || state.output.finish(&state.progress)));
    let seconds = &mut state.progress.summary.seconds;
    (seconds.writing, seconds.elapsed) = (seconds.writing + last.as_secs_f64(), seconds.elapsed + last.as_secs_f64());
    job.bar.finish_and_clear();
    match done {
        Ok(()) => end(args, &state.progress.summary).map(|clean| clean && problems.is_empty()),
        // The reader has gone, as `head` does.
        Err(error) if error.kind() == ErrorKind::BrokenPipe && args.output.is_none() => Ok(problems.is_empty()),
        Err(error) => Err(Problem::Input(named(args.output.as_deref(), &error))),
    }
}

/// Tells what the run did, and puts its output in its place.
fn end(args: &Args, summary: &Summary) -> Result<bool, Problem> {
    eprintln!("{summary}");
    if let Some(path) = &args.summary {
        let written = serde_json::to_vec_pretty(summary).map_err(io::Error::from);
        let written = written.and_then(|json| fs::write(path, json));
        written.map_err(|error| Problem::Input(named(Some(path), &error)))?;
    }
    if let Some(target) = &args.output {
        output::publish(target).map_err(Problem::Input)?;
    }
    Ok(summary.is_clean())
}

fn named(path: Option<&Path>, error: &io::Error) -> String {
    match path {
        Some(path) => format!("{}: {error}", path.display()),
        None => format!("standard output: {error}"),
    }
}

fn settings(args: &Args, inputs: &[Input]) -> Settings {
    Settings { run: identity(args, inputs), step: Duration::from_secs_f64(args.step), group: args.row_group << 20 }
}

/// What tells a run from others: all that its output depends on, which the number of threads is not part of.
fn identity(args: &Args, inputs: &[Input]) -> String {
    let Args { language, min_words, min_confidence, outcome, keep_duplicates, max_record, row_group, .. } = args;
    let options =
        format!("{language:?} {min_words} {min_confidence} {outcome:?} {keep_duplicates} {max_record} {row_group}");
    let mut text = format!("{} {options}", env!("CARGO_PKG_VERSION"));
    for input in inputs {
        text.push_str(&format!("\n{} {:?}", input.name, input.size));
    }
    format!("{:032x}", xxh3_128(text.as_bytes()))
}
