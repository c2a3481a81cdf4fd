//! What is sampled must match what can be tested (R14): the advice followed is enough, and no more
//! than must be.

use tenfold_domain::time::Minutes;
use tenfold_sim::allocation::advice::{Advice, Slow, advice};
use tenfold_sim::allocation::{Problem, flow};

use super::cases::{Case, town};
use super::two_labs;

/// The problem when everybody does as advised.
fn followed(problem: &Problem, advice: &Advice) -> Problem {
    let mut problem = problem.clone();
    for Slow { site, from, until, tubes, .. } in advice.slow.iter().copied() {
        let each = tubes / (until - from) as u32;
        for slot in from..until {
            problem.tubes[site][slot] -= each;
        }
    }
    problem
}

#[test]
fn nobody_is_slowed_where_labs_have_room() {
    let problem = town(Case { sites: 12, labs: 3, slots: 12 }, 3, 0.5);
    let advised = advice(&problem, &[0; 3], &[10.0; 12]).expect("a whole problem");
    assert_eq!(advised, Advice::default());
}

#[test]
fn advice_that_is_followed_leaves_nothing_short_and_asks_for_no_more() {
    let mut slowed = 0;
    for seed in 0..25 {
        let case = Case { sites: 15, labs: 3, slots: 14 };
        let problem = Problem { parts: 4, ..town(case, seed, 0.7 + 0.05 * seed as f64) };
        let backlog = [40, 0, 90];
        let advised = advice(&problem, &backlog, &[10.0; 15]).expect("a whole problem");
        let ahead = problem.clone().after_backlog(&backlog);
        let short = flow(&ahead).expect("a whole problem").short_in_all();
        assert_eq!(advised.tubes, short, "as many as no lab can begin");
        assert_eq!(advised.slow.iter().map(|slow| u64::from(slow.tubes)).sum::<u64>(), short);
        let after = flow(&followed(&ahead, &advised)).expect("a whole problem");
        assert_eq!(after.short_in_all(), 0, "case {seed}");
        slowed += u32::from(short > 0);
        let last = advised.slow.iter().map(|slow| slow.until).max();
        assert_eq!(advised.sample_freely_from, last.filter(|slot| *slot < problem.slots));
    }
    assert!((5..25).contains(&slowed), "{slowed} of 25 had to slow somebody");
}

#[test]
fn advice_is_in_persons_an_hour_with_its_end() {
    // Room for four an hour at the own lab alone; three of them are taken by what waits there.
    let mut problem = two_labs([6, 6]).own_labs_only();
    problem.wait_max = Minutes(60);
    problem.labs[1].capacity = vec![0, 4, 4, 4];
    let advised = advice(&problem, &[0, 3], &[10.0]).expect("a whole problem");
    // Of the first six one is begun at once and two an hour later; the others' six take the rest.
    let slow = Slow {
        site: 0,
        from: 0,
        until: 1,
        tubes: 3,
        persons_per_hour: 30.0,
        expected_per_hour: 60.0,
    };
    let expected =
        Advice { slow: vec![slow], tubes: 3, sample_freely_from: Some(1), clears: Some(2) };
    assert_eq!(advised, expected);
}

#[test]
fn an_end_that_does_not_come_is_not_told() {
    let mut problem = two_labs([0, 0]).own_labs_only();
    problem.tubes[0] = vec![9; 4];
    let advised = advice(&problem, &[0, 0], &[10.0]).expect("a whole problem");
    assert_eq!((advised.sample_freely_from, advised.clears), (None, Some(2)));
    assert_eq!(advised.slow.last().map(|slow| slow.until), Some(4));
}
