//! The reader bridge: a simulated security module, a simulated vendor's service, a page.
#![cfg(target_os = "linux")]

#[path = "reader/module.rs"]
mod module;

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::TcpListener;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use futures_util::{SinkExt as _, StreamExt as _};
use module::{Socket, card};
use serde_json::{Value, json};
use tenfold::reader::module::{Module, Patience};
use tenfold::reader::vendor::Service;
use tenfold::reader::{Adapter, Fault, Look, Reading};
use tokio::net::TcpStream;
use tokio_tungstenite::tungstenite::client::IntoClientRequest as _;
use tokio_tungstenite::tungstenite::{Error, Message};
use tokio_tungstenite::{WebSocketStream, client_async};

const NUMBER: &str = "360781199901010011";
const OTHER: &str = "36078119990101002X";

/// Long enough for a busy machine; what is mute is told by a short one.
const LONG: Patience = Patience { find: Duration::from_secs(10), read: Duration::from_secs(10) };
const SHORT: Patience =
    Patience { find: Duration::from_millis(50), read: Duration::from_millis(50) };

/// A look in one word, a card by its record's first unit.
fn word(look: Result<Look, Fault>) -> String {
    match look {
        Ok(Look::Card(Reading::Record(record))) => {
            let units = record.chunks_exact(2).map(|pair| u16::from_le_bytes([pair[0], pair[1]]));
            let text: Vec<u16> = units.collect();
            String::from_utf16(&text[..15]).expect("text").trim_end().to_owned()
        }
        Ok(Look::Card(Reading::Fields { name, number })) => format!("{} {}", *name, *number),
        Ok(look) => format!("{look:?}"),
        Err(fault) => format!("{fault:?}"),
    }
}

fn socket() -> (tempfile::TempDir, Socket, std::path::PathBuf) {
    let folder = tempfile::tempdir().expect("folder");
    let port = folder.path().join("ttyUSB0");
    (folder, Socket::new(&port), port)
}

#[test]
fn a_card_is_read_once_until_it_is_lifted() {
    let (_folder, mut socket, port) = socket();
    socket.plug();
    for finds_again in [false, true] {
        socket.desk().finds_again = finds_again;
        let mut reader = Module::new(port.clone(), LONG);
        assert_eq!(word(reader.look()), "Nothing");
        socket.lay(card("张三", NUMBER));
        assert_eq!(word(reader.look()), "张三");
        let left = if finds_again { "Left" } else { "Nothing" };
        assert_eq!([word(reader.look()), word(reader.look())], [left, left]);
        socket.lift();
        assert_eq!(word(reader.look()), "Nothing");
        socket.lay(card("张三", NUMBER));
        assert_eq!(word(reader.look()), "张三", "the same person comes again");
        socket.lay(card("李四", OTHER));
        assert_eq!(word(reader.look()), "李四", "one card laid in place of another");
        socket.lift();
    }
}

#[test]
fn what_goes_wrong_is_named_and_passes() {
    let (_folder, mut socket, port) = socket();
    socket.plug();
    let mut reader = Module::new(port.clone(), SHORT);
    socket.desk().is_mute = true;
    assert_eq!(word(reader.look()), "Silent");
    (socket.desk().is_mute, socket.desk().is_cut) = (false, true);
    assert_eq!(word(reader.look()), "Silent", "a frame that stops");
    socket.desk().is_cut = false;
    let mut reader = Module::new(port, LONG);
    assert_eq!(word(reader.look()), "Nothing");
    socket.lay(card("张三", NUMBER));
    socket.desk().spoils = true;
    assert_eq!(word(reader.look()), "Damaged");
    socket.desk().slips = true;
    assert_eq!(word(reader.look()), "Unreadable(129)");
    socket.desk().slips = false;
    assert_eq!(word(reader.look()), "张三");
}

#[test]
fn a_reader_is_unplugged_and_plugged_again() {
    let (_folder, mut socket, port) = socket();
    let mut reader = Module::new(port, LONG);
    assert_eq!(word(reader.look()), "Gone", "never plugged in");
    for _ in 0..3 {
        socket.plug();
        socket.lay(card("张三", NUMBER));
        assert_eq!(word(reader.look()), "张三");
        socket.unplug();
        assert_eq!([word(reader.look()), word(reader.look())], ["Gone", "Gone"]);
    }
}

#[test]
fn debug_output_names_nobody() {
    let (_folder, mut socket, port) = socket();
    socket.plug();
    socket.lay(card("张三", NUMBER));
    let look = Module::new(port, LONG).look();
    assert_eq!(format!("{look:?}"), "Ok(Card(Reading::Record))");
}

/// A vendor's service that gives these answers, one a connection, and then is gone.
fn service(answers: &'static [&'static str]) -> u16 {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
    let port = listener.local_addr().expect("bound").port();
    std::thread::spawn(move || {
        for answer in answers {
            let (mut line, _) = listener.accept().expect("asked");
            let mut head = String::new();
            let mut lines = BufReader::new(line.try_clone().expect("the same line"));
            while !head.ends_with("\r\n\r\n") {
                assert!(lines.read_line(&mut head).expect("a head") > 0, "{head}");
            }
            assert!(head.starts_with("POST /card=idcard HTTP/1.0\r\n"), "{head}");
            line.write_all(answer.as_bytes()).expect("answered");
        }
    });
    port
}

#[test]
fn a_vendors_service_is_one_adapter() {
    const NONE: &str = "HTTP/1.1 200 OK\r\n\r\n{\"result\":{}}";
    const CARD: &str = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n\r\n\
        {\"result\":{\"IDCardInfo\":{\"cardID\":\"360781199901010011\",\"name\":\"张三\"}}}";
    const BAD: &str = "HTTP/1.1 500 No\r\n\r\n{}";
    let port = service(&[NONE, CARD, CARD, NONE, CARD, BAD, "HTTP/1.1 200 OK\r\n\r\n<html>"]);
    let mut reader = Service::new(port, Duration::from_secs(10));
    let person = format!("张三 {NUMBER}");
    for expected in ["Nothing", &person, "Left", "Nothing", &person, "Damaged", "Damaged", "Gone"] {
        assert_eq!(word(reader.look()), expected);
    }
    let mute = TcpListener::bind("127.0.0.1:0").expect("a port");
    let port = mute.local_addr().expect("bound").port();
    assert_eq!(word(Service::new(port, Duration::from_millis(50)).look()), "Silent");
}

/// `tenfold reader`, killed when dropped.
struct Bridge {
    child: Child,
    url: String,
}

impl Bridge {
    fn start(port: &std::path::Path) -> Bridge {
        let mut child = Command::new(env!("CARGO_BIN_EXE_tenfold"))
            .args(["reader", "--port", "0", "--page", "http://desk.example:8080", "--serial"])
            .arg(port)
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("starts");
        let mut line = String::new();
        let out = child.stdout.take().expect("piped");
        BufReader::new(out).read_line(&mut line).expect("says where it listens");
        let url = line.trim().strip_prefix("listening on ").expect("an address").to_owned();
        assert!(url.starts_with("ws://127.0.0.1:"), "{url}");
        Bridge { child, url }
    }

    /// Listens as a page of this origin would.
    async fn page(&self, origin: Option<&str>) -> Result<WebSocketStream<TcpStream>, u16> {
        let mut request = self.url.as_str().into_client_request().expect("a request");
        if let Some(origin) = origin {
            request.headers_mut().insert("Origin", origin.parse().expect("a header"));
        }
        let address = self.url.trim_start_matches("ws://").trim_end_matches("/v1/reader");
        let line = TcpStream::connect(address).await.expect("connects");
        match client_async(request, line).await {
            Ok((page, _)) => Ok(page),
            Err(Error::Http(answer)) => Err(answer.status().as_u16()),
            Err(error) => panic!("{error}"),
        }
    }

    /// Ends it; all that it said on standard error.
    fn end(mut self) -> String {
        self.child.kill().expect("killed");
        let mut said = String::new();
        let mut err = self.child.stderr.take().expect("piped");
        err.read_to_string(&mut said).expect("text");
        said
    }
}

impl Drop for Bridge {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// The next thing a page hears.
async fn heard(page: &mut WebSocketStream<TcpStream>) -> Value {
    loop {
        match page.next().await.expect("still there").expect("sound") {
            Message::Text(text) => return serde_json::from_str(&text).expect("json"),
            _ => continue,
        }
    }
}

/// Reads on until the reader stands so; whatever else came before.
async fn until(page: &mut WebSocketStream<TcpStream>, standing: &str) -> Vec<Value> {
    let mut before = Vec::new();
    loop {
        let said = heard(page).await;
        if said["standing"] == standing {
            assert!(said["zh"].is_string() && said["en"].is_string(), "{said}");
            return before;
        }
        before.push(said);
    }
}

#[tokio::test]
async fn a_page_on_this_machine_hears_a_card_and_nobody_else_does() {
    let (_folder, mut socket, port) = socket();
    let bridge = Bridge::start(&port);
    assert_eq!(bridge.page(None).await.err(), Some(403));
    assert_eq!(bridge.page(Some("http://evil.example")).await.err(), Some(403));
    assert_eq!(bridge.page(Some("http://desk.example:8080.evil.example")).await.err(), Some(403));
    let mut page = bridge.page(Some("http://desk.example:8080")).await.expect("may listen");
    until(&mut page, "gone").await;
    socket.plug();
    until(&mut page, "ready").await;
    socket.lay(card("张三", NUMBER));
    let said = loop {
        let said = heard(&mut page).await;
        if said["type"] == "card" {
            break said;
        }
    };
    let hex: String = card("张三", NUMBER).iter().map(|byte| format!("{byte:02x}")).collect();
    assert_eq!(said["chip"], json!(hex));
    assert_eq!(said["document"], json!({"kind": "resident_id", "number": NUMBER}));
    assert_eq!([&said["name"], &said["birth"], &said["sex"]], ["张三", "1999-01-01", "male"]);

    let mut late = bridge.page(Some("http://desk.example:8080")).await.expect("may listen");
    assert_eq!(heard(&mut late).await["type"], "standing");
    late.send(Message::text("again")).await.expect("sent");
    socket.unplug();
    let before = until(&mut late, "gone").await;
    assert!(before.iter().all(|said| said["type"] == "standing"), "kept: {before:?}");
    let said = bridge.end();
    assert!(said.contains("读卡器未连接") && said.contains("lay the card"), "{said}");
    assert!(!said.contains(NUMBER) && !said.contains("张三"), "{said}");
}
