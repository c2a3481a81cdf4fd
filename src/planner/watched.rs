//! Long work that tells how far it is and can be stopped without losing what is done.

use std::ops::Range;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use tenfold_sim::binomial::replications_needed;
use tenfold_sim::compare::{Compared, compare};
use tenfold_sim::replicate::{Watch, replicate};
use tenfold_sim::scenario::Scenario;
use tenfold_sim::sizing::Step;
use tenfold_sim::summary::{Answer, CONFIDENCE, PROBABILITY_GOAL, Share};
use tenfold_sim::trial::Trial;

/// The first replication that is told of: none that sizing has looked at, so that the report is
/// of days the plan was not chosen on.
pub const FIRST: u64 = 2_000_000;
/// Most late replications that a proof bears.
const LATE_MAX: u32 = 5;
/// Replications shown of a plan whose search was stopped.
const AFTER_STOP: u64 = 4;

/// A wish to stop: the first ends the search or the run at hand, the second what is shown of it.
#[derive(Clone, Default, Debug)]
pub struct Stop {
    first: Arc<AtomicBool>,
    second: Arc<AtomicBool>,
}

impl Stop {
    /// Asks; what is finished is kept.
    pub fn ask(&self) {
        if self.first.swap(true, Ordering::Relaxed) {
            self.second.store(true, Ordering::Relaxed);
        }
    }

    /// Asks for all at once.
    pub fn ask_all(&self) {
        self.first.store(true, Ordering::Relaxed);
        self.second.store(true, Ordering::Relaxed);
    }

    /// Whether somebody asked.
    pub fn is_asked(&self) -> bool {
        self.first.load(Ordering::Relaxed)
    }

    /// The flag that stops a search.
    pub fn search(&self) -> &AtomicBool {
        &self.first
    }

    /// The flag that stops the work that begins now.
    fn flag(&self) -> &AtomicBool {
        if self.is_asked() { &self.second } else { &self.first }
    }
}

/// Somebody who shows how far the work is, and may stop it.
pub trait Watched {
    /// Does a search, of which nobody knows beforehand how many cities it simulates.
    fn search<T>(&self, work: impl Fn(Watch<'_>) -> T) -> T;

    /// Where the search is.
    fn told(&self, _step: Step<'_>) {}

    /// Replications of a scenario, as [`trials`] makes them.
    fn trials(&self, scenario: &Scenario, seed: u64, asked: Option<u64>) -> Vec<Trial>;

    /// Whether the work was stopped.
    fn is_stopped(&self) -> bool;
}

/// So many replications, or, where nobody says, as many as prove the limits or show that they are
/// not kept: 59, and 93 … 208 where one … five are late, or more that are not yet too many. Fewer
/// where they were stopped. `goal` is told their number before they begin, and each time it grows;
/// `done` is called after each.
pub fn trials(
    stop: &Stop,
    (scenario, seed): (&Scenario, u64),
    asked: Option<u64>,
    goal: impl Fn(u64),
    done: &(dyn Fn() + Sync),
) -> Vec<Trial> {
    let steps: Vec<u64> = match asked {
        Some(count) => vec![count],
        None if stop.is_asked() => vec![AFTER_STOP],
        None => (0..=LATE_MAX)
            .map(|late| u64::from(replications_needed(late, PROBABILITY_GOAL, CONFIDENCE)))
            .collect(),
    };
    let more = |numbers: Range<u64>| {
        let numbers = FIRST + numbers.start..FIRST + numbers.end;
        replicate(scenario, seed, numbers, Watch { done, stop: stop.flag() }, |trial| trial)
    };
    let mut trials: Vec<Trial> = Vec::new();
    for count in steps {
        goal(count);
        trials.extend(more(trials.len() as u64..count));
        let late = trials.iter().filter(|trial| !trial.holds().all()).count();
        let kept = Share::new(trials.len() - late, trials.len());
        if (trials.len() as u64) < count || kept.answer() != Answer::Unproven {
            break;
        }
    }
    trials
}

/// So many replications of every scenario under the same chance or, where nobody says, as many as
/// prove the limits of one that is never late: 59. Few where a search before it was stopped; fewer
/// where they were stopped themselves, and as many of each scenario. `goal` is told their number,
/// `done` is called after each.
pub fn pairs(
    stop: &Stop,
    (scenarios, seed): (&[&Scenario], u64),
    asked: Option<u64>,
    goal: impl Fn(u64),
    done: &(dyn Fn() + Sync),
) -> Compared {
    let enough = u64::from(replications_needed(0, PROBABILITY_GOAL, CONFIDENCE));
    let asked = asked.unwrap_or(enough);
    let count = if stop.is_asked() { asked.min(AFTER_STOP) } else { asked };
    goal(count);
    compare(scenarios, seed, FIRST..FIRST + count, Watch { done, stop: stop.flag() })
}
