//! Which lab a sealed box goes to: the one that can still meet both windows (R99, R142).

use crate::campaign::{Campaign, Lab, Site};
use crate::code::LabId;
use crate::term::Class;
use crate::time::{At, Minutes};

/// What the decision looks at.
#[derive(Clone, Copy, Debug)]
pub struct Load {
    /// Tubes in the box.
    pub tubes: u16,
    /// Oldest first swab in it.
    pub oldest_swab_at: At,
    /// Strictest class in it.
    pub strictest: Class,
    /// The lab that tested first, when the box holds a recollection (R157).
    pub original: Option<LabId>,
}

/// A lab, and when a box would be there and its outcomes out.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Route {
    /// The lab.
    pub lab: LabId,
    /// Expected arrival.
    pub arrive_at: At,
    /// Expected outcome of the box's last tube.
    pub outcome_at: At,
    /// Both windows hold.
    pub feasible: bool,
}

/// The best lab for a box. `backlog` tells the tubes that wait at a lab or are on their way to
/// it. Order of preference: the original lab; then both windows held; then the earliest outcome,
/// the fixed lab first among equals (R106). Infeasible routes are still answered: the least bad
/// one, marked. `None` when no lab is open.
pub fn route(
    campaign: &Campaign,
    site: &Site,
    now: At,
    load: Load,
    backlog: impl Fn(LabId) -> u64,
) -> Option<Route> {
    let open = campaign.labs.iter().filter(|lab| lab.open);
    open.map(|lab| estimate(campaign, site, now, load, lab, backlog(lab.id))).min_by_key(|route| {
        (
            load.original.is_some_and(|original| original != route.lab),
            !route.feasible,
            route.outcome_at,
            route.lab != site.lab,
            route.lab,
        )
    })
}

/// When the box would arrive at a lab and its last outcome be out.
pub fn estimate(
    campaign: &Campaign,
    site: &Site,
    now: At,
    load: Load,
    lab: &Lab,
    backlog: u64,
) -> Route {
    let travel = site.travel.iter().find(|(to, _)| *to == lab.id).map(|(_, minutes)| *minutes);
    let arrive_at = now + travel.unwrap_or(campaign.protocol.transport.collection_interval);
    let tubes = backlog as i64 + i64::from(load.tubes);
    let queue = Minutes(tubes * 60 / i64::from(lab.tubes_per_hour.max(1)));
    let outcome_at = arrive_at + queue + lab.process;
    let limit = campaign.protocol.class(load.strictest);
    let room_ends_at = campaign.protocol.transport.room_ends_at(load.oldest_swab_at);
    let outcome_due_at = (arrive_at + limit.lab_limit).min(load.oldest_swab_at + limit.total_limit);
    let feasible = travel.is_some() && arrive_at <= room_ends_at && outcome_at <= outcome_due_at;
    Route { lab: lab.id, arrive_at, outcome_at, feasible }
}
