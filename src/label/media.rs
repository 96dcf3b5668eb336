//! What belongs to one picture or video, as parts of the page's text.

use super::carousel::Unit;
use super::shape::Time;
use super::view::View;
use crate::media::MediaKind;
use crate::page::Range;

/// The parts of one item, found by the families of labels; [`crate::media`] makes data of them.
#[derive(Debug, Clone)]
pub(crate) struct Group {
    pub kind: MediaKind,
    pub title: Option<Range>,
    /// As written, and in seconds.
    pub duration: Option<(Range, u32)>,
    pub captions: Vec<Range>,
    pub credit: Option<Range>,
    /// The first block of the item.
    pub block: usize,
}

impl Group {
    /// A picture with what stands around it.
    pub(super) fn picture(block: usize, captions: Vec<Range>, credit: Option<Range>) -> Self {
        Group { kind: MediaKind::Image, title: None, duration: None, captions, credit, block }
    }

    /// An item of a carousel.
    pub(super) fn of_unit(view: &View<'_>, unit: &Unit) -> Self {
        let time = |(block, time): (usize, Time)| (view.range(block, time.start, time.end), time.seconds);
        Group {
            kind: MediaKind::Video,
            title: unit.title.map(|(_, range)| range),
            duration: unit.time.map(time),
            captions: unit.captions.iter().map(|block| view.whole(*block)).collect(),
            credit: unit.credit.map(|(_, range)| range),
            block: unit.captions.iter().copied().chain([unit.first]).min().unwrap_or(unit.first),
        }
    }
}
