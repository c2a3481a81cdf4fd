//! A party looks up who its notices are about, and nobody else.

use serde_json::{Value, json};

use crate::common::{Reply, Server, act, case, number, register, tube};

/// A positive person alone in tube 1, a positive pool of two in tube 2.
fn server() -> Server {
    let server = Server::start();
    let ok = |role: &str, word: &str, fields: Value| {
        let verdict = server.command(role, &act(word, fields));
        assert_eq!(verdict["verdict"], "recorded", "{word}: {verdict}");
        verdict
    };
    let mut alone = register(1, 1);
    alone["capacity"] = json!(1);
    alone["phone"] = json!("13800000000");
    for command in [alone, register(2, 2), register(3, 2)] {
        assert_eq!(server.command("clerk", &command)["verdict"], "recorded");
    }
    for (n, count) in [(1, 1), (2, 2)] {
        ok("clerk", "swab", json!({ "tube": tube(n) }));
        ok("clerk", "seal_tube", json!({ "tube": tube(n), "count": count }));
        ok("packer", "pack_tube", json!({ "box": case(1), "site": 1, "tube": tube(n) }));
    }
    let sealed = ok("packer", "seal_box", json!({ "box": case(1), "count": 2 }));
    let lab = sealed["lab"].clone();
    let hands = json!({ "box": case(1), "giver": 2, "taker": 3, "given": 2, "taken": 2 });
    ok("courier", "hand_over", hands);
    let receipt = json!({ "box": case(1), "lab": lab, "courier": 3, "receiver": 4, "count": 2 });
    ok("lab", "receive_box", receipt);
    ok("lab", "receive_rest", json!({ "box": case(1) }));
    for n in [1, 2] {
        ok("lab", "call_tube", json!({ "tube": tube(n), "lab": lab, "call": "positive" }));
        ok("reviewer", "review", json!({ "tube": tube(n) }));
    }
    server
}

/// What a party was told of these messages, by its own list.
fn notice(server: &Server, party: &str, message: &str) -> u64 {
    let list = server.get("/v1/notices", Some(server.token(party))).json();
    let all = list.as_array().expect("a list");
    assert!(all.iter().all(|notice| notice["party"] == party), "its own alone");
    let found = all.iter().find(|notice| notice["message"] == message).expect("told");
    found["notice"].as_u64().expect("number")
}

fn look_up(server: &Server, role: &str, notice: u64, reason: &str) -> Reply {
    let path = format!("/v1/notices/{notice}/person");
    server.post_json(&path, Some(server.token(role)), &json!({ "reason": reason, "note": "案 7" }))
}

fn log(server: &Server) -> Vec<Value> {
    let page = server.get("/v1/access", Some(server.token("auditor"))).json();
    page["entries"].as_array().expect("rows").clone()
}

#[test]
fn a_party_sees_whom_its_notice_is_about_and_leaves_a_row_each_time() {
    let server = server();
    let basics = notice(&server, "police", "person_basics");
    for times in 1..=2 {
        let reply = look_up(&server, "police", basics, "notice");
        assert_eq!(reply.status, 200, "{}", reply.text());
        let shown = reply.json();
        assert_eq!(
            (&shown["notice"], &shown["message"]),
            (&json!(basics), &json!("person_basics"))
        );
        assert_eq!(shown["personal"]["document"], number(1));
        assert_eq!(shown["personal"]["name"], "张三丰");
        assert_eq!(shown["personal"]["phone"], "13800000000");
        assert_eq!(shown["personal"]["masked"], false);
        let rows = log(&server);
        assert_eq!(rows.len(), times, "each time");
        let newest = &rows[0];
        assert_eq!((&newest["reason"], &newest["note"]), (&json!("notice"), &json!("案 7")));
        assert_eq!((&newest["subject"], &newest["person"]), (&json!("person"), &shown["person"]));
    }
    let report = notice(&server, "hospital", "positive_report");
    let shown = look_up(&server, "hospital", report, "contact_tracing").json();
    assert_eq!(shown["personal"]["document"], number(1));
}

#[test]
fn whatever_is_not_its_own_is_answered_alike_and_leaves_nothing() {
    let server = server();
    let own = notice(&server, "police", "person_basics");
    let others = notice(&server, "cdc", "person_basics");
    let pool = notice(&server, "police", "positive_pool");
    let problem = |reply: &Reply| {
        let mut problem = reply.json();
        // Names the address that was asked for, and no more of it.
        problem.as_object_mut().expect("object").remove("instance");
        problem
    };
    let unknown = look_up(&server, "police", 999_999, "notice");
    assert_eq!(unknown.status, 404);
    assert!(unknown.json()["detail"].as_str().expect("text").contains("your party"));
    // Another party's, one about a whole tube, facts that are no notices.
    for number in [others, pool, 1, 2, 0, u64::MAX] {
        let reply = look_up(&server, "police", number, "notice");
        assert_eq!((reply.status, problem(&reply)), (404, problem(&unknown)), "{number}");
    }
    assert_eq!(look_up(&server, "police", own, "curiosity").status, 422);
    assert_eq!(look_up(&server, "police", own, "").status, 422);
    for role in ["clerk", "lab", "commander", "admin", "auditor", "platform"] {
        assert_eq!(look_up(&server, role, own, "notice").status, 403, "{role}");
    }
    // A party sees nobody by any other way.
    let whom = json!({ "document": { "kind": "resident_id", "number": number(1) } });
    let trace = server.post_json("/v1/persons/trace", Some(server.token("police")), &whom);
    assert_eq!(trace.status, 403);
    assert!(log(&server).is_empty(), "nothing was shown");
}
