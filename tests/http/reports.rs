//! A resident's report: made for who has the proof, checked by anybody, superseded by the later.

use std::collections::BTreeMap;

use serde_json::{Value, json};
use tenfold::edge::statement::{Doubt, PublicKey, Statement};
use tenfold::service::clock;
use tenfold::storage::sqlite::SqliteStore;
use tenfold::storage::tables::signing_key::{self, Purpose};
use tenfold_domain::time::{At, Minutes};

use crate::common::{REGION, Reply, Server, act, now_ms, number, register, tube};
use crate::paper::{font, scanned, serving};
use crate::resident::{Trip, to_the_lab_from_seal};

const HOUR_MS: i64 = 3_600_000;

/// Somebody registered and swabbed; their slip.
pub fn swabbed(server: &Server, command: &Value) -> Value {
    let recorded = server.command("clerk", command);
    assert_eq!(recorded["verdict"], "recorded", "{recorded}");
    let mut swab = act("swab", json!({ "tube": command["tube"] }));
    swab["at_ms"] = command["at_ms"].clone();
    let swab = server.command("clerk", &swab);
    assert_eq!(swab["verdict"], "recorded", "{swab}");
    json!({ "document": command["document"], "receipt": recorded["receipt"] })
}

pub fn outcome(server: &Server, slip: &Value) -> Value {
    let reply = server.post_json("/v1/outcome", None, slip);
    assert_eq!(reply.status, 200, "{}", reply.text());
    reply.json()
}

pub fn asks(server: &Server, slip: &Value) -> Reply {
    server.post_json("/v1/outcome/report", None, slip)
}

/// What the code of a report says.
pub fn report(server: &Server, slip: &Value) -> String {
    let reply = asks(server, slip);
    assert_eq!(reply.status, 200, "{}", reply.text());
    assert_eq!(reply.headers["content-type"], "application/pdf");
    assert_eq!(reply.headers["cache-control"], "no-store");
    scanned(&reply.body)
}

pub fn checked(server: &Server, statement: &str) -> Value {
    let shown = json!({ "statement": statement });
    let reply = server.post_json("/v1/reports/check", None, &shown);
    assert_eq!(reply.status, 200, "{}", reply.text());
    reply.json()
}

fn amends(server: &Server, to: &str) {
    let fields = json!({ "tube": tube(1), "call": to, "reason": "retested" });
    let amended = server.command("lab", &act("amend_call", fields));
    assert_eq!(amended["verdict"], "recorded", "{amended}");
}

fn reviews(server: &Server) {
    let reviewed = server.command("reviewer", &act("review", json!({ "tube": tube(1) })));
    assert_eq!(reviewed["verdict"], "recorded", "{reviewed}");
}

#[test]
fn a_negative_has_a_report_that_anybody_can_check() {
    let server = serving();
    let slip = swabbed(&server, &register(1, 1));
    let words = |told: &Value| -> Vec<String> {
        let steps = told["steps"].as_array().expect("steps").iter();
        steps.map(|step| step["step"].as_str().expect("a word").to_owned()).collect()
    };
    let pending = outcome(&server, &slip);
    assert_eq!(words(&pending), ["registered", "sampled"]);
    assert_eq!(pending["certificates"], json!([]));
    let early = asks(&server, &slip);
    assert_eq!(
        (early.status, &early.json()["type"]),
        (409, &json!("urn:tenfold:problem:no-report"))
    );
    to_the_lab_from_seal(&server, 1, "negative");
    let told = outcome(&server, &slip);
    assert_eq!(words(&told), ["registered", "sampled", "at_lab", "reported"]);
    let sampled_at = told["sampled_at_ms"].as_i64().expect("a moment");
    let held: Vec<(i64, i64)> = told["certificates"]
        .as_array()
        .expect("certificates")
        .iter()
        .map(|one| (one["hours"].as_i64().expect("h"), one["until_at_ms"].as_i64().expect("ms")))
        .collect();
    let until = |hours: i64| (hours, sampled_at + hours * HOUR_MS);
    assert_eq!(held, [until(48), until(168)]);

    let statement = report(&server, &slip);
    let told = checked(&server, &statement);
    assert_eq!(told["verdict"], "genuine", "{told}");
    let report = &told["report"];
    let four = ["detected", "method", "detection_limit_copies_per_ml"].map(|key| &report[key]);
    assert_eq!(four, [&json!(false), &json!("rt_pcr"), &json!(500)]);
    assert!(report["tested_at_ms"].as_i64().is_some_and(|at| at > sampled_at - 60_000));
    assert_eq!(report["name"], "张*丰");
    assert!(!told.to_string().contains(&number(1)), "who it is, no number tells");
    assert_eq!(report["certificates"][1]["hours"], 168);
    assert_ne!(statement, self::report(&server, &slip), "each has a number of its own");

    // Without the service, by the published key.
    let keys = server.get("/v1/reports/keys", None).json();
    let key = &keys["keys"][0];
    assert_eq!((&key["region"], &key["number"]), (&json!(REGION.0), &json!(1)));
    let mut bytes = [0; 32];
    let text = key["public_key"].as_str().expect("a key");
    for (at, byte) in bytes.iter_mut().enumerate() {
        *byte = u8::from_str_radix(&text[2 * at..2 * at + 2], 16).expect("digits");
    }
    let key = |_, number| (number == 1).then_some(PublicKey { bytes, revoked: false });
    let open = |hours| Statement::open(&statement, key, clock::now() + Minutes::hours(hours));
    assert!(open(167).is_ok());
    assert_eq!(open(168).map_err(|(doubt, _)| doubt), Err(Doubt::Expired));

    let mut altered = statement.clone();
    let other = if &altered[20..21] == "7" { "8" } else { "7" };
    altered.replace_range(20..21, other);
    let told = checked(&server, &altered);
    assert_eq!((&told["verdict"], &told["report"]), (&json!("altered"), &Value::Null));
    assert_eq!(checked(&server, "13800000000")["verdict"], "unreadable");
}

#[test]
fn nobody_makes_a_report_without_both_and_guessing_ends() {
    let server = serving();
    let slip = swabbed(&server, &register(1, 1));
    to_the_lab_from_seal(&server, 1, "negative");
    let with = |person: &str, receipt: &str| {
        let document = json!({ "kind": "resident_id", "number": person });
        json!({ "document": document, "receipt": receipt })
    };
    let receipt = slip["receipt"].as_str().expect("a receipt");
    let nowhere = asks(&server, &with(&number(3), "000000000000"));
    let looked_up = server.post_json("/v1/outcome", None, &with(&number(3), "000000000000"));
    let kept = |reply: &Reply| -> BTreeMap<String, String> {
        let told = reply.headers.clone().into_iter();
        told.filter(|(name, _)| name != "date").collect()
    };
    for slip in [
        with(&number(1), "000000000000"),
        with(&number(2), receipt),
        with("nobody", receipt),
        with(&number(1), ""),
    ] {
        let reply = asks(&server, &slip);
        assert_eq!(reply.status, 404);
        assert_eq!((&reply.body, kept(&reply)), (&nowhere.body, kept(&nowhere)));
        assert_eq!(reply.body, looked_up.body, "the outcome says the same");
    }
    // Failures count together, whichever of the two is asked.
    for guess in 0..3 {
        let path = ["/v1/outcome", "/v1/outcome/report"][guess % 2];
        let wrong = with(&number(1), &format!("00000000000{guess}"));
        assert_eq!(server.post_json(path, None, &wrong).status, 404);
    }
    let closed = asks(&server, &with(&number(1), "00000000000A"));
    assert_eq!(closed.status, 429);
    assert!(closed.headers["retry-after"].parse::<u64>().is_ok_and(|seconds| seconds > 60));
    assert_eq!(asks(&server, &slip).status, 200, "who has the slip is let in");
}

#[test]
fn a_positive_pool_has_no_report_and_no_certificate_until_it_is_answered() {
    let server = serving();
    let slip = swabbed(&server, &register(1, 1));
    to_the_lab_from_seal(&server, 1, "positive");
    let told = outcome(&server, &slip);
    assert_eq!((&told["outcome"], &told["certificates"]), (&json!("second_test"), &json!([])));
    let none = asks(&server, &slip);
    assert_eq!(none.status, 409);
    for text in [none.text(), told.to_string()] {
        assert!(!text.contains("阳性") && !text.to_lowercase().contains("positive"), "{text}");
    }
    assert!(none.text().contains("复采") && none.text().contains("second test"));

    let mut second = register(1, 2);
    second["capacity"] = 1.into();
    let slip = swabbed(&server, &second);
    let told = outcome(&server, &slip);
    assert_eq!((&told["outcome"], &told["certificates"]), (&json!("pending"), &json!([])));
    Trip { number: 2, count: 1, call: "negative", ago_ms: 0 }.made(&server);
    let told = outcome(&server, &slip);
    assert_eq!(told["outcome"], "negative", "{told}");
    let sampled_at = told["sampled_at_ms"].as_i64().expect("a moment");
    assert_eq!(told["certificates"][0]["until_at_ms"], sampled_at + 48 * HOUR_MS);
    assert_eq!(checked(&server, &report(&server, &slip))["verdict"], "genuine");
}

#[test]
fn an_old_negative_holds_for_what_is_left_of_its_time() {
    let server = serving();
    let ago_ms = 60 * HOUR_MS;
    let mut command = register(1, 1);
    command["at_ms"] = (now_ms() - ago_ms).into();
    let slip = swabbed(&server, &command);
    Trip { number: 1, count: 1, call: "negative", ago_ms }.made(&server);
    let told = outcome(&server, &slip);
    let held = told["certificates"].as_array().expect("certificates");
    assert_eq!((held.len(), &held[0]["hours"]), (1, &json!(168)), "{told}");
    let told = checked(&server, &report(&server, &slip));
    assert_eq!(told["verdict"], "genuine");
    let held = told["report"]["certificates"].as_array().expect("certificates");
    assert_eq!((held.len(), &held[0]["hours"]), (1, &json!(168)), "{told}");
}

#[test]
fn a_guardian_has_the_report_of_who_they_answer_for() {
    let server = serving();
    let mut child = register(1, 1);
    child["name"] = "王小小".into();
    child["document"] = json!({ "kind": "temporary", "number": "T000123" });
    child["guardian"] = json!({ "kind": "resident_id", "number": number(2) });
    let own = swabbed(&server, &child);
    to_the_lab_from_seal(&server, 1, "negative");
    let guardian = json!({ "document": child["guardian"], "receipt": own["receipt"] });
    for slip in [own, guardian] {
        let told = checked(&server, &report(&server, &slip));
        let said = (&told["verdict"], &told["report"]["name"]);
        assert_eq!(said, (&json!("genuine"), &json!("王*小")));
    }
}

#[test]
fn what_comes_later_supersedes_a_report() {
    let server = serving();
    let slip = swabbed(&server, &register(1, 1));
    to_the_lab_from_seal(&server, 1, "negative");
    let statement = report(&server, &slip);
    assert_eq!(checked(&server, &statement)["verdict"], "genuine");
    amends(&server, "positive");
    assert_eq!(outcome(&server, &slip)["certificates"], json!([]), "while it is corrected");
    assert_eq!(checked(&server, &statement)["verdict"], "superseded");
    reviews(&server);
    let told = checked(&server, &statement);
    assert_eq!(told["verdict"], "superseded");
    assert!(!told.to_string().contains("阳性") && !told.to_string().contains("ositive"), "{told}");
    assert_eq!(outcome(&server, &slip)["certificates"], json!([]));
    assert_eq!(asks(&server, &slip).status, 409);
}

#[test]
fn a_tube_of_one_is_reported_as_it_is() {
    let server = serving();
    let mut alone = register(1, 1);
    alone["capacity"] = 1.into();
    let slip = swabbed(&server, &alone);
    to_the_lab_from_seal(&server, 1, "positive");
    let told = outcome(&server, &slip);
    assert_eq!((&told["outcome"], &told["certificates"]), (&json!("positive"), &json!([])));
    let told = checked(&server, &report(&server, &slip));
    assert_eq!(told["verdict"], "genuine", "{told}");
    let report = &told["report"];
    assert_eq!((&report["detected"], &report["certificates"]), (&json!(true), &json!([])));
}

#[test]
fn where_the_service_has_an_address_the_code_leads_there() {
    let font = font();
    let url = Some("https://hesuan.ruijin.example".to_owned());
    let server = Server::ready(move |app| app.with_label_font(Some(font)).with_public_url(url));
    let slip = swabbed(&server, &register(1, 1));
    to_the_lab_from_seal(&server, 1, "negative");
    let code = report(&server, &slip);
    assert!(code.starts_with("https://hesuan.ruijin.example/check#TR"), "{code}");
    assert_eq!(checked(&server, &code)["verdict"], "genuine");
    let page = server.get("/check", None);
    assert_eq!((page.status, page.headers["referrer-policy"].as_str()), (200, "no-referrer"));
}

#[test]
fn a_key_that_is_taken_back_signs_and_proves_nothing_more() {
    let server = serving();
    let slip = swabbed(&server, &register(1, 1));
    to_the_lab_from_seal(&server, 1, "negative");
    let first = report(&server, &slip);
    let mut store = SqliteStore::open(&server.data).expect("opens");
    let purpose = Purpose::Report;
    signing_key::make(store.connection(), REGION, purpose, clock::now()).expect("made");
    let second = report(&server, &slip);
    assert_eq!(checked(&server, &first)["verdict"], "genuine", "renewed, and not taken back");
    let taken = signing_key::revoke(store.connection(), REGION, (purpose, 1), At(1));
    assert!(taken.expect("revoked"));
    assert_eq!(checked(&server, &first)["verdict"], "revoked");
    assert_eq!(checked(&server, &second)["verdict"], "genuine");
    let keys = server.get("/v1/reports/keys", None).json();
    assert_eq!(keys["keys"].as_array().map(Vec::len), Some(2));
    assert_eq!(keys["keys"][0]["revoked_at_ms"], 1);
}
