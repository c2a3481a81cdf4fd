//! The smallest staffing that keeps the goals: arithmetic gives a first guess, the simulation
//! says what is late and that is turned up, then every lever is turned down again as far as it
//! goes (bisection under common random numbers), and what is left is proven.

use std::ops::Range;
use std::sync::OnceLock;
use std::sync::atomic::{AtomicBool, Ordering};

use tenfold_domain::time::Minutes;

use crate::binomial::replications_needed;
use crate::books::recollected_in_time;
use crate::bounds::Bounds;
use crate::city::played;
use crate::pace::Pace;
use crate::recipe::{Lever, Recipe, early_hours_max};
use crate::replicate::{Watch, on_all_cores as replicate};
use crate::sampled::Sampled;
use crate::scenario::Scenario;
use crate::staffing::{City, Staffing};
use crate::stream::Stream;
use crate::summary::{CONFIDENCE, PROBABILITY_GOAL};
use crate::trial::Trial;

/// Replications that a guess must pass before it is turned down, and each turn of a lever.
const LOOK: u64 = 40;

/// Replications that show what is late, while much is.
const GLANCE: u64 = 4;

/// Most times that something is turned up: no endless search.
const GROWTHS_MAX: usize = 80;

/// Most late replications that the proof still bears.
const LATE_MAX: u32 = 2;

/// Most times that the proof is tried again.
const PROOFS_MAX: usize = 8;

/// Confidence of one look of the proof. Several looks and several tries would each have their
/// chance to err: each is held to so much more that together they err as seldom as
/// [`CONFIDENCE`] says (Bonferroni).
const LOOK_CONFIDENCE: f64 =
    1.0 - (1.0 - CONFIDENCE) / (PROOFS_MAX as f64 * (LATE_MAX as f64 + 1.0));

/// The first replication of the proof: none that the search has looked at, for a plan that was
/// chosen on some days proves nothing by them.
const PROOF_FROM: u64 = 1_000_000;

/// No tube is sealed sooner after its first swab for want of people: it would hold too few.
const SEAL_AFTER_MIN: Minutes = Minutes(30);

/// What was found.
#[derive(Clone, Debug)]
pub struct Sized {
    /// The least of everything.
    pub bounds: Bounds,
    /// What was turned how far.
    pub recipe: Recipe,
    /// The staffing.
    pub staffing: Staffing,
    /// What is simulated.
    pub scenario: Scenario,
    /// Whether and how surely the goals are kept.
    pub outcome: Outcome,
    /// Cities simulated on the way.
    pub replications: u64,
}

/// How a search ended.
#[derive(Clone, Copy, PartialEq, Debug)]
pub enum Outcome {
    /// With so many late of so many fresh replications, at least [`PROBABILITY_GOAL`] of all are
    /// in time, at [`CONFIDENCE`] (exact binomial).
    Proven {
        /// Replications.
        of: u32,
        /// Late ones.
        late: u32,
    },
    /// Not kept with everything turned up that can be: what is still late.
    Short(Faults),
    /// Stopped from outside; the staffing is the best so far and not proven.
    Stopped,
}

/// What was late in some trials; each counts trials.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Faults {
    /// Looked at.
    pub of: u32,
    /// Somebody had no outcome within the goal.
    pub everybody: u32,
    /// Less than half had one from own labs within the half goal.
    pub half: u32,
    /// A tube was too old at the lab, or never got there.
    pub tubes: u32,
    /// Any of these.
    pub any: u32,
    /// Too many second swabs were late, over all trials.
    pub recollections: bool,
}

impl Faults {
    /// Whether anything is late.
    pub fn is_any(&self) -> bool {
        self.any > 0 || self.recollections
    }

    /// Of some trials.
    pub fn of(trials: &[Trial]) -> Faults {
        let count = |fault: fn(crate::books::Holds) -> bool| {
            trials.iter().filter(|trial| fault(trial.holds())).count() as u32
        };
        Faults {
            of: trials.len() as u32,
            everybody: count(|holds| !holds.everybody),
            half: count(|holds| !holds.half),
            tubes: count(|holds| !holds.tubes),
            any: count(|holds| !holds.all()),
            recollections: !recollected_in_time(trials),
        }
    }
}

/// A search under way.
struct Search<'a> {
    city: &'a City,
    bounds: Bounds,
    seed: u64,
    watch: Watch<'a>,
    replications: u64,
    /// The sites of the first [`LOOK`] replications, and of which sites and lanes they are.
    walked: Option<(Scenario, Vec<OnceLock<Sampled>>)>,
}

/// Finds the smallest staffing of a city. Ends by itself: after [`GROWTHS_MAX`] steps up or when
/// nothing is left to turn up it says what is short.
pub fn size(city: &City, seed: u64, watch: Watch<'_>) -> Sized {
    let bounds = Bounds::of(city);
    let mut recipe = Recipe::start(city, &bounds);
    let mut search = Search { city, bounds, seed, watch, replications: 0, walked: None };
    let hopeless = search.bounds.never.iter().any(|never| !never.is_of_degree());
    let mut outcome = Outcome::Short(Faults::default());
    if !hopeless {
        let grown = search.grow(&mut recipe, 0, &[GLANCE, LOOK]);
        outcome = match grown {
            Some(faults) => Outcome::Short(faults),
            None => {
                search.trim(&mut recipe);
                search.prove(&mut recipe)
            }
        };
    }
    if watch.stop.load(Ordering::Relaxed) {
        outcome = Outcome::Stopped;
    }
    let (staffing, scenario) = search.scenario(&recipe);
    let Search { bounds, replications, .. } = search;
    Sized { bounds, recipe, staffing, scenario, outcome, replications }
}

impl Search<'_> {
    fn scenario(&self, recipe: &Recipe) -> (Staffing, Scenario) {
        let staffing = recipe.staffing(self.city, &self.bounds);
        let scenario = self.city.scenario(&staffing);
        (staffing, scenario)
    }

    fn trials(&mut self, recipe: &Recipe, replications: Range<u64>) -> Vec<Trial> {
        let (_, scenario) = self.scenario(recipe);
        self.played(&scenario, replications, self.watch, |trial| trial)
    }

    /// Replications of a scenario. Those of the search have their sites walked once for as long
    /// as only vehicles, labs and squads are turned.
    fn played<R: Send>(
        &mut self,
        scenario: &Scenario,
        replications: Range<u64>,
        watch: Watch<'_>,
        keep: impl Fn(Trial) -> R + Sync,
    ) -> Vec<R> {
        let same = |(of, _): &(Scenario, _)| of.has_same_sites(scenario);
        if !self.walked.as_ref().is_some_and(same) {
            let none = (0..LOOK).map(|_| OnceLock::new()).collect();
            self.walked = Some((scenario.clone(), none));
        }
        let walked = self.walked.as_ref().map(|(_, walked)| &walked[..]).unwrap_or_default();
        let (pace, seed) = (Pace::of(scenario), self.seed);
        let one = |replication: u64| {
            let root = Stream::root(seed, replication);
            let walk = || {
                let mut sampled = Sampled::of(scenario, &pace, root, &mut ());
                // The hours of thousands of sites would fill the memory, and nobody looks here.
                sampled.sites.iter_mut().for_each(|site| site.hours = Vec::new());
                sampled
            };
            let play = |sampled: &Sampled| {
                keep(played(scenario, &pace, (seed, replication), sampled, &mut ()))
            };
            match walked.get(replication as usize) {
                Some(slot) => play(slot.get_or_init(walk)),
                None => play(&walk()),
            }
        };
        let kept = replicate(replications, watch, one);
        self.replications += kept.len() as u64;
        kept
    }

    fn stopped(&self) -> bool {
        self.watch.stop.load(Ordering::Relaxed)
    }

    /// Turns up whatever is late until nothing is in so many replications, few first; gives what
    /// is still late when nothing is left to turn up.
    fn grow(&mut self, recipe: &mut Recipe, from: u64, looks: &[u64]) -> Option<Faults> {
        let mut look = 0;
        for _ in 0..GROWTHS_MAX {
            let trials = self.trials(recipe, from..from + looks[look]);
            let faults = Faults::of(&trials);
            if self.stopped() {
                return None;
            }
            if !faults.is_any() {
                look += 1;
                if look == looks.len() {
                    return None;
                }
                continue;
            }
            let before = recipe.clone();
            self.mend(recipe, &trials, faults);
            if *recipe == before {
                return Some(faults);
            }
        }
        Some(Faults { of: 0, any: 1, ..Faults::default() })
    }

    /// One step up of each lever that answers for something late.
    fn mend(&self, recipe: &mut Recipe, trials: &[Trial], faults: Faults) {
        if faults.tubes > 0 {
            self.more_vehicles(recipe, trials);
        }
        if faults.recollections {
            let before = recipe.squads;
            self.up(recipe, Lever::Squads, before / 4 + 1);
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
        let limit = self.city.protocol.transport.room_limit.0;
        let stranded = trials.iter().any(|trial| trial.stranded > 0);
        let most = self.city.sites.len() as u32;
        let mut full = false;
        for lab in 0..self.city.labs.len() {
            let oldest = trials.iter().map(|trial| trial.labs[lab].oldest_minutes).max();
            if oldest.is_some_and(|oldest| oldest > limit) || (stranded && oldest > Some(0)) {
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

    /// Turns every lever down as far as nothing is late in [`LOOK`] replications. More of a lever
    /// makes nobody later, so bisection finds its end.
    fn trim(&mut self, recipe: &mut Recipe) {
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

    /// Whether nothing is late in [`LOOK`] replications; ends with the first that is.
    fn keeps(&mut self, recipe: &Recipe) -> bool {
        let (_, scenario) = self.scenario(recipe);
        let (late, outer) = (AtomicBool::new(false), self.watch);
        let done = || {
            (outer.done)();
            if outer.stop.load(Ordering::Relaxed) {
                late.store(true, Ordering::Relaxed);
            }
        };
        let watch = Watch { done: &done, stop: &late };
        let kept = self.played(&scenario, 0..LOOK, watch, |mut trial| {
            if !trial.holds().all() {
                late.store(true, Ordering::Relaxed);
            }
            trial.sites = Vec::new();
            trial
        });
        !late.load(Ordering::Relaxed) && recollected_in_time(&kept)
    }

    /// Fresh replications until the goal is proven; where they show too many late, what is late
    /// is turned up and the proof begins again with others.
    fn prove(&mut self, recipe: &mut Recipe) -> Outcome {
        let mut from = PROOF_FROM;
        let mut faults = Faults::default();
        for _ in 0..PROOFS_MAX {
            let mut seen = Vec::new();
            for late in 0..=LATE_MAX {
                let of = replications_needed(late, PROBABILITY_GOAL, LOOK_CONFIDENCE);
                let begun = seen.len() as u64;
                seen.extend(self.trials(recipe, from + begun..from + u64::from(of)));
                if self.stopped() {
                    return Outcome::Stopped;
                }
                faults = Faults::of(&seen);
                if faults.any <= late && !faults.recollections {
                    return Outcome::Proven { of, late: faults.any };
                }
                if faults.any > LATE_MAX || faults.recollections {
                    break;
                }
            }
            from += seen.len() as u64;
            let before = recipe.clone();
            self.mend(recipe, &seen, faults);
            if *recipe == before {
                break;
            }
        }
        Outcome::Short(faults)
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

fn mean(trials: &[Trial], of: impl Fn(&Trial) -> f64) -> f64 {
    trials.iter().map(of).sum::<f64>() / trials.len().max(1) as f64
}

fn swabbed_by(trial: &Trial, span: Minutes) -> f64 {
    let bins = (span.0 / crate::trial::BIN.0).max(0) as usize;
    trial.sampled.bins.iter().take(bins).map(|count| f64::from(*count)).sum()
}
