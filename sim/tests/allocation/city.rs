//! A staffed city as a problem of allocation, and the rows of its report.

use tenfold_domain::time::Minutes;
use tenfold_sim::allocation::expected::{Expected, Sender};
use tenfold_sim::allocation::{Fault, flow};
use tenfold_sim::bounds::Bounds;
use tenfold_sim::needs::Hours;
use tenfold_sim::scenario::Failure;
use tenfold_sim::staffing::{City, LabKind, LabStaffing, Staffing};
use tenfold_sim::tables::HourRow;

use crate::common::city::city;
use crate::common::{START, hour};

/// Four lanes at each of four sites, eight cyclers.
fn staffing() -> Staffing {
    Staffing {
        lanes: vec![vec![4, 4]; 4],
        labs: vec![LabStaffing { cyclers: 8, vehicles: 2 }],
        ..Staffing::default()
    }
}

fn expected(city: &City) -> Expected {
    let scenario = city.scenario(&staffing());
    Expected::of(city, &scenario, Bounds::of(city).persons_per_lane_hour)
}

#[test]
fn everybody_is_in_a_tube_and_tubes_come_in_open_hours() {
    let city = city(4, 8);
    let Expected { problem, persons, labs, senders, unswabbed } = expected(&city);
    // 16,000 people, ten in a tube, one in a hundred alone.
    let tubes = problem.tubes_in_all() as f64;
    let people = 16_000.0 * (0.01 + 0.99 / 10.0);
    assert!((people - 8.0..=people).contains(&tubes), "{tubes} of {people}");
    assert!(persons.iter().all(|persons| (persons - 1.0 / 0.109).abs() < 1e-9));
    assert_eq!((labs, senders.len(), senders[3]), (vec![0], 4, Sender::Site(3)));
    for site in &problem.tubes {
        // Open 07:00 to 21:00 on both days, from the first hour after the start.
        let is_open = |slot: usize| (1..15).contains(&slot) || (25..39).contains(&slot);
        for (slot, tubes) in site.iter().enumerate() {
            assert_eq!(*tubes > 0, is_open(slot), "{tubes} in hour {slot}");
        }
    }
    // A day's lab work of 185 minutes (extraction, cycling, review) before either goal.
    let half = problem.half.expect("R03");
    assert_eq!((half.slots, half.tubes, unswabbed), (20, 872, 0.0), "half of everybody");
    // An hour for the courier, two on the way, and what the class's limit leaves at the lab.
    let wait = problem.wait_max.0;
    assert_eq!(problem.slots, ((48 * 60 + 60 + 120 + wait) / 60) as usize + 1);
    // Eight cyclers, 94 tubes in 105 minutes, one run in a hundred lost, two tubes in a thousand
    // again.
    let an_hour = 8.0 * 94.0 * 60.0 / 105.0 * 0.99 / 1.002;
    let sum: u32 = problem.labs[0].capacity[..10].iter().sum();
    assert!((f64::from(sum) - 10.0 * an_hour).abs() <= 1.0, "{sum}, {an_hour}");
}

#[test]
fn a_crowd_queues_and_comes_back_on_the_next_day() {
    let mut city = city(1, 8);
    city.sites[0].people = 11_000;
    city.places[0].people = 11_000;
    let scenario = city.scenario(&staffing());
    let of = |rate: f64| {
        let mut expected = Expected::of(&city, &scenario, rate);
        (expected.problem.tubes.remove(0), expected.unswabbed)
    };
    let ((fast, none), (slow, unswabbed)) = (of(400.0), of(80.0));
    let swabbed = 28.0 * 4.0 * 80.0 + 11_000.0 * 0.012;
    assert_eq!(none, 0.0);
    assert!((unswabbed - (11_000.0 - swabbed)).abs() < 2.0, "{unswabbed} beside {swabbed}");
    let most = f64::ceil((4.0 * 80.0 + 11_000.0 * 0.012 / 28.0) * 0.109) as u32;
    assert!(slow.iter().all(|tubes| *tubes <= most), "no more than lanes can swab: {slow:?}");
    assert_eq!([fast[15], slow[15]], [0, 0], "nobody is swabbed after closing");
    let full = slow[25..39].iter().all(|tubes| *tubes + 1 >= most);
    assert!(full, "who was in line comes back: {slow:?}");
}

#[test]
fn a_lab_that_is_down_begins_nothing_and_one_that_is_bought_comes_last() {
    let mut city = city(4, 8);
    let bought = {
        let mut lab = city.labs[0].clone();
        (lab.kind, lab.own) = (LabKind::Bought, false);
        lab
    };
    city.labs.insert(0, bought);
    city.failures =
        vec![Failure::LabDown { lab: 1, from_at: hour(3), to_at: hour(5) + Minutes(30) }];
    let given = LabStaffing { cyclers: 8, vehicles: 1 };
    let staffing = Staffing { labs: vec![given, given], ..staffing() };
    let scenario = city.scenario(&staffing);
    let expected = Expected::of(&city, &scenario, 75.0);
    let own = &expected.problem.labs[1].capacity;
    assert_eq!((own[3], own[4]), (0, 0));
    assert!(own[5] > 0 && own[5] < own[6], "half an hour of it");
    assert!(expected.problem.labs[0].charge.0 > expected.problem.wait_max.0);
    let hours = Hours::of(&city, &scenario, 75.0).hours;
    let other: u64 = hours.iter().map(|row| row.other_begun).sum();
    assert_eq!(other, 0, "the own lab has room for all of them");
    let none = Staffing { labs: vec![LabStaffing::default(); 2], ..staffing };
    let idle = Expected::of(&city, &city.scenario(&none), 75.0);
    assert_eq!(flow(&idle.problem), Err(Fault::NoLab), "labs without cyclers are not in use");
    assert_eq!(Hours::of(&city, &city.scenario(&none), 75.0), Hours::default());
}

#[test]
fn rows_of_the_report_add_up() {
    // Eight cyclers, whose benches take in 752 tubes an hour, or 24.
    for each in [94.0, 3.0] {
        let mut city = city(4, 8);
        city.labs[0].accession_per_cycler_hour = each;
        let is_enough = each > 90.0;
        let scenario = city.scenario(&staffing());
        let Hours { hours, lab_hours } = Hours::of(&city, &scenario, 75.0);
        let sum = |of: fn(&HourRow) -> u64| hours.iter().map(of).sum::<u64>();
        let (sealed, begun, short) =
            (sum(|row| row.sealed), sum(|row| row.own_begun), sum(|row| row.short));
        assert_eq!(sealed, begun + short, "every tube is begun or short");
        let missing = sum(|row| row.own_missing);
        assert_eq!((short == 0, missing == 0), (is_enough, is_enough));
        let until = |hours_in: i64, of: fn(&HourRow) -> u64| -> u64 {
            hours.iter().take_while(|row| row.from_at < hour(hours_in)).map(of).sum()
        };
        if !is_enough {
            // What is sealed in the last hour that counts would arrive after it.
            let early = until(19, |row| row.sealed);
            let begun = until(20, |row| row.own_begun);
            assert_eq!(missing, early.min(872) - begun, "what the half lacks");
        }
        let of_labs: u32 = lab_hours.iter().map(|row| row.begun).sum();
        assert_eq!(u64::from(of_labs), begun);
        assert!(hours.iter().all(|row| row.own_begun <= row.own_capacity));
        assert_eq!(hours[0].from_at, START + Minutes(60), "the first hour with tubes");
    }
}

#[test]
fn a_large_city_is_taken_place_by_place() {
    let mut small = city(4, 8);
    let scenario = small.scenario(&staffing());
    let by_site = Expected::of(&small, &scenario, 75.0);
    assert_eq!(by_site.clone().by_place_where_large(&scenario), by_site);
    small = city(2_001, 8);
    let staffing = Staffing { lanes: vec![vec![4, 4]; 2_001], ..staffing() };
    let scenario = small.scenario(&staffing);
    let by_site = Expected::of(&small, &scenario, 75.0);
    let by_place = by_site.clone().by_place_where_large(&scenario);
    assert_eq!(by_place.senders, [Sender::Place(0)]);
    assert_eq!(by_place.problem.tubes_in_all(), by_site.problem.tubes_in_all());
    let drives = by_site.problem.drives.iter().flatten().flatten();
    let (least, most) = (drives.clone().min(), drives.max());
    let middle = by_place.problem.drives[0][0].as_ref();
    assert!(least < middle && middle < most, "{least:?} {middle:?} {most:?}");
}
