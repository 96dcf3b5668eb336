//! Numbers for hashes.

use std::hash::BuildHasher;

use crate::hash::Seeded;

/// Numbers for hashes in order of their first sight, and what is known of each: open addressing.
pub(super) struct Numbers<T> {
    slots: Vec<u32>,
    /// By number.
    known: Vec<(u64, T)>,
    seed: Seeded,
}

/// Slots for each number, at least: more cost less than looking at a second one.
const SPARE: usize = 4;
/// A slot without a number.
const FREE: u32 = u32::MAX;

impl<T> Numbers<T> {
    pub(super) fn new(expected: usize) -> Self {
        let slots = (expected * SPARE).next_power_of_two().max(64);
        Numbers { slots: vec![FREE; slots], known: Vec::with_capacity(slots / SPARE + 1), seed: Seeded::default() }
    }

    /// How many hashes have a number.
    pub(super) fn len(&self) -> usize {
        self.known.len()
    }

    /// The first place to look for a hash.
    #[inline]
    fn place(&self, hash: u64) -> usize {
        self.seed.hash_one(hash) as usize & (self.slots.len() - 1)
    }

    /// The number of a hash; `new` is what is known of it at its first sight. Whether it is seen for the first time is hard to
    /// guess: no step depends on it. Each is taken in, and found there at the first free slot.
    #[inline(always)]
    pub(super) fn number(&mut self, hash: u64, new: T) -> u32 {
        let next = self.known.len() as u32;
        self.known.push((hash, new));
        let mut at = self.place(hash);
        let number = loop {
            let number = self.slots[at].min(next);
            if self.known[number as usize].0 == hash {
                break number;
            }
            at = (at + 1) & (self.slots.len() - 1);
        };
        self.slots[at] = number;
        let known = next as usize + usize::from(number == next);
        self.known.truncate(known);
        if known * SPARE > self.slots.len() {
            self.grow();
        }
        number
    }

    #[cold]
    fn grow(&mut self) {
        self.slots = vec![FREE; self.slots.len() * 2];
        for number in 0..self.known.len() {
            let mut at = self.place(self.known[number].0);
            while self.slots[at] != FREE {
                at = (at + 1) & (self.slots.len() - 1);
            }
            self.slots[at] = number as u32;
        }
    }

    /// What is known of each, by number.
    pub(super) fn all(&self) -> impl ExactSizeIterator<Item = &T> {
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
