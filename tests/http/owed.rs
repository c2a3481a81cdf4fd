//! Whom a squad goes to: seen by those who go there, for as long as they do, and each look is kept.

use serde_json::{Value, json};

use crate::common::{Reply, Server, act, register, tube};

fn ok(server: &Server, role: &str, word: &str, fields: Value) {
    let verdict = server.command(role, &act(word, fields));
    assert_eq!(verdict["verdict"], "recorded", "{word}: {verdict}");
}

fn look(server: &Server, token: &str, person: &Value) -> Reply {
    let asked = json!({ "person": person, "note": "at the door" });
    server.post_json("/v1/recollections/person", Some(token), &asked)
}

#[test]
fn a_squad_sees_whom_it_goes_to_and_nobody_else() {
    let server = Server::start();
    for person in 1..=2 {
        assert_eq!(server.command("clerk", &register(person, 1))["verdict"], "recorded");
    }
    ok(&server, "clerk", "swab", json!({ "tube": tube(1) }));
    let keys = || {
        let owed = server.get("/v1/recollections", Some(server.token("packer"))).json();
        let owed = owed.as_array().expect("a list").clone();
        owed.into_iter().map(|one| one["person"].clone()).collect::<Vec<Value>>()
    };
    assert!(keys().is_empty());
    ok(&server, "clerk", "void_tube", json!({ "tube": tube(1), "reason": "leaked" }));
    let owed = std::iter::repeat_with(keys).find(|keys| keys.len() == 2).expect("endless");

    let token = server.token("packer");
    let seen = look(&server, token, &owed[0]);
    assert_eq!(seen.status, 200, "{}", seen.text());
    let seen = seen.json();
    assert_eq!(seen["personal"]["name"], "张三丰", "{seen}");
    assert_eq!(seen["personal"]["masked"], false);
    assert!(seen["site_zh"].is_string() && seen["township"].is_u64(), "{seen}");
    let log = server.get("/v1/access", Some(server.token("auditor"))).json().to_string();
    assert!(
        log.contains("recollection") && log.contains(owed[0].as_str().expect("a key")),
        "{log}"
    );

    for role in ["courier", "lab", "auditor", "planner"] {
        assert_eq!(look(&server, server.token(role), &owed[0]).status, 403, "{role}");
    }
    let nobody = json!("0123456789abcdef0123456789abcdef");
    assert_eq!(look(&server, token, &nobody).status, 404);
    assert_eq!(look(&server, token, &json!("x")).status, 404);

    // Who works at another site, or asks once nobody goes there any more, sees nothing.
    let own = seen["site"].as_u64().expect("a site");
    let other = json!({ "role": "packer", "site": if own == 2 { 1 } else { 2 } });
    let other = server.post_json("/v1/tokens", Some(server.token("admin")), &other).json();
    let elsewhere = other["secret"].as_str().expect("a token");
    assert_eq!(look(&server, elsewhere, &owed[0]).status, 404);
    let ended = json!({ "person": owed[0], "reason": "died" });
    ok(&server, "commander", "end_recollection", ended);
    let gone = || look(&server, token, &owed[0]).status;
    assert!(std::iter::repeat_with(gone).any(|status| status == 404));
}
