//! The walk over a tree.

use std::borrow::Cow;

use super::nodes::{Attributes, Kind, NONE, NodeId, Tree};
use crate::markup::attr::Attr;
use crate::markup::tag::Tag;
use crate::markup::{Events, noscript};

/// The attributes of one element.
#[derive(Clone)]
struct Values<'t> {
    tree: &'t Tree,
    html: &'t str,
    range: std::ops::Range<usize>,
}

impl<'t> Iterator for Values<'t> {
    type Item = (Attr, &'t str);

    #[inline]
    fn next(&mut self) -> Option<Self::Item> {
        let attribute = self.tree.attributes[self.range.next()?];
        let place = attribute.start as usize..(attribute.start + attribute.len) as usize;
        let value = if attribute.is_decoded { &self.tree.decoded[place] } else { &self.html[place] };
        Some((attribute.attr, value))
    }
}

impl Tree {
    fn values<'t>(&'t self, html: &'t str, attributes: Attributes) -> Values<'t> {
        let start = attributes.start as usize;
        Values { tree: self, html, range: start..start + attributes.count as usize }
    }

    /// Sends the page's events, iteratively. `html` is the source that was parsed.
    pub(crate) fn walk<E: Events>(&self, html: &str, events: &mut E) {
        self.walk_with(html, events, noscript::walk);
    }

    /// The same with a choice of what happens to the markup inside `<noscript>`.
    pub(in crate::markup) fn walk_with<E: Events>(
        &self,
        html: &str,
        events: &mut E,
        noscript: impl Fn(Cow<'_, str>, &mut E),
    ) {
        let mut at = self.node(0).first;
        while at != NONE {
            let node = self.node(at);
            let mut down = NONE;
            let mut opened = false;
            match node.kind {
                Kind::Element { name, attributes, .. } => {
                    let tag = name.tag.shown();
                    opened = events.open(tag, self.values(html, attributes));
                    if opened && tag == Tag::Noscript {
                        // Read as browsers with scripting do: its markup is one text.
                        noscript(self.text_from(node.first), events);
                    } else if opened {
                        down = node.first;
                    }
                }
                Kind::Text { start, end } => events.text(&self.text[start as usize..end as usize]),
                Kind::Document => {}
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
            let node = self.node(id);
            if node.next != NONE {
                return node.next;
            }
            id = node.parent;
            if id == NONE || id == 0 {
                return NONE;
            }
            events.close();
        }
    }

    /// The text pieces from sibling `first` on.
    fn text_from(&self, first: NodeId) -> Cow<'_, str> {
        let mut all = Cow::Borrowed("");
        let mut at = first;
        while at != NONE {
            let node = self.node(at);
            if let Kind::Text { start, end } = node.kind {
                let piece = &self.text[start as usize..end as usize];
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
}
