//! Notices on their way, as headquarters sees them, and a dead letter sent again.

use std::sync::Arc;

use serde_json::{Value, json};
use tenfold::http::line::Pace;
use tenfold::service::outbox::{Outgoing, ServerClock};
use tenfold::setup::notify;

use crate::common::{Server, act, case, register, tube};

/// A positive pool, whose notices go to a folder that is not there at first.
fn server(folder: &std::path::Path) -> Server {
    let inbox = folder.join("inbox");
    std::fs::create_dir(&inbox).expect("made");
    let text = "[[endpoints]]\nname = \"police\"\nparties = [\"police\"]\nfolder = \"inbox\"\n\
                attempts_max = 1\n\
                [[endpoints]]\nname = \"squads\"\nparties = [\"squad\"]\nfolder = \".\"\n";
    let notify = notify::from_toml("notify.toml", text, folder).expect("sound");
    std::fs::remove_dir(&inbox).expect("gone");
    let outgoing = Outgoing { notify, clock: Arc::new(ServerClock) };
    let server = Server::start_with(Pace::default(), |options| options.outgoing = Some(outgoing));
    let ok = |role: &str, word: &str, fields: Value| {
        let verdict = server.command(role, &act(word, fields));
        assert_eq!(verdict["verdict"], "recorded", "{word}: {verdict}");
        verdict
    };
    server.command("clerk", &register(1, 1));
    server.command("clerk", &register(2, 1));
    let (tube, case) = (tube(1), case(1));
    ok("clerk", "swab", json!({ "tube": tube }));
    ok("clerk", "seal_tube", json!({ "tube": tube, "count": 2 }));
    ok("packer", "pack_tube", json!({ "box": case, "site": 1, "tube": tube }));
    let lab = ok("packer", "seal_box", json!({ "box": case, "count": 1 }))["lab"].clone();
    let hands = json!({ "box": case, "giver": 2, "taker": 3, "given": 1, "taken": 1 });
    ok("courier", "hand_over", hands);
    let receipt = json!({ "box": case, "lab": lab, "courier": 3, "receiver": 4, "count": 1 });
    ok("lab", "receive_box", receipt);
    ok("lab", "receive_rest", json!({ "box": case }));
    ok("lab", "call_tube", json!({ "tube": tube, "lab": lab, "call": "positive" }));
    ok("reviewer", "review", json!({ "tube": tube }));
    server
}

/// A page, once it is so.
fn until(server: &Server, query: &str, says: impl Fn(&Value) -> bool) -> Value {
    let page = || {
        let path = format!("/v1/deliveries{query}");
        let reply = server.get(&path, Some(server.token("commander")));
        assert_eq!(reply.status, 200, "{}", reply.text());
        reply.json()
    };
    std::iter::repeat_with(page).find(says).expect("endless")
}

#[test]
fn headquarters_sees_a_dead_letter_and_sends_it_again() {
    let folder = tempfile::tempdir().expect("folder");
    let server = server(folder.path());
    let dead = until(&server, "?state=dead", |page| page["deliveries"][0].is_object());
    let delivered = until(&server, "?state=delivered", |page| page["deliveries"][0].is_object());
    assert_eq!(delivered["deliveries"][0]["party"], "squad");
    let letter = &dead["deliveries"][0];
    assert_eq!((&letter["party"], &letter["message"]), (&json!("police"), &json!("positive_pool")));
    assert_eq!((&letter["fault"], &letter["tube"]), (&json!("folder"), &json!(tube(1))));
    assert!(letter["fault_zh"].is_string() && letter["state_zh"] == "无法送达");
    let metrics = server.get("/metrics", None).text();
    for line in [
        "tenfold_notices_dead{endpoint=\"police\"} 1",
        "tenfold_notices_waiting{endpoint=\"police\"} 0",
        "tenfold_notices_oldest_waiting_seconds{endpoint=\"police\"} 0",
        "tenfold_notices_delivered_total{endpoint=\"squads\"} 1",
    ] {
        assert!(metrics.lines().any(|has| has == line), "{line} is not in\n{metrics}");
    }
    std::fs::create_dir(folder.path().join("inbox")).expect("made");
    let path = format!("/v1/deliveries/{}/resend", letter["id"].as_str().expect("id"));
    let refused = server.post_json(&path, Some(server.token("packer")), &json!({}));
    assert_eq!(refused.status, 403);
    let asked = server.post_json(&path, Some(server.token("commander")), &json!({}));
    assert_eq!(asked.status, 200, "{}", asked.text());
    let page =
        until(&server, "?party=police", |page| page["deliveries"][0]["state"] == "delivered");
    assert_eq!(page["deliveries"][0]["attempts"], 2);
    let file = format!("{:012}-{}.json", letter["notice"].as_u64().expect("number"), {
        letter["key"].as_str().expect("key")
    });
    let text = std::fs::read_to_string(folder.path().join("inbox").join(file)).expect("there");
    assert!(text.contains("please come for a second test"), "{text}");
    for query in ["?state=gone", "?party=postman", "?limit=0", "?before=x", "?colour=red"] {
        let reply = server.get(&format!("/v1/deliveries{query}"), Some(server.token("packer")));
        assert_eq!(reply.status, 422, "{query}");
    }
    let none =
        server.post_json("/v1/deliveries/7-7/resend", Some(server.token("admin")), &json!({}));
    assert_eq!(none.status, 404);
}
