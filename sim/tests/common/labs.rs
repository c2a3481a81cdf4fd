//! Towns of several labs whose boxes go where the live rule sends them.

use tenfold_domain::time::Minutes;
use tenfold_sim::scenario::{Lab, Routing, Scenario, Ways};

use super::town;

/// A town with so many labs, each with its share of what one would have; vehicles belong to one
/// after the other. The next lab is three minutes further.
pub fn town_of_labs(sites: usize, labs: usize) -> Scenario {
    let mut scenario = town(sites);
    let whole = scenario.labs[0].clone();
    let lab = |number: usize| Lab {
        name_zh: format!("试验室{number}"),
        name_en: format!("Test lab {number}"),
        accession_per_hour: whole.accession_per_hour / labs as f64,
        cyclers: whole.cyclers.div_ceil(labs as u32),
        ..whole.clone()
    };
    scenario.labs = (0..labs).map(lab).collect();
    for (number, vehicle) in scenario.vehicles.iter_mut().enumerate() {
        vehicle.lab = number % labs;
        vehicle.every = Minutes::hours(2);
    }
    scenario
}

/// The same day with its boxes routed; a lab is the further from a site the more numbers lie
/// between that of its vehicle and its own.
pub fn routed(mut scenario: Scenario) -> Scenario {
    let labs = scenario.labs.len();
    let apart = |a: usize, b: usize| 3.0 * a.abs_diff(b) as f64;
    let home = |site: usize| {
        let calls = |stop: &tenfold_sim::scenario::Stop| stop.site == site;
        scenario.vehicles.iter().find(|vehicle| vehicle.stops.iter().any(calls)).map(|v| v.lab)
    };
    let to_labs = |site: usize| {
        (0..labs).map(|lab| Some(10.0 + apart(home(site).unwrap_or(0), lab))).collect()
    };
    let to_labs = (0..scenario.sites.len()).map(to_labs).collect();
    let between = |a: usize| (0..labs).map(move |b| if a == b { 0.0 } else { 3.0 + apart(a, b) });
    let between_labs = (0..labs).map(|a| between(a).collect()).collect();
    scenario.routing = Routing::Routed(Ways { to_labs, between_labs });
    scenario
}
