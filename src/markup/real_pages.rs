//! The public pages beside the repository, for tests.

use std::fs;
use std::io::Read;
use std::path::{Path, PathBuf};

/// The folder of public data.
pub(super) fn data(folder: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/data").join(folder)
}

/// Calls with the name and the text of every twentieth page, or of each with `BODYTEXT_ALL_PAGES`: all of them take
/// minutes. Says so when there is none.
pub(super) fn each(call: impl Fn(&str, &str)) {
    let mut found = Vec::new();
    find(&data(""), &mut found);
    if found.is_empty() {
        println!("no pages in ../shared/data: nothing to test");
    }
    let step = if std::env::var_os("BODYTEXT_ALL_PAGES").is_some() { 1 } else { 20 };
    for path in found.iter().step_by(step) {
        let mut bytes = fs::read(path).unwrap();
        if path.extension().is_some_and(|extension| extension == "gz") {
            let packed = std::mem::take(&mut bytes);
            flate2::read::MultiGzDecoder::new(&packed[..]).read_to_end(&mut bytes).unwrap();
        }
        call(&path.to_string_lossy(), &String::from_utf8_lossy(&bytes));
    }
}

/// All pages below a folder, in order of their paths.
fn find(folder: &Path, found: &mut Vec<PathBuf>) {
    let Ok(entries) = fs::read_dir(folder) else { return };
    let mut paths: Vec<PathBuf> = entries.map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    for path in paths {
        if path.is_dir() {
            find(&path, found);
        } else if [".html", ".html.gz"].iter().any(|ending| path.to_string_lossy().ends_with(ending)) {
            found.push(path);
        }
    }
}
