//! A hash map with a fast hasher for keys that are codes, numbers or keyed hashes already.

use std::collections::{HashMap, HashSet};
use std::hash::{BuildHasherDefault, Hasher};

/// A map over codes and numbers.
pub type Map<K, V> = HashMap<K, V, BuildHasherDefault<Quick>>;

/// A set of codes and numbers.
pub type Set<K> = HashSet<K, BuildHasherDefault<Quick>>;

/// Multiply and rotate, eight bytes at a time. Keys are checked codes, keyed hashes and numbers
/// of signed-in devices, so flooding by strangers is not a threat the hasher must meet.
#[derive(Clone, Copy, Default, Debug)]
pub struct Quick(u64);

const ODD: u64 = 0x9e37_79b9_7f4a_7c15;

impl Quick {
    fn mix(&mut self, word: u64) {
        self.0 = (self.0.rotate_left(23) ^ word).wrapping_mul(ODD);
    }
}

impl Hasher for Quick {
    fn write(&mut self, bytes: &[u8]) {
        for chunk in bytes.chunks(8) {
            let mut word = [0u8; 8];
            word[..chunk.len()].copy_from_slice(chunk);
            self.mix(u64::from_le_bytes(word));
        }
    }

    fn write_u32(&mut self, number: u32) {
        self.mix(u64::from(number));
    }

    fn write_u64(&mut self, number: u64) {
        self.mix(number);
    }

    fn write_usize(&mut self, _length: usize) {
        // Length prefixes of fixed-size keys carry nothing.
    }

    fn finish(&self) -> u64 {
        self.0 ^ (self.0 >> 29)
    }
}
