//! Where to go to be swabbed: what residents read without a token, and who says it.

use serde_json::{Value, json};

use crate::common::{Server, register};

fn site(server: &Server, number: u64) -> Value {
    let reply = server.get("/v1/sites", None);
    assert_eq!(reply.status, 200, "{}", reply.text());
    let sites = reply.json()["sites"].as_array().expect("a list").clone();
    sites.into_iter().find(|site| site["site"] == number).expect("listed")
}

#[test]
fn a_resident_reads_where_people_are_taken_and_how_long_one_waits() {
    let server = Server::start();
    let before = site(&server, 1);
    assert_eq!((&before["takes"], &before["in_line"]), (&json!(true), &Value::Null), "{before}");
    assert!(before["name_zh"].is_string() && before["name_en"].is_string());

    let says = |role: &str, number: u32, people: i64| {
        let path = format!("/v1/sites/{number}/queue");
        server.post_json(&path, Some(server.token(role)), &json!({ "people": people }))
    };
    let said = says("clerk", 1, 30);
    assert_eq!((said.status, &said.json()["in_line"]), (200, &json!(30)), "{}", said.text());
    // Nobody was taken yet: how long one waits is not known, and not nothing.
    assert_eq!(site(&server, 1)["wait_minutes"], Value::Null);
    for person in 1..=3 {
        assert_eq!(server.command("clerk", &register(person, 1))["verdict"], "recorded");
    }
    let wait = || site(&server, 1)["wait_minutes"].as_u64();
    let minutes = std::iter::repeat_with(wait).flatten().next().expect("endless");
    // Three in at most two hours: thirty wait for twenty hours at most.
    assert!((30..=1_200).contains(&minutes), "{minutes}");

    for (role, number, people, status) in [
        ("clerk", 999, 1, 422),
        ("clerk", 1, -1, 422),
        ("clerk", 1, 100_001, 422),
        ("courier", 1, 1, 403),
    ] {
        assert_eq!(says(role, number, people).status, status, "{role} {number} {people}");
    }
    assert_eq!(site(&server, 1)["in_line"], 30, "what was refused changes nothing");
    assert_eq!(server.get("/v1/sites?region=999999", None).status, 422);
}

#[test]
fn only_who_works_at_a_site_says_who_stands_in_line_there() {
    let server = Server::start();
    let asked = json!({ "role": "clerk", "lane": 1 });
    let given = server.post_json("/v1/tokens", Some(server.token("admin")), &asked).json();
    let token = given["secret"].as_str().expect("a token");
    let campaign = server.get("/v1/campaign", Some(token)).json();
    let sites = campaign["sites"].as_array().expect("sites");
    let of_lane = |site: &&Value| {
        let lanes = site["lanes"].as_array().expect("lanes");
        lanes.iter().any(|lane| lane["id"] == 1)
    };
    let own = sites.iter().find(of_lane).expect("a site")["id"].as_u64().expect("a number");
    let says = |site: u64| {
        let path = format!("/v1/sites/{site}/queue");
        server.post_json(&path, Some(token), &json!({ "people": 5 })).status
    };
    assert_eq!(says(own), 200);
    let other = sites.iter().map(|site| site["id"].as_u64().expect("a number"));
    assert_eq!(says(other.into_iter().find(|site| *site != own).expect("another")), 422);
}
