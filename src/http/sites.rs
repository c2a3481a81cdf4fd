//! Where to go to be swabbed, for residents; who stands in line there, from those who see it; and
//! who is expected there, for those who wait for them.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use serde::{Deserialize, Serialize};
use tenfold_domain::code::{Region, SiteId};
use tenfold_domain::refusal::Refusal;
use utoipa::{IntoParams, ToSchema};

use super::auth::Caller;
use super::body::{self, Asked, Named};
use super::problem::{ApiError, Problem};
use super::said::Said;
use crate::service::Service;
use crate::service::appointments::AppointmentList;
use crate::service::queues::SiteNow;

/// More than any queue holds.
const PEOPLE_MAX: u32 = 100_000;

/// Which region.
#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct Sites {
    /// Six digits; may be left out where there is one.
    region: Option<u32>,
}

/// Every site.
#[derive(Debug, Serialize, ToSchema)]
pub struct SiteList {
    /// In the order of their numbers.
    pub sites: Vec<SiteNow>,
}

/// Who stands in line.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Queue {
    /// How many people, as somebody counted or guessed.
    #[schema(example = 40, maximum = 100_000)]
    pub people: u32,
}

/// The only region, or the one that was named.
pub(super) fn region(service: &Service, asked: Option<u32>) -> Result<Region, ApiError> {
    let known: Vec<Region> = service.campaigns.keys().copied().collect();
    match (asked.map(Region), known.as_slice()) {
        (None, [only]) => Ok(*only),
        (Some(asked), known) if known.contains(&asked) => Ok(asked),
        _ => Err(ApiError::Refused(Refusal::RegionUnknown)),
    }
}

/// Where to be swabbed
///
/// No token. Which sites take people now, when they open and close, and how long one waits there,
/// as far as somebody at the site said how many stand in line.
#[utoipa::path(get, path = "/v1/sites", tag = "residents", params(Sites),
    responses((status = 200, description = "every site of the region", body = SiteList),
        (status = 422, description = "the region is not served, or several are", body = Problem)))]
pub async fn list(
    State(service): State<Arc<Service>>,
    Asked(asked): Asked<Sites>,
) -> Result<Json<SiteList>, ApiError> {
    let region = region(&service, asked.region)?;
    let sites = service.sites_now(region).ok_or(ApiError::NotFound)?;
    Ok(Json(SiteList { sites }))
}

/// Who stands in line at a site
///
/// Residents read it for half an hour, with the time at which it was said.
#[utoipa::path(post, path = "/v1/sites/{site}/queue", tag = "service", request_body = Queue,
    params(("site" = u32, Path, description = "the site's number", example = 1)),
    responses((status = 200, description = "the site as residents read it", body = SiteNow),
        (status = 422, description = "no such site, not yours, or more than stand anywhere",
            body = Problem)))]
pub async fn queue(
    State(service): State<Arc<Service>>,
    caller: Caller,
    Named(site): Named<u32>,
    body::Json(said): body::Json<Queue>,
) -> Result<Json<SiteNow>, ApiError> {
    let known = own(&service, &caller, site)?;
    if said.people > PEOPLE_MAX {
        let en = format!("people is 0 to {PEOPLE_MAX}");
        return Err(ApiError::Unreadable(Said::new(format!("people 须为 0 至 {PEOPLE_MAX}"), en)));
    }
    service.queue((caller.region, known), said.people);
    let now = service.sites_now(caller.region).unwrap_or_default();
    let now = now.into_iter().find(|now| now.site == known.0);
    now.map(Json).ok_or(ApiError::NotFound)
}

/// Who is expected at a site
///
/// Residents who entered their own data beforehand and said that they come to this site, from an
/// hour ago to three hours ahead; whoever was registered in the round since is left out. Names and
/// numbers are masked: who sees them whole asks elsewhere, with a reason.
#[utoipa::path(get, path = "/v1/sites/{site}/appointments", tag = "service",
    params(("site" = u32, Path, description = "the site's number", example = 1)),
    responses((status = 200, description = "the earliest first", body = AppointmentList),
        (status = 422, description = "no such site, or not yours", body = Problem)))]
pub async fn appointments(
    State(service): State<Arc<Service>>,
    caller: Caller,
    Named(site): Named<u32>,
) -> Result<Json<AppointmentList>, ApiError> {
    let site = own(&service, &caller, site)?;
    Ok(Json(service.appointments(caller.region, site).await?))
}

/// The site of this number, where it is one that the caller works at.
fn own(service: &Service, caller: &Caller, site: u32) -> Result<SiteId, ApiError> {
    let campaign = service.campaigns.get(&caller.region).ok_or(ApiError::NotFound)?;
    let known = campaign.site(SiteId(site)).ok_or(ApiError::Refused(Refusal::SiteUnknown))?.id;
    match caller.site(campaign).is_some_and(|own| own != known) {
        true => Err(ApiError::Refused(Refusal::SiteNotYours)),
        false => Ok(known),
    }
}
