//! Devices of one lane hear of each other.

use std::io::{Read as _, Write as _};
use std::net::TcpStream;

use crate::common::{Server, dial, head, register, tube};

/// A device that listens at a lane.
fn listen(server: &Server, of: &str, lane: u32) -> TcpStream {
    let mut line = dial(server.address);
    let path = format!("/v1/lanes/{lane}/events");
    let request = head("GET", &path, Some(server.token(of)), None) + "\r\n";
    line.write_all(request.as_bytes()).expect("sent");
    line
}

/// What comes until it holds `wanted`.
fn until(line: &mut TcpStream, wanted: &str) -> String {
    let (mut text, mut piece) = (String::new(), [0; 1024]);
    while !text.contains(wanted) {
        let length = line.read(&mut piece).expect("read");
        assert!(length > 0, "{wanted} never came: {text}");
        text.push_str(&String::from_utf8_lossy(&piece[..length]));
    }
    text
}

#[test]
fn a_device_hears_which_tube_another_changed_and_nothing_of_a_person() {
    let server = Server::start();
    let mut line = listen(&server, "clerk", 1);
    until(&mut line, "text/event-stream");
    let command = register(1, 1);
    server.command("clerk", &command);
    let note = until(&mut line, &tube(1));
    assert!(note.contains("\"device\""), "{note}");
    assert!(!note.contains(command["name"].as_str().expect("a name")), "{note}");
    let seal = serde_json::json!({
        "scan_id": crate::common::scan(), "at_ms": crate::common::now_ms(), "act": "seal_tube",
        "tube": tube(1), "count": 1,
    });
    assert_eq!(server.command("clerk", &seal)["verdict"], "recorded");
    until(&mut line, &tube(1));
}

#[test]
fn another_sites_lane_is_not_heard() {
    let server = Server::start();
    for (of, lane) in [("site", 1), ("clerk", 999_999)] {
        until(&mut listen(&server, of, lane), "404");
    }
}
