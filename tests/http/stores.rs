//! What a lab is told about the specimens it keeps.

use serde_json::{Value, json};

use crate::common::{Server, act, case, now_ms, register, tube};

const HOUR: i64 = 3_600_000;

fn ok(server: &Server, role: &str, word: &str, fields: Value) -> Value {
    let verdict = server.command(role, &act(word, fields));
    assert_eq!(verdict["verdict"], "recorded", "{word}: {verdict}");
    verdict
}

/// Tubes 1 to 3 of one person each, received so many hours ago; the lab.
fn received(server: &Server, hours: i64) -> u64 {
    let at_ms = now_ms() - hours * HOUR;
    for n in 1..4 {
        let mut person = register(n, n);
        (person["at_ms"], person["capacity"]) = (at_ms.into(), 1.into());
        assert_eq!(server.command("clerk", &person)["verdict"], "recorded");
        ok(server, "clerk", "swab", json!({ "tube": tube(n), "at_ms": at_ms }));
        ok(server, "clerk", "seal_tube", json!({ "tube": tube(n), "count": 1, "at_ms": at_ms }));
        let packed = json!({ "box": case(1), "site": 1, "tube": tube(n), "at_ms": at_ms });
        ok(server, "packer", "pack_tube", packed);
    }
    let sealed = json!({ "box": case(1), "count": 3, "at_ms": at_ms });
    let lab = ok(server, "packer", "seal_box", sealed)["lab"].as_u64();
    let lab = lab.unwrap_or(1);
    let hands = json!({
        "box": case(1), "giver": 2, "taker": 3, "given": 3, "taken": 3, "at_ms": at_ms,
    });
    ok(server, "courier", "hand_over", hands);
    let signed = json!({
        "box": case(1), "lab": lab, "courier": 3, "receiver": 4, "count": 3, "at_ms": at_ms,
    });
    ok(server, "lab", "receive_box", signed);
    ok(server, "lab", "receive_rest", json!({ "box": case(1), "at_ms": at_ms }));
    lab
}

fn list(server: &Server, path: &str) -> Vec<(String, String, i64)> {
    let reply = server.get(path, Some(server.token("commander")));
    assert_eq!(reply.status, 200, "{path}: {}", reply.text());
    let told = reply.json();
    assert_eq!(told["complete"], true);
    let tubes = told["tubes"].as_array().expect("tubes").iter();
    let text = |value: &Value| value.as_str().expect("text").to_owned();
    let left = |one: &Value| one["minutes_left"].as_i64().expect("minutes");
    tubes.map(|one| (text(&one["tube"]), text(&one["errand"]), left(one))).collect()
}

#[test]
fn a_lab_is_told_what_to_freeze_move_and_discard() {
    let server = Server::start();
    let lab = received(&server, 25);
    let path = format!("/v1/labs/{lab}/stores");
    let errands = |path: &str| -> Vec<(String, String)> {
        list(&server, path).into_iter().map(|(tube, errand, _)| (tube, errand)).collect()
    };
    let all = list(&server, &path);
    assert_eq!(all.len(), 3, "{all:?}");
    for (_, errand, left) in &all {
        assert_eq!((errand.as_str(), left / 10), ("freeze", -6), "an hour over");
    }
    // Frozen for good, frozen for the time being, tested after all.
    ok(&server, "lab", "store_tube", json!({ "tube": tube(1), "store": "freezer_70" }));
    ok(&server, "lab", "store_tube", json!({ "tube": tube(2), "store": "freezer_20" }));
    let call = json!({ "tube": tube(3), "lab": lab, "call": "positive" });
    ok(&server, "lab", "call_tube", call);
    let word = |n: u32, errand: &str| (tube(n), errand.to_owned());
    assert_eq!(errands(&path), [word(2, "deepen")], "what is not published is not looked at");
    let reviewed = json!({ "tube": tube(3) });
    ok(&server, "reviewer", "review", reviewed);
    assert_eq!(errands(&path), [word(2, "deepen"), word(3, "put_away")]);
    ok(&server, "lab", "store_tube", json!({ "tube": tube(3), "store": "fridge" }));
    assert_eq!(errands(&path), [word(2, "deepen"), word(3, "move")]);
    ok(&server, "lab", "store_tube", json!({ "tube": tube(3), "store": "freezer_20" }));
    assert_eq!(errands(&path), [word(2, "deepen")], "kept seven days");
    let week = list(&server, &format!("{path}?within=10080"));
    let discard = week.iter().find(|(of, ..)| *of == tube(3)).expect("listed");
    assert_eq!((discard.1.as_str(), discard.2 > 10_000), ("discard", true));

    // Its own lab's staff see it, another's do not.
    let of = |role: &str| server.get(&path, Some(server.token(role))).status;
    assert_eq!((of("lab"), of("clerk")), (200, 403));
    assert_eq!(server.get("/v1/labs/2/stores", Some(server.token("lab2"))).status, 200);
    assert_eq!(server.get("/v1/labs/1/stores", Some(server.token("lab2"))).status, 403);
    assert_eq!(server.get("/v1/labs/99/stores", Some(server.token("admin"))).status, 404);
}
