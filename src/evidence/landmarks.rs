//! Elements, ARIA roles and microdata around the block.

use super::{Facts, flag};
use crate::markup::Tag;
use crate::page::{BlockKind, Container, Item, Role};

pub(super) const COLUMNS: &[&str] = &[
    "articles",
    "main",
    "navs",
    "headers",
    "footers",
    "asides",
    "forms",
    "lists",
    "tables",
    "figures",
    "sections",
    "divs",
    "dialogs",
    "details",
    "quotes",
    "preformatted",
    "buttons",
    "paragraphs",
    "definitions",
    "role_main",
    "role_navigation",
    "role_banner",
    "role_info",
    "role_complementary",
    "role_dialog",
    "role_button",
    "role_menu",
    "role_tab",
    "role_search",
    "role_list",
    "role_article",
    "role_presentation",
    "item_body",
    "item_headline",
    "item_author",
    "item_date",
    "item_description",
    "item_review",
    "item_comment",
    "item_breadcrumb",
    "item_article",
    "item_product",
    "item_person",
    "item_chrome",
    "item_question",
    "item_answer",
    "item_recipe",
    "heading",
    "list_item",
    "cell",
    "term",
    "caption",
    "control",
    "tag",
    "parent_tag",
    "wider_tag",
];

/// Elements counted around a block, in the order of their columns.
const COUNTED: [&[Tag]; 19] = [
    &[Tag::Article],
    &[Tag::Main],
    &[Tag::Nav],
    &[Tag::Header],
    &[Tag::Footer],
    &[Tag::Aside],
    &[Tag::Form, Tag::Fieldset],
    &[Tag::Ul, Tag::Ol, Tag::Menu, Tag::Dir],
    &[Tag::Table],
    &[Tag::Figure],
    &[Tag::Section],
    &[Tag::Div],
    &[Tag::Dialog],
    &[Tag::Details],
    &[Tag::Blockquote],
    &[Tag::Pre],
    &[Tag::Button],
    &[Tag::P],
    &[Tag::Dl],
];
const TAGS: usize = COUNTED.len();
static SLOTS: [u8; 256] = places(&COUNTED);
/// Roles noted, in the order of their columns.
const ROLES: [Role; 13] = [
    Role::Main,
    Role::Navigation,
    Role::Banner,
    Role::ContentInfo,
    Role::Complementary,
    Role::Dialog,
    Role::Button,
    Role::Menu,
    Role::Tab,
    Role::Search,
    Role::List,
    Role::Article,
    Role::Presentation,
];
/// The bit of each role.
static ROLE_BITS: [u16; 16] = {
    let mut bits = [0; 16];
    let mut at = 0;
    while at < ROLES.len() {
        bits[ROLES[at] as usize] = 1 << at;
        at += 1;
    }
    bits
};
/// Microdata noted, in the order of their columns.
const ITEMS: [u32; 15] = [
    Item::BODY,
    Item::HEADLINE,
    Item::AUTHOR,
    Item::DATE,
    Item::DESCRIPTION,
    Item::REVIEW,
    Item::COMMENT,
    Item::BREADCRUMB,
    Item::ARTICLE,
    Item::PRODUCT,
    Item::PERSON,
    Item::CHROME,
    Item::QUESTION,
    Item::ANSWER,
    Item::RECIPE,
];

/// What stands around a container, itself included.
#[derive(Clone, Copy)]
pub(crate) struct Around {
    /// Of the elements that are counted, and one for all others, which stays 0.
    counts: [u8; TAGS + 1],
    roles: u16,
    items: u32,
}

impl Around {
    pub(super) const NONE: Around = Around { counts: [0; TAGS + 1], roles: 0, items: 0 };

    /// One container further in.
    pub(super) fn enter(&mut self, container: &Container) {
        let count = &mut self.counts[usize::from(SLOTS[container.tag as usize]).min(TAGS)];
        *count = count.saturating_add(1);
        self.counts[TAGS] = 0;
        self.roles |= ROLE_BITS[container.role as usize % ROLE_BITS.len()];
        self.items |= container.item.0;
    }
}

pub(super) fn fill(facts: &Facts<'_>) -> impl FnMut(usize, &mut [f32]) {
    let containers = &facts.page.containers;
    let mut last = (0, 0);
    move |block, row| {
        let data = &facts.page.blocks[block];
        let place = &facts.places[data.container as usize];
        let own = &place.landmarks;
        let (counts, rest) = row.split_at_mut(TAGS);
        let (roles, rest) = rest.split_at_mut(ROLES.len());
        let (items, rest) = rest.split_at_mut(ITEMS.len());
        for (cell, count) in counts.iter_mut().zip(own.counts) {
            *cell = f32::from(count);
        }
        if own.roles != last.0 {
            for (at, cell) in roles.iter_mut().enumerate() {
                *cell = flag(own.roles & 1 << at != 0);
            }
        }
        if own.items != last.1 {
            for (item, cell) in ITEMS.iter().zip(items) {
                *cell = flag(own.items & item != 0);
            }
        }
        last = (own.roles, own.items);
        let heading = if let BlockKind::Heading(level) = data.kind { f32::from(level) } else { 0.0 };
        let container = &containers[data.container as usize];
        rest.copy_from_slice(&[
            heading,
            flag(data.kind == BlockKind::ListItem),
            flag(data.kind == BlockKind::TableCell),
            flag(matches!(data.kind, BlockKind::Term | BlockKind::Definition)),
            flag(data.kind == BlockKind::Caption),
            flag(data.kind == BlockKind::Control),
            rank(container.tag),
            rank(containers[container.parent as usize].tag),
            rank(containers[place.wider as usize].tag),
        ]);
    }
}

/// Elements on a scale from prose to chrome, so that one threshold can cut anywhere.
fn rank(tag: Tag) -> f32 {
    f32::from(RANKS[tag as usize])
}

static RANKS: [u8; 256] = places(&[
    &[Tag::P],
    &[Tag::Blockquote, Tag::Pre],
    &[Tag::Article],
    &[Tag::Main],
    &[Tag::H2, Tag::H3, Tag::H4],
    &[Tag::H1],
    &[Tag::Td, Tag::Th],
    &[Tag::Tr, Tag::Tbody, Tag::Table],
    &[Tag::Dd, Tag::Dt, Tag::Dl],
    &[Tag::Section],
    &[Tag::Div],
    &[Tag::Li],
    &[Tag::Ul, Tag::Ol],
    &[Tag::Unknown],
    &[Tag::H5, Tag::H6],
    &[Tag::Figcaption, Tag::Figure],
    &[Tag::Header],
    &[Tag::Aside],
    &[Tag::Form, Tag::Fieldset, Tag::Legend],
    &[Tag::Button],
    &[Tag::Footer],
    &[Tag::Nav],
]);

/// By element, its place in a list, the length of the list where it is not in it.
const fn places(list: &[&[Tag]]) -> [u8; 256] {
    let mut places = [list.len() as u8; 256];
    let mut place = 0;
    while place < list.len() {
        let mut at = 0;
        while at < list[place].len() {
            places[list[place][at] as usize] = place as u8;
            at += 1;
        }
        place += 1;
    }
    places
}
