//! Elements: containers around blocks, marks inside them.

use super::collect::Facts;
use super::kinds::{container, span_kind};
use super::{Builder, Inline, Open};
use crate::limits::Limit;
use crate::markup::{Attr, Tag};
use crate::page::{ContainerId, Hidden, Holds, Item, Page, Range, Role, add_tokens};

/// Class and id names of open inline elements that a block gets, at most.
const MAX_INLINE_TOKENS: usize = 128;
/// Open links that make spans beside formatting elements, at most.
const MAX_LINKS: usize = 16;

impl Builder {
    pub(super) fn open_container<'a>(&mut self, tag: Tag, attrs: impl Iterator<Item = (Attr, &'a str)>) {
        self.end_block();
        if self.containers.len() >= self.limits.max_depth() || self.page.containers.len() >= self.limits.max_nodes() {
            let limit = if self.containers.len() >= self.limits.max_depth() { Limit::Depth } else { Limit::Nodes };
            self.page.cut.add(limit);
            self.open.push(Open::Flat);
            return;
        }
        let parent = self.current();
        let depth = self.page.containers[parent as usize].depth + 1;
        let mut new = container(tag, parent, depth, self.page.blocks.len() as u32);
        let (mut class, mut id, mut facts) = ("", "", Facts::default());
        for (name, value) in attrs {
            facts.read(tag, name, value);
            match name {
                Attr::Class => class = value,
                Attr::Id => id = value,
                Attr::Role => new.role = Role::from_attr(value),
                Attr::Itemprop => new.item.0 |= Item::from_prop(value),
                Attr::Itemtype => new.item.0 |= Item::from_type(value),
                Attr::Hidden => new.hidden.0 |= Hidden::ATTRIBUTE,
                Attr::Style if Hidden::in_style(value) => new.hidden.0 |= Hidden::STYLE,
                Attr::AriaHidden if value.trim() == "true" => new.hidden.0 |= Hidden::ARIA,
                Attr::Start | Attr::Value | Attr::Colspan => new.number = value.trim().parse().unwrap_or(new.number),
                _ => {}
            }
        }
        let class = self.class(class);
        // Elements of one class share its tokens.
        let mut told = class.told;
        new.tokens = class.tokens;
        if !id.is_empty() {
            let tokens = &mut self.page.tokens;
            let start = tokens.len();
            tokens.extend_from_within(class.tokens.usize());
            let of_id = tokens.len();
            add_tokens(id, tokens);
            told |= Holds::from_tokens(&tokens[of_id..]);
            new.tokens = Range { start: start as u32, end: tokens.len() as u32 };
        }
        new.captions = told & Holds::CAPTION != 0;
        if told & Holds::DISCUSSION != 0 || new.item.any(Item::COMMENT | Item::REVIEW) {
            self.page.discussions.push(self.page.containers.len() as u32);
        }
        (new.class, new.id) = (class.value, self.keep(id));
        self.keeps_space += u32::from(tag.keeps_space());
        self.containers.push(self.page.containers.len() as u32);
        self.page.containers.push(new);
        self.mark(tag, told, &facts);
        self.open.push(Open::Container);
    }

    pub(super) fn close_container(&mut self) {
        self.end_block();
        let Some(id) = self.containers.pop() else { return };
        let blocks = self.page.blocks.len() as u32;
        let closed = &mut self.page.containers[id as usize];
        closed.end_block = blocks;
        let (tag, parent, elements) = (closed.tag, closed.parent, closed.elements);
        self.keeps_space -= u32::from(tag.keeps_space());
        self.page.containers[parent as usize].elements += elements + 1;
        if self.leaves_nothing(id) {
            self.page.containers.truncate(id as usize);
        }
    }

    /// Whether nobody will ask for a container that ends here: it has no blocks, and nothing that was collected is in it.
    fn leaves_nothing(&self, id: ContainerId) -> bool {
        let Page { blocks, containers, marks, discussions, head, .. } = &self.page;
        let own = &containers[id as usize];
        own.first_block as usize == blocks.len()
            && id as usize + 1 == containers.len()
            && !(own.tag.counts_empty() || own.role == Role::Article)
            && marks.last().is_none_or(|mark| mark.container < id)
            && discussions.last().is_none_or(|discussion| *discussion < id)
            && head.metas().next_back().is_none_or(|meta| meta.container < id)
    }

    pub(super) fn open_inline<'a>(&mut self, tag: Tag, attrs: impl Iterator<Item = (Attr, &'a str)>) {
        if tag.separates_words() {
            self.abuts |= self.box_ended;
        } else {
            self.box_ended = false;
        }
        if self.inlines.len() >= self.limits.max_depth() {
            self.page.cut.add(Limit::Depth);
            return self.open.push(Open::Plain);
        }
        let tokens = self.inline_tokens.len();
        let (mut target, mut author, mut class, mut id, mut facts) = ("", false, "", "", Facts::default());
        for (name, value) in attrs {
            facts.read(tag, name, value);
            match name {
                Attr::Class => class = value,
                Attr::Id => id = value,
                Attr::Alttext if tag == Tag::Math => target = value,
                Attr::Href if tag == Tag::A => target = value,
                Attr::Datetime if tag == Tag::Time => target = value,
                Attr::Rel => author |= value.eq_ignore_ascii_case("author"),
                Attr::Itemprop => author |= Item::from_prop(value) & Item::AUTHOR != 0,
                _ => {}
            }
        }
        let known = self.class(class);
        // Every block gets all of them.
        let has_room = tokens < MAX_INLINE_TOKENS;
        if has_room {
            self.inline_tokens.extend_from_slice(&self.page.tokens[known.tokens.usize()]);
        }
        let (of_id, mut told) = (self.inline_tokens.len(), known.told);
        if !id.is_empty() {
            add_tokens(id, &mut self.inline_tokens);
            told |= Holds::from_tokens(&self.inline_tokens[of_id..]);
            self.inline_tokens.truncate(if has_room { self.inline_tokens.len() } else { of_id });
        }
        if self.inline_tokens.len() > tokens + 1 {
            self.inline_tokens[tokens..].sort_unstable();
        }
        if tag == Tag::Code && self.keeps_space > 0 {
            self.mark(tag, Holds::CODE, &Facts { content: class, ..Facts::default() });
        } else {
            self.mark(tag, told, &facts);
        }
        let kind = if tag == Tag::A && target.is_empty() { None } else { span_kind(tag) };
        let kind = kind.filter(|_| self.admits_span(tag));
        self.marked += usize::from(kind.is_some());
        let target = self.keep(target);
        self.math += u32::from(tag == Tag::Math);
        let from = self.page.text.len() as u32;
        self.inlines.push(Inline { tag, kind, target, author, from, tokens: tokens as u32 });
        let container = self.current();
        self.page.containers[container as usize].elements += 1;
        self.open.push(Open::Inline);
    }

    /// Whether one more open element may make spans: each makes one in every block until it ends.
    fn admits_span(&mut self, tag: Tag) -> bool {
        let most = self.limits.max_formatting() + if tag == Tag::A { MAX_LINKS } else { 0 };
        let admitted = self.marked < most;
        if !admitted {
            self.page.cut.add(Limit::Formatting);
        }
        admitted
    }

    pub(super) fn close_inline(&mut self) {
        // A span ends where its text ends, not after the white space that waits.
        let Some(at) = self.inlines.len().checked_sub(1) else { return };
        if self.start.is_some() {
            self.end_span(at, self.page.text.len() as u32);
        }
        let inline = self.inlines.pop().expect("the index was just computed");
        self.inline_tokens.truncate(inline.tokens as usize);
        self.marked -= usize::from(inline.kind.is_some());
        self.math -= u32::from(inline.tag == Tag::Math);
        self.box_ended = inline.tag.separates_words();
        if !self.box_ended {
            self.abuts = false;
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::cleaner::segment_html;
    use crate::markup::Tag;
    use crate::options::Options;

    fn tags(html: &str) -> Vec<Tag> {
        segment_html(html, &Options::default()).containers.iter().skip(1).map(|container| container.tag).collect()
    }

    #[test]
    fn elements_without_text_leave_nothing() {
        use Tag::*;
        assert_eq!(tags("<div><div></div><hr><section><div></div></section><p>River</div>"), [Html, Body, Div, P]);
        assert_eq!(tags("<div>River<div></div></div>"), [Html, Body, Div]);
        // Its parent counts it all the same.
        let page = segment_html("<div>River<hr><hr></div>", &Options::default());
        assert_eq!(page.containers.last().map(|container| (container.tag, container.elements)), Some((Div, 2)));
    }

    #[test]
    fn those_that_are_counted_or_say_something_stay() {
        use Tag::*;
        let row = [Html, Body, Table, Tbody, Tr, Td, Td, P];
        assert_eq!(tags("<table><tr><td></td><td><p>River</table>"), row);
        assert_eq!(tags("<ol><li></li><li>River</ol>"), [Html, Body, Ol, Li, Li]);
        assert_eq!(tags("River<div><p></div>"), [Html, Body, Div, P]);
        assert_eq!(tags("River<div itemprop=author content=Ann></div>"), [Html, Body, Div]);
        assert_eq!(tags("River<div><meta itemprop=name content=Ann></div>"), [Html, Body, Div]);
        assert_eq!(tags("River<div class=comments></div>"), [Html, Body, Div]);
    }
}
