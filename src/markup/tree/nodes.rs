//! A page's tree in flat tables: nodes by index, texts and attributes as ranges.

use super::super::attr::Attr;
use super::super::tag::Tag;

/// Index of a node; 0 is the document.
pub(super) type NodeId = u32;
/// No node.
pub(super) const NONE: NodeId = u32::MAX;

/// An element's name; `other` tells apart the names that are no [`Tag`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) struct Name {
    pub(super) tag: Tag,
    pub(super) other: u32,
}

impl From<Tag> for Name {
    fn from(tag: Tag) -> Name {
        Name { tag, other: 0 }
    }
}

/// The namespace of an element.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Space {
    Html,
    Svg,
    MathMl,
}

/// A range of [`Tree::attributes`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Attributes {
    pub(super) start: u32,
    pub(super) count: u16,
}

/// An attribute with its value's place.
#[derive(Debug, Clone, Copy)]
pub(super) struct Attribute {
    pub(super) attr: Attr,
    /// The value is in [`Tree::decoded`], not in the page as it is written.
    pub(super) is_decoded: bool,
    pub(super) start: u32,
    pub(super) len: u32,
}

/// What a node is.
#[derive(Debug, Clone, Copy)]
pub(super) enum Kind {
    Document,
    Element {
        name: Name,
        attributes: Attributes,
    },
    /// A range of [`Tree::text`].
    Text {
        start: u32,
        end: u32,
    },
}

#[derive(Debug, Clone, Copy)]
pub(super) struct Node {
    pub(super) kind: Kind,
    pub(super) parent: NodeId,
    pub(super) first: NodeId,
    last: NodeId,
    prev: NodeId,
    pub(super) next: NodeId,
}

/// A parsed page. Attribute values that hold no reference are places in the page's source, which is needed to walk it.
#[derive(Debug, Default)]
pub(crate) struct Tree {
    pub(super) nodes: Vec<Node>,
    pub(super) text: String,
    pub(super) attributes: Vec<Attribute>,
    /// Attribute values with character references in them, decoded.
    pub(super) decoded: String,
}

impl Tree {
    /// Empties it for the next page, keeping its memory.
    pub(super) fn clear(&mut self) {
        self.nodes.clear();
        self.text.clear();
        self.attributes.clear();
        self.decoded.clear();
        self.push(Kind::Document);
    }

    /// Bytes of memory held.
    pub(crate) fn capacity(&self) -> usize {
        self.nodes.capacity() * size_of::<Node>()
            + self.attributes.capacity() * size_of::<Attribute>()
            + self.text.capacity()
            + self.decoded.capacity()
    }

    pub(super) fn push(&mut self, kind: Kind) -> NodeId {
        let id = self.nodes.len() as NodeId;
        self.nodes.push(Node { kind, parent: NONE, first: NONE, last: NONE, prev: NONE, next: NONE });
        id
    }

    /// A new last child.
    #[inline]
    pub(super) fn push_child(&mut self, parent: NodeId, kind: Kind) -> NodeId {
        let id = self.nodes.len() as NodeId;
        let above = self.node_mut(parent);
        let prev = std::mem::replace(&mut above.last, id);
        match prev {
            NONE => above.first = id,
            _ => self.node_mut(prev).next = id,
        }
        self.nodes.push(Node { kind, parent, first: NONE, last: NONE, prev, next: NONE });
        id
    }

    pub(super) fn node(&self, id: NodeId) -> &Node {
        &self.nodes[id as usize]
    }

    fn node_mut(&mut self, id: NodeId) -> &mut Node {
        &mut self.nodes[id as usize]
    }

    /// Takes a node out of its parent.
    pub(super) fn detach(&mut self, id: NodeId) {
        let Node { parent, prev, next, .. } = *self.node(id);
        if parent == NONE {
            return;
        }
        match prev {
            NONE => self.node_mut(parent).first = next,
            _ => self.node_mut(prev).next = next,
        }
        match next {
            NONE => self.node_mut(parent).last = prev,
            _ => self.node_mut(next).prev = prev,
        }
        let node = self.node_mut(id);
        (node.parent, node.prev, node.next) = (NONE, NONE, NONE);
    }

    /// Makes a node the last child.
    pub(super) fn append(&mut self, parent: NodeId, child: NodeId) {
        self.detach(child);
        let last = self.node(parent).last;
        match last {
            NONE => self.node_mut(parent).first = child,
            _ => self.node_mut(last).next = child,
        }
        self.node_mut(parent).last = child;
        let node = self.node_mut(child);
        (node.parent, node.prev) = (parent, last);
    }

    /// Puts a node before one that has a parent.
    pub(super) fn insert_before(&mut self, sibling: NodeId, child: NodeId) {
        self.detach(child);
        let Node { parent, prev, .. } = *self.node(sibling);
        if parent == NONE {
            return;
        }
        match prev {
            NONE => self.node_mut(parent).first = child,
            _ => self.node_mut(prev).next = child,
        }
        self.node_mut(sibling).prev = child;
        let node = self.node_mut(child);
        (node.parent, node.prev, node.next) = (parent, prev, sibling);
    }

    /// What a node for `text` is, unless it only lengthens `before`, the text node it would follow.
    #[inline]
    fn text_kind(&mut self, before: NodeId, text: &str) -> Option<Kind> {
        let start = self.text.len() as u32;
        self.text.push_str(text);
        let end = self.text.len() as u32;
        if before != NONE
            && let Kind::Text { end: old, .. } = &mut self.node_mut(before).kind
            && *old == start
        {
            *old = end;
            return None;
        }
        Some(Kind::Text { start, end })
    }

    /// Text at the end of an element.
    pub(super) fn append_text(&mut self, parent: NodeId, text: &str) {
        if let Some(kind) = self.text_kind(self.node(parent).last, text) {
            self.push_child(parent, kind);
        }
    }

    /// Text before a node that has a parent.
    pub(super) fn insert_text_before(&mut self, sibling: NodeId, text: &str) {
        if let Some(kind) = self.text_kind(self.node(sibling).prev, text) {
            let node = self.push(kind);
            self.insert_before(sibling, node);
        }
    }

    /// Moves all children to the end of another element's.
    pub(super) fn move_children(&mut self, from: NodeId, to: NodeId) {
        let mut at = self.node(from).first;
        while at != NONE {
            let next = self.node(at).next;
            self.append(to, at);
            at = next;
        }
    }

    /// Adds the attributes that an element lacks.
    pub(super) fn add_attributes(&mut self, id: NodeId, new: Attributes) {
        let Kind::Element { attributes: old, .. } = self.node(id).kind else { return };
        let start = self.attributes.len() as u32;
        let range = |range: Attributes| range.start as usize..range.start as usize + range.count as usize;
        self.attributes.extend_from_within(range(old));
        for index in range(new) {
            let attribute = self.attributes[index];
            if !self.attributes[range(old)].iter().any(|other| other.attr == attribute.attr) {
                self.attributes.push(attribute);
            }
        }
        let count = (self.attributes.len() - start as usize) as u16;
        if let Kind::Element { attributes, .. } = &mut self.node_mut(id).kind {
            *attributes = Attributes { start, count };
        }
    }
}
