//! Numbers for hashes.

use std::hash::BuildHasher;

use crate::hash::Seeded;

/// Numbers for hashes in order of their first sight, and what is known of each: open addressing, at most half full.
pub(super) struct Numbers<T> {
    slots: Vec<u32>,
    /// By number.
    known: Vec<(u64, T)>,
    seed: Seeded,
}

/// A slot without a number.
const FREE: u32 = u32::MAX;

impl<T> Numbers<T> {
    pub(super) fn new(expected: usize) -> Self {
        let slots = (expected * 2).next_power_of_two().max(64);
        Numbers { slots: vec![FREE; slots], known: Vec::with_capacity(slots / 2 + 1), seed: Seeded::default() }
    }

    /// How many hashes have a number.
    pub(super) fn len(&self) -> usize {
        self.known.len()
    }

    /// The place of a hash, or the free one where it belongs.
    #[inline]
    fn slot(&self, hash: u64) -> usize {
        let mask = self.slots.len() - 1;
        let mut at = self.seed.hash_one(hash) as usize & mask;
        loop {
            let number = self.slots[at];
            if number == FREE || self.known[number as usize].0 == hash {
                return at;
            }
            at = (at + 1) & mask;
        }
    }

    /// The number of a hash; `new` is what is known of it at its first sight.
    #[inline]
    pub(super) fn number(&mut self, hash: u64, new: T) -> u32 {
        let at = self.slot(hash);
        match self.slots[at] {
            FREE => self.insert(at, hash, new),
            number => number,
        }
    }

    #[inline(never)]
    fn insert(&mut self, at: usize, hash: u64, new: T) -> u32 {
        let number = self.known.len() as u32;
        self.slots[at] = number;
        self.known.push((hash, new));
        if self.known.len() * 2 > self.slots.len() {
            self.grow();
        }
        number
    }

    #[cold]
    fn grow(&mut self) {
        self.slots = vec![FREE; self.slots.len() * 2];
        for number in 0..self.known.len() {
            let at = self.slot(self.known[number].0);
            self.slots[at] = number as u32;
        }
    }

    /// What is known of each, by number.
    pub(super) fn all(&self) -> impl Iterator<Item = &T> {
        self.known.iter().map(|(_, known)| known)
    }

    /// What is known of a number, to be changed.
    #[inline]
    pub(super) fn known_mut(&mut self, number: u32) -> &mut T {
        &mut self.known[number as usize].1
    }

    /// What is known of a number.
    #[inline]
    pub(super) fn known(&self, number: u32) -> &T {
        &self.known[number as usize].1
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::page::roll;

    #[test]
    fn numbers_come_in_order_and_stay() {
        let mut numbers = Numbers::new(0);
        for round in 0..2 {
            for hash in 0..500_u64 {
                let number = numbers.number(roll(hash, 0), 0);
                let sights = numbers.known_mut(number);
                assert_eq!((u64::from(number), *sights), (hash, round));
                *sights += 1;
            }
        }
        assert_eq!((numbers.len(), *numbers.known(499)), (500, 2));
    }
}
