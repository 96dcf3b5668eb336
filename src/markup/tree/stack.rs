//! The stack of open elements, and the questions that the rules ask it.

use super::super::tag::{TAGS, Tag};
use super::nodes::{Name, NodeId, Space};

/// An open element.
#[derive(Debug, Clone, Copy)]
pub(super) struct Open {
    pub(super) node: NodeId,
    pub(super) name: Name,
    pub(super) space: Space,
}

impl Open {
    /// Whether it is this HTML element.
    pub(super) fn is(&self, tag: Tag) -> bool {
        self.space == Space::Html && self.name.tag == tag
    }

    /// Whether it is an HTML element that fits.
    pub(super) fn is_any(&self, fits: impl Fn(Tag) -> bool) -> bool {
        self.space == Space::Html && fits(self.name.tag)
    }

    /// Foreign elements in which text and start tags are HTML.
    pub(super) fn is_text_point(&self) -> bool {
        use Tag::*;
        self.space == Space::MathMl && matches!(self.name.tag, Mi | Mo | Mn | Ms | Mtext)
    }

    pub(super) fn is_html_point(&self) -> bool {
        self.space == Space::Svg && matches!(self.name.tag, Tag::ForeignObject | Tag::Desc | Tag::Title)
    }

    /// What the search for an element "in scope" stops at.
    fn ends_scope(&self) -> bool {
        match self.space {
            Space::Html => {
                use Tag::*;
                matches!(
                    self.name.tag,
                    Applet | Caption | Html | Table | Td | Th | Marquee | Object | Select | Template
                )
            }
            _ => self.is_text_point() || self.is_html_point(),
        }
    }
}

/// How far a search for an element goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Scope {
    Default,
    ListItem,
    Button,
    Table,
}

impl Scope {
    fn ends_at(self, open: &Open) -> bool {
        match self {
            Scope::Default => open.ends_scope(),
            Scope::ListItem => open.ends_scope() || open.is(Tag::Ol) || open.is(Tag::Ul),
            Scope::Button => open.ends_scope() || open.is(Tag::Button),
            Scope::Table => open.is_any(|tag| matches!(tag, Tag::Html | Tag::Table | Tag::Template)),
        }
    }
}

/// The open elements, with how many there are of each.
#[derive(Debug)]
pub(super) struct Stack {
    items: Vec<Open>,
    counts: [u32; TAGS],
}

impl Default for Stack {
    fn default() -> Self {
        Stack { items: Vec::new(), counts: [0; TAGS] }
    }
}

impl Stack {
    pub(super) fn clear(&mut self) {
        self.items.clear();
        self.counts = [0; TAGS];
    }

    pub(super) fn len(&self) -> usize {
        self.items.len()
    }

    pub(super) fn items(&self) -> &[Open] {
        &self.items
    }

    /// The current node.
    pub(super) fn last(&self) -> Option<&Open> {
        self.items.last()
    }

    /// Whether the current node is this HTML element.
    pub(super) fn last_is(&self, tag: Tag) -> bool {
        self.last().is_some_and(|open| open.is(tag))
    }

    /// Whether an HTML element is open anywhere.
    pub(super) fn holds(&self, tag: Tag) -> bool {
        self.counts[tag as usize] > 0
    }

    fn count(&mut self, open: Open, by: i32) {
        if open.space == Space::Html {
            let count = &mut self.counts[open.name.tag as usize];
            *count = count.wrapping_add_signed(by);
        }
    }

    pub(super) fn push(&mut self, open: Open) {
        self.count(open, 1);
        self.items.push(open);
    }

    pub(super) fn pop(&mut self) -> Option<Open> {
        let open = self.items.pop()?;
        self.count(open, -1);
        Some(open)
    }

    pub(super) fn truncate(&mut self, len: usize) {
        while self.items.len() > len {
            self.pop();
        }
    }

    pub(super) fn remove(&mut self, index: usize) {
        let open = self.items.remove(index);
        self.count(open, -1);
    }

    pub(super) fn insert(&mut self, index: usize, open: Open) {
        self.count(open, 1);
        self.items.insert(index, open);
    }

    pub(super) fn replace(&mut self, index: usize, open: Open) {
        self.count(self.items[index], -1);
        self.count(open, 1);
        self.items[index] = open;
    }

    /// Where an element is, from the top.
    pub(super) fn position(&self, node: NodeId) -> Option<usize> {
        self.items.iter().rposition(|open| open.node == node)
    }

    pub(super) fn remove_node(&mut self, node: NodeId) {
        if let Some(index) = self.position(node) {
            self.remove(index);
        }
    }

    /// Whether an element that fits comes before the end of the scope.
    pub(super) fn in_scope_where(&self, scope: Scope, fits: impl Fn(&Open) -> bool) -> bool {
        for open in self.items.iter().rev() {
            if fits(open) {
                return true;
            }
            if scope.ends_at(open) {
                return false;
            }
        }
        false
    }

    pub(super) fn in_scope(&self, scope: Scope, tag: Tag) -> bool {
        self.holds(tag) && self.in_scope_where(scope, |open| open.is(tag))
    }

    /// "Generate implied end tags", but not those of `except`.
    pub(super) fn end_implied(&mut self, except: Option<Tag>) {
        while self.last().is_some_and(|open| open.is_any(|tag| is_implied(tag) && Some(tag) != except)) {
            self.pop();
        }
    }

    /// "Generate all implied end tags thoroughly".
    pub(super) fn end_all_implied(&mut self) {
        use Tag::*;
        let table = |tag| matches!(tag, Caption | Colgroup | Tbody | Td | Tfoot | Th | Thead | Tr);
        while self.last().is_some_and(|open| open.is_any(|tag| is_implied(tag) || table(tag))) {
            self.pop();
        }
    }

    /// Pops until an element that fits has been popped.
    pub(super) fn pop_until(&mut self, fits: impl Fn(Tag) -> bool) {
        while let Some(open) = self.pop() {
            if open.is_any(&fits) {
                break;
            }
        }
    }

    pub(super) fn pop_until_tag(&mut self, tag: Tag) {
        self.pop_until(|other| other == tag);
    }

    /// Pops until the current node fits.
    pub(super) fn pop_to(&mut self, fits: impl Fn(Tag) -> bool) {
        while self.last().is_some_and(|open| !open.is_any(&fits)) {
            self.pop();
        }
    }
}

/// Elements whose end tags may be left out.
fn is_implied(tag: Tag) -> bool {
    use Tag::*;
    matches!(tag, Dd | Dt | Li | Option | Optgroup | P | Rb | Rp | Rt | Rtc)
}

/// The "special" category of the HTML standard, section 13.2.4.2.
pub(super) fn is_special(tag: Tag) -> bool {
    use Tag::*;
    matches!(
        tag,
        Address
            | Applet
            | Area
            | Article
            | Aside
            | Base
            | Basefont
            | Bgsound
            | Blockquote
            | Body
            | Br
            | Button
            | Caption
            | Center
            | Col
            | Colgroup
            | Dd
            | Details
            | Dir
            | Div
            | Dl
            | Dt
            | Embed
            | Fieldset
            | Figcaption
            | Figure
            | Footer
            | Form
            | Frame
            | Frameset
            | H1
            | H2
            | H3
            | H4
            | H5
            | H6
            | Head
            | Header
            | Hgroup
            | Hr
            | Html
            | Iframe
            | Img
            | Input
            | Isindex
            | Li
            | Link
            | Listing
            | Main
            | Marquee
            | Menu
            | Meta
            | Nav
            | Noembed
            | Noframes
            | Noscript
            | Object
            | Ol
            | P
            | Param
            | Plaintext
            | Pre
            | Script
            | Section
            | Select
            | Source
            | Style
            | Summary
            | Table
            | Tbody
            | Td
            | Template
            | Textarea
            | Tfoot
            | Th
            | Thead
            | Title
            | Tr
            | Track
            | Ul
            | Wbr
            | Xmp
    )
}
