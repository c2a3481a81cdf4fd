//! Each rule of the checker has a plan that breaks it.

use tenfold_domain::time::{At, Minutes};
use tenfold_sim::routes::check::{Broken, check};
use tenfold_sim::routes::day::{Costs, Day, Lab, Pickup, Site, Vehicle, Ways};
use tenfold_sim::routes::plan::{Act, Missed, Plan, Stop, Tour, Why};

const fn at(minutes: i64) -> At {
    At(minutes * 60_000)
}

/// Two sites ten minutes from each other and from the lab, which stands at place 2.
fn ground() -> Day {
    let pickup = |site, boxes| Pickup {
        site,
        round: 0,
        boxes,
        tubes: boxes * 30,
        ready_at: at(60),
        due_at: at(100),
        deadline_at: at(180),
    };
    let minutes = [0.0, 10.0, 10.0, 10.0, 0.0, 10.0, 10.0, 10.0, 0.0];
    let site = |place| Site { place, stay: Minutes(5), lab: Some(0) };
    let lab = |hours| Lab { place: 2, hours, unload: Minutes(5), tubes_per_hour: Some(150) };
    let vehicle = Vehicle { depot: 2, boxes_max: 5, from_at: at(0), to_at: at(300) };
    Day {
        sites: vec![site(0), site(1)],
        labs: vec![lab(vec![(at(0), at(120)), (at(130), at(300))]), lab(vec![(at(0), at(300))])],
        vehicles: vec![vehicle; 2],
        pickups: vec![pickup(0, 2), pickup(1, 3)],
        ways: Ways::new(3, &minutes, Vec::new()).expect("a square"),
        costs: Costs::default(),
    }
}

fn stop(act: Act, minute: i64, boxes: u32) -> Stop {
    let begins_at = at(minute);
    Stop { act, arrives_at: begins_at, begins_at, leaves_at: at(minute + 5), boxes }
}

const fn call(pickup: usize) -> Act {
    Act::Call { pickup, lab: 0 }
}

const DROP: Act = Act::Drop { lab: 0 };

/// Both sites in one trip.
fn sound() -> Plan {
    let stops = vec![stop(call(0), 60, 2), stop(call(1), 75, 5), stop(DROP, 90, 0)];
    let tour = Tour { vehicle: 0, leaves_at: at(50), stops, back_at: at(95) };
    Plan { tours: vec![tour], missed: Vec::new() }
}

fn later(plan: &mut Plan, from: usize, minutes: i64) {
    let tour = &mut plan.tours[0];
    for stop in &mut tour.stops[from..] {
        for moment in [&mut stop.arrives_at, &mut stop.begins_at, &mut stop.leaves_at] {
            *moment = *moment + Minutes(minutes);
        }
    }
    tour.back_at = tour.back_at + Minutes(minutes);
}

type Spoil = fn(&mut Day, &mut Plan);

fn cases() -> [(&'static str, Spoil, Broken); 17] {
    [
        ("no such vehicle", |_, plan| plan.tours[0].vehicle = 2, Broken::Unknown),
        ("no such pickup", |_, plan| plan.tours[0].stops[0].act = call(2), Broken::Unknown),
        (
            "a drive of nine minutes",
            |_, plan| plan.tours[0].stops[1].arrives_at = at(74),
            Broken::TooFast { tour: 0, stop: 1 },
        ),
        (
            "home at once",
            |_, plan| plan.tours[0].back_at = at(94),
            Broken::TooFast { tour: 0, stop: 3 },
        ),
        (
            "loaded before it is there",
            |_, plan| plan.tours[0].stops[2].arrives_at = at(91),
            Broken::TooHasty { tour: 0, stop: 2 },
        ),
        (
            "left before it is unloaded",
            |_, plan| plan.tours[0].stops[2].leaves_at = at(94),
            Broken::TooHasty { tour: 0, stop: 2 },
        ),
        ("before it is sealed", |day, _| day.pickups[0].ready_at = at(61), window(0)),
        ("after the window", |day, _| day.pickups[1].due_at = at(74), window(1)),
        (
            "too old",
            |day, _| day.pickups[0].deadline_at = At(at(88).0 + 1),
            Broken::Stale { pickup: 0, by: Minutes(2) },
        ),
        ("another lab", |day, _| day.sites[1].lab = Some(1), Broken::WrongLab { pickup: 1 }),
        (
            "too many on board",
            |day, _| day.vehicles[0].boxes_max = 4,
            Broken::Boxes { tour: 0, stop: 1 },
        ),
        (
            "a wrong count",
            |_, plan| plan.tours[0].stops[0].boxes = 3,
            Broken::Boxes { tour: 0, stop: 0 },
        ),
        ("the lab is at table", |_, plan| later(plan, 2, 35), Broken::Closed { tour: 0, stop: 2 }),
        (
            "more than the hour holds",
            |day, _| day.labs[0].tubes_per_hour = Some(149),
            Broken::Crowded { lab: 0, hour_at: at(60) },
        ),
        (
            "the driver is not there yet",
            |day, _| day.vehicles[0].from_at = at(51),
            Broken::Shift { vehicle: 0 },
        ),
        (
            "the driver has gone",
            |day, _| day.vehicles[0].to_at = at(94),
            Broken::Shift { vehicle: 0 },
        ),
        (
            "fetched and missed",
            |_, plan| plan.missed.push(Missed { pickup: 1, why: Why::NoWay }),
            Broken::Twice { pickup: 1 },
        ),
    ]
}

#[test]
fn each_rule_catches_a_plan_that_breaks_it() {
    assert_eq!(check(&ground(), &sound()), []);
    for (name, spoil, broken) in cases() {
        let (mut day, mut plan) = (ground(), sound());
        spoil(&mut day, &mut plan);
        assert_eq!(check(&day, &plan), [broken], "{name}");
    }
}

const fn window(pickup: usize) -> Broken {
    Broken::Window { pickup }
}

#[test]
fn nothing_is_forgotten() {
    let mut plan = sound();
    plan.tours[0].stops.remove(1);
    plan.tours[0].stops[1].boxes = 0;
    assert_eq!(check(&ground(), &plan), [Broken::Forgotten { pickup: 1 }]);

    let mut plan = sound();
    plan.tours[0].stops.remove(2);
    let lost = |pickup| Broken::Undelivered { pickup };
    assert_eq!(check(&ground(), &plan), [lost(0), lost(1)], "they stay in the vehicle");

    let mut plan = sound();
    plan.tours.push(plan.tours[0].clone());
    let found = check(&ground(), &plan);
    assert!(found.contains(&Broken::VehicleTwice { vehicle: 0 }), "{found:?}");
    assert!(found.contains(&Broken::Twice { pickup: 0 }), "{found:?}");
    assert!(found.contains(&Broken::Crowded { lab: 0, hour_at: at(60) }), "{found:?}");

    let mut day = ground();
    let nowhere = [0.0, f64::NAN, 10.0, 10.0, 0.0, 10.0, 10.0, f64::NAN, 0.0];
    day.ways = Ways::new(3, &nowhere, Vec::new()).expect("a square");
    assert_eq!(check(&day, &sound()), [Broken::TooFast { tour: 0, stop: 1 }], "no way at all");
}
