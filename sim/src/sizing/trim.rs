//! Every lever down as far as it goes.

use std::sync::atomic::{AtomicBool, Ordering};

use super::Doing;
use super::search::Search;
use crate::recipe::{Lever, Recipe};
use crate::replicate::Watch;
use crate::staffing::LabStaffing;

impl Search<'_> {
    /// Turns every lever down as far as nothing is late in a look. More of a lever makes nobody
    /// later, so bisection finds its end.
    pub fn trim(&mut self, recipe: &mut Recipe) {
        self.tell(Doing::Trimming, recipe);
        // What takes most people first: what is turned down later can only be turned down less.
        for lever in [Lever::EarlyHours, Lever::First, Lever::Lanes] {
            self.trim_lever(recipe, lever);
        }
        for lever in [Lever::OtherCyclers, Lever::OwnCyclers] {
            self.trim_lever(recipe, lever);
        }
        self.trim_vehicles(recipe);
        for lever in [Lever::Squads, Lever::Teams] {
            self.trim_lever(recipe, lever);
        }
    }

    fn trim_lever(&mut self, recipe: &mut Recipe, lever: Lever) {
        let mut enough = recipe.level(lever);
        let mut short = recipe.level_short(lever, &self.bounds);
        while is_open(enough, short) && !self.stopped() {
            let middle = short + (enough - short) / 2;
            let tried = self.turned(recipe, lever, middle);
            if self.keeps(&tried) {
                (*recipe, enough) = (tried, middle);
                self.tell(Doing::Trimming, recipe);
            } else {
                short = middle;
            }
        }
    }

    /// Vehicles of all labs in one bisection: a lab's tubes wait for its own vehicles alone, so
    /// one look tells of every lab whether it can do with fewer.
    fn trim_vehicles(&mut self, recipe: &mut Recipe) {
        let used = recipe.staffing(self.city, &self.bounds).labs;
        let short = |(lab, given): (usize, &LabStaffing)| match given.cyclers {
            0 => recipe.vehicles[lab],
            _ => recipe.level_short(Lever::Vehicles(lab), &self.bounds),
        };
        let mut short: Vec<u32> = used.iter().enumerate().map(short).collect();
        loop {
            let mut tried = recipe.clone();
            for (number, short) in tried.vehicles.iter_mut().zip(&short) {
                if is_open(*number, *short) {
                    *number = *short + (*number - *short) / 2;
                }
            }
            if tried == *recipe {
                return;
            }
            let trials = self.trials(&tried, 0..self.look);
            if self.stopped() {
                return;
            }
            let (faults, too_late) = (self.foreseen(&trials), self.labs_too_late(&trials));
            let tubes = faults.tubes > 0 && !too_late.contains(&true);
            // Something else than the age of some lab's tubes: any lab's vehicles may be why.
            let all = tubes || faults.everybody > 0 || faults.half > 0 || faults.recollections;
            for (lab, tried) in tried.vehicles.into_iter().enumerate() {
                if tried < recipe.vehicles[lab] && (all || too_late[lab]) {
                    short[lab] = tried;
                } else {
                    recipe.vehicles[lab] = tried;
                }
            }
            self.tell(Doing::Trimming, recipe);
        }
    }

    /// A recipe with one lever turned. Other thermocyclers mean other labs for some sites, so
    /// their vehicles are fitted anew, plenty of them; they are turned down after.
    fn turned(&self, recipe: &Recipe, lever: Lever, level: u32) -> Recipe {
        let mut turned = recipe.with(lever, level);
        if matches!(lever, Lever::OwnCyclers | Lever::OtherCyclers) {
            let needed = turned.vehicles_needed(self.city, &self.bounds);
            turned.vehicles =
                needed.into_iter().map(|number| number + number.div_ceil(2)).collect();
        }
        turned
    }

    /// Whether nothing is late in a look, nor foreseen; ends with the first day that is, so those
    /// that ended others come first.
    fn keeps(&mut self, recipe: &Recipe) -> bool {
        let (late, outer) = (AtomicBool::new(false), self.watch);
        let done = || {
            (outer.done)();
            if outer.stop.load(Ordering::Relaxed) {
                late.store(true, Ordering::Relaxed);
            }
        };
        let watch = Watch { done: &done, stop: &late };
        let mut days = self.doubted.clone();
        days.extend((0..self.look).filter(|day| !self.doubted.contains(day)));
        let mut kept = self.played(recipe, days, watch, |mut trial| {
            if !trial.holds().all() {
                late.store(true, Ordering::Relaxed);
            }
            trial.sites = Vec::new();
            trial
        });
        if let Some(day) = kept.iter().find(|trial| !trial.holds().all()) {
            self.doubted.retain(|doubted| *doubted != day.replication);
            self.doubted.insert(0, day.replication);
        }
        kept.sort_unstable_by_key(|trial| trial.replication);
        !late.load(Ordering::Relaxed) && !self.foreseen(&kept).is_any()
    }
}

/// Whether there is something left to try between what is enough and what is not.
fn is_open(enough: u32, short: u32) -> bool {
    enough > short + 1 + enough / 64
}
