//! Real pages of folders.

#![allow(dead_code, reason = "no program wants all of it")]

use std::fs;
use std::io::Read;
use std::path::{Path, PathBuf};

use flate2::read::MultiGzDecoder;

/// The files of a folder in the order of their names, every Nth of them.
pub fn paths(folder: &Path, every: usize) -> Vec<PathBuf> {
    let Ok(entries) = fs::read_dir(folder) else {
        println!("no {}", folder.display());
        return Vec::new();
    };
    let mut paths: Vec<PathBuf> = entries.map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    paths.into_iter().step_by(every).collect()
}

/// A page, unpacked where its name ends in `.gz`.
pub fn read(path: &Path) -> Vec<u8> {
    let mut bytes = fs::read(path).unwrap();
    if path.extension().is_some_and(|extension| extension == "gz") {
        let packed = std::mem::take(&mut bytes);
        MultiGzDecoder::new(&packed[..]).read_to_end(&mut bytes).unwrap();
    }
    bytes
}

/// The pages of a folder, every Nth of them.
pub fn pages(folder: &Path, every: usize) -> Vec<Vec<u8>> {
    paths(folder, every).iter().map(|path| read(path)).collect()
}

/// What `[--every N] [FOLDER...]` names; the two folders of the public benchmarks when it names none.
pub fn named(arguments: &[String]) -> (usize, Vec<PathBuf>) {
    let (every, folders) = match arguments {
        [option, every, folders @ ..] if option == "--every" => (every.parse().unwrap(), folders),
        folders => (1, folders),
    };
    if folders.is_empty() {
        let data = data();
        return (every, ["wcxb/dev/html", "trafilatura/html"].map(|folder| data.join(folder)).to_vec());
    }
    (every, folders.iter().map(PathBuf::from).collect())
}

/// The folder of public data beside the repository, from this crate or from one further down.
fn data() -> PathBuf {
    let own = Path::new(env!("CARGO_MANIFEST_DIR"));
    let root = own.ancestors().find(|folder| folder.join("benches/support").is_dir()).unwrap_or(own);
    root.join("../shared/data")
}

/// The pages that arguments name, as text.
pub fn sources(arguments: &[String]) -> Vec<String> {
    let (every, folders) = named(arguments);
    let pages = folders.iter().flat_map(|folder| pages(folder, every));
    pages.map(|bytes| String::from_utf8_lossy(&bytes).into_owned()).collect()
}
