//! Lines that come slowly, stay open, or are open when the service stops.

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::TcpStream;
use std::time::Duration;

use serde_json::Value;
use tenfold::http::line::Pace;
use tenfold::service::clock::Stopwatch;
use tenfold::service::{Options, Service, clock, tokens};

use crate::common::{REGION, Server, dial, head, register};

/// Sends a request on a line that stays open, and reads its answer by the length.
fn asked(line: &mut TcpStream, request: &str) -> String {
    line.write_all(request.as_bytes()).expect("sent");
    let mut reader = BufReader::new(line);
    let mut length = 0;
    let mut text = String::new();
    while !text.ends_with("\r\n\r\n") {
        let start = text.len();
        assert!(reader.read_line(&mut text).expect("answered") > 0, "closed: {text}");
        if let Some(value) = text[start..].to_lowercase().strip_prefix("content-length: ") {
            length = value.trim().parse().expect("length");
        }
    }
    let mut body = vec![0; length];
    reader.read_exact(&mut body).expect("body");
    text + &String::from_utf8_lossy(&body)
}

#[test]
fn half_a_head_is_closed_in_time_and_an_idle_line_is_not() {
    let head_time = Duration::from_millis(300);
    let pace = Pace { head: head_time, ..Pace::default() };
    let server = Server::start_with(pace, |_| {});
    let alive = head("GET", "/healthz", None, None) + "\r\n";
    let mut patient = dial(server.address);
    assert!(asked(&mut patient, &alive).starts_with("HTTP/1.1 200"));
    for part in ["", "GET /healthz HTTP/1.1\r\nHost: te"] {
        let watch = Stopwatch::start();
        let mut loris = dial(server.address);
        loris.write_all(part.as_bytes()).expect("sent");
        let mut said = Vec::new();
        // Closed or reset: either way it is over.
        let _ = loris.read_to_end(&mut said);
        assert!(watch.elapsed() >= head_time, "not before its time");
        assert!(watch.elapsed() < Duration::from_secs(10), "in time");
    }
    // Twice the head's time has passed; between two people a clerk's line stays.
    assert!(asked(&mut patient, &alive).starts_with("HTTP/1.1 200"));
    // And half a second request on it is closed like a first one.
    patient.write_all(b"GET /hea").expect("sent");
    let mut said = Vec::new();
    let _ = patient.read_to_end(&mut said);
}

#[test]
fn a_stop_answers_what_was_accepted() {
    let mut server = Server::start();
    let body = register(1, 1).to_string();
    let (first, rest) = body.as_bytes().split_at(20);
    let clerk = server.token("clerk");
    let request = head("POST", "/v1/commands", Some(clerk), Some(("application/json", body.len())));
    let mut line = dial(server.address);
    // The server says "100 Continue" when it has begun to read the body: it is accepted.
    line.write_all((request + "Expect: 100-continue\r\n\r\n").as_bytes()).expect("sent");
    let mut go = [0; 25];
    line.read_exact(&mut go).expect("accepted");
    assert!(go.starts_with(b"HTTP/1.1 100"), "{}", String::from_utf8_lossy(&go));
    line.write_all(first).expect("sent");
    server.ask_to_stop();
    while TcpStream::connect(server.address).is_ok() {
        std::thread::yield_now();
    }
    line.write_all(rest).expect("sent");
    let mut whole = Vec::new();
    line.read_to_end(&mut whole).expect("answered");
    let reply = crate::common::Reply::parse(&whole);
    assert_eq!((reply.status, &reply.json()["verdict"]), (200, &Value::from("recorded")));
    server.ended();
    let service = Service::open(&Options::new(&server.data)).expect("opens again");
    assert_eq!(service.board.boards()[&REGION].total.registered, 1);
    service.stop();
}

/// The next board of a stream.
fn board(stream: &mut impl std::io::BufRead) -> Value {
    loop {
        let mut line = String::new();
        assert!(stream.read_line(&mut line).expect("said") > 0, "the stream ended");
        if let Some(json) = line.strip_prefix("data: ") {
            return serde_json::from_str(json).expect("a board");
        }
    }
}

#[test]
fn the_stream_of_a_token_that_is_taken_back_ends() {
    let server = Server::start();
    let planner = server.token("planner");
    let mut line = dial(server.address);
    let request = head("GET", "/v1/progress/events", Some(planner), None);
    let request = request + "Connection: close\r\n\r\n";
    line.write_all(request.as_bytes()).expect("sent");
    let mut stream = BufReader::new(line);
    board(&mut stream);
    let store = rusqlite::Connection::open(server.data.join("tenfold.db")).expect("opens");
    let hash = tokens::hash(planner);
    let revoked = "UPDATE token SET revoked_at = ?1 WHERE hash = ?2";
    let changed = store.execute(revoked, (clock::now().0, hash.as_slice()));
    assert_eq!(changed, Ok(1));
    let mut rest = String::new();
    stream.read_to_string(&mut rest).expect("ended in order");
    assert_eq!(server.get("/v1/progress", Some(planner)).status, 401);
}

#[test]
fn the_board_arrives_by_itself_and_ends_with_the_service() {
    let mut server = Server::start();
    let commander = server.token("commander");
    let mut line = dial(server.address);
    let request = head("GET", "/v1/progress/events", Some(commander), None) + "\r\n";
    line.write_all(request.as_bytes()).expect("sent");
    let mut stream = BufReader::new(line);
    let first = board(&mut stream);
    assert_eq!((&first["region"], &first["law_holds"]), (&REGION.0.into(), &true.into()));
    assert_eq!(first["totals"]["registered"], 0);
    assert!(first["labs"].as_array().is_some_and(|labs| !labs.is_empty()));
    server.command("clerk", &register(1, 1));
    let mut boards = std::iter::repeat_with(|| board(&mut stream));
    let later = boards.find(|board| board["totals"]["registered"] == 1).expect("endless");
    assert_eq!((&later["totals"]["open"], &later["tubes"]["open"]), (&1.into(), &1.into()));
    assert_eq!(later["hours"][0]["registered"], 1);
    server.ended();
    let mut rest = String::new();
    stream.read_to_string(&mut rest).expect("ended in order");
}
