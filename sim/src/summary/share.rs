//! How surely a share of kept limits is known from a count of replications.

use crate::binomial::in_time_min;

/// A plan is good when a replication keeps its limits with at least this probability.
pub const PROBABILITY_GOAL: f64 = 0.95;
/// Of the exact lower bound, one-sided.
pub const CONFIDENCE: f64 = 0.95;

/// Replications that kept a limit.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Share {
    /// How many.
    pub hits: usize,
    /// Of how many.
    pub of: usize,
    /// The probability is at least this, at [`CONFIDENCE`]: the exact bound of Clopper and
    /// Pearson (1934). 59 of 59, 92 of 93 or 122 of 124 reach [`PROBABILITY_GOAL`].
    pub at_least: f64,
}

/// What may be said of a plan.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Answer {
    /// The exact lower bound reaches the goal.
    Proven,
    /// As many replications kept the limits as the goal asks, but too few were run to prove it.
    Unproven,
    /// Too many replications were late.
    Late,
}

impl Share {
    /// `hits` of `of`, with its bound.
    pub fn new(hits: usize, of: usize) -> Share {
        let count = |count: usize| u32::try_from(count).unwrap_or(u32::MAX);
        Share { hits, of, at_least: in_time_min(count(of), count(of - hits), CONFIDENCE) }
    }

    /// The share itself, 0 to 1; 0 of none.
    pub fn value(&self) -> f64 {
        super::spread::ratio(self.hits as f64, self.of as f64)
    }

    /// What may be said of it.
    pub fn answer(&self) -> Answer {
        if self.at_least >= PROBABILITY_GOAL {
            Answer::Proven
        } else if self.of > 0 && self.value() >= PROBABILITY_GOAL {
            Answer::Unproven
        } else {
            Answer::Late
        }
    }
}
