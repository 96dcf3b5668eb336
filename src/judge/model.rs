//! The file of fitted weights.
//!
//! Little-endian, one part after the other, nothing between them:
//!
//! | bytes | what |
//! |---|---|
//! | 7, 1 | `bodytxt`, version of this layout |
//! | 8 | checksum of all that follows: FNV-1a, 64 bits |
//! | 8 | fingerprint of the evidence columns: FNV-1a of their names, each with a line feed |
//! | 4, 4 | number of class and id tokens, unit of their weights as f32 |
//! | 6 a token | hash, weight on near containers and on any, i8 in units |
//! | 4 + n, twice | length of the trees for HTML, and for text, and the trees; see [`super::forest`] |
//! | 40, twice | calibration of the confidence for HTML, and for text: 10 f32; see [`super::confidence`] |

use std::sync::{Arc, LazyLock};

use super::{Calibration, Forest};
use crate::error::Error;
use crate::evidence::names::NameWeights;
use crate::evidence::{WIDTH, column_names};

/// First bytes of a model file.
const MAGIC: &[u8; 7] = b"bodytxt";
/// Version of the layout. It changes with every change of this file's table, of the trees' form and of the signs that a
/// confidence is made of.
const VERSION: u8 = 3;
/// Bytes before those that the checksum covers.
const HEAD: usize = MAGIC.len() + 1 + 8;
/// Largest unit of the token weights, log-odds; the fitted ones are below 0.1.
const MAX_UNIT: f32 = 100.0;

/// The weights that ship with the crate.
static BUILT_IN: LazyLock<Model> = LazyLock::new(|| Model::shipped().expect("the shipped model is tested to load"));

/// Fitted weights: class and id tokens, and what is for HTML and for plain text.
#[derive(Debug, Clone)]
pub(crate) struct Model {
    pub names: Arc<NameWeights>,
    pub html: Arc<Weights>,
    pub text: Arc<Weights>,
}

/// What is fitted for one kind of input.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Weights {
    pub forest: Forest,
    pub calibration: Calibration,
}

impl Model {
    /// The weights that ship with the crate.
    pub(crate) fn built_in() -> Model {
        BUILT_IN.clone()
    }

    /// Reads the file that ships with the crate. It fails only where columns were changed and not yet fitted.
    pub(crate) fn shipped() -> Result<Model, Error> {
        Model::from_bytes(include_bytes!("../../model/bodytext.model"))
    }

    /// Reads a model file.
    pub(crate) fn from_bytes(bytes: &[u8]) -> Result<Model, Error> {
        let [version] = *start(bytes, MAGIC).ok_or(Error::NotAModel)?;
        if version != VERSION {
            return Err(Error::ModelVersion { found: version, expected: VERSION });
        }
        let mut reader = Reader { rest: &bytes[MAGIC.len() + 1..] };
        if reader.array()? != fnv(&[bytes.get(HEAD..).unwrap_or_default()]).to_le_bytes() {
            return Err(damaged("its checksum is wrong"));
        }
        if reader.array()? != fingerprint().to_le_bytes() {
            return Err(Error::ModelColumns);
        }
        let names = read_names(&mut reader)?;
        let [html, text] = [read_forest(&mut reader)?, read_forest(&mut reader)?];
        let [of_html, of_text] = [read_calibration(&mut reader)?, read_calibration(&mut reader)?];
        if !reader.rest.is_empty() {
            return Err(damaged("bytes after the end"));
        }
        let weights = |forest, calibration| Arc::new(Weights { forest, calibration });
        Ok(Model {
            names: Arc::new(NameWeights::new(&names)),
            html: weights(html, of_html),
            text: weights(text, of_text),
        })
    }
}

/// Writes a model file: token weights (token, near, any), then what is for HTML and for text.
#[cfg(any(test, feature = "eval"))]
pub(crate) fn to_bytes(names: &[(u32, f32, f32)], html: &Weights, text: &Weights) -> Vec<u8> {
    let mut out = fingerprint().to_le_bytes().to_vec();
    let largest = names.iter().flat_map(|(_, near, any)| [near.abs(), any.abs()]).fold(f32::MIN_POSITIVE, f32::max);
    let unit = largest / 127.0;
    out.extend((names.len() as u32).to_le_bytes());
    out.extend(unit.to_le_bytes());
    for (token, near, any) in names {
        out.extend(token.to_le_bytes());
        out.extend([(near / unit).round() as i8 as u8, (any / unit).round() as i8 as u8]);
    }
    for weights in [html, text] {
        let bytes = weights.forest.to_bytes();
        out.extend((bytes.len() as u32).to_le_bytes());
        out.extend(bytes);
    }
    for weights in [html, text] {
        out.extend(weights.calibration.0.iter().flat_map(|weight| weight.to_le_bytes()));
    }
    with_head(&out)
}

/// The file of these parts: magic, version and checksum before them.
#[cfg(any(test, feature = "eval"))]
fn with_head(parts: &[u8]) -> Vec<u8> {
    [&MAGIC[..], &[VERSION], &fnv(&[parts]).to_le_bytes(), parts].concat()
}

/// What follows a prefix.
fn start<'a, const N: usize>(bytes: &'a [u8], prefix: &[u8]) -> Option<&'a [u8; N]> {
    bytes.strip_prefix(prefix)?.first_chunk()
}

/// A number for the columns that the trees were fitted on: their names in order.
fn fingerprint() -> u64 {
    let names = column_names();
    fnv(&names.iter().flat_map(|name| [name.as_bytes(), b"\n"]).collect::<Vec<_>>())
}

/// FNV-1a, 64 bits (Fowler, Noll and Vo): any single changed byte changes it.
pub(crate) fn fnv(parts: &[&[u8]]) -> u64 {
    let bytes = parts.iter().flat_map(|part| part.iter());
    bytes.fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3))
}

struct Reader<'a> {
    rest: &'a [u8],
}

impl<'a> Reader<'a> {
    fn take(&mut self, count: usize) -> Result<&'a [u8], Error> {
        let (head, rest) = self.rest.split_at_checked(count).ok_or_else(|| damaged("cut short"))?;
        self.rest = rest;
        Ok(head)
    }

    fn array<const N: usize>(&mut self) -> Result<[u8; N], Error> {
        let (head, rest) = self.rest.split_first_chunk().ok_or_else(|| damaged("cut short"))?;
        self.rest = rest;
        Ok(*head)
    }
}

fn read_names(reader: &mut Reader<'_>) -> Result<Vec<(u32, f32, f32)>, Error> {
    let count = u32::from_le_bytes(reader.array()?) as usize;
    let unit = f32::from_le_bytes(reader.array()?);
    if unit.is_nan() || unit.abs() > MAX_UNIT {
        return Err(damaged("the unit of the token weights is out of range"));
    }
    let rows = reader.take(count.checked_mul(6).ok_or_else(|| damaged("too many tokens"))?)?;
    let weight = |byte: u8| f32::from(byte as i8) * unit;
    let row = |row: &[u8]| (u32::from_le_bytes([row[0], row[1], row[2], row[3]]), weight(row[4]), weight(row[5]));
    Ok(rows.chunks_exact(6).map(row).collect())
}

fn read_forest(reader: &mut Reader<'_>) -> Result<Forest, Error> {
    let len = u32::from_le_bytes(reader.array()?) as usize;
    let forest = Forest::from_bytes(reader.take(len)?).map_err(|error| damaged(&error.to_string()))?;
    if forest.features() != WIDTH {
        return Err(damaged(&format!("trees over {} columns instead of {WIDTH}", forest.features())));
    }
    Ok(forest)
}

fn read_calibration(reader: &mut Reader<'_>) -> Result<Calibration, Error> {
    let mut calibration = Calibration::default();
    for weight in &mut calibration.0 {
        *weight = f32::from_le_bytes(reader.array()?);
    }
    if !calibration.0.iter().all(|weight| weight.is_finite()) {
        return Err(damaged("the calibration holds something that is no number"));
    }
    Ok(calibration)
}

fn damaged(message: &str) -> Error {
    Error::ModelDamaged { message: message.to_owned() }
}

#[cfg(test)]
#[path = "model_tests.rs"]
mod tests;
