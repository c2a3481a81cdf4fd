//! What of a recipe can be turned, and how far.

use super::{FACTOR, FIRST, Recipe, STEP, most};
use crate::bounds::Bounds;
use crate::staffing::City;

/// What can be turned.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Lever {
    /// Hours by which the last day ends earlier, and one.
    EarlyHours,
    /// Lanes.
    Lanes,
    /// Share of the first day. Not one that makes nobody later: people of one day are taken from
    /// the other.
    First,
    /// Thermocyclers of own labs.
    OwnCyclers,
    /// Thermocyclers of other labs.
    OtherCyclers,
    /// Vehicles of one lab.
    Vehicles(usize),
    /// Squads.
    Squads,
    /// Mobile teams.
    Teams,
}

impl Recipe {
    /// Where a lever stands, in its steps.
    pub fn level(&self, lever: Lever) -> u32 {
        let steps = |factor: f64| (factor / STEP).round() as u32;
        match lever {
            Lever::EarlyHours => self.early_hours + 1,
            Lever::Lanes => steps(self.lanes),
            Lever::First => steps(self.first),
            Lever::OwnCyclers => self.cyclers_own,
            Lever::OtherCyclers => self.cyclers_other,
            Lever::Vehicles(lab) => self.vehicles[lab],
            Lever::Squads => self.squads,
            Lever::Teams => steps(self.teams),
        }
    }

    /// The same with one lever at another level.
    pub fn with(&self, lever: Lever, level: u32) -> Recipe {
        let mut recipe = self.clone();
        let factor = f64::from(level) * STEP;
        match lever {
            Lever::EarlyHours => recipe.early_hours = level.saturating_sub(1),
            Lever::Lanes => recipe.lanes = factor,
            Lever::First => recipe.first = factor,
            Lever::OwnCyclers => recipe.cyclers_own = level,
            Lever::OtherCyclers => recipe.cyclers_other = level,
            Lever::Vehicles(lab) => recipe.vehicles[lab] = level,
            Lever::Squads => recipe.squads = level,
            Lever::Teams => recipe.teams = factor,
        }
        recipe
    }

    /// The same with one lever turned up, as far as it goes; `None` where it is at its end. Other
    /// thermocyclers mean other labs for some sites: no lab has fewer vehicles than it needs then.
    pub fn turned_up(&self, lever: Lever, by: u32, city: &City, bounds: &Bounds) -> Option<Recipe> {
        let level = self.level(lever);
        let to = (level + by).min(self.level_max(lever, city));
        let mut more = (to > level).then(|| self.with(lever, to))?;
        if matches!(lever, Lever::OwnCyclers | Lever::OtherCyclers) {
            let needed = more.vehicles_needed(city, bounds);
            more.vehicles.iter_mut().zip(needed).for_each(|(has, needs)| *has = needs.max(*has));
        }
        Some(more)
    }

    /// A level that is not enough, or 0: below what arithmetic says nothing needs to be tried, and
    /// what has no bound is at least halved at a time.
    pub fn level_short(&self, lever: Lever, bounds: &Bounds) -> u32 {
        let level = self.level(lever);
        match lever {
            Lever::OwnCyclers => (bounds.cyclers_own.min(f64::from(level)) - 1.0).max(0.0) as u32,
            // Half must be sampled on the first day.
            Lever::First => ((0.5 / STEP) as u32).min(level),
            Lever::Lanes => level / 2,
            // The normal law knows better than a look at few days, where one visit of one site of
            // thousands makes a city late.
            Lever::Teams => ((1.0 / STEP) as u32 - 1).min(level),
            Lever::EarlyHours | Lever::OtherCyclers | Lever::Squads => 0,
            Lever::Vehicles(_) => level / 4,
        }
    }

    /// The most a lever can do in this city.
    pub fn level_max(&self, lever: Lever, city: &City) -> u32 {
        let factor = (FACTOR.1 / STEP) as u32;
        match lever {
            Lever::Lanes | Lever::Teams => factor,
            Lever::EarlyHours => u32::MAX,
            Lever::First => (FIRST.1 / STEP) as u32,
            Lever::OwnCyclers => most(city, true),
            Lever::OtherCyclers => most(city, false),
            Lever::Vehicles(_) => city.sites.len() as u32,
            Lever::Squads => (city.people() / 500) as u32 + 1,
        }
    }
}
