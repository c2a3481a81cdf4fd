//! The tours of a day, for whoever shows them: figures, sentences, tables, documents.

mod broken;
mod geojson;
mod json;
mod said;
mod tables;

use tenfold_domain::time::{At, MINUTE_MS, Minutes};
use tenfold_sim::routes::plan::{Act, Plan, Stop, Tour};

use super::words::{Both, Clock};
use crate::setup::routes::{Named, RouteInput};

pub use broken::broken;
pub use geojson::lines;
pub(super) use geojson::path;
pub use json::document;
pub use said::{assumptions, heading, sentences, summary, why};

/// A day's tours with all that is needed to tell of them.
#[derive(Clone, Copy, Debug)]
pub struct Tours<'a> {
    /// The day and its names.
    pub input: &'a RouteInput,
    /// The tours.
    pub plan: &'a Plan,
    /// What the search began with.
    pub start: &'a Plan,
    /// Seed of the search.
    pub seed: u64,
    /// Rounds of the search.
    pub rounds: u64,
    /// It was stopped before its time.
    pub stopped: bool,
}

impl<'a> Tours<'a> {
    /// Local time of the day.
    pub fn clock(&self) -> Clock {
        Clock::new(self.input.midnight, self.input.utc_offset)
    }

    /// Every table, in the order of reading.
    pub fn tables(&self) -> Vec<super::table::Table> {
        tables::all(self)
    }

    /// The name of a tour's vehicle.
    pub fn vehicle(&self, tour: &Tour) -> Both {
        let name = self.input.vehicles.get(tour.vehicle);
        name.map_or(Both::same(""), |name| Both::new(&name.zh, &name.en))
    }

    /// The site or lab of a stop.
    pub fn named(&self, act: Act) -> Option<&'a Named> {
        match act {
            Act::Call { pickup, .. } => {
                self.input.sites.get(self.input.day.pickups.get(pickup)?.site)
            }
            Act::Drop { lab } => self.input.labs.get(lab),
        }
    }

    /// The lab that a stop's boxes go to.
    pub fn lab(&self, act: Act) -> Option<&'a Named> {
        let (Act::Call { lab, .. } | Act::Drop { lab }) = act;
        self.input.labs.get(lab)
    }

    /// Where a vehicle leaves from.
    pub fn depot(&self, tour: &Tour) -> Option<&'a Named> {
        let place = self.input.day.vehicles.get(tour.vehicle)?.depot;
        let of = |places: &[tenfold_sim::routes::day::Lab]| {
            places.iter().position(|lab| lab.place == place)
        };
        let lab = of(&self.input.day.labs).and_then(|lab| self.input.labs.get(lab));
        let site = || self.input.day.sites.iter().position(|site| site.place == place);
        lab.or_else(|| self.input.sites.get(site()?))
    }

    /// What is left of the freshness of the oldest boxes that a stop is about: at a call until
    /// their drop begins, at a drop when it begins.
    pub fn slack(&self, tour: &Tour, at: usize) -> Option<Minutes> {
        let day = &self.input.day;
        let dropped_at = |from: usize, lab: usize| -> Option<At> {
            let drop = |stop: &&Stop| stop.act == Act::Drop { lab };
            tour.stops.iter().skip(from).find(drop).map(|stop| stop.begins_at)
        };
        let deadline = |pickup: usize| day.pickups.get(pickup).map(|pickup| pickup.deadline_at);
        let reserve = self.input.reserve.0;
        let left =
            |deadline: At, at: At| Minutes((deadline.0 - at.0).div_euclid(MINUTE_MS) + reserve);
        match tour.stops.get(at)?.act {
            Act::Call { pickup, lab } => Some(left(deadline(pickup)?, dropped_at(at, lab)?)),
            Act::Drop { lab } => {
                let before = tour.stops[..at].iter().rev();
                let since = before.take_while(|stop| stop.act != Act::Drop { lab });
                let deadlines = since.filter_map(|stop| match stop.act {
                    Act::Call { pickup, lab: to } if to == lab => deadline(pickup),
                    _ => None,
                });
                Some(left(deadlines.min()?, tour.stops[at].begins_at))
            }
        }
    }

    /// Tubes that every lab receives by hour of the day, of hours from the first to the last.
    pub fn received(&self) -> Vec<(usize, At, u32)> {
        let day = &self.input.day;
        let hour_ms = 60 * MINUTE_MS;
        let mut received: Vec<(usize, At, u32)> = Vec::new();
        for tour in &self.plan.tours {
            let mut aboard: Vec<(usize, u32)> = Vec::new();
            for stop in &tour.stops {
                match stop.act {
                    Act::Call { pickup, lab } => {
                        let tubes = day.pickups.get(pickup).map_or(0, |pickup| pickup.tubes);
                        aboard.push((lab, tubes));
                    }
                    Act::Drop { lab } => {
                        let here = aboard.iter().filter(|(to, _)| *to == lab);
                        let tubes: u32 = here.map(|(_, tubes)| tubes).sum();
                        aboard.retain(|(to, _)| *to != lab);
                        let hour = At(stop.begins_at.0.div_euclid(hour_ms) * hour_ms);
                        received.push((lab, hour, tubes));
                    }
                }
            }
        }
        received.sort_unstable();
        received.dedup_by(|next, kept| {
            let same = (next.0, next.1) == (kept.0, kept.1);
            kept.2 += if same { next.2 } else { 0 };
            same
        });
        received
    }
}
