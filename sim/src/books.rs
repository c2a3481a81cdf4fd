//! What one replication writes down, as it happens.

use std::collections::BTreeSet;

use tenfold_domain::time::{At, MINUTE_MS, Minutes};

use crate::mean::Mean;
use crate::pace::horizon;
use crate::sampled::Sampled;
use crate::scenario::Scenario;
use crate::squad::Pool;
use crate::summary::{CONFIDENCE, PROBABILITY_GOAL};
use crate::trial::{Curve, LabTrial, Recollections, Trial, VehicleTrial};
use crate::tube::Tube;

/// The books of one replication; instants are milliseconds after the scenario's start.
pub struct Books<'a> {
    scenario: &'a Scenario,
    trial: Trial,
    goal_ms: i64,
    half_goal_ms: i64,
    received: u64,
    outcomes: u64,
    recollected: u64,
    greys: BTreeSet<u32>,
}

impl<'a> Books<'a> {
    /// Empty books.
    pub fn new(scenario: &'a Scenario, replication: u64) -> Books<'a> {
        let curve = || Curve::new(horizon(scenario));
        let trial = Trial {
            replication,
            expected: 0,
            sampled: curve(),
            resulted: curve(),
            resulted_own: curve(),
            last_swab_at: None,
            last_outcome_at: None,
            in_goal: 0,
            in_half_goal_own: 0,
            age_at_lab: curve(),
            too_old: 0,
            started: 0,
            started_too_old: 0,
            oldest_minutes: 0,
            tubes: 0,
            short_tubes: 0,
            stranded: 0,
            sites: Vec::with_capacity(scenario.sites.len()),
            labs: Vec::new(),
            vehicles: Vec::new(),
            recollections: Recollections { took: curve(), ..Recollections::default() },
        };
        Books {
            scenario,
            trial,
            goal_ms: scenario.goal.0 * MINUTE_MS,
            half_goal_ms: scenario.half_goal.0 * MINUTE_MS,
            received: 0,
            outcomes: 0,
            recollected: 0,
            greys: BTreeSet::new(),
        }
    }

    fn at(&self, after_ms: i64) -> At {
        At(self.scenario.starts_at.0 + after_ms)
    }

    /// Everybody is swabbed.
    pub fn sampled(&mut self, sampled: &Sampled) {
        self.trial.expected = sampled.expected();
        self.trial.sampled = sampled.curve(self.scenario);
        self.trial.last_swab_at = sampled.last_swab_at();
        self.trial.sites.clone_from(&sampled.sites);
        self.trial.tubes = sampled.tubes.len() as u64;
        self.trial.short_tubes = sampled.tubes.iter().filter(|tube| tube.short).count() as u64;
    }

    /// Whether a tube that is at a lab's door at an instant is too old, by its first swab.
    fn too_old(&self, now: i64, first_swab_at: i64) -> bool {
        let rule = &self.scenario.protocol.transport;
        self.at(now) > rule.room_ends_at(self.at(first_swab_at))
    }

    /// A tube is at a lab's door.
    pub fn received(&mut self, now: i64, tube: &Tube) {
        let age_ms = now - i64::from(tube.first_swab_at);
        self.received += 1;
        self.trial.age_at_lab.add(age_ms, 1);
        self.trial.too_old += u64::from(self.too_old(now, i64::from(tube.first_swab_at)));
        self.trial.oldest_minutes = self.trial.oldest_minutes.max(age_ms / MINUTE_MS);
    }

    /// A cycler begins the first run of tubes.
    pub fn started<'t>(&mut self, now: i64, tubes: impl Iterator<Item = &'t Tube>) {
        for tube in tubes {
            self.trial.started += 1;
            let too_old = self.too_old(now, i64::from(tube.first_swab_at));
            self.trial.started_too_old += u64::from(too_old);
        }
    }

    /// Second swabs of a pool are at the lab's door.
    pub fn second_swabs(&mut self, now: i64, swabs: impl Iterator<Item = i64>) {
        let too_old = swabs.filter(|swab_at| self.too_old(now, *swab_at)).count();
        self.trial.recollections.too_old += too_old as u32;
    }

    /// Whether it is a tube's first reading that was grey. The draw says grey of a tube, and not
    /// of a reading: what is read again is clear.
    pub fn first_grey(&mut self, tube: u32) -> bool {
        self.greys.insert(tube)
    }

    /// Whether a tube has read grey before.
    pub fn was_grey(&self, tube: u32) -> bool {
        self.greys.contains(&tube)
    }

    /// A tube's people have their first outcome.
    pub fn outcome(&mut self, now: i64, (site, own): (usize, bool), tube: &Tube) {
        let (at, members) = (self.at(now), u32::from(tube.members));
        self.outcomes += 1;
        let trial = &mut self.trial;
        trial.resulted.add(now, members);
        trial.in_goal += if now <= self.goal_ms { u64::from(members) } else { 0 };
        if own {
            trial.resulted_own.add(now, members);
            let in_time = now <= self.half_goal_ms;
            trial.in_half_goal_own += if in_time { u64::from(members) } else { 0 };
        }
        trial.last_outcome_at = trial.last_outcome_at.max(Some(at));
        let of_site = &mut trial.sites[site].last_outcome_at;
        *of_site = (*of_site).max(Some(at));
    }

    /// A second swab has its outcome.
    pub fn recollected(&mut self, now: i64, pool: &Pool) {
        let took_ms = now - pool.called_at;
        let rule = &self.scenario.protocol.recollection;
        let late = self.at(now) > rule.positive_due_at(self.at(pool.called_at));
        self.recollected += 1;
        let books = &mut self.trial.recollections;
        books.took.add(took_ms, 1);
        books.late += u32::from(late);
        books.minutes_max = books.minutes_max.max((took_ms / MINUTE_MS) as u32);
    }

    /// Tubes with an outcome.
    pub fn outcomes(&self) -> u64 {
        self.outcomes
    }

    /// Adds up what is left at the end.
    pub fn close(
        mut self,
        vehicles: Vec<VehicleTrial>,
        labs: Vec<LabTrial>,
        pools: &[Pool],
    ) -> Trial {
        let people: u64 = pools.iter().map(|pool| u64::from(pool.members)).sum();
        let books = &mut self.trial.recollections;
        books.pools = pools.len() as u32;
        books.people = people as u32;
        // Whoever has no outcome at the end is late whatever comes.
        books.late += (people - self.recollected) as u32;
        self.trial.stranded = self.trial.tubes - self.received;
        self.trial.vehicles = vehicles;
        self.trial.labs = labs;
        self.trial
    }
}

impl Trial {
    /// Everybody sampled and with an outcome in time, half of them from own labs in time, no
    /// tube too old (R03-R06, R99). Second swabs are judged over many trials: see
    /// [`recollected_in_time`].
    pub fn holds(&self) -> Holds {
        Holds {
            everybody: self.in_goal >= self.expected,
            half: 2 * self.in_half_goal_own >= self.expected,
            tubes: self.too_old == 0 && self.recollections.too_old == 0 && self.stranded == 0,
        }
    }

    /// From the start to the last first outcome; `None` when somebody has none.
    pub fn took(&self, scenario: &Scenario) -> Option<Minutes> {
        (self.resulted.total() >= self.expected).then_some(())?;
        Some(self.last_outcome_at? - scenario.starts_at)
    }
}

/// Which goals a trial held.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Holds {
    /// Everybody has an outcome within the goal.
    pub everybody: bool,
    /// Half have one from own labs within the half goal.
    pub half: bool,
    /// No tube was too old at the lab or never got there.
    pub tubes: bool,
}

impl Holds {
    /// All of them.
    pub fn all(self) -> bool {
        self.everybody && self.half && self.tubes
    }
}

/// Whether somebody recollected has their outcome in time with [`PROBABILITY_GOAL`] (R159): over
/// all people of all trials, since one run that fails costs nearly three of the six hours and no
/// staffing keeps every day free of one.
pub fn recollected_in_time(trials: &[Trial]) -> bool {
    let sum = |of: fn(&Recollections) -> u32| -> f64 {
        trials.iter().map(|trial| f64::from(of(&trial.recollections))).sum()
    };
    sum(|books| books.late) <= sum(|books| books.people) * (1.0 - PROBABILITY_GOAL)
}

/// People of a trial whose second outcome was late, less those who may be: the share itself needs
/// no interval where this has one. Its ends are each exceeded with what [`CONFIDENCE`] leaves.
pub fn late_above_goal(trials: &[Trial]) -> Mean {
    let above = |books: &Recollections| {
        f64::from(books.late) - f64::from(books.people) * (1.0 - PROBABILITY_GOAL)
    };
    let above: Vec<f64> = trials.iter().map(|trial| above(&trial.recollections)).collect();
    Mean::of(&above, 2.0 * CONFIDENCE - 1.0)
}
