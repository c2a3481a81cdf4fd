//! The loopback WebSocket: only this machine, and only the pages that were named.

use std::sync::Arc;

use axum::Router;
use axum::extract::State;
use axum::extract::ws::{Message, WebSocket, WebSocketUpgrade};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse as _, Response};
use axum::routing::get;
use tokio::net::TcpListener;
use tokio::sync::Semaphore;
use tokio::sync::broadcast::error::RecvError;

use super::Bridge;

/// Pages at a time; a desk has one.
const PAGES_MAX: usize = 8;
/// A page says nothing; this is what closing takes.
const MESSAGE_MAX: usize = 1024;

struct Door {
    bridge: Bridge,
    /// `http://host:port` of the pages that may listen.
    origins: Vec<String>,
    places: Arc<Semaphore>,
}

/// Offers what is read at `/v1/reader` until `stop` is done. Any page in the browser could ask, so
/// only those whose `Origin` is named get an answer; whoever sends none is no browser.
///
/// # Errors
/// What the system says of the port.
pub async fn serve(
    bridge: Bridge,
    origins: Vec<String>,
    listener: TcpListener,
    stop: impl Future<Output = ()> + Send + 'static,
) -> std::io::Result<()> {
    let places = Arc::new(Semaphore::new(PAGES_MAX));
    let door = Arc::new(Door { bridge, origins, places });
    let router = Router::new().route("/v1/reader", get(enter)).with_state(door);
    // Not drained: a page stays for the day, and there is nothing that it must still get.
    tokio::select! {
        served = axum::serve(listener, router).into_future() => served,
        () = stop => Ok(()),
    }
}

async fn enter(
    State(door): State<Arc<Door>>,
    headers: HeaderMap,
    upgrade: Result<WebSocketUpgrade, axum::extract::ws::rejection::WebSocketUpgradeRejection>,
) -> Response {
    let origin = headers.get(header::ORIGIN).and_then(|origin| origin.to_str().ok());
    if !origin.is_some_and(|origin| door.origins.iter().any(|one| one == origin)) {
        return (
            StatusCode::FORBIDDEN,
            "此页面未获准使用读卡器 / this page may not use the reader\n",
        )
            .into_response();
    }
    let Ok(upgrade) = upgrade else {
        return (StatusCode::UPGRADE_REQUIRED, "请用 WebSocket / ask as a WebSocket\n")
            .into_response();
    };
    let Ok(place) = door.places.clone().try_acquire_owned() else {
        return (StatusCode::SERVICE_UNAVAILABLE, "页面过多 / too many pages listen\n")
            .into_response();
    };
    upgrade.max_message_size(MESSAGE_MAX).on_upgrade(async move |socket| {
        tell(&door, socket).await;
        drop(place);
    })
}

/// Tells how it stands and what is read from now on, until the page leaves.
async fn tell(door: &Door, mut socket: WebSocket) {
    // Before the first word, so that a card read while it is said is not missed.
    let mut cards = door.bridge.cards.subscribe();
    let mut standing = door.bridge.standing.clone();
    standing.mark_changed();
    loop {
        let text = tokio::select! {
            changed = standing.changed() => {
                if changed.is_err() {
                    return;
                }
                let now = *standing.borrow_and_update();
                now.json().to_string()
            }
            card = cards.recv() => match card {
                Ok(text) => text.as_str().to_owned(),
                Err(RecvError::Lagged(_)) => continue,
                Err(RecvError::Closed) => return,
            },
            heard = socket.recv() => match heard {
                // Pings are answered below us, and there is nothing to ask.
                Some(Ok(Message::Ping(_) | Message::Pong(_) | Message::Text(_))) => continue,
                _ => return,
            },
        };
        if socket.send(Message::text(text)).await.is_err() {
            return;
        }
    }
}
