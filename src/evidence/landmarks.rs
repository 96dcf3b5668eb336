//! Elements, ARIA roles and microdata around the block.

use super::{Facts, flag};
use crate::markup::Tag;
use crate::page::{BlockKind, Item, Role};

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
const TAGS: usize = 19;
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
#[derive(Clone, Copy, Default)]
struct Around {
    counts: [u8; TAGS],
    roles: u16,
    items: u32,
}

fn around(facts: &Facts<'_>) -> Vec<Around> {
    let containers = &facts.page.containers;
    let mut around = vec![Around::default(); containers.len()];
    for id in &facts.live {
        let container = &containers[*id as usize];
        let mut own = around[container.parent as usize];
        if let Some(slot) = slot(container.tag) {
            own.counts[slot] = own.counts[slot].saturating_add(1);
        }
        own.roles |= ROLES.iter().position(|role| *role == container.role).map_or(0, |at| 1 << at);
        own.items |= container.item.0;
        around[*id as usize] = own;
    }
    around
}

pub(super) fn fill(facts: &Facts<'_>) -> impl FnMut(usize, &mut [f32]) {
    let containers = &facts.page.containers;
    let around = around(facts);
    let mut last = Around::default();
    move |block, row| {
        let data = &facts.page.blocks[block];
        let own = &around[data.container as usize];
        let (counts, rest) = row.split_at_mut(TAGS);
        let (roles, rest) = rest.split_at_mut(ROLES.len());
        let (items, rest) = rest.split_at_mut(ITEMS.len());
        if own.counts != last.counts {
            for (cell, count) in counts.iter_mut().zip(own.counts) {
                *cell = f32::from(count);
            }
        }
        if own.roles != last.roles {
            for (at, cell) in roles.iter_mut().enumerate() {
                *cell = flag(own.roles & 1 << at != 0);
            }
        }
        if own.items != last.items {
            for (item, cell) in ITEMS.iter().zip(items) {
                *cell = flag(own.items & item != 0);
            }
        }
        last = *own;
        let heading = if let BlockKind::Heading(level) = data.kind { f32::from(level) } else { 0.0 };
        let container = &containers[data.container as usize];
        let wider = facts.wider[data.container as usize];
        rest.copy_from_slice(&[
            heading,
            flag(data.kind == BlockKind::ListItem),
            flag(data.kind == BlockKind::TableCell),
            flag(matches!(data.kind, BlockKind::Term | BlockKind::Definition)),
            flag(data.kind == BlockKind::Caption),
            flag(data.kind == BlockKind::Control),
            rank(container.tag),
            rank(containers[container.parent as usize].tag),
            rank(containers[wider as usize].tag),
        ]);
    }
}

/// The column that counts an element.
fn slot(tag: Tag) -> Option<usize> {
    Some(match tag {
        Tag::Article => 0,
        Tag::Main => 1,
        Tag::Nav => 2,
        Tag::Header => 3,
        Tag::Footer => 4,
        Tag::Aside => 5,
        Tag::Form | Tag::Fieldset => 6,
        Tag::Ul | Tag::Ol | Tag::Menu | Tag::Dir => 7,
        Tag::Table => 8,
        Tag::Figure => 9,
        Tag::Section => 10,
        Tag::Div => 11,
        Tag::Dialog => 12,
        Tag::Details => 13,
        Tag::Blockquote => 14,
        Tag::Pre => 15,
        Tag::Button => 16,
        Tag::P => 17,
        Tag::Dl => 18,
        _ => return None,
    })
}

/// Elements on a scale from prose to chrome, so that one threshold can cut anywhere.
fn rank(tag: Tag) -> f32 {
    let rank = match tag {
        Tag::P => 0,
        Tag::Blockquote | Tag::Pre => 1,
        Tag::Article => 2,
        Tag::Main => 3,
        Tag::H2 | Tag::H3 | Tag::H4 => 4,
        Tag::H1 => 5,
        Tag::Td | Tag::Th => 6,
        Tag::Tr | Tag::Tbody | Tag::Table => 7,
        Tag::Dd | Tag::Dt | Tag::Dl => 8,
        Tag::Section => 9,
        Tag::Div => 10,
        Tag::Li => 11,
        Tag::Ul | Tag::Ol => 12,
        Tag::Unknown => 13,
        Tag::H5 | Tag::H6 => 14,
        Tag::Figcaption | Tag::Figure => 15,
        Tag::Header => 16,
        Tag::Aside => 17,
        Tag::Form | Tag::Fieldset | Tag::Legend => 18,
        Tag::Button => 19,
        Tag::Footer => 20,
        Tag::Nav => 21,
        _ => 22,
    };
    rank as f32
}
