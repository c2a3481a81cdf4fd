//! Tokens given and taken back over HTTP, while the service serves.

use serde_json::{Value, json};

use crate::common::{Reply, Server, act};

fn give(server: &Server, role: &str, asked: &Value) -> Reply {
    server.post_json("/v1/tokens", Some(server.token(role)), asked)
}

#[test]
fn a_device_signs_in_with_what_it_was_given_and_is_turned_away_once_it_is_taken_back() {
    let server = Server::start();
    let reply = give(&server, "admin", &json!({ "role": "clerk", "lane": 1, "days": 2 }));
    assert_eq!(reply.status, 200, "{}", reply.text());
    let given = reply.json();
    let secret = given["secret"].as_str().expect("a token");
    assert!(given["qr"].as_str().is_some_and(|qr| qr.contains("<svg")));
    assert_eq!((&given["token"]["role"], &given["token"]["lane"]), (&json!("clerk"), &json!(1)));
    assert_eq!(server.get("/v1/campaign", Some(secret)).status, 200, "known at its first use");
    assert_eq!(server.get("/v1/tokens", Some(secret)).status, 403, "a clerk gives nothing");

    let all = || server.get("/v1/tokens", Some(server.token("admin"))).json();
    let mark = given["token"]["mark"].as_str().expect("a mark");
    let of = |tokens: &Value| {
        let tokens = tokens["tokens"].as_array().expect("a list");
        tokens.iter().find(|one| one["mark"] == mark).cloned().expect("listed")
    };
    assert_eq!(of(&all())["holds"], true);
    assert!(!all().to_string().contains(secret), "the token itself is shown once");

    let back = format!("/v1/tokens/{mark}/revoke");
    let took = server.post_json(&back, Some(server.token("admin")), &json!({}));
    assert_eq!((took.status, &took.json()["holds"]), (200, &json!(false)), "{}", took.text());
    assert_eq!(server.get("/v1/campaign", Some(secret)).status, 401, "not a moment longer");
    let verdict = server.post_json("/v1/commands", Some(secret), &act("change_gloves", json!({})));
    assert_eq!(verdict.status, 401);
    let first = of(&all())["revoked_at_ms"].clone();
    assert!(first.is_i64(), "{first}");
    server.post_json(&back, Some(server.token("admin")), &json!({}));
    assert_eq!(of(&all())["revoked_at_ms"], first, "taken back again, the time stays");
}

#[test]
fn a_token_that_would_be_turned_away_everywhere_is_not_given() {
    let server = Server::start();
    let before = server.get("/v1/tokens", Some(server.token("admin"))).json();
    for (asked, says) in [
        (json!({ "role": "king" }), "role is one of"),
        (json!({ "role": "clerk", "site": 999 }), "no site 999"),
        (json!({ "role": "clerk", "lane": 999 }), "no lane 999"),
        (json!({ "role": "lab", "lab": 999 }), "no lab 999"),
        (json!({ "role": "party" }), "goes with a party"),
        (json!({ "role": "clerk", "party": "police" }), "goes with a party"),
        (json!({ "role": "party", "party": "circus" }), "party is one of"),
        (json!({ "role": "clerk", "days": 0 }), "days is 1 to"),
        (json!({ "role": "clerk", "days": 3661 }), "days is 1 to"),
    ] {
        let reply = give(&server, "admin", &asked);
        assert_eq!(reply.status, 422, "{asked}: {}", reply.text());
        assert!(reply.text().contains(says), "{asked}: {}", reply.text());
    }
    for role in ["clerk", "commander", "auditor"] {
        assert_eq!(give(&server, role, &json!({ "role": "clerk" })).status, 403, "{role}");
    }
    assert_eq!(server.get("/v1/tokens", Some(server.token("admin"))).json(), before);
    let unknown = "/v1/tokens/0000000000000000/revoke";
    assert_eq!(server.post_json(unknown, Some(server.token("admin")), &json!({})).status, 404);
}

#[test]
fn whoever_works_at_one_place_gives_for_that_place_alone() {
    let server = Server::start();
    let own = give(&server, "admin", &json!({ "role": "admin", "site": 1 })).json();
    let own = own["secret"].as_str().expect("a token");
    let asks = |asked: &Value| server.post_json("/v1/tokens", Some(own), asked);
    assert_eq!(asks(&json!({ "role": "clerk", "site": 1 })).status, 200);
    let wide = asks(&json!({ "role": "clerk" }));
    assert_eq!(wide.status, 422);
    assert!(wide.text().contains("one place"), "{}", wide.text());
}
