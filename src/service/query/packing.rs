//! What stands at a site: its tubes that are in no sealed box's hands yet, and its boxes, so that
//! a packer can compare the labels with the list before a box is closed (R102).

use std::collections::BTreeSet;

use serde::Serialize;
use tenfold_domain::code::{BoxCode, SiteId};
use tenfold_domain::time::At;
use tenfold_domain::transport::{BoxStage, Case};
use tenfold_domain::tube::{Stage, Tube};
use tenfold_domain::turnaround::tube_clock;
use utoipa::ToSchema;

use super::Look;
use super::pickup::{self, PickupView};
use crate::storage::StoreError;
use crate::storage::tables::query;

/// Tubes looked at; with more of them the answer says that it is not complete.
const LOOKED_AT_MAX: u32 = 5_000;

/// A tube that is still at its site.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct SiteTube {
    /// Its label.
    pub tube: String,
    /// `open`, `sealed` or `packed`.
    pub stage: &'static str,
    /// The desk that filled it.
    pub lane: u32,
    /// How many people are in it.
    pub people: usize,
    /// When the first swab went in; absent where none was marked.
    pub first_swab_at_ms: Option<i64>,
    /// It must be at a lab by then (R99).
    pub due_at_ms: Option<i64>,
    /// The box it lies in.
    #[serde(rename = "box")]
    pub box_code: Option<String>,
}

/// A box that is still at its site.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct SiteBox {
    /// `open` or `sealed`.
    pub stage: &'static str,
    /// When it was sealed.
    pub sealed_at_ms: Option<i64>,
    /// As a courier is told of it; of an open box what would hold if it were sealed now.
    #[serde(flatten)]
    pub pickup: PickupView,
}

/// What stands at a site.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct PackingList {
    /// The moment of asking.
    pub at_ms: i64,
    /// The site.
    pub site: u32,
    /// Every tube is in `tubes`.
    pub complete: bool,
    /// Those that were swabbed first stand first.
    pub tubes: Vec<SiteTube>,
    /// Boxes with tubes in them, the first that must leave first.
    pub boxes: Vec<SiteBox>,
}

/// Tubes and boxes that have not left a site.
pub fn packing(look: &Look<'_>, now: At, site: SiteId) -> Result<PackingList, StoreError> {
    let own = look.campaign.lanes.iter().filter(|lane| lane.site == site);
    let lanes: Vec<_> = own.map(|lane| lane.id).collect();
    let mut tubes = query::tubes_at(look.connection, look.region, &lanes, LOOKED_AT_MAX)?;
    let complete = tubes.len() < LOOKED_AT_MAX as usize;
    // Nobody needs a tube that nobody is in.
    tubes.retain(|tube| !tube.members.is_empty());
    tubes.sort_by_key(|tube| (tube.first_swab_at.unwrap_or(tube.opened_at), tube.code));
    let packed = tubes.iter().filter(|tube| tube.stage == Stage::Packed);
    let codes: BTreeSet<BoxCode> = packed.filter_map(|tube| tube.box_code).collect();
    let mut boxes = Vec::with_capacity(codes.len());
    for code in codes {
        let case = query::case(look.connection, look.region, code)?.map(|(case, _)| case);
        let here = |case: &Case| matches!(case.stage, BoxStage::Open | BoxStage::Sealed);
        boxes.extend(case.filter(here).map(|case| site_box(look, now, case, &tubes)));
    }
    boxes.sort_by_key(|one| (one.pickup.minutes_left, one.pickup.box_code.clone()));
    let tubes = tubes.iter().map(|tube| site_tube(look, tube)).collect();
    Ok(PackingList { at_ms: now.0, site: site.0, complete, tubes, boxes })
}

fn site_tube(look: &Look<'_>, tube: &Tube) -> SiteTube {
    SiteTube {
        tube: tube.code.to_string(),
        stage: tube.stage.word(),
        lane: tube.lane.0,
        people: tube.members.len(),
        first_swab_at_ms: tube.first_swab_at.map(|at| at.0),
        due_at_ms: tube_clock(&look.campaign.protocol, tube).map(|(_, due_at)| due_at.0),
        box_code: tube.box_code.map(|code| code.to_string()),
    }
}

/// An open box is as old as the oldest swab in it, as it will be once it is sealed.
fn site_box(look: &Look<'_>, now: At, case: Case, tubes: &[Tube]) -> SiteBox {
    let inside = tubes.iter().filter(|tube| tube.box_code == Some(case.code));
    let oldest = inside.filter_map(|tube| tube.first_swab_at).min();
    let case = Case { oldest_swab_at: case.oldest_swab_at.or(oldest), ..case };
    SiteBox {
        stage: case.stage.word(),
        sealed_at_ms: case.sealed_at.map(|at| at.0),
        pickup: pickup::view(look, now, &case),
    }
}
