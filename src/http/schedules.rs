//! Tests by schedule: what is due, and who is under which schedule.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use serde::Deserialize;
use tenfold_domain::code::SquadId;
use tenfold_domain::time::Minutes;
use utoipa::IntoParams;

use super::auth::Caller;
use super::body::Asked;
use super::problem::ApiError;
use crate::service::Service;
use crate::service::query::schedules::{CourseView, DueList, Only};

/// Longest look ahead, in hours.
const HOURS_MAX: u16 = 14 * 24;

/// Which tests.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct Due {
    /// Those of one squad.
    pub squad: Option<u32>,
    /// Those of one schedule.
    pub schedule: Option<String>,
    /// Those too whose day begins within so many hours; 336 at most.
    pub hours: Option<u16>,
}

/// Tests by schedule that are due
///
/// Of everybody under a schedule each test without a swab whose day has begun, the one with least
/// time left first; a day that was missed stays until a swab is taken or the schedule ends. Names
/// nobody: a person is a look-up key.
#[utoipa::path(get, path = "/v1/schedules/due", tag = "questions", params(Due),
    responses((status = 200, description = "the least time left first", body = DueList)))]
pub async fn due(
    service: State<Arc<Service>>,
    caller: Caller,
    Asked(asked): Asked<Due>,
) -> Result<Json<DueList>, ApiError> {
    let ahead = Minutes::hours(i64::from(asked.hours.unwrap_or(0).min(HOURS_MAX)));
    let only = Only { squad: asked.squad.map(SquadId), schedule: asked.schedule };
    Ok(Json(service.tests_due(caller.region, only, ahead).await?))
}

/// Whose schedules.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct Persons {
    /// Of one squad.
    pub squad: Option<u32>,
    /// Under one schedule.
    pub schedule: Option<String>,
}

/// Who is under a schedule
///
/// Each person with every test and how it stands, the calls so far, and whether two negatives 24
/// hours apart clear them by the protocol.
#[utoipa::path(get, path = "/v1/schedules/persons", tag = "questions", params(Persons),
    responses((status = 200, description = "in the order of look-up keys",
        body = Vec<CourseView>)))]
pub async fn persons(
    service: State<Arc<Service>>,
    caller: Caller,
    Asked(asked): Asked<Persons>,
) -> Result<Json<Vec<CourseView>>, ApiError> {
    let only = Only { squad: asked.squad.map(SquadId), schedule: asked.schedule };
    Ok(Json(service.courses(caller.region, only).await?))
}
