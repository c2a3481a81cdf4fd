//! What a look of few replications does not show: days later than any of them.
//!
//! The oldest tube of a day is the largest of very many, and such values scatter by Gumbel's law
//! (1935), which two moments fit. So is the last outcome where so many plates run that some always
//! run twice or three times; of a small town's few it jumps, and more days show it. The search
//! foresees with it; the proof does not lean on it.

use super::Faults;
use super::search::{LOOK, Search};
use crate::trial::Trial;

/// The value that Gumbel's law exceeds once in a hundred, in standard deviations above the mean:
/// `(-ln(-ln 0.99) - 0.5772) * sqrt(6) / pi`.
const ONCE_IN_A_HUNDRED: f64 = 3.137;

/// The same for once in twenty, which is what the goal bears.
const ONCE_IN_TWENTY: f64 = 1.866;

/// Fewer trials than this say nothing of what is rare.
const TRIALS_MIN: usize = 20;

impl Search<'_> {
    /// What is late in the trials, and what would be now and then: tubes once in a hundred days,
    /// outcomes once in twenty.
    pub fn foreseen(&self, trials: &[Trial]) -> Faults {
        let mut faults = Faults::of(trials);
        if faults.tubes == 0 && self.labs_too_late(trials).contains(&true) {
            (faults.tubes, faults.any) = (1, faults.any.max(1));
        }
        let last =
            |trial: &Trial| trial.last_outcome_at.map_or(0, |at| (at - self.city.starts_at).0);
        let late = || exceeded(ONCE_IN_TWENTY, trials, last) > self.city.goal.0 as f64;
        if faults.everybody == 0 && trials.len() < LOOK as usize && late() {
            (faults.everybody, faults.any) = (1, faults.any.max(1));
        }
        faults
    }

    /// Labs, of all the city's, that tubes reach too old, or would once in a hundred.
    pub fn labs_too_late(&self, trials: &[Trial]) -> Vec<bool> {
        let limit = self.city.protocol.transport.room_limit.0;
        let too_late = |lab: usize| {
            let oldest = |trial: &Trial| trial.labs[lab].oldest_minutes;
            // Whole minutes: 240 may be 240 and a half, which is too old.
            trials.iter().map(oldest).any(|oldest| oldest >= limit)
                || exceeded(ONCE_IN_A_HUNDRED, trials, oldest) > limit as f64
        };
        (0..self.city.labs.len()).map(too_late).collect()
    }
}

/// What is exceeded as seldom as so many deviations say, by the moments of what was seen, in its
/// unit.
fn exceeded(deviations: f64, trials: &[Trial], of: impl Fn(&Trial) -> i64) -> f64 {
    if trials.len() < TRIALS_MIN {
        return f64::NEG_INFINITY;
    }
    let seen: Vec<f64> = trials.iter().map(|trial| of(trial) as f64).collect();
    let number = seen.len() as f64;
    let mean = seen.iter().sum::<f64>() / number;
    let variance = seen.iter().map(|value| (value - mean).powi(2)).sum::<f64>() / (number - 1.0);
    mean + deviations * variance.sqrt()
}
