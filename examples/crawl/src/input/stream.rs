//! A file's content, unpacked where it is gzip, member by member.

use std::io::{self, BufRead, Read};

use flate2::bufread::GzDecoder;
use serde::{Deserialize, Serialize};

use super::source::Source;

/// First bytes of a gzip member: the magic number, and deflate as the method.
const GZIP: [u8; 3] = [0x1f, 0x8b, 8];
/// Bytes from which on it pays to seek.
const SEEK_FROM: u64 = WINDOW as u64;
/// What plain WARC data begins with.
const PLAIN_WARC: &[u8] = b"WARC/";
/// Flags of a gzip member that no writer sets.
const RESERVED: u8 = 0xe0;
/// Unpacked bytes that are held at once.
const WINDOW: usize = 256 << 10;

/// A place in an input from which reading can go on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Position {
    /// Byte in the file; of gzip data, the first byte of the member.
    pub offset: u64,
    /// Unpacked bytes of the member before the place.
    pub inside: u64,
}

/// Why a stream cannot be read on.
#[derive(Debug)]
pub enum Failure {
    /// The gzip member is damaged; [`Stream::recover`] finds the next one.
    Damaged(String),
    /// The file cannot be read.
    Broken(io::Error),
}

/// A plain file, which counts as one member, or the members of a gzip file.
pub struct Stream {
    decoder: Decoder,
    window: Box<[u8]>,
    start: usize,
    end: usize,
    /// Where the member begins.
    member: u64,
    /// Bytes of the member before the window.
    base: u64,
}

enum Decoder {
    Plain(Source),
    Gzip(Box<GzDecoder<Source>>),
    /// Between two members.
    Idle(Source),
    /// While one becomes another.
    None,
}

impl Stream {
    /// The stream from its beginning. A file that is gzip by its name is so with a damaged beginning, too.
    pub fn open(mut source: Source, named_gzip: bool) -> Result<Self, Failure> {
        let head = source.peek(PLAIN_WARC.len()).map_err(Failure::Broken)?;
        let is_plain = head.starts_with(PLAIN_WARC) || head.starts_with(b"{");
        let is_gzip = head.starts_with(&GZIP) || (named_gzip && !is_plain);
        let decoder = if is_gzip { Decoder::Idle(source) } else { Decoder::Plain(source) };
        let window = vec![0; WINDOW].into_boxed_slice();
        Ok(Stream { decoder, window, start: 0, end: 0, member: 0, base: 0 })
    }

    /// Goes on to a place where reading stopped before.
    pub fn go_to(&mut self, to: Position) -> Result<(), Failure> {
        let here = self.position();
        if here.offset == to.offset || matches!(self.decoder, Decoder::Plain(_)) {
            let ahead = (to.offset + to.inside).saturating_sub(here.offset + here.inside);
            if to.inside > 0 && matches!(self.decoder, Decoder::Idle(_)) {
                self.next_member()?;
            }
            self.skip(ahead)?;
            return Ok(());
        }
        let Some(mut source) = self.take_packed() else { return Ok(()) };
        source.seek(to.offset).map_err(Failure::Broken)?;
        self.begin(to.offset);
        self.decoder = Decoder::Idle(source);
        if to.inside > 0 {
            self.next_member()?;
            self.skip(to.inside)?;
        }
        Ok(())
    }

    /// Where the next byte is.
    pub fn position(&self) -> Position {
        let (member, at) = self.unpacked();
        match self.decoder {
            Decoder::Plain(_) => Position { offset: at, inside: 0 },
            _ => Position { offset: member, inside: at },
        }
    }

    /// Where the member begins, and the next byte in what it unpacks to; a plain file is a member.
    pub fn unpacked(&self) -> (u64, u64) {
        (self.member, self.base + self.start as u64)
    }

    /// Bytes of the file that have been read, for the progress bar.
    pub fn consumed(&self) -> u64 {
        match &self.decoder {
            Decoder::Plain(_) | Decoder::None => self.base + self.start as u64,
            Decoder::Gzip(decoder) => decoder.get_ref().offset(),
            Decoder::Idle(source) => source.offset(),
        }
    }

    /// The next bytes of the member, fewer than asked for (a window at most) only at its end.
    pub fn peek(&mut self, count: usize) -> Result<&[u8], Failure> {
        if self.end - self.start < count {
            self.window.copy_within(self.start..self.end, 0);
            self.base += self.start as u64;
            (self.start, self.end) = (0, self.end - self.start);
        }
        while self.end - self.start < count.min(WINDOW) {
            let space = &mut self.window[self.end..];
            let read = match &mut self.decoder {
                Decoder::Plain(source) => source.read(space).map_err(Failure::Broken)?,
                Decoder::Gzip(decoder) => decoder.read(space).map_err(failure)?,
                Decoder::Idle(_) | Decoder::None => 0,
            };
            if read == 0 {
                break;
            }
            self.end += read;
        }
        Ok(&self.window[self.start..self.end])
    }

    /// The next bytes, of the next member when this one has ended.
    pub fn peek_inside(&mut self, count: usize) -> Result<&[u8], Failure> {
        if self.peek(1)?.is_empty() {
            self.next_member()?;
        }
        self.peek(count)
    }

    /// Reads all that is left; `false` when that is more than the limit.
    pub fn read_all(&mut self, into: &mut Vec<u8>, limit: u64) -> Result<bool, Failure> {
        loop {
            let window = self.peek(1)?;
            let count = window.len();
            into.extend_from_slice(window);
            self.consume(count);
            if into.len() as u64 > limit {
                return Ok(false);
            }
            if count == 0 && !self.next_member()? {
                return Ok(true);
            }
        }
    }

    pub fn consume(&mut self, count: usize) {
        self.start = (self.start + count).min(self.end);
    }

    /// Skips bytes of the member; the number that were not there.
    pub fn skip(&mut self, mut count: u64) -> Result<u64, Failure> {
        // The count is what a record says of itself.
        let to = self.position().offset.saturating_add(count);
        if count > SEEK_FROM && self.seek(Position { offset: to, inside: 0 })? {
            return Ok(to - self.position().offset);
        }
        while count > 0 {
            let here = self.peek(1)?.len();
            if here == 0 {
                break;
            }
            let step = (here as u64).min(count);
            self.consume(step as usize);
            count -= step;
        }
        Ok(count)
    }

    /// Goes to the next member, over zeros between them; `false` at the end of the file.
    pub fn next_member(&mut self) -> Result<bool, Failure> {
        let Some(mut source) = self.take_packed() else { return Ok(false) };
        let opened = skip_padding(&mut source);
        self.begin(source.offset());
        match opened {
            Ok(true) => self.decoder = Decoder::Gzip(Box::new(GzDecoder::new(source))),
            _ => self.decoder = Decoder::Idle(source),
        }
        opened
    }

    /// After damage: goes to the next gzip member, `false` at the end of the file. Where the bytes are gone, as those of
    /// standard input, the search goes on from where the damage was noticed.
    pub fn recover(&mut self) -> Result<bool, Failure> {
        let Some(mut source) = self.take_packed() else { return Ok(false) };
        let found = source.seek(self.member + 1).map_err(Failure::Broken).and_then(|_| find_member(&mut source));
        self.begin(source.offset());
        match found {
            Ok(true) => self.decoder = Decoder::Gzip(Box::new(GzDecoder::new(source))),
            _ => self.decoder = Decoder::Idle(source),
        }
        found
    }

    /// Goes to a place in a plain file, or to the end if that comes before; `false` when that cannot be done.
    pub fn seek(&mut self, to: Position) -> Result<bool, Failure> {
        let Decoder::Plain(source) = &mut self.decoder else { return Ok(false) };
        let done = source.seek(to.offset).map_err(Failure::Broken)?;
        if done {
            (self.base, self.start, self.end) = (source.offset(), 0, 0);
        }
        Ok(done)
    }

    /// The file of packed data, in the middle of which another decoder can begin.
    fn take_packed(&mut self) -> Option<Source> {
        match std::mem::replace(&mut self.decoder, Decoder::None) {
            Decoder::Gzip(decoder) => Some(decoder.into_inner()),
            Decoder::Idle(source) => Some(source),
            other => {
                self.decoder = other;
                None
            }
        }
    }

    fn begin(&mut self, member: u64) {
        (self.member, self.base, self.start, self.end) = (member, 0, 0, 0);
    }
}

/// Goes to the first byte of the next member: `false` at the end.
fn skip_padding(source: &mut Source) -> Result<bool, Failure> {
    loop {
        let window = source.fill_buf().map_err(Failure::Broken)?;
        if window.is_empty() {
            return Ok(false);
        }
        let zeros = window.iter().take_while(|byte| **byte == 0).count();
        if zeros < window.len() {
            source.consume(zeros);
            break;
        }
        source.consume(zeros);
    }
    match source.peek(GZIP.len()).map_err(Failure::Broken)?.starts_with(&GZIP) {
        true => Ok(true),
        false => Err(Failure::Damaged("no gzip data here".to_owned())),
    }
}

/// Goes to the next bytes that look like the beginning of a member.
fn find_member(source: &mut Source) -> Result<bool, Failure> {
    loop {
        let window = source.peek(GZIP.len() + 1).map_err(Failure::Broken)?;
        if window.len() <= GZIP.len() {
            let rest = window.len();
            source.consume(rest);
            return Ok(false);
        }
        let is_member = |bytes: &[u8]| bytes.starts_with(&GZIP) && bytes[GZIP.len()] & RESERVED == 0;
        match window.windows(GZIP.len() + 1).position(is_member) {
            Some(at) => {
                source.consume(at);
                return Ok(true);
            }
            None => {
                let known = window.len() - GZIP.len();
                source.consume(known);
            }
        }
    }
}

/// A decoder's error: the system's own have a number.
fn failure(error: io::Error) -> Failure {
    match error.raw_os_error() {
        Some(_) => Failure::Broken(error),
        None => Failure::Damaged(format!("bad gzip data: {error}")),
    }
}
