//! Charts of control wells: how far a reading lies from the mean of the first ones (Levey and
//! Jennings 1950), and which of Westgard's rules it breaks (Westgard, Barry, Hunt and Groth 1981).
//!
//! Which rules warn, which reject, and how many points the mean is made of are the protocol's
//! ([`QualityRule`]). Limits are compared as whole numbers, so that no point lies beyond one on
//! one machine and on it on another.

use crate::ct::Ct;
use crate::protocol::QualityRule;
use crate::term::{ChartMark, Control, ControlRule};

/// What a control well read of one target.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Point {
    /// The cycle number; nothing where no curve rose.
    pub ct: Option<Ct>,
    /// Every control of its run was within the kit's limits.
    pub valid: bool,
}

/// A lot that a lab began to use.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Lot {
    /// Of the fact, in the region's ledger.
    pub seq: u64,
    /// Of one control material alone; of the whole kit where absent.
    pub control: Option<Control>,
    /// Its number, as the package has it.
    pub number: String,
}

/// Which lots of the kit and of a control a plate was laid out with, by the number of that fact and
/// the lots of its lab and kit in the order they were begun. A plate that was laid out before keeps
/// its lots, whenever it is read; another lot is another chart, with a baseline of its own.
pub fn lots_of(lots: &[Lot], control: Control, loaded: u64) -> [Option<&str>; 2] {
    let last = |of: Option<Control>| {
        let mut own = lots.iter().filter(|lot| lot.control == of && lot.seq < loaded);
        own.next_back().map(|lot| lot.number.as_str())
    };
    [last(None), last(Some(control))]
}

/// How a point stands, and which rules it breaks.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Judged {
    /// How it stands.
    pub mark: ChartMark,
    /// Rules that it breaks, of those that the protocol asks for.
    pub broken: Vec<ControlRule>,
}

/// A chart of one lab, kit, machine, control and target.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Chart {
    /// Mean and standard deviation; nothing while there are too few points.
    pub limits: Option<Limits>,
    /// One for each point, in their order.
    pub judged: Vec<Judged>,
}

/// Mean and standard deviation of the first points.
///
/// Invariant: `count >= 2`. The mean is `sum / count` hundredths of a cycle, the variance of the
/// sample `spread / (count * (count - 1))`.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Limits {
    count: i128,
    sum: i128,
    spread: i128,
}

impl Limits {
    /// Of points, with a least standard deviation; nothing of fewer than two.
    pub fn of(points: &[Ct], deviation_min: Ct) -> Option<Limits> {
        let count = i128::try_from(points.len()).ok().filter(|count| *count >= 2)?;
        let values = || points.iter().map(|ct| i128::from(ct.0));
        let sum: i128 = values().sum();
        let squares: i128 = values().map(|value| value * value).sum();
        let least = count * (count - 1) * i128::from(deviation_min.0).pow(2);
        Some(Limits { count, sum, spread: (count * squares - sum * sum).max(least) })
    }

    /// The mean, in cycles.
    pub fn mean(&self) -> f64 {
        self.sum as f64 / self.count as f64 / 100.0
    }

    /// The standard deviation, in cycles.
    pub fn deviation(&self) -> f64 {
        (self.spread as f64 / (self.count * (self.count - 1)) as f64).sqrt() / 100.0
    }

    /// On which side of the mean a point lies farther than so many standard deviations: 1 above, -1
    /// below, 0 within.
    fn beyond(&self, ct: Ct, deviations: i128) -> i128 {
        let away = self.count * i128::from(ct.0) - self.sum;
        let limit = deviations.pow(2) * self.spread * self.count;
        if away.pow(2) * (self.count - 1) > limit { away.signum() } else { 0 }
    }
}

/// The chart of points in the order of their time. The first points of runs that held make the
/// limits and are not judged by them; what a failed run read, or what has no curve, is shown and
/// neither judged nor counted by the rules for points in a row.
pub fn chart(rule: &QualityRule, points: &[Point]) -> Chart {
    let counts = points.iter().filter(|point| point.valid).filter_map(|point| point.ct);
    let baseline = usize::from(rule.baseline);
    let first: Vec<Ct> = counts.take(baseline).collect();
    let limits = Some(first).filter(|first| first.len() >= baseline);
    let limits = limits.and_then(|first| Limits::of(&first, rule.deviation_min));
    let mut counted = 0;
    let mut row: Vec<Ct> = Vec::new();
    let judge = |point: &Point| {
        let plain = |mark| Judged { mark, broken: Vec::new() };
        let ct = match (point.valid, point.ct) {
            (false, _) => return plain(ChartMark::Failed),
            (true, None) => return plain(ChartMark::NoCurve),
            (true, Some(ct)) => ct,
        };
        counted += 1;
        match limits.filter(|_| counted > baseline) {
            None => plain(ChartMark::Baseline),
            Some(limits) => {
                row.push(ct);
                judged(rule, &limits, &row)
            }
        }
    };
    Chart { limits, judged: points.iter().map(judge).collect() }
}

/// The last point of a row.
fn judged(rule: &QualityRule, limits: &Limits, row: &[Ct]) -> Judged {
    let broken = |rules: &[ControlRule]| -> Vec<ControlRule> {
        rules.iter().copied().filter(|rule| breaks(*rule, limits, row)).collect()
    };
    let (rejecting, warning) = (broken(&rule.rejects), broken(&rule.warns));
    let mark = match (rejecting.is_empty(), warning.is_empty()) {
        (false, _) => ChartMark::Rejected,
        (true, false) => ChartMark::Warned,
        (true, true) => ChartMark::Within,
    };
    Judged { mark, broken: rejecting.into_iter().chain(warning).collect() }
}

/// Whether the last point of a row breaks a rule, together with those before it.
fn breaks(rule: ControlRule, limits: &Limits, row: &[Ct]) -> bool {
    let sides = |count: usize, deviations: i128| {
        let from = row.len().checked_sub(count)?;
        Some(row[from..].iter().map(move |ct| limits.beyond(*ct, deviations)))
    };
    let on_one_side = |count, deviations| {
        sides(count, deviations).is_some_and(|sides| {
            let total: i128 = sides.sum();
            total.unsigned_abs() == count as u128
        })
    };
    match rule {
        ControlRule::OneBeyondTwo => on_one_side(1, 2),
        ControlRule::OneBeyondThree => on_one_side(1, 3),
        ControlRule::TwoBeyondTwo => on_one_side(2, 2),
        ControlRule::FourBeyondOne => on_one_side(4, 1),
        ControlRule::Ten => on_one_side(10, 0),
        // Also across runs: most plates carry one well of a control.
        ControlRule::Range => sides(2, 2).is_some_and(|sides| sides.product::<i128>() == -1),
    }
}
