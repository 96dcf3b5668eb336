//! The corpus as pages to clean.

use std::path::{Path, PathBuf};
use std::{fs, io};

use bodytext::{Article, Cleaner};

/// A page of the corpus.
pub struct Case {
    /// The name of its folder.
    pub name: String,
    bytes: Vec<u8>,
    is_html: bool,
}

impl Case {
    /// The page as this cleaner sees it.
    pub fn clean(&self, cleaner: &Cleaner) -> Result<Article, bodytext::Error> {
        match self.is_html {
            true => cleaner.clean_bytes(&self.bytes, None),
            false => cleaner.clean_text_bytes(&self.bytes, None),
        }
    }
}

/// The cases in a folder, by name.
pub fn read(folder: &Path) -> io::Result<Vec<Case>> {
    let entries: io::Result<Vec<PathBuf>> = fs::read_dir(folder)?.map(|entry| Ok(entry?.path())).collect();
    let mut folders = entries?;
    folders.sort();
    let mut cases = Vec::new();
    for folder in folders {
        for (file, is_html) in [("page.html", true), ("page.txt", false)] {
            if let Ok(bytes) = fs::read(folder.join(file)) {
                let name = folder.file_name().unwrap_or_default().to_string_lossy().into_owned();
                cases.push(Case { name, bytes, is_html });
            }
        }
    }
    Ok(cases)
}

/// Whether two articles of one page keep other blocks.
pub fn differ(one: &Article, other: &Article) -> bool {
    one.blocks().map(|block| block.is_main()).ne(other.blocks().map(|block| block.is_main()))
}
