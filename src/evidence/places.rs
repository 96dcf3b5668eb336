//! What is known of the containers around each container, in one pass from the outside in.

use super::facts::Sums;
use super::names::NameWeights;
use super::{containers, hidden, landmarks, names, ratios};
use crate::page::{Container, ContainerId, NONE, Page};

/// A container and those around it. In this order the distances of names stand where copying takes them as a whole: adding
/// to them just afterwards does not wait for the copy.
#[derive(Clone, Copy)]
#[repr(C)]
pub(crate) struct Place {
    pub names: names::Around,
    pub landmarks: landmarks::Around,
    pub regions: containers::Regions,
    /// Hash of its element and names.
    pub signature: u64,
    /// The nearest container around it that holds more blocks.
    pub wider: ContainerId,
    pub hidden: hidden::Bits,
}

/// The containers with blocks inside, outer ones first. Of the others nobody asks, and what is known by container is left out
/// for them.
pub(super) fn live(page: &Page) -> Vec<ContainerId> {
    let mut live = Vec::with_capacity(page.containers.len());
    let is_live = |(_, container): &(u32, &Container)| container.first_block < container.end_block;
    live.extend((0..).zip(&page.containers).filter(is_live).map(|(id, _)| id));
    live
}

/// By container.
pub(super) fn places(page: &Page, weights: &NameWeights) -> Vec<Place> {
    let mut places: Vec<Place> = Vec::with_capacity(page.containers.len());
    for (id, container) in (0..).zip(&page.containers) {
        let around = places.get(container.parent as usize).copied();
        places.push(around.unwrap_or(OUTSIDE));
        if let Some(place) = places.last_mut()
            && container.first_block < container.end_block
        {
            if id > 0 {
                place.wider = wider(&page.containers, container, place);
                place.names.enter();
            }
            place.signature = names::read(page, container, weights, &mut place.names);
            place.landmarks.enter(container);
            place.regions.enter(id, container);
            place.hidden.enter(container);
        }
    }
    places
}

/// What is known of what is in no container.
const OUTSIDE: Place = Place {
    wider: 0,
    signature: 0,
    names: names::Around::NONE,
    landmarks: landmarks::Around::NONE,
    regions: containers::Regions { article: NONE, main: NONE },
    hidden: hidden::Bits::NONE,
};

fn wider(containers: &[Container], container: &Container, parent: &Place) -> ContainerId {
    let blocks = |container: &Container| container.end_block - container.first_block;
    let same = blocks(&containers[container.parent as usize]) == blocks(container);
    if same && container.parent != 0 { parent.wider } else { container.parent }
}

/// Shares of what a container holds.
#[derive(Clone, Copy, Default)]
pub(crate) struct Shares {
    /// What the family of containers says of each level: the container's shares of the page's words and good words, the shares of
    /// links in its characters, how many blocks it has, the share of sentences in its words, and words by block.
    pub level: [f32; 6],
    /// Characters by element.
    pub text_density: f32,
}

impl Shares {
    /// Linked characters / characters.
    pub(super) fn links(&self) -> f32 {
        self.level[2]
    }
}

/// By container.
pub(super) fn shares(page: &Page, live: &[ContainerId], sums: &[Sums]) -> Vec<Shares> {
    let mut shares = vec![Shares::default(); page.containers.len()];
    let total = sums.first().copied().unwrap_or_default();
    for id in live {
        let (container, own) = (&page.containers[*id as usize], &sums[*id as usize]);
        let blocks = (container.end_block - container.first_block) as f32;
        let parts = [own.words, own.good_words, own.link_chars, own.ended_words];
        let [words, good, links, ended] = ratios(parts, [total.words, total.good_words, own.chars, own.words]);
        shares[*id as usize] = Shares {
            level: [words, good, links, blocks, ended, own.words / blocks],
            text_density: own.chars / (container.elements as f32 + 1.0),
        };
    }
    shares
}
