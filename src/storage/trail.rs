//! Which facts name a thing, kept with the thing's head: the way from a tube to its history
//! without an index of random keys on the commit path.

use super::cell::BadCell;

/// Table and ledger number of every fact that names a tube, a box or a plate, oldest first.
///
/// Layout: for each fact the table's number (one byte) and the distance from the fact before
/// (seven bits a byte, low ones first). A tube of ten that went all the way takes 60 bytes.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Trail {
    bytes: Vec<u8>,
    last: u64,
}

impl Trail {
    /// A trail without facts.
    pub const EMPTY: Trail = Trail { bytes: Vec::new(), last: 0 };

    /// Notes a fact; `seq` is higher than every one noted before, or noted already.
    pub fn push(&mut self, table: u8, seq: u64) {
        if seq <= self.last {
            return;
        }
        let mut distance = seq - self.last;
        self.bytes.push(table);
        while distance >= 0x80 {
            self.bytes.push(distance as u8 | 0x80);
            distance >>= 7;
        }
        self.bytes.push(distance as u8);
        self.last = seq;
    }

    /// The trail as the store keeps it.
    pub fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// The trail of kept bytes. Errors when they end in the middle of a fact.
    pub fn from_bytes(bytes: &[u8]) -> Result<Trail, BadCell> {
        let mut facts = Facts { rest: bytes, seq: 0 };
        let last = facts.by_ref().last().map_or(0, |(_, seq)| seq);
        if !facts.rest.is_empty() {
            return Err(BadCell { wanted: "trail" });
        }
        Ok(Trail { bytes: bytes.to_vec(), last })
    }

    /// Ledger number of the fact that made the thing; 0 of a trail without facts.
    pub fn first(&self) -> u64 {
        self.facts().next().map_or(0, |(_, seq)| seq)
    }

    /// Table number and ledger number of each fact, oldest first.
    pub fn facts(&self) -> impl Iterator<Item = (u8, u64)> + '_ {
        Facts { rest: &self.bytes, seq: 0 }
    }
}

struct Facts<'a> {
    rest: &'a [u8],
    seq: u64,
}

impl Iterator for Facts<'_> {
    type Item = (u8, u64);

    fn next(&mut self) -> Option<(u8, u64)> {
        let (table, distance) = self.rest.split_first()?;
        let end = distance.iter().position(|byte| byte & 0x80 == 0).filter(|end| *end < 9)?;
        let (number, rest) = distance.split_at(end + 1);
        let folded = number.iter().rev().fold(0, |sum, byte| sum << 7 | u64::from(byte & 0x7f));
        self.seq = self.seq.checked_add(folded)?;
        self.rest = rest;
        Some((*table, self.seq))
    }
}

#[cfg(test)]
mod tests {
    use super::Trail;

    #[test]
    fn a_trail_comes_back_and_counts_nothing_twice() {
        let mut trail = Trail::default();
        let facts = [(1, 1), (2, 2), (2, 129), (6, 16_514), (17, 10_000_000), (26, 1 << 40)];
        for (table, seq) in facts {
            trail.push(table, seq);
            trail.push(table, seq);
        }
        assert_eq!(trail.facts().collect::<Vec<_>>(), facts);
        assert_eq!(Trail::from_bytes(trail.bytes()).expect("whole"), trail);
        let cut = &trail.bytes()[..trail.bytes().len() - 1];
        assert!(Trail::from_bytes(cut).is_err());
    }
}
