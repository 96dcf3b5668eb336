//! What became of the records of a run.

use std::collections::BTreeMap;
use std::fmt;

use serde::{Deserialize, Serialize};

use crate::clean::Times;

/// Damaged records that are named one by one.
const NAMED: usize = 100;

/// Counts of a run. Every record is in `rows`, `skipped`, or `damaged`.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct Summary {
    /// Inputs that were read to their end, and those that could not be.
    pub inputs: u64,
    pub failed: Vec<String>,
    /// Unpacked bytes of all records.
    pub bytes: u64,
    pub records: u64,
    pub rows: u64,
    /// Words of the rows' texts.
    pub words: u64,
    /// Records without a row, by reason.
    pub skipped: BTreeMap<String, u64>,
    pub damaged: u64,
    /// The first damaged records.
    pub damage: Vec<Damage>,
    /// Rows by outcome and by the language that they are written in, and their blocks by label.
    pub outcomes: BTreeMap<String, u64>,
    pub languages: BTreeMap<String, u64>,
    pub labels: BTreeMap<String, u64>,
    pub seconds: Seconds,
}

/// A place at which a record cannot be read.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Damage {
    pub file: String,
    pub offset: u64,
    pub inside: u64,
    pub why: String,
}

/// Seconds of work, added up over the threads; `elapsed` is what passed on the clock.
#[derive(Debug, Clone, Copy, Default, Serialize, Deserialize)]
pub struct Seconds {
    /// Reading files and unpacking them, HTTP encodings, JSON.
    pub reading: f64,
    /// From a page to its article, and the article's views.
    pub cleaning: f64,
    /// Digests, bands, and looking them up.
    pub comparing: f64,
    /// Making NDJSON and Parquet, and waiting for the disk.
    pub writing: f64,
    pub elapsed: f64,
}

impl Seconds {
    pub fn add(&mut self, times: &Times) {
        self.reading += times.reading.as_secs_f64();
        self.cleaning += times.cleaning.as_secs_f64();
        self.comparing += times.comparing.as_secs_f64();
        self.writing += times.writing.as_secs_f64();
    }
}

impl Summary {
    pub fn skip(&mut self, reason: String) {
        *self.skipped.entry(reason).or_default() += 1;
    }

    pub fn add_damage(&mut self, damage: Damage) {
        self.damaged += 1;
        if self.damage.len() < NAMED {
            self.damage.push(damage);
        }
    }

    /// Whether all went well.
    pub fn is_clean(&self) -> bool {
        self.failed.is_empty() && self.damaged == 0
    }
}

impl fmt::Display for Damage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.inside {
            0 => write!(f, "{}: byte {}: {}", self.file, self.offset, self.why),
            inside => write!(f, "{}: byte {}, {inside} bytes unpacked: {}", self.file, self.offset, self.why),
        }
    }
}

impl fmt::Display for Summary {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Seconds { reading, cleaning, comparing, writing, elapsed } = self.seconds;
        writeln!(f, "{} records, {} rows, {} words in {elapsed:.1} s", self.records, self.rows, self.words)?;
        let sums = [("outcomes", &self.outcomes), ("languages", &self.languages), ("labels", &self.labels)];
        for (name, counts) in sums.into_iter().chain([("skipped", &self.skipped)]) {
            let mut counts: Vec<_> = counts.iter().map(|(name, count)| (*count, name)).collect();
            counts.sort_by(|a, b| b.0.cmp(&a.0).then(a.1.cmp(b.1)));
            let counts: Vec<String> = counts.into_iter().map(|(count, name)| format!("{name} {count}")).collect();
            writeln!(f, "{name:>10}: {}", if counts.is_empty() { "none".to_owned() } else { counts.join(", ") })?;
        }
        writeln!(f, "   damaged: {}", self.damaged)?;
        write!(
            f,
            "   seconds: reading {reading:.1}, cleaning {cleaning:.1}, comparing {comparing:.1}, writing {writing:.1}"
        )
    }
}
