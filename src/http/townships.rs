//! The board by township and by the hour in which tubes were opened: against the roster, and for
//! looking back over a day.

use std::collections::BTreeMap;
use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use serde::Serialize;
use tenfold_domain::campaign::Campaign;
use tenfold_domain::tally::Counts;
use utoipa::ToSchema;

use super::auth::Caller;
use super::board::{Steps, Totals};
use super::problem::{ApiError, Problem};
use crate::service::Service;
use crate::service::progress::Progress;

/// The board by township.
#[derive(Debug, Serialize, ToSchema)]
pub struct TownshipList {
    /// When it was taken.
    pub at_ms: i64,
    /// In the order of their numbers.
    pub townships: Vec<TownshipView>,
}

/// One township.
#[derive(Debug, Serialize, ToSchema)]
pub struct TownshipView {
    /// Township or street, nine digits.
    #[schema(example = 360_781_100)]
    pub township: u32,
    /// People the grid expects of it.
    pub expected: u64,
    /// Its sites.
    pub sites: Vec<u32>,
    /// By hour, the first one first; hours in which its sites opened no tube are left out.
    pub hours: Vec<TownshipHour>,
}

/// The tubes that a township's sites opened in one hour, and the people in them, as they stand now.
#[derive(Debug, Serialize, ToSchema)]
pub struct TownshipHour {
    /// Hours since 1970.
    pub hour: i64,
    /// Its people.
    #[serde(flatten)]
    pub totals: Totals,
    /// Its tubes.
    pub tubes: Steps,
    /// Everybody registered stands in exactly one step.
    pub holds: bool,
}

impl TownshipList {
    /// A board by township, also those that nobody comes from or that have no site.
    fn of(campaign: &Campaign, board: &Progress) -> TownshipList {
        let mut by: BTreeMap<u32, (Vec<u32>, BTreeMap<i64, Counts>)> = BTreeMap::new();
        for township in board.roster.keys() {
            by.entry(*township).or_default();
        }
        for site in &campaign.sites {
            by.entry(site.township).or_default().0.push(site.id.0);
        }
        for ((lane, hour), counts) in &board.lanes {
            let Some(site) = campaign.site_of(*lane) else { continue };
            let (_, hours) = by.entry(site.township).or_default();
            hours.entry(*hour).or_default().add(counts);
        }
        let view = |(township, (sites, hours)): (u32, (Vec<u32>, BTreeMap<i64, Counts>))| {
            let expected = board.roster.get(&township).copied().unwrap_or(0);
            let hours = hours.iter().map(|(hour, counts)| TownshipHour::of(*hour, counts));
            TownshipView { township, expected, sites, hours: hours.collect() }
        };
        TownshipList { at_ms: board.at.0, townships: by.into_iter().map(view).collect() }
    }
}

impl TownshipHour {
    fn of(hour: i64, counts: &Counts) -> TownshipHour {
        TownshipHour {
            hour,
            totals: counts.into(),
            tubes: counts.tubes.into(),
            holds: counts.law_holds(),
        }
    }
}

/// Where everybody of each township is
///
/// By the hour in which their tubes were opened: how far those have come who were swabbed then.
/// Counted from the newest board.
#[utoipa::path(get, path = "/v1/progress/townships", tag = "progress",
    responses(
        (status = 200, description = "the board by township and hour", body = TownshipList),
        (status = 503, description = "busy; see Retry-After", body = Problem)))]
pub async fn townships(
    State(service): State<Arc<Service>>,
    caller: Caller,
) -> Result<Json<TownshipList>, ApiError> {
    let campaign = service.campaigns.get(&caller.region).ok_or(ApiError::NotFound)?;
    let boards = service.board.boards();
    let board = boards.get(&caller.region).ok_or(ApiError::NotFound)?;
    Ok(Json(TownshipList::of(campaign, board)))
}
