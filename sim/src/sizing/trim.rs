//! Every lever down as far as it goes.

use std::sync::atomic::{AtomicBool, Ordering};

use super::search::Search;
use crate::recipe::{Lever, Recipe};
use crate::replicate::Watch;

impl Search<'_> {
    /// Turns every lever down as far as nothing is late in a look. More of a lever
    /// makes nobody later, so bisection finds its end.
    pub fn trim(&mut self, recipe: &mut Recipe) {
        for lever in recipe.levers(self.city) {
            let mut enough = recipe.level(lever);
            let mut short = recipe.level_short(lever, &self.bounds);
            while enough > short + 1 + enough / 64 {
                let middle = short + (enough - short) / 2;
                let tried = self.turned(recipe, lever, middle);
                if self.keeps(&tried) {
                    (*recipe, enough) = (tried, middle);
                } else {
                    short = middle;
                }
                if self.stopped() {
                    return;
                }
            }
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

    /// Whether nothing is late in a look, nor foreseen; ends with the first that is.
    fn keeps(&mut self, recipe: &Recipe) -> bool {
        let (late, outer) = (AtomicBool::new(false), self.watch);
        let done = || {
            (outer.done)();
            if outer.stop.load(Ordering::Relaxed) {
                late.store(true, Ordering::Relaxed);
            }
        };
        let watch = Watch { done: &done, stop: &late };
        let kept = self.played(recipe, (0..self.look).collect(), watch, |mut trial| {
            if !trial.holds().all() {
                late.store(true, Ordering::Relaxed);
            }
            trial.sites = Vec::new();
            trial
        });
        !late.load(Ordering::Relaxed) && !self.foreseen(&kept).is_any()
    }
}
