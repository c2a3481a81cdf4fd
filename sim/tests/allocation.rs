//! Allocation against what can be checked without it: every assignment of a small case, the
//! residual network of a large one, a maximum flow, a residue reckoned by hand.

mod common;

#[path = "allocation/advised.rs"]
mod advised;
#[path = "allocation/cases.rs"]
mod cases;
#[path = "allocation/city.rs"]
mod city;
#[path = "allocation/lanes.rs"]
mod lanes;
#[path = "allocation/optimal.rs"]
mod optimal;
#[path = "allocation/sites.rs"]
mod sites;

use cases::{Case, Weighed, small, town, weigh};
use tenfold_domain::time::Minutes;
use tenfold_sim::allocation::{Fault, Half, LabSlots, Problem, flow};

/// Two hours, one site by a bought lab, the city's own lab further away.
fn two_labs(tubes: [u32; 2]) -> Problem {
    let lab = |own, capacity: [u32; 2]| LabSlots {
        own,
        capacity: [vec![0], capacity.into(), vec![0]].concat(),
        charge: Minutes(0),
    };
    Problem {
        slot: Minutes(60),
        slots: 4,
        pickup: Minutes(0),
        drive_max: Minutes(120),
        wait_max: Minutes(120),
        tubes: vec![vec![tubes[0], tubes[1], 0, 0]],
        drives: vec![vec![Some(10), Some(50)]],
        labs: vec![lab(false, [10, 10]), lab(true, [4, 4])],
        half: None,
        parts: 1,
    }
}

#[test]
fn small_cases_are_as_good_as_the_best_of_all_assignments() {
    let mut short = 0;
    for seed in 0..400 {
        let problem = small(seed);
        let found = weigh(&problem, &flow(&problem).expect("a whole problem"));
        assert_eq!(found, cases::best(&problem), "case {seed}: {problem:?}");
        short += u32::from(found.short > 0);
    }
    assert!((50..350).contains(&short), "cases with a shortage and without: {short}");
}

#[test]
fn large_cases_leave_no_cycle_that_saves() {
    for (seed, load) in [(1, 0.6), (2, 0.8), (3, 0.95), (4, 1.1), (5, 1.5), (6, 1.0), (7, 1.2)] {
        for parts in [1, 4] {
            let problem =
                Problem { parts, ..town(Case { sites: 25, labs: 4, slots: 12 }, seed, load) };
            let found = flow(&problem).expect("a whole problem");
            weigh(&problem, &found);
            assert_eq!(optimal::saving_cycle(&problem, &found), None, "{seed}, {load}, {parts}");
        }
    }
}

#[test]
fn a_flow_that_is_not_the_best_is_seen() {
    // The checker itself: a tube sent the long way round leaves a cycle that saves.
    let problem = two_labs([3, 0]);
    let mut found = flow(&problem).expect("a whole problem");
    assert_eq!(optimal::saving_cycle(&problem, &found), None);
    let [sent] = found.sent.as_mut_slice() else { panic!("{:?}", found.sent) };
    (sent.lab, sent.minutes) = (1, 50);
    found.begun = vec![vec![0; 4], vec![0, 3, 0, 0]];
    assert!(optimal::saving_cycle(&problem, &found).is_some());
}

#[test]
fn the_shortage_is_what_no_flow_could_carry() {
    for seed in 0..30 {
        let load = 0.7 + 0.04 * seed as f64;
        let problem = town(Case { sites: 20, labs: 3, slots: 10 }, seed, load);
        let found = flow(&problem).expect("a whole problem");
        let most = optimal::maximum_flow(&problem);
        assert_eq!(found.begun_in_all(), most, "case {seed}");
        assert_eq!(found.short_in_all(), problem.tubes_in_all() - most);
    }
}

#[test]
fn all_are_begun_where_there_is_room() {
    for seed in 0..20 {
        let mut problem = town(Case { sites: 30, labs: 5, slots: 14 }, seed, 0.5);
        let all = problem.tubes_in_all() as u32;
        let last = problem.slots - 6;
        problem.tubes.iter_mut().for_each(|site| site[last..].fill(0));
        problem.labs.iter_mut().for_each(|lab| lab.capacity.fill(all));
        let found = flow(&problem).expect("a whole problem");
        assert_eq!(weigh(&problem, &found).short, 0);
        assert!(found.waiting.iter().flatten().all(|waiting| *waiting == 0), "nobody waits");
    }
}

#[test]
fn own_labs_come_first_until_the_half_is_there_and_no_longer() {
    let half = |tubes| Problem { half: Some(Half { tubes, slots: 2 }), ..two_labs([6, 0]) };
    let begun = |problem: &Problem| {
        let found = flow(problem).expect("a whole problem");
        let of_lab = |lab: usize| found.begun[lab].iter().sum::<u32>();
        (of_lab(0), of_lab(1), found.counted)
    };
    assert_eq!(begun(&two_labs([6, 0])), (6, 0, 0), "the near lab, where nothing is asked");
    assert_eq!(begun(&half(3)), (3, 3, 3), "no more than the half goes the long way");
    assert_eq!(begun(&half(6)), (2, 4, 4), "own labs are full");
    // A charge keeps tubes out of a bought lab as long as an own one has room (R10).
    let mut charged = two_labs([6, 0]);
    charged.labs[0].charge = Minutes(240);
    assert_eq!(begun(&charged), (0, 6, 0), "four at once, two an hour later");
    let own = half(6).own_labs_only();
    let found = flow(&own).expect("a whole problem");
    assert_eq!(found.missing_for_half(&own), [2, 0, 0, 0], "asked for in the hour of their swabs");
    assert_eq!(begun(&own), (0, 6, 4));
}

#[test]
fn minutes_are_of_the_drive_and_the_wait() {
    // Room for four in the hour they arrive; two begin when the next hour does.
    let problem = two_labs([6, 0]).own_labs_only();
    let found = flow(&problem).expect("a whole problem");
    assert_eq!(found.minutes, 4 * 50 + 2 * 60);
    assert_eq!(found.waiting[1], [0, 2, 0, 0]);
    assert_eq!(weigh(&problem, &found), Weighed { minutes: 320, ..Weighed::default() });
}

#[test]
fn a_shortage_is_shared_out_where_that_is_asked() {
    // Two sites of eight tubes each, the second a minute further; room for twelve.
    let of = |parts| {
        let mut problem = two_labs([8, 0]).own_labs_only();
        problem.tubes.push(vec![8, 0, 0, 0]);
        problem.drives.push(vec![Some(10), Some(51)]);
        problem.labs[1].capacity = vec![0, 12, 0, 0];
        let problem = Problem { parts, ..problem };
        let found = flow(&problem).expect("a whole problem");
        [found.short[0][0], found.short[1][0]]
    };
    assert_eq!(of(1), [0, 4], "all of it where that is shortest");
    assert_eq!(of(4), [2, 2], "a quarter of each");
}

#[test]
fn the_same_problem_has_the_same_answer() {
    let problem = town(Case { sites: 25, labs: 4, slots: 12 }, 9, 1.05);
    assert_eq!(flow(&problem), flow(&problem));
}

#[test]
fn what_is_wrong_is_named_with_its_place() {
    let problem = town(Case { sites: 3, labs: 2, slots: 6 }, 1, 0.5);
    let broken = |change: fn(&mut Problem)| {
        let mut problem = problem.clone();
        change(&mut problem);
        flow(&problem).expect_err("broken")
    };
    assert_eq!(broken(|p| p.labs.clear()), Fault::NoLab);
    assert_eq!(broken(|p| p.slot = Minutes(0)), Fault::NoSlot);
    assert_eq!(broken(|p| p.labs[1].capacity.clear()), Fault::LabHours(1, 0, 6));
    assert_eq!(broken(|p| p.tubes[2].truncate(4)), Fault::SiteHours(2, 4, 6));
    assert_eq!(broken(|p| p.drives[1].truncate(1)), Fault::Hole(1, 1));
    assert_eq!(broken(|p| drop(p.drives.pop())), Fault::Hole(2, 0));
    let huge = Problem { slots: 30_000, tubes: Vec::new(), ..problem.clone() };
    let lab = LabSlots { capacity: vec![1; 30_000], ..LabSlots::default() };
    let huge = Problem { labs: vec![lab], ..huge };
    assert_eq!(flow(&huge), Err(Fault::TooMany(30_000, 20_000)));

    let mut doubtful = problem.clone();
    doubtful.labs[0].capacity.fill(0);
    doubtful.drives[0] = vec![Some(500), None];
    doubtful.drives[1] = vec![None, None];
    (doubtful.tubes[0], doubtful.tubes[1]) = (vec![1; 6], vec![1; 6]);
    let doubts = [Fault::Idle(0), Fault::Unreached(0, Some(500)), Fault::Unreached(1, None)];
    assert_eq!(doubtful.doubts(), doubts);
    let found = flow(&doubtful).expect("it can be solved for the others");
    assert!(found.short[0].iter().chain(&found.short[1]).all(|tubes| *tubes == 1));
}

#[test]
fn what_waits_already_goes_first() {
    let problem = two_labs([6, 0]).after_backlog(&[15, 3]);
    assert_eq!(problem.labs[0].capacity, [0, 0, 5, 0]);
    assert_eq!(problem.labs[1].capacity, [0, 1, 4, 0]);
}
