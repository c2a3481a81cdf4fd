//! What a lab must do about the specimens it keeps.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use serde::Deserialize;
use tenfold_domain::code::LabId;
use tenfold_domain::time::Minutes;
use utoipa::IntoParams;

use super::auth::Caller;
use super::body::{Asked, Named};
use super::problem::{ApiError, Problem};
use crate::service::Service;
use crate::service::query::stores::StoreList;

/// How far ahead is looked where nobody says, in minutes; and at most.
const WITHIN: (u32, u32) = (120, 7 * 24 * 60);

/// How far ahead.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct Within {
    /// Limits that end within so many minutes; 120 where absent, 10080 at most.
    pub within: Option<u32>,
}

/// What a lab must do about what it keeps
///
/// Specimens not tested in time that must go to -70 °C (or -20 °C for the time being), those not
/// negative that lie nowhere or too warm, and those whose time is over. The protocol says how long.
#[utoipa::path(get, path = "/v1/labs/{lab}/stores", tag = "lab",
    params(("lab" = u32, Path, description = "the lab's number"), Within),
    responses((status = 200, description = "the least time left first", body = StoreList),
        (status = 403, description = "another lab than one's own", body = Problem),
        (status = 404, description = "no such lab", body = Problem)))]
pub async fn list(
    State(service): State<Arc<Service>>,
    caller: Caller,
    Named(lab): Named<u32>,
    Asked(asked): Asked<Within>,
) -> Result<Json<StoreList>, ApiError> {
    let lab = LabId(lab);
    if caller.bearer.scope.lab.is_some_and(|own| own != lab) {
        return Err(ApiError::Forbidden);
    }
    let within = Minutes(i64::from(asked.within.unwrap_or(WITHIN.0).min(WITHIN.1)));
    let list = service.stores(caller.region, lab, within).await?;
    list.map(Json).ok_or(ApiError::NotFound)
}
