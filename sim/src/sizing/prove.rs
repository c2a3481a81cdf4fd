//! Fresh replications, none that the search has looked at: a plan that was chosen on some days
//! proves nothing by them.

use super::search::Search;
use super::{Doing, Faults, Outcome};
use crate::binomial::{Sprt, Verdict};
use crate::recipe::Recipe;
use crate::summary::{CONFIDENCE, PROBABILITY_GOAL};

/// The first replication of the proof.
const PROOF_FROM: u64 = 1_000_000;

/// Most times that the proof is tried. Each try has its chance to err: the first takes half of
/// what [`CONFIDENCE`] leaves, each other half of the one before, so that together they err as
/// seldom as it says (Bonferroni). A second try is often made, an eighth never.
const PROOFS_MAX: u32 = 8;

/// Most replications between two looks at the test.
const BATCH: u64 = 16;

/// A try that cannot be decided by then is lost: the first bears five late ones, the second four.
/// What is so near the goal is sooner mended than proven.
const REPLICATIONS_MAX: u64 = 300;

/// Share in time of a plan that is worth proving, and how often such a one may be sent back.
const WORTHY: (f64, f64) = (0.99, 0.1);

impl Search<'_> {
    /// Fresh replications until the goal is proven; where they show too many late, what is late
    /// is turned up and the proof begins again with others.
    pub fn prove(&mut self, recipe: &mut Recipe) -> Outcome {
        let mut from = PROOF_FROM;
        let mut faults = Faults::default();
        for proof in 1..=PROOFS_MAX {
            self.tell(Doing::Proving, recipe);
            let error = (1.0 - CONFIDENCE) / f64::from(1 << proof);
            let mut test = Sprt::new((PROBABILITY_GOAL, error), WORTHY);
            let (mut seen, mut verdict) = (Vec::new(), Verdict::GoOn);
            while verdict == Verdict::GoOn && seen.len() as u64 + test.left() <= REPLICATIONS_MAX {
                let next = from + seen.len() as u64;
                let trials = self.trials(recipe, next..next + test.left().min(BATCH));
                if self.stopped() {
                    return Outcome::Stopped;
                }
                let late = trials.iter().map(|trial| !trial.holds().all());
                // What comes after a verdict in its batch has no say: the test had stopped.
                late.for_each(|late| verdict = verdict.or_else(|| test.see(late)));
                seen.extend(trials);
            }
            faults = Faults::of(&seen);
            if verdict == Verdict::Accept && !faults.recollections {
                let (of, late) = test.seen();
                return Outcome::Proven { of, late };
            }
            from += seen.len() as u64;
            if proof == PROOFS_MAX || !self.mend(recipe, &seen, faults) {
                break;
            }
        }
        Outcome::Short(faults)
    }
}
