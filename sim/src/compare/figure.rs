//! What is compared: figures that every replication tells by itself.

use tenfold_domain::time::{At, MINUTE_MS};

use crate::scenario::Scenario;
use crate::summary::{Resource, half, uses};
use crate::trial::{Curve, LabTrial, Trial};

/// A figure of a replication.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Figure {
    /// Every limit was kept, second swabs apart.
    Every,
    /// Everybody had an outcome within the goal (R06).
    Everybody,
    /// Half had one from the city's own labs within the half goal (R03, R04).
    Half,
    /// No tube was too old on receipt (R99) or stayed behind.
    Tubes,
    /// Share of second swabs with an outcome in time (R159); none where nobody was positive.
    Recollected,
    /// Until half had an outcome from the city's own labs.
    HalfOwnAfter,
    /// Until half had an outcome.
    HalfAfter,
    /// Until everybody was sampled.
    SampledAfter,
    /// Until everybody had an outcome.
    ResultedAfter,
    /// Oldest tube on receipt.
    OldestTube,
    /// Share of tubes that were too old on receipt (R99).
    OldTubes,
    /// Share of tubes that were as old when their first run began.
    OldStarts,
    /// Share of the cyclers' open hours in which they stood idle.
    Idle,
    /// Share of them in which they stood idle while a plate's worth of tubes waited at a lab.
    IdleBesidePile,
    /// Most tubes that waited at one lab.
    LargestPile,
    /// Mean wait of everybody swabbed, from arrival.
    MeanWait,
    /// Longest wait of anybody.
    LongestWait,
    /// People who have no first swab when all is over.
    Unsampled,
    /// Work asked over work possible, of all units of a kind.
    Use(Resource),
}

/// What a figure's number is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Kind {
    /// 1 where it is so, else 0: its mean is a share of replications.
    YesNo,
    /// A share, 0 to 1; a use may be above.
    Share,
    /// Minutes from the start; may never come.
    After,
    /// Minutes.
    Minutes,
    /// People.
    People,
    /// Tubes.
    Tubes,
}

impl Figure {
    /// All of them, in the order of reading.
    pub const ALL: [Figure; 23] = [
        Figure::Every,
        Figure::Everybody,
        Figure::Half,
        Figure::Tubes,
        Figure::Recollected,
        Figure::HalfOwnAfter,
        Figure::HalfAfter,
        Figure::SampledAfter,
        Figure::ResultedAfter,
        Figure::OldestTube,
        Figure::OldTubes,
        Figure::OldStarts,
        Figure::Idle,
        Figure::IdleBesidePile,
        Figure::LargestPile,
        Figure::MeanWait,
        Figure::LongestWait,
        Figure::Unsampled,
        Figure::Use(Resource::Collectors),
        Figure::Use(Resource::Vehicles),
        Figure::Use(Resource::Benches),
        Figure::Use(Resource::Cyclers),
        Figure::Use(Resource::Squads),
    ];

    /// What its number is.
    pub fn kind(self) -> Kind {
        match self {
            Figure::Every | Figure::Everybody | Figure::Half | Figure::Tubes => Kind::YesNo,
            Figure::Recollected
            | Figure::OldTubes
            | Figure::OldStarts
            | Figure::Idle
            | Figure::IdleBesidePile
            | Figure::Use(_) => Kind::Share,
            Figure::HalfOwnAfter
            | Figure::HalfAfter
            | Figure::SampledAfter
            | Figure::ResultedAfter => Kind::After,
            Figure::OldestTube | Figure::MeanWait | Figure::LongestWait => Kind::Minutes,
            Figure::Unsampled => Kind::People,
            Figure::LargestPile => Kind::Tubes,
        }
    }

    /// Whether more of it is better; `None` where neither is, as with the use of a resource.
    pub fn more_is_better(self) -> Option<bool> {
        match self {
            Figure::Recollected => Some(true),
            Figure::Idle | Figure::Use(_) => None,
            _ => Some(self.kind() == Kind::YesNo),
        }
    }
}

/// A replication's number as a part of a whole: most have a whole of 1, a share of people has
/// the people. Averages over replications are sums of parts over sums of wholes, so that a
/// replication with many people counts for more.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Reading {
    /// The number times the whole.
    pub part: f64,
    /// What it is a share of.
    pub whole: f64,
}

/// What is kept of one replication of one variant.
#[derive(Clone, PartialEq, Debug)]
pub struct Day {
    /// Number of the replication.
    pub replication: u64,
    /// By figure, in the order of [`Figure::ALL`]; `None` is never.
    pub readings: Vec<Option<Reading>>,
    /// People who were to come.
    pub expected: u64,
    /// First outcomes over time.
    pub resulted: Curve,
}

impl Day {
    /// Of a trial.
    pub fn of(scenario: &Scenario, trial: &Trial) -> Day {
        Day {
            replication: trial.replication,
            readings: readings(scenario, trial),
            expected: trial.expected,
            resulted: trial.resulted.clone(),
        }
    }
}

fn whole(part: f64) -> Option<Reading> {
    part.is_finite().then_some(Reading { part, whole: 1.0 })
}

fn share(part: u64, whole: u64) -> Option<Reading> {
    Some(Reading { part: part as f64, whole: whole as f64 })
}

fn readings(scenario: &Scenario, trial: &Trial) -> Vec<Option<Reading>> {
    let holds = trial.holds();
    let uses = uses(scenario, std::slice::from_ref(trial));
    let yes = |held: bool| whole(f64::from(u8::from(held)));
    let after = |at: Option<At>, all: bool| {
        let at = at.filter(|_| all)?;
        whole((at.0 - scenario.starts_at.0) as f64 / MINUTE_MS as f64)
    };
    let half = |curve: &Curve| half(trial, curve).and_then(|span| whole(span.0 as f64));
    let labs = |of: fn(&LabTrial) -> u64| trial.labs.iter().map(of).sum::<u64>();
    let hours = || trial.sites.iter().flat_map(|site| &site.hours);
    let one = |figure: &Figure| match figure {
        Figure::Every => yes(holds.all()),
        Figure::Everybody => yes(holds.everybody),
        Figure::Half => yes(holds.half),
        Figure::Tubes => yes(holds.tubes),
        Figure::Recollected => {
            let books = &trial.recollections;
            let in_time = f64::from(books.people) - f64::from(books.late);
            Some(Reading { part: in_time, whole: f64::from(books.people) })
        }
        Figure::HalfOwnAfter => half(&trial.resulted_own),
        Figure::HalfAfter => half(&trial.resulted),
        Figure::SampledAfter => after(trial.last_swab_at, trial.sampled.total() >= trial.expected),
        Figure::ResultedAfter => {
            after(trial.last_outcome_at, trial.resulted.total() >= trial.expected)
        }
        Figure::OldestTube => whole(trial.oldest_minutes as f64),
        Figure::OldTubes => share(trial.too_old, trial.age_at_lab.total()),
        Figure::OldStarts => share(trial.started_too_old, trial.started),
        Figure::Idle => share(labs(|lab| lab.idle_minutes), labs(|lab| lab.open_minutes)),
        Figure::IdleBesidePile => {
            share(labs(|lab| lab.idle_beside_pile_minutes), labs(|lab| lab.open_minutes))
        }
        Figure::LargestPile => {
            let most = trial.labs.iter().map(|lab| lab.waiting_max).max();
            whole(f64::from(most.unwrap_or_default()))
        }
        Figure::MeanWait => Some(Reading {
            part: hours().map(|hour| f64::from(hour.waited_minutes)).sum(),
            whole: hours().map(|hour| f64::from(hour.swabbed)).sum(),
        }),
        Figure::LongestWait => {
            let longest = hours().map(|hour| hour.waited_minutes_max).max();
            whole(f64::from(longest.unwrap_or_default()))
        }
        Figure::Unsampled => whole(trial.expected.saturating_sub(trial.sampled.total()) as f64),
        Figure::Use(resource) => {
            uses.iter().find(|usage| usage.resource == *resource).and_then(|u| whole(u.together))
        }
    };
    Figure::ALL.iter().map(one).collect()
}
