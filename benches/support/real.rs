//! Real pages of folders.

use std::fs;
use std::io::Read;
use std::path::{Path, PathBuf};

use flate2::read::MultiGzDecoder;

/// The `.html` and `.html.gz` files of a folder in the order of their names, every Nth of them.
pub fn pages(folder: &Path, every: usize) -> Vec<Vec<u8>> {
    let Ok(entries) = fs::read_dir(folder) else {
        println!("no {}", folder.display());
        return Vec::new();
    };
    let mut paths: Vec<PathBuf> = entries.map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    let read = |path: &PathBuf| {
        let mut bytes = fs::read(path).unwrap();
        if path.extension().is_some_and(|extension| extension == "gz") {
            let packed = std::mem::take(&mut bytes);
            MultiGzDecoder::new(&packed[..]).read_to_end(&mut bytes).unwrap();
        }
        bytes
    };
    paths.iter().step_by(every).map(read).collect()
}

/// What `[--every N] [FOLDER...]` names; the two folders of the public benchmarks when it names none.
pub fn named(arguments: &[String]) -> (usize, Vec<PathBuf>) {
    let (every, folders) = match arguments {
        [option, every, folders @ ..] if option == "--every" => (every.parse().unwrap(), folders),
        folders => (1, folders),
    };
    if folders.is_empty() {
        let data = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/data");
        return (every, ["wcxb/dev/html", "trafilatura/html"].map(|folder| data.join(folder)).to_vec());
    }
    (every, folders.iter().map(PathBuf::from).collect())
}

/// The pages that arguments name, as text.
#[allow(dead_code, reason = "not every bench wants text")]
pub fn sources(arguments: &[String]) -> Vec<String> {
    let (every, folders) = named(arguments);
    let pages = folders.iter().flat_map(|folder| pages(folder, every));
    pages.map(|bytes| String::from_utf8_lossy(&bytes).into_owned()).collect()
}
