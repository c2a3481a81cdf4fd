//! From the site to the outcome: age of tubes, labs, vehicles and second swabs.

use tenfold_domain::time::Minutes;

use super::after;
use super::share::Answer;
use super::spread::{Band, Spread, When, cumulated, mean, ratio};
use crate::books::{late_above_goal, recollected_in_time};
use crate::scenario::Scenario;
use crate::trial::{BIN, Curve, LabTrial, Recollections, Trial, VehicleTrial};

/// Tubes on receipt by a lab.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Age {
    /// Tubes of each bin of [`BIN`] of age, mean.
    pub bins: Vec<f64>,
    /// The room limit (R99).
    pub limit: Minutes,
    /// Tubes sealed.
    pub tubes: Spread,
    /// Of them, not full.
    pub short_tubes: Spread,
    /// Tubes older than the limit.
    pub too_old: Spread,
    /// Tubes no lab received.
    pub stranded: Spread,
    /// Oldest tube, in minutes.
    pub oldest_minutes: Spread,
}

/// One lab over replications.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct LabSummary {
    /// Tubes received, cumulated, by bin of [`BIN`].
    pub received: Band,
    /// Tubes reviewed, cumulated.
    pub reviewed: Band,
    /// Tubes received and not reviewed, at the end of each hour from the start.
    pub backlog: Band,
    /// Largest backlog of a replication.
    pub backlog_max: Spread,
    /// Most tubes that waited there: received and not yet on a plate, or on one that has no
    /// cycler.
    pub waiting_max: Spread,
    /// From the start until then.
    pub waiting_max_after: When,
    /// Share of its cyclers' open hours in which they stood idle.
    pub idle_share: Spread,
    /// Share of them in which they stood idle while a plate's worth of tubes waited at a lab.
    pub idle_beside_pile_share: Spread,
    /// Plates run.
    pub plates: Spread,
    /// Hours of cyclers, all together.
    pub busy_hours: Spread,
    /// From the start until the last review.
    pub done: When,
}

/// One vehicle over replications.
#[derive(Clone, Copy, PartialEq, Debug, Default)]
pub struct VehicleSummary {
    /// Tours driven.
    pub tours: Spread,
    /// Boxes brought.
    pub boxes: Spread,
    /// Boxes left behind for want of room.
    pub left_behind: Spread,
    /// Hours on the way.
    pub busy_hours: Spread,
    /// Longest tour, in minutes.
    pub tour_minutes_max: Spread,
}

/// Second swabs after positive pools.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Repeats {
    /// Positive pools.
    pub pools: Spread,
    /// People swabbed again.
    pub people: Spread,
    /// Of them, later than the limit.
    pub late: Spread,
    /// Share of the people that was late, over all replications, 0 to 1.
    pub late_share: f64,
    /// Whether few enough were late (R159), over all people of all replications. Not yet known
    /// where more were, and no more than chance may bring.
    pub answer: Answer,
    /// Longest from call to outcome, in minutes.
    pub minutes_max: Spread,
    /// From the call to the single outcome (R159).
    pub limit: Minutes,
    /// People of each bin of [`BIN`] from call to outcome, mean.
    pub bins: Vec<f64>,
}

/// Mean of each bin, not cumulated.
fn mean_bins(curves: &[&Curve]) -> Vec<f64> {
    let bins = curves.iter().map(|curve| curve.bins.len()).max().unwrap_or_default();
    let at = |bin: usize| move |curve: &&Curve| curve.bins.get(bin).map_or(0.0, |n| f64::from(*n));
    (0..bins).map(|bin| mean(curves.iter().map(at(bin)))).collect()
}

impl Age {
    /// Of all trials.
    pub fn of(scenario: &Scenario, trials: &[Trial]) -> Age {
        let each = |figure: fn(&Trial) -> f64| Spread::of(trials.iter().map(figure));
        Age {
            bins: mean_bins(&trials.iter().map(|trial| &trial.age_at_lab).collect::<Vec<_>>()),
            limit: scenario.protocol.transport.room_limit,
            tubes: each(|trial| trial.tubes as f64),
            short_tubes: each(|trial| trial.short_tubes as f64),
            too_old: each(|trial| trial.too_old as f64),
            stranded: each(|trial| trial.stranded as f64),
            oldest_minutes: each(|trial| trial.oldest_minutes as f64),
        }
    }
}

/// Every lab of the scenario.
pub fn labs(scenario: &Scenario, trials: &[Trial]) -> Vec<LabSummary> {
    let one = |lab: usize| {
        let rows: Vec<&LabTrial> = trials.iter().filter_map(|t| t.labs.get(lab)).collect();
        let backlogs: Vec<Vec<f64>> = rows.iter().map(|row| backlog(row)).collect();
        let peak = |list: &Vec<f64>| list.iter().copied().fold(0.0, f64::max);
        let share = |part: fn(&LabTrial) -> u64| {
            let of = |row: &&LabTrial| ratio(part(row) as f64, row.open_minutes as f64);
            Spread::of(rows.iter().map(of))
        };
        LabSummary {
            received: Band::cumulated(&rows.iter().map(|row| &row.received).collect::<Vec<_>>()),
            reviewed: Band::cumulated(&rows.iter().map(|row| &row.reviewed).collect::<Vec<_>>()),
            backlog_max: Spread::of(backlogs.iter().map(peak)),
            backlog: Band::of(&backlogs),
            waiting_max: Spread::of(rows.iter().map(|row| f64::from(row.waiting_max))),
            waiting_max_after: When::of(
                rows.iter().map(|row| row.waiting_max_at.map(|at| after(scenario, at))),
            ),
            idle_share: share(|row| row.idle_minutes),
            idle_beside_pile_share: share(|row| row.idle_beside_pile_minutes),
            plates: Spread::of(rows.iter().map(|row| f64::from(row.plates))),
            busy_hours: Spread::of(rows.iter().map(|row| row.busy_minutes as f64 / 60.0)),
            done: When::of(rows.iter().map(|row| {
                let all = row.reviewed.total() >= row.received.total();
                row.reviewed.reaches(row.reviewed.total().max(1)).filter(|_| all)
            })),
        }
    };
    (0..scenario.labs.len()).map(one).collect()
}

/// Tubes received and not yet reviewed at the end of each hour.
fn backlog(lab: &LabTrial) -> Vec<f64> {
    let (received, reviewed) = (cumulated(&lab.received), cumulated(&lab.reviewed));
    let step = (60 / BIN.0) as usize;
    let at = |bin: usize| {
        let held = |list: &[f64]| list.get(bin).or(list.last()).copied().unwrap_or_default();
        held(&received) - held(&reviewed)
    };
    (0..received.len() / step).map(|hour| at(hour * step + step - 1).max(0.0)).collect()
}

/// Every vehicle of the scenario.
pub fn vehicles(scenario: &Scenario, trials: &[Trial]) -> Vec<VehicleSummary> {
    let one = |vehicle: usize| {
        let each = |figure: fn(&VehicleTrial) -> f64| {
            Spread::of(trials.iter().filter_map(|t| t.vehicles.get(vehicle)).map(figure))
        };
        VehicleSummary {
            tours: each(|row| f64::from(row.tours)),
            boxes: each(|row| f64::from(row.boxes)),
            left_behind: each(|row| f64::from(row.left_behind)),
            busy_hours: each(|row| row.busy_minutes as f64 / 60.0),
            tour_minutes_max: each(|row| f64::from(row.tour_minutes_max)),
        }
    };
    (0..scenario.vehicles.len()).map(one).collect()
}

fn recollected(trials: &[Trial]) -> Answer {
    if recollected_in_time(trials) {
        Answer::Proven
    } else if late_above_goal(trials).low() > 0.0 {
        Answer::Late
    } else {
        Answer::Unproven
    }
}

impl Repeats {
    /// Of all trials.
    pub fn of(scenario: &Scenario, trials: &[Trial]) -> Repeats {
        let rows = || trials.iter().map(|trial| &trial.recollections);
        let each = |figure: fn(&Recollections) -> u32| {
            Spread::of(rows().map(|row| f64::from(figure(row))))
        };
        let (people, late) = (each(|row| row.people), each(|row| row.late));
        Repeats {
            pools: each(|row| row.pools),
            late_share: ratio(late.mean, people.mean),
            answer: recollected(trials),
            people,
            late,
            minutes_max: each(|row| row.minutes_max),
            limit: scenario.protocol.recollection.positive_limit,
            bins: mean_bins(&rows().map(|row| &row.took).collect::<Vec<_>>()),
        }
    }
}
