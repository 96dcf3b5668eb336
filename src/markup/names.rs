//! Finding a name in a list without comparing it to each.

/// A hash table over a list of lower-case names, made when the crate is compiled.
pub(super) struct Names<const SLOTS: usize>([u8; SLOTS]);

/// No name is here.
const FREE: u8 = u8::MAX;

impl<const SLOTS: usize> Names<SLOTS> {
    /// Over at most 254 names; the number of slots is a power of two.
    pub(super) const fn new(names: &[&str]) -> Self {
        assert!(names.len() < FREE as usize && names.len() * 2 < SLOTS && SLOTS.is_power_of_two());
        let mut slots = [FREE; SLOTS];
        let mut index = 0;
        while index < names.len() {
            let mut slot = hash(names[index].as_bytes()) % SLOTS;
            while slots[slot] != FREE {
                slot = (slot + 1) % SLOTS;
            }
            slots[slot] = index as u8;
            index += 1;
        }
        Names(slots)
    }

    /// The index of a name, whatever its case.
    #[inline]
    pub(super) fn find(&self, names: &[&str], name: &[u8]) -> Option<usize> {
        let mut slot = hash(name) % SLOTS;
        while self.0[slot] != FREE {
            let index = self.0[slot] as usize;
            if names[index].as_bytes().eq_ignore_ascii_case(name) {
                return Some(index);
            }
            slot = (slot + 1) % SLOTS;
        }
        None
    }
}

/// Over the length and the ends of the name in lower case, which tell nearly all of them apart.
const fn hash(name: &[u8]) -> usize {
    let len = name.len();
    if len == 0 {
        return 0;
    }
    let first = (name[0] | 0x20) as usize;
    let last = (name[len - 1] | 0x20) as usize;
    let second = (name[len / 2] | 0x20) as usize;
    first.wrapping_mul(0x9e37) ^ last.wrapping_mul(0x85eb).rotate_left(3) ^ second.wrapping_mul(0xc2b3) ^ (len << 5)
}
