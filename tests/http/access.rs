//! Who looked at personal data, as the auditor reads it.

use serde_json::{Value, json};

use crate::common::{Reply, Server, now_ms, number, register};

fn look(server: &Server, role: &str, person: u32, reason: &str) -> Reply {
    let document = json!({ "kind": "resident_id", "number": number(person) });
    let whom = json!({ "document": document, "unmask": true, "reason": reason });
    server.post_json("/v1/persons/trace", Some(server.token(role)), &whom)
}

fn log(server: &Server, query: &str) -> Value {
    let reply = server.get(&format!("/v1/access{query}"), Some(server.token("auditor")));
    assert_eq!(reply.status, 200, "{query}: {}", reply.text());
    reply.json()
}

fn numbers(page: &Value) -> Vec<i64> {
    let rows = page["entries"].as_array().expect("rows").iter();
    rows.map(|row| row["number"].as_i64().expect("number")).collect()
}

const NONE: [i64; 0] = [];

#[test]
fn the_auditor_reads_who_looked_at_whom_and_why() {
    let server = Server::start();
    let empty = log(&server, "");
    assert_eq!((&empty["rows"], &empty["last_link"]), (&json!(0), &Value::Null));
    let started = now_ms();
    for person in 1..=3 {
        server.command("clerk", &register(person, person));
        assert_eq!(look(&server, "commander", person, "contact_tracing").status, 200);
    }
    assert_eq!(look(&server, "admin", 1, "complaint").status, 200);
    assert_eq!(look(&server, "commander", 1, "to see").status, 422);
    assert_eq!(look(&server, "clerk", 1, "audit").status, 403);

    let all = log(&server, "");
    assert_eq!(numbers(&all), [4, 3, 2, 1], "newest first, and only what was shown");
    assert_eq!((&all["rows"], &all["next"]), (&json!(4), &Value::Null));
    assert_eq!(all["last_link"].as_str().map(str::len), Some(64));
    let (newest, first) = (&all["entries"][0], &all["entries"][3]);
    assert_eq!(
        (&newest["reason"], &newest["reason_zh"]),
        (&json!("complaint"), &json!("核实投诉"))
    );
    assert_eq!((&newest["subject"], &newest["person"]), (&json!("person"), &first["person"]));
    assert!(!all.to_string().contains(&number(1)) && !all.to_string().contains("张三丰"));

    let page = log(&server, "?limit=3");
    assert_eq!((numbers(&page), &page["next"]), (vec![4, 3, 2], &json!(2)));
    let page = log(&server, "?limit=3&before=2");
    assert_eq!((numbers(&page), &page["next"]), (vec![1], &Value::Null));
    let (staff, token) = (&newest["staff"], newest["token"].as_str().expect("token"));
    assert_eq!(numbers(&log(&server, &format!("?staff={staff}"))), [4]);
    assert_eq!(numbers(&log(&server, &format!("?token={token}"))), [4]);
    assert_eq!(numbers(&log(&server, "?subject=person&token=0000000000000000")), NONE);
    assert_eq!(numbers(&log(&server, "?subject=roster")), NONE);
    assert_eq!(numbers(&log(&server, &format!("?from_ms={started}"))).len(), 4);
    assert_eq!(numbers(&log(&server, &format!("?to_ms={started}"))), NONE);
}

#[test]
fn a_filter_that_cannot_be_is_named() {
    let server = Server::start();
    let auditor = Some(server.token("auditor"));
    let token = format!("token={}", server.token("clerk"));
    for (query, told) in [
        ("from_ms=yesterday", "from_ms is a number of milliseconds"),
        ("to_ms=", "to_ms is a number"),
        ("from_ms=5&to_ms=5", "from_ms comes before to_ms"),
        ("staff=-1", "staff is the number"),
        (&token, "never the token itself"),
        ("subject=tube", "subject is one of person, kept_command, roster"),
        ("limit=0", "limit is 1 to 1000"),
        ("limit=1001", "limit is 1 to 1000"),
        ("before=x", "before is a number"),
        ("person=1", "a parameter cannot be read"),
    ] {
        let reply = server.get(&format!("/v1/access?{query}"), auditor);
        assert_eq!(reply.status, 422, "{query}: {}", reply.text());
        assert_eq!(reply.headers["content-type"], "application/problem+json");
        let detail = reply.json()["detail"].as_str().unwrap_or_default().to_owned();
        assert!(detail.contains(told), "{query}: {detail}");
    }
    for role in ["commander", "admin", "clerk"] {
        assert_eq!(server.get("/v1/access", Some(server.token(role))).status, 403, "{role}");
    }
}
