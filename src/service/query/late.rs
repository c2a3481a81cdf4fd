//! What is late or soon will be: tubes near the room limit, boxes not fetched, outcomes and
//! recollections due.

use serde::Serialize;
use tenfold_domain::campaign::Campaign;
use tenfold_domain::time::{At, Minutes};
use tenfold_domain::turnaround::{Clock, box_clock, tube_clock};
use utoipa::ToSchema;

use super::Look;
use super::view::DueView;
use crate::storage::StoreError;
use crate::storage::tables::{load, query};

/// Rows of the answer.
pub const LATE_MAX: usize = 1_000;

/// Tubes or boxes looked at; with more of them waiting the answer says that it is not complete.
const LOOKED_AT_MAX: u32 = 50_000;

/// Something with a clock that ends soon or has ended.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct LateView {
    /// Which clock, and when it ends.
    #[serde(flatten)]
    pub due: DueView,
    /// Minutes left; negative when late.
    pub minutes_left: i64,
    /// What it is: tube, box or person.
    pub kind: &'static str,
    /// Its code, or the person's look-up key.
    pub code: String,
    /// Where it is in its life.
    pub stage: &'static str,
    /// The desk that filled the tube.
    pub lane: Option<u32>,
    /// The site.
    pub site: Option<u32>,
    /// The lab that has it or must get it.
    pub lab: Option<u32>,
    /// How many people wait for it.
    pub people: usize,
}

/// Everything late, by the time it is due.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct LateList {
    /// The moment of asking.
    pub at_ms: i64,
    /// Minutes looked ahead.
    pub within_minutes: i64,
    /// Every late thing is in `late`; otherwise only the oldest are.
    pub complete: bool,
    /// By the time it is due, the earliest first.
    pub late: Vec<LateView>,
}

/// How many things are late or soon will be.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, ToSchema)]
pub struct LateCounts {
    /// Tubes near or past the room-temperature limit.
    pub tubes: u64,
    /// Boxes nobody has fetched.
    pub boxes: u64,
    /// Outcomes past their limit.
    pub outcomes: u64,
}

/// Something late, with the clock that says so.
type Found = (Clock, LateView);

/// Everything whose clock ends before `now + within`.
pub fn late(
    look: &Look<'_>,
    now: At,
    within: Minutes,
    limit: usize,
) -> Result<LateList, StoreError> {
    let (found, whole) = all(look, now, now + within)?;
    let mut late: Vec<LateView> = found.into_iter().map(|(_, view)| view).collect();
    late.sort_by(|a, b| (a.due.due_at_ms, &a.code).cmp(&(b.due.due_at_ms, &b.code)));
    let complete = whole && late.len() <= limit;
    late.truncate(limit);
    Ok(LateList { at_ms: now.0, within_minutes: within.0, complete, late })
}

/// The same counted, and not only as much of it as a list shows.
pub fn counts(look: &Look<'_>, now: At, within: Minutes) -> Result<LateCounts, StoreError> {
    let mut counts = LateCounts::default();
    for (clock, view) in all(look, now, now + within)?.0 {
        match clock {
            Clock::Room => counts.tubes += 1,
            Clock::Collection => counts.boxes += 1,
            Clock::Outcome => counts.outcomes += u64::from(view.due.due_at_ms < now.0),
            // The board has them from the writer.
            Clock::Recollection => {}
        }
    }
    Ok(counts)
}

/// Everything found, in no order, and whether all of it was looked at.
fn all(look: &Look<'_>, now: At, ends: At) -> Result<(Vec<Found>, bool), StoreError> {
    let mut found = Vec::new();
    let tubes_full = tubes(look, now, ends, &mut found)?;
    let boxes_full = boxes(look, now, ends, &mut found)?;
    for (person, owed) in load::recollections(look.connection, look.region)? {
        if owed.due_at > ends {
            break;
        }
        if !owed.is_open() {
            continue;
        }
        let view = LateView {
            kind: "person",
            code: person.to_string(),
            stage: if owed.sampled.is_some() { "sampled" } else { "owed" },
            lane: None,
            site: None,
            lab: owed.lab.map(|lab| lab.0),
            people: 1,
            ..blank(Clock::Recollection, owed.due_at, now)
        };
        found.push((Clock::Recollection, view));
    }
    Ok((found, !tubes_full && !boxes_full))
}

fn tubes(look: &Look<'_>, now: At, ends: At, found: &mut Vec<Found>) -> Result<bool, StoreError> {
    // A tube swabbed later than this cannot be late by any clock.
    let upto = ends - shortest(look.campaign);
    let waiting = query::waiting_tubes(look.connection, look.region, upto, LOOKED_AT_MAX)?;
    let unmarked = query::unmarked_tubes(look.connection, look.region, upto, LOOKED_AT_MAX)?;
    for tube in waiting.iter().chain(&unmarked) {
        let clock = tube_clock(&look.campaign.protocol, tube).filter(|(_, due_at)| *due_at <= ends);
        let Some((clock, due_at)) = clock else { continue };
        let view = LateView {
            kind: "tube",
            code: tube.code.to_string(),
            stage: tube.stage.word(),
            lane: Some(tube.lane.0),
            site: look.campaign.site_of(tube.lane).map(|site| site.id.0),
            lab: tube.lab.map(|lab| lab.0),
            people: tube.members.len(),
            ..blank(clock, due_at, now)
        };
        found.push((clock, view));
    }
    Ok(waiting.len().max(unmarked.len()) as u32 == LOOKED_AT_MAX)
}

fn boxes(look: &Look<'_>, now: At, ends: At, found: &mut Vec<Found>) -> Result<bool, StoreError> {
    let upto = ends - look.campaign.protocol.transport.collection_interval;
    let waiting = query::waiting_boxes(look.connection, look.region, upto, LOOKED_AT_MAX)?;
    for case in &waiting {
        let clock = box_clock(&look.campaign.protocol, case).filter(|(_, due_at)| *due_at <= ends);
        let Some((clock, due_at)) = clock else { continue };
        let tubes = look.tubes(&case.tubes)?;
        let view = LateView {
            kind: "box",
            code: case.code.to_string(),
            stage: case.stage.word(),
            lane: None,
            site: Some(case.site.0),
            lab: case.routed.map(|lab| lab.0),
            people: tubes.iter().map(|tube| tube.members.len()).sum(),
            ..blank(clock, due_at, now)
        };
        found.push((clock, view));
    }
    Ok(waiting.len() as u32 == LOOKED_AT_MAX)
}

/// The shortest of all limits that start with the first swab or later.
fn shortest(campaign: &Campaign) -> Minutes {
    let protocol = &campaign.protocol;
    let classes = protocol.classes.iter().flat_map(|rule| [rule.lab_limit, rule.total_limit]);
    classes.fold(protocol.transport.room_limit, Minutes::min)
}

fn blank(clock: Clock, due_at: At, now: At) -> LateView {
    LateView {
        due: DueView::from((clock, due_at)),
        minutes_left: (due_at - now).0,
        kind: "",
        code: String::new(),
        stage: "",
        lane: None,
        site: None,
        lab: None,
        people: 0,
    }
}
