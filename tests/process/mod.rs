//! The program as its users start it: real processes on a free port.
#![allow(dead_code)] // each test uses a part of it

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::{SocketAddr, TcpStream};
use std::path::Path;
use std::process::{Child, Command, Output, Stdio};
use std::sync::LazyLock;
use std::time::{SystemTime, UNIX_EPOCH};

/// The binary under test.
pub const BINARY: &str = env!("CARGO_BIN_EXE_tenfold");

/// When this process started, for devices' clocks.
pub static STARTED_AT_MS: LazyLock<u128> =
    LazyLock::new(|| SystemTime::now().duration_since(UNIX_EPOCH).expect("after 1970").as_millis());

/// Runs the program to its end.
pub fn tenfold(arguments: &[&str]) -> Output {
    Command::new(BINARY).args(arguments).output().expect("runs")
}

/// A Ruijin campaign in a new folder.
pub fn init(data: &Path) {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let town = root.join("fixtures/towns/ruijin.toml");
    let protocol = root.join("fixtures/protocols/ruijin-2022.toml");
    let text = |path: &Path| path.to_str().expect("path").to_owned();
    let (town, protocol, data) = (text(&town), text(&protocol), text(data));
    let made = tenfold(&["init", "--town", &town, "--protocol", &protocol, "--data", &data]);
    assert!(made.status.success(), "{}", String::from_utf8_lossy(&made.stderr));
}

/// A new token, as the command line prints it.
pub fn token(data: &Path, more: &[&str]) -> String {
    let data = data.to_str().expect("path");
    let mut arguments = vec!["token", "create", "--data", data, "--quiet"];
    arguments.extend(more);
    let made = tenfold(&arguments);
    assert!(made.status.success(), "{}", String::from_utf8_lossy(&made.stderr));
    String::from_utf8(made.stdout).expect("text").trim().to_owned()
}

/// The page as it stands once it shows `wanted`. The browser's own clock runs ahead while nothing
/// is on the wire, so a page may be taken before its first figures come: then it is taken again.
pub fn drawn(url: &str, wanted: &str) -> String {
    let mut page = String::new();
    for _ in 0..10 {
        page = taken(url);
        if page.contains(wanted) {
            return page;
        }
    }
    panic!("{wanted} is never shown: {page}");
}

fn taken(url: &str) -> String {
    let browser = std::env::var("TENFOLD_BROWSER").ok().filter(|path| !path.is_empty());
    let profile = tempfile::tempdir().expect("folder");
    let output = Command::new(browser.as_deref().unwrap_or("chromium"))
        .args(["--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking"])
        .args(["--virtual-time-budget=4000", "--dump-dom"])
        .arg(format!("--user-data-dir={}", profile.path().display()))
        .arg(url)
        .output()
        .expect("Chromium runs: install it, or set TENFOLD_NO_BROWSER=1");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).expect("a page")
}

/// A server process; killed when dropped.
pub struct Server {
    child: Child,
    address: SocketAddr,
}

impl Server {
    /// Starts on a port the system chooses and waits until it says which.
    pub fn start(data: &Path) -> Server {
        Server::start_with(data, &[])
    }

    /// The same with more arguments.
    pub fn start_with(data: &Path, more: &[&str]) -> Server {
        let data = data.to_str().expect("path");
        let mut child = Command::new(BINARY)
            .args(["serve", "--data", data, "--listen", "127.0.0.1:0"])
            .args(more)
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("starts");
        let out = child.stdout.take().expect("piped");
        let mut line = String::new();
        BufReader::new(out).read_line(&mut line).expect("says where it listens");
        let address = line.trim().rsplit("http://").next().and_then(|text| text.parse().ok());
        let address = address.unwrap_or_else(|| panic!("no address in {line:?}"));
        Server { child, address }
    }

    /// Where it listens.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// Asks; the body of the answer, whatever its status.
    pub fn get(&self, path: &str, token: &str) -> String {
        let mut line = TcpStream::connect(self.address).expect("connects");
        let head = format!("GET {path} HTTP/1.1\r\nHost: test\r\nConnection: close\r\n");
        write!(line, "{head}Authorization: Bearer {token}\r\n\r\n").expect("sent");
        let mut answer = String::new();
        line.read_to_string(&mut answer).expect("answered");
        answer.split_once("\r\n\r\n").map(|(_, body)| body.to_owned()).unwrap_or_default()
    }

    /// The process' number.
    pub fn id(&self) -> u32 {
        self.child.id()
    }

    /// `kill -9`.
    pub fn kill(mut self) {
        self.end();
    }

    fn end(&mut self) {
        // It may have ended by itself; then there is nothing to kill.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.end();
    }
}
