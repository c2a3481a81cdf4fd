//! Ways to labs, for a city whose boxes go to any of them.

use crate::scenario::Ways;
use crate::staffing::City;

impl City {
    /// Ways to every lab. Where no route between two labs is known, it takes as long as where
    /// nothing is known.
    pub(super) fn ways(&self) -> Ways {
        let labs = || 0..self.labs.len();
        let between = |from: usize, to: usize| match from == to {
            true => 0.0,
            false => {
                let minutes = self.roads.minutes(&self.labs[from].end, &self.labs[to].end);
                minutes.unwrap_or(self.roads.estimate.default_minutes)
            }
        };
        let to_labs = |site| labs().map(|lab| self.to_lab(site, lab)).collect();
        Ways {
            to_labs: (0..self.sites.len()).map(to_labs).collect(),
            between_labs: labs().map(|a| labs().map(|b| between(a, b)).collect()).collect(),
        }
    }
}
