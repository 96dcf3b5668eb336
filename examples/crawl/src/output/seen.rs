//! What the rows that are written are compared by, on disk: eight bytes a key.

use std::fs::OpenOptions;
use std::io::{self, BufReader, BufWriter, Read, Seek, SeekFrom, Write};
use std::path::Path;

use crate::sketch::{Seen, Sketch};

pub struct File {
    file: BufWriter<std::fs::File>,
    length: u64,
}

impl File {
    /// Opens the file, of which so many bytes count, and reads them.
    pub fn open(path: &Path, length: u64) -> io::Result<(Self, Seen)> {
        let mut file = OpenOptions::new().read(true).write(true).create(true).truncate(false).open(path)?;
        file.set_len(length)?;
        let mut seen = Seen::default();
        let mut reader = BufReader::with_capacity(1 << 20, &file);
        let mut key = [0; size_of::<u64>()];
        for _ in 0..length / key.len() as u64 {
            reader.read_exact(&mut key)?;
            seen.add(u64::from_le_bytes(key));
        }
        file.seek(SeekFrom::Start(length))?;
        Ok((File { file: BufWriter::new(file), length }, seen))
    }

    pub fn write(&mut self, sketch: &Sketch) -> io::Result<()> {
        for key in sketch.keys() {
            self.file.write_all(&key.to_le_bytes())?;
            self.length += size_of::<u64>() as u64;
        }
        Ok(())
    }

    /// Makes all keys last; their length in bytes.
    pub fn sync(&mut self) -> io::Result<u64> {
        self.file.flush()?;
        self.file.get_ref().sync_data()?;
        Ok(self.length)
    }
}
