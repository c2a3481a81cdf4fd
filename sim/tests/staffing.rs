//! A staffing becomes a scenario: people, labs and tours of a small invented city.

mod common;

use std::collections::BTreeSet;

use tenfold_domain::time::{At, MINUTE_MS, Minutes};
use tenfold_sim::layout::shares;
use tenfold_sim::scenario::{Habits, Place, Vehicle, Work};
use tenfold_sim::staffing::{
    AtHand, CabinNeeds, Candidate, CandidateLab, City, Costs, LabKind, LabStaffing, Staffing,
};
use tenfold_sim::travel::{End, Matrix, Roads};

const START: At = At(0);

fn end(lon: f64, place: Option<usize>) -> End {
    End { position: Some((lon, 26.0)), country: false, place, row: None }
}

fn site(place: usize, lon: f64, people: u32) -> Candidate {
    Candidate {
        name_zh: format!("点{lon}"),
        name_en: format!("site {lon}"),
        place,
        people,
        capacity: 10,
        lanes_max: 4,
        lab: None,
        end: end(lon, Some(place)),
    }
}

fn lab(kind: LabKind, lon: f64, cyclers: u32) -> CandidateLab {
    CandidateLab {
        name_zh: "室".into(),
        name_en: "lab".into(),
        kind,
        own: kind != LabKind::Bought,
        synthetic: false,
        cyclers,
        cyclers_max: cyclers,
        cyclers_step: 1,
        accession_per_cycler_hour: 80.0,
        periods: vec![(START, START + Minutes::hours(72))],
        vehicles: Some(1),
        boxes_max: 24,
        end: end(lon, None),
    }
}

/// Two towns, 0.4 degrees apart, each with two sites and a lab.
fn city() -> City {
    let place = |people| Place {
        name_zh: "镇".into(),
        name_en: "town".into(),
        people,
        synthetic: false,
        prevalence: 0.001,
        position: None,
    };
    let hour = |hours| START + Minutes::hours(hours);
    City {
        name: "two towns".into(),
        protocol: common::town(1).protocol,
        starts_at: START,
        utc_offset: Minutes(480),
        goal: Minutes::hours(48),
        half_goal: Minutes::hours(24),
        places: vec![place(9_000), place(6_000)],
        periods: vec![(hour(1), hour(15)), (hour(25), hour(39))],
        sites: vec![
            site(0, 116.00, 5_000),
            site(0, 116.02, 4_000),
            site(1, 116.40, 3_000),
            site(1, 116.42, 3_000),
        ],
        labs: vec![lab(LabKind::Own, 116.01, 6), lab(LabKind::Own, 116.41, 4)],
        roads: Roads::default(),
        habits: Habits::default(),
        work: Work::default(),
        failures: Vec::new(),
        routed: false,
        losses: Vec::new(),
        at_hand: vec![AtHand::default(); 2],
        reserve: AtHand::default(),
        squads: None,
        costs: Costs::default(),
        cabin_needs: CabinNeeds::default(),
    }
}

fn staffing(lanes: [u16; 4], labs: [(u32, u32); 2]) -> Staffing {
    Staffing {
        lanes: lanes.iter().map(|lanes| vec![*lanes; 2]).collect(),
        single_lanes: vec![vec![1; 2]; 4],
        mobile_teams: vec![1; 4],
        labs: labs.map(|(cyclers, vehicles)| LabStaffing { cyclers, vehicles }).to_vec(),
        squads: 2,
        ..Staffing::default()
    }
}

#[test]
fn a_site_goes_to_its_near_lab_and_is_on_one_tour() {
    let city = city();
    let layout = city.layout(&staffing([2; 4], [(6, 1), (4, 2)]));
    assert_eq!(layout.lab_of, [Some(0), Some(0), Some(1), Some(1)]);
    assert!(layout.unreached.is_empty());
    let scenario = &layout.scenario;
    assert_eq!(scenario.vehicles.len(), 3);
    // Each is on one tour. Two vehicles leave an hour apart on the tour of both sites: boxes are
    // younger than with a tour for each site, every two hours.
    let stops =
        |vehicle: &Vehicle| vehicle.stops.iter().map(|stop| stop.site).collect::<BTreeSet<usize>>();
    let tours: Vec<BTreeSet<usize>> = scenario.vehicles.iter().map(stops).collect();
    assert_eq!(tours, [[0, 1], [2, 3], [2, 3]].map(BTreeSet::from));
    let [_, one, other] = &scenario.vehicles[..] else { unreachable!("three") };
    let later = |at: &At| *at + Minutes(60);
    let begins_at = one.begins_at.iter().map(later).collect();
    assert_eq!(*other, Vehicle { begins_at, ..one.clone() });
    let first = &scenario.vehicles[0];
    let near = city.from_lab(0, first.stops[0].site).expect("route");
    assert_eq!(first.stops[0].drive_minutes, near);
    assert!(first.back_minutes > 3.0 && first.back_minutes < 10.0);
    // Seven intervals of two hours are 14 hours, which the first day is open: its first stop is
    // called at 20 minutes after opening, and 20 after closing.
    let calls_at = |day: usize| first.begins_at[day].0 + (near * MINUTE_MS as f64) as i64;
    let opens_at = START + Minutes(60);
    assert_eq!((calls_at(0), first.every), ((opens_at + Minutes(20)).0, Minutes(120)));
    assert_eq!(scenario.labs[0].accession_per_hour, 480.0);
    assert_eq!(city.scenario(&staffing([2; 4], [(6, 1), (4, 2)])), layout.scenario);
}

#[test]
fn people_of_a_closed_site_go_to_an_open_one() {
    let city = city();
    let people = |lanes| -> Vec<u32> {
        let scenario = city.scenario(&staffing(lanes, [(6, 1), (4, 1)]));
        scenario.sites.iter().map(|site| site.people).collect()
    };
    assert_eq!(people([2, 0, 2, 2]), [9_000, 0, 3_000, 3_000], "within the town");
    assert_eq!(people([2, 2, 0, 0]), [5_000, 10_000, 0, 0], "to the nearest of another");
    assert_eq!(people([0, 0, 0, 0]), [5_000, 4_000, 3_000, 3_000], "nowhere to go");
    let closed = city.scenario(&staffing([2, 0, 2, 2], [(6, 1), (4, 1)]));
    assert!(closed.sites[1].periods.is_empty() && closed.sites[1].mobile_teams == 0);
}

#[test]
fn without_a_lab_or_a_vehicle_nobody_is_reached() {
    let city = city();
    let one = city.layout(&staffing([2; 4], [(6, 1), (0, 5)]));
    assert_eq!(one.lab_of, [Some(0); 4], "the other lab takes all");
    assert_eq!(one.scenario.labs[1].cyclers, 0, "and the index stays");
    let none = city.layout(&staffing([2; 4], [(6, 0), (0, 0)]));
    assert_eq!((none.unreached.len(), none.scenario.vehicles.len()), (4, 0));
    let empty = city.layout(&Staffing::default());
    assert_eq!(empty.unreached.len(), 4, "a staffing without anybody is one, too");
}

#[test]
fn a_site_without_a_route_is_reported_and_not_driven_to() {
    let mut city = city();
    // Rows: both labs, then four sites; the last has a way in and none out.
    let minutes = |from: usize, to: usize| match (from, to) {
        (5, _) if to != 5 => f64::NAN,
        _ => 10.0 * from.abs_diff(to) as f64,
    };
    let all = (0..36).map(|at| minutes(at / 6, at % 6)).collect();
    city.roads.matrix = Matrix::new(6, all);
    city.labs.iter_mut().zip(0..).for_each(|(lab, row)| lab.end.row = Some(row));
    city.sites.iter_mut().zip(2..).for_each(|(site, row)| site.end.row = Some(row));
    let layout = city.layout(&staffing([2; 4], [(6, 1), (4, 1)]));
    assert_eq!(layout.unreached, [3]);
    assert_eq!(layout.lab_of[3], None);
    let drives: Vec<f64> = layout
        .scenario
        .vehicles
        .iter()
        .flat_map(|vehicle| vehicle.stops.iter().map(|stop| stop.drive_minutes))
        .collect();
    assert!(drives.len() == 3 && drives.iter().all(|minutes| minutes.is_finite()));
}

#[test]
fn labs_are_loaded_by_what_they_can_do() {
    let mut city = city();
    // Forty sites between the labs, a little nearer to the small one.
    city.sites = (0..40).map(|at| site(0, 116.25 + f64::from(at) * 0.001, 375)).collect();
    (city.labs[0].end, city.labs[1].end) = (end(116.15, None), end(116.38, None));
    city.places.truncate(1);
    city.places[0].people = 15_000;
    city.at_hand.truncate(1);
    let given = |cyclers| LabStaffing { cyclers, vehicles: 3 };
    let staffing = Staffing {
        lanes: vec![vec![1; 2]; 40],
        labs: vec![given(6), given(4)],
        ..Staffing::default()
    };
    let lab_of = city.labs_of_sites(&staffing);
    let first = lab_of.iter().filter(|lab| **lab == Some(0)).count();
    assert!((23..=25).contains(&first), "{first} of 40, fair are 24");
    let mut less = staffing.clone();
    less.labs[1].cyclers = 1;
    let first = city.labs_of_sites(&less).iter().filter(|lab| **lab == Some(0)).count();
    assert!((33..=36).contains(&first), "{first} of 40, fair are 34");
    city.sites[0].lab = Some(1);
    assert_eq!(city.labs_of_sites(&staffing)[0], Some(1), "fixed beforehand (R106)");
}

#[test]
fn a_lab_too_far_for_a_round_is_not_asked_to_help() {
    let mut city = city();
    // The far lab could take most of everybody, but no vehicle is back from it within two hours.
    city.labs[1].end = end(117.4, None);
    let lab_of = city.labs_of_sites(&staffing([2; 4], [(6, 2), (12, 2)]));
    assert_eq!(lab_of, [Some(0); 4]);
}

#[test]
fn most_is_what_there_is_room_for_and_costs_more() {
    let city = city();
    let most = city.most();
    assert_eq!(most.lanes, vec![vec![3; 2]; 4]);
    assert_eq!(most.single_lanes, vec![vec![1; 2]; 4]);
    assert_eq!(most.labs[0].cyclers, 6);
    assert!(city.layout(&most).unreached.is_empty());
    let small = staffing([1, 1, 1, 1], [(6, 1), (4, 1)]);
    // Eight lanes, two collectors and three helpers a shift of 2 h, 28 h; four teams and two
    // vehicles for 28 h, two squads for 48 h, 1,500 tubes.
    let by_hand = 8.0 * 28.0 * (40.0 + (2.0 * 100.0 + 3.0 * 40.0) / 2.0)
        + (4.0 * 150.0 + 2.0 * 80.0) * 28.0
        + 2.0 * 180.0 * 48.0
        + 1_500.0 * 30.0;
    assert!((city.cost(&small) - by_hand).abs() < 1e-6, "{} {by_hand}", city.cost(&small));
    assert!(city.cost(&most) > by_hand);
}

#[test]
fn shares_add_up() {
    assert_eq!(shares(10, &[1, 1, 1]), [3, 3, 4]);
    assert_eq!(shares(7, &[0, 0]), [3, 4]);
    assert_eq!(shares(9, &[2, 0, 1]), [6, 0, 3]);
    assert!(shares(9, &[]).is_empty());
}
