//! Records of WARC and WET files.
//!
//! The crates for WARC do not fit a crawl's files. `warc` and `rust_warc` give no offsets, hold a body of any length, and
//! are lost after the first damage; `warc` unpacks gzip as one stream, so that the member a record stands in is unknown.
//! `warcat` gives offsets and streams, but stops at damage, too. The format is fields and a length: reading it takes less
//! than mending that.

use std::io;

use super::stream::{Failure, Position, Stream};
use super::{Event, Found, Record, RecordKind};
use crate::fields::{Fields, head_length};

/// Bytes of a record's head, at most.
const MOST_HEAD: usize = 64 << 10;
/// What a record begins with.
const MAGIC: &[u8] = b"WARC/";
/// What a record is searched by after damage.
const VERSIONED: &[u8] = b"WARC/1.";

/// What a record ends with.
const END: &[u8] = b"\r\n\r\n";

/// Bytes that may be read twice because of damage, beside as many as the file has up to there: a page can be made of
/// heads that name wrong lengths.
const REREAD: u64 = 256 << 20;

pub struct Warc {
    stream: Stream,
    /// Bytes of a record's block, at most.
    limit: u64,
    /// Bytes that were read twice.
    reread: u64,
    /// A member, and the byte of it up to which no head ends of those that began before: lines that begin as heads do
    /// and never end are each looked through once.
    endless: (u64, u64),
    /// The file could not be read on after damage.
    broken: Option<io::Error>,
}

/// What was damaged.
enum Lost {
    /// The line at this place is none that a record begins with.
    Start(Position),
    /// A block, from its beginning: its length is wrong, so that the next record may stand anywhere behind it.
    Block(Position),
    /// The gzip member cannot be unpacked.
    Member,
}

/// What is wrong with a record.
enum Trouble {
    Text(String),
    Stream(Failure),
}

impl From<Failure> for Trouble {
    fn from(failure: Failure) -> Self {
        Trouble::Stream(failure)
    }
}

impl Warc {
    pub fn new(stream: Stream, limit: u64) -> Self {
        Warc { stream, limit, reread: 0, endless: (0, 0), broken: None }
    }

    pub fn stream(&self) -> &Stream {
        &self.stream
    }

    /// The next record, or the damage that stands in its place; `None` at the end.
    pub fn next(&mut self) -> Result<Option<Event>, io::Error> {
        if let Some(error) = self.broken.take() {
            return Err(error);
        }
        // Where damage is noticed before a record has begun, the next place is where it is.
        let mut at = None;
        let mut body = self.stream.position();
        let result = self.attempt(&mut at, &mut body);
        let place = at.unwrap_or_else(|| self.stream.position());
        let (lost, why) = match result {
            Ok(None) => return Ok(None),
            Ok(Some(found)) => return Ok(Some(Event { at: place, next: self.stream.position(), found })),
            Err(Trouble::Stream(Failure::Broken(error))) => return Err(error),
            Err(Trouble::Stream(Failure::Damaged(why))) => (Lost::Member, why),
            Err(Trouble::Text(why)) if body == place => (Lost::Start(place), why),
            Err(Trouble::Text(why)) => (Lost::Block(body), why),
        };
        // At once, since a run that is resumed behind the damage has to begin with a record.
        self.broken = self.find_record(lost).err();
        Ok(Some(Event { at: place, next: self.stream.position(), found: Found::Damaged(why) }))
    }

    fn attempt(&mut self, at: &mut Option<Position>, body: &mut Position) -> Result<Option<Found>, Trouble> {
        if !self.find_start()? {
            return Ok(None);
        }
        let place = self.stream.position();
        (*at, *body) = (Some(place), place);
        self.record(body).map(Some)
    }

    /// Goes over empty lines and members' ends; `false` at the end of the file.
    fn find_start(&mut self) -> Result<bool, Failure> {
        loop {
            let window = self.stream.peek(1)?;
            let empty = window.iter().take_while(|byte| matches!(byte, b'\r' | b'\n')).count();
            let ended = window.is_empty();
            if ended {
                if !self.stream.next_member()? {
                    return Ok(false);
                }
            } else if empty == 0 {
                return Ok(true);
            }
            self.stream.consume(empty);
        }
    }

    /// Reads the record that begins here; `body` becomes the place behind its head.
    fn record(&mut self, body: &mut Position) -> Result<Found, Trouble> {
        let (member, here) = self.stream.unpacked();
        let window = self.stream.peek(MOST_HEAD)?;
        if !window.starts_with(MAGIC) {
            return Err(Trouble::Text("no WARC record here".to_owned()));
        }
        let window = &window[..window.len().min(MOST_HEAD)];
        let known = if self.endless.0 == member { self.endless.1.saturating_sub(here) } else { 0 };
        let Some(length) = head_length(window, known as usize) else {
            self.endless = (member, here + window.len() as u64);
            return Err(Trouble::Text("the record's head has no end".to_owned()));
        };
        let fields = Fields::parse(&window[..length]);
        self.stream.consume(length);
        *body = self.stream.position();
        let Some(length) = fields.get("content-length").and_then(|text| text.parse::<u64>().ok()) else {
            return Err(Trouble::Text("the record has no length".to_owned()));
        };
        if length > self.limit {
            let missing = self.stream.skip(length)?;
            self.check_end(missing)?;
            return Ok(Found::TooLarge);
        }
        let bytes = self.block(length as usize)?;
        self.check_end(length - bytes.len() as u64)?;
        let field = |name| fields.get(name).map(str::to_owned);
        let url = fields.get("warc-target-uri").map(|url| url.trim_matches(['<', '>']).to_owned());
        Ok(Found::Record(Record {
            kind: RecordKind::Warc {
                record_type: fields.get("warc-type").unwrap_or_default().to_ascii_lowercase(),
                content_type: field("content-type"),
                payload_type: field("warc-identified-payload-type"),
            },
            id: field("warc-record-id"),
            url,
            date: field("warc-date"),
            bytes,
        }))
    }

    /// The record's block, shorter when the file ends in it.
    fn block(&mut self, length: usize) -> Result<Vec<u8>, Failure> {
        let mut bytes = Vec::new();
        while bytes.len() < length {
            let window = self.stream.peek(1)?;
            let count = window.len().min(length - bytes.len());
            if count == 0 {
                break;
            }
            // A length that is not true shall not take memory before there are bytes.
            bytes.reserve((length - bytes.len()).min(bytes.len().max(count)));
            bytes.extend_from_slice(&window[..count]);
            self.stream.consume(count);
        }
        Ok(bytes)
    }

    /// What follows a record is its member's end, with a sum that is right, or the empty lines that end it, or another
    /// record, where a writer has left those out.
    fn check_end(&mut self, missing: u64) -> Result<(), Trouble> {
        if missing > 0 {
            return Err(Trouble::Text(format!("the record ends {missing} bytes early")));
        }
        let next = self.stream.peek(MAGIC.len().max(END.len()))?;
        if !(next.is_empty() || next.starts_with(END) || next.starts_with(MAGIC) || is_blank(next)) {
            return Err(Trouble::Text("the record's length is wrong".to_owned()));
        }
        // Only the end of the member tells whether its sum is right.
        loop {
            let window = self.stream.peek(1)?;
            let blank = window.iter().take_while(|byte| matches!(byte, b'\r' | b'\n')).count();
            if blank == 0 {
                return Ok(());
            }
            self.stream.consume(blank);
        }
    }

    /// Goes to the next record after damage, or to the end of the file.
    fn find_record(&mut self, lost: Lost) -> Result<(), io::Error> {
        let mut found = match lost {
            Lost::Start(from) => self.go_back(from).and_then(|_| self.scan(false)),
            Lost::Block(from) => self.go_back(from).and_then(|is_back| self.scan(is_back)),
            Lost::Member => self.find_member(),
        };
        loop {
            match found {
                Ok(()) => return Ok(()),
                Err(Failure::Broken(error)) => return Err(error),
                Err(Failure::Damaged(_)) => found = self.find_member(),
            }
        }
    }

    /// Goes back in a plain file, unless too much has been read twice already; whether it did.
    fn go_back(&mut self, to: Position) -> Result<bool, Failure> {
        let here = self.stream.position().offset;
        self.reread += here.saturating_sub(to.offset);
        Ok(self.reread <= here + REREAD && self.stream.seek(to)?)
    }

    /// Goes to the next gzip member that can be unpacked and begins as records do, or to the end.
    fn find_member(&mut self) -> Result<(), Failure> {
        while self.stream.recover()? {
            match self.stream.peek(VERSIONED.len()) {
                Ok(window) if window.starts_with(VERSIONED) => break,
                Ok(_) | Err(Failure::Damaged(_)) => {}
                Err(error) => return Err(error),
            }
        }
        Ok(())
    }

    /// Goes behind the next line feed; `false` when the member ends before.
    fn skip_line(&mut self) -> Result<bool, Failure> {
        loop {
            let window = self.stream.peek(1)?;
            let length = window.len();
            let feed = window.iter().position(|byte| *byte == b'\n');
            self.stream.consume(feed.map_or(length, |at| at + 1));
            if feed.is_some() || length == 0 {
                return Ok(feed.is_some());
            }
        }
    }

    /// Goes to the next line that begins as records do, in this member or a later one, or to the end.
    fn scan(&mut self, mut is_line_start: bool) -> Result<(), Failure> {
        loop {
            if is_line_start && self.stream.peek(VERSIONED.len())?.starts_with(VERSIONED) {
                return Ok(());
            }
            is_line_start = self.skip_line()?;
            if !is_line_start {
                if !self.stream.next_member()? {
                    return Ok(());
                }
                is_line_start = true;
            }
        }
    }
}

/// Whether these are the last bytes of a member, and empty lines.
fn is_blank(bytes: &[u8]) -> bool {
    bytes.len() < END.len() && bytes.iter().all(|byte| matches!(byte, b'\r' | b'\n'))
}
