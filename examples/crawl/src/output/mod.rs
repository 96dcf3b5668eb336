//! Where the rows go.
//!
//! Rows for standard output are written as they come. Rows for a file grow in a folder beside it, `FILE.partial`, until
//! the run is finished:
//!
//! | file | what it is |
//! |---|---|
//! | `journal.json` | how far the run has come, see [`journal`] |
//! | `rows.ndjson` | the rows; for Parquet those of the part that is being filled |
//! | `part-000000.parquet` ... | full parts, each one row group |
//! | `seen` | what the rows are compared by, see [`seen`] |
//!
//! A step is: rows, parts and keys reach the disk, then the journal that names their lengths replaces the one before.
//! What a run wrote behind the lengths of its last journal is cut off when it is resumed.

mod journal;
mod parquet;
mod seen;

use std::fs::{self, File, OpenOptions};
use std::io::{self, BufWriter, Seek, SeekFrom, Stdout, Write, stdout};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use journal::Journal;
pub use journal::Progress;

use crate::sketch::{Seen, Sketch};

/// Rows that are worth a step by themselves, in bytes.
const STEP_BYTES: u64 = 64 << 20;
/// Names in the folder.
const ROWS: &str = "rows.ndjson";
const JOINED: &str = "joined.parquet";

/// How a file is written.
pub struct Settings {
    /// What tells this run from others.
    pub run: String,
    /// Time between two steps.
    pub step: Duration,
    /// Bytes of NDJSON that make a Parquet row group. Groups are told by rows alone, never by time, so that a run that
    /// was interrupted gives the same file.
    pub group: u64,
}

pub enum Output {
    Stdout(BufWriter<Stdout>),
    File(Box<FileOutput>),
}

/// A file that grows in a folder of its own.
pub struct FileOutput {
    folder: PathBuf,
    is_parquet: bool,
    settings: Settings,
    rows: BufWriter<File>,
    length: u64,
    /// Of rows since the last step.
    new: u64,
    stepped: Instant,
    parts: u64,
    seen: seen::File,
}

/// What there is to do.
pub enum Start {
    /// Everything from here on; what was done before, if the run is resumed.
    Run(Output, Option<(Progress, Seen)>),
    /// Nothing: the file is finished. What it took, if that was not told yet.
    Finished(Option<Progress>),
}

impl Output {
    pub fn stdout() -> Self {
        Output::Stdout(BufWriter::new(stdout()))
    }

    /// Opens a file's folder, or that of the run that was interrupted.
    pub fn open(target: &Path, settings: Settings, resume: bool) -> Result<Start, String> {
        let folder = folder(target);
        let journal = Journal::read(&folder)?;
        match (&journal, resume) {
            (Some(_), false) => {
                let folder = folder.display();
                return Err(format!("{folder}: a run was interrupted here; go on with --resume, or delete it"));
            }
            (Some(journal), true) if journal.run != settings.run => {
                let folder = folder.display();
                return Err(format!("{folder}: not the same run: other arguments, inputs or version of crawl"));
            }
            (None, true) if target.exists() && is_empty(&folder) => return Ok(Start::Finished(None)),
            _ => {}
        }
        if journal.as_ref().is_some_and(|journal| journal.finished) {
            return Ok(Start::Finished(journal.map(|journal| journal.progress)));
        }
        let opened = FileOutput::open(target.to_owned(), folder, settings, journal.as_ref());
        let (output, seen) = opened.map_err(|error| format!("{}: {error}", target.display()))?;
        let output = Output::File(Box::new(output));
        Ok(Start::Run(output, journal.map(|journal| (journal.progress, seen))))
    }

    /// Writes a row, a line of NDJSON without its end.
    pub fn write(&mut self, line: &[u8], sketch: &Sketch) -> io::Result<()> {
        match self {
            Output::Stdout(out) => {
                out.write_all(line)?;
                out.write_all(b"\n")
            }
            Output::File(file) => file.write(line, sketch),
        }
    }

    /// Makes all that was written to a file last, when it is time to.
    pub fn step(&mut self, progress: &Progress) -> io::Result<()> {
        match self {
            Output::File(file) if file.wants_step() => file.step(progress, false),
            _ => Ok(()),
        }
    }

    /// The run has come to its end.
    pub fn finish(&mut self, progress: &Progress) -> io::Result<()> {
        match self {
            Output::Stdout(out) => out.flush(),
            Output::File(file) => file.finish(progress),
        }
    }
}

impl FileOutput {
    /// Opens what there is of a file, and the keys of its rows.
    fn open(
        target: PathBuf,
        folder: PathBuf,
        settings: Settings,
        journal: Option<&Journal>,
    ) -> io::Result<(Self, Seen)> {
        fs::create_dir_all(&folder)?;
        let (length, parts, seen) = journal.map_or((0, 0, 0), |journal| (journal.length, journal.parts, journal.seen));
        let mut rows = OpenOptions::new().write(true).create(true).truncate(false).open(folder.join(ROWS))?;
        rows.set_len(length)?;
        rows.seek(SeekFrom::Start(length))?;
        let (file, seen) = seen::File::open(&folder.join("seen"), seen)?;
        let output = FileOutput {
            is_parquet: is_parquet(&target),
            seen: file,
            folder,
            settings,
            rows: BufWriter::with_capacity(1 << 20, rows),
            length,
            new: 0,
            stepped: Instant::now(),
            parts,
        };
        Ok((output, seen))
    }

    fn write(&mut self, line: &[u8], sketch: &Sketch) -> io::Result<()> {
        self.rows.write_all(line)?;
        self.rows.write_all(b"\n")?;
        self.length += line.len() as u64 + 1;
        self.new += line.len() as u64 + 1;
        self.seen.write(sketch)
    }

    fn wants_step(&self) -> bool {
        self.is_full() || self.new >= STEP_BYTES || self.stepped.elapsed() >= self.settings.step
    }

    fn is_full(&self) -> bool {
        self.is_parquet && self.length >= self.settings.group
    }

    fn step(&mut self, progress: &Progress, is_last: bool) -> io::Result<()> {
        self.rows.flush()?;
        self.rows.get_ref().sync_data()?;
        let is_full = self.is_full() || (is_last && self.is_parquet && self.length > 0);
        if is_full {
            parquet::write_part(&self.folder.join(ROWS), &self.part(self.parts))?;
            self.parts += 1;
            self.length = 0;
        }
        self.write_journal(progress, false)?;
        if is_full {
            // Only now: the journal before this one named these rows.
            self.rows.get_ref().set_len(0)?;
            self.rows.seek(SeekFrom::Start(0))?;
        }
        (self.new, self.stepped) = (0, Instant::now());
        Ok(())
    }

    fn finish(&mut self, progress: &Progress) -> io::Result<()> {
        self.step(progress, true)?;
        if self.is_parquet {
            let parts: Vec<PathBuf> = (0..self.parts).map(|number| self.part(number)).collect();
            parquet::join(&parts, &self.folder.join(JOINED))?;
        }
        self.write_journal(progress, true)
    }

    fn write_journal(&mut self, progress: &Progress, finished: bool) -> io::Result<()> {
        let seen = self.seen.sync()?;
        let (run, progress) = (self.settings.run.clone(), progress.clone());
        Journal { run, finished, parts: self.parts, length: self.length, seen, progress }.write(&self.folder)
    }

    fn part(&self, number: u64) -> PathBuf {
        self.folder.join(format!("part-{number:06}.parquet"))
    }
}

/// Puts a finished file in its place, and takes its folder away: the journal last, since it says what is left to do.
pub fn publish(target: &Path) -> Result<(), String> {
    let folder = folder(target);
    let published = || -> io::Result<()> {
        let own = folder.join(if is_parquet(target) { JOINED } else { ROWS });
        if own.exists() {
            fs::rename(own, target)?;
            journal::sync_folder(target)?;
        }
        for entry in fs::read_dir(&folder)? {
            let path = entry?.path();
            if !path.ends_with(journal::NAME) {
                fs::remove_file(path)?;
            }
        }
        fs::remove_file(folder.join(journal::NAME))?;
        fs::remove_dir(&folder)
    };
    published().map_err(|error| format!("{}: {error}", target.display()))
}

/// The folder in which a file grows.
fn folder(target: &Path) -> PathBuf {
    let mut name = target.as_os_str().to_owned();
    name.push(".partial");
    PathBuf::from(name)
}

fn is_parquet(target: &Path) -> bool {
    target.extension().is_some_and(|ending| ending == "parquet")
}

/// Whether nothing is in a folder, or it does not exist.
fn is_empty(folder: &Path) -> bool {
    fs::read_dir(folder).map_or(true, |mut entries| entries.next().is_none())
}
