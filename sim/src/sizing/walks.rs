//! Replications whose sites are walked once and played many times: a search mostly turns what
//! comes after the sealed tube, or the lanes of a few sites, and comes back to what it had.

use std::sync::OnceLock;

use crate::city::played;
use crate::pace::Pace;
use crate::sampled::Sampled;
use crate::scenario::Scenario;
use crate::stream::Stream;
use crate::trial::Trial;

/// Most scenarios whose walks are kept: one step of the search tries four, and goes on with one.
const SCENARIOS_MAX: usize = 8;

/// A scenario, and the sites of its first replications as far as they were walked.
#[derive(Debug)]
struct Walked {
    scenario: Scenario,
    sampled: Vec<OnceLock<Sampled>>,
    /// Sites of the scenario at hand that are the same here.
    same: Vec<bool>,
}

impl Walked {
    fn number(&self) -> usize {
        self.sampled.iter().filter(|slot| slot.get().is_some()).count()
    }

    fn replication(&self, number: u64) -> Option<&OnceLock<Sampled>> {
        self.sampled.get(number as usize)
    }

    fn sites_same(&self) -> usize {
        self.same.iter().filter(|same| **same).count()
    }
}

/// What was walked for the scenario at hand and for others before it.
#[derive(Debug)]
pub struct Walks {
    seed: u64,
    /// Replications that are kept of a scenario, from the first.
    kept: usize,
    /// The one at hand first, then those last used. All but the first hold half as many
    /// replications again as one of them may, which bounds the memory.
    walked: Vec<Walked>,
    /// Those before the one at hand, by how much of it they hold.
    nearest: Vec<usize>,
}

impl Walks {
    /// Nothing walked yet.
    pub fn new(seed: u64, kept: u64) -> Walks {
        Walks { seed, kept: kept as usize, walked: Vec::new(), nearest: Vec::new() }
    }

    /// Makes ready to play a scenario.
    pub fn prepare(&mut self, scenario: &Scenario) {
        for walked in &mut self.walked {
            walked.same = scenario.same_sites(&walked.scenario);
        }
        let all_same = |walked: &Walked| walked.same.iter().all(|same| *same);
        let at_hand = match self.walked.iter().position(all_same) {
            Some(at) => self.walked.remove(at),
            None => Walked {
                scenario: scenario.clone(),
                sampled: (0..self.kept).map(|_| OnceLock::new()).collect(),
                same: Vec::new(),
            },
        };
        let (mut room, mut scenarios) = (self.kept + self.kept / 2, SCENARIOS_MAX - 1);
        self.walked.retain(|walked| {
            let number = walked.number();
            let keeps = (1..=room).contains(&number) && scenarios > 0;
            if keeps {
                (room, scenarios) = (room - number, scenarios - 1);
            }
            keeps
        });
        self.walked.insert(0, at_hand);
        let mut nearest: Vec<usize> = (1..self.walked.len()).collect();
        nearest.sort_by_key(|at| std::cmp::Reverse(self.walked[*at].sites_same()));
        nearest.retain(|at| self.walked[*at].sites_same() > 0);
        self.nearest = nearest;
    }

    /// One replication of a scenario that was [made ready](Walks::prepare) for, or of one that
    /// differs from it only behind its sites.
    pub fn play(&self, scenario: &Scenario, pace: &Pace, replication: u64) -> Trial {
        let root = Stream::root(self.seed, replication);
        let walk = || {
            let before = |at: &usize| {
                let walked = &self.walked[*at];
                Some((walked.replication(replication)?.get()?, &walked.same))
            };
            let mut sampled = match self.nearest.iter().find_map(before) {
                Some((before, same)) => before.turned(same, scenario, pace, root),
                None => Sampled::of(scenario, pace, root, &mut ()),
            };
            // The hours of thousands of sites would fill the memory, and nobody looks here.
            sampled.sites.iter_mut().for_each(|site| site.hours = Vec::new());
            sampled.shrink();
            sampled
        };
        let play = |sampled| played(scenario, pace, (self.seed, replication), sampled, &mut ());
        match self.walked.first().and_then(|walked| walked.replication(replication)) {
            Some(slot) => play(slot.get_or_init(walk)),
            None => play(&walk()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::city::trial;
    use crate::scenario::Place;
    use crate::summary::tests::scenario;

    fn town() -> Scenario {
        let place = Place {
            name_zh: "镇".into(),
            name_en: "town".into(),
            people: 160,
            synthetic: true,
            prevalence: 0.01,
            position: None,
        };
        Scenario { places: vec![place], ..scenario() }
    }

    /// What a replication tells apart from the hours of its sites, which a search does not keep.
    fn without_hours(mut trial: Trial) -> Trial {
        trial.sites.iter_mut().for_each(|site| site.hours = Vec::new());
        trial
    }

    #[test]
    fn what_was_walked_before_changes_nothing() {
        let plain = town();
        let mut crowded = plain.clone();
        crowded.sites[0].periods[0].lanes += 1;
        let mut driven = crowded.clone();
        driven.squads += 1;
        let mut walks = Walks::new(3, 4);
        for scenario in [&plain, &crowded, &driven, &plain, &crowded] {
            walks.prepare(scenario);
            let pace = Pace::of(scenario);
            // The last one is beyond those that are kept.
            for replication in [0, 2, 3, 0, 9] {
                let played = walks.play(scenario, &pace, replication);
                assert_eq!(played, without_hours(trial(scenario, 3, replication)));
            }
        }
        assert_eq!(walks.walked.len(), 2, "sites differ in two of them");
    }

    #[test]
    fn what_is_kept_is_bounded() {
        let mut walks = Walks::new(3, 4);
        for lanes in 1..30 {
            let mut scenario = town();
            scenario.sites[0].periods[0].lanes = lanes;
            walks.prepare(&scenario);
            let pace = Pace::of(&scenario);
            (0..lanes as u64 % 4 + 1).for_each(|number| drop(walks.play(&scenario, &pace, number)));
            let kept: usize = walks.walked[1..].iter().map(Walked::number).sum();
            assert!(kept <= 6 && walks.walked.len() <= SCENARIOS_MAX, "{kept} replications");
        }
    }
}
