//! The markup around blocks that survives parsing.

use super::lower::{Buffer, lower};
use super::marks::MAX_NAMES;
use super::{BlockId, ContainerId, Range};
use crate::markup::Tag;

/// ARIA roles that say what a region is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Role {
    None,
    Article,
    Banner,
    Button,
    Complementary,
    ContentInfo,
    Dialog,
    Form,
    Main,
    Menu,
    Navigation,
    Presentation,
    Search,
    Tab,
    List,
    Other,
}

impl Role {
    /// The role of a `role` attribute; the first of several counts.
    pub(crate) fn from_attr(value: &str) -> Role {
        match lower(value.split_ascii_whitespace().next().unwrap_or_default(), &mut Buffer::default()) {
            "" => Role::None,
            "article" => Role::Article,
            "banner" => Role::Banner,
            "button" => Role::Button,
            "complementary" | "note" => Role::Complementary,
            "contentinfo" => Role::ContentInfo,
            "dialog" | "alertdialog" | "alert" | "tooltip" | "status" => Role::Dialog,
            "form" => Role::Form,
            "main" => Role::Main,
            "menu" | "menubar" | "menuitem" | "listbox" | "option" | "combobox" => Role::Menu,
            "navigation" | "directory" | "toolbar" => Role::Navigation,
            "presentation" | "none" => Role::Presentation,
            "search" | "searchbox" => Role::Search,
            "tab" | "tablist" | "tabpanel" => Role::Tab,
            "list" | "listitem" | "feed" => Role::List,
            _ => Role::Other,
        }
    }
}

/// What microdata (`itemprop`, `itemtype`) says, as bits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Item(pub u32);

impl Item {
    pub const BODY: u32 = 1;
    pub const HEADLINE: u32 = 1 << 1;
    pub const AUTHOR: u32 = 1 << 2;
    pub const DATE: u32 = 1 << 3;
    pub const DESCRIPTION: u32 = 1 << 4;
    pub const REVIEW: u32 = 1 << 5;
    pub const COMMENT: u32 = 1 << 6;
    pub const IMAGE: u32 = 1 << 7;
    pub const CAPTION: u32 = 1 << 8;
    pub const BREADCRUMB: u32 = 1 << 9;
    pub const ARTICLE: u32 = 1 << 10;
    pub const PRODUCT: u32 = 1 << 11;
    pub const PERSON: u32 = 1 << 12;
    pub const CHROME: u32 = 1 << 13;
    pub const QUESTION: u32 = 1 << 14;
    pub const ANSWER: u32 = 1 << 15;
    pub const RECIPE: u32 = 1 << 16;
    pub const ORGANIZATION: u32 = 1 << 17;
    pub const MODIFIED: u32 = 1 << 18;

    /// The bits of an `itemprop` attribute.
    pub(crate) fn from_prop(value: &str) -> u32 {
        value.split_ascii_whitespace().take(MAX_NAMES).fold(0, |bits, name| {
            bits | match lower(name, &mut Buffer::default()) {
                "articlebody" | "text" => Self::BODY,
                "headline" | "name" => Self::HEADLINE,
                "author" | "creator" => Self::AUTHOR,
                "datepublished" | "datecreated" | "dateposted" => Self::DATE,
                "datemodified" => Self::DATE | Self::MODIFIED,
                "description" | "abstract" => Self::DESCRIPTION,
                "review" | "reviewbody" => Self::REVIEW,
                "comment" | "commenttext" => Self::COMMENT,
                "image" | "thumbnail" | "thumbnailurl" => Self::IMAGE,
                "caption" => Self::CAPTION,
                "breadcrumb" | "itemlistelement" => Self::BREADCRUMB,
                "publisher" => Self::ORGANIZATION,
                "recipeingredient" | "recipeinstructions" => Self::RECIPE,
                _ => 0,
            }
        })
    }

    /// The bits of an `itemtype` attribute.
    pub(crate) fn from_type(value: &str) -> u32 {
        let name = value.trim().rsplit(['/', '#']).next().unwrap_or_default();
        match lower(name, &mut Buffer::default()) {
            "breadcrumblist" | "breadcrumb" => Self::BREADCRUMB,
            "article"
            | "newsarticle"
            | "blogposting"
            | "reportagenewsarticle"
            | "techarticle"
            | "socialmediaposting"
            | "discussionforumposting" => Self::ARTICLE,
            "product" | "offer" => Self::PRODUCT,
            "review" => Self::REVIEW,
            "comment" | "usercomments" => Self::COMMENT,
            "person" => Self::PERSON,
            "sitenavigationelement" | "wpheader" | "wpfooter" | "wpsidebar" | "wpadblock" => Self::CHROME,
            "question" => Self::QUESTION,
            "answer" => Self::ANSWER,
            "recipe" => Self::RECIPE,
            "organization" => Self::ORGANIZATION,
            "imageobject" => Self::IMAGE,
            _ => 0,
        }
    }

    /// Whether any of the bits is set.
    pub(crate) fn any(self, bits: u32) -> bool {
        self.0 & bits != 0
    }
}

/// How an element is kept from view, as bits. Its text stays on the page as evidence: tabs and folded sections are
/// content as often as not.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Hidden(pub u8);

impl Hidden {
    pub const ATTRIBUTE: u8 = 1;
    pub const STYLE: u8 = 2;
    pub const ARIA: u8 = 4;

    /// Whether an inline style takes the element out of view.
    pub(crate) fn in_style(style: &str) -> bool {
        style.split(';').any(|declaration| {
            let Some((name, value)) = declaration.split_once(':') else { return false };
            let (name, value) = (name.trim(), value.trim());
            let starts = |word: &str| value.get(..word.len()).is_some_and(|start| start.eq_ignore_ascii_case(word));
            name.eq_ignore_ascii_case("display") && starts("none")
                || name.eq_ignore_ascii_case("visibility") && (starts("hidden") || starts("collapse"))
        })
    }
}

/// An element around blocks.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Container {
    pub tag: Tag,
    pub parent: ContainerId,
    /// Containers above it; 0 for the root.
    pub depth: u16,
    pub role: Role,
    pub item: Item,
    pub hidden: Hidden,
    /// Its class or id is called like captions or credits.
    pub captions: bool,
    /// The blocks inside, at any depth.
    pub first_block: BlockId,
    pub end_block: BlockId,
    /// Elements inside, at any depth, inline ones included.
    pub elements: u32,
    /// Class, id and role tokens in [`super::Page::tokens`].
    pub tokens: Range,
    /// Attribute values in [`super::Page::pool`].
    pub class: Range,
    pub id: Range,
    /// `start` of a list, `value` of an item, `colspan` of a cell.
    pub number: i32,
}
