//! Public benchmarks in the layouts they are published in.
//!
//! | layout | gold | pages |
//! |---|---|---|
//! | WCXB | `ground-truth/*.json` | `html/<id>.html.gz` |
//! | article-extraction-benchmark | `ground-truth.json` | `html/<id>.html.gz` |
//! | trafilatura | `evaldata.json` | `html/<id>.html.gz` |
//! | Readability | `<id>/expected.html` | `<id>/source.html` |
//!
//! Pages may be stored without compression too. Pages as plain text lie in `text/<id>.txt.gz`, or beside the benchmark:
//! for `data/wcxb/dev` in `data/text/wcxb_dev`.

use std::fs::{self, File};
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use flate2::read::MultiGzDecoder;
use serde_json::{Map, Value};

mod readability;

/// A benchmark cannot be read.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ReadError {
    /// A file cannot be read.
    #[error("{}: {source}", path.display())]
    Io {
        /// The file or folder.
        path: PathBuf,
        /// What the system says.
        source: io::Error,
    },
    /// A file of gold data is no JSON.
    #[error("{}: {source}", path.display())]
    Json {
        /// The file.
        path: PathBuf,
        /// What the parser says.
        source: serde_json::Error,
    },
    /// The folder has none of the known layouts.
    #[error("{}: no benchmark here, expected ground-truth/, ground-truth.json, evaldata.json or */expected.html", path.display())]
    Layout {
        /// The folder.
        path: PathBuf,
    },
    /// Gold data are there, but no page of this kind.
    #[error("{}: no pages, expected them in {}", path.display(), expected.display())]
    NoPages {
        /// The benchmark's folder.
        path: PathBuf,
        /// Where they were looked for.
        expected: PathBuf,
    },
}

/// How a benchmark is laid out, which says what it counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Layout {
    /// Web Content eXtraction Benchmark: words.
    Wcxb,
    /// article-extraction-benchmark: shingles.
    ArticleExtraction,
    /// trafilatura's evaluation: snippets.
    Trafilatura,
    /// Readability's test pages: words.
    Readability,
}

/// What the pages are stored as.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Saved HTML.
    Html,
    /// Text that somebody has stripped of its markup.
    Text,
}

/// A benchmark: its pages and what is known about them.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct Benchmark {
    /// How it is laid out.
    pub layout: Layout,
    /// Its pages, by id.
    pub cases: Vec<Case>,
}

/// A page and its gold data.
#[derive(Debug, Clone, Default)]
#[non_exhaustive]
pub struct Case {
    /// The stem of the page's file.
    pub id: String,
    /// The page's file; `None` when it is missing.
    pub path: Option<PathBuf>,
    /// Its address.
    pub url: Option<String>,
    /// What sort of page it is, as in `article` or `forum`.
    pub page_type: String,
    /// The main content.
    pub text: Option<String>,
    /// Snippets that belong to the main content.
    pub with: Vec<String>,
    /// Snippets that do not.
    pub without: Vec<String>,
    /// The title.
    pub title: Option<String>,
    /// Who wrote it.
    pub author: Option<String>,
    /// When it was published.
    pub date: Option<String>,
}

impl Benchmark {
    /// Reads the gold data in `folder` and finds the pages.
    ///
    /// # Errors
    /// [`ReadError`], when there is no benchmark or none of its pages.
    pub fn read(folder: &Path, kind: Kind) -> Result<Self, ReadError> {
        let (layout, mut cases) = if folder.join("ground-truth").is_dir() {
            (Layout::Wcxb, wcxb(folder)?)
        } else if folder.join("ground-truth.json").is_file() {
            (Layout::ArticleExtraction, rows(&folder.join("ground-truth.json"))?.iter().map(article).collect())
        } else if folder.join("evaldata.json").is_file() {
            (Layout::Trafilatura, rows(&folder.join("evaldata.json"))?.iter().map(trafilatura).collect())
        } else if readability::is_here(folder) {
            (Layout::Readability, readability::cases(folder)?)
        } else {
            return Err(ReadError::Layout { path: folder.to_owned() });
        };
        cases.sort_by(|a, b| a.id.cmp(&b.id));
        let pages = pages_folder(folder, kind);
        for case in &mut cases {
            let own = case.path.take().filter(|_| kind == Kind::Html);
            case.path = own.or_else(|| page(&pages, &case.id, kind));
        }
        if cases.iter().all(|case| case.path.is_none()) {
            return Err(ReadError::NoPages { path: folder.to_owned(), expected: pages });
        }
        Ok(Benchmark { layout, cases })
    }

    /// Keeps each `step`-th page: the first, the one after `step` pages, and so on.
    pub fn sample(&mut self, step: usize) {
        let mut at = 0;
        self.cases.retain(|_| {
            at += 1;
            (at - 1) % step.max(1) == 0
        });
    }
}

/// A file's bytes, unpacked when they are gzip.
///
/// # Errors
/// Whatever the system or the decompressor says.
pub fn load(path: &Path) -> Result<Vec<u8>, ReadError> {
    let failed = |source| ReadError::Io { path: path.to_owned(), source };
    let bytes = fs::read(path).map_err(failed)?;
    if !bytes.starts_with(&[0x1f, 0x8b]) {
        return Ok(bytes);
    }
    let mut unpacked = Vec::new();
    MultiGzDecoder::new(&bytes[..]).read_to_end(&mut unpacked).map_err(failed)?;
    Ok(unpacked)
}

fn pages_folder(folder: &Path, kind: Kind) -> PathBuf {
    if kind == Kind::Html {
        return folder.join("html");
    }
    let own = folder.join("text");
    let full = folder.canonicalize().unwrap_or_else(|_| folder.to_owned());
    let mut names = full.iter().rev().map(|name| name.to_string_lossy().into_owned());
    match (names.next(), names.next()) {
        (Some(name), Some(parent)) if !own.is_dir() => {
            let beside = full.join("../../text").join(format!("{parent}_{name}"));
            if beside.is_dir() { beside } else { own }
        }
        _ => own,
    }
}

fn page(folder: &Path, id: &str, kind: Kind) -> Option<PathBuf> {
    let endings = match kind {
        Kind::Html => ["html.gz", "html"],
        Kind::Text => ["txt.gz", "txt"],
    };
    endings.iter().map(|ending| folder.join(format!("{id}.{ending}"))).find(|path| path.is_file())
}

fn json(path: &Path) -> Result<Value, ReadError> {
    let file = File::open(path).map_err(|source| ReadError::Io { path: path.to_owned(), source })?;
    serde_json::from_reader(io::BufReader::new(file))
        .map_err(|source| ReadError::Json { path: path.to_owned(), source })
}

fn rows(path: &Path) -> Result<Map<String, Value>, ReadError> {
    match json(path)? {
        Value::Object(rows) => Ok(rows),
        _ => Err(ReadError::Layout { path: path.to_owned() }),
    }
}

fn wcxb(folder: &Path) -> Result<Vec<Case>, ReadError> {
    let gold = folder.join("ground-truth");
    let failed = |source| ReadError::Io { path: gold.clone(), source };
    let mut cases = Vec::new();
    for entry in fs::read_dir(&gold).map_err(failed)? {
        let path = entry.map_err(failed)?.path();
        if path.extension().is_some_and(|extension| extension == "json") {
            cases.push(wcxb_case(stem(&path), &json(&path)?));
        }
    }
    Ok(cases)
}

fn wcxb_case(id: String, row: &Value) -> Case {
    let gold = &row["ground_truth"];
    let page_type = &row["_internal"]["page_type"];
    let page_type = page_type["primary"].as_str().or(page_type.as_str()).unwrap_or("article");
    Case {
        id,
        path: None,
        url: string(&row["url"]),
        page_type: if page_type == "category" { "collection" } else { page_type }.to_owned(),
        text: Some(string(&gold["main_content"]).unwrap_or_default()),
        with: strings(&gold["with"]),
        without: strings(&gold["without"]),
        title: string(&gold["title"]),
        author: string(&gold["author"]),
        date: string(&gold["publish_date"]),
    }
}

fn article((id, row): (&String, &Value)) -> Case {
    Case {
        id: id.clone(),
        url: string(&row["url"]),
        page_type: "article".to_owned(),
        text: Some(string(&row["articleBody"]).unwrap_or_default()),
        ..Case::default()
    }
}

fn trafilatura((url, row): (&String, &Value)) -> Case {
    Case {
        id: stem(Path::new(row["file"].as_str().unwrap_or_default())),
        path: None,
        url: Some(url.clone()),
        page_type: "article".to_owned(),
        text: None,
        with: strings(&row["with"]),
        without: strings(&row["without"]),
        title: string(&row["title"]),
        author: string(&row["author"]),
        date: string(&row["date"]),
    }
}

fn stem(path: &Path) -> String {
    path.file_stem().unwrap_or_default().to_string_lossy().into_owned()
}

/// A string, or a list of strings as one.
fn string(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Array(_) => Some(strings(value).join("; ")),
        _ => None,
    }
}

fn strings(value: &Value) -> Vec<String> {
    let items = value.as_array().into_iter().flatten();
    items.filter_map(|item| item.as_str().map(str::to_owned)).collect()
}
