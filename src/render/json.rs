//! An article as data.

use serde::ser::{Serialize, SerializeStruct, Serializer};

use crate::article::{Article, Block, Reason};
use crate::label::Label;
use crate::page::BlockKind;

/// A block as data.
#[derive(serde::Serialize)]
struct BlockData<'a> {
    text: &'a str,
    kind: BlockKind,
    label: Label,
    main: bool,
    probability: f32,
    reasons: Vec<Reason>,
}

impl<'a> From<Block<'a>> for BlockData<'a> {
    fn from(block: Block<'a>) -> Self {
        BlockData {
            text: block.text(),
            kind: block.kind(),
            label: block.label(),
            main: block.is_main(),
            probability: block.probability(),
            reasons: block.reasons(),
        }
    }
}

/// Address, metadata with sources, outcome, confidence, text, Markdown, media, comments as indices of blocks, the limits gone
/// beyond, and all blocks, kept and removed.
impl Serialize for Article {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut article = serializer.serialize_struct("Article", 12)?;
        article.serialize_field("url", &self.url())?;
        article.serialize_field("metadata", self.metadata())?;
        article.serialize_field("detected_language", &self.detected_language())?;
        article.serialize_field("dateline", &self.dateline())?;
        article.serialize_field("outcome", &self.outcome())?;
        article.serialize_field("confidence", &self.confidence())?;
        article.serialize_field("text", &self.text())?;
        article.serialize_field("markdown", &self.markdown())?;
        article.serialize_field("media", self.media())?;
        let comments: Vec<usize> = self.comments().map(|block| block.index()).collect();
        article.serialize_field("comments", &comments)?;
        article.serialize_field("cut", &self.cut())?;
        let blocks: Vec<BlockData<'_>> = self.blocks().map(BlockData::from).collect();
        article.serialize_field("blocks", &blocks)?;
        article.end()
    }
}
