//! html5ever's tree in flat arrays, and its walk: what [`super::tree`] is compared with.

use std::borrow::Cow;
use std::cell::{Ref, RefCell};

use html5ever::interface::{ElementFlags, NodeOrText, QuirksMode, TreeSink};
use html5ever::tendril::StrTendril;
use html5ever::{Attribute, QualName};

use super::{Attr, Events, Tag, noscript};

/// Index of a node; 0 is the document.
type NodeId = u32;
/// No node.
const NONE: u32 = u32::MAX;

/// What a node is.
enum Kind {
    Document,
    /// `content` is the fragment of a `<template>`, else `NONE`.
    Element {
        name: QualName,
        attrs: Vec<Attribute>,
        content: NodeId,
    },
    /// A range of [`Tree::text`].
    Text {
        start: u32,
        end: u32,
    },
    /// Comments, processing instructions: nothing is kept of them.
    Other,
}

struct Node {
    kind: Kind,
    parent: NodeId,
    first: NodeId,
    last: NodeId,
    prev: NodeId,
    next: NodeId,
}

/// A parsed page: nodes by index, all text in one string.
pub(crate) struct Tree {
    nodes: Vec<Node>,
    text: String,
}

/// The tree while html5ever builds it.
pub(crate) struct Sink {
    tree: RefCell<Tree>,
}

impl Sink {
    /// An empty document; `bytes` is the length of the page, to allocate once.
    pub(crate) fn new(bytes: usize) -> Self {
        let mut tree = Tree { nodes: Vec::with_capacity(bytes / 64 + 8), text: String::with_capacity(bytes / 4) };
        tree.push(Kind::Document);
        Sink { tree: RefCell::new(tree) }
    }
}

impl Tree {
    fn push(&mut self, kind: Kind) -> NodeId {
        let id = self.nodes.len() as NodeId;
        self.nodes.push(Node { kind, parent: NONE, first: NONE, last: NONE, prev: NONE, next: NONE });
        id
    }

    fn node(&mut self, id: NodeId) -> &mut Node {
        &mut self.nodes[id as usize]
    }

    fn detach(&mut self, id: NodeId) {
        let Node { parent, prev, next, .. } = self.nodes[id as usize];
        if parent == NONE {
            return;
        }
        match prev {
            NONE => self.node(parent).first = next,
            _ => self.node(prev).next = next,
        }
        match next {
            NONE => self.node(parent).last = prev,
            _ => self.node(next).prev = prev,
        }
        let node = self.node(id);
        (node.parent, node.prev, node.next) = (NONE, NONE, NONE);
    }

    fn append(&mut self, parent: NodeId, child: NodeId) {
        self.detach(child);
        let last = self.nodes[parent as usize].last;
        match last {
            NONE => self.node(parent).first = child,
            _ => self.node(last).next = child,
        }
        self.node(parent).last = child;
        let node = self.node(child);
        (node.parent, node.prev) = (parent, last);
    }

    fn insert_before(&mut self, sibling: NodeId, child: NodeId) {
        self.detach(child);
        let Node { parent, prev, .. } = self.nodes[sibling as usize];
        if parent == NONE {
            return;
        }
        match prev {
            NONE => self.node(parent).first = child,
            _ => self.node(prev).next = child,
        }
        self.node(sibling).prev = child;
        let node = self.node(child);
        (node.parent, node.prev, node.next) = (parent, prev, sibling);
    }

    /// A node for `text`, unless it only lengthens `before`, the text node it would follow.
    fn text_node(&mut self, before: NodeId, text: &str) -> Option<NodeId> {
        let start = self.text.len() as u32;
        self.text.push_str(text);
        let end = self.text.len() as u32;
        if before != NONE
            && let Kind::Text { end: old, .. } = &mut self.nodes[before as usize].kind
            && *old == start
        {
            *old = end;
            return None;
        }
        Some(self.push(Kind::Text { start, end }))
    }

    /// Sends the page's events, iteratively.
    pub(crate) fn walk<E: Events>(&self, events: &mut E) {
        self.walk_with(events, noscript::walk);
    }

    /// The same with a choice of what happens to the markup inside `<noscript>`.
    pub(super) fn walk_with<E: Events>(&self, events: &mut E, noscript: impl Fn(Cow<'_, str>, &mut E)) {
        let mut at = self.nodes[0].first;
        while at != NONE {
            let node = &self.nodes[at as usize];
            let mut down = NONE;
            let mut opened = false;
            match &node.kind {
                Kind::Element { name, attrs, .. } => {
                    let tag = Tag::from_name(&name.local);
                    let read = |a: &'_ Attribute| Attr::from_name(a.name.local.as_bytes());
                    opened = events.open(tag, attrs.iter().filter_map(|a| Some((read(a)?, &*a.value))));
                    if opened && tag == Tag::Noscript {
                        // The tree builder reads `noscript` as browsers with scripting do: its markup is one text.
                        noscript(node_text(self, node.first), events);
                    } else if opened {
                        down = node.first;
                    }
                }
                Kind::Text { start, end } => events.text(&self.text[*start as usize..*end as usize]),
                Kind::Document | Kind::Other => {}
            }
            if down != NONE {
                at = down;
                continue;
            }
            if opened {
                events.close();
            }
            at = self.after(at, events);
        }
    }

    /// The node after `id` and its content, closing the elements left on the way.
    fn after(&self, mut id: NodeId, events: &mut impl Events) -> NodeId {
        loop {
            let node = &self.nodes[id as usize];
            if node.next != NONE {
                return node.next;
            }
            id = node.parent;
            if id == NONE || matches!(self.nodes[id as usize].kind, Kind::Document) {
                return NONE;
            }
            events.close();
        }
    }
}

/// The text pieces from sibling `first` on.
fn node_text(tree: &Tree, first: NodeId) -> Cow<'_, str> {
    let mut all = Cow::Borrowed("");
    let mut at = first;
    while at != NONE {
        let node = &tree.nodes[at as usize];
        if let Kind::Text { start, end } = node.kind {
            let piece = &tree.text[start as usize..end as usize];
            if all.is_empty() {
                all = Cow::Borrowed(piece);
            } else {
                all.to_mut().push_str(piece);
            }
        }
        at = node.next;
    }
    all
}

impl TreeSink for Sink {
    type Handle = NodeId;
    type Output = Tree;
    type ElemName<'a> = Ref<'a, QualName>;

    fn finish(self) -> Tree {
        self.tree.into_inner()
    }

    fn parse_error(&self, _: Cow<'static, str>) {}

    fn get_document(&self) -> NodeId {
        0
    }

    fn elem_name<'a>(&'a self, target: &'a NodeId) -> Ref<'a, QualName> {
        Ref::map(self.tree.borrow(), |tree| match &tree.nodes[*target as usize].kind {
            Kind::Element { name, .. } => name,
            _ => unreachable!("the tree builder asks for the names of elements only"),
        })
    }

    fn create_element(&self, name: QualName, attrs: Vec<Attribute>, flags: ElementFlags) -> NodeId {
        let mut tree = self.tree.borrow_mut();
        let content = if flags.template { tree.push(Kind::Other) } else { NONE };
        tree.push(Kind::Element { name, attrs, content })
    }

    fn create_comment(&self, _: StrTendril) -> NodeId {
        self.tree.borrow_mut().push(Kind::Other)
    }

    fn create_pi(&self, _: StrTendril, _: StrTendril) -> NodeId {
        self.tree.borrow_mut().push(Kind::Other)
    }

    fn append(&self, parent: &NodeId, child: NodeOrText<NodeId>) {
        let mut tree = self.tree.borrow_mut();
        let last = tree.nodes[*parent as usize].last;
        let node = match child {
            NodeOrText::AppendNode(node) => Some(node),
            NodeOrText::AppendText(text) => tree.text_node(last, &text),
        };
        if let Some(node) = node {
            tree.append(*parent, node);
        }
    }

    fn append_based_on_parent_node(&self, element: &NodeId, prev: &NodeId, child: NodeOrText<NodeId>) {
        let parented = self.tree.borrow().nodes[*element as usize].parent != NONE;
        if parented {
            self.append_before_sibling(element, child);
        } else {
            self.append(prev, child);
        }
    }

    fn append_doctype_to_document(&self, _: StrTendril, _: StrTendril, _: StrTendril) {}

    fn get_template_contents(&self, target: &NodeId) -> NodeId {
        match self.tree.borrow().nodes[*target as usize].kind {
            Kind::Element { content, .. } if content != NONE => content,
            _ => *target,
        }
    }

    fn same_node(&self, x: &NodeId, y: &NodeId) -> bool {
        x == y
    }

    fn set_quirks_mode(&self, _: QuirksMode) {}

    fn append_before_sibling(&self, sibling: &NodeId, child: NodeOrText<NodeId>) {
        let mut tree = self.tree.borrow_mut();
        let Node { parent, prev, .. } = tree.nodes[*sibling as usize];
        let node = match child {
            NodeOrText::AppendNode(node) => {
                tree.detach(node);
                Some(node)
            }
            NodeOrText::AppendText(text) if parent != NONE => tree.text_node(prev, &text),
            NodeOrText::AppendText(_) => None,
        };
        if let Some(node) = node {
            tree.insert_before(*sibling, node);
        }
    }

    fn add_attrs_if_missing(&self, target: &NodeId, attrs: Vec<Attribute>) {
        if let Kind::Element { attrs: old, .. } = &mut self.tree.borrow_mut().node(*target).kind {
            for attr in attrs {
                if !old.iter().any(|a| a.name == attr.name) {
                    old.push(attr);
                }
            }
        }
    }

    fn remove_from_parent(&self, target: &NodeId) {
        self.tree.borrow_mut().detach(*target);
    }

    fn reparent_children(&self, node: &NodeId, new_parent: &NodeId) {
        let mut tree = self.tree.borrow_mut();
        let mut at = tree.nodes[*node as usize].first;
        while at != NONE {
            let next = tree.nodes[at as usize].next;
            tree.append(*new_parent, at);
            at = next;
        }
    }
}
