//! Instants and spans. The rules never ask the time: every instant comes in as an argument.

use std::fmt;
use std::ops::{Add, Sub};

/// Milliseconds since 1970-01-01T00:00:00Z.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug, Default)]
pub struct At(pub i64);

/// A span in whole minutes; what protocols count in.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug, Default)]
pub struct Minutes(pub i64);

/// Milliseconds in a minute.
pub const MINUTE_MS: i64 = 60_000;

impl At {
    /// The hour this instant falls in, counted from 1970: the grain of progress tables.
    pub fn hour(self) -> i64 {
        self.0.div_euclid(60 * MINUTE_MS)
    }
}

impl Minutes {
    /// A span of whole hours.
    pub const fn hours(hours: i64) -> Minutes {
        Minutes(hours * 60)
    }
}

impl Add<Minutes> for At {
    type Output = At;
    fn add(self, span: Minutes) -> At {
        At(self.0.saturating_add(span.0.saturating_mul(MINUTE_MS)))
    }
}

impl Sub<Minutes> for At {
    type Output = At;
    fn sub(self, span: Minutes) -> At {
        self + Minutes(-span.0)
    }
}

impl Sub<At> for At {
    type Output = Minutes;
    /// Whole minutes from `earlier` to `self`, rounded down.
    fn sub(self, earlier: At) -> Minutes {
        Minutes(self.0.saturating_sub(earlier.0).div_euclid(MINUTE_MS))
    }
}

impl fmt::Display for At {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}ms", self.0)
    }
}
