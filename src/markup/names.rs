//! Finding a name in a list without comparing it to each.

use crate::hash::MIX;

/// A name as a page writes it, with the number it is looked up by.
#[derive(Debug, Clone, Copy)]
pub(super) struct Written<'i> {
    text: &'i str,
    key: u64,
}

impl<'i> Written<'i> {
    /// The name from byte `start` of a page up to the first byte that is 0 in `folded`, which has all others in lower case;
    /// the first byte of it is not asked.
    #[inline(always)]
    pub(super) fn read(html: &'i str, start: usize, folded: &[u8; 256]) -> Self {
        let bytes = html.as_bytes();
        let (mut key, mut end) = (0, start);
        if let Some(byte) = bytes.get(start) {
            (key, end) = (u64::from(FOLDED[usize::from(*byte)]), start + 1);
        }
        while let Some(byte) = bytes.get(end) {
            let folded = folded[usize::from(*byte)];
            if folded == 0 {
                break;
            }
            key = key << 8 | u64::from(folded);
            end += 1;
        }
        Written { text: &html[start..end], key }
    }

    /// A whole text as a name.
    pub(super) fn whole(text: &'i str) -> Self {
        Written::read(text, 0, &FOLDED)
    }

    /// As it is written.
    pub(super) fn text(&self) -> &'i str {
        self.text
    }
}

/// Every byte in lower case; NUL, which no name in a list has, as something else.
pub(super) static FOLDED: [u8; 256] = {
    let mut folded = [1; 256];
    let mut byte = 1;
    while byte < folded.len() {
        folded[byte] = (byte as u8).to_ascii_lowercase();
        byte += 1;
    }
    folded
};

/// Bytes of a name that its key holds, the last ones.
const KEPT: usize = size_of::<u64>();

/// A hash table over a list of lower-case names, made when the crate is compiled.
pub(super) struct Names<const SLOTS: usize>([Slot; SLOTS]);

#[derive(Clone, Copy)]
struct Slot {
    /// 0 where no name is.
    key: u64,
    len: u8,
    index: u8,
}

impl<const SLOTS: usize> Names<SLOTS> {
    /// Over at most 256 names of fewer than 255 bytes; the number of slots is a power of two.
    pub(super) const fn new(names: &[&str]) -> Self {
        assert!(names.len() <= 256 && names.len() * 2 < SLOTS && SLOTS.is_power_of_two());
        // Where no name is, no name fits.
        let mut slots = [Slot { key: 0, len: u8::MAX, index: 0 }; SLOTS];
        let mut index = 0;
        while index < names.len() {
            let (name, mut key, mut at) = (names[index].as_bytes(), 0, 0);
            while at < name.len() {
                key = key << 8 | name[at] as u64;
                at += 1;
            }
            let mut slot = Self::slot(key);
            while slots[slot].key != 0 {
                slot = (slot + 1) % SLOTS;
            }
            slots[slot] = Slot { key, len: name.len() as u8, index: index as u8 };
            index += 1;
        }
        Names(slots)
    }

    /// The golden ratio in 64 bits spreads keys over the upper bits (Knuth, "Sorting and Searching", 6.4).
    const fn slot(key: u64) -> usize {
        (key.wrapping_mul(MIX) >> (64 - SLOTS.trailing_zeros())) as usize
    }

    /// The index of a name, whatever its case.
    #[inline(always)]
    pub(super) fn find(&self, names: &[&str], name: &Written<'_>) -> Option<usize> {
        let mut slot = Self::slot(name.key);
        loop {
            let Slot { key, len, index } = self.0[slot];
            if key == name.key && usize::from(len) == name.text.len() {
                let index = usize::from(index);
                if usize::from(len) <= KEPT || names[index].eq_ignore_ascii_case(name.text) {
                    return Some(index);
                }
            }
            if key == 0 {
                return None;
            }
            slot = (slot + 1) % SLOTS;
        }
    }
}
