//! Statistics over replications: what a planner is told. Made from [`Trial`]s afterwards, so that
//! a question nobody thought of needs no second simulation.
//!
//! Quantiles are by nearest rank: the value that at least so large a share of the replications
//! does not exceed. With fewer than 20 replications the 95 % quantile is the worst one.

mod chain;
mod flow;
mod share;
mod sites;
mod spread;
#[cfg(test)]
pub(crate) mod tests;
mod usage;

pub use chain::{Age, LabSummary, Repeats, VehicleSummary};
pub use flow::Flow;
pub use share::{Answer, CONFIDENCE, PROBABILITY_GOAL, Share};
pub use sites::{HourSummary, SiteSummary, Slowest};
pub use spread::{Band, HIGH, LOW, Spread, When, quantile};
pub use usage::{Resource, TIGHT, Use, all as uses, late_tours};

use tenfold_domain::time::{At, Minutes};

use crate::books::Holds;
use crate::scenario::Scenario;
use crate::trial::Trial;

/// What came out of all replications of one scenario.
#[derive(Clone, PartialEq, Debug)]
pub struct Summary {
    /// How many replications.
    pub replications: usize,
    /// People who were to come, on average.
    pub expected: f64,
    /// First swabs, cumulated, in people by bin of [`crate::trial::BIN`].
    pub sampled: Band,
    /// First outcomes, cumulated.
    pub resulted: Band,
    /// First outcomes from the city's own labs, cumulated.
    pub resulted_own: Band,
    /// From the start until half have an outcome from the city's own labs (R03, R04).
    pub half_own: When,
    /// From the start until half have an outcome.
    pub half: When,
    /// From the start until the last person's first swab.
    pub all_sampled: When,
    /// From the start until everybody has an outcome (R06).
    pub all: When,
    /// Who kept which limit.
    pub kept: Kept,
    /// By site, in the scenario's order.
    pub sites: Vec<SiteSummary>,
    /// The site that was last most often; none where no site ended.
    pub slowest: Option<Slowest>,
    /// Tubes on receipt.
    pub age: Age,
    /// Old tubes, idle cyclers and piles of tubes.
    pub flow: Flow,
    /// By lab, in the scenario's order.
    pub labs: Vec<LabSummary>,
    /// By vehicle, in the scenario's order.
    pub vehicles: Vec<VehicleSummary>,
    /// Second swabs.
    pub repeats: Repeats,
    /// How hard each kind of resource works, in the order of the way of a tube.
    pub uses: Vec<Use>,
}

/// Replications that kept each limit; the same rules as the sizing's.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Kept {
    /// Everybody had an outcome within the goal (R06).
    pub all: Share,
    /// Half of them had one from the city's own labs within the half goal (R03, R04).
    pub half_own: Share,
    /// No tube was older than the room limit on receipt (R99), and none stayed behind.
    pub age: Share,
    /// All of these at once. Second swabs are judged over all replications: [`Repeats::answer`].
    pub every: Share,
}

impl Summary {
    /// Statistics of trials of one scenario; with no trials, everything is empty.
    pub fn of(scenario: &Scenario, trials: &[Trial]) -> Summary {
        let curve = |pick: fn(&Trial) -> &crate::trial::Curve| {
            Band::cumulated(&trials.iter().map(pick).collect::<Vec<_>>())
        };
        let sites = sites::all(scenario, trials);
        Summary {
            replications: trials.len(),
            expected: spread::mean(trials.iter().map(|trial| trial.expected as f64)),
            sampled: curve(|trial| &trial.sampled),
            resulted: curve(|trial| &trial.resulted),
            resulted_own: curve(|trial| &trial.resulted_own),
            half_own: When::of(trials.iter().map(|trial| half(trial, &trial.resulted_own))),
            half: When::of(trials.iter().map(|trial| half(trial, &trial.resulted))),
            all_sampled: When::of(trials.iter().map(|trial| {
                let all = trial.sampled.total() >= trial.expected;
                trial.last_swab_at.filter(|_| all).map(|at| after(scenario, at))
            })),
            all: When::of(trials.iter().map(|trial| {
                let all = trial.resulted.total() >= trial.expected;
                trial.last_outcome_at.filter(|_| all).map(|at| after(scenario, at))
            })),
            kept: Kept::of(trials),
            slowest: sites::slowest(trials),
            sites,
            age: Age::of(scenario, trials),
            flow: Flow::of(trials),
            labs: chain::labs(scenario, trials),
            vehicles: chain::vehicles(scenario, trials),
            repeats: Repeats::of(scenario, trials),
            uses: usage::all(scenario, trials),
        }
    }

    /// What holds the plan back: the kind of resource whose busiest one works hardest; of two
    /// equals the later on the way of a tube, because relief before it only lengthens its queue.
    /// Below [`TIGHT`] nothing is short, and hours and arrivals set the end.
    pub fn bottleneck(&self) -> Option<&Use> {
        let worked = self.uses.iter().filter(|usage| usage.busiest.share > 0.0);
        worked.max_by(|a, b| a.busiest.share.total_cmp(&b.busiest.share))
    }

    /// Whether the plan does what is asked, and how surely that is known, from these replications
    /// and those of a `proof` before them, which asked for second swabs in time, too: then those
    /// here need only not speak against it.
    pub fn answer(&self, proof: Option<Share>) -> Answer {
        let every = self.kept.every;
        let every = proof.map_or(every, |proof| every.and(proof)).answer();
        match self.repeats.answer {
            Answer::Unproven if proof.is_some() => every,
            repeats => every.max(repeats),
        }
    }
}

impl Kept {
    fn of(trials: &[Trial]) -> Kept {
        let holds: Vec<Holds> = trials.iter().map(Trial::holds).collect();
        let share = |kept: fn(&Holds) -> bool| {
            Share::new(holds.iter().filter(|holds| kept(holds)).count(), trials.len())
        };
        Kept {
            all: share(|holds| holds.everybody),
            half_own: share(|holds| holds.half),
            age: share(|holds| holds.tubes),
            every: share(|holds| holds.all()),
        }
    }
}

/// From the start of the round, rounded up to a minute.
fn after(scenario: &Scenario, at: At) -> Minutes {
    At(at.0 + tenfold_domain::time::MINUTE_MS - 1) - scenario.starts_at
}

/// When half of the people of a trial are on a curve. The last bin holds what lies beyond it, so
/// a half reached there is not told.
pub(crate) fn half(trial: &Trial, curve: &crate::trial::Curve) -> Option<Minutes> {
    let end = Minutes(curve.bins.len() as i64 * crate::trial::BIN.0);
    curve.reaches(trial.expected.div_ceil(2)).filter(|at| *at < end)
}
