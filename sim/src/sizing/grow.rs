//! What is late says what is turned up.

use std::cmp::Reverse;

use tenfold_domain::time::Minutes;

use super::look::Look;
use super::search::Search;
use super::{Doing, Faults};
use crate::recipe::{Lever, Recipe};
use crate::trial::{BIN, Trial};

/// Most times that something is turned up: no endless search.
const GROWTHS_MAX: usize = 80;

/// No tube is sealed sooner after its first swab for want of people: it would hold too few.
const SEAL_AFTER_MIN: Minutes = Minutes(30);

/// Days looked at when something is tried against those who are late.
const WORST_DAYS: usize = 4;

/// Share of people by whose outcomes tries are compared.
const NEARLY: f64 = 0.98;

/// The least and the most that thermocyclers grow by at once, as a share of them.
const STEPS: (f64, f64) = (1.0 / 16.0, 1.0 / 4.0);

/// Fewer days than this do not tell rare from often.
const RARE_OF_MIN: u32 = 16;

/// Minutes by which these must come sooner, on average, for a try to be worth its price.
const WORTH_MINUTES: f64 = 1.0;

impl Search<'_> {
    /// Turns up whatever is late until nothing is in so many replications, nor foreseen; gives
    /// what is still late when nothing is left to turn up. What is only foreseen is left to the
    /// proof then.
    pub fn grow(&mut self, recipe: &mut Recipe, looks: &[u64], doing: Doing) -> Option<Faults> {
        let mut looks = looks.iter().copied().map(Look::new);
        let mut look = looks.next()?;
        for _ in 0..GROWTHS_MAX {
            self.tell(doing, recipe);
            let (faults, trials) = look.at(self, recipe);
            if self.stopped() {
                return None;
            }
            if !faults.is_any() {
                look = looks.next()?;
            } else if !self.mend(recipe, &trials, faults) {
                let seen = Faults { of: faults.of, ..Faults::of(&trials) };
                return Some(seen).filter(Faults::is_any);
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
            // Now and then a plate of the last wave runs twice: only time mends that. Late every
            // other day is another matter.
            let rare = faults.of >= RARE_OF_MIN && faults.everybody * 4 < faults.of;
            let earlier = || recipe.ends_earlier(self.city, &self.bounds);
            match rare.then(earlier).flatten() {
                Some(earlier) => *recipe = earlier,
                None => self.sooner(recipe, trials, *recipe == before),
            }
        }
        // Where labs are late, second swabs are too, and no squad mends that.
        if faults.recollections && (faults.everybody == 0 || *recipe == before) {
            self.up(recipe, Lever::Squads, recipe.squads / 4 + 1);
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

    /// Outcomes come too late: of all that could bring them sooner, a step of what does so for the
    /// least money a minute, on the worst days; where nothing does, the last day ends earlier. The
    /// trials are of the recipe as it is now, or of one that something else was late of, too.
    fn sooner(&mut self, recipe: &mut Recipe, trials: &[Trial], are_of_it: bool) {
        let mut worst: Vec<&Trial> = trials.iter().collect();
        worst.sort_by_key(|trial| (Reverse(self.nearly_all(trial)), trial.replication));
        worst.truncate(WORST_DAYS);
        let seen = self.end(worst.iter().copied());
        let worst: Vec<u64> = worst.iter().map(|day| day.replication).collect();
        let ends = if are_of_it { seen } else { self.ends(recipe, &worst) };
        let cost = self.cost(recipe);
        // A lab that is a tenth too late needs a tenth more at least.
        let late = ends / self.city.goal.0 as f64 - 1.0;
        let step = |cyclers: u32| (f64::from(cyclers) * late.clamp(STEPS.0, STEPS.1)) as u32 + 1;
        let more = |lever, by| recipe.turned_up(lever, by, self.city, &self.bounds);
        let has_room = |recipe: &Recipe| recipe.has_room(self.city, &self.bounds);
        let tries = [
            more(Lever::OwnCyclers, step(recipe.cyclers_own)),
            more(Lever::OtherCyclers, step(recipe.cyclers_other)),
            more(Lever::First, 2).filter(has_room),
            recipe.ends_earlier(self.city, &self.bounds),
        ];
        let mut best = (0.0, None);
        for tried in tries.iter().flatten() {
            let saved = ends - self.ends(tried, &worst);
            let worth = saved / (self.cost(tried) - cost).max(1.0);
            if saved >= WORTH_MINUTES && worth > best.0 {
                best = (worth, Some(tried.clone()));
            }
        }
        // A step may help only with the next: a lab of few thermocyclers is no help yet.
        let [own, other, _, ends_earlier] = tries;
        if let Some(better) = best.1.or(ends_earlier).or(own).or(other) {
            *recipe = better;
        }
    }

    /// What a recipe's staffing costs, in yuan.
    fn cost(&self, recipe: &Recipe) -> f64 {
        self.city.cost(&recipe.staffing(self.city, &self.bounds))
    }

    /// Minutes from the start until nearly all have an outcome, on average over some replications.
    fn ends(&mut self, recipe: &Recipe, replications: &[u64]) -> f64 {
        let trials = self.days(recipe, replications.to_vec());
        self.end(trials.iter())
    }

    fn end<'t>(&self, trials: impl ExactSizeIterator<Item = &'t Trial>) -> f64 {
        let number = trials.len().max(1) as f64;
        trials.map(|trial| self.nearly_all(trial) as f64).sum::<f64>() / number
    }

    /// Minutes until [`NEARLY`] of all have an outcome; twice the goal where they never have, or
    /// somebody is left standing. The last few are those whose plate ran twice, by chance, which
    /// hides what a step does.
    fn nearly_all(&self, trial: &Trial) -> i64 {
        let never = 2 * self.city.goal.0;
        if trial.sites.iter().any(|site| site.unsampled > 0) {
            return never;
        }
        let count = (trial.expected as f64 * NEARLY) as u64;
        trial.resulted.reaches(count).map_or(never, |span| span.0)
    }

    /// A lab whose tubes are too old, or do not come, gets more vehicles; where more than one for
    /// each site is no help, tubes are sealed earlier, which makes some of them short.
    fn more_vehicles(&self, recipe: &mut Recipe, trials: &[Trial]) {
        let stranded = trials.iter().any(|trial| trial.stranded > 0);
        let most = self.city.sites.len() as u32;
        let mut full = false;
        for (lab, too_late) in self.labs_too_late(trials).into_iter().enumerate() {
            let used = trials.iter().any(|trial| trial.labs[lab].oldest_minutes > 0);
            if too_late || (stranded && used) {
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
        if let Some(more) = recipe.turned_up(lever, by, self.city, &self.bounds) {
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
