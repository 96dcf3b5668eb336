//! How far a run has come, in one small file that is replaced as a whole.

use std::fs::{self, File};
use std::io::{self, ErrorKind, Write};
use std::path::Path;

use serde::{Deserialize, Serialize};

use crate::input::Place;
use crate::summary::Summary;

#[derive(Debug, Serialize, Deserialize)]
pub struct Journal {
    /// A digest of the arguments, the inputs' names and sizes, and the program's version.
    pub run: String,
    /// The output is complete and only has to be put in its place.
    pub finished: bool,
    /// Parquet parts that are complete.
    pub parts: u64,
    /// Bytes of `rows.ndjson`, and of `seen`.
    pub length: u64,
    pub seen: u64,
    pub progress: Progress,
}

/// What has been read, and what became of it.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct Progress {
    /// Where reading goes on.
    pub place: Place,
    pub summary: Summary,
}

pub const NAME: &str = "journal.json";

impl Journal {
    /// The journal of a run, if it has made a step.
    pub fn read(folder: &Path) -> Result<Option<Self>, String> {
        let path = folder.join(NAME);
        match fs::read(&path) {
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
            Err(error) => Err(format!("{}: {error}", path.display())),
            Ok(bytes) => {
                serde_json::from_slice(&bytes).map(Some).map_err(|error| format!("{}: {error}", path.display()))
            }
        }
    }

    /// Takes the place of the journal before.
    pub fn write(&self, folder: &Path) -> io::Result<()> {
        let new = folder.join("journal.new");
        let mut file = File::create(&new)?;
        file.write_all(&serde_json::to_vec(self)?)?;
        file.sync_all()?;
        let path = folder.join(NAME);
        fs::rename(new, &path)?;
        sync_folder(&path)
    }
}

/// Makes a file's name last.
pub fn sync_folder(path: &Path) -> io::Result<()> {
    match path.parent().filter(|folder| !folder.as_os_str().is_empty()) {
        Some(folder) => File::open(folder)?.sync_all(),
        None => File::open(".")?.sync_all(),
    }
}
