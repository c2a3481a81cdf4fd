//! What became of notices on their way, and dead letters sent again.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use serde::{Deserialize, Serialize};
use tenfold_domain::term::{Delivery, Party};
use utoipa::{IntoParams, ToSchema};

use super::auth::Caller;
use super::body::{Asked, Named};
use super::problem::{ApiError, Problem};
use super::said::Said;
use crate::service::Service;
use crate::service::query::deliveries::{DeliveryPage, DeliveryView};
use crate::storage::tables::outbox::Filter;

/// Deliveries of a page when nothing is asked for, and at most.
const LIMIT: (u32, u32) = (100, 1_000);

/// Which deliveries; read here and not by the extractor, so that a bad one is named.
#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct Deliveries {
    /// waiting, delivered or dead.
    state: Option<String>,
    /// To this party.
    party: Option<String>,
    /// Deliveries at most, 1 to 1000; 100 when not given.
    #[param(value_type = Option<u32>, minimum = 1, maximum = 1000)]
    limit: Option<String>,
    /// Older than this one: `next` of the page before.
    before: Option<String>,
}

/// Nothing has to be said; an empty object will do.
#[derive(Serialize, ToSchema)]
pub struct Nothing {}

fn filter(asked: &Deliveries) -> Result<(Filter, u32), ApiError> {
    let one_of = |name: &str, words: Vec<&str>| {
        let words = words.join(", ");
        let en = format!("{name} is one of {words}");
        ApiError::Unreadable(Said::new(format!("{name} 须为下列之一：{words}"), en))
    };
    let states = || one_of("state", Delivery::ALL.iter().map(|it| it.word()).collect());
    let parties = || one_of("party", Party::ALL.iter().map(|it| it.word()).collect());
    let state = asked.state.as_deref().map(|word| Delivery::from_word(word).ok_or_else(states));
    let party = asked.party.as_deref().map(|word| Party::from_word(word).ok_or_else(parties));
    let before = || {
        let en = "before is `next` of the page before, like 2-10442";
        ApiError::Unreadable(Said::new("before 须为上一页的 next，如 2-10442", en))
    };
    let before = asked.before.as_deref().map(|id| place(id).ok_or_else(before)).transpose()?;
    let most = LIMIT.1;
    let range = || {
        let en = format!("limit is 1 to {most}");
        ApiError::Unreadable(Said::new(format!("limit 须为 1 至 {most}"), en))
    };
    let known = |text: &str| text.parse().ok().filter(|limit| (1..=most).contains(limit));
    let limit = asked.limit.as_deref().map(|text| known(text).ok_or_else(range)).transpose()?;
    let before = before.map_or(Filter::ALL.before, |(endpoint, notice)| (notice, endpoint));
    let filter = Filter { state: state.transpose()?, party: party.transpose()?, before };
    Ok((filter, limit.unwrap_or(LIMIT.0)))
}

/// Endpoint and notice of an id like `2-10442`.
fn place(id: &str) -> Option<(u16, u64)> {
    let (endpoint, notice) = id.split_once('-')?;
    let notice: u64 = notice.parse().ok()?;
    Some((endpoint.parse().ok()?, notice)).filter(|_| notice <= i64::MAX.unsigned_abs())
}

/// Notices on their way to the parties
///
/// Each notice and each endpoint that it goes to: whether it waits, was taken or was given up, how
/// often it was tried and why it was not taken, the newest notice first; and how each endpoint
/// stands. That a party has read it, it says by the command `acknowledge`.
#[utoipa::path(get, path = "/v1/deliveries", tag = "questions", params(Deliveries),
    responses((status = 200, description = "a page of deliveries", body = DeliveryPage),
        (status = 422, description = "a filter that cannot be; the detail names it",
            body = Problem)))]
pub async fn list(
    service: State<Arc<Service>>,
    caller: Caller,
    Asked(asked): Asked<Deliveries>,
) -> Result<Json<DeliveryPage>, ApiError> {
    let (filter, limit) = filter(&asked)?;
    Ok(Json(service.deliveries(caller.region, filter, limit).await?))
}

/// A dead letter sent again
///
/// It is tried once more, at once and before new notices, under the same key; not taken, it is a
/// dead letter again. Asked of one that is not dead, nothing changes.
#[utoipa::path(post, path = "/v1/deliveries/{id}/resend", tag = "service",
    params(("id" = String, Path, description = "the delivery's id, for instance 2-10442")),
    request_body(content = Nothing, description = "nothing has to be said"),
    responses((status = 200, description = "the delivery as it stands", body = DeliveryView),
        (status = 404, description = "no such delivery", body = Problem)))]
pub async fn resend(
    service: State<Arc<Service>>,
    caller: Caller,
    Named(id): Named<String>,
) -> Result<Json<DeliveryView>, ApiError> {
    let place = place(&id).ok_or(ApiError::NotFound)?;
    let found = service.resend(caller.region, place).await?.ok_or(ApiError::NotFound)?;
    tracing::info!(id, staff = caller.bearer.staff.0, "a notice is sent again by hand");
    Ok(Json(found))
}
