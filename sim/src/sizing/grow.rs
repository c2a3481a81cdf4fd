//! What is late says what is turned up.

use tenfold_domain::time::Minutes;

use super::Faults;
use super::search::{LOOK, Search};
use crate::recipe::{Lever, Recipe, early_hours_max};
use crate::trial::{BIN, Trial};

/// Replications that show what is late, while much is.
const GLANCE: u64 = 4;

/// Most times that something is turned up: no endless search.
const GROWTHS_MAX: usize = 80;

/// No tube is sealed sooner after its first swab for want of people: it would hold too few.
const SEAL_AFTER_MIN: Minutes = Minutes(30);

impl Search<'_> {
    /// Turns up whatever is late until nothing is in [`LOOK`] replications, nor foreseen; gives
    /// what is still late when nothing is left to turn up.
    pub fn grow(&mut self, recipe: &mut Recipe) -> Option<Faults> {
        let mut look = GLANCE;
        for _ in 0..GROWTHS_MAX {
            let trials = self.trials(recipe, 0..look);
            let faults = if look == LOOK { self.foreseen(&trials) } else { Faults::of(&trials) };
            if self.stopped() || (look == LOOK && !faults.is_any()) {
                return None;
            }
            if !faults.is_any() {
                look = LOOK;
            } else if !self.mend(recipe, &trials, faults) {
                return Some(faults);
            }
        }
        Some(Faults { of: 0, any: 1, ..Faults::default() })
    }

    /// One step up of each lever that answers for something late; whether any was left.
    pub fn mend(&self, recipe: &mut Recipe, trials: &[Trial], faults: Faults) -> bool {
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
        if faults.everybody > 0 {
            self.everybody(recipe, trials, faults);
        }
        *recipe != before
    }

    /// Somebody is late: more lanes where people were left standing, or where the last swab came
    /// too late; else more cyclers.
    fn everybody(&self, recipe: &mut Recipe, trials: &[Trial], faults: Faults) {
        let left = |site: usize| trials.iter().any(|trial| trial.sites[site].unsampled > 0);
        let crowded: Vec<usize> = (0..recipe.extra.len()).filter(|site| left(*site)).collect();
        for site in &crowded {
            recipe.extra[*site] += 1;
        }
        if crowded.len() * 4 > recipe.extra.len() {
            // Not this site or that: there are too few altogether.
            crowded.iter().for_each(|site| recipe.extra[*site] -= 1);
            self.up(recipe, Lever::Lanes, 2);
        }
        if !crowded.is_empty() {
            self.up(recipe, Lever::Teams, 1);
            return;
        }
        // Now and then a plate of the last wave runs twice: only time mends that. Late every day
        // is another matter.
        let rare = faults.everybody * 2 < faults.of;
        let earlier = Recipe { early_hours: recipe.early_hours + 1, ..recipe.clone() };
        if rare
            && earlier.early_hours <= early_hours_max(&self.bounds)
            && earlier.has_room(self.city, &self.bounds)
        {
            *recipe = earlier;
            return;
        }
        let other = recipe.cyclers_other < recipe.level_max(Lever::OtherCyclers, self.city);
        let before = recipe.clone();
        self.up(recipe, Lever::OwnCyclers, recipe.cyclers_own / 16 + 1);
        if other && *recipe == before {
            self.up(recipe, Lever::OtherCyclers, recipe.cyclers_other / 16 + 1);
        }
        if *recipe == before {
            self.up(recipe, Lever::Lanes, 2);
        }
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
        let level = recipe.level(lever);
        let to = (level + by).min(recipe.level_max(lever, self.city));
        if to > level {
            *recipe = recipe.with(lever, to);
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
