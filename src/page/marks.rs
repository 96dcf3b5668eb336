//! Elements that say what they hold: microdata, RDFa, link relations, and telling class names.

use super::lower::{Buffer, lower};
use super::tokens::hash;
use super::{BlockId, Bloom, ContainerId, Range};
use crate::markup::Tag;

/// Names in one attribute that are read: an element may be opened again any number of times.
pub(crate) const MAX_NAMES: usize = 16;

/// What an element holds, as bits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Holds(pub u32);

impl Holds {
    pub const TITLE: u32 = 1;
    pub const SUBTITLE: u32 = 1 << 1;
    pub const AUTHOR: u32 = 1 << 2;
    pub const PUBLISHED: u32 = 1 << 3;
    pub const MODIFIED: u32 = 1 << 4;
    pub const SECTION: u32 = 1 << 5;
    pub const TAG: u32 = 1 << 6;
    pub const SITE: u32 = 1 << 7;
    pub const LICENCE: u32 = 1 << 8;
    pub const COMMENTS: u32 = 1 << 9;
    /// `name`, which names whatever item is around it.
    pub const NAME: u32 = 1 << 10;
    /// A `<time>`.
    pub const TIME: u32 = 1 << 11;
    /// The language of a code block, as a class name says it.
    pub const CODE: u32 = 1 << 13;
    /// The text is about a person, not by one; or belongs to a comment, a teaser, a picture.
    pub const OTHER: u32 = 1 << 14;
    /// Comments or reviews, and captions or credits: containers are asked for these, and no mark has them.
    pub const DISCUSSION: u32 = 1 << 15;
    pub const CAPTION: u32 = 1 << 16;

    /// The bits of an `itemprop` or RDFa `property`.
    pub(crate) fn from_prop(value: &str) -> u32 {
        value.split_ascii_whitespace().take(MAX_NAMES).fold(0, |bits, name| {
            let name = name.rsplit([':', '/', '#']).next().unwrap_or(name);
            bits | match lower(name, &mut Buffer::default()) {
                "headline" => Self::TITLE,
                "alternativeheadline" => Self::SUBTITLE,
                "author" | "creator" => Self::AUTHOR,
                "datepublished" | "datecreated" | "dateposted" | "issued" | "published" | "published_time" => {
                    Self::PUBLISHED
                }
                "datemodified" | "modified" | "modified_time" | "updated" => Self::MODIFIED,
                "articlesection" => Self::SECTION,
                "keywords" => Self::TAG,
                "publisher" => Self::SITE,
                "license" => Self::LICENCE,
                "commentcount" => Self::COMMENTS,
                "name" | "title" => Self::NAME,
                _ => 0,
            }
        })
    }

    /// The bits of a `rel` attribute.
    pub(crate) fn from_rel(value: &str) -> u32 {
        value.split_ascii_whitespace().take(MAX_NAMES).fold(0, |bits, name| {
            bits | match lower(name, &mut Buffer::default()) {
                "author" => Self::AUTHOR,
                "tag" => Self::TAG,
                "license" => Self::LICENCE,
                _ => 0,
            }
        })
    }

    /// The bits of one class or id token.
    fn from_token(token: u32) -> u32 {
        if !MAYBE.has(token) {
            return 0;
        }
        TOKENS.binary_search_by_key(&token, |(hash, _)| *hash).map_or(0, |at| TOKENS[at].1)
    }

    /// The bits of class and id tokens.
    pub(crate) fn from_tokens(tokens: &[u32]) -> u32 {
        tokens.iter().fold(0, |bits, token| bits | Self::from_token(*token))
    }

    /// Whether any of the bits is set.
    pub(crate) fn any(self, bits: u32) -> bool {
        self.0 & bits != 0
    }
}

/// Telling class and id tokens by what they tell.
const WORDS: &[(u32, &str)] = &[
    (
        Holds::AUTHOR,
        "author authors byline autor autoren auteur autore auteurs writer verfasser redacteur fn bylines autores \
        authorname authored contributor contributors reporter journalist submitted username poster",
    ),
    (
        Holds::PUBLISHED,
        "date published pubdate timestamp datetime datum fecha posted publish time datepublished \
        dateline postdate entrydate publishdate releasedate datepublication",
    ),
    (Holds::MODIFIED, "updated modified update lastmod lastupdate lastupdated dateupdated datemodified revised"),
    (Holds::TITLE, "headline title titre titel titulo titolo"),
    (
        Holds::SUBTITLE,
        "subtitle subhead standfirst subheadline dek deck lede subheading subtitel untertitel chapo subtitulo",
    ),
    (Holds::TAG, "tags tag topics keywords tagcloud schlagworte"),
    (Holds::OTHER | Holds::DISCUSSION, "comment comments commentlist review reviews kommentar kommentare"),
    (Holds::OTHER | Holds::CAPTION, "caption credit credits"),
    (Holds::CAPTION, "captions figcaption bildunterschrift"),
    (
        Holds::DISCUSSION,
        "commentary usercomments disqus commentaire commentaires comentario comentarios comentários commento commenti \
        kommentarer komentarze reactie reacties",
    ),
    (
        Holds::OTHER,
        "reply related sidebar widget recent teaser bio biography \
        copyright share sharing social follow newsletter card breadcrumb breadcrumbs popular \
        trending quote blockquote testimonial carousel slider promo recommended menu archive calendar respond event \
        events signup login search rail upcoming photo similar next prev previous nav navigation expiry deadline \
        birthdate aside",
    ),
];
const COUNT: usize = count();
/// The words' hashes, sorted.
const TOKENS: [(u32, u32); COUNT] = table();
static MAYBE: Bloom = {
    let (mut bloom, mut at) = (Bloom::EMPTY, 0);
    while at < COUNT {
        bloom = bloom.and(TOKENS[at].0);
        at += 1;
    }
    bloom
};

const fn count() -> usize {
    let (mut at, mut count) = (0, 0);
    while at < WORDS.len() {
        let (bytes, mut byte) = (WORDS[at].1.as_bytes(), 0);
        count += 1;
        while byte < bytes.len() {
            count += (bytes[byte] == b' ') as usize;
            byte += 1;
        }
        at += 1;
    }
    count
}

const fn table() -> [(u32, u32); COUNT] {
    let mut table = [(0, 0); COUNT];
    let (mut at, mut filled) = (0, 0);
    while at < WORDS.len() {
        let mut rest = WORDS[at].1.as_bytes();
        while !rest.is_empty() {
            let mut end = 0;
            while end < rest.len() && rest[end] != b' ' {
                end += 1;
            }
            let (word, tail) = rest.split_at(end);
            rest = if tail.is_empty() { tail } else { tail.split_at(1).1 };
            // Insertion sort.
            let entry = (hash(word), WORDS[at].0);
            let mut place = filled;
            while place > 0 && table[place - 1].0 > entry.0 {
                table[place] = table[place - 1];
                place -= 1;
            }
            table[place] = entry;
            filled += 1;
        }
        at += 1;
    }
    table
}

/// An element that says what it holds.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Mark {
    pub tag: Tag,
    pub holds: Holds,
    /// An attribute made for it says so (`itemprop`, `property`, `rel`); else a class name does.
    pub declared: bool,
    /// The innermost container; the element itself when it is one.
    pub container: ContainerId,
    /// The block it starts in, or the first one after its start.
    pub block: BlockId,
    /// Its text in [`super::Page::text`]; it may span several blocks.
    pub text: Range,
    /// `content`, `datetime` or `title` in [`super::Page::pool`]: what it holds in machine-readable form.
    pub value: Range,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::page::token_hash;

    #[test]
    fn tokens_and_props() {
        assert_eq!(Holds::from_tokens(&[token_hash("byline"), token_hash("x")]), Holds::AUTHOR);
        assert_eq!(Holds::from_tokens(&[token_hash("related"), token_hash("date")]), Holds::OTHER | Holds::PUBLISHED);
        assert_eq!(Holds::from_tokens(&[token_hash("comments")]), Holds::OTHER | Holds::DISCUSSION);
        assert_eq!(Holds::from_prop("schema:datePublished"), Holds::PUBLISHED);
        assert!(TOKENS.windows(2).all(|pair| pair[0].0 < pair[1].0), "a word is listed twice");
    }
}
