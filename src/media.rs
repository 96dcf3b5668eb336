//! Pictures and videos as data.

mod repeat;

use crate::label::{Group, agency};
use crate::metadata::is_short;
use crate::page::{MediaElement, MediaTag, Page, Range, fold};

/// What a media item is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "snake_case"))]
#[non_exhaustive]
pub enum MediaKind {
    /// A picture.
    Image,
    /// A video.
    Video,
    /// A sound recording.
    Audio,
}

impl MediaKind {
    /// The lower-case name.
    pub fn name(self) -> &'static str {
        match self {
            MediaKind::Image => "image",
            MediaKind::Video => "video",
            MediaKind::Audio => "audio",
        }
    }
}

/// A picture, video or recording with what the page says about it.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[non_exhaustive]
pub struct Media {
    /// What it is.
    pub kind: MediaKind,
    /// Its title, as video lists give one.
    pub title: Option<String>,
    /// Its duration as written, as in `02:53`.
    pub duration: Option<String>,
    /// Its duration in seconds.
    pub seconds: Option<u32>,
    /// Its captions: repeats merged, white space folded, in order.
    pub captions: Vec<String>,
    /// Who made it, without the word that says so.
    pub credit: Option<String>,
    /// The agency in the credit, when there is one.
    pub agency: Option<String>,
    /// Its address, resolved against the page's.
    pub source: Option<String>,
    /// The block it stood next to: an index into [`Article::blocks`](crate::Article::blocks).
    pub block: Option<usize>,
}

/// Captions of one picture that are compared with one another.
const MAX_CAPTIONS: usize = 16;
/// Blocks between a picture and its caption, at most.
const NEAR: usize = 2;

/// Makes data of the groups that the labels found, with the pictures next to them.
pub(crate) fn collect(page: &Page, groups: &[Group], url: Option<&url::Url>) -> Vec<Media> {
    let base = url::Url::parse(&page.head.base).ok();
    let base = base.as_ref().filter(|base| is_short(base)).or(url).filter(|base| is_short(base));
    let mut elements = page.media.as_slice();
    let mut items: Vec<Media> = Vec::with_capacity(groups.len());
    for group in groups {
        let element = take_element(&mut elements, group.block);
        let mut item = media(page, group);
        if let Some(element) = element {
            item.source = source(page, element, base);
            let alt = folded_space(page.value(element.alt));
            if !alt.is_empty() && item.captions.is_empty() {
                item.captions.push(alt);
            }
        }
        merge(&mut items, item);
    }
    items
}

fn media(page: &Page, group: &Group) -> Media {
    let text = |range: Range| folded_space(&page.text[range.usize()]);
    let credit = group.credit.map(text).filter(|credit| !credit.is_empty());
    let mut captions: Vec<String> = Vec::new();
    for caption in group.captions.iter().take(MAX_CAPTIONS).map(|range| text(*range)) {
        add_caption(&mut captions, caption);
    }
    Media {
        kind: group.kind,
        title: group.title.map(text).filter(|title| !title.is_empty()),
        duration: group.duration.map(|(range, _)| text(range)),
        seconds: group.duration.map(|(_, seconds)| seconds),
        captions,
        agency: credit.as_deref().and_then(agency).map(str::to_owned),
        credit,
        source: None,
        block: Some(group.block),
    }
}

/// Adds a caption unless it repeats one; of two that differ in signs only the first stays, of near repeats the longer.
fn add_caption(captions: &mut Vec<String>, caption: String) {
    match captions.iter_mut().find(|known| repeat::same(known, &caption)) {
        Some(known) => complete(known, caption),
        None if caption.is_empty() => {}
        None => captions.push(caption),
    }
}

/// The longer one of two captions that say the same; the first of two that differ in signs only.
fn complete(known: &mut String, caption: String) {
    if fold(known).len() < fold(&caption).len() {
        *known = caption;
    }
}

/// Adds an item, or completes the picture before it that says the same.
fn merge(items: &mut Vec<Media>, item: Media) {
    let same = |known: &Media| {
        known.kind == item.kind
            && known.title.is_none()
            && item.title.is_none()
            && item.captions.first().zip(known.captions.first()).is_some_and(|(one, other)| repeat::same(one, other))
    };
    if let Some(known) = items.iter_mut().rev().take(NEAR).find(|known| same(known)) {
        known.credit = known.credit.take().or(item.credit);
        known.agency = known.agency.take().or(item.agency);
        known.source = known.source.take().or(item.source);
        if let Some((known, caption)) = known.captions.first_mut().zip(item.captions.into_iter().next()) {
            complete(known, caption);
        }
        return;
    }
    items.push(item);
}

/// The picture or player that stands next to a block, each for one item only.
fn take_element<'p>(elements: &mut &'p [MediaElement], block: usize) -> Option<&'p MediaElement> {
    let is_far = |element: &MediaElement| (element.block as usize) + NEAR < block;
    while let Some((first, rest)) = elements.split_first()
        && is_far(first)
    {
        *elements = rest;
    }
    let (first, rest) = elements.split_first()?;
    // The last one before the caption is its own.
    let mut taken = first;
    let mut after = rest;
    while let Some((next, rest)) = after.split_first()
        && next.block as usize <= block
    {
        (taken, after) = (next, rest);
    }
    if taken.block as usize > block + 1 {
        return None;
    }
    *elements = after;
    Some(taken)
}

/// The address of an element, resolved.
fn source(page: &Page, element: &MediaElement, base: Option<&url::Url>) -> Option<String> {
    let address = page.value(element.src);
    if address.is_empty() || address.starts_with("data:") || element.tag == MediaTag::Embed {
        return None;
    }
    match base {
        Some(base) => base.join(address).ok().map(String::from),
        None => Some(address.to_owned()),
    }
}

/// With every run of white space as one space.
fn folded_space(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
