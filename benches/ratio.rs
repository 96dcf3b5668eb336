//! `clean_html` against `scraper::Html::parse_document` alone, and the share of every stage, over real pages.
//!
//! `cargo bench --features _dev --bench ratio -- [--every N] [FOLDER...]`
//!
//! Pages are the files of the folders, unpacked where they are gzip. Everything is run in turn on the same page, three times, and
//! the shortest processor time of each counts: on a busy machine only the ratios mean something.

#![allow(clippy::unwrap_used, reason = "a command for this crate's developers")]

#[path = "support/clock.rs"]
mod clock;
#[path = "support/real.rs"]
mod real;

use std::hint::black_box;
use std::path::Path;
use std::time::Duration;

use bodytext::Cleaner;
use clock::Clock;

/// Runs of everything on every page.
const ROUNDS: usize = 3;
/// What is timed. The stages stand in the order in which a page runs through them; what is read when asked for comes last.
const NAMES: [&str; 12] = [
    "scraper::Html::parse_document",
    "clean_html",
    "clean_html, text",
    "the same, metadata, media",
    "decode",
    "parse",
    "blocks",
    "evidence",
    "judge",
    "labels",
    "text",
    "metadata, media, dateline",
];
const PARSE_DOCUMENT: usize = 0;
const CLEAN_HTML: usize = 1;

type Times = [Duration; NAMES.len()];

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).filter(|argument| argument != "--bench").collect();
    let (every, folders) = real::named(&arguments);
    let cleaner = Cleaner::default();
    for folder in folders {
        let pages = real::pages(&folder, every);
        let mut total = Times::default();
        let mut bytes = 0;
        for page in &pages {
            bytes += page.len();
            for (sum, time) in total.iter_mut().zip(time(&cleaner, page)) {
                *sum += time;
            }
        }
        print(&folder, pages.len(), bytes, &total);
    }
}

/// The shortest time of everything on one page.
fn time(cleaner: &Cleaner, page: &[u8]) -> Times {
    let html = String::from_utf8_lossy(page);
    let mut best = [Duration::MAX; NAMES.len()];
    for _ in 0..ROUNDS {
        // What freeing a tree of many small pieces costs the allocator later is not for us to pay.
        black_box(cleaner.stage_segment(&html));
        let (article, clean) = clocked(|| cleaner.clean_html(black_box(&html)));
        let (_, text) = clocked(|| article.text());
        let (_, data) = clocked(|| black_box((article.metadata(), article.media(), article.dateline())));
        let (_, decode) = clocked(|| cleaner.stage_decode(black_box(page)));
        let clock = Clock::start();
        let (segmented, [parse, blocks]) = cleaner.stage_segment_timed(&html, || clock.elapsed());
        let (_, evidence) = clocked(|| cleaner.stage_measure(&segmented));
        // Evidence and judge take turns.
        let (mut ruled, both) = clocked(|| cleaner.stage_judge(&segmented));
        let judge = both.saturating_sub(evidence);
        let (_, labels) = clocked(|| cleaner.stage_label(&segmented, &mut ruled));
        let (_, parse_document) = clocked(|| scraper::Html::parse_document(black_box(&html)));
        // In the order of their names.
        let with_text = [parse_document, clean, clean + text, clean + text + data];
        let stages = [decode, parse, blocks, evidence, judge, labels, text, data];
        let times = with_text.into_iter().chain(stages);
        for (best, time) in best.iter_mut().zip(times) {
            *best = time.min(*best);
        }
    }
    best
}

/// The result and the time, without the time it takes to drop the result.
fn clocked<T>(run: impl FnOnce() -> T) -> (T, Duration) {
    let start = Clock::start();
    let result = black_box(run());
    (result, start.elapsed())
}

fn print(folder: &Path, pages: usize, bytes: usize, total: &Times) {
    let count = pages.max(1) as f64;
    println!("\n{}: {pages} pages, {:.0} kB each", folder.display(), bytes as f64 / count / 1e3);
    for (name, time) in NAMES.iter().zip(total) {
        let of = |other: usize| time.as_secs_f64() / total[other].as_secs_f64();
        let each = time.as_secs_f64() * 1e3 / count;
        println!(
            "{name:30} {each:8.3} ms {:6.1} % of clean_html {:7.3} of parse_document",
            of(CLEAN_HTML) * 100.0,
            of(PARSE_DOCUMENT)
        );
    }
}
