//! Cleans saved pages: the article's text, Markdown, a page to read, or everything as JSON.
//!
//! ```text
//! cargo run --release --example clean -- corpus/readme--flood/page.html
//! cargo run --release --example clean -- --format json --output cleaned pages/
//! ```

mod about;
mod args;
mod input;
#[path = "../shared/ordered.rs"]
mod ordered;
mod output;
#[path = "../shared/progress.rs"]
mod progress;
#[path = "../shared/reasons.rs"]
mod reasons;
mod record;
#[path = "../shared/settings.rs"]
mod settings;

use std::process::ExitCode;

use bodytext::Cleaner;
use clap::Parser;

use args::Args;
use input::Input;
use output::Output;

fn main() -> ExitCode {
    let args = Args::parse();
    match run(&args) {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(message) => {
            eprintln!("clean: {message}");
            ExitCode::FAILURE
        }
    }
}

/// Cleans every input; `false` when any of them failed.
fn run(args: &Args) -> Result<bool, String> {
    let cleaner = args.settings.cleaner()?;
    let (inputs, problems) = input::expand(&args.inputs);
    for problem in &problems {
        eprintln!("clean: {problem}");
    }
    let mut output = Output::new(args, &inputs)?;
    let bar = progress::bar(inputs.len());
    let mut all_well = problems.is_empty();
    ordered::for_each(
        &inputs,
        args.threads.unwrap_or_else(ordered::cores),
        |input| clean(&cleaner, args, input).map(|text| (input, text)),
        |result| {
            bar.inc(1);
            let message = match result {
                Err(message) => {
                    output.skip();
                    message
                }
                Ok((input, text)) => match bar.suspend(|| output.write(input, &text)) {
                    Ok(goes_on) => return goes_on,
                    Err(message) => message,
                },
            };
            all_well = false;
            bar.suspend(|| eprintln!("clean: {message}"));
            !output.is_broken()
        },
    );
    bar.finish_and_clear();
    Ok(all_well)
}

/// Reads and cleans one input, and writes the article down in the format asked for.
fn clean(cleaner: &Cleaner, args: &Args, input: &Input) -> Result<String, String> {
    let (article, time) = args.settings.clean(cleaner, input, &settings::read(input)?)?;
    let name = input.name();
    record::write(&article, args.format, &name, time).map_err(|error| format!("{name}: {error}"))
}
