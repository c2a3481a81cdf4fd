//! Tests by schedule over HTTP: who may put people under one, what is due, and who is cleared.

use serde_json::{Value, json};

use crate::common::{Server, act, case, now_ms, number, tube};

const HOUR: i64 = 3_600_000;

fn document(person: u32) -> Value {
    json!({ "kind": "resident_id", "number": number(person) })
}

fn ok(server: &Server, role: &str, word: &str, fields: Value) -> Value {
    let verdict = server.command(role, &act(word, fields));
    assert_eq!(verdict["verdict"], "recorded", "{word}: {verdict}");
    verdict
}

fn seen(server: &Server, role: &str, path: &str) -> Value {
    let reply = server.get(path, Some(server.token(role)));
    assert_eq!(reply.status, 200, "{path}: {}", reply.text());
    reply.json()
}

/// A person under a schedule whose day 0 began so many hours ago.
fn begin(server: &Server, person: u32, schedule: &str, hours: i64) {
    let fields = json!({
        "document": document(person), "schedule": schedule, "squad": 4,
        "day_zero_at_ms": now_ms() - hours * HOUR,
    });
    ok(server, "clerk", "begin_course", fields);
}

/// A swab so many hours ago, in a tube of one.
fn swab(server: &Server, person: u32, into: u32, hours: i64) {
    let at_ms = now_ms() - hours * HOUR;
    let fields = json!({
        "round": 1, "lane": 1, "tube": tube(into), "capacity": 1, "name": "张三丰",
        "phone": "19900000000", "class": "suspect", "document": document(person), "at_ms": at_ms,
    });
    ok(server, "clerk", "register", fields);
    ok(server, "clerk", "swab", json!({ "tube": tube(into), "at_ms": at_ms }));
    ok(server, "clerk", "seal_tube", json!({ "tube": tube(into), "count": 1, "at_ms": at_ms }));
}

/// The confirmed calls of tubes in one box.
fn called(server: &Server, tubes: &[u32], call: &str) {
    let (of, count) = (case(tubes[0]), tubes.len());
    for n in tubes {
        ok(server, "packer", "pack_tube", json!({ "box": of, "site": 1, "tube": tube(*n) }));
    }
    let sealed = ok(server, "packer", "seal_box", json!({ "box": of, "count": count }));
    let lab = &sealed["lab"];
    let hands = json!({ "box": of, "giver": 2, "taker": 3, "given": count, "taken": count });
    ok(server, "courier", "hand_over", hands);
    let signed = json!({ "box": of, "lab": lab, "courier": 3, "receiver": 4, "count": count });
    ok(server, "lab", "receive_box", signed);
    ok(server, "lab", "receive_rest", json!({ "box": of }));
    for n in tubes {
        ok(server, "lab", "call_tube", json!({ "tube": tube(*n), "lab": lab, "call": call }));
        ok(server, "reviewer", "review", json!({ "tube": tube(*n) }));
    }
}

#[test]
fn due_tests_stand_on_a_list_until_a_swab() {
    let server = Server::start();
    let asked = json!({
        "document": document(1), "schedule": "close_contact", "day_zero_at_ms": now_ms(),
    });
    for role in ["lab", "courier", "reviewer", "packer"] {
        let refused = server.command(role, &act("begin_course", asked.clone()));
        assert_eq!(refused["refusal"]["name"], "RoleMayNot", "{role}");
    }
    // Day 1 of the first is over, that of the second runs for ten hours more.
    begin(&server, 1, "close_contact", 50);
    begin(&server, 2, "secondary_contact", 38);
    let due = seen(&server, "packer", "/v1/schedules/due");
    assert_eq!((&due["due"], &due["missed"]), (&json!(1), &json!(1)), "{due}");
    let tests = due["tests"].as_array().expect("tests");
    let told = |test: &Value| {
        let left = test["minutes_left"].as_i64().expect("minutes");
        (test["schedule"].clone(), test["day"].clone(), test["late"].clone(), left / 60)
    };
    assert_eq!(told(&tests[0]), (json!("close_contact"), json!(1), json!(true), -2));
    let left = tests[1]["minutes_left"].as_i64().expect("minutes");
    assert!((598..=600).contains(&left), "{left}");
    assert!(!due.to_string().contains(&number(1)), "a look-up key and nothing else");
    assert_eq!(seen(&server, "clerk", "/v1/schedules/due?squad=5")["tests"], json!([]));
    let ahead = seen(&server, "clerk", "/v1/schedules/due?hours=72&schedule=close_contact");
    let days: Vec<&Value> =
        ahead["tests"].as_array().expect("tests").iter().map(|test| &test["day"]).collect();
    assert_eq!(days, [&json!(1), &json!(4)]);

    // Late, a swab meets it; a tube that leaked meets nothing.
    swab(&server, 1, 1, 0);
    assert_eq!(seen(&server, "clerk", "/v1/schedules/due")["missed"], 0);
    let of = |role| seen(&server, role, "/v1/schedules/persons?schedule=close_contact");
    let first = &of("commander")[0]["tests"][0];
    assert_eq!((&first["stand"], &first["tube"]), (&json!("met_late"), &json!(tube(1))));
    ok(&server, "clerk", "void_tube", json!({ "tube": tube(1), "reason": "leaked" }));
    assert_eq!(seen(&server, "clerk", "/v1/schedules/due")["missed"], 1);
    let ended = json!({ "document": document(1), "reason": "refused" });
    ok(&server, "commander", "end_course", ended);
    assert_eq!(seen(&server, "clerk", "/v1/schedules/due")["missed"], 0);
    let reply = server.get("/v1/schedules/persons", Some(server.token("clerk")));
    assert_eq!(reply.status, 403, "calls are for who reads them");
    let trace = server.post_json(
        "/v1/persons/trace",
        Some(server.token("commander")),
        &json!({ "document": document(1) }),
    );
    let trace = trace.text();
    for fact in ["course_beginning", "course_swab", "course_ending"] {
        assert!(trace.contains(fact), "{fact}: {trace}");
    }
}

#[test]
fn two_negatives_24_hours_apart_clear_and_a_positive_raises_who_follows() {
    let mut server = Server::start();
    begin(&server, 1, "suspect", 52);
    swab(&server, 1, 1, 26);
    swab(&server, 1, 2, 1);
    let of = |server: &Server, schedule: &str| {
        seen(server, "commander", &format!("/v1/schedules/persons?schedule={schedule}"))
    };
    called(&server, &[1], "negative");
    assert_eq!(of(&server, "suspect")[0]["cleared"], false);
    called(&server, &[2], "negative");
    let suspect = of(&server, "suspect");
    assert_eq!(suspect[0]["cleared"], true, "{suspect}");
    assert_eq!(suspect[0]["swabs"][1]["call"], "negative");
    assert_eq!(suspect[0]["tests"].as_array().map(Vec::len), Some(2), "nothing more is due");

    begin(&server, 2, "close_contact", 30);
    let follows = json!({
        "document": document(3), "schedule": "secondary_contact", "contact": document(2),
        "day_zero_at_ms": now_ms() - 30 * HOUR,
    });
    ok(&server, "commander", "begin_course", follows);
    let contact = of(&server, "close_contact")[0]["person"].clone();
    assert_eq!(of(&server, "secondary_contact")[0]["contact"], contact);
    swab(&server, 2, 3, 0);
    called(&server, &[3], "positive");
    assert_eq!(of(&server, "secondary_contact"), json!([]));
    let raised = of(&server, "close_contact");
    assert_eq!(raised.as_array().map(Vec::len), Some(1), "{raised}");
    assert_ne!(raised[0]["person"], contact);
    let facts = server.post_json(
        "/v1/persons/trace",
        Some(server.token("commander")),
        &json!({ "document": document(2) }),
    );
    assert!(facts.text().contains("asymptomatic"), "the following schedule is named");

    server.ended();
    let verify = std::process::Command::new(env!("CARGO_BIN_EXE_tenfold"))
        .args(["verify", "--data", &server.data.display().to_string()])
        .output()
        .expect("it runs");
    assert!(verify.status.success(), "{}", String::from_utf8_lossy(&verify.stdout));
}
