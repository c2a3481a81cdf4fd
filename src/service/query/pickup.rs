//! What a courier does next: boxes to fetch and boxes in hand, the first to go red before others.

use std::collections::BTreeMap;

use serde::Serialize;
use tenfold_domain::code::{SiteId, StaffId};
use tenfold_domain::time::{At, Minutes};
use tenfold_domain::transport::{BoxStage, Case};
use utoipa::ToSchema;

use super::Look;
use crate::storage::StoreError;
use crate::storage::tables::query;

/// Boxes looked at; with more of them the answer says that it is not complete.
const LOOKED_AT_MAX: u32 = 20_000;

/// A box on its way to a lab.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct PickupView {
    /// The box.
    #[serde(rename = "box")]
    pub box_code: String,
    /// Where it was sealed.
    pub site: u32,
    /// The site's name in Chinese.
    pub site_zh: String,
    /// The site's name in English.
    pub site_en: String,
    /// Who has it; absent, it waits at the site.
    pub holder: Option<u32>,
    /// Tubes in it.
    pub tubes: u16,
    /// The lab it goes to; absent, none takes it: keep it cold and ask headquarters.
    pub lab: Option<u32>,
    /// It must be at a lab by then (R99).
    pub due_at_ms: i64,
    /// The latest moment to set off: what is due less the drive. Absent where no drive is known.
    pub leave_by_ms: Option<i64>,
    /// Minutes until then; below zero, late by so many.
    pub minutes_left: i64,
    /// It is expected in time, by both windows.
    pub in_time: bool,
}

/// When a courier comes to a site next.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct NextPickup {
    /// A courier took a box there last; absent, none has.
    pub last_at_ms: Option<i64>,
    /// The next round is due (R78), or sooner where a box must leave sooner; absent where nothing
    /// was fetched and nothing waits.
    pub due_at_ms: Option<i64>,
    /// Minutes until then; below zero, overdue by so many.
    pub minutes_left: Option<i64>,
    /// The waiting box that must leave first; absent, none waits.
    pub first_box: Option<String>,
    /// That box would be too late by the next round: ask for a courier now.
    pub before_its_round: bool,
}

/// What is to be fetched and carried.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct PickupList {
    /// The moment of asking.
    pub at_ms: i64,
    /// Every box is in `boxes`.
    pub complete: bool,
    /// When a courier comes next, where one site was asked for.
    pub next: Option<NextPickup>,
    /// The first that must leave stands first.
    pub boxes: Vec<PickupView>,
}

/// Whose boxes.
#[derive(Clone, Copy, Debug, Default)]
pub struct Wanted {
    /// Those sealed at this site.
    pub site: Option<SiteId>,
    /// Of those that somebody carries, theirs; everybody's for `None`.
    pub holder: Option<StaffId>,
}

/// Boxes waiting at sites and in hand, and when the next round is due where a courier came last at
/// these moments.
pub fn pickups(
    look: &Look<'_>,
    (now, fetched): (At, &BTreeMap<SiteId, At>),
    wanted: Wanted,
) -> Result<PickupList, StoreError> {
    let region = look.campaign.region;
    let sealed = query::waiting_boxes(look.connection, region, At(i64::MAX), LOOKED_AT_MAX)?;
    let carried = query::carried_boxes(look.connection, region, LOOKED_AT_MAX)?;
    let most = LOOKED_AT_MAX as usize;
    let complete = sealed.len() < most && carried.len() < most;
    let theirs = |case: &Case| match case.stage {
        BoxStage::InTransit { holder } => wanted.holder.is_none_or(|only| only == holder),
        _ => true,
    };
    let here = |case: &Case| wanted.site.is_none_or(|only| only == case.site);
    let boxes = sealed.iter().chain(&carried).filter(|case| here(case) && theirs(case));
    let mut boxes: Vec<PickupView> = boxes.map(|case| view(look, now, case)).collect();
    boxes.sort_by_key(|view| (view.minutes_left, view.due_at_ms, view.box_code.clone()));
    let interval = look.campaign.protocol.transport.collection_interval;
    let next = wanted.site.map(|site| {
        let waiting = boxes.iter().find(|view| view.holder.is_none());
        NextPickup::of((now, interval), fetched.get(&site).copied(), waiting)
    });
    Ok(PickupList { at_ms: now.0, complete, next, boxes })
}

impl NextPickup {
    fn of(
        (now, interval): (At, Minutes),
        last: Option<At>,
        first: Option<&PickupView>,
    ) -> NextPickup {
        let round = last.map(|last| last + interval);
        let leave_by = first.map(|view| now + Minutes(view.minutes_left));
        let before_its_round = leave_by.zip(round).is_some_and(|(leave, round)| leave < round);
        let due = round.into_iter().chain(leave_by).min();
        NextPickup {
            last_at_ms: last.map(|at| at.0),
            due_at_ms: due.map(|at| at.0),
            minutes_left: due.map(|due| (due - now).0),
            first_box: first.map(|view| view.box_code.clone()),
            before_its_round,
        }
    }
}

/// A box as a courier is told of it.
pub fn view(look: &Look<'_>, now: At, case: &Case) -> PickupView {
    let site = look.campaign.site(case.site);
    let swab_at = case.oldest_swab_at.unwrap_or(now);
    let due_at = look.campaign.protocol.transport.room_ends_at(swab_at);
    let drive = site.zip(case.routed).and_then(|(site, lab)| {
        site.travel.iter().find(|(to, _)| *to == lab).map(|(_, minutes)| *minutes)
    });
    let leave_by = drive.map(|drive| due_at - drive);
    PickupView {
        box_code: case.code.to_string(),
        site: case.site.0,
        site_zh: site.map(|site| site.name_zh.clone()).unwrap_or_default(),
        site_en: site.map(|site| site.name_en.clone()).unwrap_or_default(),
        holder: match case.stage {
            BoxStage::InTransit { holder } => Some(holder.0),
            _ => None,
        },
        tubes: case.count(),
        lab: case.routed.map(|lab| lab.0),
        due_at_ms: due_at.0,
        leave_by_ms: leave_by.map(|at| at.0),
        minutes_left: (leave_by.unwrap_or(due_at) - now).0,
        in_time: case.in_time,
    }
}
