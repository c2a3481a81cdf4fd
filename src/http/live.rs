//! The board as JSON and as a stream. One ticker renders it; a hundred screens share what it
//! rendered.

use std::collections::BTreeMap;
use std::convert::Infallible;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use axum::body::{Body, Bytes};
use axum::extract::State;
use axum::http::{HeaderMap, HeaderValue, header};
use axum::response::{IntoResponse, Response};
use futures_util::stream;
use tenfold_domain::code::Region;
use tenfold_domain::time::Minutes;
use tokio::sync::watch;
use tokio::time::{sleep, timeout};

use super::App;
use super::auth::{self, Caller};
use super::board::ProgressView;
use super::problem::{ApiError, Problem};
use crate::service::Service;
use crate::service::clock::{self, Stopwatch};
use crate::service::query::late::LateCounts;

/// Least and longest time between two messages.
const PACE_MIN: Duration = Duration::from_secs(1);
const PACE_MAX: Duration = Duration::from_secs(5);

/// How often what is late is counted again, and how soon counts as near.
const LATE_EVERY: Duration = Duration::from_secs(10);
const LATE_WITHIN: Minutes = Minutes(30);

/// A rendered board.
#[derive(Clone)]
struct Frame {
    event: Bytes,
}

/// What stands around the JSON of an event.
const EVENT_STARTS: &[u8] = b"data: ";
const EVENT_ENDS: &[u8] = b"\n\n";

impl Frame {
    fn of(view: &ProgressView) -> Frame {
        let json = serde_json::to_vec(view).unwrap_or_default();
        Frame { event: [EVENT_STARTS, &json, EVENT_ENDS].concat().into() }
    }

    /// The JSON alone; shares the event's bytes.
    fn json(&self) -> Bytes {
        self.event.slice(EVENT_STARTS.len()..self.event.len() - EVENT_ENDS.len())
    }
}

type Frames = Arc<BTreeMap<Region, Frame>>;

/// The newest boards, rendered.
pub struct Live {
    frames: watch::Sender<Frames>,
    late: Mutex<BTreeMap<Region, LateCounts>>,
    viewers: AtomicUsize,
}

impl Default for Live {
    fn default() -> Self {
        Live {
            frames: watch::channel(Frames::default()).0,
            late: Mutex::default(),
            viewers: AtomicUsize::new(0),
        }
    }
}

impl Live {
    /// Screens that listen now.
    pub fn viewers(&self) -> usize {
        self.viewers.load(Ordering::Relaxed)
    }

    /// Counts again what is late. Asked of the store, so less often than the board, and not at all
    /// while reads are turned away.
    async fn count_late(&self, service: &Service) {
        for region in service.campaigns.keys() {
            if let Ok(counts) = service.late_counts(*region, LATE_WITHIN).await
                && let Ok(mut late) = self.late.lock()
            {
                late.insert(*region, counts);
            }
        }
    }

    fn late(&self, region: Region) -> LateCounts {
        self.late.lock().ok().and_then(|late| late.get(&region).copied()).unwrap_or_default()
    }

    fn render(&self, service: &Service) {
        // While nobody waits for the writer, its last board is the state of this moment.
        let idle = service.desk.fullness() == 0.0;
        let mut frames = BTreeMap::new();
        for (region, progress) in service.board.boards().iter() {
            let Some(campaign) = service.campaigns.get(region) else { continue };
            let at = if idle { clock::now() } else { progress.at };
            let view = ProgressView::of(campaign, progress, at, self.late(*region));
            frames.insert(*region, Frame::of(&view));
        }
        self.frames.send_replace(Arc::new(frames));
    }
}

/// Renders boards until the service stops.
pub async fn tick(app: App) {
    let mut changed = app.service.board.subscribe();
    let mut stopping = app.stopping();
    let mut counted: Option<Stopwatch> = None;
    loop {
        let due = counted.is_none_or(|counted| counted.elapsed() >= LATE_EVERY);
        if due && app.service.admits_read() {
            app.live.count_late(&app.service).await;
            counted = Some(Stopwatch::start());
        }
        app.live.render(&app.service);
        let next = async {
            sleep(PACE_MIN).await;
            // At the latest then; a board that did not change is a sign of life.
            let _ = timeout(PACE_MAX - PACE_MIN, changed.changed()).await;
        };
        tokio::select! {
            () = next => {}
            _ = stopping.wait_for(|stopping| *stopping) => return,
        }
    }
}

/// Where everybody of the region is
///
/// The newest message of `/v1/progress/events`.
#[utoipa::path(get, path = "/v1/progress", tag = "progress",
    responses(
        (status = 200, description = "the board", body = ProgressView),
        (status = 503, description = "busy; see Retry-After", body = Problem)))]
pub async fn progress(State(app): State<App>, caller: Caller) -> Result<Response, ApiError> {
    if app.live.frames.borrow().is_empty() {
        // Asked before the ticker's first round.
        app.live.render(&app.service);
    }
    let frame = app.live.frames.borrow().get(&caller.region).cloned();
    let json = frame.ok_or(ApiError::NotFound)?.json();
    Ok(([(header::CONTENT_TYPE, "application/json")], json).into_response())
}

/// The board as server-sent events
///
/// The same JSON as `/v1/progress` in each `data:`; at most one a second and at least one every
/// five seconds. The stream ends when the service stops, and within seconds when the token is taken
/// back or its time is over.
#[utoipa::path(get, path = "/v1/progress/events", tag = "progress",
    responses(
        (status = 200, description = "a board in each message", body = ProgressView,
            content_type = "text/event-stream"),
        (status = 503, description = "busy; see Retry-After", body = Problem)))]
pub async fn events(
    State(app): State<App>,
    caller: Caller,
    headers: HeaderMap,
) -> Result<Response, ApiError> {
    if app.is_stopping() {
        return Err(ApiError::Stopping);
    }
    let said = headers.get(header::AUTHORIZATION).cloned().ok_or(ApiError::Unauthorised)?;
    let viewer = Viewer::new(&app, caller.region, said);
    let messages = stream::unfold(viewer, |mut viewer| async move {
        let event = viewer.next().await?;
        Some((Ok::<Bytes, Infallible>(event), viewer))
    });
    let headers = [
        (header::CONTENT_TYPE, "text/event-stream"),
        // A proxy that collects answers would show a board of minutes ago.
        (header::HeaderName::from_static("x-accel-buffering"), "no"),
    ];
    Ok((headers, Body::from_stream(messages)).into_response())
}

/// One screen.
struct Viewer {
    app: App,
    region: Region,
    /// The `Authorization` header it came with: a stream outlives its request, not its token.
    said: HeaderValue,
    frames: watch::Receiver<Frames>,
    stopping: watch::Receiver<bool>,
    first: bool,
}

impl Viewer {
    fn new(app: &App, region: Region, said: HeaderValue) -> Viewer {
        app.live.viewers.fetch_add(1, Ordering::Relaxed);
        Viewer {
            app: app.clone(),
            region,
            said,
            frames: app.live.frames.subscribe(),
            stopping: app.stopping(),
            first: true,
        }
    }

    /// The next message; none when the service stops or the token holds no longer.
    async fn next(&mut self) -> Option<Bytes> {
        loop {
            if !std::mem::take(&mut self.first) {
                tokio::select! {
                    changed = self.frames.changed() => changed.ok()?,
                    _ = self.stopping.wait_for(|stopping| *stopping) => return None,
                }
                auth::caller(&self.app, &self.said)?;
            }
            let frame = self.frames.borrow_and_update().get(&self.region).cloned();
            if let Some(frame) = frame {
                return Some(frame.event);
            }
        }
    }
}

impl Drop for Viewer {
    fn drop(&mut self) {
        self.app.live.viewers.fetch_sub(1, Ordering::Relaxed);
    }
}
