//! Every lever down as far as it goes.

use std::sync::atomic::{AtomicBool, Ordering};

use super::search::{LOOK, Search};
use crate::bounds::Bounds;
use crate::recipe::{Lever, Recipe};
use crate::replicate::Watch;

impl Search<'_> {
    /// Turns every lever down as far as nothing is late in [`LOOK`] replications. More of a lever
    /// makes nobody later, so bisection finds its end.
    pub fn trim(&mut self, recipe: &mut Recipe) {
        for lever in recipe.levers(self.city) {
            let mut enough = recipe.level(lever);
            let mut short = lever_floor(lever, enough, &self.bounds);
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

    /// Whether nothing is late in [`LOOK`] replications, nor foreseen; ends with the first that is.
    fn keeps(&mut self, recipe: &Recipe) -> bool {
        let (late, outer) = (AtomicBool::new(false), self.watch);
        let done = || {
            (outer.done)();
            if outer.stop.load(Ordering::Relaxed) {
                late.store(true, Ordering::Relaxed);
            }
        };
        let watch = Watch { done: &done, stop: &late };
        let kept = self.played(recipe, 0..LOOK, watch, |mut trial| {
            if !trial.holds().all() {
                late.store(true, Ordering::Relaxed);
            }
            trial.sites = Vec::new();
            trial
        });
        !late.load(Ordering::Relaxed) && !self.foreseen(&kept).is_any()
    }
}

/// A level that is not enough, or 0: below what arithmetic says nothing needs to be tried, and
/// what has no bound is at least halved at a time.
fn lever_floor(lever: Lever, enough: u32, bounds: &Bounds) -> u32 {
    let below = |bound: f64| (bound.min(f64::from(enough)) - 1.0).max(0.0) as u32;
    match lever {
        Lever::OwnCyclers => below(bounds.cyclers_own),
        Lever::Lanes | Lever::First | Lever::Teams => enough / 2,
        Lever::OtherCyclers | Lever::Squads => 0,
        Lever::Vehicles(_) => enough / 4,
    }
}
