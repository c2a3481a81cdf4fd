//! One connection to a server, kept open, that sends again what may not have arrived.
//!
//! A command carries its scan, so that sending it twice records it once: whatever goes wrong on
//! the way is tried again with growing, jittered patience, or as long as the server asks.

use std::fmt;
use std::sync::Arc;
use std::time::{Duration, Instant};

use anyhow::{Context as _, anyhow, bail};
use http_body_util::{BodyExt as _, Full};
use hyper::body::Bytes;
use hyper::client::conn::http1::{SendRequest, handshake};
use hyper::header::{AUTHORIZATION, CONTENT_TYPE, HOST, RETRY_AFTER};
use hyper::{Method, Request, StatusCode, Uri};
use hyper_util::rt::TokioIo;
use serde::de::DeserializeOwned;
use tokio::net::TcpStream;
use tokio::time::{sleep, timeout};

use super::fresh_seed;
use super::stats::Stats;
use crate::setup::chance::Chance;

/// Media type of commands one a line.
pub const NDJSON: &str = "application/x-ndjson";
/// Media type of a file.
const BYTES: &str = "application/octet-stream";
/// Media type of one command.
pub const JSON: &str = "application/json";

/// The first pause before sending again; each next one is twice as long.
const PAUSE_FIRST_MS: u64 = 50;
/// The longest pause that the server did not ask for.
const PAUSE_MS_MAX: u64 = 3_000;
/// One request may take so long before the connection is given up.
const REQUEST_MAX: Duration = Duration::from_secs(60);
/// After this long without success there is nobody to talk to.
pub const PATIENCE: Duration = Duration::from_secs(120);

/// A server's address.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Server {
    authority: Arc<str>,
    address: Arc<str>,
}

impl Server {
    /// Reads `http://host:port`.
    pub fn parse(url: &str) -> anyhow::Result<Server> {
        let uri: Uri = url.parse().with_context(|| format!("{url}: no URL"))?;
        if uri.scheme_str() != Some("http") || uri.path().len() > 1 || uri.query().is_some() {
            bail!("{url}: write it as http://HOST:PORT (TLS ends at a proxy before the server)");
        }
        let host = uri.host().with_context(|| format!("{url}: no host"))?;
        let address = format!("{host}:{}", uri.port_u16().unwrap_or(80));
        let authority = uri.authority().map_or(host, |authority| authority.as_str());
        Ok(Server { authority: authority.into(), address: address.into() })
    }
}

impl fmt::Display for Server {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "http://{}", self.authority)
    }
}

/// A connection and what was measured on it.
pub struct Line {
    server: Server,
    sender: Option<SendRequest<Full<Bytes>>>,
    chance: Chance,
    /// Since it was last taken.
    pub stats: Stats,
}

/// What stands behind a failure, to decide whether to try again.
#[derive(Debug)]
pub enum Fault {
    /// Nobody there, cut off, too slow: it may have arrived, and may be sent again.
    Lost(anyhow::Error),
    /// The server asks to come back later.
    Later {
        /// With this status.
        status: StatusCode,
        /// After so many seconds.
        seconds: Option<u64>,
        /// Which problem it names, and in words.
        problem: Problem,
    },
}

impl Fault {
    /// The storage behind the server takes no writes: not over in a moment, as a busy server is.
    pub fn is_storage(&self) -> bool {
        let Fault::Later { status, problem, .. } = self else { return false };
        let store = problem.kind.ends_with(":store");
        *status == StatusCode::INSUFFICIENT_STORAGE || store
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Fault::Lost(error) => write!(f, "gives no answer ({error:#})"),
            Fault::Later { status, problem, .. } if self.is_storage() => {
                write!(f, "takes no writes now ({}): {problem}", status.as_u16())
            }
            Fault::Later { status, problem, .. } => {
                write!(f, "asks to come back later ({}): {problem}", status.as_u16())
            }
        }
    }
}

/// What a server says of a problem, as far as it says it as RFC 9457 does.
#[derive(Default, Debug, serde::Deserialize)]
#[serde(default)]
pub struct Problem {
    #[serde(rename = "type")]
    kind: String,
    title: String,
    detail: Option<String>,
    /// What to do next.
    #[serde(rename = "do")]
    next: Option<String>,
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.detail.as_ref().unwrap_or(&self.title))?;
        self.next.iter().try_for_each(|next| write!(f, "; {next}"))
    }
}

/// Is told each time a request is about to be sent again: why, and how often it was sent.
pub type Tell<'a> = &'a (dyn Fn(&Fault, u32) + Sync);

impl Line {
    /// A line not yet connected.
    pub fn new(server: &Server) -> Line {
        Line {
            server: server.clone(),
            sender: None,
            chance: Chance::new(fresh_seed()),
            stats: Stats::default(),
        }
    }

    /// Reads a page of JSON.
    pub async fn get<T: DeserializeOwned>(&mut self, path: &str, token: &str) -> anyhow::Result<T> {
        let body = self.ask(Method::GET, path, (token, JSON), Bytes::new(), &|_, _| {}).await?;
        serde_json::from_slice(&body).with_context(|| format!("{}{path}", self.server))
    }

    /// Fetches a file.
    pub async fn download(&mut self, path: &str, token: &str) -> anyhow::Result<Bytes> {
        self.ask(Method::GET, path, (token, BYTES), Bytes::new(), &|_, _| {}).await
    }

    /// Posts JSON to a question, and reads the answer.
    pub async fn post<T: DeserializeOwned>(
        &mut self,
        path: &str,
        token: &str,
        body: &serde_json::Value,
    ) -> anyhow::Result<T> {
        let body = Bytes::from(body.to_string());
        let body = self.ask(Method::POST, path, (token, JSON), body, &|_, _| {}).await?;
        serde_json::from_slice(&body).with_context(|| format!("{}{path}", self.server))
    }

    /// Posts a file's bytes, and reads the answer.
    pub async fn file<T: DeserializeOwned>(
        &mut self,
        path: &str,
        token: &str,
        bytes: Bytes,
        tell: Tell<'_>,
    ) -> anyhow::Result<T> {
        let body = self.ask(Method::POST, path, (token, BYTES), bytes, tell).await?;
        serde_json::from_slice(&body).with_context(|| format!("{}{path}", self.server))
    }

    /// Sends commands; hands back the verdicts as they came. `since` is when they were due:
    /// waiting for a free line counts as waiting.
    pub async fn commands(
        &mut self,
        token: &str,
        kind: &'static str,
        body: Bytes,
        since: Instant,
    ) -> anyhow::Result<Bytes> {
        self.commands_told((token, kind), body, since, &|_, _| {}).await
    }

    /// The same, for somebody who waits and is to know why.
    pub async fn commands_told(
        &mut self,
        as_whom: (&str, &'static str),
        body: Bytes,
        since: Instant,
        tell: Tell<'_>,
    ) -> anyhow::Result<Bytes> {
        let answer = self.ask(Method::POST, "/v1/commands", as_whom, body, tell).await?;
        self.stats.answered(since.elapsed());
        Ok(answer)
    }

    /// Asks until there is an answer or no hope.
    async fn ask(
        &mut self,
        method: Method,
        path: &str,
        (token, kind): (&str, &'static str),
        body: Bytes,
        tell: Tell<'_>,
    ) -> anyhow::Result<Bytes> {
        let start = Instant::now();
        for attempt in 0.. {
            let request = Request::builder()
                .method(method.clone())
                .uri(path)
                .header(HOST, &*self.server.authority)
                .header(AUTHORIZATION, format!("Bearer {token}"))
                .header(CONTENT_TYPE, kind)
                .body(Full::new(body.clone()))?;
            let fault = match self.once(request).await {
                Ok(answer) => return answer,
                Err(fault) => fault,
            };
            let (why, pause) = self.pause(&fault, attempt);
            if start.elapsed() + pause > PATIENCE {
                return Err(match fault {
                    Fault::Lost(error) => error.context(format!("no answer from {}", self.server)),
                    fault => anyhow!("{} {fault}", self.server),
                });
            }
            tell(&fault, attempt + 1);
            self.stats.again(why);
            sleep(pause).await;
        }
        Err(anyhow!("unreachable"))
    }

    /// Why and how long to wait: as asked by the server, else twice as long each time, both with
    /// jitter so that a thousand devices do not come back at once.
    fn pause(&mut self, fault: &Fault, attempt: u32) -> (String, Duration) {
        let own = (PAUSE_FIRST_MS << attempt.min(10)).min(PAUSE_MS_MAX);
        let (why, asked_ms) = match fault {
            Fault::Lost(_) => ("connection".to_owned(), 0),
            Fault::Later { status, seconds, .. } => {
                (status.as_u16().to_string(), seconds.unwrap_or(0).saturating_mul(1_000))
            }
        };
        let pause = asked_ms + own / 2 + self.chance.below(own / 2 + 1);
        (why, Duration::from_millis(pause))
    }

    /// One request: an answer for good (in `Ok`, good or bad), or a reason to try again.
    async fn once(
        &mut self,
        request: Request<Full<Bytes>>,
    ) -> Result<anyhow::Result<Bytes>, Fault> {
        let work = async {
            if self.sender.as_ref().is_none_or(SendRequest::is_closed) {
                self.sender = Some(self.dial().await?);
            }
            let sender = self.sender.as_mut().context("no connection")?;
            sender.ready().await?;
            let answer = sender.send_request(request).await?;
            let (parts, body) = answer.into_parts();
            anyhow::Ok((parts, body.collect().await?.to_bytes()))
        };
        let answer = timeout(REQUEST_MAX, work).await.map_err(anyhow::Error::from);
        let (parts, body) = answer.and_then(|answer| answer).map_err(|error| {
            self.sender = None;
            Fault::Lost(error)
        })?;
        match parts.status {
            StatusCode::OK => Ok(Ok(body)),
            status @ (StatusCode::TOO_MANY_REQUESTS
            | StatusCode::SERVICE_UNAVAILABLE
            | StatusCode::INSUFFICIENT_STORAGE) => {
                let seconds = parts.headers.get(RETRY_AFTER);
                let seconds = seconds.and_then(|value| value.to_str().ok()?.parse().ok());
                let problem = serde_json::from_slice(&body).unwrap_or_default();
                Err(Fault::Later { status, seconds, problem })
            }
            status => Ok(Err(refused(&self.server, status, &body))),
        }
    }

    async fn dial(&self) -> anyhow::Result<SendRequest<Full<Bytes>>> {
        let stream = TcpStream::connect(&*self.server.address).await?;
        stream.set_nodelay(true)?;
        let (sender, connection) = handshake(TokioIo::new(stream)).await?;
        // Ends with the connection; its fault shows at the next request.
        tokio::spawn(async move {
            let _ = connection.await;
        });
        Ok(sender)
    }
}

/// An answer that no repetition will change.
fn refused(server: &Server, status: StatusCode, body: &[u8]) -> anyhow::Error {
    let what = match serde_json::from_slice::<Problem>(body) {
        Ok(Problem { title, detail: Some(detail), .. }) => format!("{title}: {detail}"),
        Ok(Problem { title, detail: None, .. }) if !title.is_empty() => title,
        _ => String::from_utf8_lossy(body).chars().take(200).collect(),
    };
    Status(status, format!("{server} answers {status}: {what}")).into()
}

/// A final answer by its status, for callers that know what to do about one.
#[derive(Debug, thiserror::Error)]
#[error("{1}")]
pub struct Status(pub StatusCode, String);

#[cfg(test)]
mod tests {
    use super::Server;

    #[test]
    fn an_address_is_plain_http() {
        let read = |url: &str| Server::parse(url).map(|server| server.address.to_string()).ok();
        assert_eq!(read("http://127.0.0.1:8080"), Some("127.0.0.1:8080".into()));
        assert_eq!(read("http://town.example/"), Some("town.example:80".into()));
        for bad in ["https://town.example", "town.example:80", "http://h/v1", "", "http://h/?a"] {
            assert_eq!(read(bad), None, "{bad}");
        }
    }
}
