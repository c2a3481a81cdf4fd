//! A receiver of webhooks as one meets them: it says to each request what a test wants.

use std::collections::BTreeMap;
use std::io::{BufRead as _, BufReader, Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::{Arc, Condvar, Mutex};
use std::time::Duration;

use hmac::{Hmac, KeyInit as _, Mac as _};
use serde_json::Value;
use sha2::Sha256;
use tenfold::edge::hex::to_base64;

/// Longer than anything here takes; a test that waits so long has failed.
const PATIENCE: Duration = Duration::from_secs(60);

/// A request.
#[derive(Clone, Debug)]
pub struct Seen {
    pub headers: BTreeMap<String, String>,
    pub text: String,
}

impl Seen {
    pub fn body(&self) -> Value {
        serde_json::from_str(&self.text).expect("json")
    }

    pub fn notice(&self) -> u64 {
        self.body()["notice"].as_u64().expect("notice")
    }

    pub fn key(&self) -> &str {
        &self.headers["webhook-id"]
    }

    /// When it was signed, in seconds since 1970.
    pub fn signed_at(&self) -> i64 {
        self.headers["webhook-timestamp"].parse().expect("seconds")
    }

    /// Whether it was signed with this secret, not longer than five minutes from now.
    pub fn is_signed(&self, secret: &[u8], now_seconds: i64) -> bool {
        let seconds = self.signed_at();
        let age = now_seconds - seconds;
        let mut mac = Hmac::<Sha256>::new_from_slice(secret).expect("any length");
        mac.update(format!("{}.{seconds}.{}", self.key(), self.text).as_bytes());
        let expected = format!("v1,{}", to_base64(&mac.finalize().into_bytes()));
        self.headers["webhook-signature"] == expected && age.abs() <= 300
    }
}

/// What a receiver says.
pub enum Say {
    Taken,
    /// Another status, and a header line.
    Status(u16, &'static str),
    /// Closes without a word.
    Close,
    /// Says nothing until the other side goes.
    Hang,
    /// Two answers to one request.
    Twice,
}

type Shared = Arc<(Mutex<Vec<Seen>>, Condvar)>;

/// A receiver that listens until the test ends.
pub struct Receiver {
    pub address: SocketAddr,
    seen: Shared,
}

impl Receiver {
    /// Says to the n-th request, from 0, what `script` says.
    pub fn start(script: impl Fn(usize, &Seen) -> Say + Send + Sync + 'static) -> Receiver {
        Receiver::over(script, |stream| stream)
    }

    /// The same over lines of another kind, made of plain ones.
    pub fn over<S: Read + Write + 'static>(
        script: impl Fn(usize, &Seen) -> Say + Send + Sync + 'static,
        secured: impl Fn(TcpStream) -> S + Send + Sync + 'static,
    ) -> Receiver {
        let listener = TcpListener::bind("127.0.0.1:0").expect("binds");
        let address = listener.local_addr().expect("address");
        let seen: Shared = Arc::default();
        let (kept, all) = (seen.clone(), Arc::new((script, secured)));
        std::thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let (kept, all) = (kept.clone(), all.clone());
                std::thread::spawn(move || {
                    let mut line = BufReader::new(all.1(stream));
                    while let Some(request) = read(&mut line) {
                        let mut list = kept.0.lock().expect("list");
                        let say = all.0(list.len(), &request);
                        list.push(request);
                        drop(list);
                        kept.1.notify_all();
                        if !answer(&mut line, say) {
                            break;
                        }
                    }
                });
            }
        });
        Receiver { address, seen }
    }

    /// Its address in a file of endpoints.
    pub fn url(&self) -> String {
        format!("http://{}/notices", self.address)
    }

    /// Everything that came, once it is so.
    pub fn until(&self, says: impl Fn(&[Seen]) -> bool) -> Vec<Seen> {
        let list = self.seen.0.lock().expect("list");
        let waiting = |list: &mut Vec<Seen>| !says(list);
        let (list, ended) = self.seen.1.wait_timeout_while(list, PATIENCE, waiting).expect("list");
        assert!(!ended.timed_out(), "it does not come; {} came", list.len());
        list.clone()
    }

    pub fn seen(&self) -> Vec<Seen> {
        self.seen.0.lock().expect("list").clone()
    }
}

fn read<S: Read>(line: &mut BufReader<S>) -> Option<Seen> {
    let mut first = String::new();
    line.read_line(&mut first).ok().filter(|read| *read > 0)?;
    assert!(first.starts_with("POST /"), "{first}");
    let mut headers = BTreeMap::new();
    loop {
        let mut header = String::new();
        line.read_line(&mut header).ok().filter(|read| *read > 0)?;
        let Some((name, value)) = header.trim_end().split_once(": ") else { break };
        headers.insert(name.to_lowercase(), value.to_owned());
    }
    let mut body = vec![0; headers["content-length"].parse().expect("length")];
    line.read_exact(&mut body).ok()?;
    Some(Seen { headers, text: String::from_utf8(body).expect("text") })
}

/// Whether the line goes on.
fn answer<S: Read + Write>(line: &mut BufReader<S>, say: Say) -> bool {
    let taken = "HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nok".to_owned();
    let text = match say {
        Say::Taken => taken,
        Say::Status(status, header) => {
            format!("HTTP/1.1 {status} Some\r\n{header}content-length: 0\r\n\r\n")
        }
        Say::Close => return false,
        Say::Hang => {
            // Until the other side has had enough.
            let _ = line.read(&mut [0]);
            return false;
        }
        Say::Twice => taken.repeat(2),
    };
    line.get_mut().write_all(text.as_bytes()).is_ok()
}
