//! What is late says what is turned up.

use std::cmp::Reverse;

use tenfold_domain::time::Minutes;

use super::Faults;
use super::search::Search;
use crate::recipe::{Lever, Recipe};
use crate::trial::{BIN, Trial};

/// Replications that show what is late, while much is.
const GLANCE: u64 = 4;

/// Most times that something is turned up: no endless search.
const GROWTHS_MAX: usize = 80;

/// No tube is sealed sooner after its first swab for want of people: it would hold too few.
const SEAL_AFTER_MIN: Minutes = Minutes(30);

/// Days looked at when something is tried against those who are late.
const WORST_DAYS: usize = 4;

/// Minutes by which a worst day must end earlier, on average, for a try to be worth its price.
const WORTH_MINUTES: f64 = 1.0;

impl Search<'_> {
    /// Turns up whatever is late until nothing is in a look, nor foreseen; gives what is still
    /// late when nothing is left to turn up.
    pub fn grow(&mut self, recipe: &mut Recipe) -> Option<Faults> {
        let mut look = GLANCE;
        for _ in 0..GROWTHS_MAX {
            let trials = self.trials(recipe, 0..look);
            let faults =
                if look == self.look { self.foreseen(&trials) } else { Faults::of(&trials) };
            if self.stopped() || (look == self.look && !faults.is_any()) {
                return None;
            }
            if !faults.is_any() {
                look = self.look;
            } else if !self.mend(recipe, &trials, faults) {
                return Some(faults);
            }
        }
        Some(Faults { of: 0, any: 1, ..Faults::default() })
    }

    /// One step up of each lever that answers for something late; whether any was left.
    pub fn mend(&mut self, recipe: &mut Recipe, trials: &[Trial], faults: Faults) -> bool {
        let before = recipe.clone();
        if faults.tubes > 0 {
            self.more_vehicles(recipe, trials);
        }
        if faults.recollections {
            self.up(recipe, Lever::Squads, recipe.squads / 4 + 1);
        }
        if faults.half > 0 {
            let expected: f64 = mean(trials, |trial| trial.expected as f64);
            let in_time = self.city.half_goal.0 as f64 - self.bounds.pipeline_minutes;
            let sampled = mean(trials, |trial| swabbed_by(trial, Minutes(in_time as i64)));
            // Too few swabbed by the time that still counts, or too few read.
            if sampled < expected * 0.52 {
                self.up(recipe, Lever::First, 2);
            } else {
                self.up(recipe, Lever::OwnCyclers, recipe.cyclers_own / 16 + 1);
            }
        }
        if faults.everybody > 0 && !self.crowded(recipe, trials) {
            self.earlier(recipe, trials);
        }
        *recipe != before
    }

    /// More lanes where people were left standing; whether any were.
    fn crowded(&self, recipe: &mut Recipe, trials: &[Trial]) -> bool {
        let left = |site: usize| trials.iter().any(|trial| trial.sites[site].unsampled > 0);
        let crowded: Vec<usize> = (0..recipe.extra.len()).filter(|site| left(*site)).collect();
        if crowded.len() * 4 > recipe.extra.len() {
            // Not this site or that: there are too few altogether.
            self.up(recipe, Lever::Lanes, 2);
        } else {
            crowded.iter().for_each(|site| recipe.extra[*site] += 1);
        }
        if !crowded.is_empty() {
            self.up(recipe, Lever::Teams, 1);
        }
        !crowded.is_empty()
    }

    /// The last outcome comes too late: of all that could bring it sooner, a step of what does so
    /// for the least money a minute, on the worst days.
    fn earlier(&mut self, recipe: &mut Recipe, trials: &[Trial]) {
        let mut worst: Vec<&Trial> = trials.iter().collect();
        worst.sort_by_key(|trial| (Reverse(self.took(trial)), trial.replication));
        let worst: Vec<u64> = worst.iter().take(WORST_DAYS).map(|day| day.replication).collect();
        let step = |lever, level| recipe.turned_up(lever, level, self.city);
        let tries = [
            step(Lever::OwnCyclers, recipe.cyclers_own / 16 + 1),
            step(Lever::OtherCyclers, recipe.cyclers_other / 16 + 1),
            recipe.ends_earlier(self.city, &self.bounds),
            step(Lever::Lanes, 2),
        ];
        let (ends, cost) = (self.last_outcome(recipe, &worst), self.cost(recipe));
        let mut best = (0.0, None);
        for tried in tries.into_iter().flatten() {
            let saved = ends - self.last_outcome(&tried, &worst);
            let worth = saved / (self.cost(&tried) - cost).max(1.0);
            if saved >= WORTH_MINUTES && worth > best.0 {
                best = (worth, Some(tried));
            }
        }
        // Which plates run twice is chance: where it hides what a step does, time is what helps.
        let sooner = || recipe.ends_earlier(self.city, &self.bounds);
        if let Some(better) = best.1.or_else(sooner) {
            *recipe = better;
        }
    }

    /// What a recipe's staffing costs, in yuan.
    fn cost(&self, recipe: &Recipe) -> f64 {
        self.city.cost(&recipe.staffing(self.city, &self.bounds))
    }

    /// Minutes from the start to the last outcome, on average over some replications.
    fn last_outcome(&mut self, recipe: &Recipe, replications: &[u64]) -> f64 {
        let trials = self.played(recipe, replications.to_vec(), self.watch, |trial| trial);
        mean(&trials, |trial| self.took(trial) as f64)
    }

    /// Minutes to the last outcome; twice the goal where somebody has none.
    fn took(&self, trial: &Trial) -> i64 {
        let all = trial.resulted.total() >= trial.expected;
        let last = trial.last_outcome_at.filter(|_| all);
        last.map_or(2 * self.city.goal.0, |at| (at - self.city.starts_at).0)
    }

    /// A lab whose tubes are too old, or do not come, gets more vehicles; where more than one for
    /// each site is no help, tubes are sealed earlier, which makes some of them short.
    fn more_vehicles(&self, recipe: &mut Recipe, trials: &[Trial]) {
        let too_late = self.labs_too_late(trials);
        let stranded = trials.iter().any(|trial| trial.stranded > 0);
        let most = self.city.sites.len() as u32;
        let mut full = false;
        for lab in 0..self.city.labs.len() {
            let used = trials.iter().any(|trial| trial.labs[lab].oldest_minutes > 0);
            if too_late[lab] || (stranded && used) {
                full |= recipe.vehicles[lab] >= most;
                self.up(recipe, Lever::Vehicles(lab), recipe.vehicles[lab] / 6 + 1);
            }
        }
        if full && recipe.seal_after > SEAL_AFTER_MIN {
            recipe.seal_after = SEAL_AFTER_MIN;
            recipe.vehicles = recipe.vehicles_needed(self.city, &self.bounds);
        }
    }

    fn up(&self, recipe: &mut Recipe, lever: Lever, by: u32) {
        if let Some(more) = recipe.turned_up(lever, by, self.city) {
            *recipe = more;
        }
    }
}

fn mean(trials: &[Trial], of: impl Fn(&Trial) -> f64) -> f64 {
    trials.iter().map(of).sum::<f64>() / trials.len().max(1) as f64
}

fn swabbed_by(trial: &Trial, span: Minutes) -> f64 {
    let bins = (span.0 / BIN.0).max(0) as usize;
    trial.sampled.bins.iter().take(bins).map(|count| f64::from(*count)).sum()
}
