//! A profile as bytes.
//!
//! Little-endian, one part after the other, nothing between them:
//!
//! | bytes | what |
//! |---|---|
//! | 7, 1 | `bodysit`, version of this layout |
//! | 8 | checksum of all that follows: FNV-1a, 64 bits |
//! | 4 | number of pages |
//! | 8 a page | fingerprint of its words |
//! | 4 | number of passages |
//! | 14 a passage | hash, pages it stands on as u16, sum of the judge's opinions as i32 |
//! | 4, 14 each | the same for places |
//!
//! Each list is in ascending order of its first number.

use super::{MAX_PAGES, MAX_PASSAGES, MAX_PLACES, MOST, Record, SURE, SiteProfile, UNITS};
use crate::error::Error;
use crate::hash::Map;
use crate::judge::fnv;

/// First bytes of a profile.
const MAGIC: &[u8; 7] = b"bodysit";
/// Version of the layout. It changes with every change of the table above and of what is hashed.
const VERSION: u8 = 1;

impl SiteProfile {
    /// The profile as bytes, for [`SiteProfile::from_bytes`]. Equal profiles have equal bytes.
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut parts = (self.pages.len() as u32).to_le_bytes().to_vec();
        parts.extend(self.pages.iter().flat_map(|page| page.to_le_bytes()));
        for records in [&self.passages, &self.places] {
            let mut rows: Vec<(&u64, &Record)> = records.iter().collect();
            rows.sort_unstable_by_key(|(key, _)| **key);
            parts.extend((rows.len() as u32).to_le_bytes());
            for (key, record) in rows {
                parts.extend(key.to_le_bytes());
                parts.extend(record.pages.to_le_bytes());
                parts.extend(record.opinions.to_le_bytes());
            }
        }
        [&MAGIC[..], &[VERSION], &fnv(&[&parts]).to_le_bytes(), &parts].concat()
    }

    /// A profile from the bytes that [`SiteProfile::to_bytes`] gave.
    ///
    /// # Errors
    /// [`Error::NotAProfile`] for something else, [`Error::ProfileVersion`] for a profile of another version of the crate,
    /// [`Error::ProfileDamaged`] for one that is cut short or changed.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, Error> {
        let rest = bytes.strip_prefix(MAGIC).ok_or(Error::NotAProfile)?;
        let (version, rest) = rest.split_first().ok_or(Error::NotAProfile)?;
        if *version != VERSION {
            return Err(Error::ProfileVersion { found: *version, expected: VERSION });
        }
        let mut reader = Reader { rest };
        let checksum = reader.array()?;
        if checksum != fnv(&[reader.rest]).to_le_bytes() {
            return Err(damaged("its checksum is wrong"));
        }
        let pages = reader.pages()?;
        let passages = reader.records(&pages, MAX_PASSAGES, 0.0..=SURE)?;
        let places = reader.records(&pages, MAX_PLACES, -MOST * UNITS..=MOST * UNITS)?;
        if !reader.rest.is_empty() {
            return Err(damaged("bytes after the end"));
        }
        Ok(SiteProfile { pages: pages.into_iter().collect(), passages, places })
    }
}

struct Reader<'a> {
    rest: &'a [u8],
}

impl Reader<'_> {
    fn array<const N: usize>(&mut self) -> Result<[u8; N], Error> {
        let (head, rest) = self.rest.split_first_chunk().ok_or_else(|| damaged("cut short"))?;
        self.rest = rest;
        Ok(*head)
    }

    /// A number of rows of so many bytes, no more than there are.
    fn count(&mut self, most: usize, bytes: usize) -> Result<usize, Error> {
        let count = u32::from_le_bytes(self.array()?) as usize;
        if count > most || count > self.rest.len() / bytes {
            return Err(damaged("too many rows, or cut short"));
        }
        Ok(count)
    }

    fn pages(&mut self) -> Result<Vec<u64>, Error> {
        let count = self.count(MAX_PAGES, 8)?;
        let pages = (0..count).map(|_| Ok(u64::from_le_bytes(self.array()?))).collect::<Result<Vec<u64>, Error>>()?;
        if !pages.is_sorted_by(|a, b| a < b) {
            return Err(damaged("rows out of order"));
        }
        Ok(pages)
    }

    /// Rows that pages can have given: each has one opinion at most on each row.
    fn records(
        &mut self,
        pages: &[u64],
        most: usize,
        opinions: std::ops::RangeInclusive<f32>,
    ) -> Result<Map<u64, Record>, Error> {
        let count = self.count(most, 14)?;
        let mut records = Map::with_capacity_and_hasher(count, Default::default());
        let mut last = None;
        for _ in 0..count {
            let key = u64::from_le_bytes(self.array()?);
            let record =
                Record { pages: u16::from_le_bytes(self.array()?), opinions: i32::from_le_bytes(self.array()?) };
            if last.replace(key).is_some_and(|last| last >= key) {
                return Err(damaged("rows out of order"));
            }
            let stands = f64::from(record.pages);
            let sums = f64::from(*opinions.start()) * stands..=f64::from(*opinions.end()) * stands;
            if record.pages == 0 || usize::from(record.pages) > pages.len() || !sums.contains(&record.opinions.into()) {
                return Err(damaged("a row that no pages can have given"));
            }
            records.insert(key, record);
        }
        Ok(records)
    }
}

fn damaged(message: &str) -> Error {
    Error::ProfileDamaged { message: message.to_owned() }
}
