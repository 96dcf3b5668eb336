//! The label of a block that no rule decided: what the markup around it says, then its shape.

use std::sync::OnceLock;

use super::Label;
use super::view::{self, View};
use crate::markup::Tag;
use crate::page::Bloom;
use crate::page::{BlockKind, Container, Page, Role, token_hash};

/// Class and id tokens and the label they suggest for a removed block; the more telling ones first.
const NAMES: &[(Label, &[u32])] = &[
    (
        Label::Consent,
        &[
            token_hash("cookie"),
            token_hash("cookies"),
            token_hash("consent"),
            token_hash("gdpr"),
            token_hash("onetrust"),
        ],
    ),
    (
        Label::Comment,
        &[
            token_hash("comment"),
            token_hash("comments"),
            token_hash("disqus"),
            token_hash("respond"),
            token_hash("commentlist"),
        ],
    ),
    (Label::Breadcrumb, &[token_hash("breadcrumb"), token_hash("breadcrumbs"), token_hash("crumbs")]),
    (Label::Pagination, &[token_hash("pagination"), token_hash("pager"), token_hash("paging")]),
    (
        Label::Share,
        &[
            token_hash("share"),
            token_hash("sharing"),
            token_hash("social"),
            token_hash("sharedaddy"),
            token_hash("addthis"),
        ],
    ),
    (
        Label::Newsletter,
        &[token_hash("newsletter"), token_hash("newsletters"), token_hash("signup"), token_hash("optin")],
    ),
    (Label::Paywall, &[token_hash("paywall"), token_hash("premium")]),
    (
        Label::Advertisement,
        &[
            token_hash("ad"),
            token_hash("ads"),
            token_hash("advert"),
            token_hash("advertisement"),
            token_hash("sponsored"),
            token_hash("sponsor"),
        ],
    ),
    (
        Label::Related,
        &[
            token_hash("related"),
            token_hash("recommended"),
            token_hash("popular"),
            token_hash("trending"),
            token_hash("teaser"),
            token_hash("teasers"),
            token_hash("similar"),
            token_hash("latest"),
        ],
    ),
    (Label::Bio, &[token_hash("bio"), token_hash("authorbox")]),
    (Label::Byline, &[token_hash("byline"), token_hash("author"), token_hash("authors")]),
    (Label::Timestamp, &[token_hash("timestamp"), token_hash("date"), token_hash("time"), token_hash("published")]),
    (Label::Tags, &[token_hash("tags"), token_hash("tag"), token_hash("keywords")]),
    (Label::Contents, &[token_hash("toc")]),
    (Label::Caption, &[token_hash("caption"), token_hash("figcaption")]),
    (Label::Gallery, &[token_hash("gallery"), token_hash("slideshow")]),
    (Label::Player, &[token_hash("player")]),
    (Label::Account, &[token_hash("login"), token_hash("signin"), token_hash("account"), token_hash("search")]),
    (Label::Rights, &[token_hash("copyright"), token_hash("legal"), token_hash("colophon")]),
    (
        Label::Navigation,
        &[
            token_hash("nav"),
            token_hash("navbar"),
            token_hash("navigation"),
            token_hash("menu"),
            token_hash("footer"),
            token_hash("masthead"),
            token_hash("sitemap"),
        ],
    ),
];

/// Containers looked at, innermost first.
const NEAR: usize = 6;

/// Passes over most other tokens quickly.
static MAYBE: Bloom = {
    let (mut bloom, mut at) = (Bloom::EMPTY, 0);
    while at < NAMES.len() {
        bloom = bloom.with(NAMES[at].1);
        at += 1;
    }
    bloom
};

/// The tokens of [`NAMES`] with their place there, in order of the tokens.
fn ranks() -> &'static [(u32, u8)] {
    static RANKS: OnceLock<Vec<(u32, u8)>> = OnceLock::new();
    RANKS.get_or_init(|| {
        let ranked =
            NAMES.iter().zip(0..).flat_map(|((_, tokens), rank)| tokens.iter().map(move |token| (*token, rank)));
        let mut ranks: Vec<(u32, u8)> = ranked.collect();
        ranks.sort_unstable();
        ranks
    })
}

/// Names removed blocks by what the tokens of containers say.
#[derive(Debug, Clone)]
pub(crate) struct Names {
    ranks: &'static [(u32, u8)],
    /// By container: the place in [`NAMES`], or [`NOTHING`].
    known: Vec<u8>,
}

/// Nothing suggests a label.
const NOTHING: u8 = u8::MAX;

impl Names {
    pub(crate) fn new(page: &Page) -> Self {
        let ranks = ranks();
        let best = |container: &Container| first_rank(ranks, &page.tokens[container.tokens.usize()]);
        Names { ranks, known: page.containers.iter().map(best).collect() }
    }

    /// The label of a removed block.
    pub(crate) fn removed(&self, page: &Page, block: usize) -> Label {
        let (data, title) = (&page.blocks[block], page.head.title.trim());
        let is_heading = matches!(data.kind, BlockKind::Heading(_));
        let own = is_heading && !title.is_empty() && title.starts_with(page.block_text(block as u32));
        if own {
            return Label::Title;
        }
        if let Some(label) = label_of(first_rank(self.ranks, &page.tokens[data.tokens.usize()])) {
            return label;
        }
        let mut landmark = None;
        for (id, container) in page.ancestors(data.container).take(NEAR) {
            if let Some(label) = label_of(self.known[id as usize]) {
                return label;
            }
            landmark = landmark.or_else(|| landmark_of(container));
        }
        landmark.unwrap_or_else(|| by_shape(page, block))
    }
}

/// The first place in [`NAMES`] that one of some tokens has, or [`NOTHING`].
fn first_rank(ranks: &[(u32, u8)], tokens: &[u32]) -> u8 {
    let maybe = tokens.iter().filter(|token| MAYBE.has(**token));
    maybe.map(|token| rank(ranks, *token)).min().unwrap_or(NOTHING)
}

/// The first place in [`NAMES`] that a token has, or [`NOTHING`].
fn rank(ranks: &[(u32, u8)], token: u32) -> u8 {
    ranks.binary_search_by_key(&token, |(known, _)| *known).map_or(NOTHING, |at| ranks[at].1)
}

fn label_of(rank: u8) -> Option<Label> {
    NAMES.get(usize::from(rank)).map(|(label, _)| *label)
}

fn landmark_of(container: &Container) -> Option<Label> {
    match (container.tag, container.role) {
        (Tag::Nav, _) | (_, Role::Navigation | Role::Menu | Role::Banner | Role::ContentInfo | Role::Tab) => {
            Some(Label::Navigation)
        }
        (Tag::Form | Tag::Search, _) | (_, Role::Search | Role::Form) => Some(Label::Account),
        (Tag::Figcaption, _) => Some(Label::Caption),
        (Tag::Footer | Tag::Menu, _) => Some(Label::Navigation),
        _ => None,
    }
}

fn by_shape(page: &Page, block: usize) -> Label {
    let text = page.block_text(block as u32);
    match page.blocks[block].kind {
        BlockKind::Control => Label::Account,
        BlockKind::Caption => Label::Caption,
        _ if view::is_linked(page, block) && view::count(text) >= 5 => Label::Related,
        _ if view::is_linked(page, block) => Label::Navigation,
        _ if is_breadcrumb(text) && view::count(text) <= 14 => Label::Breadcrumb,
        _ => Label::Boilerplate,
    }
}

/// "Home > World > Europe".
fn is_breadcrumb(text: &str) -> bool {
    let parts = text.split(['>', '›', '»']).filter(|part| !part.trim().is_empty()).count();
    (2..=6).contains(&parts)
}

/// The label of a block that stays.
pub(super) fn kept(view: &View<'_>, block: usize, title: Option<usize>) -> Label {
    if title == Some(block) {
        return Label::Title;
    }
    match view.kind(block) {
        BlockKind::Heading(_) => Label::Heading,
        BlockKind::Caption => Label::Caption,
        _ => Label::Body,
    }
}

/// The block that is the title: the first heading of level 1 that stays, else the first block that the page's own title
/// starts with.
pub(super) fn title(view: &View<'_>) -> Option<usize> {
    let kept = |block: &usize| view.main[*block];
    let title = view.page.head.title.trim();
    let own = |block: &usize| !title.is_empty() && view.text(*block).len() >= 8 && title.starts_with(view.text(*block));
    (0..view.len())
        .find(|block| kept(block) && view.kind(*block) == BlockKind::Heading(1))
        .or_else(|| (0..view.len()).find(|block| kept(block) && own(block)))
}
