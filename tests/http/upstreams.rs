//! Published outcomes for platforms that fetch them, and how those stand that are sent them.

use std::sync::Arc;

use serde_json::{Value, json};
use tenfold::http::line::Pace;
use tenfold::service::outbox::{Outgoing, ServerClock};
use tenfold::setup::notify;

use crate::common::{Server, act, case, register, tube};

/// Five published tubes, the first corrected; a sixth that nobody confirmed. They go to a folder
/// too.
fn server(folder: &std::path::Path) -> Server {
    let text = "[[upstreams]]\nname = \"province\"\nform = \"csv\"\nfolder = \".\"\n\
                gather_seconds = 0\n";
    let notify = notify::from_toml("notify.toml", text, folder).expect("sound");
    let outgoing = Outgoing { notify, clock: Arc::new(ServerClock) };
    let server = Server::start_with(Pace::default(), |options| options.outgoing = Some(outgoing));
    let ok = |role: &str, word: &str, fields: Value| {
        let verdict = server.command(role, &act(word, fields));
        assert_eq!(verdict["verdict"], "recorded", "{word}: {verdict}");
        verdict
    };
    let tubes: Vec<String> = (1..=6).map(tube).collect();
    let box_code = case(1);
    for (n, tube) in (1..).zip(&tubes) {
        server.command("clerk", &register(n, n));
        ok("clerk", "swab", json!({ "tube": tube }));
        ok("clerk", "seal_tube", json!({ "tube": tube, "count": 1 }));
        ok("packer", "pack_tube", json!({ "box": box_code, "site": 1, "tube": tube }));
    }
    let lab = ok("packer", "seal_box", json!({ "box": box_code, "count": 6 }))["lab"].clone();
    let hands = json!({ "box": box_code, "giver": 2, "taker": 3, "given": 6, "taken": 6 });
    ok("courier", "hand_over", hands);
    let receipt = json!({ "box": box_code, "lab": lab, "courier": 3, "receiver": 4, "count": 6 });
    ok("lab", "receive_box", receipt);
    ok("lab", "receive_rest", json!({ "box": box_code }));
    for (n, tube) in tubes.iter().enumerate() {
        ok("lab", "call_tube", json!({ "tube": tube, "lab": lab, "call": "negative" }));
        if n < 5 {
            ok("reviewer", "review", json!({ "tube": tube }));
        }
    }
    ok("lab", "amend_call", json!({ "tube": tubes[0], "call": "positive", "reason": "mixed_up" }));
    ok("reviewer", "review", json!({ "tube": tubes[0] }));
    server
}

#[test]
fn a_platform_fetches_all_that_is_published_by_its_cursor() {
    let folder = tempfile::tempdir().expect("folder");
    let server = server(folder.path());
    let platform = server.token("platform");
    let ask = |query: &str| server.get(&format!("/v1/outcomes{query}"), Some(platform));
    // Tubes are written behind the facts: the last may come a moment later.
    let whole = std::iter::repeat_with(|| ask(""));
    let whole = whole.into_iter().find(|reply| reply.headers["tenfold-count"] == "6");
    let whole = whole.expect("endless");
    assert_eq!(whole.headers["content-type"], "application/x-ndjson");
    let (mut after, mut text) = ("0".to_owned(), String::new());
    for n in 0..7 {
        let reply = ask(&format!("?after={after}&limit=1"));
        assert_eq!(reply.status, 200, "{}", reply.text());
        assert_eq!(reply.headers["tenfold-count"], if n < 6 { "1" } else { "0" });
        assert_eq!(reply.headers.contains_key("tenfold-batch"), n < 6);
        let cursor = reply.headers["tenfold-cursor"].clone();
        assert_eq!(cursor == after, n == 6, "the end is where it was");
        (after, text) = (cursor, text + &reply.text());
    }
    assert_eq!(text, whole.text(), "one after the other is all at once");
    let again = ask("");
    assert_eq!(again.headers["tenfold-batch"], whole.headers["tenfold-batch"]);
    let rows: Vec<Value> =
        text.lines().map(|line| serde_json::from_str(line).expect("json")).collect();
    let told: Vec<_> = rows.iter().map(|row| (row["tube"].clone(), row["call"].clone())).collect();
    let negative = (1..=5).map(|n| (json!(tube(n)), json!("negative")));
    let wanted: Vec<_> = negative.chain([(json!(tube(1)), json!("positive"))]).collect();
    assert_eq!(told, wanted);
    let why: Vec<_> = rows.iter().filter_map(|row| row.get("corrected_for")).collect();
    assert_eq!(why, ["mixed_up"], "and nothing where nothing was corrected");
    let corrected: Vec<bool> = rows.iter().map(|row| row["corrected"] == true).collect();
    assert_eq!(corrected, [false, false, false, false, false, true]);
    for (form, kind, begins) in [
        ("csv", "text/csv", "number,tube,"),
        ("hl7", "x-application/hl7-v2+er7", "BHS|^~\\&|TENFOLD"),
        ("fhir-r4", "application/fhir+ndjson; fhirVersion=4.0", "{"),
        ("fhir-r5", "application/fhir+ndjson; fhirVersion=5.0", "{"),
    ] {
        let reply = ask(&format!("?form={form}"));
        assert!(reply.headers["content-type"].starts_with(kind), "{form}");
        assert!(reply.text().starts_with(begins) && reply.text().contains(&tube(5)), "{form}");
    }
    for (query, said) in [
        ("?after=x", "tenfold-cursor"),
        ("?after=-1", "tenfold-cursor"),
        ("?limit=0", "1 to 5000"),
        ("?limit=5001", "1 to 5000"),
        ("?form=poem", "fhir-r5"),
        ("?after=999999", "older copy"),
    ] {
        let reply = ask(query);
        assert_eq!(reply.status, 422, "{query}");
        assert!(reply.text().contains(said), "{query}: {}", reply.text());
    }
    for path in ["/v1/tubes/001230000741", "/v1/upstreams", "/v1/access", "/v1/recollections"] {
        assert_eq!(server.get(path, Some(platform)).status, 403, "{path}");
    }
    assert_eq!(server.get("/v1/outcomes", Some(server.token("clerk"))).status, 403);
}

#[test]
fn headquarters_sees_how_far_each_upstream_is() {
    let folder = tempfile::tempdir().expect("folder");
    let server = server(folder.path());
    let page = || server.get("/v1/upstreams", Some(server.token("commander"))).json();
    let page = std::iter::repeat_with(page).find(|page| page["upstreams"][0]["sent"] == 6);
    let stand = &page.expect("endless")["upstreams"][0];
    assert_eq!((&stand["name"], &stand["form"]), (&json!("province"), &json!("csv")));
    assert_eq!((&stand["state"], &stand["waiting"]), (&json!("sending"), &json!(0)));
    assert!(stand["taken_at_ms"].is_i64() && stand["fault"].is_null());
    let metrics = server.get("/metrics", None).text();
    for line in [
        "tenfold_upstream_sent_total{upstream=\"province\"} 6",
        "tenfold_upstream_waiting{upstream=\"province\"} 0",
        "tenfold_upstream_held{upstream=\"province\"} 0",
    ] {
        assert!(metrics.lines().any(|has| has == line), "{line} is not in\n{metrics}");
    }
    let resume = |role: &str, name: &str| {
        let path = format!("/v1/upstreams/{name}/resume");
        server.post_json(&path, Some(server.token(role)), &json!({}))
    };
    assert_eq!(resume("auditor", "province").status, 403);
    assert_eq!(resume("commander", "nobody").status, 404);
    assert_eq!(resume("commander", "province").json()["sent"], 6);
    let skip = |role: &str, name: &str, body: Value| {
        let path = format!("/v1/upstreams/{name}/skip");
        server.post_json(&path, Some(server.token(role)), &body)
    };
    let asked = json!({ "upto": 1, "reason": "carried" });
    assert_eq!(skip("auditor", "province", asked.clone()).status, 403);
    assert_eq!(skip("commander", "nobody", asked.clone()).status, 404);
    // All is taken: there is nothing to leave out.
    let refused = skip("commander", "province", asked);
    assert_eq!(refused.status, 422);
    assert!(refused.text().contains("open_upto"), "{}", refused.text());
    for body in [json!({ "upto": 1, "reason": "whim" }), json!({ "upto": 1 }), json!({})] {
        assert_eq!(skip("commander", "province", body.clone()).status, 422, "{body}");
    }
}
