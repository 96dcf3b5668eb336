//! From the arguments to the records of every input, in order.

mod lines;
mod source;
mod stream;
mod warc;

use std::fs;
use std::io;
use std::path::PathBuf;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use lines::Lines;
use source::Source;
pub use stream::Position;
use stream::{Failure, Stream};
use warc::Warc;

use crate::files;

/// A file to read, or standard input.
#[derive(Debug, Clone)]
pub struct Input {
    /// As given, or the directory with the file's name.
    pub name: Arc<str>,
    /// `None` for standard input.
    path: Option<PathBuf>,
    /// Bytes, where that is known.
    pub size: Option<u64>,
}

/// A place in the run's inputs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Place {
    /// Number of the input, from 0.
    pub input: usize,
    pub position: Position,
}

/// One step of reading.
#[derive(Debug)]
pub struct Event {
    pub at: Position,
    /// Where reading goes on.
    pub next: Position,
    pub found: Found,
}

#[derive(Debug)]
pub enum Found {
    Record(Record),
    /// A record over the limit, which was passed over.
    TooLarge,
    /// What stands here cannot be read, and why.
    Damaged(String),
}

/// A record as it stands in the file.
#[derive(Debug)]
pub struct Record {
    pub kind: RecordKind,
    pub id: Option<String>,
    pub url: Option<String>,
    pub date: Option<String>,
    pub bytes: Vec<u8>,
}

#[derive(Debug)]
pub enum RecordKind {
    /// A WARC record's block.
    Warc { record_type: String, content_type: Option<String>, payload_type: Option<String> },
    /// A line of NDJSON.
    Json,
    /// A saved file; whether it is HTML or text, if its name says so.
    Page { is_html: Option<bool> },
}

/// Every input that the arguments name, and what is wrong with arguments that name none.
pub fn expand(arguments: &[PathBuf]) -> (Vec<Input>, Vec<String>) {
    let (paths, problems) = files::expand(arguments);
    (paths.into_iter().map(Input::new).collect(), problems)
}

impl Input {
    fn new(path: Option<PathBuf>) -> Self {
        let Some(path) = path else { return Input { name: "-".into(), path: None, size: None } };
        let size = fs::metadata(&path).ok().filter(fs::Metadata::is_file).map(|data| data.len());
        Input { name: path.display().to_string().into(), path: Some(path), size }
    }

    fn open(&self) -> Result<Stream, Failure> {
        let source = match &self.path {
            Some(path) => Source::file(path).map_err(Failure::Broken)?,
            None => Source::stdin(),
        };
        Stream::open(source, self.name.to_ascii_lowercase().ends_with(".gz"))
    }

    /// What the input holds, by its name or else by its first bytes.
    fn shape(&self, stream: &mut Stream) -> io::Result<Shape> {
        let lower = self.name.to_ascii_lowercase();
        let inner = lower.strip_suffix(".gz").unwrap_or(&lower);
        let named = SHAPES.iter().find(|(ending, _)| inner.ends_with(ending));
        if let Some((_, shape)) = named {
            return Ok(*shape);
        }
        let head = match stream.peek_inside(HEAD) {
            Ok(head) => head.trim_ascii_start(),
            Err(Failure::Broken(error)) => return Err(error),
            Err(Failure::Damaged(_)) => b"",
        };
        Ok(match head {
            [b'W', b'A', b'R', b'C', b'/', ..] => Shape::Warc,
            [b'{', ..] => Shape::Lines,
            _ => Shape::Page { is_html: None },
        })
    }
}

/// How an input's records are laid out.
#[derive(Debug, Clone, Copy)]
enum Shape {
    Warc,
    Lines,
    Page { is_html: Option<bool> },
}

/// Shapes by a name's ending.
const SHAPES: [(&str, Shape); 9] = [
    (".warc", Shape::Warc),
    (".wet", Shape::Warc),
    (".ndjson", Shape::Lines),
    (".jsonl", Shape::Lines),
    (".html", Shape::Page { is_html: Some(true) }),
    (".htm", Shape::Page { is_html: Some(true) }),
    (".xhtml", Shape::Page { is_html: Some(true) }),
    (".shtml", Shape::Page { is_html: Some(true) }),
    (".txt", Shape::Page { is_html: Some(false) }),
];
/// Bytes in which an input's shape is looked for.
const HEAD: usize = 1024;
/// The place behind a page.
const BEHIND: Position = Position { offset: u64::MAX, inside: 0 };

/// Reads one input from a place on.
pub enum Reader {
    Warc(Warc),
    Lines(Lines),
    /// A page is one record.
    Page(Option<Event>),
}

impl Reader {
    /// Opens an input; records with more bytes than the limit are passed over.
    pub fn open(input: &Input, from: Position, limit: u64) -> io::Result<Self> {
        let mut stream = input.open().map_err(into_io)?;
        let shape = input.shape(&mut stream)?;
        if let Shape::Page { is_html } = shape {
            return Ok(Reader::Page(if from == BEHIND { None } else { Some(page(stream, is_html, limit)?) }));
        }
        if from != Position::default() {
            stream.go_to(from).map_err(into_io)?;
        }
        Ok(match shape {
            Shape::Warc => Reader::Warc(Warc::new(stream, limit)),
            _ => Reader::Lines(Lines::new(stream, limit)),
        })
    }

    /// The next step; `None` at the end. After an error the input cannot be read on.
    pub fn next(&mut self) -> io::Result<Option<Event>> {
        match self {
            Reader::Warc(warc) => warc.next(),
            Reader::Lines(lines) => lines.next(),
            Reader::Page(event) => Ok(event.take()),
        }
    }

    /// Bytes of the file that have been read.
    pub fn consumed(&self) -> u64 {
        match self {
            Reader::Warc(warc) => warc.stream().consumed(),
            Reader::Lines(lines) => lines.stream().consumed(),
            Reader::Page(_) => 0,
        }
    }
}

/// A saved page as a whole.
fn page(mut stream: Stream, is_html: Option<bool>, limit: u64) -> io::Result<Event> {
    let mut bytes = Vec::new();
    let found = match stream.read_all(&mut bytes, limit) {
        Ok(true) => {
            let kind = RecordKind::Page { is_html };
            Found::Record(Record { kind, id: None, url: None, date: None, bytes })
        }
        Ok(false) => Found::TooLarge,
        Err(Failure::Damaged(why)) => Found::Damaged(why),
        Err(Failure::Broken(error)) => return Err(error),
    };
    Ok(Event { at: Position::default(), next: BEHIND, found })
}

fn into_io(failure: Failure) -> io::Error {
    match failure {
        Failure::Broken(error) => error,
        Failure::Damaged(why) => io::Error::new(io::ErrorKind::InvalidData, why),
    }
}
