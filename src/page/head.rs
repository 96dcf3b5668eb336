//! What the page says about itself outside its text.

use super::{ContainerId, Range};

/// A `<meta>` element: its `name`, `property`, `itemprop` or `http-equiv`, lower case, and its `content`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Meta<'p> {
    pub name: &'p str,
    pub content: &'p str,
    /// It is microdata: the name came from `itemprop` alone.
    pub item: bool,
    /// Where it stands: microdata may say something about a comment or a teaser.
    pub container: ContainerId,
}

/// A `<link>` element with a `rel` or an `itemprop`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Link<'p> {
    /// Lower case.
    pub rel: &'p str,
    pub href: &'p str,
}

/// A name and its value in [`Head::text`].
#[derive(Debug, Clone, Copy)]
struct Place {
    name: Range,
    value: Range,
}

/// Raw material for metadata, in document order.
#[derive(Debug, Clone, Default)]
pub(crate) struct Head {
    /// The first `<title>`.
    pub title: String,
    /// Names and values of all metas and links: pages have dozens of them.
    text: String,
    /// With [`Meta::item`] and [`Meta::container`].
    metas: Vec<(Place, bool, ContainerId)>,
    links: Vec<Place>,
    /// The texts of `<script type="application/ld+json">`.
    pub json_ld: Vec<String>,
    /// `lang` of `<html>`.
    pub language: String,
    /// `href` of the first `<base>`.
    pub base: String,
}

impl Head {
    /// An empty one with room for what most pages have: some thirty metas and twenty links.
    pub(super) fn with_room() -> Self {
        Head {
            text: String::with_capacity(4096),
            metas: Vec::with_capacity(32),
            links: Vec::with_capacity(32),
            ..Head::default()
        }
    }

    /// All `<meta>` elements.
    pub(crate) fn metas(&self) -> impl DoubleEndedIterator<Item = Meta<'_>> {
        self.metas.iter().map(|&(place, item, container)| {
            let (name, content) = self.texts(place);
            Meta { name, content, item, container }
        })
    }

    /// All `<link>` elements.
    pub(crate) fn links(&self) -> impl Iterator<Item = Link<'_>> {
        self.links.iter().map(|place| {
            let (rel, href) = self.texts(*place);
            Link { rel, href }
        })
    }

    /// Whether a `<meta>` may have a name with one of these in it: it may seem so where another text has them.
    pub(crate) fn may_name(&self, parts: &[&str]) -> bool {
        parts.iter().any(|part| memchr::memmem::find(self.text.as_bytes(), part.as_bytes()).is_some())
    }

    pub(super) fn add_meta(&mut self, meta: Meta<'_>) {
        let Meta { name, content, item, container } = meta;
        let place = self.keep(name, content);
        self.metas.push((place, item, container));
    }

    pub(super) fn add_link(&mut self, link: Link<'_>) {
        let place = self.keep(link.rel, link.href);
        self.links.push(place);
    }

    fn texts(&self, place: Place) -> (&str, &str) {
        (&self.text[place.name.usize()], &self.text[place.value.usize()])
    }

    fn keep(&mut self, name: &str, value: &str) -> Place {
        let start = self.text.len();
        self.text.push_str(name.trim());
        let middle = self.text.len();
        self.text[start..].make_ascii_lowercase();
        self.text.push_str(value);
        let range = |start: usize, end: usize| Range { start: start as u32, end: end as u32 };
        Place { name: range(start, middle), value: range(middle, self.text.len()) }
    }
}
