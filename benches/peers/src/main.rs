//! Times bodytext and other extractors on the same decoded pages, on one thread. Each takes some pages in a row, as where a
//! folder is cleaned, then the next takes the same pages.
//!
//! `cargo run --release -- [--every N] [FOLDER...]`, from this folder. Pages are the files of the folders, unpacked
//! where they are gzip. The shortest of some runs counts; on a busy machine only the ratios mean something. Freeing the results is
//! not counted.

#[path = "../../support/clock.rs"]
mod clock;
#[path = "../../support/real.rs"]
mod real;

use std::cell::Cell;
use std::hint::black_box;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;
use std::time::Duration;

use clock::Clock;
use html5ever::tendril::StrTendril;
use html5ever::tokenizer::{BufferQueue, Token, TokenSink, TokenSinkResult, Tokenizer, TokenizerOpts};

/// Runs of everything on every page.
const ROUNDS: usize = 2;
/// Pages in a row. With one, the tables of all but the last are out of the processor's cache.
const BATCH: usize = 20;

/// What is timed, by name; each gives the length of what it found.
type Contender = (&'static str, fn(&str) -> Box<dyn std::any::Any>);

const CONTENDERS: [Contender; 9] = [
    ("scraper::Html::parse_document alone", |html| Box::new(scraper::Html::parse_document(html))),
    ("html5ever's tokenizer alone", |html| Box::new(tokens(html))),
    ("bodytext::clean_html", |html| Box::new(bodytext::clean_html(html))),
    ("dom_smoothie", |html| {
        Box::new(dom_smoothie::Readability::new(html, None, None).and_then(|mut page| page.parse()))
    }),
    // Not next to the other, which would leave it a warm cache.
    ("bodytext::clean_html and text", |html| {
        let article = bodytext::clean_html(html);
        let text = article.text();
        Box::new((article, text))
    }),
    ("legible", |html| Box::new(legible::parse(html, None, None).map_err(|error| error.to_string()))),
    ("dom-content-extraction", |html| {
        let page = dom_content_extraction::scraper::Html::parse_document(html);
        Box::new(dom_content_extraction::get_content(&page).map_err(|error| error.to_string()))
    }),
    ("trafilatura (the crate)", |html| {
        Box::new(trafilatura::extract(html, &trafilatura::Options::default()).map_err(|error| error.to_string()))
    }),
    ("rs-trafilatura", |html| Box::new(rs_trafilatura::extract(html).map_err(|error| error.to_string()))),
];
const PARSE_DOCUMENT: usize = 0;
const CLEAN_HTML: usize = 2;

struct Counter(Cell<usize>);

impl TokenSink for Counter {
    type Handle = ();

    fn process_token(&self, token: Token, _: u64) -> TokenSinkResult<()> {
        black_box(token);
        self.0.set(self.0.get() + 1);
        TokenSinkResult::Continue
    }
}

fn tokens(html: &str) -> usize {
    let tokenizer = Tokenizer::new(Counter(Cell::new(0)), TokenizerOpts::default());
    let queue = BufferQueue::default();
    queue.push_back(StrTendril::from(html));
    let _ = tokenizer.feed(&queue);
    tokenizer.end();
    tokenizer.sink.0.get()
}

fn main() {
    let (every, folders) = real::named(&std::env::args().skip(1).collect::<Vec<_>>());
    std::panic::set_hook(Box::new(|_| {}));
    for folder in folders {
        measure(&folder, every);
    }
}

/// Times everything on the pages of a folder.
fn measure(folder: &Path, every: usize) {
    let pages: Vec<String> = real::pages(folder, every).iter().map(|page| decode(page)).collect();
    let mut total = [Duration::ZERO; CONTENDERS.len()];
    let mut panics = [0; CONTENDERS.len()];
    for batch in pages.chunks(BATCH) {
        let mut best = [[Duration::MAX; BATCH]; CONTENDERS.len()];
        for _ in 0..ROUNDS {
            for (index, (_, run)) in CONTENDERS.iter().enumerate() {
                for (html, best) in batch.iter().zip(&mut best[index]) {
                    let start = Clock::start();
                    let result = catch_unwind(AssertUnwindSafe(|| run(black_box(html))));
                    *best = start.elapsed().min(*best);
                    panics[index] += usize::from(result.is_err());
                }
                // What freeing a tree of small pieces costs the allocator later is not for the next one to pay.
                black_box(Vec::<u8>::with_capacity(4 << 20));
            }
        }
        for (sum, best) in total.iter_mut().zip(best) {
            *sum += best[..batch.len()].iter().sum::<Duration>();
        }
    }
    let bytes: usize = pages.iter().map(String::len).sum();
    let count = pages.len().max(1) as f64;
    println!("\n{}: {} pages, {:.0} kB each\n", folder.display(), pages.len(), bytes as f64 / count / 1e3);
    println!("| | ms a page | of parse_document | of clean_html |\n|---|---:|---:|---:|");
    for (index, (name, _)) in CONTENDERS.iter().enumerate() {
        let of = |other: usize| total[index].as_secs_f64() / total[other].as_secs_f64();
        let panicked = if panics[index] > 0 { format!(" ({} panics)", panics[index]) } else { String::new() };
        let ms = total[index].as_secs_f64() * 1e3 / count;
        println!("| {name}{panicked} | {ms:.2} | {:.2} | {:.1} |", of(PARSE_DOCUMENT), of(CLEAN_HTML));
    }
}

/// UTF-8 where the bytes are, else windows-1252: the same text for everybody.
fn decode(bytes: &[u8]) -> String {
    match std::str::from_utf8(bytes) {
        Ok(text) => text.to_owned(),
        Err(_) => encoding_rs::WINDOWS_1252.decode(bytes).0.into_owned(),
    }
}
