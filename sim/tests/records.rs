//! Records of a day against the trial of the same day: every statistic can be made again.

mod common;
#[path = "records/again.rs"]
mod again;
#[path = "records/idle.rs"]
mod idle;

use std::collections::BTreeSet;

use common::{hour, town};
use tenfold_domain::time::{At, Minutes};
use tenfold_sim::city::{records, trial};
use tenfold_sim::record::{PersonRecord, Row, RunRecord, TakenBy, TubeRecord};
use tenfold_sim::scenario::{Arrival, Failure, Scenario};

/// Days in which something of everything happens.
fn days() -> Vec<Scenario> {
    let mut struck = town(12);
    struck.places[0].prevalence = 0.01;
    (struck.work.failed_run, struck.work.grey, struck.habits.single) = (0.2, 0.05, 0.05);
    let mut unclear = town(4);
    unclear.work.grey = 0.05;
    unclear.protocol.lab.retests_max = 0;
    // Benches far behind: what is read again joins plates of tubes that are still to be unpacked.
    let mut slow = town(12);
    (slow.work.grey, slow.labs[0].accession_per_hour) = (0.3, 130.0);
    slow.work.plate_wait = Minutes(90);
    let mut singles = town(4);
    singles.sites.iter_mut().flat_map(|site| &mut site.periods).for_each(|p| p.single_lanes = 1);
    singles.habits.single = 0.1;
    let mut crowded = town(4);
    crowded.habits.arrival = Arrival::StartGun;
    crowded.habits.at_home = 0.1;
    crowded.sites.iter_mut().for_each(|site| site.people = 3_000);
    crowded.sites[0].mobile_teams = 0;
    let mut broken = town(8);
    (broken.places[0].prevalence, broken.squads) = (0.01, 60);
    broken.failures = vec![
        Failure::NetworkOut { site: Some(1), from_at: hour(2), to_at: hour(20) },
        Failure::VehicleLost { vehicle: 0, at: hour(6) },
        Failure::VehicleLost { vehicle: 1, at: hour(30) },
        Failure::LabDown { lab: 0, from_at: hour(8), to_at: hour(12) },
        Failure::Rain { from_at: hour(3), to_at: hour(9), speed: 0.6 },
    ];
    vec![town(12), struck, unclear, slow, singles, crowded, broken]
}

#[test]
fn whoever_writes_it_down_changes_nothing() {
    for scenario in days() {
        for replication in 0..3 {
            let plain = trial(&scenario, 5, replication);
            let (watched, with) = records(&scenario, 5, replication, true);
            let (again, without) = records(&scenario, 5, replication, false);
            assert_eq!(plain, watched);
            assert_eq!(plain, again);
            assert_eq!((with.tubes, with.runs), (without.tubes, without.runs));
            assert!(without.persons.is_empty());
        }
    }
}

#[test]
fn every_statistic_can_be_made_again() {
    for scenario in days() {
        for replication in 0..3 {
            let (trial, records) = records(&scenario, 2022, replication, true);
            assert_eq!(again::trial(&scenario, &trial, &records), trial);
            idle::heaps_fit(&scenario, &trial, &records);
        }
    }
}

#[test]
fn people_and_tubes_name_each_other() {
    for scenario in days() {
        let (trial, records) = records(&scenario, 9, 0, true);
        assert_eq!(records.persons.len() as u64, trial.expected);
        let mut filled = vec![(0u8, 0u8, None); records.tubes.len()];
        for person in records.persons.iter().filter(|person| person.swab_at.is_some()) {
            let tube = &records.tubes[person.tube.expect("a tube") as usize];
            assert_eq!((person.site, person.lane), (tube.site, Some(tube.lane)));
            let (registered_at, swab_at) = (person.registered_at, person.swab_at.expect("a swab"));
            assert!(person.arrived_at <= registered_at && registered_at <= Some(swab_at));
            assert!((tube.first_swab_at..=tube.sealed_at).contains(&swab_at));
            let (members, positives, first) = &mut filled[tube.number as usize];
            *members += 1;
            *positives += u8::from(person.positive);
            *first = Some(first.map_or(swab_at, |first: At| first.min(swab_at)));
        }
        for (tube, (members, positives, first)) in records.tubes.iter().zip(filled) {
            if let Some(pool) = tube.follows {
                let pool = &records.tubes[pool as usize];
                assert!(tube.by == TakenBy::Squad && tube.members == 1 && !tube.short);
                // Nobody is looked for before it is known who is in the tube.
                assert!(pool.outcome_at.is_some_and(|at| at < tube.first_swab_at));
                assert_eq!(tube.lab, pool.lab, "the original lab (R157)");
                continue;
            }
            assert_eq!((members, positives), (tube.members, tube.positives), "{tube:?}");
            assert_eq!(first, Some(tube.first_swab_at));
        }
    }
}

#[test]
fn second_swabs_find_the_positives_of_their_pool() {
    let mut scenario = days().swap_remove(1);
    (scenario.squads, scenario.labs[0].cyclers) = (200, 60);
    let (trial, records) = records(&scenario, 3, 0, false);
    let second = |pool: &TubeRecord| -> Vec<&TubeRecord> {
        records.tubes.iter().filter(|tube| tube.follows == Some(pool.number)).collect()
    };
    let followed: BTreeSet<u32> = records.tubes.iter().filter_map(|tube| tube.follows).collect();
    assert_eq!(followed.len() as u32, trial.recollections.pools);
    for pool in followed.iter().map(|pool| &records.tubes[*pool as usize]) {
        let second = second(pool);
        assert_eq!(second.len(), usize::from(pool.members));
        assert_eq!(second.iter().map(|tube| tube.positives).sum::<u8>(), pool.positives);
        let order = |pair: &[&TubeRecord]| pair[0].first_swab_at < pair[1].first_swab_at;
        assert!(second.windows(2).all(order), "one after the other");
    }
}

#[test]
fn a_lab_works_through_every_tube_in_order() {
    for scenario in days() {
        let (_, records) = records(&scenario, 4, 0, false);
        for tube in &records.tubes {
            let chain = [
                Some(tube.first_swab_at),
                Some(tube.sealed_at),
                tube.received_at,
                tube.accession_at,
                tube.called_at,
                tube.reviewed_at,
                tube.outcome_at,
            ];
            let known: Vec<_> = chain.iter().map_while(|at| *at).collect();
            assert!(known.is_sorted(), "{tube:?}");
            assert_eq!(known.len(), chain.iter().flatten().count(), "a step is missing: {tube:?}");
            assert_eq!(tube.collected_at.is_some(), tube.vehicle.is_some());
            assert!(tube.plate != tube.grey_plate || tube.plate.is_none());
        }
        for run in &records.runs {
            let on = |tube: &&TubeRecord| [tube.plate, tube.grey_plate].contains(&Some(run.plate));
            let on: Vec<&TubeRecord> = records.tubes.iter().filter(on).collect();
            assert_eq!(on.len(), usize::from(run.tubes));
            assert!(on.iter().all(|tube| tube.lab == Some(run.lab)));
            // First go second swabs, and tubes that read grey on the plate before this one; no
            // plate mixes them with pools. Whatever ran once goes first from then on.
            let again = |tube: &TubeRecord| {
                let was_grey = tube.grey_plate.is_some() && tube.plate == Some(run.plate);
                tube.follows.is_some() || was_grey
            };
            let first = |tube: &&TubeRecord| again(tube) || run.run > 1;
            assert!(on.iter().all(|tube| first(tube) == run.urgent), "{run:?}");
            assert!(on.windows(2).all(|pair| again(pair[0]) == again(pair[1])), "{run:?}");
            assert!(on.iter().all(|tube| tube.accession_at.is_some_and(|at| at <= run.loaded_at)));
        }
    }
}

#[test]
fn a_row_has_a_value_for_every_column() {
    fn fits<R: Row>(records: &[R]) -> Vec<String> {
        let row = records.first().expect("a record").row();
        assert_eq!(row.len(), R::HEADER.len());
        let names: BTreeSet<&&str> = R::HEADER.iter().collect();
        assert_eq!(names.len(), R::HEADER.len(), "a name twice");
        row.iter().map(ToString::to_string).collect()
    }
    let (_, records) = records(&town(1), 1, 0, true);
    let tube = fits::<TubeRecord>(&records.tubes);
    assert_eq!(tube[..4], ["0", "0", "lane", &records.tubes[0].lane.to_string()]);
    assert_eq!(tube[8], "", "it follows no pool");
    let age = records.tubes[0].received_at.expect("received") - records.tubes[0].first_swab_at;
    assert_eq!(tube.last(), Some(&age.0.to_string()));
    assert_eq!(fits::<RunRecord>(&records.runs)[..2], ["0", "1"]);
    let person = fits::<PersonRecord>(&records.persons);
    assert_eq!(person[2], "0", "not positive");
    assert_eq!(person[3], records.persons[0].arrived_at.expect("came").0.to_string());
}
