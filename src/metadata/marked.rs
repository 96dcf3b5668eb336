//! Elements that say what they hold: microdata, `rel`, `<time>`, class names.

use std::cell::RefCell;

use super::Source;
use super::dates::{self, Order, find_in};
use super::found::{Field, Found};
use super::labelled::{self, Dated};
use super::visible;
use crate::hash::Map;
use crate::markup::Tag;
use crate::page::{BlockId, Container, ContainerId, Holds, Item, MAX_NAMES, Mark, Page, Role};

/// Longer texts are no names and dates (bytes).
const MAX_TEXT: usize = 240;
/// Longer texts are no name alone (bytes).
const MAX_NAME: usize = 60;
/// Blocks from the title within which a class name is believed.
const NEAR: u32 = 24;
/// Marks looked at.
const MAX_MARKS: usize = 4000;

/// Reads the page's marks; `anchor` is the block of the title.
pub(super) fn read(page: &Page, anchor: Option<BlockId>, order: Order, found: &mut Found) {
    let reader = Reader::new(page, anchor, order, false);
    for meta in page.head.metas().filter(|meta| meta.item) {
        if !reader.is_elsewhere(meta.container) {
            reader.declared(Holds(Holds::from_prop(meta.name)), meta.content, found);
            for name in meta.name.split_ascii_whitespace().take(MAX_NAMES) {
                match name {
                    "image" | "thumbnailurl" => found.add(Field::Image, Source::Microdata, 34, meta.content),
                    "description" => found.add(Field::Description, Source::Microdata, 34, meta.content),
                    "url" | "mainentityofpage" => found.add(Field::Url, Source::Microdata, 40, meta.content),
                    "inlanguage" => found.add(Field::Language, Source::Microdata, 14, meta.content),
                    "isaccessibleforfree" => found.add(Field::Free, Source::Microdata, 30, meta.content),
                    _ => {}
                }
            }
        }
    }
    for (at, mark) in page.marks.iter().enumerate().take(MAX_MARKS) {
        let far = !mark.declared && (reader.distance(mark.block) > NEAR || mark.holds.any(Holds::OTHER));
        if far || mark.holds.any(Holds::CODE) || reader.is_elsewhere(mark.container) {
            continue;
        }
        reader.mark(mark, &page.marks[at + 1..], found);
    }
}

/// Reads dates from labelled lines, `dated`, far from the title.
pub(super) fn read_far_dates(page: &Page, anchor: Option<BlockId>, dated: &[Dated], order: Order, found: &mut Found) {
    let reader = Reader::new(page, anchor, order, false);
    let skip = |id: BlockId| reader.is_elsewhere(page.blocks[id as usize].container);
    labelled::add_dates(dated, Some(&skip), 90, found);
}

/// Reads authors from labelled lines far from the title.
pub(super) fn read_far_authors(page: &Page, anchor: Option<BlockId>, order: Order, found: &mut Found) {
    let reader = Reader::new(page, anchor, order, false);
    labelled::authors(page, |id| reader.is_elsewhere(page.blocks[id as usize].container), found);
    // A box about the author at the page's foot; a list of teasers names several.
    let mut only: Option<String> = None;
    for mark in page.marks.iter().take(MAX_MARKS).filter(|mark| mark.holds.any(Holds::AUTHOR) && !mark.declared) {
        let text = page.text.get(mark.text.usize()).unwrap_or_default().trim();
        if mark.holds.any(Holds::OTHER) || text.is_empty() || text.len() > MAX_NAME {
            continue;
        }
        let names = visible::names_in(text.lines().next().unwrap_or_default());
        let [name] = names.as_slice() else { continue };
        if !visible::is_person(name) || reader.is_elsewhere(mark.container) || visible::says_helper(text) {
            continue;
        }
        match &only {
            Some(known) if known != name => return,
            _ => only = Some(name.clone()),
        }
    }
    if let Some(name) = only {
        found.add(Field::Authors, Source::ClassName, 205, &name);
    }
}

/// Reads dates from places that rarely tell the article's: for pages that have none elsewhere.
pub(super) fn read_loosely(page: &Page, anchor: Option<BlockId>, dated: &[Dated], order: Order, found: &mut Found) {
    let reader = Reader::new(page, anchor, order, true);
    let skip = |id: BlockId| reader.is_elsewhere(page.blocks[id as usize].container);
    labelled::add_dates(dated, Some(&skip), 200, found);
    labelled::add_dates(dated, None, 215, found);
    for mark in page.marks.iter().take(MAX_MARKS) {
        if mark.holds.any(Holds::AUTHOR) && !mark.holds.any(Holds::OTHER) && !reader.is_elsewhere(mark.container) {
            let text = page.text.get(mark.text.usize()).unwrap_or_default();
            reader.date_in_byline(text.trim(), 209, found);
        }
        if !mark.holds.any(Holds::TIME | Holds::PUBLISHED) {
            continue;
        }
        let text = page.text.get(mark.text.usize()).unwrap_or_default().trim();
        if !mark.holds.any(Holds::AUTHOR | Holds::OTHER) && text.len() < 60 && !reader.is_elsewhere(mark.container) {
            let value = page.value(mark.value);
            reader.date(mark, text, value, 210, found);
        }
    }
}

/// Whether the place belongs to something that is not the article: a comment, a teaser. A box beside it may be about it.
pub(super) fn is_elsewhere(page: &Page, anchor: Option<BlockId>, container: ContainerId) -> bool {
    Reader::new(page, anchor, Order::DayFirst, true).is_elsewhere(container)
}

struct Reader<'a> {
    page: &'a Page,
    anchor: Option<BlockId>,
    order: Order,
    /// Places beside the article count, too; comments and teasers still do not.
    loose: bool,
    /// Of the places asked about, and those around them, whether they are elsewhere: thousands of blocks may stand deep in
    /// the same elements.
    known: RefCell<Map<ContainerId, bool>>,
}

impl<'a> Reader<'a> {
    fn new(page: &'a Page, anchor: Option<BlockId>, order: Order, loose: bool) -> Self {
        Reader { page, anchor, order, loose, known: RefCell::default() }
    }

    /// Whether the place belongs to something beside the article: a comment, a teaser, the page's foot.
    fn is_elsewhere(&self, container: ContainerId) -> bool {
        let known = &mut *self.known.borrow_mut();
        let mut asked = Vec::new();
        let mut is_elsewhere = false;
        for (id, container) in self.page.ancestors(container) {
            let here = known.get(&id).copied();
            is_elsewhere = here.unwrap_or_else(|| self.is_other(id, container));
            if here.is_some() {
                break;
            }
            asked.push(id);
            if is_elsewhere {
                break;
            }
        }
        known.extend(asked.into_iter().map(|id| (id, is_elsewhere)));
        is_elsewhere
    }

    /// Whether an element is something beside the article by itself.
    fn is_other(&self, id: ContainerId, container: &Container) -> bool {
        // What encloses the title is about the article, whatever its class says.
        let around = self.anchor.is_none_or(|a| container.first_block <= a && a < container.end_block);
        if id == 0 || around && (self.anchor.is_some() || container.first_block + 40 < container.end_block) {
            return false;
        }
        let tokens = &self.page.tokens[container.tokens.usize()];
        let in_article = container.tag == Tag::Footer && self.page.is_inside(container.parent, Tag::Article);
        let beside = matches!(container.tag, Tag::Aside | Tag::Nav | Tag::Footer | Tag::Form | Tag::Figure)
            || matches!(container.role, Role::Complementary | Role::ContentInfo | Role::Navigation | Role::Dialog);
        let told = Holds(Holds::from_tokens(tokens));
        beside && !in_article && !self.loose
            || container.tag == Tag::Blockquote
            || container.item.any(Item::COMMENT | Item::REVIEW | Item::ANSWER | Item::CHROME)
            || told.any(Holds::OTHER) && !(self.loose && beside)
    }

    /// Blocks from the title.
    fn distance(&self, block: BlockId) -> u32 {
        self.anchor.map_or(block, |anchor| anchor.abs_diff(block))
    }

    fn mark(&self, mark: &Mark, after: &[Mark], found: &mut Found) {
        let text = self.page.text.get(mark.text.usize()).unwrap_or_default().trim();
        let value = self.page.value(mark.value);
        let shown = if text.is_empty() { value } else { text };
        if shown.len() > MAX_TEXT {
            return;
        }
        if mark.declared {
            let holds = Holds(mark.holds.0);
            let machine = if value.is_empty() || holds.any(Holds::AUTHOR) { shown } else { value };
            if holds.any(Holds::AUTHOR) {
                self.author(mark, after, shown, 30, found);
            }
            let by_link = if mark.tag == Tag::A { holds.0 & (Holds::TAG | Holds::LICENCE) } else { 0 };
            if by_link & Holds::TAG != 0 {
                found.add_to_list(Field::Tags, Source::Link, 40, machine);
            }
            if by_link & Holds::LICENCE != 0 {
                found.add(Field::Licence, Source::Link, 30, machine);
            }
            self.declared(Holds(holds.0 & !(Holds::AUTHOR | by_link)), machine, found);
            return;
        }
        if self.distance(mark.block) > NEAR {
            return;
        }
        self.told(mark, after, shown, value, found);
    }

    /// What an attribute made for it says.
    fn declared(&self, holds: Holds, value: &str, found: &mut Found) {
        let mut put = |bit, field, rank| {
            if holds.any(bit) {
                found.add(field, Source::Microdata, rank, value);
            }
        };
        put(Holds::TITLE, Field::Title, 25);
        put(Holds::SUBTITLE, Field::Subtitle, 30);
        put(Holds::PUBLISHED, Field::Published, 34);
        put(Holds::MODIFIED, Field::Modified, 34);
        put(Holds::SECTION, Field::Section, 30);
        put(Holds::LICENCE, Field::Licence, 30);
        put(Holds::COMMENTS, Field::Comments, 30);
        if holds.any(Holds::TAG) {
            found.add_to_list(Field::Tags, Source::Microdata, 40, value);
        }
        if holds.any(Holds::AUTHOR) {
            found.add_to_list(Field::Authors, Source::Microdata, 30, value);
        }
    }

    /// What a class name or a `<time>` says.
    fn told(&self, mark: &Mark, after: &[Mark], shown: &str, value: &str, found: &mut Found) {
        let holds = mark.holds;
        if holds.any(Holds::OTHER) {
            return;
        }
        let far = (self.distance(mark.block) / 4).min(6) as u8;
        if holds.any(Holds::AUTHOR) {
            self.author(mark, after, shown, 50 + far, found);
            self.date_in_byline(shown, 62 + far, found);
        }
        if holds.any(Holds::SUBTITLE) {
            found.add(Field::Subtitle, Source::ClassName, 40 + far, shown);
        }
        if holds.any(Holds::TIME | Holds::PUBLISHED | Holds::MODIFIED) {
            self.date(mark, shown, value, 40 + far, found);
        }
    }

    /// "Posted by Ann Lee » 3 May 2024".
    fn date_in_byline(&self, shown: &str, rank: u8, found: &mut Found) {
        let dated = find_in(shown.lines().next().unwrap_or_default(), self.order);
        if let Some((folded, date)) = dated.filter(|(_, date)| date.stamp.has_day()) {
            let changed = visible::says_updated(&folded[..date.range.start]);
            let field = if changed { Field::Modified } else { Field::Published };
            found.add(field, Source::ClassName, rank, &folded[date.range.start..]);
        }
    }

    fn date(&self, mark: &Mark, shown: &str, value: &str, rank: u8, found: &mut Found) {
        let machine = find_in(value, self.order).is_some();
        let in_shown = find_in(shown, self.order);
        if !machine && in_shown.is_none() {
            return;
        }
        let before = visible::before(self.page, mark);
        let is_first_of_two =
            || mark.tag == Tag::Time && visible::is_span(&visible::after(self.page, mark), self.order);
        let other = visible::says_event(&before) || is_first_of_two();
        if other || in_shown.is_some_and(|(folded, date)| is_of_event(&folded, &date, self.order)) {
            return;
        }
        let source = if mark.tag == Tag::Time { Source::Time } else { Source::ClassName };
        let rank = if machine && mark.tag == Tag::Time { rank } else { rank + 6 };
        let text = if machine { value } else { shown };
        let changed = mark.holds.any(Holds::MODIFIED) || visible::says_updated(&before);
        let changed = changed && !mark.holds.any(Holds::PUBLISHED);
        let field = if changed { Field::Modified } else { Field::Published };
        found.add(field, source, rank, text);
    }

    /// The name in an author's mark: the innermost mark or link that has one.
    fn author(&self, mark: &Mark, after: &[Mark], shown: &str, rank: u8, found: &mut Found) {
        let inside = |other: &&Mark| other.text.start >= mark.text.start && other.text.end <= mark.text.end;
        let inner = after.iter().take_while(inside).take(32).filter(|other| {
            other.holds.any(Holds::AUTHOR | Holds::NAME) && other.text.len() > 0 && !other.holds.any(Holds::OTHER)
        });
        let rank_here = if mark.declared { rank } else { rank + 1 };
        let source = match mark.declared {
            _ if mark.tag == Tag::A && mark.declared => Source::Link,
            true => Source::Microdata,
            false => Source::ClassName,
        };
        let before = super::visible::before(self.page, mark);
        if super::visible::says_helper(&before) || super::visible::says_helper(shown) {
            return;
        }
        let names: Vec<&Mark> = inner.filter(|other| other.holds.any(Holds::NAME)).collect();
        if !names.is_empty() {
            for name in names {
                let text = self.page.text.get(name.text.usize()).unwrap_or_default();
                found.add_to_list(Field::Authors, source, rank_here, text);
            }
            return;
        }
        let again = after
            .iter()
            .take_while(inside)
            .take(32)
            .any(|other| other.holds.any(Holds::AUTHOR) && other.text.len() > 1 && !other.holds.any(Holds::OTHER));
        // The inner mark will be read for itself.
        if !again && !shown.is_empty() {
            for line in shown.lines().take(4) {
                let names = visible::names_in(line);
                if !names.is_empty() || mark.declared {
                    let names = if names.is_empty() { line.to_owned() } else { names.join(", ") };
                    found.add_to_list(Field::Authors, source, rank_here, &names);
                    break;
                }
            }
        }
    }
}

/// Whether the date in a folded text is that of an event.
fn is_of_event(folded: &str, date: &dates::Found, order: Order) -> bool {
    visible::says_event(&folded[..date.range.start]) || visible::is_span(&folded[date.range.end..], order)
}
