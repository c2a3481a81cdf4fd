//! The smallest staffing that keeps the goals: arithmetic gives a first guess, the simulation
//! says what is late and that is turned up, then every lever is turned down again as far as it
//! goes (bisection under common random numbers), and what is left is proven.
//!
//! ```text
//! Recipe::start ─▶ grow ─▶ trim ─▶ prove ─▶ Sized
//!                   ▲                │ too many late
//!                   └──── mend ◀─────┘
//! ```

mod foresee;
mod grow;
mod look;
mod prove;
mod search;
mod trim;
mod walks;

use std::sync::atomic::Ordering;

use crate::books::{Holds, recollected_in_time};
use crate::bounds::Bounds;
use crate::needs::Planned;
use crate::recipe::Recipe;
use crate::replicate::Watch;
use crate::scenario::Scenario;
use crate::staffing::{City, Staffing};
use crate::trial::Trial;
use search::Search;

/// What was found.
#[derive(Clone, Debug)]
pub struct Sized {
    /// The least of everything.
    pub bounds: Bounds,
    /// What was turned how far.
    pub recipe: Recipe,
    /// The staffing.
    pub staffing: Staffing,
    /// What is simulated.
    pub scenario: Scenario,
    /// Whether and how surely the goals are kept.
    pub outcome: Outcome,
    /// Cities simulated on the way.
    pub replications: u64,
}

/// How a search ended.
#[derive(Clone, Copy, PartialEq, Debug)]
pub enum Outcome {
    /// With so many late of so many fresh replications, at least [`PROBABILITY_GOAL`] of all are
    /// in time, at [`CONFIDENCE`] (a sequential test, its tries counted).
    ///
    /// [`PROBABILITY_GOAL`]: crate::summary::PROBABILITY_GOAL
    /// [`CONFIDENCE`]: crate::summary::CONFIDENCE
    Proven {
        /// Replications.
        of: u32,
        /// Late ones.
        late: u32,
    },
    /// Not kept with everything turned up that can be: what is still late.
    Short(Faults),
    /// Stopped from outside; the staffing is the best so far and not proven.
    Stopped,
}

/// What was late in some trials; each counts trials.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Faults {
    /// Looked at.
    pub of: u32,
    /// Somebody had no outcome within the goal.
    pub everybody: u32,
    /// Less than half had one from own labs within the half goal.
    pub half: u32,
    /// A tube was too old at the lab, or never got there.
    pub tubes: u32,
    /// Any of these.
    pub any: u32,
    /// Too many second swabs were late, over all trials.
    pub recollections: bool,
}

impl Faults {
    /// Whether anything is late.
    pub fn is_any(&self) -> bool {
        self.any > 0 || self.recollections
    }

    /// Of some trials.
    pub fn of(trials: &[Trial]) -> Faults {
        let count = |fault: fn(Holds) -> bool| {
            trials.iter().filter(|trial| fault(trial.holds())).count() as u32
        };
        Faults {
            of: trials.len() as u32,
            everybody: count(|holds| !holds.everybody),
            half: count(|holds| !holds.half),
            tubes: count(|holds| !holds.tubes),
            any: count(|holds| !holds.all()),
            recollections: !recollected_in_time(trials),
        }
    }
}

/// What a search is at.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Doing {
    /// It turns up what is late.
    Growing,
    /// It turns every lever down as far as it goes.
    Trimming,
    /// It looks long at what is left.
    Checking,
    /// It proves it on days that it has not seen.
    Proving,
}

/// Where a search is, for who watches.
#[derive(Clone, Copy, Debug)]
pub struct Step<'a> {
    /// What it is at.
    pub doing: Doing,
    /// What it has in hand: while it grows it is too little still, afterwards the best so far.
    pub planned: Planned<'a>,
}

/// Told of each step, from the thread that searches.
pub type Told<'a> = &'a dyn Fn(Step<'_>);

/// Finds the smallest staffing of a city. Ends by itself: when nothing is left to turn up, or after
/// so many steps, it says what is short.
pub fn size(city: &City, seed: u64, watch: Watch<'_>) -> Sized {
    size_told(city, seed, watch, &|_| ())
}

/// As [`size`], and tells of each step.
pub fn size_told(city: &City, seed: u64, watch: Watch<'_>, told: Told<'_>) -> Sized {
    let bounds = Bounds::of(city);
    let mut recipe = Recipe::start(city, &bounds);
    let mut search = Search::new(city, bounds, seed, watch, told);
    let hopeless = search.bounds.never.iter().any(|never| !never.is_of_degree());
    let mut outcome = Outcome::Short(Faults::default());
    if !hopeless {
        let Search { glance, look, long_look, .. } = search;
        outcome = match search.grow(&mut recipe, &[glance, look], Doing::Growing) {
            Some(late) => Outcome::Short(late),
            None => {
                search.trim(&mut recipe);
                // One late day of many does not forbid a proof.
                let _ = search.grow(&mut recipe, &[long_look], Doing::Checking);
                search.prove(&mut recipe)
            }
        };
    }
    if watch.stop.load(Ordering::Relaxed) {
        outcome = Outcome::Stopped;
    }
    let (staffing, scenario) = (*search.scenario(&recipe)).clone();
    let Search { bounds, replications, .. } = search;
    Sized { bounds, recipe, staffing, scenario, outcome, replications }
}
