//! Classes that were read already: most elements of a page have the class of another one.

use super::Builder;
use crate::hash::MIX;
use crate::page::{Holds, Range, add_tokens};

/// How many are remembered; a power of two.
const SLOTS: usize = 256;

/// What is known of a class attribute.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Class {
    /// In [`crate::page::Page::pool`].
    pub(super) value: Range,
    /// In [`crate::page::Page::tokens`].
    pub(super) tokens: Range,
    /// What its tokens tell, as bits of [`Holds`].
    pub(super) told: u32,
}

/// The last class of each hash.
pub(super) struct Classes {
    slots: Vec<Class>,
}

impl Classes {
    pub(super) fn new() -> Self {
        Classes { slots: vec![Class::default(); SLOTS] }
    }
}

/// Over the length and both ends: a class that is not found is only read once more.
fn slot(value: &[u8]) -> usize {
    let word = |bytes: &[u8]| bytes.iter().fold(0, |word, byte| word << 8 | u64::from(*byte));
    let (first, last) = match (value.first_chunk::<8>(), value.last_chunk::<8>()) {
        (Some(first), Some(last)) => (u64::from_le_bytes(*first), u64::from_le_bytes(*last)),
        _ => (word(value), 0),
    };
    let hash = (first ^ last.rotate_left(29) ^ value.len() as u64).wrapping_mul(MIX);
    (hash >> (64 - SLOTS.trailing_zeros())) as usize
}

impl Builder {
    /// What is known of the value of a class attribute.
    pub(super) fn class(&mut self, value: &str) -> Class {
        if value.is_empty() {
            return Class::default();
        }
        let slot = slot(value.as_bytes());
        let known = self.classes.slots[slot];
        if known.value.len() == value.len() && self.page.value(known.value) == value {
            return known;
        }
        let all = &mut self.page.tokens;
        let start = all.len();
        add_tokens(value, all);
        let tokens = Range { start: start as u32, end: all.len() as u32 };
        let told = Holds::from_tokens(&all[start..]);
        let class = Class { value: self.keep(value), tokens, told };
        // What is kept has no white space around it, which may be part of a token.
        if class.value.len() == value.len() {
            self.classes.slots[slot] = class;
        }
        class
    }
}
