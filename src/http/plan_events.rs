//! A plan's progress as a stream.

use std::convert::Infallible;
use std::sync::Arc;
use std::time::Duration;

use axum::body::{Body, Bytes};
use axum::extract::State;
use axum::http::{HeaderMap, HeaderName, HeaderValue, header};
use axum::response::{IntoResponse, Response};
use futures_util::stream;
use tokio::sync::watch;
use tokio::time::{sleep, timeout};

use super::App;
use super::auth::{self, Caller};
use super::body::Named;
use super::language::{Reader, spoken};
use super::plan_view::PlanJob;
use super::plans::found;
use super::problem::{ApiError, Problem};
use crate::planner::job::Job;
use crate::report::words::Lang;

/// Least and longest time between two messages.
const PACE_MIN: Duration = Duration::from_millis(250);
const PACE_MAX: Duration = Duration::from_secs(5);

/// How far a plan is, as server-sent events
///
/// The same JSON as `/v1/plans/{id}` in each `data:`; at most four a second and at least one every
/// five seconds. The stream ends after the message of a job that has ended, when the service
/// stops, and within seconds when the token is taken back or its time is over.
#[utoipa::path(get, path = "/v1/plans/{id}/events", tag = "plans",
    params(("id" = String, Path, description = "the job", example = "9f2c61d07be3a458")),
    responses(
        (status = 200, description = "the job in each message", body = PlanJob,
            content_type = "text/event-stream"),
        (status = 404, description = "no such job, or forgotten", body = Problem)))]
pub async fn events(
    State(app): State<App>,
    caller: Caller,
    Reader(lang): Reader,
    Named(id): Named<String>,
    headers: HeaderMap,
) -> Result<Response, ApiError> {
    let job = found(&app, &caller, &id)?;
    if app.is_stopping() {
        return Err(ApiError::Stopping);
    }
    let said = headers.get(header::AUTHORIZATION).cloned().ok_or(ApiError::Unauthorised)?;
    let (changed, stopping) = (job.subscribe(), app.stopping());
    let viewer = Viewer { app, job, lang, said, changed, stopping, told: Told::Nothing };
    let messages = stream::unfold(viewer, |mut viewer| async move {
        let event = viewer.next().await?;
        Some((Ok::<Bytes, Infallible>(event), viewer))
    });
    let headers = [
        (header::CONTENT_TYPE, "text/event-stream"),
        // A proxy that collects answers would show a job of minutes ago.
        (HeaderName::from_static("x-accel-buffering"), "no"),
    ];
    Ok((headers, spoken(lang), Body::from_stream(messages)).into_response())
}

/// One screen.
struct Viewer {
    app: App,
    job: Arc<Job>,
    lang: Lang,
    /// The `Authorization` header it came with: a stream outlives its request, not its token.
    said: HeaderValue,
    changed: watch::Receiver<()>,
    stopping: watch::Receiver<bool>,
    told: Told,
}

/// What the screen knows.
#[derive(PartialEq, Eq)]
enum Told {
    Nothing,
    Something,
    TheEnd,
}

impl Viewer {
    /// The next message; none after that of the end, when the service stops, or when the token
    /// holds no longer.
    async fn next(&mut self) -> Option<Bytes> {
        match self.told {
            Told::TheEnd => return None,
            Told::Nothing => {}
            Told::Something => {
                let next = async {
                    sleep(PACE_MIN).await;
                    // At the latest then; a job that did not change is a sign of life.
                    let _ = timeout(PACE_MAX - PACE_MIN, self.changed.changed()).await;
                };
                tokio::select! {
                    () = next => {}
                    _ = self.stopping.wait_for(|stopping| *stopping) => return None,
                }
                auth::caller(&self.app, &self.said)?;
            }
        }
        self.changed.borrow_and_update();
        // Before it is looked at: an end that comes in between is told by one message more.
        let ended = self.job.is_ended();
        self.told = if ended { Told::TheEnd } else { Told::Something };
        let view = PlanJob::of(&self.app.plans, &self.job, self.lang);
        let json = serde_json::to_vec(&view).unwrap_or_default();
        Some([b"data: ", &json[..], b"\n\n"].concat().into())
    }
}
