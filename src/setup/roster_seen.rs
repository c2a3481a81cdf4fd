//! Who landed on which line of a roster: exact, and sixteen bytes a person.

use std::hash::{BuildHasher, RandomState};

use hashbrown::HashTable;
use tenfold_domain::person::Document;

/// A table doubles when it is full and holds both sizes while it does: as one of many, its two
/// sizes are small beside the rest.
const SHARDS: usize = 64;
/// Bits of the line; a file of more lines than this names the last it can.
const LINE_BITS: u32 = 28;

/// The documents of a file, each with its line. The document takes 100 bits, the line the other
/// 28.
pub(super) struct Seen {
    shards: Vec<HashTable<u128>>,
    keys: RandomState,
}

impl Default for Seen {
    fn default() -> Self {
        let shards = (0..SHARDS).map(|_| HashTable::new()).collect();
        Seen { shards, keys: RandomState::new() }
    }
}

impl Seen {
    /// Enters a document; the line it stands on already, where it does.
    pub(super) fn enter(&mut self, document: &Document, line: u64) -> Option<u64> {
        let document = packed(document);
        let line = u128::from(line.min((1 << LINE_BITS) - 1));
        let keys = &self.keys;
        let hash = keys.hash_one(document);
        // The table looks at the top bits and the lowest ones.
        let shard = (hash >> 32) as usize % SHARDS;
        let same = |entry: &u128| entry >> LINE_BITS == document;
        let again = |entry: &u128| keys.hash_one(entry >> LINE_BITS);
        match self.shards.get_mut(shard)?.entry(hash, same, again) {
            hashbrown::hash_table::Entry::Occupied(found) => {
                Some((found.get() & ((1 << LINE_BITS) - 1)) as u64)
            }
            hashbrown::hash_table::Entry::Vacant(free) => {
                free.insert(document << LINE_BITS | line);
                None
            }
        }
    }
}

/// A document as one number below 2^100, exactly: it has at most 18 characters of 36, which is
/// below 2^95, and the kind stands above it.
fn packed(document: &Document) -> u128 {
    let digit = |c: char| u128::from(c.to_digit(36).unwrap_or_default()) + 1;
    let number = document.number().chars().fold(0, |sum, c| sum * 37 + digit(c));
    u128::from(document.kind().number()) << 95 | number
}
