//! The two runs: files of records as `clean --format json` writes them, or one set of pages cleaned twice.

use std::collections::HashMap;
use std::fs::File;
use std::io::{self, BufRead, BufReader, Read, Seek, SeekFrom};
use std::path::Path;

use bodytext::{Article, Cleaner};
use serde::Deserialize;

use crate::input::Input;
use crate::reasons::strongest;
use crate::settings::{self, Settings};

/// What one run made of a page.
#[derive(Debug, Deserialize)]
pub struct Version {
    pub text: String,
    pub outcome: Option<String>,
    pub confidence: Option<f64>,
    #[serde(default)]
    pub removed: Vec<Removed>,
}

#[derive(Debug, Deserialize)]
pub struct Removed {
    pub label: String,
    pub text: String,
    #[serde(default)]
    pub reasons: Vec<String>,
}

impl Version {
    pub fn of(article: &Article) -> Self {
        let removed = article.blocks().filter(|block| !block.is_main()).map(|block| {
            let (label, text) = (block.label().name().to_owned(), block.text().to_owned());
            Removed { label, text, reasons: strongest(block) }
        });
        Version {
            text: article.text(),
            outcome: Some(article.outcome().name().to_owned()),
            confidence: Some(f64::from(article.confidence())),
            removed: removed.collect(),
        }
    }
}

/// A page of one run or of both.
#[derive(Debug)]
pub struct Pair {
    pub name: String,
    a: Option<Place>,
    b: Option<Place>,
}

/// A line of a file: where it starts, and its length in bytes.
#[derive(Debug, Clone, Copy)]
struct Place {
    start: u64,
    len: usize,
}

/// Both versions of a page; one is `None` where a file does not have the page.
pub type Both = (Option<Version>, Option<Version>);

/// Reads both versions of a page from two files of records.
pub fn read(a: &Path, b: &Path, pair: &Pair) -> Result<Both, String> {
    let version = |path: &Path, place: Option<Place>| {
        let Some(place) = place else { return Ok(None) };
        let named = |error: &dyn std::fmt::Display| format!("{}: {}: {error}", path.display(), pair.name);
        let line = line(path, place).map_err(|error| named(&error))?;
        serde_json::from_slice(&line).map(Some).map_err(|error| named(&error))
    };
    Ok((version(a, pair.a)?, version(b, pair.b)?))
}

/// Cleans a page both ways.
pub fn clean([a, b]: &[(Settings, Cleaner); 2], input: &Input) -> Result<Both, String> {
    let bytes = settings::read(input)?;
    let version = |(settings, cleaner): &(Settings, Cleaner)| {
        settings.clean(cleaner, input, &bytes).map(|(article, _)| Version::of(&article))
    };
    Ok((Some(version(a)?), Some(version(b)?)))
}

fn line(path: &Path, place: Place) -> io::Result<Vec<u8>> {
    let mut file = File::open(path)?;
    file.seek(SeekFrom::Start(place.start))?;
    let mut line = vec![0; place.len];
    file.read_exact(&mut line)?;
    Ok(line)
}

/// The pages of two files, in the order of the first, then those that only the second has. A name that a file has
/// several times is paired in order. Lines that are no records are named.
pub fn pairs(a: &Path, b: &Path) -> Result<(Vec<Pair>, Vec<String>), String> {
    let (mut pairs, mut problems): (Vec<Pair>, Vec<String>) = (Vec::new(), Vec::new());
    let mut places: HashMap<(String, usize), usize> = HashMap::new();
    each(a, &mut problems, |name, nth, place| {
        places.insert((name.clone(), nth), pairs.len());
        pairs.push(Pair { name, a: Some(place), b: None });
    })?;
    each(b, &mut problems, |name, nth, place| match places.get(&(name.clone(), nth)) {
        Some(at) => pairs[*at].b = Some(place),
        None => pairs.push(Pair { name, a: None, b: Some(place) }),
    })?;
    Ok((pairs, problems))
}

#[derive(Deserialize)]
struct Named {
    file: String,
}

/// Every record of a file: its name, how many of this name were before it, and its place.
fn each(path: &Path, problems: &mut Vec<String>, mut found: impl FnMut(String, usize, Place)) -> Result<(), String> {
    let named = |error: io::Error| format!("{}: {error}", path.display());
    let mut reader = BufReader::new(File::open(path).map_err(named)?);
    let mut seen: HashMap<String, usize> = HashMap::new();
    let (mut line, mut start) = (Vec::new(), 0);
    for number in 1.. {
        line.clear();
        let len = reader.read_until(b'\n', &mut line).map_err(named)?;
        if len == 0 {
            break;
        }
        if !line.trim_ascii().is_empty() {
            match serde_json::from_slice::<Named>(&line) {
                Ok(Named { file }) => {
                    let nth = seen.entry(file.clone()).or_default();
                    found(file, *nth, Place { start, len });
                    *nth += 1;
                }
                Err(error) => problems.push(format!("{}:{number}: no record of clean: {error}", path.display())),
            }
        }
        start += len as u64;
    }
    Ok(())
}
