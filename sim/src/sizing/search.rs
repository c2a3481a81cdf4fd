//! What all steps of the search share: replications of a recipe.

use std::ops::Range;
use std::sync::atomic::Ordering;

use super::walks::Walks;
use crate::bounds::Bounds;
use crate::pace::Pace;
use crate::recipe::Recipe;
use crate::replicate::{Watch, on_all_cores};
use crate::scenario::Scenario;
use crate::staffing::{City, Staffing};
use crate::trial::Trial;

/// Replications that a guess must pass before it is turned down, and each turn of a lever; and
/// those that what is left must pass before it is worth a proof.
const LOOK: u64 = 40;
const LONG_LOOK: u64 = 120;

/// People of all replications that are kept in memory: larger cities are looked at less often.
const PEOPLE_KEPT: u64 = 100_000_000;

/// A search under way.
pub struct Search<'a> {
    pub city: &'a City,
    pub bounds: Bounds,
    pub watch: Watch<'a>,
    /// Cities simulated so far.
    pub replications: u64,
    /// Replications of a look, from the first.
    pub look: u64,
    /// Replications of a long look.
    pub long_look: u64,
    /// The sites of a long look.
    walks: Walks,
}

impl<'a> Search<'a> {
    /// Nothing simulated yet.
    pub fn new(city: &'a City, bounds: Bounds, seed: u64, watch: Watch<'a>) -> Search<'a> {
        let long_look = (PEOPLE_KEPT / city.people().max(1)).clamp(LOOK, LONG_LOOK);
        let look = if city.people() * LONG_LOOK <= PEOPLE_KEPT / 4 { LONG_LOOK } else { LOOK };
        let walks = Walks::new(seed, long_look);
        Search { city, bounds, watch, replications: 0, look, long_look, walks }
    }

    /// What a recipe stands for.
    pub fn scenario(&self, recipe: &Recipe) -> (Staffing, Scenario) {
        let staffing = recipe.staffing(self.city, &self.bounds);
        let scenario = self.city.scenario(&staffing);
        (staffing, scenario)
    }

    /// Replications of a recipe.
    pub fn trials(&mut self, recipe: &Recipe, replications: Range<u64>) -> Vec<Trial> {
        self.played(recipe, replications.collect(), self.watch, |trial| trial)
    }

    /// The same, each made small by `keep` at once.
    pub fn played<R: Send>(
        &mut self,
        recipe: &Recipe,
        replications: Vec<u64>,
        watch: Watch<'_>,
        keep: impl Fn(Trial) -> R + Sync,
    ) -> Vec<R> {
        let (_, scenario) = self.scenario(recipe);
        self.walks.prepare(&scenario);
        let pace = Pace::of(&scenario);
        let one = |replication| keep(self.walks.play(&scenario, &pace, replication));
        let kept = on_all_cores(replications, watch, one);
        self.replications += kept.len() as u64;
        kept
    }

    /// Whether it was stopped from outside.
    pub fn stopped(&self) -> bool {
        self.watch.stop.load(Ordering::Relaxed)
    }
}
