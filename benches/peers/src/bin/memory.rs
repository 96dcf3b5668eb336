//! Allocations and peak memory of cleaning, counted.
//!
//! `cargo run --release --bin memory -- [--every N] [FOLDER...]`, from this folder. Prints allocations and bytes
//! allocated a page, and for pages over 1 MB the most memory held at once as a multiple of the page.

use std::alloc::{GlobalAlloc, Layout, System};
use std::fs;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};

use bodytext::Cleaner;
use flate2::read::MultiGzDecoder;

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
    let mut arguments = std::env::args().skip(1).peekable();
    let mut every = 1;
    if arguments.next_if(|argument| argument == "--every").is_some() {
        every = arguments.next().and_then(|number| number.parse().ok()).expect("--every takes a number");
    }
    let mut folders: Vec<PathBuf> = arguments.map(PathBuf::from).collect();
    if folders.is_empty() {
        let data = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data");
        folders = ["wcxb/dev/html", "trafilatura/html"].map(|folder| data.join(folder)).to_vec();
    }
    let cleaner = Cleaner::default();
    for folder in folders {
        measure(&cleaner, &folder, every);
    }
}

fn measure(cleaner: &Cleaner, folder: &Path, every: usize) {
    let Ok(entries) = fs::read_dir(folder) else { return println!("no {}", folder.display()) };
    let mut paths: Vec<PathBuf> = entries.filter_map(|entry| Some(entry.ok()?.path())).collect();
    paths.sort();
    let (mut pages, mut count, mut bytes, mut worst, mut large) = (0, 0, 0, 0.0_f64, 0);
    for path in paths.iter().step_by(every) {
        let page = read(path);
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

fn read(path: &Path) -> Vec<u8> {
    let mut bytes = fs::read(path).expect("the page can be read");
    if path.extension().is_some_and(|extension| extension == "gz") {
        let packed = std::mem::take(&mut bytes);
        MultiGzDecoder::new(&packed[..]).read_to_end(&mut bytes).expect("the page can be unpacked");
    }
    bytes
}
