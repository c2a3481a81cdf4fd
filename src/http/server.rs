//! The accept loop. Half-sent requests, idle lines and slow readers end in time, a process out of
//! file descriptors goes on, and a stop answers what was accepted.
//!
//! `axum::serve` has none of these; hyper's own header timeout also ends lines that are merely
//! idle, which would make every clerk dial again between two people. So the line itself keeps
//! time, see [`line`].

use std::future::Future;
use std::io;
use std::net::IpAddr;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::extract::Request;
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::server::graceful::GracefulShutdown;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tower::Service as _;

use super::line::{Clocked, Pace};
use super::{App, live, router};
use crate::service::escalation;

/// Lines at a time.
const LINES_MAX: usize = 10_000;
/// How long accepted requests may take at a stop.
const STOP_TIME_MAX: Duration = Duration::from_secs(15);
/// Pause after accepting failed for want of file descriptors.
const ACCEPT_PAUSE: Duration = Duration::from_millis(50);

/// Who is at the other end of a line, as the system says it; behind a proxy that is the proxy.
#[derive(Clone, Copy, Debug)]
pub struct Peer(pub IpAddr);

/// Serves until `shutdown` is done; then answers what was accepted, stops the writer and returns.
pub async fn serve(
    app: App,
    listener: TcpListener,
    shutdown: impl Future<Output = ()>,
) -> io::Result<()> {
    serve_with(app, listener, Pace::default(), shutdown).await
}

/// The same at a pace of one's own.
pub async fn serve_with(
    app: App,
    listener: TcpListener,
    pace: Pace,
    shutdown: impl Future<Output = ()>,
) -> io::Result<()> {
    let routes = router(&app);
    let lines = GracefulShutdown::new();
    let places = Arc::new(Semaphore::new(LINES_MAX));
    let ticker = tokio::spawn(live::tick(app.clone()));
    let felt = tokio::spawn(app.service.pressure.clone().feel());
    let raised = tokio::spawn(escalation::keep(app.service.clone()));
    let mut shutdown = std::pin::pin!(shutdown);
    loop {
        // A place first: lines beyond the limit wait in the system's queue and cost nothing here.
        let accepted = async {
            let place = places.clone().acquire_owned().await.map_err(io::Error::other)?;
            listener.accept().await.map(|(stream, peer)| (stream, Peer(peer.ip()), place))
        };
        let accepted = tokio::select! {
            accepted = accepted => accepted,
            () = &mut shutdown => break,
        };
        match accepted {
            Ok((stream, peer, place)) => answer((stream, peer), place, &routes, pace, &lines),
            Err(error) => {
                // Out of file descriptors, or a line that was gone before it was taken.
                tracing::warn!(%error, "a line could not be accepted");
                tokio::time::sleep(ACCEPT_PAUSE).await;
            }
        }
    }
    drop(listener);
    app.stop();
    if tokio::time::timeout(STOP_TIME_MAX, lines.shutdown()).await.is_err() {
        tracing::warn!("some lines did not end in time");
    }
    // Has nothing left to do but to see that it should end.
    let _ = ticker.await;
    felt.abort();
    raised.abort();
    let service = app.service.clone();
    tokio::task::spawn_blocking(move || service.stop()).await.map_err(io::Error::other)
}

/// Answers the requests of one line.
fn answer(
    (stream, peer): (TcpStream, Peer),
    place: OwnedSemaphorePermit,
    routes: &Router,
    pace: Pace,
    lines: &GracefulShutdown,
) {
    // Verdicts are small and awaited: they must not wait for more to send.
    let _ = stream.set_nodelay(true);
    let clocked = Clocked::new(stream, pace);
    let phase = clocked.phase();
    let routes = routes.clone();
    let requests = hyper::service::service_fn(move |mut request: Request<Incoming>| {
        request.extensions_mut().insert(peer);
        let busy = phase.busy();
        let answer = routes.clone().call(request.map(axum::body::Body::new));
        async move {
            let answer = answer.await;
            drop(busy);
            answer
        }
    });
    let mut builder = http1::Builder::new();
    builder.timer(TokioTimer::new()).header_read_timeout(None);
    let line = lines.watch(builder.serve_connection(TokioIo::new(clocked), requests));
    tokio::spawn(async move {
        // A line that broke has nobody left to be told.
        let _ = line.await;
        drop(place);
    });
}
