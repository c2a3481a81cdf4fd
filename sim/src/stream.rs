//! Random streams without a state: a draw is a function of who draws, for what, and its number.
//!
//! Two plans are compared under common random numbers: the person who was slow in one is slow in
//! the other, whatever happened before. So a draw must not depend on the order of events, and a
//! stream is a key and not a position. A draw is one multiplication of two keyed counters to 128
//! bits, folded (the step of wyrand, Wang Yi 2019); `tests/streams.rs` checks that streams of
//! neighbouring keys are uniform and do not follow each other.

/// What a draw is for; its number is part of the key for ever.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[repr(u8)]
pub enum Purpose {
    /// A site's people.
    Site = 1,
    /// When the next person comes.
    Arrival = 2,
    /// Temperature check.
    Precheck = 3,
    /// Registration.
    Register = 4,
    /// The swab.
    Swab = 5,
    /// Who is positive.
    Infection = 6,
    /// A visit at home.
    HomeVisit = 7,
    /// A vehicle's stays.
    Stay = 8,
    /// A vehicle's drives.
    Drive = 9,
    /// A lab's plates.
    Plate = 10,
    /// A plate's review.
    Review = 11,
    /// Readings that are grey.
    Grey = 12,
    /// A squad's ways.
    Squad = 13,
    /// Who does not come, comes late or goes to a single lane.
    Habit = 14,
    /// A search for tours.
    Tour = 15,
}

/// A key from which draws and further streams are made.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Stream(u64);

const STEP: u64 = 0xa076_1d64_78bd_642f;
const TWIST: u64 = 0xe703_7ed1_a0b4_28db;

/// Spreads a number over 64 bits (the finaliser of SplitMix64 with Stafford's 13th constants).
fn spread(mut bits: u64) -> u64 {
    bits = (bits ^ (bits >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    bits = (bits ^ (bits >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    bits ^ (bits >> 31)
}

impl Stream {
    /// The root of one replication.
    pub fn root(seed: u64, replication: u64) -> Stream {
        Stream(spread(seed.wrapping_add(STEP) ^ spread(replication.wrapping_add(TWIST))))
    }

    /// The stream of one actor and purpose.
    pub fn of(self, purpose: Purpose, actor: u64) -> Stream {
        let name = (purpose as u64) << 56 ^ actor;
        Stream(spread(self.0 ^ spread(name.wrapping_add(STEP))))
    }

    /// The n-th draw: 64 bits.
    #[inline]
    pub fn bits(self, n: u64) -> u64 {
        let counter = self.0.wrapping_add(n.wrapping_mul(STEP));
        let wide = u128::from(counter) * u128::from(counter ^ TWIST);
        (wide as u64) ^ (wide >> 64) as u64
    }

    /// The n-th draw as a number above 0 and below 1.
    #[inline]
    pub fn unit(self, n: u64) -> f64 {
        unit(self.bits(n))
    }

    /// Whether the n-th draw falls below a share.
    #[inline]
    pub fn hits(self, n: u64, share: f64) -> bool {
        self.unit(n) < share
    }
}

/// 64 bits as a number above 0 and below 1: the middle of one of 2^52 equal parts. With a bit
/// more the half could not be added exactly, and the last part would round to 1.
#[inline]
pub fn unit(bits: u64) -> f64 {
    ((bits >> 12) as f64 + 0.5) * (1.0 / (1u64 << 52) as f64)
}
