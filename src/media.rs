//! Pictures and videos as data.

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
    /// Its captions: repeats merged, white space folded, in order.
    pub captions: Vec<String>,
    /// Who made it, without the word that says so.
    pub credit: Option<String>,
    /// Its address, resolved against the page's.
    pub source: Option<String>,
    /// The block it stood next to: an index into [`Article::blocks`](crate::Article::blocks).
    pub block: Option<usize>,
}
