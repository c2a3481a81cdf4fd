//! A real server on a port of its own, with a real store, and a client that says exactly what goes
//! over the line.

use std::collections::BTreeMap;
use std::io::{Read as _, Write as _};
use std::net::{SocketAddr, TcpStream};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::thread::JoinHandle;
use std::time::Duration;

use serde_json::{Value, json};
use tenfold::http::line::Pace;
use tenfold::http::{App, server};
use tenfold::planner::jobs::Limits;
use tenfold::service::{self, Options, Service, clock, tokens};
use tenfold::setup::town::Town;
use tenfold::storage::sqlite::SqliteStore;
use tenfold::storage::tables::reference;
use tenfold_domain::code::{DeviceId, Region, StaffId, with_check_digits};
use tenfold_domain::command::Scope;
use tenfold_domain::person::resident_number;
use tenfold_domain::role::{Bearer, Role};
use tenfold_domain::term::Party;

/// Ruijin.
pub const REGION: Region = Region(360_781);

/// Longer than anything here takes; a test that waits so long has failed.
const PATIENCE: Duration = Duration::from_secs(60);

/// A running server; stopped when dropped.
pub struct Server {
    pub address: SocketAddr,
    pub data: PathBuf,
    tokens: BTreeMap<&'static str, String>,
    stop: Option<tokio::sync::oneshot::Sender<()>>,
    thread: Option<JoinHandle<()>>,
    _folder: tempfile::TempDir,
}

impl Server {
    /// On a new campaign, at the usual pace.
    pub fn start() -> Server {
        Server::start_with(Pace::default(), |_| {})
    }

    pub fn start_with(pace: Pace, change: impl FnOnce(&mut Options)) -> Server {
        Server::begin(pace, change, |app| app)
    }

    /// With other limits to what is planned.
    pub fn start_planning(limits: Limits) -> Server {
        Server::ready(move |app| app.with_plans(limits))
    }

    /// With what the service is given before it answers.
    pub fn ready(make: impl FnOnce(App) -> App + Send + 'static) -> Server {
        Server::begin(Pace::default(), |_| {}, make)
    }

    /// On a campaign that was changed before it is opened.
    pub fn made(
        change: impl FnOnce(&Path),
        make: impl FnOnce(App) -> App + Send + 'static,
    ) -> Server {
        Server::begin(Pace::default(), |options| change(&options.data), make)
    }

    fn begin(
        pace: Pace,
        change: impl FnOnce(&mut Options),
        make: impl FnOnce(App) -> App + Send + 'static,
    ) -> Server {
        let folder = tempfile::tempdir().expect("folder");
        let data = folder.path().to_owned();
        campaign(&data);
        let tokens = issue(&data);
        let mut options = Options::new(&data);
        change(&mut options);
        let service = Arc::new(Service::open(&options).expect("opens"));
        let (stop, stopped) = tokio::sync::oneshot::channel::<()>();
        let (say, said) = std::sync::mpsc::channel();
        let thread = std::thread::spawn(move || {
            let mut builder = tokio::runtime::Builder::new_multi_thread();
            let runtime = builder.worker_threads(2).enable_all().build().expect("runtime");
            runtime.block_on(async move {
                let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.expect("binds");
                say.send(listener.local_addr().expect("address")).expect("heard");
                let until = async {
                    // Sent or dropped: either way it is time to stop.
                    let _ = stopped.await;
                };
                let app = make(App::new(service));
                server::serve_with(app, listener, pace, until).await.expect("serves");
            });
        });
        let address = said.recv().expect("listens");
        Server { address, data, tokens, stop: Some(stop), thread: Some(thread), _folder: folder }
    }

    /// The token of a role, or `site` (a clerk of site 2), `lab2` (staff of lab 2), or of a
    /// party.
    pub fn token(&self, of: &str) -> &str {
        &self.tokens[of]
    }

    /// Asks the server to stop, and does not wait.
    pub fn ask_to_stop(&mut self) {
        if let Some(stop) = self.stop.take() {
            let _ = stop.send(());
        }
    }

    /// Waits until it has stopped.
    pub fn ended(&mut self) {
        self.ask_to_stop();
        if let Some(thread) = self.thread.take() {
            thread.join().expect("stops");
        }
    }

    /// Asks again for as long as reads are turned away: the machine under a test may be busy.
    pub fn get(&self, path: &str, token: Option<&str>) -> Reply {
        patient(|| self.get_once(path, token))
    }

    pub fn get_once(&self, path: &str, token: Option<&str>) -> Reply {
        ask(self.address, "GET", path, token, None)
    }

    pub fn post(&self, path: &str, token: Option<&str>, kind: &str, body: &[u8]) -> Reply {
        patient(|| ask(self.address, "POST", path, token, Some((kind, body))))
    }

    pub fn post_json(&self, path: &str, token: Option<&str>, body: &Value) -> Reply {
        self.post(path, token, "application/json", body.to_string().as_bytes())
    }

    pub fn delete(&self, path: &str, token: Option<&str>) -> Reply {
        patient(|| ask(self.address, "DELETE", path, token, None))
    }

    /// Asks for the board until it says so; it follows the answers by a moment.
    pub fn board_until(&self, says: impl Fn(&Value) -> bool) -> Value {
        let board = || self.get("/v1/progress", Some(self.token("commander"))).json();
        std::iter::repeat_with(board).find(says).expect("endless")
    }

    /// One command by somebody of this role; its verdict.
    pub fn command(&self, role: &str, command: &Value) -> Value {
        let reply = self.post_json("/v1/commands", Some(self.token(role)), command);
        assert_eq!(reply.status, 200, "{}", reply.text());
        reply.json()
    }

    /// A batch by the administrator, as lines; the verdicts.
    pub fn lines(&self, text: &str) -> Vec<Value> {
        let admin = Some(self.token("admin"));
        let reply = self.post("/v1/commands", admin, "application/x-ndjson", text.as_bytes());
        assert_eq!(reply.status, 200, "{}", reply.text());
        let line = |line: &str| serde_json::from_str(line).expect("a verdict a line");
        reply.text().lines().map(line).collect()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.ended();
    }
}

/// What came back.
pub struct Reply {
    pub status: u16,
    pub headers: BTreeMap<String, String>,
    pub body: Vec<u8>,
}

impl Reply {
    /// From everything a closed line said.
    pub fn parse(whole: &[u8]) -> Reply {
        let end = whole.windows(4).position(|four| four == b"\r\n\r\n").expect("a whole head");
        let head = String::from_utf8_lossy(&whole[..end]).into_owned();
        let mut lines = head.lines();
        let status = lines.next().and_then(|line| line.split(' ').nth(1)).expect("status");
        let header = |line: &str| {
            let (name, value) = line.split_once(": ").expect("header");
            (name.to_lowercase(), value.to_owned())
        };
        Reply {
            status: status.parse().expect("number"),
            headers: lines.map(header).collect(),
            body: whole[end + 4..].to_vec(),
        }
    }

    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    pub fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap_or_else(|_| panic!("no JSON: {}", self.text()))
    }
}

/// A line to the server.
pub fn dial(address: SocketAddr) -> TcpStream {
    let line = TcpStream::connect(address).expect("connects");
    line.set_read_timeout(Some(PATIENCE)).expect("timeout");
    line.set_write_timeout(Some(PATIENCE)).expect("timeout");
    line
}

/// A request's head; `body` is kind and length.
pub fn head(method: &str, path: &str, token: Option<&str>, body: Option<(&str, usize)>) -> String {
    let mut head = format!("{method} {path} HTTP/1.1\r\nHost: test\r\n");
    if let Some(token) = token {
        head += &format!("Authorization: Bearer {token}\r\n");
    }
    if let Some((kind, length)) = body {
        head += &format!("Content-Type: {kind}\r\nContent-Length: {length}\r\n");
    }
    head
}

/// The first reply that does not turn a read away.
fn patient(ask: impl Fn() -> Reply) -> Reply {
    let shed = |reply: &Reply| reply.text().contains("urn:tenfold:problem:shed");
    std::iter::repeat_with(ask).find(|reply| !shed(reply)).expect("endless")
}

fn ask(
    address: SocketAddr,
    method: &str,
    path: &str,
    token: Option<&str>,
    body: Option<(&str, &[u8])>,
) -> Reply {
    let head = head(method, path, token, body.map(|(kind, body)| (kind, body.len())));
    said(address, head, body.map(|(_, body)| body))
}

/// Asks with a head of one's own, which is not ended yet.
pub fn said(address: SocketAddr, head: String, body: Option<&[u8]>) -> Reply {
    let mut line = dial(address);
    let request = head + "Connection: close\r\n\r\n";
    line.write_all(request.as_bytes()).expect("sent");
    if let Some(body) = body {
        line.write_all(body).expect("sent");
    }
    let mut whole = Vec::new();
    line.read_to_end(&mut whole).expect("answered");
    Reply::parse(&whole)
}

pub fn fixture(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures").join(path)
}

fn campaign(data: &Path) {
    let town = Town::load(&fixture("towns/ruijin.toml")).expect("town");
    let text = |path| std::fs::read_to_string(fixture(path)).expect("fixture");
    let texts = (text("protocols/ruijin-2022.toml"), text("kits/standard.toml"));
    let key = Options::new(data).key_file();
    let texts = (texts.0.as_str(), texts.1.as_str());
    service::init(data, &key, &town.campaign, texts).expect("made");
}

/// A token for every role, each of another person.
fn issue(data: &Path) -> BTreeMap<&'static str, String> {
    use tenfold_domain::code::{LabId, SiteId};
    let mut store = SqliteStore::open(data).expect("opens");
    let of = |party| Scope { party: Some(party), ..Scope::default() };
    let scope = |role| if role == Role::Party { of(Party::Police) } else { Scope::default() };
    let roles = Role::ALL.iter().map(|role| (role.word(), *role, scope(*role)));
    let parties = Party::ALL.iter().map(|party| (party.word(), Role::Party, of(*party)));
    let site = Scope { site: Some(SiteId(2)), ..Scope::default() };
    let lab = Scope { lab: Some(LabId(2)), ..Scope::default() };
    let scoped = [("site", Role::Clerk, site), ("lab2", Role::Lab, lab)];
    let all = roles.chain(scoped).chain(parties).zip(1..);
    all.map(|((name, role, scope), number)| {
        let bearer = Bearer { role, staff: StaffId(number), device: DeviceId(number), scope };
        let (token, stored) = tokens::issue(REGION, bearer, 1).expect("token");
        reference::put_token(store.connection(), &stored, clock::now()).expect("kept");
        (name, token)
    })
    .collect()
}

/// A new identity for a command.
pub fn scan() -> String {
    uuid::Uuid::now_v7().to_string()
}

/// Now, by a device whose clock is right.
pub fn now_ms() -> i64 {
    clock::now().0
}

/// The label of a tube.
pub fn tube(number: u32) -> String {
    with_check_digits(&format!("{number:010}")).expect("digits").to_string()
}

/// The label of a box.
pub fn case(number: u32) -> String {
    with_check_digits(&format!("{number:08}")).expect("digits").to_string()
}

/// The document number of somebody who does not exist.
pub fn number(person: u32) -> String {
    let (day, sequence) = (person / 900 % 28, person % 900);
    resident_number(360_781, 19_900_101 + day + person / 25_200 * 10_000, sequence as u16)
}

/// A registration of a person into a tube.
pub fn register(person: u32, into: u32) -> Value {
    json!({
        "scan_id": scan(), "at_ms": now_ms(), "act": "register", "round": 1, "lane": 1,
        "tube": tube(into), "name": "张三丰",
        "document": { "kind": "resident_id", "number": number(person) },
    })
}

/// A command of this act with these fields.
pub fn act(act: &str, fields: Value) -> Value {
    let mut command = json!({ "scan_id": scan(), "at_ms": now_ms(), "act": act });
    let fields = fields.as_object().expect("fields").clone();
    command.as_object_mut().expect("object").extend(fields);
    command
}
