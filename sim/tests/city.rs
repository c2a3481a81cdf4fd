//! Days of a small town, and what goes wrong in them. In a debug build every event is followed by
//! a check that each tube is somewhere.

mod common;

use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};

use common::{hour, town};
use tenfold_domain::time::Minutes;
use tenfold_sim::books::recollected_in_time;
use tenfold_sim::city::trial;
use tenfold_sim::replicate::{UNWATCHED, Watch, replicate};
use tenfold_sim::scenario::{Arrival, Failure, Scenario};
use tenfold_sim::trial::{Curve, Trial};

fn day(scenario: &Scenario) -> Trial {
    trial(scenario, 2022, 0)
}

fn cumulated(curve: &Curve) -> Vec<u64> {
    let sum = |sum: &mut u64, count: &u32| {
        *sum += u64::from(*count);
        Some(*sum)
    };
    curve.bins.iter().scan(0, sum).collect()
}

#[test]
fn everybody_who_comes_is_somewhere() {
    for seed in 0..5 {
        let scenario = town(12);
        let out = trial(&scenario, seed, 0);
        let unsampled: u64 = out.sites.iter().map(|site| u64::from(site.unsampled)).sum();
        assert_eq!(out.sampled.total() + unsampled, out.expected);
        assert_eq!(out.age_at_lab.total() + out.stranded, out.tubes);
        let sampled: u64 = out.sites.iter().map(|site| u64::from(site.sampled)).sum();
        assert_eq!(sampled, out.sampled.total());
        assert_eq!(out.resulted.total(), out.sampled.total(), "nobody waits for ever");
        let (sampled, resulted) = (cumulated(&out.sampled), cumulated(&out.resulted));
        assert!(sampled.iter().zip(&resulted).all(|(came, went)| went <= came));
        let recollections = &out.recollections;
        assert!(recollections.pools > 0, "0.05 % of 24,000 people");
        assert_eq!(recollections.took.total(), u64::from(recollections.people));
    }
}

#[test]
fn the_same_seed_gives_the_same_day() {
    let scenario = town(8);
    assert_eq!(trial(&scenario, 7, 3), trial(&scenario, 7, 3));
    assert_ne!(trial(&scenario, 7, 3).sites, trial(&scenario, 7, 4).sites);
    assert_ne!(trial(&scenario, 7, 3).sites, trial(&scenario, 8, 3).sites);
}

#[test]
fn a_start_gun_makes_a_queue_that_appointments_do_not() {
    let longest = |arrival| {
        let mut scenario = town(4);
        scenario.habits.arrival = arrival;
        let hours = day(&scenario).sites.into_iter().flat_map(|site| site.hours);
        hours.map(|hour| hour.waited_minutes_max).max().expect("hours")
    };
    let (gun, appointments) = (longest(Arrival::StartGun), longest(Arrival::Appointment));
    // A thousand people a day at two lanes of eighty an hour.
    assert!((240..600).contains(&gun), "{gun} minutes");
    assert!(appointments < 60, "{appointments} minutes");
}

#[test]
fn a_lab_that_is_down_brings_outcomes_later_and_loses_none() {
    let mut scenario = town(8);
    let before = day(&scenario);
    scenario.failures.push(Failure::LabDown { lab: 0, from_at: hour(8), to_at: hour(12) });
    let after = day(&scenario);
    assert_eq!(before.sampled, after.sampled, "the sites do not notice");
    assert_eq!(before.resulted.total(), after.resulted.total());
    let [early, late] = [&before, &after].map(|out| cumulated(&out.resulted)[12 * 6]);
    assert!(late < early, "{late} < {early} at 18:00");
}

#[test]
fn a_lost_vehicle_leaves_its_sites_to_another() {
    let mut scenario = town(8);
    scenario.failures.push(Failure::VehicleLost { vehicle: 1, at: hour(6) });
    let out = day(&scenario);
    assert_eq!(out.stranded, 0, "the other vehicle fetches them");
    assert!(out.vehicles[0].tours > out.vehicles[1].tours);
    scenario.vehicles.truncate(1);
    scenario.vehicles[0].stops =
        (0..8).map(|site| tenfold_sim::scenario::Stop { site, drive_minutes: 8.0 }).collect();
    scenario.failures = vec![Failure::VehicleLost { vehicle: 0, at: hour(6) }];
    let out = day(&scenario);
    assert!(out.stranded > 0, "nobody fetches them");
    assert_eq!(out.age_at_lab.total() + out.stranded, out.tubes);
}

#[test]
fn without_the_network_outcomes_wait_for_the_entry() {
    let mut scenario = town(4);
    let outage = Failure::NetworkOut { site: None, from_at: hour(2), to_at: hour(20) };
    scenario.failures.push(outage);
    let out = day(&scenario);
    let resulted = cumulated(&out.resulted);
    let free = cumulated(&day(&town(4)).resulted);
    // Who came in the first hour was registered before the network went.
    assert!(resulted[19 * 6] < free[19 * 6] / 5, "{} of {}", resulted[19 * 6], free[19 * 6]);
    assert_eq!(out.resulted.total(), out.sampled.total());
}

#[test]
fn rain_slows_everybody() {
    let mut scenario = town(4);
    scenario.habits.arrival = Arrival::StartGun;
    let dry = day(&scenario);
    scenario.failures.push(Failure::Rain { from_at: hour(0), to_at: hour(48), speed: 0.7 });
    let wet = day(&scenario);
    assert!(cumulated(&wet.sampled)[6 * 6] < cumulated(&dry.sampled)[6 * 6]);
}

#[test]
fn a_lane_added_late_ends_the_queue_earlier() {
    // A day for everybody, all at once at the opening, and one lane.
    let mut scenario = town(4);
    scenario.habits.arrival = Arrival::StartGun;
    for site in &mut scenario.sites {
        site.people = 900;
        site.periods.truncate(1);
        site.periods[0].lanes = 1;
    }
    let one = day(&scenario);
    for site in &mut scenario.sites {
        let mut afternoon = site.periods[0];
        site.periods[0].to_at = hour(6);
        (afternoon.from_at, afternoon.lanes) = (hour(6), 2);
        site.periods.push(afternoon);
    }
    let two = day(&scenario);
    let whole = one.sampled.total();
    assert_eq!(two.sampled.total(), whole, "both take everybody");
    let (one, two) = (one.sampled.reaches(whole * 9 / 10), two.sampled.reaches(whole * 9 / 10));
    assert!(two < one, "{two:?} {one:?}");
}

#[test]
fn no_squad_is_late_for_nobody_and_too_few_are_late_for_many() {
    let mut scenario = town(12);
    scenario.places[0].prevalence = 0.0;
    let clean = day(&scenario);
    assert_eq!((clean.recollections.pools, clean.recollections.late), (0, 0));
    scenario.places[0].prevalence = 0.02;
    scenario.squads = 1;
    let struck = day(&scenario);
    assert!(struck.recollections.late > struck.recollections.people / 2);
    assert!(!recollected_in_time(std::slice::from_ref(&struck)));
    assert!(Minutes(i64::from(struck.recollections.minutes_max)) > Minutes::hours(6));
}

#[test]
fn threads_and_pauses_change_nothing() {
    let scenario = town(6);
    let with = |threads: usize, pause: u64| -> Vec<Trial> {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().expect("threads");
        let run = |part| pool.install(|| replicate(&scenario, 3, part, UNWATCHED, |trial| trial));
        [0..pause, pause..12].into_iter().flat_map(run).collect()
    };
    let one = with(1, 12);
    assert_eq!(one.len(), 12);
    assert_eq!(one, with(2, 12));
    assert_eq!(one, with(7, 12));
    assert_eq!(one, with(2, 5), "stopped after five and gone on");
}

#[test]
fn a_run_that_is_stopped_keeps_what_is_finished() {
    let scenario = town(4);
    let (stop, finished) = (AtomicBool::new(false), AtomicU64::new(0));
    let done = || {
        if finished.fetch_add(1, Ordering::Relaxed) == 4 {
            stop.store(true, Ordering::Relaxed);
        }
    };
    let watch = Watch { done: &done, stop: &stop };
    let kept = replicate(&scenario, 3, 0..1_000, watch, |trial| trial.replication);
    assert!((5..1_000).contains(&kept.len()), "{}", kept.len());
    assert_eq!(kept.len() as u64, finished.load(Ordering::Relaxed));
}
