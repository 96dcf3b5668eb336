//! The file of fitted weights.

use std::sync::{Arc, LazyLock};

use super::Forest;
use crate::error::Error;
use crate::evidence::WIDTH;
use crate::evidence::names::NameWeights;

/// First bytes of a model file, with the version of its layout.
const MAGIC: &[u8; 8] = b"bodytxt\x01";

/// The weights that ship with the crate.
static BUILT_IN: LazyLock<Model> = LazyLock::new(|| {
    Model::from_bytes(include_bytes!("../../model/bodytext.model")).expect("the shipped model is tested to load")
});

/// Fitted weights: class and id tokens, trees for HTML, trees for plain text.
#[derive(Debug, Clone)]
pub(crate) struct Model {
    pub names: Arc<NameWeights>,
    pub html: Arc<Forest>,
    pub text: Arc<Forest>,
}

impl Model {
    /// The weights that ship with the crate.
    pub(crate) fn built_in() -> Model {
        BUILT_IN.clone()
    }

    /// Reads a model file.
    pub(crate) fn from_bytes(bytes: &[u8]) -> Result<Model, Error> {
        let mut reader = Reader { rest: bytes };
        if reader.take(MAGIC.len())? != MAGIC {
            return Err(bad("no model file of this version"));
        }
        let names = read_names(&mut reader)?;
        let html = read_forest(&mut reader)?;
        let text = read_forest(&mut reader)?;
        if !reader.rest.is_empty() {
            return Err(bad("bytes after the end"));
        }
        Ok(Model { names: Arc::new(NameWeights::new(&names)), html: Arc::new(html), text: Arc::new(text) })
    }
}

/// Writes a model file: token weights (token, near, any), then the trees.
#[cfg_attr(not(any(test, feature = "eval")), allow(dead_code))]
pub(crate) fn to_bytes(names: &[(u32, f32, f32)], html: &Forest, text: &Forest) -> Vec<u8> {
    let mut out = MAGIC.to_vec();
    let largest = names.iter().flat_map(|(_, near, any)| [near.abs(), any.abs()]).fold(f32::MIN_POSITIVE, f32::max);
    let scale = largest / 127.0;
    out.extend((names.len() as u32).to_le_bytes());
    out.extend(scale.to_le_bytes());
    for (token, near, any) in names {
        out.extend(token.to_le_bytes());
        out.extend([(near / scale).round() as i8 as u8, (any / scale).round() as i8 as u8]);
    }
    for forest in [html, text] {
        let bytes = forest.to_bytes();
        out.extend((bytes.len() as u32).to_le_bytes());
        out.extend(bytes);
    }
    out
}

struct Reader<'a> {
    rest: &'a [u8],
}

impl<'a> Reader<'a> {
    fn take(&mut self, count: usize) -> Result<&'a [u8], Error> {
        let (head, rest) = self.rest.split_at_checked(count).ok_or_else(|| bad("cut short"))?;
        self.rest = rest;
        Ok(head)
    }

    fn word(&mut self) -> Result<[u8; 4], Error> {
        let bytes = self.take(4)?;
        Ok([bytes[0], bytes[1], bytes[2], bytes[3]])
    }
}

fn read_names(reader: &mut Reader<'_>) -> Result<Vec<(u32, f32, f32)>, Error> {
    let count = u32::from_le_bytes(reader.word()?) as usize;
    let scale = f32::from_le_bytes(reader.word()?);
    if !scale.is_finite() {
        return Err(bad("the scale of the token weights is no number"));
    }
    let rows = reader.take(count.checked_mul(6).ok_or_else(|| bad("too many tokens"))?)?;
    let weight = |byte: u8| f32::from(byte as i8) * scale;
    let row = |row: &[u8]| (u32::from_le_bytes([row[0], row[1], row[2], row[3]]), weight(row[4]), weight(row[5]));
    Ok(rows.chunks_exact(6).map(row).collect())
}

fn read_forest(reader: &mut Reader<'_>) -> Result<Forest, Error> {
    let len = u32::from_le_bytes(reader.word()?) as usize;
    let forest = Forest::from_bytes(reader.take(len)?).map_err(|error| bad(&error.to_string()))?;
    if forest.features() != WIDTH {
        return Err(bad(&format!("trees over {} columns, this version measures {WIDTH}", forest.features())));
    }
    Ok(forest)
}

fn bad(message: &str) -> Error {
    Error::Model { message: message.to_owned() }
}
