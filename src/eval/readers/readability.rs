//! Readability's test pages: one folder a page, with `source.html` and the HTML that should come out of it.

use std::fs;
use std::path::{Path, PathBuf};

use super::{Case, ReadError, load};
use crate::cleaner::{clean_bytes, segment_html};
use crate::options::Options;

/// The expected article of a page.
const GOLD: &str = "expected.html";

/// Whether a folder holds such pages.
pub(super) fn is_here(folder: &Path) -> bool {
    pages(folder).is_ok_and(|pages| !pages.is_empty())
}

/// The pages of a folder. The gold text is that of the expected HTML; the address is what the page itself declares.
pub(super) fn cases(folder: &Path) -> Result<Vec<Case>, ReadError> {
    pages(folder)?.iter().map(|page| case(page)).collect()
}

/// The folders with a page in them.
fn pages(folder: &Path) -> Result<Vec<PathBuf>, ReadError> {
    let failed = |source| ReadError::Io { path: folder.to_owned(), source };
    let mut pages = Vec::new();
    for entry in fs::read_dir(folder).map_err(failed)? {
        let page = entry.map_err(failed)?.path();
        if page.join(GOLD).is_file() {
            pages.push(page);
        }
    }
    Ok(pages)
}

fn case(page: &Path) -> Result<Case, ReadError> {
    let source = ["source.html.gz", "source.html"].map(|name| page.join(name)).into_iter().find(|path| path.is_file());
    let gold = load(&page.join(GOLD))?;
    let gold = segment_html(&String::from_utf8_lossy(&gold), &Options::default());
    let url = match &source {
        Some(source) => declared(&load(source)?),
        None => None,
    };
    Ok(Case {
        id: page.file_name().unwrap_or_default().to_string_lossy().into_owned(),
        path: source,
        url,
        page_type: "article".to_owned(),
        text: Some(gold.text),
        ..Case::default()
    })
}

/// The address that a page wants to be quoted by.
fn declared(source: &[u8]) -> Option<String> {
    let article = clean_bytes(source, None).ok()?;
    article.metadata().url().map(str::to_owned)
}
