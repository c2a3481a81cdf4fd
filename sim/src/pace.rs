//! What a scenario says about work, made ready for millions of draws: laws as tables, and how
//! fast anybody works at any moment.

use tenfold_domain::time::{At, MINUTE_MS, Minutes};

use crate::draw::Law;
use crate::scenario::{Failure, Scenario, Span};
use crate::trial::BIN;

/// Milliseconds of a bin.
const BIN_MS: i64 = BIN.0 * MINUTE_MS;

/// Share of the goal that a replication may go on after it, before it is called hopeless.
const OVERTIME: i64 = 2;

/// The laws of one scenario.
#[derive(Debug)]
pub struct Pace {
    /// Temperature and code.
    pub precheck: Law,
    /// Registration by chip.
    pub chip: Law,
    /// Registration by hand.
    pub manual: Law,
    /// Registration on paper.
    pub paper: Law,
    /// The swab.
    pub swab: Law,
    /// A visit at home.
    pub home_visit: Law,
    /// A courier's stay.
    pub stop: Law,
    /// What a drive's minutes are multiplied by, in thousandths.
    pub drive: Law,
    /// Extraction of a plate.
    pub extraction: Law,
    /// A plate on the cycler.
    pub cycling: Law,
    /// Review of a plate.
    pub review: Law,
    /// A squad's way to a person, and the swab.
    pub recollect: Law,
    /// A squad's way to the lab.
    pub recollect_back: Law,
    /// Time that a second of work takes, at the sites, by bin.
    slowness: Vec<f32>,
    /// The same for drives: the night does not slow them.
    slowness_driving: Vec<f32>,
}

impl Pace {
    /// Of a scenario.
    pub fn of(scenario: &Scenario) -> Pace {
        let work = &scenario.work;
        let swab_s = 3600.0 / f64::from(scenario.protocol.staffing.persons_per_hour.max(1));
        Pace {
            precheck: Law::of(work.precheck),
            chip: Law::of(work.register_chip),
            manual: Law::of(work.register_manual),
            paper: Law::of(work.register_paper),
            swab: Law::of(Span { mean_s: swab_s, cv: work.swab_cv }),
            home_visit: Law::of(work.home_visit),
            stop: Law::of(work.stop),
            drive: Law::of(Span { mean_s: 1.0, cv: work.drive_cv }),
            extraction: Law::of(work.extraction),
            cycling: Law::of(work.cycling),
            review: Law::of(work.review),
            recollect: Law::of(work.recollect),
            recollect_back: Law::of(work.recollect_back),
            slowness: slowness(scenario, work.night_speed),
            slowness_driving: slowness(scenario, 1.0),
        }
    }

    /// A span of work at the sites that begins at an instant, both in milliseconds.
    #[inline]
    pub fn at_site(&self, begins: i64, span: i64) -> i64 {
        scaled(&self.slowness, begins, span)
    }

    /// A drive that begins at an instant, both in milliseconds; `bits` scatter it.
    pub fn driven(&self, begins: i64, minutes: f64, bits: u64) -> i64 {
        let span = minutes * MINUTE_MS as f64 * self.drive.ms(bits) as f64 / 1e3;
        scaled(&self.slowness_driving, begins, span as i64)
    }
}

#[inline]
fn scaled(slowness: &[f32], begins: i64, span: i64) -> i64 {
    let bin = (begins / BIN_MS) as usize;
    let factor = slowness.get(bin).or(slowness.last()).copied().unwrap_or(1.0);
    (span as f32 * factor) as i64
}

/// How long the books are kept: what is later is counted as never.
pub fn horizon(scenario: &Scenario) -> Minutes {
    Minutes(scenario.goal.0 * OVERTIME)
}

fn slowness(scenario: &Scenario, night_speed: f64) -> Vec<f32> {
    let bins = horizon(scenario).0 / BIN.0 + 1;
    (0..bins).map(|bin| slowness_at(scenario, night_speed, bin)).collect()
}

fn slowness_at(scenario: &Scenario, night_speed: f64, bin: i64) -> f32 {
    let at = scenario.starts_at + Minutes(bin * BIN.0);
    let hour = (at + scenario.utc_offset).hour().rem_euclid(24);
    let night = if (6..22).contains(&hour) { 1.0 } else { night_speed };
    let rain: f64 = scenario.failures.iter().map(|failure| rain_speed(failure, at)).product();
    (1.0 / (night * rain)) as f32
}

fn rain_speed(failure: &Failure, at: At) -> f64 {
    match failure {
        Failure::Rain { from_at, to_at, speed } if (*from_at..*to_at).contains(&at) => *speed,
        _ => 1.0,
    }
}

/// Share of the time between two instants that is night (22:00 to 06:00 local time).
pub(crate) fn night_share(utc_offset: Minutes, from: At, to: At) -> f64 {
    let day_ms = 24 * 60 * MINUTE_MS;
    // Night before an instant, counted from a midnight: six hours, then two more.
    let before = |at: At| {
        let local = (at + utc_offset).0;
        let (days, within) = (local.div_euclid(day_ms), local.rem_euclid(day_ms));
        let hour = 60 * MINUTE_MS;
        days * 8 * hour + within.min(6 * hour) + (within - 22 * hour).max(0)
    };
    (before(to) - before(from)) as f64 / (to.0 - from.0).max(1) as f64
}
