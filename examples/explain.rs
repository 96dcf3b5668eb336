//! Says of every block of a page what was decided about it, and why.
//!
//! ```text
//! cargo run --release --example explain -- corpus/readme--flood/page.html
//! ```

#[allow(dead_code, reason = "this example takes one page, where `clean` takes folders too")]
#[path = "clean/input.rs"]
mod input;
#[path = "shared/plain.rs"]
mod plain;

use std::io::{self, ErrorKind, Write};
use std::path::PathBuf;
use std::process::ExitCode;

use anstyle::{AnsiColor, Style};
use bodytext::{Article, Block, Cause, Cleaner, Focus, Options, Reason};
use clap::Parser;
use serde::Serialize;

use input::{Input, Source};
use plain::plain;

/// Reasons to give for a block in a line, the strongest first.
const REASONS: usize = 3;
/// Weaker reasons than this (in log-odds) would be written as 0.0.
const WEAKEST: f32 = 0.05;
/// Characters of a block's text in a line.
const TEXT: usize = 60;

/// Says of every block of a page what was decided about it, and why: one line a block, kept (+) or removed (-), with its
/// label, its probability, the strongest reasons in log-odds, and how it starts.
#[derive(Debug, Parser)]
#[command(name = "explain", version, max_term_width = 100)]
struct Args {
    /// Take the page as plain text [default: told by the first tag or the name]
    #[arg(long)]
    text: bool,

    /// Print one JSON object a block, with all reasons, the path of elements and the whole text
    #[arg(long)]
    json: bool,

    /// Which mistake is worse: balanced, precision or recall
    #[arg(long, default_value = "balanced")]
    focus: Focus,

    /// A file, or - for standard input; gzip is unpacked
    #[arg(value_name = "PAGE")]
    page: PathBuf,
}

fn main() -> ExitCode {
    let args = Args::parse();
    match run(&args) {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            eprintln!("explain: {}: {message}", args.page.display());
            ExitCode::FAILURE
        }
    }
}

fn run(args: &Args) -> Result<(), String> {
    let source = if args.page.as_os_str() == "-" { Source::Stdin } else { Source::File(args.page.clone()) };
    let input = Input { source };
    let bytes = input::read(&input).map_err(|error| error.to_string())?;
    let cleaner = Cleaner::new(Options::new().with_focus(args.focus));
    let article = if args.text || !input::looks_like_html(&input.source, &bytes) {
        cleaner.clean_text_bytes(&bytes, None)
    } else {
        cleaner.clean_bytes(&bytes, None)
    };
    let article = article.map_err(|error| error.to_string())?;
    // Colours go only where they can be seen: not into files, and not where NO_COLOR is set.
    let mut out = io::BufWriter::new(anstream::stdout().lock());
    let written = if args.json { json(&mut out, &article) } else { lines(&mut out, &article) };
    match written.and_then(|()| out.flush()) {
        Err(error) if error.kind() != ErrorKind::BrokenPipe => Err(format!("standard output: {error}")),
        _ => Ok(()),
    }
}

fn lines(out: &mut impl Write, article: &Article) -> io::Result<()> {
    let bold = Style::new().bold();
    let kept = article.blocks().filter(|block| block.is_main()).count();
    let (outcome, confidence) = (article.outcome(), article.confidence());
    let all = article.blocks().len();
    writeln!(out, "{bold}{outcome}{bold:#}, confidence {confidence:.2}, {kept} of {all} blocks kept")?;
    article.blocks().try_for_each(|block| line(out, block))
}

fn line(out: &mut impl Write, block: Block<'_>) -> io::Result<()> {
    let (sign, colour) = if block.is_main() { ('+', AnsiColor::Green) } else { ('-', AnsiColor::Red) };
    let (verdict, faint) = (colour.on_default(), Style::new().dimmed());
    let strong = block.reasons().into_iter().filter(|reason| reason.effect.abs() >= WEAKEST);
    let reasons: Vec<String> = strong.take(REASONS).map(readable).collect();
    write!(out, "{verdict}{sign} {:<13} {:.2}{verdict:#}  ", block.label().name(), block.probability())?;
    writeln!(out, "{faint}{:<58}{faint:#}  {}", reasons.join(", "), plain(block.text(), TEXT))
}

fn readable(reason: Reason) -> String {
    match reason.cause {
        Cause::Rule(label) => format!("rule: {label}"),
        cause => format!("{} {:+.1}", cause.name(), reason.effect),
    }
}

/// A block as data.
#[derive(Serialize)]
struct Row<'a> {
    index: usize,
    main: bool,
    label: &'a str,
    probability: f32,
    reasons: Vec<Effect>,
    path: String,
    text: &'a str,
}

#[derive(Serialize)]
struct Effect {
    cause: String,
    effect: f32,
}

fn json(out: &mut impl Write, article: &Article) -> io::Result<()> {
    for block in article.blocks() {
        let effect = |reason: Reason| Effect { cause: reason.cause.name(), effect: reason.effect };
        let row = Row {
            index: block.index(),
            main: block.is_main(),
            label: block.label().name(),
            probability: block.probability(),
            reasons: block.reasons().into_iter().map(effect).collect(),
            path: block.path(),
            text: block.text(),
        };
        writeln!(out, "{}", serde_json::to_string(&row)?)?;
    }
    Ok(())
}
