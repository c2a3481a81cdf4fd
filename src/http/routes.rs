//! Questions about routes: what stands at a site, what a courier does next, what labs take, why a
//! box goes where it goes, and what would follow if a lab went down.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use serde::Deserialize;
use tenfold_domain::code::{BoxCode, LabId, SiteId};
use tenfold_domain::role::Role;
use tenfold_domain::time::At;
use utoipa::{IntoParams, ToSchema};

use super::auth::Caller;
use super::body::{self, Asked, Named};
use super::problem::{ApiError, Problem};
use super::said::Said;
use crate::service::Service;
use crate::service::advice::{AdviceView, HOURS_MAX, PacesView};
use crate::service::lab_stand::LabStand;
use crate::service::query::packing::PackingList;
use crate::service::query::pickup::{PickupList, Wanted};
use crate::service::routing::{RouteView, WhatIfView};

type Answer<T> = Result<Json<T>, ApiError>;

type Here = State<Arc<Service>>;

/// Which boxes.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct Whose {
    /// Only those sealed at this site.
    pub site: Option<u32>,
}

/// What a courier does next
///
/// Boxes that wait at sites and boxes in hand, with lab and deadline; the first that must leave
/// stands first. A courier sees the boxes in their own hands, who works at one site its own. For
/// one site it says when the next pick-up is due and which box must leave first.
#[utoipa::path(get, path = "/v1/pickups", tag = "routes", params(Whose),
    responses((status = 200, description = "by the latest moment to set off", body = PickupList)))]
pub async fn pickups(
    service: Here,
    caller: Caller,
    Asked(whose): Asked<Whose>,
) -> Answer<PickupList> {
    let bearer = &caller.bearer;
    let holder = (bearer.role == Role::Courier).then_some(bearer.staff);
    let site = bearer.scope.site.or(whose.site.map(SiteId));
    Ok(Json(service.pickups(caller.region, Wanted { site, holder }).await?))
}

/// Which site.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct AtSite {
    /// The site; who works at one site sees its own.
    pub site: Option<u32>,
}

/// What stands at a site
///
/// Its tubes that have not left it, with the time by which they must be at a lab, and its boxes
/// with tubes in them. Before a box is sealed the labels in it are compared with this list (R102).
#[utoipa::path(get, path = "/v1/packing", tag = "routes", params(AtSite),
    responses((status = 200, description = "the oldest first", body = PackingList),
        (status = 404, description = "no such site", body = Problem)))]
pub async fn packing(
    service: Here,
    caller: Caller,
    Asked(asked): Asked<AtSite>,
) -> Answer<PackingList> {
    let site = caller.bearer.scope.site.or(asked.site.map(SiteId)).ok_or(ApiError::NotFound)?;
    let known = service.campaigns.get(&caller.region).and_then(|campaign| campaign.site(site));
    known.ok_or(ApiError::NotFound)?;
    Ok(Json(service.packing(caller.region, site).await?))
}

/// What labs take and have promised
///
/// Tubes that wait and are in test, tubes promised to boxes on their way by hour, reagents, and
/// when a tube that came now would begin.
#[utoipa::path(get, path = "/v1/labs", tag = "routes",
    responses((status = 200, description = "as the campaign lists them", body = [LabStand])))]
pub async fn labs(service: Here, caller: Caller) -> Json<Vec<LabStand>> {
    Json(service.lab_stands(caller.region))
}

/// Why a box goes where it goes
///
/// What the rules would answer now: the best lab with its times and slack, and why not the next
/// two; whether to keep the box cold. The box is not moved by asking.
#[utoipa::path(get, path = "/v1/boxes/{code}/route", tag = "routes",
    params(("code" = String, Path, description = "the box's label")),
    responses((status = 200, description = "the answer as of now", body = RouteView),
        (status = 404, description = "no such box on its way", body = Problem)))]
pub async fn route(service: Here, caller: Caller, Named(code): Named<String>) -> Answer<RouteView> {
    let code = BoxCode::scan(&code).map_err(|_| ApiError::NotFound)?;
    service.route(caller.region, code).await.map(Json).ok_or(ApiError::NotFound)
}

/// What every site takes
///
/// Persons and tubes an hour by the last hour of each site, and tubes that are there and in no
/// sealed box. `tenfold routes plan --paces` plans the rest of the day with it.
#[utoipa::path(get, path = "/v1/paces", tag = "routes",
    responses((status = 200, description = "as the campaign lists them", body = PacesView)))]
pub async fn paces(service: Here, caller: Caller) -> Answer<PacesView> {
    service.paces(caller.region).await.map(Json).ok_or(ApiError::NotFound)
}

/// For how long.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct Ahead {
    /// Hours for which sites go on as they do, 1 to 12; 4 where absent.
    pub hours: Option<u8>,
}

/// Which sites to slow
///
/// What is sampled must match what can be tested: by the last hour of every site and what labs
/// have promised, which sites to slow, by how many persons an hour, until when. None where labs can
/// begin everything in time.
#[utoipa::path(get, path = "/v1/advice", tag = "routes", params(Ahead),
    responses((status = 200, description = "by the newest board", body = AdviceView)))]
pub async fn advice(
    service: Here,
    caller: Caller,
    Asked(ahead): Asked<Ahead>,
) -> Answer<AdviceView> {
    let hours = ahead.hours.unwrap_or(4);
    if !(1..=HOURS_MAX).contains(&hours) {
        return Err(ApiError::Unreadable(Said::new(
            format!("hours：应为 1 至 {HOURS_MAX}"),
            format!("hours: from 1 to {HOURS_MAX}"),
        )));
    }
    service.advice(caller.region, hours).await.map(Json).ok_or(ApiError::NotFound)
}

/// What to suppose.
#[derive(Deserialize, ToSchema)]
pub struct Supposed {
    /// The lab that takes nothing.
    #[schema(example = 1)]
    pub lab_down: u32,
    /// From when, in milliseconds since 1970; from now where absent.
    #[schema(example = 1_648_785_600_000_i64)]
    pub from_ms: Option<i64>,
    /// Until when; until it is opened where absent.
    #[schema(example = 1_648_800_000_000_i64)]
    pub until_ms: Option<i64>,
}

/// What would follow if a lab took nothing
///
/// Where the boxes on their way to it would go, which of them would be late, and which would go
/// nowhere. Nothing is changed.
#[utoipa::path(post, path = "/v1/routes/what-if", tag = "routes", request_body = Supposed,
    responses((status = 200, description = "the effect", body = WhatIfView),
        (status = 422, description = "no such lab, or over before it begins", body = Problem)))]
pub async fn what_if(
    service: Here,
    caller: Caller,
    body::Json(supposed): body::Json<Supposed>,
) -> Answer<WhatIfView> {
    let Supposed { lab_down, from_ms, until_ms } = supposed;
    let span = (from_ms.map(At), until_ms.map(At));
    let view = service.what_if(caller.region, LabId(lab_down), span).await;
    view.map(Json).map_err(|refused| ApiError::Refused(refused.refusal))
}
