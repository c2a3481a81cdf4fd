//! A vendor's local service that is asked over HTTP: `POST /card=idcard`, answered by JSON with
//! `result.IDCardInfo.cardID` (DOMAIN 1.3). To add another vendor's, write a file like this one.

use std::hash::{BuildHasher as _, RandomState};
use std::io::{self, Read as _, Write as _};
use std::net::{Ipv4Addr, SocketAddr, TcpStream};
use std::time::Duration;

use serde::Deserialize;
use zeroize::{Zeroize as _, Zeroizing};

use super::{Adapter, Fault, Look, Reading};
use crate::service::clock::Stopwatch;

/// The port that the vendor's service has.
pub const PORT: u16 = 38_088;
/// Most bytes of an answer; with a photograph in it some 60 KB.
const ANSWER_MAX: usize = 1 << 20;
/// Connecting to this machine needs no longer.
const CONNECT: Duration = Duration::from_millis(500);

/// The service, running or not.
pub struct Service {
    address: SocketAddr,
    patience: Duration,
    /// Of the card that was read last, until there is none; see [`super::module`].
    last: Option<u64>,
    keys: RandomState,
}

#[derive(Deserialize)]
struct Answer {
    result: Option<Outcome>,
}

#[derive(Deserialize)]
struct Outcome {
    #[serde(rename = "IDCardInfo")]
    card: Option<Card>,
}

#[derive(Deserialize)]
struct Card {
    #[serde(rename = "cardID", default)]
    number: String,
    #[serde(default)]
    name: String,
}

impl Service {
    /// On this machine only, since what it answers is somebody's.
    pub fn new(port: u16, patience: Duration) -> Service {
        let address = SocketAddr::from((Ipv4Addr::LOCALHOST, port));
        Service { address, patience, last: None, keys: RandomState::new() }
    }

    /// The answer as it comes, head and body.
    fn ask(&self) -> Result<Zeroizing<Vec<u8>>, Fault> {
        let line = TcpStream::connect_timeout(&self.address, CONNECT);
        let mut line = line.map_err(|_| Fault::Gone)?;
        // 1.0 because its answers end with the connection and never come in chunks.
        let head = format!(
            "POST /card=idcard HTTP/1.0\r\nHost: {}\r\nContent-Length: 0\r\n\r\n",
            self.address
        );
        line.set_write_timeout(Some(CONNECT)).map_err(|_| Fault::Gone)?;
        line.write_all(head.as_bytes()).map_err(lost)?;
        let started = Stopwatch::start();
        // All of it at once, so that no copy of a person is left behind when it grows.
        let mut answer = Zeroizing::new(Vec::with_capacity(ANSWER_MAX));
        let mut came = Zeroizing::new([0; 4096]);
        loop {
            let left = self.patience.saturating_sub(started.elapsed());
            if left.is_zero() {
                return Err(Fault::Silent);
            }
            line.set_read_timeout(Some(left)).map_err(|_| Fault::Gone)?;
            match line.read(&mut came[..]) {
                Ok(0) => return Ok(answer),
                Ok(count) if answer.len() + count <= ANSWER_MAX => {
                    answer.extend_from_slice(&came[..count]);
                }
                Ok(_) => return Err(Fault::Damaged),
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => return Err(lost(error)),
            }
        }
    }
}

impl Adapter for Service {
    fn look(&mut self) -> Result<Look, Fault> {
        let answer = self.ask()?;
        let Some(card) = card(&answer)? else {
            self.last = None;
            return Ok(Look::Nothing);
        };
        let (name, number) = (Zeroizing::new(card.name), Zeroizing::new(card.number));
        let hash = Some(self.keys.hash_one((name.as_str(), number.as_str())));
        if std::mem::replace(&mut self.last, hash) == hash {
            return Ok(Look::Left);
        }
        Ok(Look::Card(Reading::Fields { name, number }))
    }
}

/// The card in an answer; nothing where the service says that there is none.
fn card(answer: &[u8]) -> Result<Option<Card>, Fault> {
    let end = answer.windows(4).position(|window| window == b"\r\n\r\n").ok_or(Fault::Damaged)?;
    let (head, body) = answer.split_at(end + 4);
    let is_good = head.starts_with(b"HTTP/1.") && head.get(8..12) == Some(b" 200");
    if !is_good {
        return Err(Fault::Damaged);
    }
    let told: Answer = serde_json::from_slice(body).map_err(|_| Fault::Damaged)?;
    let mut card = told.result.and_then(|outcome| outcome.card);
    if let Some(card) = card.as_mut().filter(|card| card.number.is_empty()) {
        card.name.zeroize();
        return Ok(None);
    }
    Ok(card)
}

fn lost(error: io::Error) -> Fault {
    match error.kind() {
        io::ErrorKind::WouldBlock | io::ErrorKind::TimedOut => Fault::Silent,
        _ => Fault::Gone,
    }
}
