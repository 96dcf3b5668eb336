//! The families of evidence, and sets of them.

use std::fmt;
use std::str::FromStr;

use crate::error::Error;

/// A family of evidence that the judge uses.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "snake_case"))]
#[non_exhaustive]
#[repr(u8)]
pub enum Evidence {
    /// Length, sentences, punctuation, capitals and digits of the block itself.
    Words,
    /// Link density and text density of the block and its container.
    Density,
    /// `main`, `article`, `nav` and other elements, ARIA roles and microdata around the block.
    Landmarks,
    /// Hidden elements around the block.
    Hidden,
    /// Class and id tokens around the block and its neighbours.
    Names,
    /// Sums over the containers around the block.
    Containers,
    /// Distance to the containers that hold most of the page's good words.
    BestContainer,
    /// The blocks before and after, one by one and in windows.
    Neighbours,
    /// Repeated texts and groups of alike blocks.
    Repetition,
    /// Passages that stand elsewhere on the page too, and words that the block shares with the body.
    Vocabulary,
    /// Containers that repeat under one parent: posts, comments, cards.
    Siblings,
    /// Likeness to the page's title, and place relative to it.
    Title,
    /// Place on the page.
    Position,
    /// Empty lines and joined lines of plain text, runs of short blocks.
    Lines,
    /// Totals of the page.
    PageTotals,
}

impl Evidence {
    /// How many families there are.
    pub(crate) const COUNT: usize = 15;

    /// All families.
    pub const ALL: [Evidence; Self::COUNT] = [
        Evidence::Words,
        Evidence::Density,
        Evidence::Landmarks,
        Evidence::Hidden,
        Evidence::Names,
        Evidence::Containers,
        Evidence::BestContainer,
        Evidence::Neighbours,
        Evidence::Repetition,
        Evidence::Vocabulary,
        Evidence::Siblings,
        Evidence::Title,
        Evidence::Position,
        Evidence::Lines,
        Evidence::PageTotals,
    ];

    /// The name in lower case with hyphens.
    pub fn name(self) -> &'static str {
        match self {
            Evidence::Words => "words",
            Evidence::Density => "density",
            Evidence::Landmarks => "landmarks",
            Evidence::Hidden => "hidden",
            Evidence::Names => "names",
            Evidence::Containers => "containers",
            Evidence::BestContainer => "best-container",
            Evidence::Neighbours => "neighbours",
            Evidence::Repetition => "repetition",
            Evidence::Vocabulary => "vocabulary",
            Evidence::Siblings => "siblings",
            Evidence::Title => "title",
            Evidence::Position => "position",
            Evidence::Lines => "lines",
            Evidence::PageTotals => "page-totals",
        }
    }
}

impl fmt::Display for Evidence {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl FromStr for Evidence {
    type Err = Error;

    fn from_str(name: &str) -> Result<Self, Error> {
        let found = Evidence::ALL.into_iter().find(|evidence| evidence.name() == name);
        found.ok_or_else(|| Error::UnknownName {
            what: "evidence",
            name: name.to_owned(),
            expected: "words, density, landmarks, hidden, names, containers, best-container, neighbours, repetition, \
                       vocabulary, siblings, title, position, lines, page-totals",
        })
    }
}

/// A set of evidence families.
///
/// ```
/// use bodytext::{Evidence, EvidenceSet};
///
/// let set = EvidenceSet::all().without(Evidence::Names);
/// assert!(!set.contains(Evidence::Names) && set.contains(Evidence::Words));
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct EvidenceSet(u16);

impl Default for EvidenceSet {
    fn default() -> Self {
        Self::all()
    }
}

impl EvidenceSet {
    /// All families.
    pub const fn all() -> Self {
        EvidenceSet((1 << Evidence::COUNT) - 1)
    }

    /// No family.
    pub const fn none() -> Self {
        EvidenceSet(0)
    }

    /// The set and one family more.
    pub const fn with(self, evidence: Evidence) -> Self {
        EvidenceSet(self.0 | 1 << evidence as u8)
    }

    /// The set without one family.
    pub const fn without(self, evidence: Evidence) -> Self {
        EvidenceSet(self.0 & !(1 << evidence as u8))
    }

    /// Whether the family is in the set.
    pub const fn contains(self, evidence: Evidence) -> bool {
        self.0 & 1 << evidence as u8 != 0
    }

    /// Whether no family is missing.
    pub const fn is_all(self) -> bool {
        self.0 == Self::all().0
    }
}
