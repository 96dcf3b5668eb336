//! Finding a name in a list without comparing it to each.

/// A name as a page writes it, with the number it is looked up by.
#[derive(Debug, Clone, Copy)]
pub(super) struct Name<'i> {
    html: &'i str,
    start: usize,
    end: usize,
    key: u64,
}

impl<'i> Name<'i> {
    /// The name from byte `start` of a page up to the first byte that is 0 in `folded`, which has all others in lower case.
    #[inline]
    pub(super) fn read(html: &'i str, start: usize, folded: &[u8; 256]) -> Self {
        Name { html, start, end: start, key: 0 }.longer(folded)
    }

    /// With all that follows up to such a byte.
    #[inline]
    pub(super) fn longer(mut self, folded: &[u8; 256]) -> Self {
        for byte in self.html.as_bytes().get(self.end..).unwrap_or_default() {
            let folded = folded[usize::from(*byte)];
            if folded == 0 {
                break;
            }
            self.key = self.key << 8 | u64::from(folded);
            self.end += 1;
        }
        self
    }

    /// With the next byte, whatever it is.
    pub(super) fn with_next(mut self) -> Self {
        if let Some(byte) = self.html.as_bytes().get(self.end) {
            self.key = self.key << 8 | u64::from(FOLDED[usize::from(*byte)]);
            self.end += 1;
        }
        self
    }

    /// A whole text as a name.
    pub(super) fn whole(text: &'i str) -> Self {
        Name::read(text, 0, &FOLDED)
    }

    /// As it is written.
    pub(super) fn written(&self) -> &'i str {
        &self.html[self.start..self.end]
    }

    /// Byte of the page behind it.
    pub(super) fn end(&self) -> usize {
        self.end
    }

    fn len(&self) -> usize {
        self.end - self.start
    }
}

/// Every byte in lower case; NUL, which no name in a list has, as something else.
pub(super) const FOLDED: [u8; 256] = {
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
pub(super) struct Names<const SLOTS: usize> {
    /// 0 where no name is.
    keys: [u64; SLOTS],
    indices: [u8; SLOTS],
}

impl<const SLOTS: usize> Names<SLOTS> {
    /// Over at most 256 names; the number of slots is a power of two.
    pub(super) const fn new(names: &[&str]) -> Self {
        assert!(names.len() <= 256 && names.len() * 2 < SLOTS && SLOTS.is_power_of_two());
        let mut table = Names { keys: [0; SLOTS], indices: [0; SLOTS] };
        let mut index = 0;
        while index < names.len() {
            let (name, mut key, mut at) = (names[index].as_bytes(), 0, 0);
            while at < name.len() {
                key = key << 8 | name[at] as u64;
                at += 1;
            }
            let mut slot = Self::slot(key);
            while table.keys[slot] != 0 {
                slot = (slot + 1) % SLOTS;
            }
            (table.keys[slot], table.indices[slot]) = (key, index as u8);
            index += 1;
        }
        table
    }

    const fn slot(key: u64) -> usize {
        // The golden ratio in 64 bits spreads keys over the upper bits (Knuth, "Sorting and Searching", 6.4).
        (key.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> (64 - SLOTS.trailing_zeros())) as usize
    }

    /// The index of a name, whatever its case.
    #[inline]
    pub(super) fn find(&self, names: &[&str], name: &Name<'_>) -> Option<usize> {
        let mut slot = Self::slot(name.key);
        while self.keys[slot] != 0 {
            if self.keys[slot] == name.key {
                let index = usize::from(self.indices[slot]);
                let found = names[index];
                if found.len() == name.len() && (found.len() <= KEPT || found.eq_ignore_ascii_case(name.written())) {
                    return Some(index);
                }
            }
            slot = (slot + 1) % SLOTS;
        }
        None
    }
}
