//! Lines of NDJSON files.

use std::io;

use super::stream::{Failure, Position, Stream};
use super::{Event, Found, Record, RecordKind};

pub struct Lines {
    stream: Stream,
    /// Bytes of a line, at most.
    limit: u64,
}

impl Lines {
    pub fn new(stream: Stream, limit: u64) -> Self {
        Lines { stream, limit }
    }

    pub fn stream(&self) -> &Stream {
        &self.stream
    }

    /// The next line that is not empty, or the damage that stands in its place; `None` at the end.
    pub fn next(&mut self) -> io::Result<Option<Event>> {
        loop {
            let mut at = self.stream.position();
            let mut bytes = Vec::new();
            let found = match self.line(&mut at, &mut bytes) {
                Ok(0) => return Ok(None),
                Ok(length) if length > self.limit => Found::TooLarge,
                Ok(_) if bytes.trim_ascii().is_empty() => continue,
                Ok(_) => Found::Record(Record { kind: RecordKind::Json, id: None, url: None, date: None, bytes }),
                Err(Failure::Broken(error)) => return Err(error),
                Err(Failure::Damaged(why)) => {
                    self.find_line()?;
                    Found::Damaged(why)
                }
            };
            return Ok(Some(Event { at, next: self.stream.position(), found }));
        }
    }

    /// Reads a line, from member to member; its length, of which no more than the limit is in `bytes`.
    fn line(&mut self, at: &mut Position, bytes: &mut Vec<u8>) -> Result<u64, Failure> {
        let mut length = 0_u64;
        loop {
            let window = self.stream.peek(1)?;
            if window.is_empty() {
                if !self.stream.next_member()? {
                    return Ok(length);
                }
                if length == 0 {
                    *at = self.stream.position();
                }
                continue;
            }
            let feed = window.iter().position(|byte| *byte == b'\n');
            let part = &window[..feed.map_or(window.len(), |at| at + 1)];
            let count = part.len();
            let space = self.limit.saturating_sub(length);
            bytes.extend_from_slice(&part[..count.min(space as usize)]);
            length += count as u64;
            self.stream.consume(count);
            if feed.is_some() {
                return Ok(length);
            }
        }
    }

    /// After damage: goes to the next member that can be unpacked. It is taken to begin with a line, as members do that
    /// were written apart; where it does not, its first line is damaged, too.
    fn find_line(&mut self) -> io::Result<()> {
        loop {
            let found = self.stream.recover().and_then(|_| self.stream.peek(1).map(|_| ()));
            match found {
                Ok(()) => return Ok(()),
                Err(Failure::Broken(error)) => return Err(error),
                Err(Failure::Damaged(_)) => {}
            }
        }
    }
}
