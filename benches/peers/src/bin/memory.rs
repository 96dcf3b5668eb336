//! Allocations and peak memory of cleaning, counted.
//!
//! `cargo run --release --bin memory -- [--every N] [FOLDER...]`, from this folder. Prints allocations and bytes
//! allocated a page, and for pages over 1 MB the most memory held at once as a multiple of the page.

#[path = "../../../support/real.rs"]
mod real;

use std::alloc::{GlobalAlloc, Layout, System};
use std::path::Path;
use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};

use bodytext::Cleaner;

/// Pages from here on have their peak printed, in bytes.
const LARGE: usize = 1_000_000;

static COUNT: AtomicUsize = AtomicUsize::new(0);
static BYTES: AtomicUsize = AtomicUsize::new(0);
static HELD: AtomicUsize = AtomicUsize::new(0);
static PEAK: AtomicUsize = AtomicUsize::new(0);

struct Counting;

impl Counting {
    fn grew(by: usize) {
        COUNT.fetch_add(1, Relaxed);
        BYTES.fetch_add(by, Relaxed);
        let held = HELD.fetch_add(by, Relaxed) + by;
        PEAK.fetch_max(held, Relaxed);
    }
}

// SAFETY: everything is handed on to the system's allocator; only numbers are kept.
unsafe impl GlobalAlloc for Counting {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        Counting::grew(layout.size());
        // SAFETY: the caller's promise is passed on.
        unsafe { System.alloc(layout) }
    }

    unsafe fn dealloc(&self, at: *mut u8, layout: Layout) {
        HELD.fetch_sub(layout.size(), Relaxed);
        // SAFETY: the caller's promise is passed on.
        unsafe { System.dealloc(at, layout) }
    }

    unsafe fn realloc(&self, at: *mut u8, layout: Layout, size: usize) -> *mut u8 {
        HELD.fetch_sub(layout.size(), Relaxed);
        Counting::grew(size);
        // SAFETY: the caller's promise is passed on.
        unsafe { System.realloc(at, layout, size) }
    }
}

#[global_allocator]
static ALLOCATOR: Counting = Counting;

fn main() {
    let (every, folders) = real::named(&std::env::args().skip(1).collect::<Vec<_>>());
    let cleaner = Cleaner::default();
    for folder in folders {
        measure(&cleaner, &folder, every);
    }
}

fn measure(cleaner: &Cleaner, folder: &Path, every: usize) {
    let (mut pages, mut count, mut bytes, mut worst, mut large) = (0, 0, 0, 0.0_f64, 0);
    for path in real::paths(folder, every) {
        let page = real::read(&path);
        let (counted, allocated, held) = (COUNT.load(Relaxed), BYTES.load(Relaxed), HELD.load(Relaxed));
        PEAK.store(held, Relaxed);
        let article = cleaner.clean_bytes(&page, None).expect("the page is within the limits");
        drop(article.text());
        drop(article);
        pages += 1;
        count += COUNT.load(Relaxed) - counted;
        bytes += BYTES.load(Relaxed) - allocated;
        if page.len() >= LARGE {
            large += 1;
            let times = (PEAK.load(Relaxed) - held) as f64 / page.len() as f64;
            if times > worst {
                println!("{}: {} kB, at most {times:.1} times the page held", path.display(), page.len() / 1000);
                worst = times;
            }
        }
    }
    let each = |number: usize| number as f64 / pages.max(1) as f64;
    println!(
        "{}: {pages} pages, {:.0} allocations and {:.0} kB a page",
        folder.display(),
        each(count),
        each(bytes) / 1e3
    );
    println!("{large} pages over 1 MB: at most {worst:.1} times the page held\n");
}
