//! What elements are to a page.

use crate::markup::Tag;
use crate::page::{BlockKind, Container, Hidden, Item, NONE, Range, Role, SpanKind};

pub(super) fn container(tag: Tag, parent: u32, depth: u16, first_block: u32) -> Container {
    Container {
        tag,
        parent,
        depth,
        role: Role::None,
        item: Item::default(),
        hidden: Hidden::default(),
        captions: false,
        first_block,
        end_block: first_block,
        elements: 0,
        tokens: Range::default(),
        class: Range::default(),
        id: Range::default(),
        number: NONE as i32,
    }
}

pub(super) fn kind_of(tag: Tag) -> BlockKind {
    match tag {
        Tag::Li => BlockKind::ListItem,
        Tag::Td | Tag::Th => BlockKind::TableCell,
        Tag::Dt => BlockKind::Term,
        Tag::Dd => BlockKind::Definition,
        Tag::Figcaption | Tag::Caption => BlockKind::Caption,
        Tag::Button | Tag::Legend | Tag::Summary => BlockKind::Control,
        _ if tag.keeps_space() => BlockKind::Preformatted,
        _ => tag.heading_level().map_or(BlockKind::Paragraph, BlockKind::Heading),
    }
}

pub(super) fn span_kind(tag: Tag) -> Option<SpanKind> {
    Some(match tag {
        Tag::A => SpanKind::Link,
        Tag::B | Tag::Strong => SpanKind::Strong,
        Tag::I | Tag::Em | Tag::Cite | Tag::Dfn | Tag::Var => SpanKind::Emphasis,
        Tag::Code | Tag::Kbd | Tag::Samp | Tag::Tt => SpanKind::Code,
        Tag::Sup => SpanKind::Superscript,
        Tag::Sub => SpanKind::Subscript,
        Tag::Del | Tag::S | Tag::Strike => SpanKind::Deleted,
        Tag::Q => SpanKind::Quote,
        Tag::Time => SpanKind::Time,
        Tag::Math => SpanKind::Math,
        _ => return None,
    })
}
