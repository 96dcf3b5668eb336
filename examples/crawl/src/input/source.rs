//! The bytes of a file or of standard input, with their offsets.

use std::fs::File;
use std::io::{self, BufRead, Read, Seek, SeekFrom, stdin};
use std::path::Path;

/// Bytes that are read at once.
const WINDOW: usize = 256 << 10;

/// A file or standard input, which knows where it is.
pub struct Source {
    origin: Origin,
    window: Box<[u8]>,
    /// What is left of the window.
    start: usize,
    end: usize,
    /// Offset of the window's first byte.
    base: u64,
}

enum Origin {
    File(File),
    /// Standard input, or a pipe by its name.
    Stream(Box<dyn Read + Send>),
}

impl Source {
    pub fn file(path: &Path) -> io::Result<Self> {
        let file = File::open(path)?;
        Ok(Self::new(match file.metadata()?.is_file() {
            true => Origin::File(file),
            false => Origin::Stream(Box::new(file)),
        }))
    }

    pub fn stdin() -> Self {
        Self::new(Origin::Stream(Box::new(stdin())))
    }

    fn new(origin: Origin) -> Self {
        Source { origin, window: vec![0; WINDOW].into_boxed_slice(), start: 0, end: 0, base: 0 }
    }

    /// Offset of the next byte.
    pub fn offset(&self) -> u64 {
        self.base + self.start as u64
    }

    /// Goes to an offset, or to the end if that comes before; `false` when that lies behind and the bytes are gone, as those of a stream are.
    pub fn seek(&mut self, offset: u64) -> io::Result<bool> {
        if let Some(start) = offset.checked_sub(self.base)
            && start <= self.end as u64
        {
            self.start = start as usize;
            return Ok(true);
        }
        if let Origin::File(file) = &mut self.origin {
            let offset = offset.min(file.metadata()?.len());
            (self.base, self.start, self.end) = (file.seek(SeekFrom::Start(offset))?, 0, 0);
            return Ok(true);
        }
        while self.offset() < offset {
            let length = self.fill_buf()?.len();
            if length == 0 {
                break;
            }
            self.consume(length.min((offset - self.offset()) as usize));
        }
        Ok(self.offset() <= offset)
    }

    /// The next bytes, fewer than asked for (a window at most) only at the end.
    pub fn peek(&mut self, count: usize) -> io::Result<&[u8]> {
        if self.end - self.start < count {
            self.window.copy_within(self.start..self.end, 0);
            self.base += self.start as u64;
            (self.start, self.end) = (0, self.end - self.start);
        }
        while self.end - self.start < count.min(WINDOW) {
            let read = self.read_more()?;
            if read == 0 {
                break;
            }
        }
        Ok(&self.window[self.start..self.end])
    }

    fn read_more(&mut self) -> io::Result<usize> {
        loop {
            let space = &mut self.window[self.end..];
            let read = match &mut self.origin {
                Origin::File(file) => file.read(space),
                Origin::Stream(stream) => stream.read(space),
            };
            match read {
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => return Err(error),
                Ok(count) => {
                    self.end += count;
                    return Ok(count);
                }
            }
        }
    }
}

impl BufRead for Source {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        self.peek(1)
    }

    fn consume(&mut self, count: usize) {
        self.start = (self.start + count).min(self.end);
    }
}

impl Read for Source {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let mut data = self.fill_buf()?;
        let count = data.read(into)?;
        self.consume(count);
        Ok(count)
    }
}
