//! What the sources gave, before anything is chosen.

use std::collections::HashMap;

use super::Source;

/// Candidates of one field and one rank that are kept: a page that has more says nothing new with them.
const MAX_EQUAL: usize = 256;
/// Candidates of one field that are looked at.
const MAX_CANDIDATES: usize = 1000;

/// A field of the metadata.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Field {
    Title,
    Subtitle,
    Authors,
    Published,
    Modified,
    SiteName,
    Url,
    Language,
    Description,
    Image,
    Tags,
    Section,
    Licence,
    /// `false` or `locked`: one has to pay.
    Free,
    Comments,
}

/// A candidate; several values of one place are one candidate.
#[derive(Debug, Clone)]
pub(super) struct Candidate {
    pub field: Field,
    pub source: Source,
    /// Lower is better; equal ones keep their order.
    pub rank: u8,
    pub values: Vec<String>,
}

/// All candidates.
#[derive(Debug, Default)]
pub(super) struct Found {
    all: Vec<Candidate>,
    /// How many there are of each field and rank.
    counts: HashMap<(Field, u8), usize>,
}

impl Found {
    /// Adds a value unless it is empty.
    pub(super) fn add(&mut self, field: Field, source: Source, rank: u8, value: &str) {
        if self.is_full(field, rank) {
            return;
        }
        let value = super::clean::plain(value);
        if !value.is_empty() {
            self.push(Candidate { field, source, rank, values: vec![value] });
        }
    }

    /// Adds values that belong together; joined to an earlier candidate of the same place.
    pub(super) fn add_to_list(&mut self, field: Field, source: Source, rank: u8, value: &str) {
        /// Values beyond these are no tags or authors but a database.
        const MAX_VALUES: usize = 64;
        let value = super::clean::plain(value);
        let is_full = self.is_full(field, rank);
        let same = |c: &&mut Candidate| c.field == field && c.source == source && c.rank == rank;
        match self.all.iter_mut().rev().take(64).find(same) {
            _ if value.is_empty() => {}
            Some(candidate) if candidate.values.len() < MAX_VALUES => candidate.values.push(value),
            Some(_) => {}
            None if is_full => {}
            None => self.push(Candidate { field, source, rank, values: vec![value] }),
        }
    }

    fn is_full(&self, field: Field, rank: u8) -> bool {
        self.counts.get(&(field, rank)).is_some_and(|count| *count >= MAX_EQUAL)
    }

    fn push(&mut self, candidate: Candidate) {
        *self.counts.entry((candidate.field, candidate.rank)).or_default() += 1;
        self.all.push(candidate);
    }

    /// The candidates of a field, best first.
    pub(super) fn of(&self, field: Field) -> Vec<&Candidate> {
        let mut candidates: Vec<&Candidate> = self.all.iter().filter(|c| c.field == field).collect();
        candidates.sort_by_key(|candidate| candidate.rank);
        candidates.truncate(MAX_CANDIDATES);
        candidates
    }
}
