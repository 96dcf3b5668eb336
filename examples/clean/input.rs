//! From the arguments to the bytes of each input.

#[path = "../shared/files.rs"]
mod files;
#[path = "../shared/tag.rs"]
mod tag;

use std::fs::File;
use std::io::{self, Read, stdin};
use std::path::{Path, PathBuf};

use bodytext::Limits;
use flate2::read::MultiGzDecoder;

/// First bytes of gzip data.
const GZIP: [u8; 2] = [0x1f, 0x8b];

/// One page to clean.
#[derive(Debug, Clone)]
pub struct Input {
    pub source: Source,
}

#[derive(Debug, Clone)]
pub enum Source {
    Stdin,
    File(PathBuf),
}

impl Input {
    /// How the input is called in the output and in messages.
    pub fn name(&self) -> String {
        match &self.source {
            Source::Stdin => "-".to_owned(),
            Source::File(path) => path.display().to_string(),
        }
    }
}

/// Every page that the arguments name, and what is wrong with arguments that name none.
pub fn expand(arguments: &[PathBuf]) -> (Vec<Input>, Vec<String>) {
    let (paths, problems) = files::expand(arguments);
    let source = |path: Option<PathBuf>| path.map_or(Source::Stdin, Source::File);
    (paths.into_iter().map(|path| Input { source: source(path) }).collect(), problems)
}

/// The bytes of an input, unpacked, and not many more than the library would take.
pub fn read(input: &Input) -> io::Result<Vec<u8>> {
    let limit = Limits::new().max_bytes() as u64 + 1;
    let mut bytes = Vec::new();
    match &input.source {
        Source::Stdin => stdin().lock().take(limit).read_to_end(&mut bytes)?,
        Source::File(path) => File::open(path)?.take(limit).read_to_end(&mut bytes)?,
    };
    let named_gzip = matches!(&input.source, Source::File(path) if has_extension(path, &["gz"]));
    if !named_gzip && !bytes.starts_with(&GZIP) {
        return Ok(bytes);
    }
    let mut unpacked = Vec::new();
    let result = MultiGzDecoder::new(&bytes[..]).take(limit).read_to_end(&mut unpacked);
    match result {
        Ok(_) => Ok(unpacked),
        Err(error) => Err(io::Error::new(error.kind(), format!("bad gzip data: {error}"))),
    }
}

/// Whether an input is HTML by its name or by its first tag.
pub fn looks_like_html(source: &Source, bytes: &[u8]) -> bool {
    let named = match source {
        Source::Stdin => false,
        Source::File(path) => {
            let inner = if has_extension(path, &["gz"]) { path.with_extension("") } else { path.clone() };
            has_extension(&inner, &["html", "htm", "xhtml", "shtml"])
        }
    };
    named || tag::starts_with_tag(bytes)
}

fn has_extension(path: &Path, wanted: &[&str]) -> bool {
    path.extension().is_some_and(|own| wanted.iter().any(|name| own.eq_ignore_ascii_case(name)))
}
