//! A look at a recipe: day after day until enough is late to know what to do, those first that
//! were late before.
//!
//! More of a lever makes nobody later, so a day that was in time under less needs to be seen again
//! only when everything else is: what was turned up is tried on the days it was turned up for.

use super::Faults;
use super::search::Search;
use crate::recipe::Recipe;
use crate::trial::Trial;

/// Days played before the first count of late ones; twice as many before each of the next.
const FIRST_DAYS: usize = 8;
const MOST_DAYS: usize = 32;

/// So many late ones say what is late, and that it is not rare.
const LATE_ENOUGH: usize = 4;

/// Looks at the same first days of one recipe after another.
pub struct Look {
    days: u64,
    /// Days that were late under the recipe before.
    late: Vec<u64>,
    /// Days looked at so far, under any recipe.
    seen: usize,
}

impl Look {
    /// At so many days, from the first.
    pub fn new(days: u64) -> Look {
        Look { days, late: Vec::new(), seen: 0 }
    }

    /// What is late under a recipe, of all days seen, or is foreseen when all are in time; and the
    /// days that were played, in their order. All of the look were where nothing is late.
    pub fn at(&mut self, search: &mut Search<'_>, recipe: &Recipe) -> (Faults, Vec<Trial>) {
        let mut trials: Vec<Trial> = Vec::new();
        let mut next = std::mem::take(&mut self.late);
        let mut left = (0..self.days).filter(|day| !next.contains(day)).collect::<Vec<u64>>();
        let (mut bears, mut most) = (1, FIRST_DAYS);
        loop {
            if next.is_empty() {
                next = left.drain(..most.min(left.len())).collect();
                (bears, most) = (LATE_ENOUGH, (2 * most).min(MOST_DAYS));
            }
            trials.extend(search.days(recipe, std::mem::take(&mut next)));
            let late = trials.iter().filter(|trial| !trial.holds().all());
            self.late = late.map(|trial| trial.replication).collect();
            if self.late.len() >= bears || left.is_empty() || search.stopped() {
                break;
            }
        }
        trials.sort_unstable_by_key(|trial| trial.replication);
        self.seen = self.seen.max(trials.len());
        let mut faults = search.foreseen(&trials);
        faults.of = self.seen as u32;
        (faults, trials)
    }
}
