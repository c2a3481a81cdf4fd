//! Small towns, each with troubles of its own.

use tenfold_domain::time::Minutes;
use tenfold_sim::scenario::{Arrival, Failure, Scenario};

use super::common::labs::{routed, town_of_labs};
use super::common::{hour, town};

/// All of them.
pub fn towns() -> [Scenario; 9] {
    let [far, crowded, lonely] = [far_town(), crowded_town(), lonely_town()];
    let [unclear, two, on_paper] = [town_without_retests(), town_of_two_labs(), town_on_paper()];
    let [ordinary, down, failing] = routed_towns();
    [far, crowded, lonely, unclear, two, on_paper, ordinary, down, failing]
}

/// The place of the town on paper among them.
pub const ON_PAPER: usize = 5;

/// From here on boxes are routed.
pub const ROUTED: usize = 6;

/// Towns of three labs with as much work as they can do, whose boxes are routed: an ordinary day;
/// one with a lab down from noon to evening; one on which controls fail and tubes read grey.
fn routed_towns() -> [Scenario; 3] {
    let mut ordinary = town_of_labs(8, 3);
    ordinary.sites.iter_mut().for_each(|site| site.people = 900);
    ordinary.places[0].prevalence = 0.004;
    (ordinary.habits.single, ordinary.squads) = (0.05, 20);
    ordinary.labs.iter_mut().for_each(|lab| lab.accession_per_hour = 30.0);
    let mut down = ordinary.clone();
    down.failures = vec![Failure::LabDown { lab: 1, from_at: hour(6), to_at: hour(12) }];
    let mut failing = down.clone();
    (failing.work.failed_run, failing.work.grey) = (0.2, 0.05);
    failing.places[0].prevalence = 0.001;
    [ordinary, down, failing].map(routed)
}

/// Two sites far from their lab, few squads, and everything that a day can bring.
fn far_town() -> Scenario {
    let mut scenario = town(2);
    scenario.places[0].prevalence = 0.004;
    (scenario.habits.single, scenario.habits.at_home) = (0.1, 0.05);
    (scenario.work.failed_run, scenario.work.grey) = (0.3, 0.05);
    (scenario.vehicles[0].back_minutes, scenario.work.recollect.mean_s) = (75.0, 300.0);
    (scenario.labs[0].cyclers, scenario.squads) = (8, 3);
    scenario
}

/// Single lanes, a crowd at the opening, and a vehicle lost.
fn crowded_town() -> Scenario {
    let mut scenario = town(3);
    scenario.habits.arrival = Arrival::StartGun;
    scenario.habits.single = 0.1;
    scenario.sites.iter_mut().flat_map(|site| &mut site.periods).for_each(|p| p.single_lanes = 1);
    scenario.sites[2].capacity = 5;
    let mut other = scenario.vehicles[0].clone();
    (other.begins_at, other.boxes_max) = (vec![hour(4)], 3);
    scenario.vehicles.push(other);
    scenario.failures = vec![Failure::VehicleLost { vehicle: 0, at: hour(9) }];
    scenario
}

/// So few people that a tube may hold one and still be a pool, and many of them positive.
fn lonely_town() -> Scenario {
    let mut scenario = town(2);
    scenario.places[0].prevalence = 0.1;
    scenario.sites.iter_mut().for_each(|site| site.people = 200);
    (scenario.work.seal_after, scenario.squads) = (Minutes(20), 200);
    scenario
}

/// A lab that reads nothing twice: what is grey is followed up like a positive pool.
fn town_without_retests() -> Scenario {
    let mut scenario = town(2);
    scenario.protocol.lab.retests_max = 0;
    (scenario.habits.single, scenario.work.grey, scenario.squads) = (0.05, 0.03, 9);
    scenario
}

/// A town whose boxes go to two labs; one of them is down for a while.
fn town_of_two_labs() -> Scenario {
    let mut scenario = town(8);
    scenario.sites.iter_mut().for_each(|site| site.people = 700);
    let mut bought = scenario.labs[0].clone();
    bought.own = false;
    scenario.labs.push(bought);
    // Long enough for a plate to fill.
    scenario.work.plate_wait = Minutes(600);
    scenario.vehicles[1].lab = 1;
    scenario.work.grey = 0.02;
    scenario.failures = vec![Failure::LabDown { lab: 1, from_at: hour(6), to_at: hour(10) }];
    scenario
}

/// A town one of whose sites has no network from the first morning to the night, when the first
/// tubes written on paper have been read.
fn town_on_paper() -> Scenario {
    let mut scenario = town(3);
    scenario.places[0].prevalence = 0.004;
    (scenario.habits.single, scenario.habits.at_home) = (0.1, 0.02);
    (scenario.work.failed_run, scenario.work.grey) = (0.1, 0.03);
    (scenario.labs[0].cyclers, scenario.squads) = (8, 20);
    scenario.failures =
        vec![Failure::NetworkOut { site: Some(1), from_at: hour(3), to_at: hour(16) }];
    scenario
}
