//! Towns to begin with, the town of a plan, the campaign that a plan makes, and how far one is.

use serde_json::{Value, json};

use crate::common::{Reply, Server};
use crate::town::{self, Township};

const PROTOCOL: &str = "../protocols/ruijin-2022.toml";
const KIT: &str = "../kits/standard.toml";

/// A township of 3,000 people, planned for in a second.
fn body(files: &[&str]) -> Value {
    let township = Township {
        zh: "甲镇",
        en: "North",
        population: 3000,
        position: (116.0, 25.88),
        country: false,
        sites: Some((2, 4)),
    };
    let town = town::text("小城", ("小城实验室", "Town lab"), 3000, &[township]);
    let text = |path: &&str| {
        let text = std::fs::read_to_string(town::fixture(path.trim_start_matches("../")));
        ((*path).to_owned(), Value::from(text.expect("fixture")))
    };
    let files: serde_json::Map<String, Value> = files.iter().map(text).collect();
    json!({ "town": town + "[planning]\nprevalence = 0.000001\nsquads = 1\n", "files": files })
}

fn get(server: &Server, path: &str) -> Reply {
    server.get(path, Some(server.token("planner")))
}

/// Asks for a plan and waits for its end; its address.
fn ended(server: &Server, body: &Value) -> String {
    let reply = server.post_json("/v1/plans", Some(server.token("planner")), body);
    assert_eq!(reply.status, 202, "{}", reply.text());
    let at = reply.headers["location"].clone();
    while get(server, &at).json()["ended_at_ms"].is_null() {}
    at
}

#[test]
fn towns_to_begin_with_can_be_planned_for_as_they_come() {
    let server = Server::start();
    let towns = get(&server, "/v1/towns").json();
    let names: Vec<_> = towns.as_array().expect("towns").iter().map(|it| &it["name"]).collect();
    assert_eq!(names, ["ruijin", "jingdezhen", "ganzhou"]);
    assert_eq!((&towns[0]["people"], &towns[0]["sites"]), (&json!(613_894), &json!(84)));
    for name in names.iter().filter_map(|name| name.as_str()) {
        let texts = get(&server, &format!("/v1/towns/{name}")).json();
        assert!(texts["files"][KIT].is_string());
        let reply = server.post_json("/v1/plans", Some(server.token("planner")), &texts);
        assert_eq!(reply.status, 202, "{}", reply.text());
        let at = reply.headers["location"].clone();
        assert_eq!(server.delete(&at, Some(server.token("planner"))).status, 200);
    }
    assert_eq!(get(&server, "/v1/towns/nowhere").status, 404);
    for path in ["/v1/towns", "/v1/towns/ruijin"] {
        assert_eq!(server.get(path, Some(server.token("clerk"))).status, 403);
    }
}

#[test]
fn a_plan_tells_its_town_how_far_it_came_and_the_campaign_it_makes() {
    let server = Server::start();
    let body = body(&[PROTOCOL, KIT]);
    let at = ended(&server, &body);
    let job = get(&server, &at).json();
    let progress = &job["progress"];
    assert_eq!((&progress["doing"], &progress["is_enough"]), (&json!("simulating"), &json!(true)));
    assert!(progress["cost_yuan"].as_f64() > Some(1_000.0), "{progress}");
    let bounds = progress["bounds"].as_array().expect("bounds");
    assert!(bounds.len() > 3, "{progress}");
    for bound in bounds {
        assert!(bound["planned"].as_f64() >= bound["least"].as_f64().map(f64::floor), "{bound}");
    }
    let texts = get(&server, &format!("{at}/town")).json();
    assert_eq!((&texts["town"], &texts["files"]), (&body["town"], &body["files"]));

    let reply = get(&server, &format!("{at}/campaign"));
    assert_eq!(reply.status, 200, "{}", reply.text());
    let made = reply.json();
    let document = get(&server, &format!("{at}/document")).json();
    assert_eq!(made["plan"], document["plan"]);
    assert_eq!(made["town"], body["town"]);
    let about = &made["about"];
    assert_eq!((&about["answer"], &about["name"]), (&json!("proven"), &json!("小城")));
    assert_eq!((&about["kits"], &about["labs_closed"]), (&json!(["standard"]), &json!(0)));
    assert_eq!(about["labs"][0]["is_added"], false);
    let open = about["sites"].as_u64().expect("sites");
    assert_eq!(open + about["sites_closed"].as_u64().expect("closed"), 2);
    assert!(about["lanes"].as_u64() >= Some(open));

    // Without kits a plan can be made, and says that a campaign needs them.
    let at = ended(&server, &self::body(&[PROTOCOL]));
    let about = get(&server, &format!("{at}/campaign")).json()["about"].clone();
    assert_eq!(about["kits"], json!([]));
}

#[test]
fn a_plan_without_a_staffing_makes_no_campaign() {
    let server = Server::start();
    let mut body = body(&[PROTOCOL, KIT]);
    let far = body["town"].as_str().expect("town").replacen("[116.0, 25.88]", "[118.5, 25.88]", 1);
    body["town"] = far.into();
    let at = ended(&server, &body);
    let reply = get(&server, &format!("{at}/campaign"));
    assert_eq!(
        (reply.status, &reply.json()["type"]),
        (409, &json!("urn:tenfold:problem:nothing-found"))
    );
    assert_eq!(get(&server, &format!("{at}/town")).status, 200, "it can be edited all the same");
    assert_eq!(get(&server, "/v1/plans/0000000000000000/campaign").status, 404);
}

#[test]
fn the_planners_page_lets_reports_through_and_nothing_else() {
    let server = Server::start();
    let page = server.get("/planner", None);
    assert_eq!(page.status, 200);
    let policy = &page.headers["content-security-policy"];
    assert!(policy.starts_with("default-src 'none'; ") && !policy.contains("'unsafe-inline'"));
    assert_eq!(policy.matches("'sha256-").count(), 2, "{policy}");
    let at = ended(&server, &body(&[PROTOCOL, KIT]));
    let report = get(&server, &format!("{at}/report"));
    let own = &report.headers["content-security-policy"];
    for hash in own.split('\'').filter(|part| part.starts_with("sha256-")) {
        assert!(policy.contains(hash), "{hash}: the report shows in its frame");
    }
}
