//! What is to be done at a lab: boxes at its hatch, plates that wait for readings or for review.

use serde_json::{Value, json};

use crate::common::{Server, act, case, fixture, register};

/// In A01, B01 and B02 of fixtures/instruments: negative, positive, grey.
const TUBES: [&str; 3] = ["001230000741", "001230000838", "001230000935"];
const PLATE: &str = "PL20220401007";

fn ok(server: &Server, role: &str, word: &str, fields: Value) -> Value {
    let verdict = server.command(role, &act(word, fields));
    assert_eq!(verdict["verdict"], "recorded", "{word}: {verdict}");
    verdict
}

fn bench(server: &Server, lab: &Value) -> Value {
    let reply = server.get(&format!("/v1/labs/{lab}/bench"), Some(server.token("lab")));
    assert_eq!(reply.status, 200, "{}", reply.text());
    reply.json()
}

/// Three tubes of one person each go into a box and into a courier's hands; the lab.
fn carried(server: &Server) -> Value {
    for (person, tube) in (1..).zip(TUBES) {
        let mut command = register(person, 1);
        command["tube"] = json!(tube);
        assert_eq!(server.command("clerk", &command)["verdict"], "recorded");
        ok(server, "clerk", "swab", json!({ "tube": tube }));
        ok(server, "clerk", "seal_tube", json!({ "tube": tube, "count": 1 }));
        ok(server, "packer", "pack_tube", json!({ "box": case(1), "site": 1, "tube": tube }));
    }
    let lab = ok(server, "packer", "seal_box", json!({ "box": case(1), "count": 3 }));
    let hands = json!({ "box": case(1), "giver": 2, "taker": 3, "given": 3, "taken": 3 });
    ok(server, "courier", "hand_over", hands);
    lab["lab"].clone()
}

fn loaded(server: &Server, lab: &Value) {
    let wells = json!([
        { "well": "A01", "tube": TUBES[0] }, { "well": "B01", "tube": TUBES[1] },
        { "well": "B02", "tube": TUBES[2] }, { "well": "G12", "control": "negative" },
        { "well": "H12", "control": "positive" },
    ]);
    let plate = json!({ "plate": PLATE, "lab": lab, "kit": "standard", "wells": wells });
    ok(server, "lab", "load_plate", plate);
}

#[test]
fn a_bench_says_what_is_to_be_done_from_the_box_to_the_review() {
    let server = Server::start();
    let lab = carried(&server);

    let coming = bench(&server, &lab);
    let [box_] = &coming["boxes"].as_array().expect("boxes")[..] else { panic!("{coming}") };
    assert_eq!((&box_["box"], &box_["stage"]), (&json!(case(1)), &json!("in_transit")));
    assert_eq!((&box_["count"], &coming["waiting"]), (&json!(3), &json!(0)));
    assert_eq!(box_["due"]["clock"], "room", "what runs on the way");

    let signed = json!({ "box": case(1), "lab": lab, "courier": 3, "receiver": 4, "count": 3 });
    ok(&server, "lab", "receive_box", signed);
    assert_eq!(bench(&server, &lab)["boxes"][0]["stage"], "received");
    ok(&server, "lab", "receive_rest", json!({ "box": case(1) }));
    ok(&server, "lab", "empty_box", json!({ "box": case(1) }));
    let waits = bench(&server, &lab);
    assert_eq!((&waits["boxes"], &waits["waiting"]), (&json!([]), &json!(3)));

    loaded(&server, &lab);
    let unread = bench(&server, &lab);
    let plate = &unread["plates"][0];
    assert_eq!((&plate["plate"], &plate["specimens"]), (&json!(PLATE), &json!(3)));
    assert_eq!((&plate["read_at_ms"], &plate["alone"]), (&Value::Null, &json!([])));
    assert_eq!(unread["waiting"], 0);

    let file = std::fs::read(fixture("instruments/quantstudio.txt")).expect("readable");
    let kind = "application/octet-stream";
    let by = Some(server.token("lab"));
    let told = server.post("/v1/plates/results", by, kind, &file).json();
    assert_eq!(told["command"]["valid"], true, "{told}");
    let read = bench(&server, &lab);
    let plate = &read["plates"][0];
    assert!(plate["read_at_ms"].is_i64() && plate["due_at_ms"].is_i64(), "{plate}");
    assert_eq!(plate["negative"], 1, "one is negative, the grey one is tested again");
    let [alone] = &plate["alone"].as_array().expect("calls")[..] else { panic!("{plate}") };
    assert_eq!((&alone["tube"], &alone["well"]), (&json!(TUBES[1]), &json!("B01")));
    assert_eq!((&alone["call"], &alone["ct_hundredths"]), (&json!("positive"), &json!(2811)));
    assert_eq!((&plate["called_by"], &alone["called_by"]), (&json!(4), &json!(4)));
    assert_eq!(read["waiting"], 1);

    // What is positive is confirmed first, then the rest at once; then nothing is left of it.
    ok(&server, "reviewer", "review", json!({ "tube": TUBES[1] }));
    assert_eq!(bench(&server, &lab)["plates"][0]["alone"], json!([]));
    ok(&server, "reviewer", "review_plate", json!({ "plate": PLATE }));
    assert_eq!(bench(&server, &lab)["plates"], json!([]));
}

#[test]
fn what_was_called_by_hand_or_corrected_is_looked_at_by_itself() {
    let server = Server::start();
    let lab = carried(&server);
    let signed = json!({ "box": case(1), "lab": lab, "courier": 3, "receiver": 4, "count": 3 });
    ok(&server, "lab", "receive_box", signed);
    ok(&server, "lab", "receive_rest", json!({ "box": case(1) }));
    loaded(&server, &lab);
    let file = std::fs::read(fixture("instruments/quantstudio.txt")).expect("readable");
    let by = Some(server.token("lab"));
    server.post("/v1/plates/results", by, "application/octet-stream", &file);
    let bare = json!({ "tube": TUBES[1], "call": "negative" });
    let refused = server.command("lab", &act("amend_call", bare));
    assert_eq!(refused["refusal"]["name"], "AmendReasonMissing", "{refused}");
    let unknown = json!({ "tube": TUBES[1], "call": "negative", "reason": "because" });
    let refused = server.command("lab", &act("amend_call", unknown));
    assert!(refused["detail"]["en"].to_string().contains("mixed_up"), "{refused}");
    let corrected = json!({ "tube": TUBES[1], "call": "negative", "reason": "mixed_up" });
    ok(&server, "lab", "amend_call", corrected);
    ok(&server, "lab", "call_tube", json!({ "tube": TUBES[2], "lab": lab, "call": "negative" }));
    let told = bench(&server, &lab);
    let plate = &told["plates"][0];
    assert_eq!(plate["negative"], 1, "the corrected one is of another moment: {plate}");
    assert_eq!(
        (&plate["alone"][0]["tube"], &plate["alone"][0]["call"]),
        (&json!(TUBES[1]), &json!("negative"),)
    );
    let corrected = &plate["alone"][0]["corrected"];
    assert_eq!(
        (&corrected["from"], &corrected["reason"]),
        (&json!("positive"), &json!("mixed_up"))
    );
    assert!(corrected["zh"].is_string() && corrected["en"].is_string(), "{corrected}");
    let traced =
        server.get(&format!("/v1/tubes/{}/trace", TUBES[1]), Some(server.token("auditor")));
    let facts = traced.json()["facts"].clone();
    let told_so = |what: &str| {
        let fact = facts.as_array().expect("facts").iter().find(|fact| fact["what"] == what);
        fact.map_or(Value::Null, |fact| fact["detail"].clone())
    };
    assert_eq!(told_so("amendment")["from"], "positive", "the first call stays: {facts}");
    assert_eq!(told_so("amendment_reason")["reason"], "mixed_up");
    let hand = &told["by_hand"][0];
    assert_eq!(hand["corrected"], Value::Null);
    assert_eq!((&hand["tube"], &hand["well"]), (&json!(TUBES[2]), &Value::Null));
}

#[test]
fn a_bench_is_its_own_labs() {
    let server = Server::start();
    let of = |role: &str, lab: u32| {
        server.get(&format!("/v1/labs/{lab}/bench"), Some(server.token(role))).status
    };
    assert_eq!((of("lab2", 2), of("lab2", 1)), (200, 403));
    assert_eq!((of("clerk", 1), of("admin", 99)), (403, 404));
}
