//! What becomes of several cities, or of one under several plans, by the same chance.
//!
//! All variants have the seed and the numbers of their replications in common, and a draw belongs
//! to a person and a purpose ([`crate::stream`]): who is slow in one is slow in the other, and
//! the difference of a pair scatters far less than either of its ends. A replication is played
//! in every variant before the next begins, so that a run that is stopped has whole pairs.

mod ahead;
mod figure;
mod paired;
#[cfg(test)]
mod tests;

pub use ahead::Ahead;
pub use figure::{Day, Figure, Kind, Reading};
pub use paired::{Paired, Value, Verdict, paired, value};

use std::ops::Range;
use std::sync::atomic::Ordering;

use crate::city::trial_at;
use crate::pace::Pace;
use crate::replicate::{Watch, on_all_cores};
use crate::scenario::Scenario;
use crate::summary::{Band, CONFIDENCE};

/// What was seen of all variants.
#[derive(Clone, PartialEq, Debug)]
pub struct Compared {
    /// By variant, replication by replication in the order of their numbers: as many in each.
    pub variants: Vec<Vec<Day>>,
}

/// Plays replications of every scenario on all cores. Those that were not finished in every
/// scenario when it was stopped are left out of all. `watch.done` is called once a replication.
pub fn compare(
    scenarios: &[&Scenario],
    seed: u64,
    replications: Range<u64>,
    watch: Watch<'_>,
) -> Compared {
    let paces: Vec<Pace> = scenarios.iter().map(|scenario| Pace::of(scenario)).collect();
    let rows = on_all_cores(replications.collect(), watch, |replication| {
        let mut row = Vec::with_capacity(scenarios.len());
        for (scenario, pace) in scenarios.iter().zip(&paces) {
            if watch.stop.load(Ordering::Relaxed) {
                return None;
            }
            row.push(Day::of(scenario, &trial_at(scenario, pace, seed, replication)));
        }
        Some(row)
    });
    let mut variants: Vec<Vec<Day>> = vec![Vec::new(); scenarios.len()];
    for row in rows.into_iter().flatten() {
        for (variant, day) in variants.iter_mut().zip(row) {
            variant.push(day);
        }
    }
    Compared { variants }
}

impl Compared {
    /// Replications that were played in every variant.
    pub fn replications(&self) -> usize {
        self.variants.first().map_or(0, Vec::len)
    }

    /// How surely one difference is told apart, so that all differences of one figure from the
    /// first variant hold together with [`CONFIDENCE`] (Bonferroni).
    pub fn confidence(&self) -> f64 {
        shared(self.variants.len().saturating_sub(1))
    }

    /// One figure of one variant.
    pub fn value(&self, variant: usize, figure: Figure) -> Value {
        value(&self.readings(variant, figure))
    }

    /// A variant less the first one, at [`Compared::confidence`].
    pub fn difference(&self, variant: usize, figure: Figure) -> Paired {
        self.between(figure, (0, variant), self.confidence())
    }

    /// Cumulated first outcomes of a variant, in people by bin of [`crate::trial::BIN`].
    pub fn resulted(&self, variant: usize) -> Band {
        let days = self.variants.get(variant).map(Vec::as_slice).unwrap_or_default();
        Band::cumulated(&days.iter().map(|day| &day.resulted).collect::<Vec<_>>())
    }

    /// People who were to come in a variant, on average.
    pub fn expected(&self, variant: usize) -> f64 {
        let days = self.variants.get(variant).map(Vec::as_slice).unwrap_or_default();
        days.iter().map(|day| day.expected as f64).sum::<f64>() / days.len().max(1) as f64
    }

    /// The second of a pair of variants less the first.
    fn between(&self, figure: Figure, (first, second): (usize, usize), confidence: f64) -> Paired {
        let (first, second) = (self.readings(first, figure), self.readings(second, figure));
        paired(figure.kind(), &first, &second, confidence)
    }

    fn readings(&self, variant: usize, figure: Figure) -> Vec<Option<Reading>> {
        let at = Figure::ALL.iter().position(|known| *known == figure);
        let days = self.variants.get(variant).map(Vec::as_slice).unwrap_or_default();
        days.iter().map(|day| *day.readings.get(at?)?).collect()
    }
}

/// The confidence of each of some comparisons with which all hold together with [`CONFIDENCE`].
fn shared(comparisons: usize) -> f64 {
    1.0 - (1.0 - CONFIDENCE) / comparisons.max(1) as f64
}
