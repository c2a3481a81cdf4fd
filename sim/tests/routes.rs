//! Tours of a day: exact where that can be proven, sound everywhere, the same for the same seed.

#[path = "routes/again.rs"]
mod again;
#[path = "routes/brute.rs"]
mod brute;
#[path = "routes/broken.rs"]
mod broken;

use tenfold_domain::time::{At, Minutes};
use tenfold_sim::routes::check::check;
use tenfold_sim::routes::day::{Day, Unfit, Ways};
use tenfold_sim::routes::invented::{Shape, day};
use tenfold_sim::routes::plan::{Plan, Why};
use tenfold_sim::routes::{Step, Until, first, search};

fn found(day: &Day, seed: u64, rounds: u64) -> Plan {
    search(day, seed, Until::Rounds(rounds), &mut |_: Step| ()).expect("a fit day")
}

/// What is left behind, then vehicles and driving in milliseconds.
fn value(day: &Day, plan: &Plan) -> (usize, i64) {
    let vehicles = plan.tours.len() as i64 * day.costs.vehicle.0 * 60_000;
    (plan.missed.len(), vehicles + plan.driving_ms(day))
}

fn small(sites: usize, labs: usize, fixed: bool) -> Shape {
    Shape { sites, rounds: 1, labs, vehicles: 2, boxes_max: 6, fixed, ..Shape::default() }
}

/// A one-way system: every way in one direction takes longer.
fn lopsided(mut day: Day) -> Day {
    let size = day.ways.size();
    let minutes = |from: usize, to: usize| {
        let ms = day.ways.ms(from, to).expect("a way") as f64 / 60_000.0;
        if from > to { ms * 1.4 + 2.0 } else { ms }
    };
    let pairs = (0..size).flat_map(|from| (0..size).map(move |to| (from, to)));
    let all: Vec<f64> = pairs.map(|(from, to)| minutes(from, to)).collect();
    day.ways = Ways::new(size, &all, Vec::new()).expect("a square");
    day
}

#[test]
fn small_days_are_solved_exactly() {
    for seed in 0..24 {
        let sites = 3 + seed as usize % 4;
        let mut day = day(seed, small(sites, 1 + seed as usize / 2 % 2, seed % 3 > 0));
        if seed % 4 == 1 {
            day = lopsided(day);
        }
        if seed % 5 == 2 {
            // One driver comes late, and the city is larger than the boxes have time for.
            day.vehicles[1].from_at = day.vehicles[1].from_at + Minutes(100);
            day.pickups.iter_mut().for_each(|p| p.deadline_at = p.deadline_at - Minutes(60));
        }
        let plan = found(&day, seed, 3_000);
        assert_eq!(check(&day, &plan), [], "seed {seed}");
        assert_eq!(value(&day, &plan), brute::least(&day), "seed {seed}");
    }
}

#[test]
fn every_plan_can_be_driven_and_is_no_worse_than_its_start() {
    for seed in 0..12 {
        let shape = Shape {
            sites: 8 + seed as usize,
            rounds: 3,
            vehicles: 3 + seed as usize % 7,
            boxes_max: 5 + seed as u32,
            fixed: seed % 2 == 0,
            tubes_per_hour: (seed % 3 == 0).then_some(400),
            ..Shape::default()
        };
        let mut day = day(seed, shape);
        if seed % 4 == 3 {
            day = lopsided(day);
        }
        if seed % 3 == 1 {
            // A lab that closes over noon.
            let (from, to) = day.labs[0].hours[0];
            day.labs[0].hours = vec![(from, from + Minutes(180)), (from + Minutes(225), to)];
        }
        let start = first(&day).expect("a fit day");
        assert_eq!(check(&day, &start), [], "the start of seed {seed}");
        let plan = found(&day, seed, 1_500);
        assert_eq!(check(&day, &plan), [], "seed {seed}");
        assert!(value(&day, &plan) <= value(&day, &start), "seed {seed}");
        assert_eq!(plan, found(&day, seed, 1_500), "the same seed, seed {seed}");
    }
}

#[test]
fn a_search_without_time_is_its_start() {
    let day = day(3, Shape { sites: 12, ..Shape::default() });
    assert_eq!(found(&day, 1, 0), first(&day).expect("a fit day"));
}

#[test]
fn a_search_finds_what_the_start_does_not() {
    let day = day(1, Shape::default());
    let (start, plan) = (first(&day).expect("a fit day"), found(&day, 1, 8_000));
    assert!(plan.missed.is_empty());
    assert!(plan.tours.len() < start.tours.len(), "vehicles are saved");
    assert!(plan.cost_minutes(&day) < 0.95 * start.cost_minutes(&day));
}

#[test]
fn told_how_far_it_is() {
    let day = day(2, Shape { sites: 10, ..Shape::default() });
    let mut steps = Vec::new();
    let plan = search(&day, 1, Until::Rounds(2_048), &mut |step| steps.push(step));
    let plan = plan.expect("a fit day");
    let last = steps.last().expect("a step");
    assert_eq!((last.share, last.rounds), (1.0, 2_048));
    assert_eq!((last.vehicles, last.cost_minutes), (plan.tours.len(), plan.cost_minutes(&day)));
    assert!(steps.windows(2).all(|pair| {
        let of = |step: &Step| (step.missed, step.cost_minutes);
        pair[0].share <= pair[1].share && of(&pair[1]) <= of(&pair[0])
    }));
}

#[test]
fn the_lab_may_be_chosen_with_the_tour() {
    let shape = Shape { sites: 20, ..Shape::default() };
    let (fixed, free) = (day(5, shape), day(5, Shape { fixed: false, ..shape }));
    let cost = |day: &Day| value(day, &found(day, 1, 6_000));
    assert!(cost(&free) < cost(&fixed));
}

#[test]
fn a_lab_that_is_full_makes_others_wait_or_go_elsewhere() {
    let shape = Shape { sites: 16, rounds: 2, labs: 2, fixed: false, ..Shape::default() };
    let open = found(&day(7, shape), 1, 2_000);
    let tight = Shape { tubes_per_hour: Some(190), ..shape };
    let tight = day(7, tight);
    assert!(!check(&tight, &open).is_empty(), "without the limit too many come at once");
    let plan = found(&tight, 1, 4_000);
    assert_eq!(check(&tight, &plan), []);
    assert!(plan.missed.len() < 8, "{:?}", plan.missed);
}

#[test]
fn what_is_left_behind_is_left_for_a_reason() {
    let shape = Shape { sites: 4, rounds: 1, labs: 1, vehicles: 4, ..Shape::default() };
    let base = day(11, shape);
    let whys = |day: &Day| -> Vec<Why> {
        let plan = found(day, 1, 200);
        assert_eq!(check(day, &plan), []);
        plan.missed.iter().map(|missed| missed.why).collect()
    };
    let mut far = base.clone();
    far.pickups[2].deadline_at = far.pickups[2].ready_at + Minutes(5);
    let (site, lab) = (far.sites[2].place, far.labs[0].place);
    let way = far.ways.ms(site, lab).expect("a way");
    // Five minutes of loading are all there was: the whole drive is missing.
    let by = Minutes((way + 59_999) / 60_000);
    assert_eq!(whys(&far), [Why::TooFar { by }]);

    let mut large = base.clone();
    large.pickups[1].boxes = 30;
    assert_eq!(whys(&large), [Why::TooManyBoxes { over: 6 }]);

    let mut crowd = base.clone();
    crowd.labs[0].tubes_per_hour = Some(crowd.pickups[3].tubes - 1);
    assert!(whys(&crowd).contains(&Why::TooManyTubes { over: 1 }));

    let mut short = base.clone();
    let until = short.vehicles[0].from_at + Minutes(31);
    short.vehicles.iter_mut().for_each(|vehicle| vehicle.to_at = until);
    assert!(whys(&short).iter().all(|why| matches!(why, Why::NoShift { by } if by.0 > 0)));

    let mut island = base.clone();
    let size = island.ways.size();
    let minutes = |(from, to): (usize, usize)| match island.ways.ms(from, to) {
        Some(ms) if from != site && to != site => ms as f64 / 60_000.0,
        _ => f64::NAN,
    };
    let pairs = (0..size).flat_map(|from| (0..size).map(move |to| (from, to)));
    let ways: Vec<f64> = pairs.map(minutes).collect();
    island.ways = Ways::new(size, &ways, Vec::new()).expect("a square");
    assert_eq!(whys(&island), [Why::NoWay]);

    let mut busy = base;
    busy.vehicles.truncate(1);
    busy.pickups.iter_mut().for_each(|pickup| {
        pickup.ready_at = At(1_648_773_000_000);
        (pickup.due_at, pickup.deadline_at) = (pickup.ready_at, pickup.ready_at + Minutes(120));
    });
    let busy = whys(&busy);
    assert_eq!(busy.len(), 3, "one vehicle can stand at one door");
    assert!(busy.iter().all(|why| matches!(why, Why::NoVehicle { by } if by.0 > 0)), "{busy:?}");
}

#[test]
fn a_day_that_cannot_be_planned_says_why() {
    let base = day(1, Shape { sites: 3, rounds: 1, ..Shape::default() });
    assert_eq!(base.unfit(), []);
    type Spoil = fn(&mut Day);
    let cases: [(Spoil, Unfit); 9] = [
        (|day| day.vehicles.clear(), Unfit::NoVehicles),
        (|day| day.labs[1].hours.clear(), Unfit::Hours { lab: 1 }),
        (|day| day.labs[2].hours[0].1 = At(0), Unfit::Hours { lab: 2 }),
        (|day| day.vehicles[4].boxes_max = 0, Unfit::Vehicle { vehicle: 4 }),
        (|day| day.pickups[2].boxes = 0, Unfit::Pickup { pickup: 2 }),
        (|day| day.pickups[0].due_at = At(0), Unfit::Pickup { pickup: 0 }),
        (|day| day.sites[0].place = 99, Unfit::Index),
        (|day| day.sites[0].stay = Minutes(-1), Unfit::Negative),
        (|day| day.vehicles[0].to_at = At(i64::MAX), Unfit::Long),
    ];
    for (spoil, unfit) in cases {
        let mut day = base.clone();
        spoil(&mut day);
        assert_eq!(day.unfit(), [unfit]);
        assert_eq!(search(&day, 1, Until::Rounds(9), &mut |_| ()), Err(unfit));
    }
    let none = Day { pickups: Vec::new(), ..base };
    assert_eq!(found(&none, 1, 100), Plan::default(), "nothing to fetch, nobody drives");
}

#[test]
fn a_way_round_that_is_shorter_is_taken() {
    let minutes = [0.0, 10.0, 50.0, 10.0, 0.0, 10.0, f64::NAN, 10.0, 0.0];
    let km = vec![0.0, 4.0, 30.0, 4.0, 0.0, 5.0, 1.0, 5.0, 0.0];
    let ways = Ways::new(3, &minutes, km).expect("a square");
    assert_eq!((ways.ms(0, 2), ways.km(0, 2)), (Some(1_200_000), Some(9.0)));
    assert_eq!(ways.ms(2, 0), Some(1_200_000), "there was no direct way");
    assert_eq!(ways.ms(0, 3), None);
    assert!(Ways::new(2, &[0.0; 3], Vec::new()).is_none());
    assert!(Ways::new(1, &[-1.0], Vec::new()).is_none());
}
