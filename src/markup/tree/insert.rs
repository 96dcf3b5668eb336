//! Where nodes go.

use super::nodes::{Attributes, Kind, Name, NodeId, Space};
use super::stack::Open;
use super::{Builder, Mode, Next, Start, Token};
use crate::markup::tag::Tag;
use crate::markup::tokenizer::Content;

/// "The appropriate place for inserting a node".
#[derive(Debug, Clone, Copy)]
enum Place {
    Last(NodeId),
    /// Before a table, or at the end of the element below it where the table has no parent.
    Foster {
        table: NodeId,
        below: NodeId,
    },
}

impl Builder {
    #[inline]
    fn place(&self, target: Open) -> Place {
        if self.fostering { self.foster_place(target) } else { Place::Last(target.node) }
    }

    fn foster_place(&self, target: Open) -> Place {
        use Tag::*;
        if !target.is_any(|tag| matches!(tag, Table | Tbody | Tfoot | Thead | Tr)) {
            return Place::Last(target.node);
        }
        let items = self.stack.items();
        for (index, open) in items.iter().enumerate().rev() {
            if open.is(Template) {
                return Place::Last(open.node);
            }
            if open.is(Table) && index > 0 {
                return Place::Foster { table: open.node, below: items[index - 1].node };
            }
        }
        Place::Last(items.first().map_or(0, |open| open.node))
    }

    fn put(&mut self, place: Place, node: NodeId) {
        match place {
            Place::Last(parent) => self.tree.append(parent, node),
            Place::Foster { table, .. } if self.tree.node(table).parent != super::nodes::NONE => {
                self.tree.insert_before(table, node);
            }
            Place::Foster { below, .. } => self.tree.append(below, node),
        }
    }

    /// Puts a node where a child of `target` belongs.
    pub(super) fn put_in(&mut self, target: Open, node: NodeId) {
        self.put(self.place(target), node);
    }

    /// Text at the current place.
    #[inline]
    pub(super) fn append_text<'t>(&mut self, text: &str) -> Next<'t> {
        let Some(target) = self.stack.last().copied() else { return Next::Done };
        match self.place(target) {
            Place::Last(parent) => self.tree.append_text(parent, text),
            Place::Foster { table, below } => {
                if self.tree.node(table).parent == super::nodes::NONE {
                    self.tree.append_text(below, text);
                } else {
                    self.tree.insert_text_before(table, text);
                }
            }
        }
        Next::Done
    }

    /// An element at the current place, not open.
    fn insert_element(&mut self, name: Name, space: Space, attributes: Attributes) -> Open {
        let kind = Kind::Element { name, attributes };
        let place = self.stack.last().map_or(Place::Last(0), |target| self.place(*target));
        let node = match place {
            Place::Last(parent) => self.tree.push_child(parent, kind),
            Place::Foster { .. } => {
                let node = self.tree.push(kind);
                self.put(place, node);
                node
            }
        };
        Open { node, name, space }
    }

    /// An element that stays open.
    pub(super) fn insert_open(&mut self, name: Name, space: Space, attributes: Attributes) -> Open {
        let open = self.insert_element(name, space, attributes);
        self.stack.push(open);
        open
    }

    pub(super) fn insert(&mut self, start: &Start) -> Open {
        self.insert_open(start.name, Space::Html, start.attributes)
    }

    /// An element without content.
    pub(super) fn insert_void<'t>(&mut self, start: &Start) -> Next<'t> {
        self.insert_element(start.name, Space::Html, start.attributes);
        Next::Done
    }

    pub(super) fn insert_closed(&mut self, name: Name, space: Space, attributes: Attributes) -> Open {
        self.insert_element(name, space, attributes)
    }

    /// An element that the page leaves out.
    pub(super) fn insert_implied(&mut self, tag: Tag) -> Open {
        self.insert(&Start::implied(tag))
    }

    pub(super) fn insert_root(&mut self, attributes: Attributes) {
        self.insert_open(Tag::Html.into(), Space::Html, attributes);
    }

    /// An element whose text is not read as markup.
    pub(super) fn insert_raw<'t>(&mut self, start: &Start, content: Content) -> Next<'t> {
        use Tag::*;
        self.insert(start);
        self.reads_text = match start.name.tag {
            Script => start.is_json_ld,
            tag => !matches!(tag, Style | Textarea | Iframe | Noembed | Noframes),
        };
        self.content = content;
        self.back = self.mode;
        self.mode = Mode::Text;
        Next::Done
    }

    /// The mode "text": raw text up to its end tag.
    pub(super) fn in_text<'t>(&mut self, token: Token<'t>) -> Next<'t> {
        match token {
            Token::Text(_, text) if self.reads_text => self.append_text(text),
            Token::Eof => {
                self.stack.pop();
                Next::Again(self.back, token)
            }
            Token::End(_) => {
                self.stack.pop();
                self.mode = self.back;
                self.reads_text = true;
                Next::Done
            }
            _ => Next::Done,
        }
    }

    /// Handles a token by the rules of the body, with what it inserts going before the table.
    pub(super) fn foster<'t>(&mut self, token: Token<'t>) -> Next<'t> {
        self.fostering = true;
        let next = self.in_body(token);
        self.fostering = false;
        next
    }
}
