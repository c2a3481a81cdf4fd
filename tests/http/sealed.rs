//! Personal data that waited on a device, sealed to the service.

use serde_json::{Value, json};
use tenfold::edge::hex::{base64, to_base64};
use tenfold::service::hybrid::KeyPair;

use crate::common::{REGION, Server, number, register, tube};

/// The key that devices are told.
fn key(server: &Server) -> Vec<u8> {
    let me = server.get("/v1/me", Some(server.token("clerk"))).json();
    base64(me["seal_key"].as_str().expect("a key")).expect("base64")
}

/// Some members of a command, sealed as a device seals them for a scan.
fn sealed(key: &[u8], scan: &str, personal: &Value) -> String {
    let scan = uuid::Uuid::try_parse(scan).expect("a scan");
    let place = [&REGION.0.to_be_bytes()[..], scan.as_bytes()].concat();
    let sender = KeyPair::first([[9; 32]].into_iter()).expect("a key");
    let plain = personal.to_string();
    let text = sender.seal(key, plain.as_bytes(), b"tenfold command 1", &place).expect("seals");
    to_base64(&text)
}

/// A registration with what is personal of it sealed.
fn waiting(key: &[u8], person: u32, into: u32) -> Value {
    let mut command = register(person, into);
    let members = command.as_object_mut().expect("an object");
    let personal = json!({
        "document": members.remove("document"), "name": members.remove("name"),
    });
    let scan = command["scan_id"].as_str().expect("a scan").to_owned();
    command["sealed"] = sealed(key, &scan, &personal).into();
    assert!(!command.to_string().contains(&number(person)));
    command
}

#[test]
fn who_asks_is_told_who_they_are() {
    let server = Server::start();
    let me = server.get("/v1/me", Some(server.token("site"))).json();
    assert_eq!((&me["role"], &me["site"]), (&json!("clerk"), &json!(2)), "{me}");
    assert_eq!((&me["region"], &me["lane"]), (&json!(REGION.0), &Value::Null));
    assert!(me["now_ms"].as_i64().is_some_and(|now| now > 1_700_000_000_000));
    assert_eq!(key(&server).len(), 65);
}

#[test]
fn what_a_device_sealed_is_as_if_it_had_come_in_the_open() {
    let server = Server::start();
    let command = waiting(&key(&server), 1, 1);
    let recorded = server.command("clerk", &command);
    assert_eq!(recorded["verdict"], "recorded", "{recorded}");
    assert_eq!(recorded["tube"], tube(1));
    assert_eq!(server.command("clerk", &command)["verdict"], "already_recorded");
    let mut open = register(1, 1);
    assert_eq!(server.command("clerk", &open)["refusal"]["name"], "AlreadyInTube");
    // The same scan in the open is the same scan: what is sealed is no part of what was said.
    open["scan_id"] = command["scan_id"].clone();
    open["at_ms"] = command["at_ms"].clone();
    assert_eq!(server.command("clerk", &open)["verdict"], "already_recorded");
}

#[test]
fn what_does_not_open_is_refused_and_kept_when_it_was_done_by_hand() {
    let server = Server::start();
    let key = key(&server);
    let good = waiting(&key, 1, 1);
    let moved = register(2, 1)["scan_id"].clone();
    let document = json!({ "kind": "resident_id", "number": number(1) });
    let scan = good["scan_id"].as_str().expect("a scan");
    let cases = [
        ("scan_id", moved),
        ("sealed", "AAAA".into()),
        ("sealed", "***".into()),
        ("sealed", sealed(&key, scan, &json!({ "tube": tube(2), "document": document })).into()),
        ("sealed", sealed(&key, scan, &json!([1])).into()),
        ("name", "王小二".into()),
    ];
    for (member, value) in cases {
        let mut command = good.clone();
        command[member] = value;
        let verdict = server.command("clerk", &command);
        assert_eq!(verdict["refusal"]["name"], "NotOpened", "{member}: {verdict}");
    }
    let mut late = good;
    late["sealed"] = "AAAA".into();
    late["after_the_fact"] = true.into();
    let kept = server.command("clerk", &late);
    assert_eq!((&kept["verdict"], &kept["refusal"]["name"]), (&json!("kept"), &json!("NotOpened")));
}
