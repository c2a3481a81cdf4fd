//! The difference of two variants, replication by replication.

use super::figure::{Kind, Reading};
use crate::draw::normal_quantile;
use crate::mean::Mean;
use crate::summary::quantile;

/// One figure of one variant.
#[derive(Clone, Copy, PartialEq, Debug, Default)]
pub struct Value {
    /// Replications that tell it: fewer than all where it sometimes never comes.
    pub told: usize,
    /// Sum of parts over sum of wholes; `None` where nothing tells it.
    pub mean: Option<f64>,
    /// By then half of the replications had it; `None` where fewer ever did.
    pub median: Option<f64>,
    /// 95 % of the replications are not above.
    pub p95: Option<f64>,
}

/// A difference, second less first.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Paired {
    /// Pairs in which both tell the figure.
    pub pairs: usize,
    /// Pairs in which one of them never comes to it. The difference is then one of those that do,
    /// and is told apart from nothing: the worst days are missing from it.
    pub missing: usize,
    /// The difference; `None` without a pair.
    pub difference: Option<f64>,
    /// Lower end of its interval; minus infinity below two pairs.
    pub low: f64,
    /// Upper end.
    pub high: f64,
    /// Equal in every pair.
    pub same: bool,
}

/// What may be said of a difference.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Verdict {
    /// More than the first, told apart from zero.
    More,
    /// Less than the first, told apart from zero.
    Less,
    /// Not told apart.
    Open,
    /// Equal in every pair.
    Same,
}

impl Paired {
    /// What may be said of it.
    pub fn verdict(&self) -> Verdict {
        if self.same {
            Verdict::Same
        } else if self.missing > 0 || self.difference.is_none() {
            Verdict::Open
        } else if self.low > 0.0 {
            Verdict::More
        } else if self.high < 0.0 {
            Verdict::Less
        } else {
            Verdict::Open
        }
    }
}

/// One figure over replications.
pub fn value(readings: &[Option<Reading>]) -> Value {
    let told: Vec<Reading> = readings.iter().flatten().copied().collect();
    let mut numbers: Vec<f64> = readings
        .iter()
        .map(|reading| match reading {
            Some(Reading { part, whole }) if *whole > 0.0 => part / whole,
            Some(_) => 0.0,
            None => f64::INFINITY,
        })
        .collect();
    numbers.sort_unstable_by(f64::total_cmp);
    let at = |share| quantile(&numbers, share).copied().filter(|number| number.is_finite());
    Value { told: told.len(), mean: ratio(&told), median: at(0.5), p95: at(0.95) }
}

fn ratio(readings: &[Reading]) -> Option<f64> {
    let whole: f64 = readings.iter().map(|reading| reading.whole).sum();
    (whole > 0.0).then(|| readings.iter().map(|reading| reading.part).sum::<f64>() / whole)
}

/// Second less first, of as many readings, in the same order of replications. The true difference
/// lies in the interval with `confidence`, above 0 and below 1, if differences are normal or many.
///
/// Numbers: Student's interval of the differences. Shares of a whole: the same of what each
/// replication adds to the ratio, part less ratio times whole over the mean whole (the ratio
/// estimator of Cochran, Sampling Techniques, 1977, 6.4); with wholes of 1 that is the number
/// itself. Yes or no: the adjusted interval of Bonett and Price (2012), which does not shrink to
/// nothing where no pair differs and agrees with the exact test of McNemar about what is told
/// apart.
pub fn paired(
    kind: Kind,
    first: &[Option<Reading>],
    second: &[Option<Reading>],
    confidence: f64,
) -> Paired {
    let all = || first.iter().zip(second);
    let both: Vec<(Reading, Reading)> = all().filter_map(|(a, b)| Some(((*a)?, (*b)?))).collect();
    let (left, right): (Vec<Reading>, Vec<Reading>) = both.iter().copied().unzip();
    let missing = all().filter(|(a, b)| a.is_some() != b.is_some()).count();
    let mut out = Paired {
        pairs: both.len(),
        missing,
        difference: ratio(&right).zip(ratio(&left)).map(|(b, a)| b - a),
        low: f64::NEG_INFINITY,
        high: f64::INFINITY,
        same: !both.is_empty() && missing == 0 && both.iter().all(|(a, b)| a == b),
    };
    let Some(difference) = out.difference else { return out };
    if kind == Kind::YesNo {
        (out.low, out.high) = adjusted(&both, confidence);
        return out;
    }
    if out.same {
        // What is equal to the last bit differs by nothing, not by a rounding error.
        (out.difference, out.low, out.high) = (Some(0.0), 0.0, 0.0);
        return out;
    }
    let steps: Vec<f64> = steps(&right).zip(steps(&left)).map(|(b, a)| b - a).collect();
    let mean = Mean::of(&steps, confidence);
    out.low = difference - mean.half_width;
    out.high = difference + mean.half_width;
    out
}

/// What each replication adds to its ratio; their mean is 0.
fn steps(readings: &[Reading]) -> impl Iterator<Item = f64> {
    let mean = ratio(readings).unwrap_or_default();
    let whole: f64 = readings.iter().map(|reading| reading.whole).sum();
    let whole = whole / readings.len() as f64;
    readings.iter().map(move |reading| (reading.part - mean * reading.whole) / whole)
}

/// Bonett and Price 2012, equation 2: one pair is added to each kind of pair that differs.
fn adjusted(pairs: &[(Reading, Reading)], confidence: f64) -> (f64, f64) {
    let count = |won: bool| {
        let differs = |pair: &&(Reading, Reading)| match won {
            true => pair.1.part > pair.0.part,
            false => pair.1.part < pair.0.part,
        };
        pairs.iter().filter(differs).count() as f64
    };
    let of = pairs.len() as f64 + 2.0;
    let (won, lost) = ((count(true) + 1.0) / of, (count(false) + 1.0) / of);
    let error = ((won + lost - (won - lost) * (won - lost)) / of).sqrt();
    let half_width = normal_quantile((1.0 + confidence) / 2.0) * error;
    ((won - lost - half_width).max(-1.0), (won - lost + half_width).min(1.0))
}
