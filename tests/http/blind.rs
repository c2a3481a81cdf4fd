//! A blind sample over HTTP: the lab sees a tube as any other, nobody is told anything, and the
//! commander learns what the lab made of it.

use serde_json::{Value, json};

use crate::common::{Server, act, case, register, tube};

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

/// What a lab sees of a tube, without what tells one tube from another.
fn shape(view: &Value) -> Value {
    let mut view = view.clone();
    for own in ["tube", "accession", "members", "due", "opened_at_ms", "first_swab_at_ms"] {
        view[own] = json!(view[own].is_null());
    }
    view["received_at_ms"] = json!(view["received_at_ms"].is_null());
    view
}

/// A verdict without what tells one command from another.
fn said(verdict: &Value) -> Value {
    let mut verdict = verdict.clone();
    for own in ["scan_id", "seq", "calls"] {
        verdict[own] = json!(verdict[own].is_null());
    }
    verdict
}

/// Two tubes of one person each at a lab, the first a blind sample; the lab.
fn brought(server: &Server) -> Value {
    for n in [1, 2] {
        assert_eq!(server.command("clerk", &register(n, n))["verdict"], "recorded");
        ok(server, "clerk", "swab", json!({ "tube": tube(n) }));
        ok(server, "clerk", "seal_tube", json!({ "tube": tube(n), "count": 1 }));
    }
    let marked = json!({ "tube": tube(1), "expected": "positive" });
    for role in ["lab", "reviewer", "clerk", "auditor"] {
        let refused = server.command(role, &act("mark_blind", marked.clone()));
        assert_eq!(refused["refusal"]["name"], "RoleMayNot", "{role}: {refused}");
    }
    ok(server, "commander", "mark_blind", marked.clone());
    let again = server.command("commander", &act("mark_blind", marked));
    assert_eq!(again["verdict"], "already_recorded", "{again}");

    for n in [1, 2] {
        ok(server, "packer", "pack_tube", json!({ "box": case(1), "site": 1, "tube": tube(n) }));
    }
    let lab =
        ok(server, "packer", "seal_box", json!({ "box": case(1), "count": 2 }))["lab"].clone();
    let hands = json!({ "box": case(1), "giver": 2, "taker": 3, "given": 2, "taken": 2 });
    ok(server, "courier", "hand_over", hands);
    let signed = json!({ "box": case(1), "lab": lab, "courier": 3, "receiver": 4, "count": 2 });
    ok(server, "lab", "receive_box", signed);
    ok(server, "lab", "receive_rest", json!({ "box": case(1) }));

    lab
}

#[test]
fn a_blind_sample_is_a_tube_as_any_other_to_its_lab() {
    let server = Server::start();
    let lab = brought(&server);
    // Before, at and after the call the lab sees the same of both.
    let views =
        |role| [1, 2].map(|n| shape(&seen(&server, role, &format!("/v1/tubes/{}", tube(n)))));
    let alike = |role| {
        let [blind, other] = views(role);
        assert_eq!(blind, other, "{role}");
        assert!(!blind.to_string().contains("blind"), "{role}: {blind}");
    };
    alike("lab");
    for n in [1, 2] {
        let call = json!({ "tube": tube(n), "lab": lab, "call": "positive" });
        ok(&server, "lab", "call_tube", call);
    }
    alike("lab");
    let [blind, other] =
        [1, 2].map(|n| ok(&server, "reviewer", "review", json!({ "tube": tube(n) })));
    assert_eq!(said(&blind), said(&other), "and the same answer");
    assert_eq!(blind["recollections"], 1);
    alike("lab");
    alike("reviewer");

    // Nobody is swabbed again, no party is told, nobody reads an outcome because of it.
    let of = |path: &str| seen(&server, "commander", path).to_string();
    assert!(
        !of("/v1/recollections").contains(&tube(1)) && of("/v1/recollections").contains(&tube(2))
    );
    assert!(!of("/v1/notices").contains(&tube(1)) && of("/v1/notices").contains(&tube(2)));

    // Nor does it leave for other systems.
    let ran = std::process::Command::new(env!("CARGO_BIN_EXE_tenfold"))
        .args(["export", "hl7", "--out", "-", "--data", &server.data.display().to_string()])
        .output()
        .expect("runs");
    let messages = String::from_utf8(ran.stdout).expect("text");
    assert!(!messages.contains(&tube(1)) && messages.contains(&tube(2)), "{messages}");

    let told = seen(&server, "commander", "/v1/labs/quality");
    let labs = told["labs"].as_array().expect("labs");
    let of_lab = labs.iter().find(|of| of["lab"] == lab).expect("the lab");
    let expected = json!({ "agreed": 1, "missed": 0, "false": 0, "unclear": 0 });
    assert_eq!((&of_lab["blind"], &of_lab["positive"]), (&expected, &json!(2)));
    for role in ["lab", "reviewer", "auditor", "admin"] {
        let told = seen(&server, role, "/v1/labs/quality");
        assert!(told["labs"][0].get("blind").is_none(), "{role}");
    }

    // Amended, it is compared anew.
    ok(
        &server,
        "lab",
        "amend_call",
        json!({ "tube": tube(1), "call": "negative", "reason": "misread" }),
    );
    ok(&server, "reviewer", "review", json!({ "tube": tube(1) }));
    let told = seen(&server, "commander", &format!("/v1/labs/quality?lab={lab}"));
    let expected = json!({ "agreed": 0, "missed": 1, "false": 0, "unclear": 0 });
    assert_eq!(told["labs"][0]["blind"], expected);
}
