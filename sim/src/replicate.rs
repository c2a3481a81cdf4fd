//! Many replications on all cores, each by itself: the number of threads changes nothing but the
//! time, and a run that was stopped goes on where it ended.

use std::ops::Range;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

use rayon::prelude::*;

use crate::city::trial_at;
use crate::pace::Pace;
use crate::scenario::Scenario;
use crate::trial::Trial;

/// What a long run may be asked while it lasts.
#[derive(Clone, Copy)]
pub struct Watch<'a> {
    /// Called after each replication, from any thread.
    pub done: &'a (dyn Fn() + Sync),
    /// Set from outside: what is finished is kept, nothing new begins.
    pub stop: &'a AtomicBool,
}

/// Nobody watches, nobody stops it.
pub const UNWATCHED: Watch<'static> = Watch { done: &|| (), stop: &NEVER };

static NEVER: AtomicBool = AtomicBool::new(false);

/// Replications of a scenario, each made small by `keep` at once, in the order of their numbers.
/// Shorter than asked when it was stopped; which replications are missing then depends on what
/// was running, so whoever goes on asks again for those.
pub fn replicate<R: Send>(
    scenario: &Scenario,
    seed: u64,
    replications: Range<u64>,
    watch: Watch<'_>,
    keep: impl Fn(Trial) -> R + Sync,
) -> Vec<R> {
    let pace = Pace::of(scenario);
    on_all_cores(replications.collect(), watch, |replication| {
        keep(trial_at(scenario, &pace, seed, replication))
    })
}

/// The same for anything that the number of a replication tells. Each begins in its turn on
/// whatever core is free: none waits for another to end, and what may stop the rest comes first.
pub(crate) fn on_all_cores<R: Send>(
    replications: Vec<u64>,
    watch: Watch<'_>,
    one: impl Fn(u64) -> R + Sync,
) -> Vec<R> {
    let next = AtomicUsize::new(0);
    let take = || {
        let at = next.fetch_add(1, Ordering::Relaxed);
        let replication = *replications.get(at)?;
        if watch.stop.load(Ordering::Relaxed) {
            return None;
        }
        let kept = one(replication);
        (watch.done)();
        Some((at, kept))
    };
    let cores = rayon::current_num_threads().min(replications.len());
    let by_core = (0..cores).into_par_iter().with_max_len(1);
    let mut kept: Vec<(usize, R)> = by_core.flat_map_iter(|_| std::iter::from_fn(take)).collect();
    kept.sort_unstable_by_key(|(at, _)| *at);
    kept.into_iter().map(|(_, kept)| kept).collect()
}
