//! What the service says about itself, and that it keeps to it.

use std::collections::BTreeSet;
use std::io::{Read as _, Write as _};

use serde_json::Value;
use tenfold::http::ROUTES;
use tenfold_domain::role::Role;

use crate::common::{Server, dial, head};

/// Method, path and description of every operation.
fn operations(api: &Value) -> Vec<(String, String, Value)> {
    let paths = api["paths"].as_object().expect("paths");
    let methods = paths.iter().flat_map(|(path, item)| {
        let item = item.as_object().expect("item");
        item.iter().map(|(method, said)| (method.clone(), path.clone(), said.clone()))
    });
    methods.collect()
}

#[test]
fn every_route_is_described() {
    let server = Server::start();
    let reply = server.get("/v1/openapi.json", None);
    assert_eq!(reply.headers["content-type"], "application/json");
    let api = reply.json();
    assert!(api["openapi"].as_str().is_some_and(|version| version.starts_with("3.1")));
    let operations = operations(&api);
    let described: BTreeSet<(&str, &str)> =
        operations.iter().map(|(method, path, _)| (method.as_str(), path.as_str())).collect();
    let routes: BTreeSet<(&str, &str)> =
        ROUTES.iter().map(|(method, path, _)| (*method, *path)).collect();
    assert_eq!(described, routes);
    for (method, path, said) in &operations {
        let place = format!("{method} {path}");
        assert!(said["summary"].is_string() && said["tags"][0].is_string(), "{place}");
        assert!(said["x-roles"].is_array(), "{place}");
        let taken = if said["responses"]["202"].is_null() { "200" } else { "202" };
        let content = &said["responses"][taken]["content"];
        let kinds = content.as_object().unwrap_or_else(|| panic!("{place}: no answer"));
        assert!(kinds.values().all(|kind| !kind["schema"].is_null()), "{place}");
        if method == "post" {
            assert!(said["requestBody"]["content"].is_object(), "{place}: no body");
        }
    }
    for (name, schema) in api["components"]["schemas"].as_object().expect("schemas") {
        assert!(schema["description"].is_string(), "schema {name} says nothing");
    }
    dangling(&api, &api);
}

/// Every reference leads somewhere.
fn dangling(api: &Value, node: &Value) {
    match node {
        Value::Object(fields) => {
            if let Some(Value::String(place)) = fields.get("$ref") {
                let found = api.pointer(place.trim_start_matches('#'));
                assert!(found.is_some(), "{place} leads nowhere");
            }
            fields.values().for_each(|field| dangling(api, field));
        }
        Value::Array(items) => items.iter().for_each(|item| dangling(api, item)),
        _ => {}
    }
}

/// The status, asked again where a busy machine turned the read away.
fn status(server: &Server, method: &str, path: &str, token: Option<&str>) -> u16 {
    let once = || status_once(server, method, path, token);
    std::iter::repeat_with(once).take(1_000).find(|status| *status != 503).unwrap_or(503)
}

/// The status alone: a stream never ends.
fn status_once(server: &Server, method: &str, path: &str, token: Option<&str>) -> u16 {
    let mut line = dial(server.address);
    let body = (method == "post").then_some(("application/json", 0));
    let request = head(&method.to_uppercase(), path, token, body) + "Connection: close\r\n\r\n";
    line.write_all(request.as_bytes()).expect("sent");
    let mut start = [0; 12];
    line.read_exact(&mut start).expect("answered");
    String::from_utf8_lossy(&start[9..]).parse().expect("status")
}

#[test]
fn every_role_may_ask_what_is_said_and_nothing_else() {
    let server = Server::start();
    let api = server.get("/v1/openapi.json", None).json();
    for (method, path, said) in operations(&api) {
        let roles: Vec<&str> =
            said["x-roles"].as_array().expect("roles").iter().filter_map(Value::as_str).collect();
        let filled: String = path
            .split('/')
            .map(|part| if part.starts_with('{') { "A01" } else { part })
            .collect::<Vec<_>>()
            .join("/");
        let place = format!("{method} {path}");
        let public = roles.is_empty();
        assert_eq!(said["security"].is_null(), public, "{place}");
        let nobody = status(&server, &method, &filled, None);
        assert_eq!(nobody == 401, !public, "{place} without a token: {nobody}");
        for role in Role::ALL.iter().map(|role| role.word()) {
            let told = status(&server, &method, &filled, Some(server.token(role)));
            assert_ne!(told, 401, "{place} as {role}");
            assert_eq!(told == 403, !public && !roles.contains(&role), "{place} as {role}: {told}");
            assert!(told < 500, "{place} as {role}: {told}");
        }
    }
}

#[test]
fn pages_do_no_more_than_they_need() {
    let server = Server::start();
    for path in ["/board", "/docs", "/pages/pages.css", "/pages/board.js", "/v1/openapi.json"] {
        let reply = server.get(path, None);
        assert_eq!(reply.status, 200, "{path}");
        let policy = &reply.headers["content-security-policy"];
        for part in ["default-src 'none'", "script-src 'self'", "frame-ancestors 'none'"] {
            assert!(policy.contains(part), "{path}: {policy}");
        }
        assert!(!policy.contains("unsafe"), "{policy}");
        assert_eq!(reply.headers["x-content-type-options"], "nosniff");
        assert_eq!(reply.headers["referrer-policy"], "no-referrer");
    }
    let html = server.get("/board", None);
    assert_eq!(html.headers["content-type"], "text/html; charset=utf-8");
    // A policy without 'unsafe-inline' only holds for pages without any.
    assert!(!html.text().contains("style=") && !html.text().contains("onclick"));
}

#[test]
fn machines_see_how_it_does() {
    let server = Server::start();
    server.command("clerk", &crate::common::register(1, 1));
    server.board_until(|board| board["totals"]["registered"] == 1);
    assert_eq!(server.get("/readyz", None).status, 200);
    let text = server.get("/metrics", None).text();
    for line in ["tenfold_commands_total 1", "tenfold_registered 1", "tenfold_store_failing 0"] {
        assert!(text.lines().any(|has| has == line), "{line} is not in\n{text}");
    }
}
