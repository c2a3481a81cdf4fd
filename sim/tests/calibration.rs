//! The model beside what happened. `cargo test -p tenfold-sim --test calibration -- --nocapture`
//! prints what docs/calibration.md shows.

mod common;

use tenfold_sim::calibration::{ASSUMED, CASES, Case, Count, DRIVES, Drive, Row, SCALE};
use tenfold_sim::city::trial;

const REPLICATIONS: u64 = 1;

/// A case as docs/calibration.md shows it.
fn text(case: &Case, rows: &[Row]) -> String {
    let list = |said: &[tenfold_sim::calibration::Said]| -> String {
        said.iter().map(|said| format!("- {}\n", said.en)).collect()
    };
    let mut text = format!("## {}\n\nKnown:\n{}", case.name.en, list(case.known));
    text += &format!("\nAssumed:\n{}\n", list(&[case.assumed, &ASSUMED].concat()));
    text += "| counted | hours | seen | half rest | nobody rests | never idle | verdict |\n";
    text += "|---|---|---|---|---|---|---|\n";
    for Row { seen, model, verdict } in rows {
        let (what, hours) = (seen.count.said().en, seen.after.0 as f64 / 60.0);
        text += &format!("| {what} | {hours} | {:.2} M | ", seen.millions);
        model.iter().for_each(|millions| text += &format!("{millions:.2} M | "));
        text += &format!("{} |\n", verdict.said().en);
    }
    text + &format!("\n{}\n", case.word.en)
}

#[test]
fn the_model_says_of_each_city_what_the_page_says_it_does() {
    let (page, mut stale) = (include_str!("../../docs/calibration.md"), false);
    for case in &CASES {
        let rows = case.rows(&common::protocol(), REPLICATIONS, SCALE);
        let text = text(case, &rows);
        println!("{text}");
        for row in &rows {
            assert_eq!(row.verdict, row.seen.verdict, "{}: {row:?}", case.name.en);
        }
        stale |= !page.contains(&text);
    }
    assert!(!stale, "docs/calibration.md is not what is printed");
}

/// One replication of a twentieth scatters by some 4 %, since plates end in waves: this many of
/// each leave 2 to 3 % of their ratio to chance.
const SCALED: u64 = 4;

#[test]
fn a_twentieth_of_a_city_says_what_a_twelfth_says() {
    for case in &CASES[1..2] {
        let [small, large] = [SCALE, 12].map(|scale| case.rows(&common::protocol(), SCALED, scale));
        for (small, large) in small.iter().zip(&large) {
            for (small_m, large_m) in small.model.iter().zip(&large.model) {
                let share = small_m / large_m - 1.0;
                assert!(share.abs() < 0.05, "{}: {share:.3} at {:?}", case.name.en, small.seen);
            }
        }
    }
}

#[test]
fn everybody_who_was_sampled_is_asked_to_come_and_harder_work_never_samples_fewer() {
    for case in &CASES {
        let rows = case.rows(&common::protocol(), 1, 5 * SCALE);
        for row in rows.iter().filter(|row| row.seen.count == Count::Sampled) {
            assert!(row.seen.millions <= f64::from(case.people) / 1e6);
            let [rested, nobody, never] = row.model;
            assert!(rested <= nobody * 1.001 && nobody <= never * 1.001, "{row:?}");
        }
        for drive in DRIVES {
            let scenario = case.scenario(&common::protocol(), drive, SCALE);
            let day = trial(&scenario, 1, 0);
            assert!(day.expected.abs_diff(u64::from(case.people / SCALE)) <= 2);
            if drive == Drive::LanesNeverIdle {
                let limit = u64::from(case.people / SCALE);
                assert!(day.sampled.total() <= limit + 2 && day.stranded == 0);
            }
        }
    }
}
