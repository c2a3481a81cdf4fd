//! What machines ask to know whether the service lives, takes work and how it does.

use axum::extract::State;
use axum::http::header;
use axum::response::IntoResponse;

use super::App;
use super::problem::ApiError;

/// The process lives.
#[utoipa::path(get, path = "/healthz", tag = "service",
    responses((status = 200, description = "it lives", body = String, example = "ok")))]
pub async fn healthz() -> &'static str {
    "ok\n"
}

/// New work is taken. 503 while the service stops or its store takes no writes.
#[utoipa::path(get, path = "/readyz", tag = "service",
    responses(
        (status = 200, description = "it takes work", body = String, example = "ready"),
        (status = 503, description = "it takes none now", body = super::problem::Problem)))]
pub async fn readyz(State(app): State<App>) -> Result<&'static str, ApiError> {
    if app.is_stopping() {
        return Err(ApiError::Stopping);
    }
    Ok("ready\n")
}

/// Counters and gauges in Prometheus' text format; no label holds personal data.
#[utoipa::path(get, path = "/metrics", tag = "service",
    responses((status = 200, description = "Prometheus text", body = String)))]
pub async fn metrics(State(app): State<App>) -> impl IntoResponse {
    let kind = [(header::CONTENT_TYPE, "text/plain; version=0.0.4; charset=utf-8")];
    (kind, app.service.metrics.text(&[]))
}
