//! What stands around every route: turning reads away when the desks are busy, one line in the
//! log, and headers that keep browsers from doing more than the pages need.

use std::any::Any;

use axum::extract::{MatchedPath, Request, State};
use axum::http::{HeaderName, HeaderValue, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

use super::App;
use super::problem::ApiError;
use crate::service::clock::Stopwatch;
use crate::service::pressure::TURNED_AWAY_AFTER;

/// Paths that are answered however busy the desks are.
const NEVER_SHED: [&str; 15] = [
    "/v1/commands",
    "/healthz",
    "/readyz",
    "/metrics",
    "/",
    "/clerk",
    "/lab",
    "/packer",
    "/courier",
    "/commander",
    "/resident",
    "/squad",
    "/admin",
    "/planner",
    "/sw.js",
];

/// What a page is made of costs a copy from memory, and half a page is none.
const NEVER_SHED_BELOW: &str = "/app/";

const CONTENT_POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; \
    connect-src 'self'; img-src 'self' data:; base-uri 'none'; form-action 'none'; \
    frame-ancestors 'none'";

/// Turns reads away, before anything is done for them.
pub async fn shed(
    State(app): State<App>,
    request: Request,
    next: Next,
) -> Result<Response, ApiError> {
    let path = request.uri().path();
    let first = NEVER_SHED.contains(&path) || path.starts_with(NEVER_SHED_BELOW);
    if !first && !app.service.admits_read() {
        app.service.metrics.shed_read();
        tokio::time::sleep(TURNED_AWAY_AFTER).await;
        return Err(ApiError::Shed);
    }
    Ok(next.run(request).await)
}

/// One line a request. The route's pattern stands for the path: the path itself may hold a code,
/// and a query anything.
pub async fn log(request: Request, next: Next) -> Response {
    let watch = Stopwatch::start();
    let method = request.method().clone();
    let route = request.extensions().get::<MatchedPath>().cloned();
    let response = next.run(request).await;
    let (status, us) = (response.status().as_u16(), watch.elapsed().as_micros() as u64);
    let route = route.as_ref().map_or("-", MatchedPath::as_str);
    tracing::info!(target: "tenfold::request", %method, route, status, us);
    response
}

/// Headers of every answer.
pub async fn headers(request: Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    let headers = response.headers_mut();
    let mut set = |name: HeaderName, value: &'static str| {
        headers.entry(name).or_insert(HeaderValue::from_static(value));
    };
    set(header::CONTENT_SECURITY_POLICY, CONTENT_POLICY);
    set(header::X_CONTENT_TYPE_OPTIONS, "nosniff");
    set(header::REFERRER_POLICY, "no-referrer");
    set(header::CACHE_CONTROL, "no-store");
    set(HeaderName::from_static("cross-origin-opener-policy"), "same-origin");
    set(HeaderName::from_static("cross-origin-resource-policy"), "same-origin");
    response
}

/// A fault in a handler is one answer, and not the end of the connection.
pub fn caught(_: Box<dyn Any + Send>) -> Response {
    // What it said is not repeated: it may hold what somebody sent.
    tracing::error!("a handler ended by a fault");
    ApiError::Internal.into_response()
}
