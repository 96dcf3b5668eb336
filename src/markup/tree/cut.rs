//! Bounds: what goes beyond them loses its markup, not its text.
//!
//! The rules search the stack of open elements at every tag, so that nesting n elements costs n² steps. Browsers stop at
//! a depth of 512, and so does this. Formatting elements are opened again in every paragraph, which multiplies a page.

use std::collections::HashMap;

use super::nodes::{Name, NodeId};
use super::{Builder, Mode, Start, Token};
use crate::limits::Limit;
use crate::markup::tag::{Flow, Tag};
use crate::markup::tokenizer::Content;

/// Elements that end by themselves may go this much deeper, so that a list stays a list at the bottom.
const ROOM: usize = 64;

/// What is left out while it is being read.
#[derive(Debug, Default)]
pub(super) struct Flat {
    /// Where text goes since there are too many nodes.
    body: Option<NodeId>,
    /// The raw text of an element that is not in the tree is being read.
    in_raw: bool,
    /// Start tags left out, by name, whose end tags have not come yet.
    left_out: HashMap<Name, u32>,
}

impl Flat {
    /// Bytes of memory held.
    pub(super) fn capacity(&self) -> usize {
        self.left_out.capacity() * size_of::<(Name, u32)>()
    }

    pub(super) fn clear(&mut self) {
        (self.body, self.in_raw) = (None, false);
        self.left_out.clear();
    }
}

/// The formatting elements of the HTML standard, section 13.2.4.3, without those of which only one can be open.
pub(super) fn is_formatting(tag: Tag) -> bool {
    use Tag::*;
    matches!(tag, B | Big | Code | Em | Font | I | S | Small | Strike | Strong | Tt | U)
}

/// What follows the start tag of an element whose text is not markup.
fn raw(tag: Tag) -> Content {
    use Tag::*;
    match tag {
        Title | Textarea => Content::Rcdata,
        Style | Noscript | Iframe | Noembed | Noframes | Xmp => Content::Rawtext,
        Script => Content::Script,
        Plaintext => Content::Plaintext,
        _ => Content::Data,
    }
}

/// Elements that end the one before them.
fn ends_by_itself(tag: Tag) -> bool {
    use Tag::*;
    matches!(tag, Html | Head | Body | P | Li | Dd | Dt | Tr | Td | Th | Tbody | Thead | Tfoot | Colgroup | Caption)
}

impl Builder {
    /// Whether a start tag is within bounds; if not, it is left out with its end tag.
    pub(super) fn admits(&mut self, start: &Start) -> bool {
        let tag = start.name.tag;
        let depth = self.stack.len();
        if depth >= self.limits.max_depth() && !tag.is_void() && raw(tag) == Content::Data {
            if !ends_by_itself(tag) || depth >= self.limits.max_depth() + ROOM {
                self.cut.add(Limit::Depth);
                self.leave_out(start.name);
                return false;
            }
        } else if is_formatting(tag) && self.formats_open() >= self.limits.max_formatting() {
            self.cut.add(Limit::Formatting);
            self.leave_out(start.name);
            return false;
        }
        true
    }

    fn leave_out(&mut self, name: Name) {
        *self.flat.left_out.entry(name).or_default() += 1;
        self.mark_border(name);
    }

    /// Whether an end tag belongs to a start tag that was left out.
    pub(super) fn takes_back(&mut self, name: Name) -> bool {
        if self.flat.left_out.is_empty() {
            return false;
        }
        let Some(count) = self.flat.left_out.get_mut(&name).filter(|count| **count > 0) else { return false };
        *count -= 1;
        self.mark_border(name);
        true
    }

    /// An element without content in place of a tag, so that the texts before and after it are two.
    fn mark_border(&mut self, name: Name) {
        let in_flow = matches!(self.mode, Mode::InBody | Mode::InCell | Mode::InCaption);
        if in_flow && name.tag.shown().flow() == Flow::Block {
            self.insert_void(&Start { name, ..Start::implied(name.tag) });
        }
    }

    /// Whether there are too many nodes: from here on all text goes to the end of the body.
    pub(super) fn is_flat(&mut self) -> bool {
        if self.flat.body.is_none() && self.tree.nodes.len() >= self.limits.max_nodes() {
            self.process(Token::Comment);
            let body = self.body().or(self.stack.items().first().copied());
            self.flat.body = body.map(|open| open.node);
            self.cut.add(Limit::Nodes);
        }
        self.flat.body.is_some()
    }

    pub(super) fn flat_tag(&mut self, name: Name, is_end: bool) -> Content {
        if name.tag.shown().flow() == Flow::Block {
            self.flat_text(" ");
        }
        let content = if is_end { Content::Data } else { raw(name.tag) };
        self.flat.in_raw = !matches!(content, Content::Data | Content::Plaintext);
        content
    }

    pub(super) fn flat_text(&mut self, text: &str) {
        if let Some(body) = self.flat.body
            && !self.flat.in_raw
        {
            self.tree.append_text(body, text);
        }
    }
}
