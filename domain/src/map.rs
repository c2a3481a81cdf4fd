//! A hash map with a fast hasher for keys that are codes, numbers or keyed hashes already.

use std::collections::{HashMap, HashSet};
use std::hash::{BuildHasherDefault, Hasher};

/// A map over codes and numbers.
pub type Map<K, V> = HashMap<K, V, BuildHasherDefault<Quick>>;

/// A set of codes and numbers.
pub type Set<K> = HashSet<K, BuildHasherDefault<Quick>>;

/// Multiply to 128 bits and fold, eight bytes at a time. A plain product carries upwards only:
/// keys that differ in their last bytes alone would share the low bits, by which a map finds its
/// place. Keys are checked codes, keyed hashes and numbers of signed-in devices, so flooding by
/// strangers is not a threat the hasher must meet.
#[derive(Clone, Copy, Default, Debug)]
pub struct Quick(u64);

const ODD: u64 = 0x9e37_79b9_7f4a_7c15;

impl Quick {
    #[inline]
    fn mix(&mut self, word: u64) {
        let wide = u128::from(self.0.rotate_left(23) ^ word) * u128::from(ODD);
        self.0 = wide as u64 ^ (wide >> 64) as u64;
    }
}

impl Hasher for Quick {
    #[inline]
    fn write(&mut self, bytes: &[u8]) {
        for chunk in bytes.chunks(8) {
            let mut word = [0u8; 8];
            word[..chunk.len()].copy_from_slice(chunk);
            self.mix(u64::from_le_bytes(word));
        }
    }

    #[inline]
    fn write_u32(&mut self, number: u32) {
        self.mix(u64::from(number));
    }

    #[inline]
    fn write_u64(&mut self, number: u64) {
        self.mix(number);
    }

    #[inline]
    fn write_usize(&mut self, _length: usize) {
        // Length prefixes of fixed-size keys carry nothing.
    }

    #[inline]
    fn finish(&self) -> u64 {
        self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::hash::Hash;

    const KEYS: u64 = 1 << 16;

    fn hash(key: impl Hash) -> u64 {
        let mut quick = Quick::default();
        key.hash(&mut quick);
        quick.finish()
    }

    /// Keys that share their place in a table of as many, counted by its fullest place; `shift`
    /// chooses the bits. With keys thrown at random eight or nine are the most.
    fn fullest(keys: impl Iterator<Item = u64>, shift: u32) -> u32 {
        let mut places = vec![0u32; KEYS as usize];
        for hash in keys {
            places[((hash >> shift) % KEYS) as usize] += 1;
        }
        places.into_iter().max().unwrap_or(0)
    }

    #[test]
    fn keys_that_differ_in_any_byte_are_spread_over_the_low_bits_and_the_high_ones() {
        let at = |place: usize, bytes: [u8; 8]| {
            let mut key = [7u8; 16];
            key[place..place + 8].copy_from_slice(&bytes);
            hash(key)
        };
        for shift in [0, 16, 48] {
            for place in 0..=8 {
                let big = fullest((0..KEYS).map(|n| at(place, n.to_be_bytes())), shift);
                let little = fullest((0..KEYS).map(|n| at(place, n.to_le_bytes())), shift);
                assert!(big <= 16, "big-endian from byte {place}: {big} in one place");
                assert!(little <= 16, "little-endian from byte {place}: {little} in one place");
            }
            for left in [0, 16, 32, 48] {
                let most = fullest((0..KEYS).map(|n| hash(n << left)), shift);
                assert!(most <= 16, "numbers shifted by {left}: {most} in one place");
            }
        }
    }
}
