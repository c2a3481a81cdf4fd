//! A client that costs the machine as little as it can: bodies made beforehand, one connection a
//! task, answers read by their length.
#![allow(dead_code)] // each bench uses a part of it

use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Instant;

use hdrhistogram::Histogram;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;

/// What a run of requests came to.
pub struct Load {
    /// Requests a second.
    pub rate: f64,
    /// Time of each in microseconds.
    pub took_us: Histogram<u64>,
    /// Answers that were not 200, by status.
    pub refused: Vec<u16>,
}

/// Times from a microsecond to ten minutes.
pub fn times() -> Histogram<u64> {
    Histogram::new_with_bounds(1, 600_000_000, 3).expect("bounds")
}

/// A request as it goes over the wire.
pub fn request(path: &str, token: &str, body: &str) -> Vec<u8> {
    let length = body.len();
    format!(
        "POST {path} HTTP/1.1\r\nHost: t\r\nAuthorization: Bearer {token}\r\n\
         Content-Type: application/json\r\nContent-Length: {length}\r\n\r\n{body}"
    )
    .into_bytes()
}

/// Sends every request once over so many connections.
pub async fn send_all(
    address: SocketAddr,
    requests: Arc<Vec<Vec<u8>>>,
    connections: usize,
) -> Load {
    let next = Arc::new(AtomicUsize::new(0));
    let start = Instant::now();
    let mut set = tokio::task::JoinSet::new();
    for _ in 0..connections {
        let (requests, next) = (requests.clone(), next.clone());
        set.spawn(async move {
            let mut took_us = times();
            let mut refused = Vec::new();
            let mut wire = Connection::open(address).await;
            while let Some(request) = requests.get(next.fetch_add(1, Ordering::Relaxed)) {
                let start = Instant::now();
                let status = wire.exchange(request).await;
                took_us.saturating_record(start.elapsed().as_micros() as u64);
                if status != 200 {
                    refused.push(status);
                }
            }
            (took_us, refused)
        });
    }
    let mut took_us = times();
    let mut refused = Vec::new();
    while let Some(done) = set.join_next().await {
        let (times, bad) = done.expect("task");
        took_us.add(times).expect("same kind");
        refused.extend(bad);
    }
    let rate = requests.len() as f64 / start.elapsed().as_secs_f64();
    Load { rate, took_us, refused }
}

/// One keep-alive connection.
pub struct Connection {
    stream: TcpStream,
    buffer: Vec<u8>,
}

impl Connection {
    /// Connects.
    pub async fn open(address: SocketAddr) -> Connection {
        let stream = TcpStream::connect(address).await.expect("connects");
        stream.set_nodelay(true).expect("option");
        Connection { stream, buffer: Vec::with_capacity(64 << 10) }
    }

    /// Sends a request and reads its answer; returns the status.
    pub async fn exchange(&mut self, request: &[u8]) -> u16 {
        self.stream.write_all(request).await.expect("sends");
        self.buffer.clear();
        loop {
            let read = self.stream.read_buf(&mut self.buffer).await.expect("reads");
            assert!(read > 0, "the server hung up");
            if let Some((status, whole)) = head(&self.buffer)
                && self.buffer.len() >= whole
            {
                return status;
            }
        }
    }
}

impl Connection {
    /// Whether the last answer says so.
    pub fn says(&self, words: &str) -> bool {
        self.buffer.windows(words.len()).any(|part| part == words.as_bytes())
    }

    /// The last answer.
    pub fn answer(&self) -> String {
        String::from_utf8_lossy(&self.buffer).into_owned()
    }
}

/// Status and length of a whole answer, once its head is there.
fn head(buffer: &[u8]) -> Option<(u16, usize)> {
    let end = buffer.windows(4).position(|four| four == b"\r\n\r\n")? + 4;
    let text = std::str::from_utf8(&buffer[..end]).ok()?;
    let status = text.get(9..12)?.parse().ok()?;
    let length = text.lines().find_map(|line| {
        let (name, value) = line.split_once(':')?;
        name.eq_ignore_ascii_case("content-length").then(|| value.trim().parse::<usize>().ok())?
    });
    Some((status, end + length.unwrap_or(0)))
}
