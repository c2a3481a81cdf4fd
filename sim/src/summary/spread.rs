//! Means and quantiles over replications.

use tenfold_domain::time::Minutes;

use crate::trial::Curve;

/// Share below the lower line of a band.
pub const LOW: f64 = 0.05;
/// Share below the upper line of a band.
pub const HIGH: f64 = 0.95;

/// One figure over replications.
#[derive(Clone, Copy, PartialEq, Debug, Default)]
pub struct Spread {
    /// Mean.
    pub mean: f64,
    /// 5 % quantile.
    pub low: f64,
    /// 95 % quantile.
    pub high: f64,
}

impl Spread {
    /// Of one value for each replication; zeros of none.
    pub fn of(values: impl Iterator<Item = f64>) -> Spread {
        let mut values: Vec<f64> = values.collect();
        values.sort_unstable_by(f64::total_cmp);
        let at = |share| quantile(&values, share).copied().unwrap_or_default();
        Spread { mean: mean(values.iter().copied()), low: at(LOW), high: at(HIGH) }
    }
}

/// A curve over replications; all three lists have the same length.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Band {
    /// Mean of each bin.
    pub mean: Vec<f64>,
    /// 5 % quantile of each bin.
    pub low: Vec<f64>,
    /// 95 % quantile of each bin.
    pub high: Vec<f64>,
}

impl Band {
    /// Of curves added up from the left; a shorter curve goes on as it ended.
    pub fn cumulated(curves: &[&Curve]) -> Band {
        let sums: Vec<Vec<f64>> = curves.iter().map(|curve| cumulated(curve)).collect();
        Band::of(&sums)
    }

    /// Of one list for each replication; a shorter list goes on as it ended.
    pub fn of(lists: &[Vec<f64>]) -> Band {
        let bins = lists.iter().map(Vec::len).max().unwrap_or_default();
        let mut band = Band::default();
        for bin in 0..bins {
            let held = |list: &Vec<f64>| list.get(bin).or(list.last()).copied().unwrap_or_default();
            let spread = Spread::of(lists.iter().map(held));
            band.mean.push(spread.mean);
            band.low.push(spread.low);
            band.high.push(spread.high);
        }
        band
    }
}

/// Counts of a curve added up from the left.
pub fn cumulated(curve: &Curve) -> Vec<f64> {
    let add = |sum: &mut f64, count: &u32| {
        *sum += f64::from(*count);
        Some(*sum)
    };
    curve.bins.iter().scan(0.0, add).collect()
}

/// When something was done, over replications.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct When {
    /// Half of the replications were done by then; `None` where fewer ever were.
    pub median: Option<Minutes>,
    /// 95 % of the replications were done by then.
    pub late: Option<Minutes>,
}

impl When {
    /// Of one time for each replication; `None` is never, and later than every time.
    pub fn of(times: impl Iterator<Item = Option<Minutes>>) -> When {
        let mut times: Vec<Minutes> = times.map(|time| time.unwrap_or(NEVER)).collect();
        times.sort_unstable();
        let at = |share| quantile(&times, share).copied().filter(|time| *time != NEVER);
        When { median: at(0.5), late: at(HIGH) }
    }
}

const NEVER: Minutes = Minutes(i64::MAX);

/// The smallest of the sorted values that at least `share` of them do not exceed.
pub fn quantile<T>(sorted: &[T], share: f64) -> Option<&T> {
    // A hair less, so that 0.95 of 20 is the 19th and not, by a last bit, the 20th.
    let rank = (sorted.len() as f64 * share - 1e-9).ceil() as usize;
    sorted.get(rank.saturating_sub(1))
}

/// The mean; 0 of none.
pub fn mean(values: impl Iterator<Item = f64>) -> f64 {
    let (mut sum, mut count) = (0.0, 0u32);
    for value in values {
        sum += value;
        count += 1;
    }
    if count == 0 { 0.0 } else { sum / f64::from(count) }
}

/// A quotient; 0 where there is nothing to divide by.
pub fn ratio(part: f64, whole: f64) -> f64 {
    if whole > 0.0 { part / whole } else { 0.0 }
}
