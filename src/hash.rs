//! Hash tables whose keys are hashes already.

use std::collections::HashMap;
use std::hash::{BuildHasher, Hasher, RandomState};
use std::sync::LazyLock;

/// A map by hashes of what pages say. Its order differs from run to run, so it is only looked up.
pub(crate) type Map<K, V> = HashMap<K, V, Seeded>;

/// Mixes keys with a number of the process's own: no page can be made whose keys meet in one place of the table.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Seeded(u64);

impl Default for Seeded {
    fn default() -> Self {
        static SEED: LazyLock<u64> = LazyLock::new(|| RandomState::new().hash_one(0));
        Seeded(*SEED)
    }
}

impl BuildHasher for Seeded {
    type Hasher = Mixer;

    fn build_hasher(&self) -> Mixer {
        Mixer(self.0)
    }
}

/// One multiplication a key.
#[derive(Debug)]
pub(crate) struct Mixer(u64);

/// Odd, and its bits look random: 2^64 divided by the golden ratio.
pub(crate) const MIX: u64 = 0x9e37_79b9_7f4a_7c15;

/// One more number for the hash of a sequence, which starts from 0.
pub(crate) const fn step(hash: u64, number: u64) -> u64 {
    (hash.rotate_left(23) ^ number).wrapping_mul(MIX)
}

impl Hasher for Mixer {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        bytes.iter().for_each(|byte| self.write_u64(u64::from(*byte)));
    }

    fn write_u32(&mut self, key: u32) {
        self.write_u64(u64::from(key));
    }

    fn write_u64(&mut self, key: u64) {
        // Both halves, so that every bit of the key reaches every bit of the place.
        let product = u128::from(self.0 ^ key) * u128::from(MIX);
        self.0 = product as u64 ^ (product >> 64) as u64;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_that_differ_in_one_bit_spread() {
        let hashes = |key: fn(u32) -> u64| {
            let mut hashes: Vec<u64> = (0..64).map(|bit| Seeded::default().hash_one(key(bit)) >> 57).collect();
            hashes.sort_unstable();
            hashes.dedup();
            hashes.len()
        };
        // 64 keys thrown at 128 places hit 50 of them on average.
        assert!(hashes(|bit| 1 << bit) > 25);
        assert!(hashes(u64::from) > 25);
    }
}
