//! "The list of active formatting elements" and what is done when tags overlap.

use super::cut::is_formatting;
use super::nodes::{Attributes, Kind, Name, NodeId, Space};
use super::stack::{Open, Scope, is_special};
use super::{Builder, Start};
use crate::hash::step;
use crate::markup::tag::Tag;
use crate::markup::tokenizer::{Part, Parts};

/// Rounds of [`Builder::adopt`], and how many formatting elements it takes along in each.
const ROUNDS: usize = 8;
const TAKEN_ALONG: usize = 3;
/// Of equal formatting elements, this many are opened again.
const EQUAL: usize = 3;

/// Entries from the end of the list that are searched for one element. Within one marker `max_formatting` bounds them, but
/// `<template><object></template>` leaves a marker behind each time.
const FAR: usize = 256;

/// An entry of the list.
#[derive(Debug, Clone, Copy)]
pub(super) enum Entry {
    Element(Format),
    /// What is before it is left alone: a cell or an embedded object began.
    Marker,
}

/// A formatting element, with what it takes to open it again.
#[derive(Debug, Clone, Copy)]
pub(super) struct Format {
    node: NodeId,
    tag: Tag,
    attributes: Attributes,
    /// Byte of the page behind the tag's name.
    source: u32,
    /// Equal for equal attributes in any order, once somebody has asked.
    key: Option<u64>,
}

impl Format {
    fn name(&self) -> Name {
        self.tag.into()
    }

    fn open(&self) -> Open {
        Open { node: self.node, name: self.name(), space: Space::Html }
    }
}

impl Builder {
    /// The elements since the last marker, from the end, with their places.
    fn formats(&self) -> impl Iterator<Item = (usize, Format)> {
        let elements = |(index, entry): (usize, &Entry)| match entry {
            Entry::Element(format) => Some((index, *format)),
            Entry::Marker => None,
        };
        self.formatting.iter().enumerate().rev().map_while(elements)
    }

    /// How many formatting elements a paragraph opens again.
    pub(super) fn formats_open(&self) -> usize {
        self.formats().count()
    }

    fn format_position(&self, node: NodeId) -> Option<usize> {
        let is_it = |entry: &Entry| matches!(entry, Entry::Element(format) if format.node == node);
        let back = self.formatting.iter().rev().take(FAR).position(is_it)?;
        Some(self.formatting.len() - 1 - back)
    }

    pub(super) fn clear_to_marker(&mut self) {
        while let Some(Entry::Element(_)) = self.formatting.pop() {}
    }

    /// Finds out what it takes to tell a formatting element from those that are open, if there are enough of them for that
    /// to matter.
    #[inline]
    pub(super) fn tell_apart(&mut self, start: &mut Start, html: &str) {
        let tag = start.name.tag;
        if self.formatting.len() < EQUAL || !(is_formatting(tag) || matches!(tag, Tag::A | Tag::Nobr)) {
            return;
        }
        if self.formats().filter(|(_, format)| format.tag == tag).count() < EQUAL {
            return;
        }
        let most = self.limits.max_attributes();
        // As in `formats`: there may be any number of markers and elements before the last marker.
        for entry in self.formatting.iter_mut().rev() {
            match entry {
                Entry::Element(format) if format.tag == tag => {
                    format.key.get_or_insert_with(|| key(html, format.source, most));
                }
                Entry::Element(_) => {}
                Entry::Marker => break,
            }
        }
        start.key = Some(key(html, start.source, most));
    }

    /// Inserts a formatting element and notes it.
    pub(super) fn insert_formatting(&mut self, start: &Start) {
        let equal = |format: &Format| format.tag == start.name.tag && format.key == start.key;
        let mut earliest = None;
        let mut count = 0;
        for (index, _) in self.formats().filter(|(_, format)| equal(format)) {
            earliest = Some(index);
            count += 1;
        }
        if let Some(index) = earliest
            && count >= EQUAL
        {
            self.formatting.remove(index);
        }
        let node = self.insert(start).node;
        let Start { name, attributes, source, key, .. } = *start;
        self.formatting.push(Entry::Element(Format { node, tag: name.tag, attributes, source, key }));
    }

    /// "Reconstruct the active formatting elements".
    #[inline]
    pub(super) fn reopen_formatting(&mut self) {
        if !self.formatting.is_empty() {
            self.reopen();
        }
    }

    fn reopen(&mut self) {
        let is_done = |builder: &Self, entry: &Entry| match entry {
            Entry::Marker => true,
            Entry::Element(format) => builder.stack.position(format.node).is_some(),
        };
        let closed = self.formatting.iter().rev().take_while(|entry| !is_done(self, entry)).count();
        for index in self.formatting.len() - closed..self.formatting.len() {
            let Entry::Element(mut format) = self.formatting[index] else { continue };
            format.node = self.insert_open(format.name(), Space::Html, format.attributes).node;
            self.formatting[index] = Entry::Element(format);
        }
    }

    /// A link inside a link ends the outer one.
    pub(super) fn end_open_link(&mut self) {
        let Some((_, link)) = self.formats().find(|(_, format)| format.tag == Tag::A) else { return };
        self.adopt(Tag::A);
        if let Some(index) = self.format_position(link.node) {
            self.formatting.remove(index);
        }
        self.stack.remove_node(link.node);
    }

    /// "The adoption agency algorithm" for an end tag of a formatting element.
    pub(super) fn adopt(&mut self, subject: Tag) {
        if let Some(current) = self.stack.last().copied()
            && current.is(subject)
            && self.format_position(current.node).is_none()
        {
            self.stack.pop();
            return;
        }
        for _ in 0..ROUNDS {
            let Some((index, format)) = self.formats().find(|(_, format)| format.tag == subject) else {
                return self.end_other(subject.into());
            };
            let Some(at) = self.stack.position(format.node) else {
                self.formatting.remove(index);
                return;
            };
            if !self.stack.in_scope_where(Scope::Default, |open| open.node == format.node) {
                return;
            }
            let inside = &self.stack.items()[at..];
            let Some(block) = inside.iter().position(|open| open.is_any(is_special)) else {
                self.stack.truncate(at);
                self.formatting.remove(index);
                return;
            };
            self.adopt_into(format, at, at + block);
        }
    }

    /// One round: the formatting element at `at` of the stack goes into the block at `block`.
    fn adopt_into(&mut self, format: Format, at: usize, block: usize) {
        let furthest = self.stack.items()[block];
        let ancestor = self.stack.items()[at - 1];
        // Where the new formatting element comes in the list: in place of the old one, or after this one.
        let mut after = None;
        let mut last = furthest.node;
        let mut index = block;
        let mut taken = 0;
        loop {
            taken += 1;
            index -= 1;
            let node = self.stack.items()[index].node;
            if node == format.node {
                break;
            }
            let entry = self.format_position(node);
            let Some(entry) = entry.filter(|_| taken <= TAKEN_ALONG) else {
                if let Some(entry) = entry {
                    self.formatting.remove(entry);
                }
                self.stack.remove(index);
                continue;
            };
            let Entry::Element(mut copy) = self.formatting[entry] else { break };
            copy.node = self.copy(&copy);
            self.stack.replace(index, copy.open());
            self.formatting[entry] = Entry::Element(copy);
            if last == furthest.node {
                after = Some(copy.node);
            }
            self.tree.append(copy.node, last);
            last = copy.node;
        }
        self.tree.detach(last);
        self.put_in(ancestor, last);
        let copy = Format { node: self.copy(&format), ..format };
        self.tree.move_children(furthest.node, copy.node);
        self.tree.append(furthest.node, copy.node);
        self.relist(format.node, copy, after);
        self.stack.remove_node(format.node);
        let place = self.stack.position(furthest.node).map_or(self.stack.len(), |block| block + 1);
        self.stack.insert(place, copy.open());
    }

    fn copy(&mut self, format: &Format) -> NodeId {
        self.tree.push(Kind::Element { name: format.name(), attributes: format.attributes })
    }

    /// Replaces an element of the list, or puts the new one after another.
    fn relist(&mut self, old: NodeId, new: Format, after: Option<NodeId>) {
        match after.and_then(|node| self.format_position(node)) {
            Some(index) => {
                self.formatting.insert(index + 1, Entry::Element(new));
                if let Some(index) = self.format_position(old) {
                    self.formatting.remove(index);
                }
            }
            None => {
                if let Some(index) = self.format_position(old) {
                    self.formatting[index] = Entry::Element(new);
                }
            }
        }
    }
}

/// Equal for equal attributes in any order: of the tag whose name ends at `source`, the first `most`.
fn key(html: &str, source: u32, most: usize) -> u64 {
    let mut parts = Parts::new(html, source as usize);
    let (mut names, mut key) = (Vec::new(), 0_u64);
    for _ in 0..most {
        let Part::Attribute(name, value) = parts.next() else { break };
        let name = hash(name.text().as_bytes());
        if !names.contains(&name) {
            names.push(name);
            key = key.wrapping_add(hash_exact(value.decoded().as_bytes(), name));
        }
    }
    key
}

/// FNV-1a, 64 bits, over ASCII lower case (Fowler, Noll and Vo).
fn hash(bytes: &[u8]) -> u64 {
    bytes.iter().fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(byte.to_ascii_lowercase())).wrapping_mul(0x0100_0000_01b3)
    })
}

/// A hash of the bytes as they are, eight at a time: addresses are long.
fn hash_exact(bytes: &[u8], seed: u64) -> u64 {
    let (words, rest) = bytes.as_chunks::<8>();
    let hash = words.iter().fold(seed ^ bytes.len() as u64, |hash, word| step(hash, u64::from_le_bytes(*word)));
    rest.iter().fold(hash, |hash, byte| step(hash, u64::from(*byte)))
}
