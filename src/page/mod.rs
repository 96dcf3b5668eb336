//! A page as flat tables: text, blocks, spans, containers. HTML and plain text meet here.
//!
//! [`Builder`] is the only writer. After it has finished a page never changes: evidence, judge, labels and renderers
//! read it by index.

mod bloom;
mod builder;
mod chars;
mod containers;
mod fold;
mod head;
mod lower;
mod marks;
mod runs;
mod signs;
mod stats;
mod text;
mod tokens;

pub(crate) use bloom::Bloom;
pub(crate) use builder::Builder;
pub(crate) use chars::Kind;
pub(crate) use containers::{Container, Hidden, Item, Role};
pub(crate) use fold::{digit, fold, is_caseless};
pub(crate) use head::Head;
pub(crate) use marks::{Holds, MAX_NAMES, Mark};
#[cfg(test)]
pub(crate) use runs::samples;
pub(crate) use runs::{Run, join, roll};
pub(crate) use signs::{DIGITS, TextSigns};
pub(crate) use stats::{TextStats, is_unspaced};
pub(crate) use text::start_of;
use tokens::add_tokens;
pub(crate) use tokens::token_hash;

use crate::limits::Cut;
use crate::markup::Tag;

/// Index of a block in [`Page::blocks`].
pub(crate) type BlockId = u32;
/// Index of a container in [`Page::containers`]; 0 is the root.
pub(crate) type ContainerId = u32;
/// No block, container, span target.
pub(crate) const NONE: u32 = u32::MAX;
/// Bytes of text to make room for a word by. Words are longer in most languages; in a page of nothing but short ones the list
/// is not copied while it grows.
const RUN_BYTES: usize = 5;

/// A range of bytes in [`Page::text`] or [`Page::pool`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Range {
    pub start: u32,
    pub end: u32,
}

impl Range {
    /// Length in bytes or items.
    pub(crate) fn len(self) -> usize {
        self.end.saturating_sub(self.start) as usize
    }

    /// As a `usize` range, for slicing.
    pub(crate) fn usize(self) -> std::ops::Range<usize> {
        self.start as usize..(self.end as usize).max(self.start as usize)
    }
}

/// What a block is by its markup, or by its shape in plain text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "snake_case"))]
#[non_exhaustive]
pub enum BlockKind {
    /// Running text.
    Paragraph,
    /// A heading of level 1 to 6.
    Heading(u8),
    /// A list item.
    ListItem,
    /// A cell of a table.
    TableCell,
    /// The term of a definition list.
    Term,
    /// The definition of a definition list.
    Definition,
    /// The caption of a figure or table.
    Caption,
    /// Preformatted text: line breaks and spaces count.
    Preformatted,
    /// The label of a control.
    Control,
}

/// A run of text a reader sees as one unit.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Block {
    /// Its bytes in [`Page::text`].
    pub text: Range,
    /// The innermost container.
    pub container: ContainerId,
    pub kind: BlockKind,
    /// Its spans in [`Page::spans`].
    pub spans: Range,
    /// Class and id tokens of the inline elements open at its first character, in [`Page::tokens`].
    pub tokens: Range,
    /// Its words in [`Page::runs`], where its characters are all of the frequent ones.
    pub runs: Option<Range>,
    pub layout: Layout,
}

/// How a block of plain text stood in its lines; of HTML, the default.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Layout {
    /// Empty lines before it.
    pub gap: u8,
    /// Lines joined into it.
    pub lines: u16,
    /// Characters of white space before it.
    pub indent: u8,
    /// The sign of a list item: 0 for none.
    pub bullet: u8,
    /// Its bytes in the input, without a bullet; empty for HTML.
    pub source: Range,
}

impl Default for Layout {
    fn default() -> Self {
        Layout { gap: 0, lines: 1, indent: 0, bullet: 0, source: Range { start: 0, end: 0 } }
    }
}

/// What an inline mark means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum SpanKind {
    Link,
    Strong,
    Emphasis,
    Code,
    Superscript,
    Subscript,
    Deleted,
    Quote,
    /// `<time>`; its target is the `datetime` attribute.
    Time,
    Math,
}

/// An inline mark in a block. Spans of a block are in order of their end; an outer one comes after an inner one.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Span {
    pub kind: SpanKind,
    /// Its bytes in [`Page::text`], inside its block's.
    pub text: Range,
    /// The link's address or the time's `datetime` in [`Page::pool`]; empty when there is none.
    pub target: Range,
    /// The link says `rel=author`, or the span is marked up as an author.
    pub author: bool,
}

/// What a picture or player element is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum MediaTag {
    Image,
    Video,
    Audio,
    Embed,
}

/// A picture or player, by where it stands.
#[derive(Debug, Clone, Copy)]
pub(crate) struct MediaElement {
    pub tag: MediaTag,
    /// The block it stands before (or inside).
    pub block: BlockId,
    /// Address and alternative text in [`Page::pool`].
    pub src: Range,
    pub alt: Range,
}

/// A page after segmentation.
#[derive(Debug, Clone, Default)]
pub(crate) struct Page {
    /// The text of all blocks, each followed by a line feed.
    pub text: String,
    pub blocks: Vec<Block>,
    /// The words of blocks, until the page is judged.
    pub runs: Vec<Run>,
    /// What is counted in the text of each block, until the page is judged.
    pub stats: Vec<TextStats>,
    pub spans: Vec<Span>,
    pub containers: Vec<Container>,
    /// Those that are called like comments or reviews, or say in their markup that they are.
    pub discussions: Vec<ContainerId>,
    /// Class, id and role tokens as hashes; see [`token_hash`].
    pub tokens: Vec<u32>,
    pub media: Vec<MediaElement>,
    /// Elements that say what they hold, in order of their start.
    pub marks: Vec<Mark>,
    /// Attribute values: addresses, alternative texts, class names.
    pub pool: String,
    pub head: Head,
    /// The limits that the page went beyond.
    pub cut: Cut,
}

impl Page {
    /// Whether the markup says nothing: no class names, no links. All the evidence is in the lines.
    pub(crate) fn is_bare(&self) -> bool {
        self.tokens.is_empty() && self.spans.iter().all(|span| span.kind != SpanKind::Link)
    }

    /// The page without some of its blocks. Their text stays in [`Page::text`], where no block points at it.
    pub(crate) fn without(&self, out: &[bool]) -> Page {
        let mut left = vec![0; out.len() + 1];
        for (block, out) in out.iter().enumerate() {
            left[block + 1] = left[block] + u32::from(!out);
        }
        let mut page = self.clone();
        let stays = |block: usize| !out.get(block).copied().unwrap_or(false);
        let mut blocks = 0..;
        page.blocks.retain(|_| blocks.next().is_none_or(stays));
        let mut blocks = 0..;
        page.stats.retain(|_| blocks.next().is_none_or(stays));
        let new = |block: &mut u32| *block = left.get(*block as usize).copied().unwrap_or(*block);
        for container in &mut page.containers {
            new(&mut container.first_block);
            new(&mut container.end_block);
        }
        page.media.iter_mut().for_each(|element| new(&mut element.block));
        page
    }

    /// The text of a block.
    pub(crate) fn block_text(&self, id: BlockId) -> &str {
        &self.text[self.blocks[id as usize].text.usize()]
    }

    /// Finds the words of all blocks, and counts what is in their texts.
    pub(crate) fn read_texts(&mut self) {
        self.runs.clear();
        self.runs.reserve(self.text.len() / RUN_BYTES);
        self.stats.clear();
        self.stats.reserve_exact(self.blocks.len());
        for block in &mut self.blocks {
            let (start, text) = (self.runs.len(), &self.text[block.text.usize()]);
            let counts = runs::read(text, &mut self.runs);
            block.runs = counts.as_ref().map(|_| Range { start: start as u32, end: self.runs.len() as u32 });
            self.stats.push(match counts {
                Some(counts) => TextStats::of_words(text, &mut self.runs[start..], &counts),
                None => TextStats::of(text),
            });
        }
    }

    /// The words of a block, if they are known.
    pub(crate) fn block_runs(&self, id: BlockId) -> Option<&[Run]> {
        self.runs.get(self.blocks[id as usize].runs?.usize())
    }

    /// An attribute value.
    pub(crate) fn value(&self, range: Range) -> &str {
        &self.pool[range.usize()]
    }

    /// The spans of a block.
    pub(crate) fn block_spans(&self, id: BlockId) -> &[Span] {
        &self.spans[self.blocks[id as usize].spans.usize()]
    }

    /// The containers around a block, innermost first, the root last.
    pub(crate) fn ancestors(&self, id: ContainerId) -> impl Iterator<Item = (ContainerId, &Container)> {
        let mut next = (!self.containers.is_empty()).then_some(id);
        std::iter::from_fn(move || {
            let id = next?;
            let container = &self.containers[id as usize];
            next = (id != 0).then_some(container.parent);
            Some((id, container))
        })
    }

    /// Whether a container or one around it has this tag.
    pub(crate) fn is_inside(&self, id: ContainerId, tag: Tag) -> bool {
        self.ancestors(id).any(|(_, container)| container.tag == tag)
    }

    /// Characters of a block's text inside links.
    pub(crate) fn link_bytes(&self, id: BlockId) -> usize {
        // Links do not nest, so their spans do not overlap.
        self.block_spans(id).iter().filter(|span| span.kind == SpanKind::Link).map(|span| span.text.len()).sum()
    }
}
