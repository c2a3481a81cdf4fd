//! Which resource holds the plan back: work asked of it, over work it can do in time.
//!
//! One rule for all: the use of a unit is the work it was asked for in a replication, on average,
//! over what it could do from the moment its work begins until the goal. Above 1 it cannot be
//! done in time. A city is as late as its last site, so kinds are compared by their busiest unit.

use tenfold_domain::time::{At, MINUTE_MS, Minutes};

use super::chain::VehicleSummary;
use super::spread::{mean, ratio};
use crate::scenario::{Lab, Scenario, Site};
use crate::trial::{BIN, Trial};

/// A busiest unit below this holds nothing back; queues of random work grow steep above it.
pub const TIGHT: f64 = 0.8;

/// What does the work, in the order of the way of a tube.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Resource {
    /// Collectors at a site's lanes; the unit is a site.
    Collectors,
    /// Couriers' vehicles.
    Vehicles,
    /// Benches of a lab that unpack and number tubes; the unit is a lab.
    Benches,
    /// Thermocyclers; the unit is a lab.
    Cyclers,
    /// Squads for recollections; one unit, the city.
    Squads,
}

/// How hard one kind of resource works.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Use {
    /// Which.
    pub resource: Resource,
    /// Work asked over work possible, of all units together.
    pub together: f64,
    /// The unit that works hardest.
    pub busiest: Busiest,
}

/// The hardest-working unit.
#[derive(Clone, Copy, PartialEq, Debug, Default)]
pub struct Busiest {
    /// Index of the site, vehicle or lab; 0 for squads.
    pub unit: usize,
    /// Its use.
    pub share: f64,
}

/// Work asked and work possible, in any one unit of work.
type Load = (f64, f64);

/// All five kinds.
pub fn all(scenario: &Scenario, trials: &[Trial]) -> Vec<Use> {
    let sites = scenario.sites.iter().enumerate();
    let collectors = sites.map(|(i, site)| collectors(scenario, trials, i, site));
    let vehicles = (0..scenario.vehicles.len()).map(|i| vehicle(scenario, trials, i));
    let labs = || scenario.labs.iter().enumerate();
    let benches = labs().map(|(i, lab)| {
        let received = |trial: &Trial| trial.labs.get(i).map_or(0, |lab| lab.received.total());
        let asked = mean(trials.iter().map(|trial| received(trial) as f64));
        (asked, lab.accession_per_hour * open_hours(scenario, trials, i, lab))
    });
    let cyclers = labs().map(|(i, lab)| {
        let busy = |trial: &Trial| trial.labs.get(i).map_or(0, |lab| lab.busy_minutes);
        let asked = mean(trials.iter().map(|trial| busy(trial) as f64 / 60.0));
        (asked, f64::from(lab.cyclers) * open_hours(scenario, trials, i, lab))
    });
    vec![
        summed(Resource::Collectors, collectors.collect()),
        summed(Resource::Vehicles, vehicles.collect()),
        summed(Resource::Benches, benches.collect()),
        summed(Resource::Cyclers, cyclers.collect()),
        summed(Resource::Squads, vec![squads(scenario, trials)]),
    ]
}

fn summed(resource: Resource, loads: Vec<Load>) -> Use {
    let share = |(asked, possible): &Load| {
        if *asked > 0.0 && *possible <= 0.0 { f64::INFINITY } else { ratio(*asked, *possible) }
    };
    let mut busiest = Busiest::default();
    for (unit, load) in loads.iter().enumerate() {
        if share(load) > busiest.share {
            busiest = Busiest { unit, share: share(load) };
        }
    }
    let sum = |of: fn(&Load) -> f64| loads.iter().map(of).sum::<f64>();
    let together = share(&(sum(|load| load.0), sum(|load| load.1)));
    Use { resource, together, busiest }
}

/// Milliseconds of a span that lie within another.
fn overlap(span: (At, At), window: (At, At)) -> i64 {
    (span.1.0.min(window.1.0) - span.0.0.max(window.0.0)).max(0)
}

fn hours(ms: i64) -> f64 {
    ms as f64 / (60 * MINUTE_MS) as f64
}

/// People at the lanes, over the swabs of its collectors at the plan's rate, less fresh gloves
/// and handing over of shifts. People visited at home are left out where there are mobile teams.
fn collectors(scenario: &Scenario, trials: &[Trial], index: usize, site: &Site) -> Load {
    let (rule, work) = (&scenario.protocol.staffing, &scenario.work);
    let asked = mean(
        trials
            .iter()
            .filter_map(|trial| trial.sites.get(index))
            .map(|site| f64::from(site.sampled) + f64::from(site.unsampled)),
    );
    let home = if site.mobile_teams > 0 { scenario.habits.at_home } else { 0.0 };
    let gloves =
        work.gloves_s / f64::from(scenario.protocol.transport.glove_disinfections_max.max(1));
    let swab_s = 3_600.0 / f64::from(rule.persons_per_hour.max(1)) + gloves;
    let shift_s = (rule.shift.0.max(1) * 60) as f64;
    let rate = 3_600.0 / swab_s * (1.0 - work.shift_change_s / shift_s).max(0.0);
    let window = (scenario.starts_at, scenario.starts_at + scenario.goal);
    let lane_hours = site.periods.iter().map(|period| {
        let lanes = f64::from(period.lanes) + f64::from(period.single_lanes);
        lanes * hours(overlap((period.from_at, period.to_at), window))
    });
    let collectors = f64::from(rule.collectors_per_lane);
    (asked * (1.0 - home), lane_hours.sum::<f64>() * collectors * rate)
}

/// Boxes, those left behind too, over the room of the tours driven. A tour longer than its
/// timetable makes tubes old but is no want of room; see [`late_tours`].
fn vehicle(scenario: &Scenario, trials: &[Trial], index: usize) -> Load {
    let rows = || trials.iter().filter_map(|trial| trial.vehicles.get(index));
    let boxes = mean(rows().map(|row| f64::from(row.boxes) + f64::from(row.left_behind)));
    let tours = mean(rows().map(|row| f64::from(row.tours)));
    (boxes, tours * f64::from(scenario.vehicles[index].boxes_max))
}

/// Vehicles whose mean tour is longer than their timetable allows, and the longest such mean in
/// minutes: they can never be on time.
pub fn late_tours(scenario: &Scenario, vehicles: &[VehicleSummary]) -> (usize, f64) {
    let tour = |row: &VehicleSummary| ratio(row.busy_hours.mean * 60.0, row.tours.mean);
    let late = vehicles.iter().zip(&scenario.vehicles).filter_map(|(row, vehicle)| {
        let minutes = tour(row);
        (minutes > vehicle.every.0 as f64).then_some(minutes)
    });
    late.fold((0, 0.0), |(count, longest), minutes| (count + 1, minutes.max(longest)))
}

/// Hours a lab is open from its first tube until the goal.
fn open_hours(scenario: &Scenario, trials: &[Trial], index: usize, lab: &Lab) -> f64 {
    let curves = trials.iter().filter_map(|trial| trial.labs.get(index)).map(|lab| &lab.received);
    let first = curves.filter_map(|curve| curve.bins.iter().position(|count| *count > 0)).min();
    let from = scenario.starts_at + Minutes(first.unwrap_or_default() as i64 * BIN.0);
    let window = (from, scenario.starts_at + scenario.goal);
    lab.periods.iter().map(|period| hours(overlap(*period, window))).sum()
}

/// Visits and ways back at their mean, over the squads' hours until the goal.
fn squads(scenario: &Scenario, trials: &[Trial]) -> Load {
    let of = |figure: fn(&Trial) -> u32| mean(trials.iter().map(|trial| f64::from(figure(trial))));
    let (people, pools) =
        (of(|trial| trial.recollections.people), of(|trial| trial.recollections.pools));
    let work = &scenario.work;
    let asked_s = people * work.recollect.mean_s + pools * work.recollect_back.mean_s;
    (asked_s / 3_600.0, f64::from(scenario.squads) * scenario.goal.0 as f64 / 60.0)
}
