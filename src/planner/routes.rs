//! A day's tours: searched for, checked by rules that know nothing of the search, judged.

use tenfold_domain::time::At;
use tenfold_sim::routes::again::search_again;
use tenfold_sim::routes::check::{Broken, check};
use tenfold_sim::routes::day::Unfit;
use tenfold_sim::routes::plan::{Plan, Tour, Why};
use tenfold_sim::routes::{Step, Until, first, search};

use super::Verdict;
use crate::setup::routes::RouteInput;

/// What a search for tours ends with.
#[derive(Clone, PartialEq, Debug)]
pub struct Routed {
    /// The tours.
    pub plan: Plan,
    /// What the search began with.
    pub start: Plan,
    /// Rounds of the search.
    pub rounds: u64,
    /// Rules that the tours break. Empty, or the plan must not be shown; of a day that is planned
    /// anew, what has left may break a rule that came later.
    pub broken: Vec<Broken>,
}

/// Searches for the tours of a day; of one that has begun, those that begin with what has left
/// at an instant.
///
/// # Errors
/// What makes the day unfit; [`crate::setup::routes::load`] finds it first, and says where.
pub fn routes(
    input: &RouteInput,
    left: Option<(&[Tour], At)>,
    seed: u64,
    until: Until<'_>,
    told: &mut dyn FnMut(Step),
) -> Result<Routed, Unfit> {
    let day = &input.day;
    let mut rounds = 0;
    let mut counted = |step: Step| {
        rounds = step.rounds;
        told(step);
    };
    let (start, plan) = match left {
        None => (first(day)?, search(day, seed, until, &mut counted)?),
        Some((left, from_at)) => {
            let again = |until, told: &mut dyn FnMut(Step)| {
                search_again(day, left, from_at, seed, until, told)
            };
            (again(Until::Rounds(0), &mut |_| ())?, again(until, &mut counted)?)
        }
    };
    let broken = check(&input.day, &plan);
    Ok(Routed { plan, start, rounds, broken })
}

impl Routed {
    /// Proven where everything is fetched in time, never where some of it could not be with any
    /// number of vehicles.
    pub fn verdict(&self) -> Verdict {
        let busy = |why: Why| matches!(why, Why::NoVehicle { .. } | Why::NoShift { .. });
        match self.plan.missed.as_slice() {
            [] => Verdict::Proven,
            missed if missed.iter().all(|missed| busy(missed.why)) => Verdict::Unproven,
            _ => Verdict::Never,
        }
    }
}
