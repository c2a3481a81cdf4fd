//! Days on which each box goes where the live rule sends it. In a debug build every event is
//! followed by a check that each tube is somewhere and that no lab has promised a place twice.

mod common;

use std::collections::BTreeMap;

use common::hour;
use common::labs::{routed, town_of_labs};
use tenfold_sim::city::{records, trial};
use tenfold_sim::record::{Records, TubeRecord};
use tenfold_sim::replicate::{UNWATCHED, replicate};
use tenfold_sim::scenario::{Failure, Scenario};
use tenfold_sim::trial::Trial;

/// Three labs, one of which is down on the first afternoon.
fn with_a_lab_down(mut scenario: Scenario) -> Scenario {
    scenario.failures.push(Failure::LabDown { lab: 1, from_at: hour(8), to_at: hour(12) });
    scenario
}

/// Many positives, so that squads go out.
fn struck(mut scenario: Scenario) -> Scenario {
    (scenario.places[0].prevalence, scenario.squads) = (0.01, 60);
    scenario
}

fn days() -> Vec<Scenario> {
    let ordinary = town_of_labs(12, 3);
    let mut two = town_of_labs(6, 2);
    two.labs[0].cyclers = 1;
    two.labs[0].accession_per_hour = 30.0;
    two.work.failed_run = 0.3;
    let days = [ordinary.clone(), two, struck(ordinary.clone()), with_a_lab_down(struck(ordinary))];
    days.map(routed).into()
}

fn first_swabs(records: &Records) -> impl Iterator<Item = &TubeRecord> {
    records.tubes.iter().filter(|tube| tube.follows.is_none())
}

#[test]
fn every_tube_is_received_exactly_once() {
    for scenario in days() {
        for replication in 0..3 {
            let (trial, records) = records(&scenario, 7, replication, false);
            assert_eq!(trial.stranded, 0);
            assert_eq!(trial.age_at_lab.total(), trial.tubes, "once each");
            assert!(records.tubes.iter().all(|tube| tube.received_at >= tube.collected_at));
            let received: u64 = trial.labs.iter().map(|lab| lab.received.total()).sum();
            assert_eq!(received, records.tubes.len() as u64);
            assert_eq!(trial.resulted.total(), trial.sampled.total(), "nobody waits for ever");
        }
    }
}

#[test]
fn a_box_is_of_one_site_and_goes_to_one_lab() {
    for scenario in days() {
        let (trial, records) = records(&scenario, 7, 0, false);
        let most = usize::from(scenario.protocol.transport.tubes_per_box_max);
        let mut loads: BTreeMap<_, Vec<&TubeRecord>> = BTreeMap::new();
        for tube in first_swabs(&records) {
            loads.entry((tube.collected_at, tube.vehicle, tube.site)).or_default().push(tube);
        }
        let mut boxes = 0;
        for load in loads.values() {
            let (singles, pools): (Vec<&TubeRecord>, Vec<&TubeRecord>) =
                load.iter().partition(|tube| !tube.is_pooled());
            for packed in [singles, pools].concat().chunks(most) {
                boxes += 1;
                let gone = |tube: &&TubeRecord| {
                    (tube.lab, tube.received_at) == (packed[0].lab, packed[0].received_at)
                };
                assert!(packed.iter().all(gone), "{packed:?}");
            }
        }
        assert_eq!(boxes, trial.vehicles.iter().map(|vehicle| vehicle.boxes).sum::<u32>());
    }
}

#[test]
fn second_swabs_go_to_the_lab_that_tested_first_unless_it_is_down() {
    for scenario in days() {
        let (trial, records) = records(&scenario, 7, 0, false);
        let mut elsewhere = 0;
        for tube in &records.tubes {
            let Some(pool) = tube.follows else { continue };
            let original = records.tubes[pool as usize].lab;
            if tube.lab == original {
                continue;
            }
            elsewhere += 1;
            let down = scenario.failures.iter().any(|failure| match failure {
                Failure::LabDown { lab, from_at, to_at } => {
                    let between = (*from_at..*to_at).contains(&tube.received_at.expect("there"));
                    original == Some(*lab as u32) && between
                }
                _ => false,
            });
            assert!(down || scenario.work.failed_run > 0.1, "{tube:?}");
        }
        assert_eq!(elsewhere > 0, !scenario.failures.is_empty(), "of {}", trial.tubes);
    }
}

#[test]
fn a_lab_that_is_down_gets_nothing_and_is_used_again() {
    let fixed = with_a_lab_down(town_of_labs(12, 3));
    let received = |records: &Records, hours: std::ops::Range<i64>| {
        let span = hour(hours.start)..hour(hours.end);
        let there = |tube: &&TubeRecord| tube.lab == Some(1);
        let then = |tube: &&TubeRecord| tube.received_at.is_some_and(|at| span.contains(&at));
        first_swabs(records).filter(there).filter(then).count()
    };
    let (waits, of_fixed) = records(&fixed, 3, 0, false);
    let (moves, of_routed) = records(&routed(fixed), 3, 0, false);
    let at_door = received(&of_fixed, 8..12);
    assert!(at_door > 30, "{at_door} wait at its door");
    assert_eq!(received(&of_routed, 8..12), 0);
    assert!(received(&of_routed, 12..20) > 0, "it is back");
    assert!(moves.started_too_old < waits.started_too_old);
    let open = |trial: &Trial| trial.labs[1].open_minutes;
    assert!(open(&moves) > 0 && moves.labs[1].waiting_max < waits.labs[1].waiting_max);
}

#[test]
fn whatever_is_before_the_lab_is_the_same_under_both() {
    let fixed = town_of_labs(8, 2);
    let routing = routed(fixed.clone());
    assert!(fixed.same_sites(&routing).iter().all(|same| *same));
    let (a, b) = (trial(&fixed, 5, 1), trial(&routing, 5, 1));
    assert_eq!((a.sampled, a.tubes, a.short_tubes), (b.sampled, b.tubes, b.short_tubes));
}

#[test]
fn where_there_is_one_lab_it_is_the_one_that_is_fixed() {
    let fixed = town_of_labs(8, 1);
    for replication in 0..3 {
        let routed = trial(&routed(fixed.clone()), 2, replication);
        let fixed = trial(&fixed, 2, replication);
        // Tubes are packed in another order, so plates hold others; nothing before them differs.
        assert_eq!(routed.age_at_lab, fixed.age_at_lab);
        assert_eq!((routed.too_old, routed.oldest_minutes), (fixed.too_old, fixed.oldest_minutes));
        assert_eq!(routed.vehicles, fixed.vehicles);
    }
}

#[test]
fn the_same_seed_gives_the_same_days_on_one_core_or_many() {
    for scenario in days() {
        let with = |threads: usize| -> Vec<Trial> {
            let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build();
            let run = || replicate(&scenario, 3, 0..6, UNWATCHED, |trial| trial);
            pool.expect("threads").install(run)
        };
        assert_eq!(with(1), with(3));
    }
}
