//! One lab a site (R106) against every way of giving labs.

use tenfold_domain::time::Minutes;
use tenfold_sim::allocation::{Fixed, Problem, TRIES, UNFINISHED, fixed, flow};

use super::cases::{Case, Draws, small, town};

/// What labs for the sites cost, tube by tube.
fn cost(problem: &Problem, lab_of: &[Option<usize>]) -> u64 {
    let minutes = problem.slot.0 as u64;
    let mut arriving = vec![vec![0u64; problem.slots + 1]; problem.labs.len()];
    let mut cost = 0;
    for (site, lab) in lab_of.iter().enumerate() {
        let Some(lab) = *lab else { continue };
        let drive = problem.drives[site][lab].expect("a route");
        let charge = problem.labs[lab].charge.0 as u64;
        for (sealed, tubes) in problem.tubes[site].iter().enumerate() {
            let arrives =
                (sealed as i64 + 1) * problem.slot.0 + problem.pickup.0 + i64::from(drive);
            let slot = (arrives / problem.slot.0) as usize;
            arriving[lab][slot.min(problem.slots)] += u64::from(*tubes);
            cost += u64::from(*tubes) * (u64::from(drive) + charge);
        }
    }
    for (lab, arriving) in problem.labs.iter().zip(&arriving) {
        let mut waiting = 0;
        for (slot, capacity) in lab.capacity.iter().enumerate() {
            waiting = (waiting + arriving[slot]).saturating_sub(u64::from(*capacity));
            cost += waiting * minutes;
        }
        cost += (waiting + arriving[problem.slots]) * UNFINISHED;
    }
    cost
}

/// The least of all ways to give every site a lab in reach.
fn least(problem: &Problem) -> u64 {
    let reach = |site: usize| -> Vec<Option<usize>> {
        let labs = (0..problem.labs.len()).filter(|lab| {
            problem.drives[site][*lab].is_some_and(|d| i64::from(d) <= problem.drive_max.0)
        });
        let labs: Vec<Option<usize>> = labs.map(Some).collect();
        if labs.is_empty() { vec![None] } else { labs }
    };
    let mut boards = vec![Vec::new()];
    for site in 0..problem.tubes.len() {
        let grown = boards.iter().flat_map(|board: &Vec<Option<usize>>| {
            reach(site).into_iter().map(move |lab| [board.as_slice(), &[lab]].concat())
        });
        boards = grown.collect();
    }
    boards.iter().map(|board| cost(problem, board)).min().expect("a board")
}

#[test]
fn small_cases_are_as_good_as_the_best_board() {
    for seed in 0..40 {
        let case = Case { sites: 7, labs: 3, slots: 8 };
        for problem in [town(case, seed, 0.6 + 0.02 * seed as f64), small(seed)] {
            let found = fixed(&problem, seed, 0).expect("a whole problem");
            assert_eq!(found.cost, cost(&problem, &found.lab_of), "what it says it costs");
            assert_eq!(found.cost, least(&problem), "case {seed}");
        }
    }
}

#[test]
fn tries_find_the_best_of_many_boards() {
    for seed in 0..6 {
        // 59,049 boards: more than are looked at one by one.
        let case = Case { sites: 10, labs: 3, slots: 8 };
        let mut problem = town(case, seed, 0.6 + 0.05 * seed as f64);
        problem.drive_max = Minutes(90);
        let found = fixed(&problem, seed, 60_000).expect("a whole problem");
        assert_eq!(found.cost, least(&problem), "case {seed}");
    }
}

#[test]
fn figures_agree_and_a_seed_is_an_answer() {
    let problem = town(Case { sites: 40, labs: 5, slots: 16 }, 5, 0.9);
    let once = |seed| fixed(&problem, seed, 200_000).expect("a whole problem");
    let found = once(1);
    assert_eq!(found, once(1));
    assert_eq!(found.cost, cost(&problem, &found.lab_of));
    let end: u32 = found.backlog.iter().filter_map(|lab| lab.last()).sum();
    assert!(found.unfinished >= u64::from(end));
    let flown = flow(&problem).expect("a whole problem");
    assert_eq!(flown.short_in_all(), 0, "so that the two can be compared");
    let charged: i64 =
        flown.sent.iter().map(|s| i64::from(s.tubes) * (problem.labs[s.lab].charge.0)).sum();
    assert!(found.cost + 60 * problem.tubes_in_all() > flown.minutes + charged as u64);
    let worse = 1.0 - once(2).cost as f64 / found.cost as f64;
    assert!(worse.abs() < 0.01, "another seed, nearly the same: {worse}");
}

#[test]
fn sites_without_choice_or_lab_are_left() {
    let mut problem = town(Case { sites: 4, labs: 2, slots: 6 }, 1, 0.5);
    problem.drives =
        vec![vec![Some(10), None], vec![None, None], vec![None, Some(200)], vec![Some(5), Some(6)]];
    problem.labs[0].charge = Minutes(0);
    let found = fixed(&problem, 1, 500).expect("a whole problem");
    assert_eq!(found.lab_of[..3], [Some(0), None, None]);
    assert!(found.lab_of[3].is_some());
    let empty = Problem { tubes: Vec::new(), drives: Vec::new(), ..problem };
    let nothing = Fixed { backlog: vec![vec![0; 6]; 2], ..Fixed::default() };
    assert_eq!(fixed(&empty, 1, TRIES), Ok(nothing));
}

#[test]
fn more_tries_are_no_worse_over_many_cases() {
    let mut draws = Draws::new(77);
    let (mut few, mut many) = (0, 0);
    for _ in 0..10 {
        let problem = town(Case { sites: 30, labs: 5, slots: 12 }, draws.below(1_000), 0.95);
        few += fixed(&problem, 1, 0).expect("a whole problem").cost;
        many += fixed(&problem, 1, 40_000).expect("a whole problem").cost;
    }
    assert!(many <= few, "{many} {few}: tries beat a descent alone");
}
