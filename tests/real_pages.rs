//! Real pages, where they are at hand: nothing panics, and a page that the caller has parsed gives the same article.
//!
//! `BODYTEXT_ALL_PAGES=1` takes all of them instead of a sample.

#![allow(clippy::unwrap_used)]

use std::fs;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};

use bodytext::Cleaner;
use flate2::read::MultiGzDecoder;

/// Pages in the sample.
const SAMPLE: usize = 150;

/// All files below a folder with this ending, in order of their paths.
fn find(folder: &Path, ending: &str, found: &mut Vec<PathBuf>) {
    let Ok(entries) = fs::read_dir(folder) else { return };
    let mut paths: Vec<PathBuf> = entries.filter_map(|entry| Some(entry.ok()?.path())).collect();
    paths.sort();
    for path in paths {
        if path.is_dir() {
            find(&path, ending, found);
        } else if path.to_string_lossy().ends_with(ending) {
            found.push(path);
        }
    }
}

/// The pages to test; none, with a line that says so, where there are no data.
fn pages(ending: &str) -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/data");
    let mut found = Vec::new();
    find(&folder, ending, &mut found);
    if found.is_empty() {
        println!("no {ending} files in ../shared/data: nothing to test");
    }
    if std::env::var_os("BODYTEXT_ALL_PAGES").is_none() {
        let step = found.len().div_ceil(SAMPLE).max(1);
        found = found.into_iter().step_by(step).collect();
    }
    found
}

fn read(path: &Path) -> Vec<u8> {
    let mut bytes = Vec::new();
    MultiGzDecoder::new(fs::File::open(path).unwrap()).read_to_end(&mut bytes).unwrap();
    bytes
}

/// Runs a test over pages on all cores, and names the page when it fails.
fn each(pages: &[PathBuf], test: impl Fn(&[u8]) -> Result<(), String> + Sync) {
    let next = AtomicUsize::new(0);
    let threads = std::thread::available_parallelism().map_or(1, usize::from);
    std::thread::scope(|scope| {
        for _ in 0..threads {
            scope.spawn(|| {
                while let Some(path) = pages.get(next.fetch_add(1, Ordering::Relaxed)) {
                    let result = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| test(&read(path))));
                    match result {
                        Ok(Ok(())) => {}
                        Ok(Err(message)) => panic!("{}: {message}", path.display()),
                        Err(_) => panic!("{}: it panics", path.display()),
                    }
                }
            });
        }
    });
    println!("{} pages", pages.len());
}

fn same<T: PartialEq + std::fmt::Debug>(what: &str, left: T, right: T) -> Result<(), String> {
    if left == right { Ok(()) } else { Err(format!("{what} differs: {left:?} and {right:?}")) }
}

/// The first line that differs.
fn same_text(left: &str, right: &str) -> Result<(), String> {
    let pair = left.lines().zip(right.lines()).find(|(left, right)| left != right);
    if let Some((left, right)) = pair {
        return Err(format!("text differs:\n  {left}\n  {right}"));
    }
    same("number of lines", left.lines().count(), right.lines().count())
}

#[test]
fn a_parsed_page_gives_the_same_article() {
    let cleaner = Cleaner::default();
    each(&pages(".html.gz"), |bytes| {
        let html = String::from_utf8_lossy(bytes);
        let own = cleaner.clean_html(&html);
        let parsed = cleaner.clean_document(&scraper::Html::parse_document(&html));
        same("number of blocks", own.blocks().len(), parsed.blocks().len())?;
        same_text(&own.text(), &parsed.text())?;
        same_text(&own.markdown(), &parsed.markdown())?;
        same("number of media", own.media().len(), parsed.media().len())
    });
}

#[test]
fn saved_bytes_give_numbers_in_range() {
    let cleaner = Cleaner::default();
    each(&pages(".html.gz"), |bytes| {
        let article = cleaner.clean_bytes(bytes, None).map_err(|error| error.to_string())?;
        let _ = article.html();
        same("confidence is in range", (0.0..=1.0).contains(&article.confidence()), true)?;
        for block in article.blocks() {
            same("probability is in range", (0.0..=1.0).contains(&block.probability()), true)?;
            same("effects are finite", block.reasons().iter().all(|reason| reason.effect.is_finite()), true)?;
        }
        Ok(())
    });
}

#[test]
fn text_dumps_are_cleaned() {
    let cleaner = Cleaner::default();
    each(&pages(".txt.gz"), |bytes| {
        let article = cleaner.clean_text_bytes(bytes, None).map_err(|error| error.to_string())?;
        let again = cleaner.clean_text_bytes(bytes, None).map_err(|error| error.to_string())?;
        same_text(&article.markdown(), &again.markdown())
    });
}
