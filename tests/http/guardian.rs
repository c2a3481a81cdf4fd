//! Somebody without a document, and whoever answers for them.

use serde_json::{Value, json};

use crate::common::{Server, number, register};

fn resident(person: u32) -> Value {
    json!({ "kind": "resident_id", "number": number(person) })
}

fn child() -> Value {
    json!({ "kind": "temporary", "number": "T000123" })
}

fn registered(document: Value, guardian: Value) -> Value {
    let mut command = register(1, 1);
    (command["document"], command["guardian"]) = (document, guardian);
    command
}

/// Status and what the resident reads.
fn outcome(server: &Server, document: &Value, receipt: &Value) -> (u16, Value) {
    let slip = json!({ "document": document, "receipt": receipt });
    let reply = server.post_json("/v1/outcome", None, &slip);
    (reply.status, reply.json()["outcome"].clone())
}

#[test]
fn the_guardian_reads_the_outcome_with_their_own_document() {
    let server = Server::start();
    let command = registered(child(), resident(2));
    let recorded = server.command("clerk", &command);
    assert_eq!(recorded["verdict"], "recorded", "{recorded}");
    let receipt = &recorded["receipt"];
    let pending = (200, json!("pending"));
    assert_eq!(outcome(&server, &resident(2), receipt), pending, "by the guardian");
    assert_eq!(outcome(&server, &child(), receipt), pending, "by their own number");
    let nothing = (404, Value::Null);
    assert_eq!(outcome(&server, &resident(3), receipt), nothing, "by nobody else");
    assert_eq!(outcome(&server, &resident(2), &json!("000000000000")), nothing);
    // The link goes one way: what is the guardian's own stays theirs.
    let own = server.command("clerk", &register(2, 1));
    assert_eq!(own["position"], 2);
    assert_eq!(outcome(&server, &child(), &own["receipt"]), nothing);
    assert_eq!(outcome(&server, &resident(2), &own["receipt"]), pending);

    assert_eq!(server.command("clerk", &command)["verdict"], "already_recorded");
    let mut other = command.clone();
    other["guardian"] = resident(3);
    assert_eq!(server.command("clerk", &other)["refusal"]["name"], "ScanReused");
}

#[test]
fn only_who_has_no_document_has_a_guardian_with_one() {
    let server = Server::start();
    let refused = |document: Value, guardian: Value| {
        let verdict = server.command("clerk", &registered(document, guardian));
        let field = verdict["detail"]["field"].clone();
        (verdict["refusal"]["name"].clone(), field)
    };
    let unfit = (json!("GuardianUnfit"), Value::Null);
    assert_eq!(refused(resident(1), resident(2)), unfit);
    assert_eq!(refused(child(), child()), unfit);
    let wrong = json!({ "kind": "resident_id", "number": "110105194912310021" });
    assert_eq!(refused(child(), wrong), (json!("CheckWrong"), Value::Null));
    let malformed = (json!("Malformed"), json!("guardian"));
    assert_eq!(refused(child(), json!({ "kind": "cat", "number": "1" })), malformed);
}

#[test]
fn who_the_guardian_is_stays_masked_without_a_reason() {
    let server = Server::start();
    server.command("clerk", &registered(child(), resident(2)));
    let trace = |whom: &Value| {
        let reply = server.post_json("/v1/persons/trace", Some(server.token("auditor")), whom);
        assert_eq!(reply.status, 200, "{}", reply.text());
        reply.json()
    };
    let masked = trace(&json!({ "document": child() }));
    let shown = masked["personal"]["guardian"].as_str().expect("a guardian");
    assert!(shown.contains('*') && !masked.to_string().contains(&number(2)), "{shown}");
    let custody = masked["takes"][0]["custody"].as_array().expect("facts");
    assert!(custody.iter().any(|fact| fact["what"] == "guardian"));
    let reason = json!({ "document": child(), "unmask": true, "reason": "contact_tracing" });
    assert_eq!(trace(&reason)["personal"]["guardian"], json!(number(2)));
    let log = server.get("/v1/access", Some(server.token("auditor"))).json();
    assert_eq!(log["entries"][0]["reason"], "contact_tracing");
    assert_eq!(log["entries"][0]["person"], masked["person"]);
}
