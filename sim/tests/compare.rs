//! Variants of a small town under the same chance.

mod common;

use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};

use common::{hour, town};
use tenfold_sim::city::trial;
use tenfold_sim::compare::{Compared, Day, Figure, Kind, Verdict, compare, paired};
use tenfold_sim::replicate::{UNWATCHED, Watch};
use tenfold_sim::scenario::{Failure, Scenario};
use tenfold_sim::summary::Summary;

const SEED: u64 = 2022;

/// The town with a tenth more of no-shows.
fn fewer(scenario: &Scenario) -> Scenario {
    let mut fewer = scenario.clone();
    fewer.habits.no_show += 0.1;
    fewer
}

fn readings(days: &[Day], figure: Figure) -> Vec<Option<tenfold_sim::compare::Reading>> {
    let at = Figure::ALL.iter().position(|known| *known == figure).expect("a figure");
    days.iter().map(|day| day.readings[at]).collect()
}

#[test]
fn two_equal_cities_differ_by_exactly_nothing() {
    let (one, other) = (town(3), town(3));
    let compared = compare(&[&one, &other], SEED, 5..11, UNWATCHED);
    assert_eq!(compared.replications(), 6);
    for figure in Figure::ALL {
        let told = compared.difference(1, figure);
        if told.pairs == 0 || told.difference.is_none() {
            continue;
        }
        assert_eq!((told.difference, told.verdict()), (Some(0.0), Verdict::Same), "{figure:?}");
        if figure.kind() != Kind::YesNo {
            assert_eq!((told.low, told.high), (0.0, 0.0), "{figure:?}");
        }
    }
    let told = |figure| compared.difference(1, figure).pairs;
    assert_eq!([told(Figure::ResultedAfter), told(Figure::MeanWait)], [6, 6]);
}

/// Slower swabs, and slower runs: who comes when stays the same.
#[test]
fn common_random_numbers_narrow_a_difference() {
    let town = town(3);
    let mut slower = town.clone();
    slower.protocol.staffing.persons_per_hour = 36;
    slower.work.cycling.mean_s *= 1.1;
    let common = compare(&[&town, &slower], SEED, 0..16, UNWATCHED);
    let apart = compare(&[&slower], SEED + 1, 0..16, UNWATCHED);
    for figure in [Figure::MeanWait, Figure::ResultedAfter] {
        let told = common.difference(1, figure);
        let first = readings(&common.variants[0], figure);
        let second = readings(&apart.variants[0], figure);
        let free = paired(figure.kind(), &first, &second, common.confidence());
        let narrower = (free.high - free.low) / (told.high - told.low);
        println!("{figure:?}: {told:?}\n{free:?}\n{narrower:.1} times as narrow");
        assert_eq!(told.verdict(), Verdict::More, "{figure:?}: {told:?}");
        assert!(narrower > 1.5, "{figure:?}: {narrower}");
    }
}

#[test]
fn a_day_is_the_trial_of_its_number() {
    let town = town(2);
    let Compared { variants } = compare(&[&town, &fewer(&town)], SEED, 7..9, UNWATCHED);
    let known = trial(&town, SEED, 8);
    assert_eq!(variants[0][1], Day::of(&town, &known));
    let read = |figure| readings(&variants[0], figure)[1].expect("told");
    assert_eq!(read(Figure::OldestTube).part, known.oldest_minutes as f64);
    assert_eq!(read(Figure::Recollected).whole, f64::from(known.recollections.people));
    let took = known.took(&town).expect("everybody has an outcome").0 as f64;
    assert!((read(Figure::ResultedAfter).part - took).abs() < 1.0);
    assert_eq!(variants[1][1].replication, 8);
}

#[test]
fn old_tubes_idle_cyclers_and_piles_are_those_of_the_report() {
    let mut town = town(8);
    // The lab is down at noon, so that tubes pile up and grow old.
    town.failures = vec![Failure::LabDown { lab: 0, from_at: hour(4), to_at: hour(10) }];
    let known = trial(&town, SEED, 3);
    let Compared { variants } = compare(&[&town, &town], SEED, 3..4, UNWATCHED);
    let read = |figure| readings(&variants[0], figure)[0].expect("told");
    let share = |figure| read(figure).part / read(figure).whole;
    let flow = Summary::of(&town, std::slice::from_ref(&known)).flow;
    assert_eq!(share(Figure::OldTubes), flow.too_old_share.mean);
    assert_eq!(share(Figure::OldStarts), flow.started_too_old_share.mean);
    assert_eq!(share(Figure::Idle), flow.idle_share.mean);
    assert_eq!(share(Figure::IdleBesidePile), flow.idle_beside_pile_share.mean);
    assert_eq!(read(Figure::LargestPile).part, flow.waiting_max.mean);
    assert!(flow.started_too_old_share.mean > 0.1, "{flow:?}");
    assert!(flow.idle_share.mean > flow.idle_beside_pile_share.mean, "{flow:?}");
    // While the one lab is down its cyclers are not idle: they are not open.
    let open_hours = known.labs[0].open_minutes as f64 / 60.0 / f64::from(town.labs[0].cyclers);
    let waited = known.labs[0].waiting_max_at.expect("a pile");
    assert!((hour(8)..=hour(11)).contains(&waited), "when it is back: {waited}");
    assert!((20.0..40.0).contains(&open_hours), "{open_hours} of some 34 less six");
}

#[test]
fn a_stop_leaves_whole_pairs() {
    let town = town(2);
    let (other, count, stop) = (fewer(&town), AtomicU64::new(0), AtomicBool::new(false));
    let done = || {
        if count.fetch_add(1, Ordering::Relaxed) == 2 {
            stop.store(true, Ordering::Relaxed);
        }
    };
    let watch = Watch { done: &done, stop: &stop };
    let compared = compare(&[&town, &other], SEED, 0..500, watch);
    let numbers = |variant: usize| -> Vec<u64> {
        compared.variants[variant].iter().map(|day| day.replication).collect()
    };
    assert_eq!(numbers(0), numbers(1));
    assert!((1..500).contains(&compared.replications()), "{}", compared.replications());
}
