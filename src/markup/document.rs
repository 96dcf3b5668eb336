//! The walk over a `scraper::Html` that the caller has parsed.

use std::collections::HashSet;

use ego_tree::NodeId;
use ego_tree::iter::Edge;
use scraper::{Html, Node, Selector};

use super::{Attr, Events, Tag, noscript};

/// Sends the document's events, iteratively. Elements in `skip` are passed over with their content.
pub(crate) fn walk(document: &Html, skip: &HashSet<NodeId>, events: &mut impl Events) {
    // The node whose content is being passed over.
    let mut passing = None;
    for edge in document.tree.root().traverse() {
        match edge {
            Edge::Open(node) if passing.is_none() => match node.value() {
                Node::Element(element) => {
                    let tag = Tag::from_name(element.name());
                    let wanted = !skip.contains(&node.id()) && {
                        let read = |(name, value): (&'_ str, _)| Some((Attr::from_name(name)?, value));
                        events.open(tag, element.attrs().filter_map(read))
                    };
                    if !wanted {
                        passing = Some(node.id());
                    } else if tag == Tag::Noscript {
                        let texts = node.children().filter_map(|child| child.value().as_text());
                        noscript::walk(texts.map(|text| &**text).collect::<String>().into(), events);
                        events.close();
                        passing = Some(node.id());
                    }
                }
                Node::Text(text) => events.text(text),
                _ => {}
            },
            Edge::Close(node) if passing.is_none() && node.value().is_element() => events.close(),
            Edge::Close(node) if passing == Some(node.id()) => passing = None,
            _ => {}
        }
    }
}

/// The elements that any of the selectors matches.
pub(crate) fn matches(document: &Html, selectors: &[Selector]) -> HashSet<NodeId> {
    selectors.iter().flat_map(|selector| document.select(selector)).map(|element| element.id()).collect()
}
