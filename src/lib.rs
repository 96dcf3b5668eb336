//! Separates an article's body from page chrome, in saved HTML and in already stripped plain text, and says why.

#![forbid(unsafe_code)]
#![deny(missing_docs)]

mod article;
mod cleaner;
mod dateline;
mod decode;
mod error;
#[cfg(feature = "eval")]
#[doc(hidden)]
pub mod eval;
mod evidence;
mod fields;
mod hash;
mod judge;
mod label;
mod limits;
mod lines;
mod markup;
mod media;
mod metadata;
mod options;
mod page;
mod render;
mod scratch;
mod site;

pub use article::{Article, Block, Cause, Reason};
#[cfg(feature = "_dev")]
#[doc(hidden)]
pub use cleaner::dev;
pub use cleaner::{Cleaner, clean_bytes, clean_html, clean_text};
pub use dateline::Dateline;
pub use error::Error;
pub use evidence::{Evidence, EvidenceSet};
pub use judge::{Judge, PageEvidence};
pub use label::{Label, Outcome};
pub use limits::{Limit, Limits};
pub use media::{Media, MediaKind};
pub use metadata::{Metadata, Source, Sourced};
pub use options::{Comments, Focus, Options};
pub use page::BlockKind;
pub use render::Show;
pub use site::SiteProfile;

/// The examples of the README, compiled and run with the others.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;
