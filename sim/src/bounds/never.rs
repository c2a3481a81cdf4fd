//! What no staffing can mend.

use super::hours::Hours;
use super::{Bounds, nearest};
use crate::staffing::City;

/// Why no staffing keeps the goals.
#[derive(Clone, PartialEq, Debug)]
pub enum Never {
    /// More lanes are needed than the sites have room for: needed, room.
    Lanes(f64, f64),
    /// More own thermocyclers than the city can have: needed, most.
    OwnCyclers(f64, f64),
    /// More thermocyclers than all labs can have: needed, most.
    Cyclers(f64, f64),
    /// A site that no lab can be reached from, by index.
    Unreached(usize),
    /// A site from which the drive alone is longer than tubes may wait: index, minutes.
    TooFar(usize, f64),
    /// No period in which a swab could still be read in time.
    NoHours,
    /// Nobody lives there.
    Nobody,
}

/// What no staffing can mend.
pub(super) fn never(city: &City, bounds: &Bounds, hours: &Hours) -> Vec<Never> {
    let mut never = Vec::new();
    if city.people() == 0 {
        return vec![Never::Nobody];
    }
    if hours.all <= 0.0 || hours.to_half <= 0.0 {
        never.push(Never::NoHours);
    }
    let room: f64 = city.sites.iter().map(|site| f64::from(site.lanes_max)).sum();
    let lanes = bounds.lanes_first.max(bounds.lanes_later);
    if lanes > room {
        never.push(Never::Lanes(lanes, room));
    }
    let most = |own: bool| -> f64 {
        let labs = city.labs.iter().filter(|lab| lab.own || !own);
        labs.map(|lab| f64::from(lab.cyclers_max)).sum()
    };
    if bounds.cyclers_own > most(true) {
        never.push(Never::OwnCyclers(bounds.cyclers_own, most(true)));
    }
    if bounds.cyclers > most(false) {
        never.push(Never::Cyclers(bounds.cyclers, most(false)));
    }
    let limit = city.protocol.transport.room_limit.0 as f64;
    for site in (0..city.sites.len()).filter(|site| city.sites[*site].people > 0) {
        match nearest(city, site) {
            None => never.push(Never::Unreached(site)),
            Some(drive) if drive > limit => never.push(Never::TooFar(site, drive)),
            Some(_) => {}
        }
    }
    never
}

impl Never {
    /// Only too little of something: a plan of all there is can still be made, and the rest be
    /// asked for. Everything else has no plan at all.
    pub fn is_of_degree(&self) -> bool {
        matches!(self, Never::Lanes(..) | Never::OwnCyclers(..) | Never::Cyclers(..))
    }
}
