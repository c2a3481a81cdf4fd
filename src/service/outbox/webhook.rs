//! Notices and batches over a line: one connection, kept open, one request at a time. Only a 2xx
//! counts; no redirect is followed, since it would carry what is signed for one to another.

use std::time::Duration;

use http_body_util::{BodyExt as _, Full};
use hyper::body::Bytes;
use hyper::client::conn::http1::{self, SendRequest};
use hyper::{Request, Response, Uri};
use hyper_util::rt::TokioIo;
use tenfold_domain::term::DeliveryFault;
use tenfold_domain::time::At;

use super::letter::Letter;
use super::line::{Address, Tls};
use super::sign;
use crate::setup::notify::Secret;

/// An answer is read so far, that the line can be used again; a longer one ends it.
const ANSWER_BYTES_MAX: usize = 64 << 10;

/// What is posted.
pub struct Post<'a> {
    /// The same in every try.
    pub key: &'a str,
    /// What kind of content.
    pub content_type: &'static str,
    /// Headers beside those of every post.
    pub more: &'a [(&'static str, String)],
    /// The content.
    pub body: Bytes,
}

/// Why a post was not taken.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Missed {
    /// In a word.
    pub fault: DeliveryFault,
    /// What HTTP said, if anything.
    pub status: Option<u16>,
}

impl From<DeliveryFault> for Missed {
    fn from(fault: DeliveryFault) -> Missed {
        Missed { fault, status: None }
    }
}

/// One address and the line to it.
pub struct Webhook {
    address: Address,
    authority: String,
    path: String,
    tls: Option<Tls>,
    secret: Secret,
    line: Option<SendRequest<Full<Bytes>>>,
}

impl Webhook {
    /// An address as the set-up checked it. Errors, in words, where its certificates are none.
    pub fn new(
        url: &Uri,
        secret: &Secret,
        ca_pem: Option<&[u8]>,
        allow_clear: bool,
    ) -> Result<Webhook, String> {
        let secure = url.scheme_str() == Some("https");
        let host = url.host().unwrap_or_default();
        let host = host.trim_start_matches('[').trim_end_matches(']').to_owned();
        let tls = secure.then(|| Tls::new(&host, ca_pem)).transpose()?;
        let port = url.port_u16().unwrap_or(if secure { 443 } else { 80 });
        Ok(Webhook {
            address: Address { host, port, loopback_only: !secure && !allow_clear },
            authority: url.authority().map(ToString::to_string).unwrap_or_default(),
            path: url.path_and_query().map_or("/", |path| path.as_str()).to_owned(),
            secret: secret.clone(),
            line: None,
            tls,
        })
    }

    /// One try of a notice, over in `timeout` however it ends.
    pub async fn send(
        &mut self,
        letter: &Letter,
        now: At,
        timeout: Duration,
    ) -> Result<(), DeliveryFault> {
        let post = Post {
            key: &letter.key,
            content_type: "application/json; charset=utf-8",
            more: &[],
            body: Bytes::copy_from_slice(&letter.body),
        };
        self.post(&post, now, timeout).await.map_err(|missed| missed.fault)
    }

    /// One try, over in `timeout` however it ends.
    pub async fn post(
        &mut self,
        post: &Post<'_>,
        now: At,
        timeout: Duration,
    ) -> Result<(), Missed> {
        let tried = tokio::time::timeout(timeout, self.exchange(post, now)).await;
        let tried = tried.unwrap_or(Err(DeliveryFault::Slow.into()));
        if tried.is_err() {
            // What is still to come on it would be taken for the answer to the next.
            self.line = None;
        }
        tried
    }

    async fn exchange(&mut self, post: &Post<'_>, now: At) -> Result<(), Missed> {
        let kept = self.line.take();
        if let Some(mut line) = kept.filter(|line| !line.is_closed())
            && line.ready().await.is_ok()
        {
            match line.send_request(self.request(post, now)?).await {
                Ok(answer) => return self.heard(line, answer).await,
                // Closed while nobody looked: the notice goes over a new one.
                Err(error) if error.is_canceled() || error.is_incomplete_message() => {}
                Err(_) => return Err(DeliveryFault::Broken.into()),
            }
        }
        let mut line = self.dial().await?;
        let answer = line.send_request(self.request(post, now)?).await;
        self.heard(line, answer.map_err(|_| DeliveryFault::Broken)?).await
    }

    /// Reads the answer to its end and keeps the line.
    async fn heard(
        &mut self,
        line: SendRequest<Full<Bytes>>,
        answer: Response<hyper::body::Incoming>,
    ) -> Result<(), Missed> {
        let status = answer.status();
        let mut body = answer.into_body();
        let mut left = ANSWER_BYTES_MAX;
        let whole = loop {
            match body.frame().await {
                None => break true,
                Some(Err(_)) => break false,
                Some(Ok(frame)) => {
                    let read = frame.data_ref().map_or(0, Bytes::len);
                    let Some(less) = left.checked_sub(read) else { break false };
                    left = less;
                }
            }
        };
        if whole {
            self.line = Some(line);
        }
        if status.is_success() {
            return Ok(());
        }
        Err(Missed { fault: DeliveryFault::Refused, status: Some(status.as_u16()) })
    }

    fn request(&self, post: &Post<'_>, now: At) -> Result<Request<Full<Bytes>>, DeliveryFault> {
        let seconds = now.0.div_euclid(1_000);
        let signature = sign::signature(&self.secret.0, post.key, seconds, &post.body);
        let mut request = Request::post(&self.path)
            .header("host", &self.authority)
            .header("content-type", post.content_type)
            .header("user-agent", concat!("tenfold/", env!("CARGO_PKG_VERSION")))
            .header("webhook-id", post.key)
            .header("webhook-timestamp", seconds)
            .header("webhook-signature", signature.unwrap_or_default());
        for (name, value) in post.more {
            request = request.header(*name, value);
        }
        request.body(Full::new(post.body.clone())).map_err(|_| DeliveryFault::Broken)
    }

    async fn dial(&self) -> Result<SendRequest<Full<Bytes>>, DeliveryFault> {
        let stream = self.address.dial().await?;
        match &self.tls {
            None => shake(stream).await,
            Some(tls) => shake(tls.secure(stream).await?).await,
        }
    }
}

async fn shake<S>(stream: S) -> Result<SendRequest<Full<Bytes>>, DeliveryFault>
where
    S: tokio::io::AsyncRead + tokio::io::AsyncWrite + Unpin + Send + 'static,
{
    let shaken = http1::handshake(TokioIo::new(stream)).await;
    let (line, driver) = shaken.map_err(|_| DeliveryFault::Broken)?;
    tokio::spawn(async move {
        // How it ended is told to whoever waits for an answer.
        let _ = driver.await;
    });
    Ok(line)
}
