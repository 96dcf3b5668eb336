//! How time grows with the size of a page made to hurt: it must do so linearly.
//!
//! `cargo bench --bench growth -- [--text] [--most MEGABYTES] [PART OF A NAME]`
//!
//! For every kind: milliseconds from 64 kB on, doubling, and the growth per doubling over the last five (the fifth root
//! of their ratio, which noise does not move much). Of each size the shortest run counts. Kinds that grow by more than 2.2 are
//! run again after the others, since whatever else the machine does for some seconds only adds to a time. With `--text` for
//! `clean_bytes` and `text()` alone, which is what most callers wait for; without it, for all that can be asked, with the
//! usual judge and with one that keeps every block.

#![allow(clippy::unwrap_used, reason = "a command for this crate's developers")]

#[path = "support/attacks.rs"]
mod attacks;
#[path = "support/clock.rs"]
mod clock;

use std::hint::black_box;
use std::time::{Duration, Instant};

use bodytext::Cleaner;

use attacks::{ATTACKS, Attack, PARAGRAPHS, keeps_everything, views};
use clock::Clock;

/// The smallest page, in bytes.
const LEAST: usize = 64 << 10;
/// Seconds to measure for.
const ENOUGH: f64 = 0.15;
/// Growth allowed when the size doubles.
const ALLOWED: f64 = 2.2;
/// How often a kind that grows by more is measured, and the pause before: what else the machine does takes its time.
const TRIES: usize = 6;
const PAUSE: Duration = Duration::from_secs(30);

fn main() {
    let mut arguments = std::env::args().skip(1).filter(|argument| argument != "--bench").peekable();
    let only_text = arguments.next_if(|argument| argument == "--text").is_some();
    let asked: Asked = if only_text { text } else { everything };
    let mut most = 8;
    if arguments.next_if(|argument| argument == "--most").is_some() {
        most = arguments.next().unwrap().parse().unwrap();
    }
    let part = arguments.next().unwrap_or_default();
    let sizes: Vec<usize> = (0..).map(|step| LEAST << step).take_while(|size| *size <= most << 20).collect();
    let cleaners = Cleaners { usual: Cleaner::default(), keeping: keeps_everything() };
    let heads: Vec<String> = sizes.iter().map(|size| format!("{:>7}", size >> 10)).collect();
    println!("{:34}{} growth   (kB: ms)", "", heads.concat());
    // Shortens the times, and says whether they still grow too much.
    let grows_too_much = |attack: &Attack, times: &mut [f64]| {
        for (least, size) in times.iter_mut().zip(&sizes) {
            *least = least.min(time(&cleaners, asked, attack, *size));
        }
        let growth = growth_of(times);
        let cells: Vec<String> = times.iter().map(|time| format!("{:7.1}", time * 1e3)).collect();
        let mark = if growth > ALLOWED { " TOO MUCH" } else { "" };
        println!("{:34}{} {growth:6.2}{mark}", attack.name, cells.concat());
        growth > ALLOWED
    };
    let asked_for = ATTACKS.iter().filter(|attack| attack.name.contains(&part));
    let mut open: Vec<_> = asked_for.map(|attack| (attack, vec![f64::INFINITY; sizes.len()])).collect();
    for again in 0..TRIES {
        if again > 0 && !open.is_empty() {
            std::thread::sleep(PAUSE);
            println!("once more:");
        }
        open.retain_mut(|(attack, times)| grows_too_much(attack, times));
    }
    println!("{} kinds grow by more than {ALLOWED} when the page doubles", open.len());
    std::process::exit(i32::from(!open.is_empty()));
}

/// The growth per doubling at the end of some times.
fn growth_of(times: &[f64]) -> f64 {
    let last = &times[times.len().saturating_sub(6)..];
    (last[last.len() - 1] / last[0]).powf(1.0 / (last.len() - 1).max(1) as f64)
}

/// What is timed: from a page to the article's text.
type Asked = fn(&Cleaners, &[u8]) -> Vec<String>;

struct Cleaners {
    usual: Cleaner,
    keeping: Cleaner,
}

/// The text alone.
fn text(cleaners: &Cleaners, page: &[u8]) -> Vec<String> {
    vec![cleaners.usual.clean_bytes(page, None).unwrap().text()]
}

/// All that can be asked, also with every block kept.
fn everything(cleaners: &Cleaners, page: &[u8]) -> Vec<String> {
    [&cleaners.usual, &cleaners.keeping].map(|cleaner| views(&cleaner.clean_bytes(page, None).unwrap())).into()
}

/// Seconds of processor time for decoding, cleaning and rendering: the shortest of some runs.
fn time(cleaners: &Cleaners, asked: Asked, attack: &Attack, size: usize) -> f64 {
    let page = attack.page(size);
    let (start, mut least) = (Instant::now(), f64::INFINITY);
    while least.is_infinite() || start.elapsed().as_secs_f64() < ENOUGH {
        let clock = Clock::start();
        let texts = asked(cleaners, black_box(&page));
        least = least.min(clock.elapsed().as_secs_f64());
        assert!(texts.iter().all(|text| text.contains(PARAGRAPHS[0])), "{}: the article is lost", attack.name);
    }
    least
}
