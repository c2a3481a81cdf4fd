//! Replications whose sites are walked once and played many times: a search mostly turns what
//! comes after the sealed tube, or the lanes of a few sites.

use std::sync::OnceLock;

use crate::city::played;
use crate::pace::Pace;
use crate::sampled::Sampled;
use crate::scenario::Scenario;
use crate::stream::Stream;
use crate::trial::Trial;

/// A scenario, and the sites of its first replications as far as they were walked.
#[derive(Debug)]
struct Walked {
    scenario: Scenario,
    sampled: Vec<OnceLock<Sampled>>,
}

impl Walked {
    fn number(&self) -> usize {
        self.sampled.iter().filter(|slot| slot.get().is_some()).count()
    }
}

/// What was walked for the scenario at hand and for the last one that got as far as any.
#[derive(Debug)]
pub struct Walks {
    seed: u64,
    /// Replications that are kept, from the first.
    kept: usize,
    latest: Option<Walked>,
    before: Option<Walked>,
    /// Sites of the latest that are the same as before.
    same: Vec<bool>,
}

impl Walks {
    /// Nothing walked yet.
    pub fn new(seed: u64, kept: u64) -> Walks {
        Walks { seed, kept: kept as usize, latest: None, before: None, same: Vec::new() }
    }

    /// Makes ready to play a scenario.
    pub fn prepare(&mut self, scenario: &Scenario) {
        let all_same = |walked: &Walked| scenario.same_sites(&walked.scenario).iter().all(|s| *s);
        if self.latest.as_ref().is_some_and(all_same) {
            return;
        }
        let far = |walked: &Option<Walked>| walked.as_ref().map_or(0, Walked::number);
        if far(&self.latest) >= far(&self.before) {
            self.before = self.latest.take();
        }
        let of = |walked: &Walked| scenario.same_sites(&walked.scenario);
        self.same = self.before.as_ref().map(of).unwrap_or_default();
        let sampled = (0..self.kept).map(|_| OnceLock::new()).collect();
        self.latest = Some(Walked { scenario: scenario.clone(), sampled });
    }

    /// One replication of a scenario that was [made ready](Walks::prepare) for, or of one that
    /// differs from it only behind its sites.
    pub fn play(&self, scenario: &Scenario, pace: &Pace, replication: u64) -> Trial {
        let root = Stream::root(self.seed, replication);
        let walk = || {
            let before = slot(&self.before, replication).and_then(OnceLock::get);
            match before {
                Some(before) => before.turned(&self.same, scenario, pace, root),
                None => Sampled::of(scenario, pace, root, &mut ()),
            }
        };
        let walk_to_keep = || {
            let mut sampled = walk();
            // The hours of thousands of sites would fill the memory, and nobody looks here.
            sampled.sites.iter_mut().for_each(|site| site.hours = Vec::new());
            sampled
        };
        let play = |sampled| played(scenario, pace, (self.seed, replication), sampled, &mut ());
        match slot(&self.latest, replication) {
            Some(slot) => play(slot.get_or_init(walk_to_keep)),
            None => play(&walk()),
        }
    }
}

/// Where a replication is kept, if it is one that is.
fn slot(walked: &Option<Walked>, replication: u64) -> Option<&OnceLock<Sampled>> {
    walked.as_ref()?.sampled.get(replication as usize)
}
