//! Lanes for the half against every choice, and modules against every number.

use tenfold_sim::allocation::half::{Ask, DayLanes, Never, SitePeople, lanes, modules};

use super::cases::Draws;

/// Whole persons of so many lanes, hours and people.
fn done(ask: &Ask, site: usize, lanes: u16, hours: f64) -> f64 {
    let people = f64::from(ask.sites[site].people);
    (f64::from(lanes) * ask.persons_per_lane_hour * hours).min(people).floor()
}

/// Checks lanes against the rules, and says what they cost.
#[track_caller]
fn cost(ask: &Ask, found: &DayLanes) -> u64 {
    let mut in_time = 0.0;
    let mut cost = 0;
    for (site, (first, later)) in found.first.iter().zip(&found.later).enumerate() {
        let most = ask.sites[site].lanes_max;
        assert!(*first <= most && *later <= most, "more lanes than there is room for");
        in_time += done(ask, site, *first, ask.hours_to_half);
        let left = f64::from(ask.sites[site].people) - done(ask, site, *first, ask.hours_first);
        let swabs = f64::from(*later) * ask.persons_per_lane_hour * ask.hours_later;
        assert!(swabs >= left, "somebody is left at the end");
        cost += u64::from(*first) * ask.cost_first + u64::from(*later) * ask.cost_later;
    }
    assert!(in_time >= ask.half as f64, "the half is there");
    assert_eq!(in_time, found.in_time as f64);
    cost
}

/// The least cost of all choices; `None` where there is none.
fn least(ask: &Ask) -> Option<u64> {
    let mut sums = vec![(0.0, 0u64)];
    for (site, of_site) in ask.sites.iter().enumerate() {
        let mut grown = Vec::new();
        for (persons, cost) in &sums {
            for first in 0..=of_site.lanes_max {
                let left = f64::from(of_site.people) - done(ask, site, first, ask.hours_first);
                let enough = |later: &u16| {
                    f64::from(*later) * ask.persons_per_lane_hour * ask.hours_later >= left
                };
                let Some(later) = (0..=of_site.lanes_max).find(enough) else { continue };
                let more = u64::from(first) * ask.cost_first + u64::from(later) * ask.cost_later;
                grown.push((persons + done(ask, site, first, ask.hours_to_half), cost + more));
            }
        }
        sums = grown;
    }
    let enough = sums.iter().filter(|(persons, _)| *persons >= ask.half as f64);
    enough.map(|(_, cost)| *cost).min()
}

fn drawn(seed: u64, sites: u64) -> Ask {
    let mut draws = Draws::new(seed);
    let mut site = |_| SitePeople {
        people: 200 + draws.below(6_000) as u32,
        lanes_max: 1 + draws.below(6) as u16,
    };
    let sites: Vec<SitePeople> = (0..sites).map(&mut site).collect();
    let people: u64 = sites.iter().map(|site| u64::from(site.people)).sum();
    Ask {
        sites,
        persons_per_lane_hour: 70.0 + draws.below(10) as f64,
        hours_to_half: 10.0 + draws.below(3) as f64 / 2.0,
        hours_first: 14.0,
        hours_later: 14.0,
        cost_first: 500 + draws.below(700),
        cost_later: 500 + draws.below(700),
        half: people * (30 + draws.below(40)) / 100,
    }
}

#[test]
fn small_cases_cost_what_the_best_of_all_choices_does() {
    let (mut found_any, mut none) = (0, 0);
    for seed in 0..300 {
        let ask = drawn(seed, 1 + seed % 6);
        match (lanes(&ask), least(&ask)) {
            (Ok(found), Some(least)) => {
                assert_eq!(cost(&ask, &found), found.cost);
                assert_eq!(found.cost, least, "case {seed}");
                assert!(found.bound <= least as f64 + 1e-6, "case {seed}: {found:?}");
                found_any += 1;
            }
            (Err(_), None) => none += 1,
            (found, least) => panic!("case {seed}: {found:?}, {least:?}"),
        }
    }
    assert!(found_any > 50 && none > 20, "{found_any} with a choice, {none} without");
}

#[test]
fn a_hundred_sites_lie_on_their_bound() {
    for seed in 0..5 {
        let mut ask = drawn(seed, 100);
        ask.sites.iter_mut().for_each(|site| site.lanes_max = 12);
        ask.half = ask.sites.iter().map(|site| u64::from(site.people)).sum::<u64>() / 2;
        let found = lanes(&ask).expect("room enough");
        assert_eq!(cost(&ask, &found), found.cost);
        let gap = found.cost as f64 / found.bound - 1.0;
        assert!((0.0..0.001).contains(&gap), "{gap}: {} above {}", found.cost, found.bound);
    }
}

#[test]
fn what_can_never_be_says_where_or_by_how_much() {
    let site = |people, lanes_max| SitePeople { people, lanes_max };
    let ask = |sites: Vec<SitePeople>, half| Ask {
        sites,
        persons_per_lane_hour: 80.0,
        hours_to_half: 10.0,
        hours_first: 10.0,
        hours_later: 10.0,
        cost_first: 1,
        cost_later: 1,
        half,
    };
    assert_eq!(lanes(&ask(vec![site(1_600, 1), site(1_601, 1)], 0)), Err(Never::Site(1)));
    let both = || vec![site(1_600, 1), site(800, 2)];
    assert_eq!(lanes(&ask(both(), 1_601)), Err(Never::Half(1_600, 1_601)));
    let found = lanes(&ask(both(), 1_600)).expect("every lane on the first day");
    assert_eq!((found.first, found.later, found.cost), (vec![1, 1], vec![1, 0], 3));
    let nobody = lanes(&ask(Vec::new(), 0)).expect("nobody is done at once");
    assert_eq!(nobody, DayLanes::default());
}

#[test]
fn modules_are_the_fewest_that_keep_up_with_the_curve() {
    let sealed = [10, 30, 40, 20, 0];
    let begun = |modules: u32| -> u64 {
        let mut waiting = 0u64;
        sealed.iter().fold(0, |begun, tubes| {
            let now = waiting.min(u64::from(modules) * 7);
            waiting = waiting - now + u64::from(*tubes);
            begun + now
        })
    };
    for needed in 0..=100 {
        let fewest = (0..100).find(|modules| begun(*modules) >= needed);
        assert_eq!(modules(&sealed, 7.0, needed), fewest, "{needed} tubes");
    }
    assert_eq!(modules(&sealed, 7.0, 101), None, "more than is sealed");
    assert_eq!(modules(&[50], 7.0, 1), None, "sealed in the last slot");
    assert_eq!(modules(&sealed, 0.0, 1), None);
}
