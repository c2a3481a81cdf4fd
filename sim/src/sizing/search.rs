//! What all steps of the search share: replications of a recipe.

use std::ops::Range;
use std::sync::atomic::Ordering;

use super::walks::Walks;
use super::{Doing, Step, Told};
use crate::bounds::Bounds;
use crate::needs::Planned;
use crate::pace::Pace;
use crate::recipe::Recipe;
use crate::replicate::{Watch, on_all_cores};
use crate::scenario::Scenario;
use crate::staffing::{City, Staffing};
use crate::trial::Trial;

/// Most replications that show what is late, while much is.
const GLANCE: u64 = 4;

/// Most replications that a guess must pass before it is turned down, and each turn of a lever;
/// and those that what is left must pass before it is worth a proof.
pub const LOOK: u64 = 40;
const LONG_LOOK: u64 = 120;

/// Fewest replications of a look.
const LOOK_MIN: u64 = 20;

/// People of all replications of a look: large cities are looked at less often. Their days differ
/// less from each other, too.
const PEOPLE_LOOKED: u64 = 400_000_000;

/// A city whose long looks are all together no more than this is always looked at long.
const PEOPLE_FEW: u64 = 25_000_000;

/// A search under way.
pub struct Search<'a> {
    pub city: &'a City,
    pub bounds: Bounds,
    pub watch: Watch<'a>,
    told: Told<'a>,
    /// Cities simulated so far.
    pub replications: u64,
    /// Replications of a glance, from the first.
    pub glance: u64,
    /// Replications of a look.
    pub look: u64,
    /// Replications of a long look.
    pub long_look: u64,
    /// The sites of a long look.
    walks: Walks,
}

impl<'a> Search<'a> {
    /// Nothing simulated yet.
    pub fn new(
        city: &'a City,
        bounds: Bounds,
        seed: u64,
        watch: Watch<'a>,
        told: Told<'a>,
    ) -> Search<'a> {
        let people = city.people().max(1);
        let long_look = (PEOPLE_LOOKED / people).clamp(LOOK_MIN, LONG_LOOK);
        let few = people * LONG_LOOK <= PEOPLE_FEW;
        let look = if few { long_look } else { long_look.min(LOOK) };
        let glance = (look / 8).min(GLANCE);
        let walks = Walks::new(seed, long_look);
        Search { city, bounds, watch, told, replications: 0, glance, look, long_look, walks }
    }

    /// Tells who watches what is done now, and with what in hand.
    pub fn tell(&self, doing: Doing, recipe: &Recipe) {
        let (staffing, scenario) = self.scenario(recipe);
        let (staffing, scenario, bounds) = (&staffing, &scenario, &self.bounds);
        (self.told)(Step {
            doing,
            planned: Planned { city: self.city, bounds, staffing, scenario },
        });
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
