//! Hand-made readings, small enough that every figure can be checked with a pencil.

use super::*;
use crate::draw::normal_quantile;
use crate::stream::{Purpose, Stream};
use crate::trial::Curve;

fn numbers(values: &[f64]) -> Vec<Option<Reading>> {
    values.iter().map(|part| Some(Reading { part: *part, whole: 1.0 })).collect()
}

fn yes(held: usize, of: usize) -> Vec<f64> {
    (0..of).map(|day| f64::from(u8::from(day < held))).collect()
}

/// Days that keep every limit so often, and end so late in minutes.
fn days(every: &[f64], resulted: &[f64]) -> Vec<Day> {
    let day = |(number, (every, end)): (usize, (&f64, &f64))| {
        let reading = |figure: &Figure| match figure {
            Figure::Every => Some(Reading { part: *every, whole: 1.0 }),
            Figure::ResultedAfter if end.is_finite() => Some(Reading { part: *end, whole: 1.0 }),
            _ => None,
        };
        Day {
            replication: number as u64,
            readings: Figure::ALL.iter().map(reading).collect(),
            expected: 10,
            resulted: Curve { bins: vec![4, 6] },
        }
    };
    every.iter().zip(resulted).enumerate().map(day).collect()
}

fn near(ours: f64, known: f64) {
    assert!((ours - known).abs() < 1e-4, "{ours} and not {known}");
}

#[test]
fn numbers_have_students_interval_of_their_differences() {
    let (first, second) = (numbers(&[1.0, 2.0, 3.0, 4.0]), numbers(&[2.0, 4.0, 4.0, 6.0]));
    let paired = paired(Kind::Minutes, &first, &second, 0.95);
    // Differences 1, 2, 1, 2: mean 1.5, error 0.5 / sqrt 3, t of 3 degrees 3.18245.
    near(paired.difference.expect("pairs"), 1.5);
    near(paired.high - 1.5, 3.182_446 * 0.288_675);
    assert_eq!((paired.pairs, paired.missing, paired.verdict()), (4, 0, Verdict::More));
}

#[test]
fn a_share_of_people_is_weighed_by_people() {
    let reading = |(part, whole)| Some(Reading { part, whole });
    let first: Vec<_> = [(10.0, 10.0), (0.0, 2.0), (0.0, 0.0)].map(reading).to_vec();
    let second: Vec<_> = [(10.0, 10.0), (2.0, 2.0), (0.0, 0.0)].map(reading).to_vec();
    near(value(&first).mean.expect("people"), 10.0 / 12.0);
    let told = paired(Kind::Share, &first, &second, 0.95);
    near(told.difference.expect("pairs"), 2.0 / 12.0);
    assert_eq!(told.verdict(), Verdict::Open, "two people of three days tell nothing");
    let nobody = vec![reading((0.0, 0.0)); 3];
    assert_eq!(value(&nobody).mean, None);
    assert_eq!(paired(Kind::Share, &nobody, &nobody, 0.95).difference, None);
}

/// Six days that only one of two keeps are told apart by McNemar's exact test (2 / 2^6 = 0.031),
/// five are not (0.063).
#[test]
fn yes_or_no_is_told_apart_as_by_the_exact_test() {
    let against = |kept: usize| {
        let (first, second) = (numbers(&yes(59 - kept, 59)), numbers(&yes(59, 59)));
        paired(Kind::YesNo, &first, &second, 0.95)
    };
    let six = against(6);
    near(six.difference.expect("pairs"), 6.0 / 59.0);
    // (7 - 1) / 61 with an error of sqrt((8/61 - (6/61)^2) / 61), 1.95996 of it on either side.
    near(six.low, 0.010_914);
    near(six.high, 0.185_807);
    assert_eq!((six.verdict(), against(5).verdict()), (Verdict::More, Verdict::Open));
    let none = against(0);
    assert_eq!((none.difference, none.verdict()), (Some(0.0), Verdict::Same));
    assert!(none.high > 0.03 && none.low == -none.high, "59 days do not prove that none differs");
}

#[test]
fn what_never_comes_is_told_apart_from_nothing() {
    let mut first = numbers(&[10.0, 11.0, 12.0, 13.0]);
    let second = numbers(&[1.0, 2.0, 3.0, 4.0]);
    assert_eq!(paired(Kind::After, &first, &second, 0.95).verdict(), Verdict::Less);
    first[3] = None;
    let told = paired(Kind::After, &first, &second, 0.95);
    assert_eq!((told.pairs, told.missing, told.verdict()), (3, 1, Verdict::Open));
    let value = value(&first);
    assert_eq!((value.told, value.median, value.p95), (3, Some(11.0), None));
    assert_eq!(paired(Kind::After, &[None], &[None], 0.95).verdict(), Verdict::Open);
}

/// 4,000 times, 12 pairs that share most of their chance: the interval holds the true difference
/// as often as it says (standard deviation of the share 0.0034, the band 4.4 of them), and what is
/// drawn apart has an interval many times as wide.
#[test]
fn common_chance_narrows_the_interval_and_it_still_holds() {
    let (mut held, mut together, mut apart) = (0, 0.0, 0.0);
    for run in 0..4_000 {
        let root = Stream::root(31, run);
        let draw = |actor: u64, n: u64| normal_quantile(root.of(Purpose::Stay, actor).unit(n));
        let list = |shared: u64, own: u64, shift: f64| -> Vec<Option<Reading>> {
            let one = |n: u64| shift + 5.0 * draw(shared, n) + 0.5 * draw(own, n);
            numbers(&(0..12).map(one).collect::<Vec<_>>())
        };
        let (first, second) = (list(0, 1, 60.0), list(0, 2, 61.0));
        let paired_days = paired(Kind::Minutes, &first, &second, 0.95);
        held += usize::from(paired_days.low <= 1.0 && 1.0 <= paired_days.high);
        together += paired_days.high - paired_days.low;
        let free = paired(Kind::Minutes, &first, &list(3, 2, 61.0), 0.95);
        apart += free.high - free.low;
    }
    let share = f64::from(held as u32) / 4_000.0;
    assert!((share - 0.95).abs() < 0.015, "{share}");
    assert!(apart / together > 8.0, "{apart} / {together}");
}

#[test]
fn one_is_ahead_only_of_those_it_is_told_apart_from() {
    let early: Vec<f64> = (0..40).map(|day| 2_000.0 + f64::from(day % 5)).collect();
    let later: Vec<f64> = early.iter().map(|end| end + 30.0).collect();
    let never = vec![f64::INFINITY; 40];
    let ahead = |variants: Vec<Vec<Day>>| Compared { variants }.ahead();
    let all = yes(40, 40);
    assert_eq!(
        ahead(vec![days(&yes(10, 40), &never), days(&all, &later)]),
        Ahead::One(1, Figure::Every)
    );
    assert_eq!(
        ahead(vec![days(&all, &later), days(&all, &early)]),
        Ahead::One(1, Figure::ResultedAfter)
    );
    assert_eq!(
        ahead(vec![days(&all, &later), days(&yes(10, 40), &early), days(&all, &later)]),
        Ahead::Several(vec![0, 2], Some(Figure::Every))
    );
    // The second ends first but is not told apart from the third, which misses a few limits more.
    let (few, some) = (yes(37, 40), yes(30, 40));
    assert_eq!(
        ahead(vec![days(&all, &later), days(&few, &early), days(&some, &early)]),
        Ahead::Several(vec![0, 1], Some(Figure::Every))
    );
    assert_eq!(
        ahead(vec![days(&all, &early), days(&all, &later), days(&all, &early)]),
        Ahead::Several(vec![0, 2], Some(Figure::ResultedAfter))
    );
    let alike = || days(&all, &early);
    assert_eq!(ahead(vec![alike(), alike()]), Ahead::Several(vec![0, 1], None));
    assert_eq!(ahead(vec![days(&all, &early)]), Ahead::Several(vec![0], None));
}

#[test]
fn more_comparisons_are_each_held_to_more() {
    let day = || days(&yes(4, 4), &[1.0, 2.0, 3.0, 4.0]);
    let confidence = |count: usize| Compared { variants: vec![day(); count] }.confidence();
    near(confidence(2), 0.95);
    near(confidence(6), 0.99);
    let three = Compared { variants: vec![day(); 3] };
    assert_eq!((three.decisions(), three.replications()), (6, 4));
    assert_eq!((three.resulted(2).mean, three.expected(0)), (vec![4.0, 10.0], 10.0));
}
