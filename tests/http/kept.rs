//! A kept command, opened for whoever must settle it.

use serde_json::{Value, json};
use tenfold::storage::{sqlite, tables};

use crate::common::{REGION, Reply, Server, number, register};

fn opens(server: &Server, role: &str, kept: &Value, body: &Value) -> Reply {
    let path = format!("/v1/discrepancies/{kept}/open");
    server.post_json(&path, Some(server.token(role)), body)
}

/// The access log, as the auditor sees it.
fn accesses(server: &Server) -> Vec<Value> {
    let log = server.get("/v1/access", Some(server.token("auditor"))).json();
    log["entries"].as_array().expect("rows").clone()
}

#[test]
fn what_was_done_by_hand_is_seen_whole_by_whoever_settles_it() {
    let server = Server::start();
    server.command("clerk", &register(1, 1));
    let mut late = register(1, 2);
    late["after_the_fact"] = true.into();
    // A field that no rule knows and a number that no float holds: as it came, not as it was read.
    late["note"] = json!({ "paper": 12_345_678_901_234_567_u64 });
    assert_eq!(server.command("clerk", &late)["verdict"], "kept");
    let commander = Some(server.token("commander"));
    let list = server.get("/v1/discrepancies", commander).json();
    let kept = &list[0]["discrepancy"];
    assert!(!list.to_string().contains(&number(1)), "the list shows nobody");

    let note = " which of the two swabs counts ";
    let why = json!({ "reason": "discrepancy", "note": note });
    assert_eq!(opens(&server, "clerk", kept, &why).status, 403);
    let long = json!({ "reason": "discrepancy", "note": "长".repeat(201) });
    for (silent, told) in [
        (json!({}), "one of contact_tracing, "),
        (json!({ "reason": "  " }), "one of contact_tracing, "),
        (json!({ "reason": "curiosity" }), ", reporting"),
        (long, "at most 200 characters"),
    ] {
        let reply = opens(&server, "commander", kept, &silent);
        assert_eq!(reply.status, 422);
        assert!(reply.text().contains(told), "{}", reply.text());
        assert!(!reply.text().contains("curiosity"), "what was sent is not repeated");
    }
    let strangers = [json!(1), json!(u64::MAX), json!(999_999), json!("x")];
    for unknown in strangers {
        let reply = opens(&server, "commander", &unknown, &why);
        assert_eq!(reply.status, 404, "{unknown}");
        assert_eq!(reply.json()["type"], "urn:tenfold:problem:not-found");
    }
    assert!(accesses(&server).is_empty(), "nothing was shown so far");

    let reply = opens(&server, "commander", kept, &why);
    assert_eq!(reply.status, 200, "{}", reply.text());
    assert!(reply.text().contains(&late.to_string()), "byte for byte");
    let opened = reply.json();
    assert_eq!(opened["original"], late);
    assert_eq!((&opened["number"], &opened["act"]), (kept, &json!("register")));
    assert_eq!((&opened["refusal"], &opened["at_ms"]), (&json!("AlreadySampled"), &late["at_ms"]));
    for words in ["zh", "en", "do_zh", "do_en"] {
        assert!(opened[words].as_str().is_some_and(|text| !text.is_empty()), "{words}");
    }
    assert_eq!((&opened["staff"], &opened["device"]), (&json!(1), &json!(1)), "the clerk's");
    assert_eq!(opens(&server, "auditor", kept, &why).status, 200);
    let rows = accesses(&server);
    assert_eq!(rows.len(), 2);
    for row in &rows {
        assert_eq!((&row["subject"], &row["kept_command"]), (&json!("kept_command"), kept));
        assert_eq!((&row["reason"], &row["note"]), (&json!("discrepancy"), &json!(note.trim())));
    }
    assert_ne!(rows[0]["staff"], rows[1]["staff"], "each by their own");
    assert_ne!(rows[0]["token"], rows[1]["token"], "each with their own");
    let connection = sqlite::reader(&server.data).expect("opens");
    let bad = tables::access::first_bad(&connection, REGION).expect("reads");
    assert_eq!(bad, None, "the log's chain holds");
}
