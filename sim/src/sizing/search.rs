//! What all steps of the search share: replications of a recipe.

use std::cell::RefCell;
use std::ops::Range;
use std::rc::Rc;
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
    /// Days that showed somebody late when a lever was turned down, the last such first.
    pub doubted: Vec<u64>,
    /// What was laid out last.
    laid_out: RefCell<Option<(Recipe, LaidOut)>>,
}

/// What a recipe stands for.
pub type LaidOut = Rc<(Staffing, Scenario)>;

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
        Search {
            city,
            bounds,
            watch,
            told,
            replications: 0,
            glance,
            look,
            long_look,
            walks,
            doubted: Vec::new(),
            laid_out: RefCell::new(None),
        }
    }

    /// Tells who watches what is done now, and with what in hand.
    pub fn tell(&self, doing: Doing, recipe: &Recipe) {
        let laid_out = self.scenario(recipe);
        let ((staffing, scenario), bounds) = (&*laid_out, &self.bounds);
        (self.told)(Step {
            doing,
            planned: Planned { city: self.city, bounds, staffing, scenario },
        });
    }

    /// What a recipe stands for. Whoever is told of a recipe mostly plays it next.
    pub fn scenario(&self, recipe: &Recipe) -> LaidOut {
        let mut last = self.laid_out.borrow_mut();
        if let Some((of, laid_out)) = &*last
            && of == recipe
        {
            return Rc::clone(laid_out);
        }
        let staffing = recipe.staffing(self.city, &self.bounds);
        let scenario = self.city.scenario(&staffing);
        let laid_out = Rc::new((staffing, scenario));
        *last = Some((recipe.clone(), Rc::clone(&laid_out)));
        laid_out
    }

    /// Replications of a recipe.
    pub fn trials(&mut self, recipe: &Recipe, replications: Range<u64>) -> Vec<Trial> {
        self.days(recipe, replications.collect())
    }

    /// The same of any days.
    pub fn days(&mut self, recipe: &Recipe, days: Vec<u64>) -> Vec<Trial> {
        self.played(recipe, days, self.watch, |trial| trial)
    }

    /// The same, each made small by `keep` at once.
    pub fn played<R: Send>(
        &mut self,
        recipe: &Recipe,
        replications: Vec<u64>,
        watch: Watch<'_>,
        keep: impl Fn(Trial) -> R + Sync,
    ) -> Vec<R> {
        let laid_out = self.scenario(recipe);
        let scenario = &laid_out.1;
        self.walks.prepare(scenario);
        let (walks, pace) = (&self.walks, Pace::of(scenario));
        let one = |replication| keep(walks.play(scenario, &pace, replication));
        let kept = on_all_cores(replications, watch, one);
        self.replications += kept.len() as u64;
        kept
    }

    /// Whether it was stopped from outside.
    pub fn stopped(&self) -> bool {
        self.watch.stop.load(Ordering::Relaxed)
    }
}
