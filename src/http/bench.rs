//! What is to be done at a lab now.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use tenfold_domain::code::LabId;

use super::auth::Caller;
use super::body::Named;
use super::problem::{ApiError, Problem};
use crate::service::Service;
use crate::service::query::bench::BenchView;

/// What is to be done at a lab now
///
/// Boxes on their way to it or open at its hatch, how many tubes wait for a plate, plates whose
/// readings are waited for, and calls that wait for a second person: on each plate those that are
/// confirmed at once and those that are looked at one by one.
#[utoipa::path(get, path = "/v1/labs/{lab}/bench", tag = "lab",
    params(("lab" = u32, Path, description = "the lab's number")),
    responses((status = 200, description = "the first due first", body = BenchView),
        (status = 403, description = "another lab than one's own", body = Problem),
        (status = 404, description = "no such lab", body = Problem)))]
pub async fn work(
    State(service): State<Arc<Service>>,
    caller: Caller,
    Named(lab): Named<u32>,
) -> Result<Json<BenchView>, ApiError> {
    let lab = LabId(lab);
    if caller.bearer.scope.lab.is_some_and(|own| own != lab) {
        return Err(ApiError::Forbidden);
    }
    service.bench(caller.region, lab).await?.map(Json).ok_or(ApiError::NotFound)
}
