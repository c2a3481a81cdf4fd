//! Questions about tubes, boxes, plates and the campaign.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use serde::Deserialize;
use tenfold_domain::code::{BoxCode, PlateCode, TubeCode};
use tenfold_domain::plate::Well;
use tenfold_domain::time::Minutes;
use utoipa::IntoParams;

use super::auth::{Audience, Caller};
use super::body::{Asked, Named};
use super::problem::{ApiError, Problem};
use super::said::Said;
use crate::service::Service;
use crate::service::query::campaign::CampaignView;
use crate::service::query::case::{BoxView, PlateView};
use crate::service::query::conservation::{By, Conservation};
use crate::service::query::late::LateList;
use crate::service::query::lists::{DiscrepancyView, NoticeView, OverrideView, RecollectionView};
use crate::service::query::pools::PoolView;
use crate::service::query::trace::{BoxTrace, TubeTrace, WellTrace};
use crate::service::query::tube::TubeView;

/// The answer to a question: found, or nothing of that name.
type Answer<T> = Result<Json<T>, ApiError>;

type Here = State<Arc<Service>>;

/// Longest look ahead, in minutes.
const WITHIN_MAX: i64 = 7 * 24 * 60;

fn found<T>(answer: Option<T>) -> Answer<T> {
    answer.map(Json).ok_or(ApiError::NotFound)
}

fn tube_code(text: &str) -> Result<TubeCode, ApiError> {
    TubeCode::scan(text).map_err(|_| ApiError::NotFound)
}

fn box_code(text: &str) -> Result<BoxCode, ApiError> {
    BoxCode::scan(text).map_err(|_| ApiError::NotFound)
}

fn plate_code(text: &str) -> Result<PlateCode, ApiError> {
    PlateCode::scan(text).map_err(|_| ApiError::NotFound)
}

/// A tube as it stands
///
/// Its stage and the clock that runs for it. Call and members only for who sees readings: lab,
/// reviewer, commander, auditor, admin. A token of one site is shown nothing of another.
#[utoipa::path(get, path = "/v1/tubes/{code}", tag = "questions",
    params(("code" = String, Path, description = "the tube's label")),
    responses((status = 200, description = "the tube", body = TubeView),
        (status = 404, description = "no such tube", body = Problem)))]
pub async fn tube(service: Here, caller: Caller, Named(code): Named<String>) -> Answer<TubeView> {
    let tube = service.tube(caller.region, tube_code(&code)?).await?;
    let bearer = &caller.bearer;
    let tube = tube.filter(|tube| tube.lies_within(bearer.scope));
    let reads = Audience::Readers.roles().contains(&bearer.role);
    found(tube.map(|tube| if reads { tube } else { tube.without_reading() }))
}

/// A box as it stands
///
/// Its stage, the clock that runs for it, its manifest with what is not received yet, who signed
/// for it with which counts, and what is wrong with each of its tubes and with those that do not
/// stand on the manifest: by name, with who noted it and when. See `note_flaw`, `reject_tube`.
#[utoipa::path(get, path = "/v1/boxes/{code}", tag = "questions",
    params(("code" = String, Path, description = "the box's label")),
    responses((status = 200, description = "the box", body = BoxView),
        (status = 404, description = "no such box", body = Problem)))]
pub async fn case(service: Here, caller: Caller, Named(code): Named<String>) -> Answer<BoxView> {
    found(service.case(caller.region, box_code(&code)?).await?)
}

/// A plate as it stands
#[utoipa::path(get, path = "/v1/plates/{code}", tag = "questions",
    params(("code" = String, Path, description = "the plate's label")),
    responses((status = 200, description = "the plate", body = PlateView),
        (status = 404, description = "no such plate", body = Problem)))]
pub async fn plate(service: Here, caller: Caller, Named(code): Named<String>) -> Answer<PlateView> {
    found(service.plate(caller.region, plate_code(&code)?).await?)
}

/// A tube back to the people in it
///
/// Every fact about it under every label, in its boxes and on its plates, in the order of time.
#[utoipa::path(get, path = "/v1/tubes/{code}/trace", tag = "traces",
    params(("code" = String, Path, description = "any label the tube ever had")),
    responses((status = 200, description = "the trace", body = TubeTrace),
        (status = 404, description = "no such tube", body = Problem)))]
pub async fn trace_tube(
    service: Here,
    caller: Caller,
    Named(code): Named<String>,
) -> Answer<TubeTrace> {
    found(service.trace_tube(caller.region, tube_code(&code)?).await?)
}

/// A box back to the people in its tubes
#[utoipa::path(get, path = "/v1/boxes/{code}/trace", tag = "traces",
    params(("code" = String, Path, description = "the box's label")),
    responses((status = 200, description = "the trace", body = BoxTrace),
        (status = 404, description = "no such box", body = Problem)))]
pub async fn trace_box(
    service: Here,
    caller: Caller,
    Named(code): Named<String>,
) -> Answer<BoxTrace> {
    found(service.trace_box(caller.region, box_code(&code)?).await?)
}

/// A well back to the people in its tube
#[utoipa::path(get, path = "/v1/plates/{code}/wells/{well}/trace", tag = "traces",
    params(("code" = String, Path, description = "the plate's label"),
        ("well" = String, Path, description = "the well, for instance A01")),
    responses((status = 200, description = "the trace", body = WellTrace),
        (status = 404, description = "no such plate, or nothing in the well", body = Problem)))]
pub async fn trace_well(
    service: Here,
    caller: Caller,
    Named((code, well)): Named<(String, String)>,
) -> Answer<WellTrace> {
    let here = (plate_code(&code)?, Well::parse(&well).ok_or(ApiError::NotFound)?);
    found(service.trace_well(caller.region, here).await?)
}

/// How far to look ahead.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct Ahead {
    /// Minutes; 30 when not given.
    pub within_minutes: Option<i64>,
}

/// What is late, or will be soon
///
/// Tubes near the room-temperature limit, boxes not fetched, outcomes and recollections due, the
/// earliest first.
#[utoipa::path(get, path = "/v1/late", tag = "questions", params(Ahead),
    responses((status = 200, description = "by the time it is due", body = LateList)))]
pub async fn late(service: Here, caller: Caller, Asked(ahead): Asked<Ahead>) -> Answer<LateList> {
    let within = Minutes(ahead.within_minutes.unwrap_or(30).clamp(0, WITHIN_MAX));
    Ok(Json(service.late(caller.region, within).await?))
}

/// What the law is counted by.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct Grain {
    /// site, lane, lab, hour or box; site when not given.
    pub by: Option<String>,
}

/// The law of conservation
///
/// registered = open + sealed + boxed + in transit + received + in test + resulted + void.
#[utoipa::path(get, path = "/v1/conservation", tag = "questions", params(Grain),
    responses((status = 200, description = "the counts, and whether they agree",
            body = Conservation),
        (status = 422, description = "no such grain", body = Problem)))]
pub async fn conservation(
    service: Here,
    caller: Caller,
    Asked(grain): Asked<Grain>,
) -> Answer<Conservation> {
    let unknown = || {
        ApiError::Unreadable(Said::new(
            "by 应为以下之一：site, lane, lab, hour, box",
            "by is one of site, lane, lab, hour, box",
        ))
    };
    let by = By::from_word(grain.by.as_deref().unwrap_or("site")).ok_or_else(unknown)?;
    Ok(Json(service.conservation(caller.region, by).await?))
}

/// Recollections owed
#[utoipa::path(get, path = "/v1/recollections", tag = "questions",
    responses((status = 200, description = "the earliest due first",
        body = Vec<RecollectionView>)))]
pub async fn recollections(service: Here, caller: Caller) -> Answer<Vec<RecollectionView>> {
    Ok(Json(service.recollections(caller.region).await?))
}

/// Positive pools and where their members are
///
/// Each pool of which somebody is owed a second test: how many are open, swabbed, on the way, in
/// test, ended and late.
#[utoipa::path(get, path = "/v1/pools", tag = "questions",
    responses((status = 200, description = "the earliest due first", body = Vec<PoolView>)))]
pub async fn pools(service: Here, caller: Caller) -> Answer<Vec<PoolView>> {
    Ok(Json(service.pools(caller.region).await?))
}

/// Discrepancies to settle
#[utoipa::path(get, path = "/v1/discrepancies", tag = "questions",
    responses((status = 200, description = "newest first", body = Vec<DiscrepancyView>)))]
pub async fn discrepancies(service: Here, caller: Caller) -> Answer<Vec<DiscrepancyView>> {
    Ok(Json(service.discrepancies(caller.region).await?))
}

/// Which overrides.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct Before {
    /// Older than the one of this number; from the newest on when not given.
    pub before: Option<u64>,
}

/// Wrong check digits that supervisors took
///
/// Every one with who registered, who took it and how it was settled since; at most a thousand,
/// newest first. Names nobody: a person is a look-up key.
#[utoipa::path(get, path = "/v1/overrides", tag = "questions", params(Before),
    responses((status = 200, description = "newest first", body = Vec<OverrideView>)))]
pub async fn overrides(
    service: Here,
    caller: Caller,
    Asked(asked): Asked<Before>,
) -> Answer<Vec<OverrideView>> {
    let before = asked.before.unwrap_or(u64::MAX);
    Ok(Json(service.overrides(caller.region, before).await?))
}

/// Notices and who confirmed them
///
/// The token of one party sees what that party was told.
#[utoipa::path(get, path = "/v1/notices", tag = "questions",
    responses((status = 200, description = "unconfirmed ones first", body = Vec<NoticeView>)))]
pub async fn notices(service: Here, caller: Caller) -> Answer<Vec<NoticeView>> {
    Ok(Json(service.notices(caller.region, caller.bearer.scope.party).await?))
}

/// The campaign
///
/// Rounds, sites with their lanes, labs, kits and the limits that devices show.
#[utoipa::path(get, path = "/v1/campaign", tag = "questions",
    responses((status = 200, description = "the campaign of the token's region",
        body = CampaignView)))]
pub async fn campaign(service: Here, caller: Caller) -> Answer<CampaignView> {
    found(service.campaign_view(caller.region))
}
