//! The campaign's protocol rule by rule, and beside another one.

use serde_json::{Value, json};

use crate::common::Server;

const RUIJIN: &str = include_str!("../../fixtures/protocols/ruijin-2022.toml");
const JINGDEZHEN: &str = include_str!("../../fixtures/protocols/jingdezhen-2021.toml");

fn rule(answer: &Value, key: &str) -> Value {
    let rules = answer["rules"].as_array().expect("rules");
    rules.iter().find(|rule| rule["key"] == key).cloned().unwrap_or(Value::Null)
}

#[test]
fn whoever_works_here_reads_the_rules_and_lays_another_protocol_beside_them() {
    let server = Server::start();
    let own = server.get("/v1/protocol", Some(server.token("clerk"))).json();
    assert_eq!((&own["ours"], &own["theirs"]), (&json!("ruijin-2022"), &Value::Null), "{own}");
    assert_eq!(rule(&own, "transport.room_limit")["ours"], "4 h");

    let compare = |text: &str| {
        let asked = json!({ "protocol": text });
        server.post_json("/v1/protocol/compare", Some(server.token("admin")), &asked)
    };
    let differing = |answer: &Value| {
        let rules = answer["rules"].as_array().expect("rules");
        rules.iter().filter(|rule| rule["differs"] == true).count()
    };
    assert_eq!(differing(&compare(RUIJIN).json()), 0, "the same differs in nothing");
    let other = compare(JINGDEZHEN).json();
    assert_eq!(other["theirs"], "jingdezhen-2021");
    assert!(differing(&other) > 0, "{other}");

    let bad = compare("name = \"half a file\"");
    assert_eq!(bad.status, 422);
    let said = bad.json();
    assert!(said["zh"].is_string() && said["do_en"].is_string(), "{said}");
    assert_eq!(server.get("/v1/protocol", None).status, 401);
}
