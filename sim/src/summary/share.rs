//! How surely a share of kept limits is known from a count of replications.

use crate::binomial::{in_time_max, in_time_min};

/// A plan is good when a replication keeps its limits with at least this probability.
pub const PROBABILITY_GOAL: f64 = 0.95;
/// Of the exact bounds, each one-sided.
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
    /// And at most this, at [`CONFIDENCE`]: 9 late of 93 are too many to be chance, 8 are not.
    pub at_most: f64,
}

/// What may be said of a plan, from the best to the worst.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Default)]
pub enum Answer {
    /// The exact lower bound reaches the goal.
    Proven,
    #[default]
    /// The goal lies between the bounds: too few replications were run to tell.
    Unproven,
    /// The exact upper bound is short of the goal: so many late ones are no chance. Or there is
    /// no replication that was in time.
    Late,
}

impl Share {
    /// `hits` of `of`, with its bounds.
    pub fn new(hits: usize, of: usize) -> Share {
        let count = |count: usize| u32::try_from(count).unwrap_or(u32::MAX);
        let (trials, late) = (count(of), count(of - hits));
        Share {
            hits,
            of,
            at_least: in_time_min(trials, late, CONFIDENCE),
            at_most: in_time_max(trials, late, CONFIDENCE),
        }
    }

    /// Both counts together.
    pub fn and(&self, other: Share) -> Share {
        Share::new(self.hits + other.hits, self.of + other.of)
    }

    /// The share itself, 0 to 1; 0 of none.
    pub fn value(&self) -> f64 {
        super::spread::ratio(self.hits as f64, self.of as f64)
    }

    /// Some were run, and not one kept it.
    pub fn none(&self) -> bool {
        self.of > 0 && self.hits == 0
    }

    /// What may be said of it.
    pub fn answer(&self) -> Answer {
        if self.at_least >= PROBABILITY_GOAL {
            Answer::Proven
        } else if self.at_most < PROBABILITY_GOAL || self.none() {
            Answer::Late
        } else {
            Answer::Unproven
        }
    }
}
