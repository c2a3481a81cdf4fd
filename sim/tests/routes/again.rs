//! A day that is planned anew keeps what has left, and moves nothing into the past.

use tenfold_domain::time::{At, Minutes};
use tenfold_sim::routes::Until;
use tenfold_sim::routes::again::{begun, search_again};
use tenfold_sim::routes::check::check;
use tenfold_sim::routes::day::{Day, Unfit};
use tenfold_sim::routes::invented::{Shape, day};
use tenfold_sim::routes::plan::{Act, Plan, Tour};

use crate::found;

/// Half past seven, and so many minutes.
fn at(minutes: i64) -> At {
    At(1_648_769_400_000) + Minutes(minutes)
}

fn again(day: &Day, left: &[Tour], from_at: At) -> Plan {
    search_again(day, left, from_at, 5, Until::Rounds(1_500), &mut |_| ()).expect("a fit day")
}

/// What a tour does at its stops, and when it begins.
fn acts(tour: &Tour) -> Vec<(Act, At)> {
    tour.stops.iter().map(|stop| (stop.act, stop.begins_at)).collect()
}

#[test]
fn what_has_left_is_kept_and_the_rest_is_free() {
    for seed in 0..6 {
        let tubes_per_hour = (seed % 2 == 1).then_some(500);
        let shape = Shape { sites: 14, rounds: 4, tubes_per_hour, ..Shape::default() };
        let mut day = day(seed, shape);
        let before = found(&day, seed, 1_000);
        let from_at = at(250 + 20 * seed as i64);
        let left = begun(&before, from_at);
        // From then on the second site doubles, and the third closes.
        let begun_already = |pickup: usize| {
            let calls = left.iter().flat_map(|tour| &tour.stops);
            calls.clone().any(|stop| matches!(stop.act, Act::Call { pickup: p, .. } if p == pickup))
        };
        for pickup in 0..day.pickups.len() {
            if begun_already(pickup) {
                continue;
            }
            match day.pickups[pickup].site {
                1 => day.pickups[pickup].boxes *= 2,
                2 => day.pickups[pickup].deadline_at = from_at,
                _ => {}
            }
        }
        let plan = again(&day, &left, from_at);
        assert_eq!(check(&day, &plan), [], "seed {seed}");
        assert_eq!(plan, again(&day, &left, from_at), "the same seed, seed {seed}");
        for tour in &left {
            let now =
                plan.tours.iter().find(|now| now.vehicle == tour.vehicle).expect("it goes on");
            assert_eq!(now.leaves_at, tour.leaves_at);
            assert!(acts(now).starts_with(&acts(tour)), "seed {seed}");
            let then = now.stops.get(tour.stops.len() - 1..).expect("its last stop");
            assert!(then.iter().all(|stop| stop.leaves_at >= from_at), "seed {seed}");
        }
        for tour in &plan.tours {
            let had_left = left.iter().any(|other| other.vehicle == tour.vehicle);
            assert!(had_left || tour.leaves_at >= from_at, "nobody leaves in the past");
        }
        let missed = |pickup: usize| plan.missed.iter().any(|missed| missed.pickup == pickup);
        let closed = |p: &usize| day.pickups[*p].site == 2 && !begun_already(*p);
        assert!((0..day.pickups.len()).filter(closed).all(missed), "seed {seed}");
    }
}

#[test]
fn before_anything_left_a_day_is_planned_as_ever() {
    let day = day(4, Shape { sites: 9, rounds: 2, ..Shape::default() });
    let plan = found(&day, 5, 1_500);
    assert!(begun(&plan, at(0)).is_empty());
    assert_eq!(again(&day, &[], at(0)), plan);
    let all = begun(&plan, at(24 * 60));
    assert_eq!(all.len(), plan.tours.len());
    let done = again(&day, &all, at(24 * 60));
    let calls = |plan: &Plan| plan.tours.iter().map(acts).collect::<Vec<_>>();
    assert_eq!(calls(&done), calls(&plan), "there is nothing left to plan");
}

#[test]
fn tours_of_another_day_are_refused() {
    let day = day(4, Shape { sites: 9, rounds: 2, ..Shape::default() });
    let plan = found(&day, 5, 500);
    let refused =
        |left: &[Tour]| search_again(&day, left, at(200), 1, Until::Rounds(1), &mut |_| ()).err();
    let mut left = begun(&plan, at(200));
    assert_eq!(refused(&left), None);
    left.push(left[0].clone());
    assert_eq!(refused(&left), Some(Unfit::Index), "one vehicle twice");
    left.truncate(1);
    left[0].stops[0].act = Act::Call { pickup: 999, lab: 0 };
    assert_eq!(refused(&left), Some(Unfit::Index));
}
