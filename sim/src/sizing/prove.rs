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
/// what [`CONFIDENCE`] leaves, the others share the rest, so that together they err as seldom as it
/// says (Bonferroni).
const PROOFS_MAX: u32 = 8;

/// Most replications between two looks at the test.
const BATCH: u64 = 16;

/// A try that is not decided by then is lost: the first bears four late ones, the others three.
/// What is so near the goal is sooner mended than proven.
const REPLICATIONS_MAX: u64 = 260;

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
            let sharing = if proof == 1 { 1 } else { PROOFS_MAX - 1 };
            let error = (1.0 - CONFIDENCE) / 2.0 / f64::from(sharing);
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
