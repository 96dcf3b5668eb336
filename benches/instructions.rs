//! Instructions that cleaning takes, counted by callgrind: no noise, on any machine.
//!
//! `cargo bench --bench instructions -- [--every N] [FOLDER...]`, with `valgrind`: three generated pages, or every Nth
//! page of the folders. For the functions that the instructions go to, the same command with `--profile` before the
//! rest leaves `callgrind.out` in the folder of the crate, for `callgrind_annotate --inclusive=yes`.

#![allow(clippy::unwrap_used, reason = "a command for this crate's developers")]

#[allow(dead_code, reason = "the bench of the stages reads the rest")]
#[path = "support/pages.rs"]
mod pages;
#[path = "support/real.rs"]
mod real;

use std::hint::black_box;
use std::process::Command;

use bodytext::Cleaner;

fn main() {
    let mut arguments: Vec<String> = std::env::args().skip(1).filter(|argument| argument != "--bench").collect();
    if arguments.first().is_some_and(|first| first == CHILD) {
        return clean(&arguments[1..]);
    }
    let profile = arguments.first().is_some_and(|first| first == "--profile");
    arguments.drain(..usize::from(profile));
    let generated = pages::pages().map(|page| page.name.to_owned());
    let runs = match (arguments.is_empty(), profile) {
        (false, _) => vec![arguments],
        // There is one callgrind.out.
        (true, true) => vec![generated.to_vec()],
        (true, false) => generated.map(|name| vec![name]).to_vec(),
    };
    println!("{:>6} {:>11} {:>14} {:>9}", "pages", "bytes", "instructions", "per byte");
    for run in runs {
        let html = sources(&run);
        if html.is_empty() {
            return println!("no pages");
        }
        let Some(count) = count(&run, profile) else { return println!("valgrind is not there, or it failed") };
        let bytes: usize = html.iter().map(String::len).sum();
        println!("{:6} {bytes:11} {count:14} {:9.1}", html.len(), count as f64 / bytes as f64);
    }
}

/// First argument of the run that callgrind watches.
const CHILD: &str = "--child";

/// The pages that arguments name: generated ones, or those of folders.
fn sources(arguments: &[String]) -> Vec<String> {
    let is_named = |page: &pages::Page| arguments.iter().any(|name| name == page.name);
    let generated: Vec<String> = pages::pages().into_iter().filter(is_named).map(|page| page.html).collect();
    if generated.is_empty() { real::sources(arguments) } else { generated }
}

/// Cleans the pages, after a first one that fills buffers.
fn clean(arguments: &[String]) {
    let cleaner = Cleaner::default();
    let pages = sources(arguments);
    black_box(cleaner.clean_html(&pages[0]).text());
    for page in pages {
        counted(&cleaner, &page);
    }
}

/// What callgrind counts.
#[inline(never)]
fn counted(cleaner: &Cleaner, html: &str) {
    black_box(cleaner.clean_html(black_box(html)).text());
}

/// Instructions of a run that cleans the pages.
fn count(arguments: &[String], profile: bool) -> Option<u64> {
    let out = if profile { "callgrind.out" } else { "/dev/null" };
    let output = Command::new("valgrind")
        .args(["--tool=callgrind", "--toggle-collect=instructions::counted", &format!("--callgrind-out-file={out}")])
        .arg(std::env::current_exe().ok()?)
        .arg(CHILD)
        .args(arguments)
        .output()
        .ok()?;
    let report = String::from_utf8_lossy(&output.stderr).into_owned();
    let collected = report.lines().find_map(|line| line.split_once("Collected : "))?;
    collected.1.trim().parse().ok()
}
