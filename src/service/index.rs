//! The two indexes in memory that keep random keys off the commit path: who was registered
//! last where, and which scans became facts. Both are rebuilt from the facts at start.
//!
//! A random-keyed index on disk costs four fifths of the write rate at ten million rows; these
//! cost about 44 bytes a person. Each is split into shards so that growing one stops the writer
//! for a millisecond and not for a second.

use hashbrown::HashTable;
use hashbrown::hash_table::Entry;
use tenfold_domain::code::{PersonKey, RoundId, ScanId};

const SHARDS: usize = 256;

/// Where a person stands.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Standing {
    /// Ledger number of the latest registration; 0 is none.
    pub latest: u64,
    /// Highest round of any registration.
    pub round: RoundId,
    /// Registrations in that round less withdrawals; at most [`TIMES_MAX`] are told apart.
    pub times: u8,
    /// Batch from the roster; 0 is none.
    pub batch: u8,
}

const SEQ_BITS: u32 = 40;
const ROUND_BITS: u32 = 16;
const TIMES_BITS: u32 = 5;

/// Nobody is registered so often in one round; more are counted as this many.
pub const TIMES_MAX: u8 = (1 << TIMES_BITS) - 1;

/// How many people a round has reached, each once, however many swabs they gave.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Coverage {
    /// The newest round in which anybody was registered.
    pub round: RoundId,
    /// People registered in it and not withdrawn.
    pub people: u64,
}

impl Standing {
    fn pack(self) -> u64 {
        debug_assert!(self.latest < 1 << SEQ_BITS && self.round.0 < 1 << ROUND_BITS);
        debug_assert!(self.times <= TIMES_MAX && self.batch < 8);
        self.latest
            | u64::from(self.round.0) << SEQ_BITS
            | u64::from(self.times) << (SEQ_BITS + ROUND_BITS)
            | u64::from(self.batch) << (SEQ_BITS + ROUND_BITS + TIMES_BITS)
    }

    fn unpack(packed: u64) -> Standing {
        Standing {
            latest: packed & ((1 << SEQ_BITS) - 1),
            round: RoundId((packed >> SEQ_BITS) as u32 & ((1 << ROUND_BITS) - 1)),
            times: (packed >> (SEQ_BITS + ROUND_BITS)) as u8 & TIMES_MAX,
            batch: (packed >> (SEQ_BITS + ROUND_BITS + TIMES_BITS)) as u8,
        }
    }
}

/// Person to standing. A person is known by 64 of the key's 128 bits; whoever reads the
/// registration compares the whole key, so that a clash (one in millions of campaigns) shows
/// nobody somebody else's data.
pub struct PersonIndex {
    shards: Vec<HashTable<(u64, u64)>>,
    coverage: Coverage,
}

/// 64 bits of a keyed hash, and its shard.
fn short(person: PersonKey) -> (u64, usize) {
    let [a, b, c, d, e, f, g, h, shard, ..] = person.0;
    (u64::from_le_bytes([a, b, c, d, e, f, g, h]), usize::from(shard))
}

impl Default for PersonIndex {
    fn default() -> Self {
        let shards = (0..SHARDS).map(|_| HashTable::new()).collect();
        PersonIndex { shards, coverage: Coverage::default() }
    }
}

impl PersonIndex {
    /// Where a person stands, if anything is known.
    pub fn get(&self, person: PersonKey) -> Option<Standing> {
        let (key, shard) = short(person);
        let found = self.shards[shard].find(key, |(has, _)| *has == key);
        found.map(|(_, packed)| Standing::unpack(*packed))
    }

    fn update(&mut self, person: PersonKey, change: impl FnOnce(&mut Standing)) {
        let (key, shard) = short(person);
        match self.shards[shard].entry(key, |(has, _)| *has == key, |(has, _)| *has) {
            Entry::Occupied(mut slot) => {
                let mut standing = Standing::unpack(slot.get().1);
                change(&mut standing);
                slot.get_mut().1 = standing.pack();
            }
            Entry::Vacant(slot) => {
                let mut standing = Standing::default();
                change(&mut standing);
                slot.insert((key, standing.pack()));
            }
        }
    }

    /// Notes a registration. They may come in any order: what is counted of the newest round does
    /// not depend on it. A registration in a round before the person's latest counts nobody.
    pub fn registered(&mut self, person: PersonKey, seq: u64, round: RoundId) {
        let mut first = false;
        self.update(person, |standing| {
            standing.latest = standing.latest.max(seq);
            if round > standing.round {
                (standing.round, standing.times) = (round, 0);
            }
            if round == standing.round {
                first = standing.times == 0;
                standing.times = (standing.times + 1).min(TIMES_MAX);
            }
        });
        if round > self.coverage.round {
            self.coverage = Coverage { round, people: 0 };
        }
        self.coverage.people += u64::from(first && round == self.coverage.round);
    }

    /// Notes that somebody left a tube of a round before the swab; after the registration.
    pub fn withdrawn(&mut self, person: PersonKey, round: RoundId) {
        let mut last = false;
        self.update(person, |standing| {
            if round == standing.round && standing.times > 0 {
                standing.times -= 1;
                last = standing.times == 0;
            }
        });
        self.coverage.people -= u64::from(last && round == self.coverage.round);
    }

    /// How many people the newest round has reached.
    pub fn coverage(&self) -> Coverage {
        self.coverage
    }

    /// Notes a batch from the roster.
    pub fn expected(&mut self, person: PersonKey, batch: u8) {
        self.update(person, |standing| standing.batch = batch);
    }

    /// Bytes held.
    pub fn bytes(&self) -> usize {
        self.shards.iter().map(HashTable::allocation_size).sum()
    }

    /// People known.
    pub fn len(&self) -> usize {
        self.shards.iter().map(HashTable::len).sum()
    }

    /// Nobody is known.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }
}

/// Scans that became facts: 28 bits of the scan's hash and the ledger number in eight bytes.
/// Whoever gets a number back reads the fact and compares the whole scan.
pub struct ScanIndex {
    shards: Vec<HashTable<u64>>,
}

const TAG_BITS: u32 = 28;
const SCAN_SEQ_BITS: u32 = 64 - TAG_BITS;

/// Mixes a scan's random and time bits; returns tag and shard.
fn tag(scan: ScanId) -> (u64, usize) {
    let [high, low] = [0, 8].map(|from| {
        let mut half = [0; 8];
        half.copy_from_slice(&scan.0[from..from + 8]);
        u64::from_le_bytes(half)
    });
    let mut mixed = (high ^ low.rotate_left(32)).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    mixed ^= mixed >> 32;
    mixed = mixed.wrapping_mul(0xd6e8_feb8_6659_fd93);
    mixed ^= mixed >> 32;
    (mixed >> SCAN_SEQ_BITS, (mixed & 0xff) as usize)
}

/// Spreads the few bits of a tag over a whole hash; all that is left to rehash a shard by.
fn spread(slot: u64) -> u64 {
    (slot >> SCAN_SEQ_BITS).wrapping_mul(0x9e37_79b9_7f4a_7c15)
}

impl Default for ScanIndex {
    fn default() -> Self {
        ScanIndex { shards: (0..SHARDS).map(|_| HashTable::new()).collect() }
    }
}

impl ScanIndex {
    /// Ledger numbers of facts that may carry this scan; nearly always none or one.
    pub fn candidates(&self, scan: ScanId) -> impl Iterator<Item = u64> + '_ {
        let (tag, shard) = tag(scan);
        self.shards[shard]
            .iter_hash(spread(tag << SCAN_SEQ_BITS))
            .filter(move |slot| **slot >> SCAN_SEQ_BITS == tag)
            .map(|slot| slot & ((1 << SCAN_SEQ_BITS) - 1))
    }

    /// Notes the first fact of a scan.
    pub fn recorded(&mut self, scan: ScanId, seq: u64) {
        let (tag, shard) = tag(scan);
        let slot = tag << SCAN_SEQ_BITS | seq;
        self.shards[shard].insert_unique(spread(slot), slot, |slot| spread(*slot));
    }

    /// Bytes held.
    pub fn bytes(&self) -> usize {
        self.shards.iter().map(HashTable::allocation_size).sum()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key(n: u64) -> [u8; 16] {
        let mut bytes = [0; 16];
        let mixed = n.wrapping_mul(0x9e37_79b9_7f4a_7c15);
        bytes[..8].copy_from_slice(&mixed.to_le_bytes());
        bytes[8..].copy_from_slice(&mixed.rotate_left(17).to_le_bytes());
        bytes
    }

    #[test]
    fn who_is_registered_twice_in_a_round_counts_once() {
        let [old, new] = [RoundId(1), RoundId(2)];
        let mut people = PersonIndex::default();
        let mut seq = 0;
        let mut register = |people: &mut PersonIndex, n, round| {
            seq += 1;
            people.registered(PersonKey(key(n)), seq, round);
        };
        let of = |round, people| Coverage { round, people };
        [1, 2, 1].iter().for_each(|n| register(&mut people, *n, old));
        assert_eq!(people.coverage(), of(old, 2));
        people.withdrawn(PersonKey(key(1)), old);
        assert_eq!(people.coverage(), of(old, 2), "one of two");
        people.withdrawn(PersonKey(key(1)), old);
        assert_eq!(people.coverage(), of(old, 1));
        [2, 2, 3].iter().for_each(|n| register(&mut people, *n, new));
        register(&mut people, 4, old);
        people.withdrawn(PersonKey(key(2)), old);
        assert_eq!(people.coverage(), of(new, 2), "another round begins at nobody");
        people.expected(PersonKey(key(2)), 4);
        people.withdrawn(PersonKey(key(2)), new);
        people.withdrawn(PersonKey(key(2)), new);
        assert_eq!(people.coverage(), of(new, 1));
        assert_eq!(people.get(PersonKey(key(2))).map(|standing| standing.batch), Some(4));
    }

    #[test]
    fn everybody_is_found_again() {
        let (mut people, mut scans) = (PersonIndex::default(), ScanIndex::default());
        for n in 1..50_000 {
            people.registered(PersonKey(key(n)), n, RoundId(1));
            scans.recorded(ScanId(key(n)), n);
        }
        people.registered(PersonKey(key(7)), 60_000, RoundId(2));
        people.expected(PersonKey(key(7)), 3);
        for n in (1..50_000).filter(|n| *n != 7) {
            let standing = people.get(PersonKey(key(n))).expect("registered");
            assert_eq!((standing.latest, standing.round, standing.batch), (n, RoundId(1), 0));
            assert!(scans.candidates(ScanId(key(n))).any(|seq| seq == n));
        }
        let seven = people.get(PersonKey(key(7))).expect("registered");
        assert_eq!((seven.latest, seven.round, seven.batch), (60_000, RoundId(2), 3));
        assert_eq!(people.get(PersonKey(key(99_999))), None);
        let strangers =
            (100_000..200_000u64).filter(|n| scans.candidates(ScanId(key(*n))).count() > 0);
        assert!(strangers.count() < 100, "a tag of 28 bits seldom clashes");
    }
}
