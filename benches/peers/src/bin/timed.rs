//! Cleans the pages that `python.py` hands over, between the runs of the others, and says how long it took.
//!
//! In: `LENGTH\n` and as many bytes of UTF-8, again and again. Out, a line a page: the milliseconds of processor time of
//! `clean_html` with `text()` on its result.

#[path = "../../../support/clock.rs"]
mod clock;

use std::hint::black_box;
use std::io::{self, BufRead, Read, Write};

use clock::Clock;

fn main() -> io::Result<()> {
    let cleaner = bodytext::Cleaner::default();
    let mut input = io::stdin().lock();
    let mut line = String::new();
    while input.read_line(&mut line)? > 0 {
        let length: usize = line.trim().parse().map_err(io::Error::other)?;
        line.clear();
        let mut html = vec![0; length];
        input.read_exact(&mut html)?;
        let html = String::from_utf8(html).map_err(io::Error::other)?;
        let start = Clock::start();
        let article = cleaner.clean_html(black_box(&html));
        black_box(article.text());
        println!("{}", start.elapsed().as_secs_f64() * 1e3);
        io::stdout().flush()?;
    }
    Ok(())
}
