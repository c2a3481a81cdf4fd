//! Sites: who waited where and when, and who was last.

use tenfold_domain::time::{At, Minutes};

use super::after;
use super::spread::{HIGH, Spread, When, mean, quantile, ratio};
use crate::scenario::Scenario;
use crate::trial::{SiteHour, SiteTrial, Trial};

/// One site over replications.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct SiteSummary {
    /// By hour from the start.
    pub hours: Vec<HourSummary>,
    /// People sampled.
    pub sampled: Spread,
    /// People who stood there when the last period ended.
    pub unsampled: Spread,
    /// Mean wait of its people, in minutes.
    pub wait_minutes: Spread,
    /// Longest wait of anybody there, in minutes.
    pub wait_minutes_max: Spread,
    /// Longest queue at the end of an hour, in people.
    pub queue_max: Spread,
    /// From the start until its last swab.
    pub last_swab: When,
    /// From the start until its last first outcome.
    pub last_outcome: When,
}

/// One hour of a site over replications.
#[derive(Clone, Copy, PartialEq, Debug, Default)]
pub struct HourSummary {
    /// People who came, mean.
    pub arrived: f64,
    /// People swabbed, mean.
    pub swabbed: f64,
    /// Mean wait of those swabbed, in minutes, over everybody in all replications.
    pub wait_minutes: f64,
    /// 95 % quantile, over replications, of the hour's mean wait; hours without a swab left out.
    pub wait_minutes_p95: f64,
    /// People in the queue when the hour ends, mean: all who came less all who were swabbed.
    pub queue: f64,
}

/// The site that ended last most often. A city is done when its last site is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Slowest {
    /// Index of the site.
    pub site: usize,
    /// Replications in which it was last; the first in order of several that ended together.
    pub times: usize,
}

/// Every site of the scenario.
pub fn all(scenario: &Scenario, trials: &[Trial]) -> Vec<SiteSummary> {
    let of = |site: usize| -> Vec<&SiteTrial> {
        trials.iter().filter_map(|trial| trial.sites.get(site)).collect()
    };
    (0..scenario.sites.len()).map(|site| one(scenario, &of(site))).collect()
}

fn one(scenario: &Scenario, trials: &[&SiteTrial]) -> SiteSummary {
    let each = |figure: fn(&SiteTrial) -> f64| Spread::of(trials.iter().map(|trial| figure(trial)));
    let when = |moment: fn(&SiteTrial) -> Option<At>| {
        When::of(trials.iter().map(|trial| moment(trial).map(|at| after(scenario, at))))
    };
    SiteSummary {
        hours: hours(trials),
        sampled: each(|trial| f64::from(trial.sampled)),
        unsampled: each(|trial| f64::from(trial.unsampled)),
        wait_minutes: each(|trial| {
            let waited = trial.hours.iter().map(|hour| f64::from(hour.waited_minutes)).sum();
            ratio(waited, trial.hours.iter().map(|hour| f64::from(hour.swabbed)).sum())
        }),
        wait_minutes_max: each(|trial| {
            let longest = trial.hours.iter().map(|hour| hour.waited_minutes_max).max();
            f64::from(longest.unwrap_or_default())
        }),
        queue_max: each(|trial| queue(trial).into_iter().fold(0.0, f64::max)),
        last_swab: when(|trial| trial.last_swab_at),
        last_outcome: when(|trial| trial.last_outcome_at),
    }
}

fn hours(trials: &[&SiteTrial]) -> Vec<HourSummary> {
    let queues: Vec<Vec<f64>> = trials.iter().map(|trial| queue(trial)).collect();
    let count = queues.iter().map(Vec::len).max().unwrap_or_default();
    let summary = |hour: usize| {
        let rows = || trials.iter().filter_map(move |trial| trial.hours.get(hour));
        let total = |figure: fn(&SiteHour) -> u32| -> f64 {
            rows().map(|row| f64::from(figure(row))).sum()
        };
        let swabbed = total(|row| row.swabbed);
        let mut waits: Vec<f64> = rows()
            .filter(|row| row.swabbed > 0)
            .map(|row| f64::from(row.waited_minutes) / f64::from(row.swabbed))
            .collect();
        waits.sort_unstable_by(f64::total_cmp);
        let trials = trials.len() as f64;
        HourSummary {
            arrived: ratio(total(|row| row.arrived), trials),
            swabbed: ratio(swabbed, trials),
            wait_minutes: ratio(total(|row| row.waited_minutes), swabbed),
            wait_minutes_p95: quantile(&waits, HIGH).copied().unwrap_or_default(),
            queue: mean(queues.iter().filter_map(|queue| queue.get(hour).copied())),
        }
    };
    (0..count).map(summary).collect()
}

/// People waiting at the end of each hour: a balance, exact whatever the order of service.
fn queue(trial: &SiteTrial) -> Vec<f64> {
    let step = |waiting: &mut f64, hour: &SiteHour| {
        *waiting += f64::from(hour.arrived) - f64::from(hour.swabbed);
        Some(waiting.max(0.0))
    };
    trial.hours.iter().scan(0.0, step).collect()
}

/// The site that was last in most replications; of two, the first in order.
pub fn slowest(trials: &[Trial]) -> Option<Slowest> {
    let sites = trials.iter().map(|trial| trial.sites.len()).max()?;
    let mut times = vec![0usize; sites];
    for trial in trials {
        // Somebody still without an outcome makes a site later than any that has ended.
        let end = |site: &SiteTrial| match (site.unsampled, site.last_outcome_at) {
            (0, Some(at)) => at,
            (0, None) if site.sampled == 0 => At(i64::MIN),
            _ => At(i64::MAX),
        };
        let last = trial.sites.iter().enumerate().rev().max_by_key(|(_, site)| end(site));
        if let Some((site, _)) = last.filter(|(_, site)| end(site) > At(i64::MIN)) {
            times[site] += 1;
        }
    }
    let (site, times) = times.into_iter().enumerate().rev().max_by_key(|(_, times)| *times)?;
    (times > 0).then_some(Slowest { site, times })
}

impl SiteSummary {
    /// From the start until the hour with the longest mean wait, and that wait in minutes.
    pub fn worst_hour(&self) -> Option<(Minutes, f64)> {
        let waits = self.hours.iter().map(|hour| hour.wait_minutes).enumerate().rev();
        let (hour, wait) = waits.max_by(|(_, a), (_, b)| a.total_cmp(b))?;
        Some((Minutes::hours(hour as i64), wait))
    }
}
