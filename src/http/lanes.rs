//! Devices of one lane see each other: who listens is told which tube another device changed, and
//! looks at the tube itself. Nothing is kept for lanes that nobody listens to, and nobody is named.

use std::collections::HashMap;
use std::convert::Infallible;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use axum::body::{Body, Bytes};
use axum::extract::State;
use axum::http::{HeaderMap, HeaderName, HeaderValue, header};
use axum::response::{IntoResponse, Response};
use futures_util::stream;
use serde::Serialize;
use tenfold_domain::code::{DeviceId, LaneId, Region, TubeCode};
use tenfold_domain::command::Scope;
use tenfold_domain::event::Event;
use tokio::sync::broadcast::{self, error::RecvError};
use tokio::sync::watch;
use tokio::time::timeout;
use utoipa::ToSchema;

use super::App;
use super::auth::{self, Caller};
use super::body::Named;
use super::problem::{ApiError, Problem};
use crate::service::writer::Answer;

/// Notes a slow device may be behind; one that is further looks at everything again.
const BEHIND_MAX: usize = 64;
/// A line without notes says at least so often that it is alive, and that the token still holds.
const ALIVE_EVERY: Duration = Duration::from_secs(5);

/// A tube of the lane that a device changed.
#[derive(Serialize, ToSchema)]
pub struct LaneNote<'a> {
    /// The tube.
    #[schema(value_type = String, example = "360781000139")]
    pub tube: &'a str,
    /// Number of the device that did it.
    #[schema(example = 12)]
    pub device: u32,
}

type Place = (Region, LaneId);

/// Who listens at which lane, and which tubes stand there.
#[derive(Default)]
pub struct Lanes {
    /// Without anybody, nothing else is looked at.
    listeners: AtomicUsize,
    notes: Mutex<HashMap<Place, broadcast::Sender<Bytes>>>,
    /// Where a tube was opened; only of lanes with listeners.
    tubes: Mutex<HashMap<(Region, TubeCode), LaneId>>,
}

impl Lanes {
    /// Tells what became of commands.
    pub fn tell(&self, region: Region, device: DeviceId, answers: &[Answer]) {
        if self.listeners.load(Ordering::Relaxed) == 0 {
            return;
        }
        for answer in answers {
            let Answer::Recorded(facts) = answer else { continue };
            for entry in facts.iter() {
                self.one(region, device, &entry.event);
            }
        }
    }

    fn one(&self, region: Region, device: DeviceId, event: &Event) {
        let (tube, lane) = match event {
            Event::Registered { tube, lane, .. } => (tube, Some(*lane)),
            Event::Withdrawn { tube, .. }
            | Event::TubeSealed { tube, .. }
            | Event::TubeVoided { tube, .. } => (tube, None),
            _ => return,
        };
        // A lock that another thread left behind broken costs a note and nothing else.
        let (Ok(mut tubes), Ok(notes)) = (self.tubes.lock(), self.notes.lock()) else { return };
        let key = (region, *tube);
        let Some(lane) = lane.or_else(|| tubes.remove(&key)) else { return };
        let Some(sender) = notes.get(&(region, lane)) else { return };
        if !matches!(event, Event::TubeSealed { .. } | Event::TubeVoided { .. }) {
            tubes.insert(key, lane);
        }
        let note = LaneNote { tube: tube.as_str(), device: device.0 };
        let text = serde_json::to_string(&note).unwrap_or_default();
        // Who went meanwhile needs no note.
        let _ = sender.send(Bytes::from(format!("data: {text}\n\n")));
    }

    fn listen(self: &Arc<Lanes>, place: Place) -> Option<Listener> {
        let mut notes = self.notes.lock().ok()?;
        let sender = notes.entry(place).or_insert_with(|| broadcast::channel(BEHIND_MAX).0);
        self.listeners.fetch_add(1, Ordering::Relaxed);
        Some(Listener { lanes: self.clone(), place, notes: sender.subscribe() })
    }
}

/// A device that listens.
struct Listener {
    lanes: Arc<Lanes>,
    place: Place,
    notes: broadcast::Receiver<Bytes>,
}

impl Drop for Listener {
    fn drop(&mut self) {
        self.lanes.listeners.fetch_sub(1, Ordering::Relaxed);
        let Ok(mut notes) = self.lanes.notes.lock() else { return };
        // This one still counts.
        if notes.get(&self.place).is_some_and(|sender| sender.receiver_count() <= 1) {
            notes.remove(&self.place);
            if let Ok(mut tubes) = self.lanes.tubes.lock() {
                tubes.retain(|(region, _), lane| (*region, *lane) != self.place);
            }
        }
    }
}

/// What other devices of a lane do, as server-sent events
///
/// Each `data:` names a tube that a device changed: somebody joined or left it, or it was sealed or
/// voided; `/v1/tubes/{code}` tells how it stands. Between them comments, at least one every
/// five seconds. The stream ends when the service stops, when the token no longer holds, and for a
/// device that has missed notes.
#[utoipa::path(get, path = "/v1/lanes/{lane}/events", tag = "questions",
    params(("lane" = u32, Path, description = "the desk", example = 1)),
    responses(
        (status = 200, description = "a tube in each message", body = LaneNote,
            content_type = "text/event-stream"),
        (status = 404, description = "no such lane, or another site's", body = Problem),
        (status = 503, description = "busy; see Retry-After", body = Problem)))]
pub async fn events(
    State(app): State<App>,
    caller: Caller,
    headers: HeaderMap,
    Named(lane): Named<u32>,
) -> Result<Response, ApiError> {
    if app.is_stopping() {
        return Err(ApiError::Stopping);
    }
    let (region, lane) = (caller.region, LaneId(lane));
    let campaign = app.service.campaigns.get(&region).ok_or(ApiError::NotFound)?;
    let site = campaign.site_of(lane).ok_or(ApiError::NotFound)?;
    let Scope { site: only_site, lane: only_lane, .. } = caller.bearer.scope;
    if only_site.is_some_and(|only| only != site.id) || only_lane.is_some_and(|only| only != lane) {
        return Err(ApiError::NotFound);
    }
    let said = headers.get(header::AUTHORIZATION).cloned().ok_or(ApiError::Unauthorised)?;
    let listener = app.lanes.listen((region, lane)).ok_or(ApiError::Internal)?;
    let line = Line { stopping: app.stopping(), app, said, listener };
    let messages = stream::unfold(line, |mut line| async move {
        let note = line.next().await?;
        Some((Ok::<Bytes, Infallible>(note), line))
    });
    let headers = [
        (header::CONTENT_TYPE, "text/event-stream"),
        // A proxy that collects answers would tell of minutes ago.
        (HeaderName::from_static("x-accel-buffering"), "no"),
    ];
    Ok((headers, Body::from_stream(messages)).into_response())
}

struct Line {
    app: App,
    /// The `Authorization` header it came with: a stream outlives its request, not its token.
    said: HeaderValue,
    listener: Listener,
    stopping: watch::Receiver<bool>,
}

impl Line {
    /// The next note or sign of life; none when it ends.
    async fn next(&mut self) -> Option<Bytes> {
        let note = tokio::select! {
            note = timeout(ALIVE_EVERY, self.listener.notes.recv()) => note,
            _ = self.stopping.wait_for(|stopping| *stopping) => return None,
        };
        auth::caller(&self.app, &self.said)?;
        match note {
            Err(_) => Some(Bytes::from_static(b":\n\n")),
            Ok(Ok(note)) => Some(note),
            Ok(Err(RecvError::Lagged(_) | RecvError::Closed)) => None,
        }
    }
}
