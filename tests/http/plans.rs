//! Plans as jobs of the service: to the end, cancelled, turned away, beside the desks' work.

use std::io::{BufRead as _, BufReader, Write as _};
use std::time::Duration;

use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};
use tenfold::planner::jobs::Limits;
use tenfold::service::clock::Stopwatch;
use tenfold::service::tokens;
use tenfold::storage::sqlite::SqliteStore;
use tenfold::storage::tables::reference;
use tenfold_domain::code::{DeviceId, Region, StaffId};
use tenfold_domain::command::Scope;
use tenfold_domain::role::{Bearer, Role};

use crate::common::{Reply, Server, dial, head, now_ms, register, said};
use crate::town::{self, Township};

/// A township of 3,000 people, hardly anybody positive, planned for in a second.
fn town() -> String {
    let township = Township {
        zh: "甲镇",
        en: "North",
        population: 3000,
        position: (116.0, 25.88),
        country: false,
        sites: Some((2, 4)),
    };
    let text = town::text("小城", ("小城实验室", "Town lab"), 3000, &[township]);
    // What is posted names its files and not folders.
    let text = text.replace("../protocols/ruijin-2022.toml", "ruijin.toml");
    let text = text.replace("../kits/standard.toml", "none");
    text + "\n[planning]\nprevalence = 0.000001\nsquads = 1\n"
}

fn fixture(path: &str) -> String {
    std::fs::read_to_string(town::fixture(path)).expect("fixture")
}

fn protocol() -> String {
    fixture("protocols/ruijin-2022.toml")
}

/// The small town, with the protocol it names.
fn small() -> Value {
    json!({ "town": town(), "files": { "ruijin.toml": protocol() } })
}

/// Ruijin: its search takes many seconds.
fn ruijin() -> Value {
    json!({ "town": fixture("towns/ruijin.toml"), "protocol": protocol() })
}

fn post(server: &Server, body: &Value) -> Reply {
    server.post_json("/v1/plans", Some(server.token("planner")), body)
}

/// Posts a plan that is taken; its address.
#[track_caller]
fn taken(server: &Server, body: &Value) -> String {
    let reply = post(server, body);
    assert_eq!(reply.status, 202, "{}", reply.text());
    let job = reply.json();
    assert_eq!(reply.headers["location"], format!("/v1/plans/{}", job["id"].as_str().expect("id")));
    assert_eq!(job["ended_at_ms"], Value::Null);
    reply.headers["location"].clone()
}

fn job(server: &Server, at: &str) -> Value {
    let reply = server.get(at, Some(server.token("commander")));
    assert_eq!(reply.status, 200, "{}", reply.text());
    reply.json()
}

fn until(server: &Server, at: &str, says: impl Fn(&Value) -> bool) -> Value {
    std::iter::repeat_with(|| job(server, at)).find(|job| says(job)).expect("endless")
}

fn ended(server: &Server, at: &str) -> Value {
    until(server, at, |job| !job["ended_at_ms"].is_null())
}

fn runs(job: &Value) -> bool {
    job["state"] == "running" && job["simulated"].as_u64() > Some(0)
}

#[test]
fn a_plan_is_found_and_can_be_simulated_again() {
    let server = Server::start();
    let planner = Some(server.token("planner"));
    let asked_at = now_ms();
    let at = taken(&server, &small());
    let done = ended(&server, &at);
    assert_eq!((&done["state"], &done["answer"]), (&json!("done"), &json!("proven")), "{done}");
    assert_eq!((&done["kind"], &done["name"]), (&json!("plan"), &json!("小城")));
    let moments = ["asked_at_ms", "began_at_ms", "ended_at_ms"].map(|key| done[key].as_i64());
    assert!(moments.is_sorted() && moments[0] >= Some(asked_at), "{moments:?}");
    assert!(done["simulated"].as_u64() >= Some(100), "{done}");
    assert!(done["said"][0].as_str().is_some_and(|text| text.contains("proven")), "{done}");
    assert!(done["summary"].as_str().is_some_and(|text| text.contains("小城 · Feasible")));

    let document = server.get(done["document"].as_str().expect("address"), planner);
    assert_eq!(document.headers["content-type"], "application/json");
    let document = document.json();
    assert_eq!((&document["answer"], &document["seed"]), (&json!("proven"), &json!(1)));
    assert!(document["tables"]["shortages"].is_array());

    let mut again = small();
    again["plan"] = document["plan"].clone();
    let at = taken(&server, &again);
    let simulated = ended(&server, &at);
    assert_eq!((&simulated["kind"], &simulated["answer"]), (&json!("simulate"), &json!("proven")));
    let simulated = server.get(&format!("{at}/document"), planner).json();
    for part in ["plan", "kept", "done", "tables"] {
        assert_eq!(document[part], simulated[part], "{part}: the same staffing on the same days");
    }
    let list = server.get("/v1/plans", planner).json();
    let kinds: Vec<&Value> = list["jobs"].as_array().expect("jobs").iter().map(kind).collect();
    assert_eq!(kinds, ["simulate", "plan"], "newest first");
}

fn kind(job: &Value) -> &Value {
    &job["kind"]
}

#[test]
fn the_page_opens_in_the_language_asked_for_and_may_do_nothing_else() {
    let server = Server::start();
    let at = taken(&server, &small());
    ended(&server, &at);
    let in_language = |path: &str, language: &str| {
        let head = head("GET", path, Some(server.token("admin")), None);
        said(server.address, head + &format!("Accept-Language: {language}\r\n"), None)
    };
    let zh = in_language(&at, "zh-CN");
    assert_eq!(zh.headers["content-language"], "zh-CN");
    assert!(zh.json()["said"][0].as_str().is_some_and(|text| text.starts_with("测算")));
    assert!(zh.json()["summary"].as_str().is_some_and(|text| text.contains("小城 · 可行")));
    let report = format!("{at}/report");
    for (language, tag) in [("zh", "zh-CN"), ("en,zh;q=0.5", "en")] {
        let page = in_language(&report, language);
        assert_eq!((page.status, page.headers["content-language"].as_str()), (200, tag));
        assert!(page.text().starts_with(&format!("<!doctype html>\n<html lang=\"{tag}\">")));
    }
    let page = in_language(&report, "en");
    assert_eq!(page.headers["content-type"], "text/html; charset=utf-8");
    let policy = &page.headers["content-security-policy"];
    assert!(policy.starts_with("default-src 'none'; ") && !policy.contains("unsafe"), "{policy}");
    let text = page.text();
    for (tag, kind) in [("style", "style-src"), ("script", "script-src")] {
        let (start, end) = (format!("<{tag}>"), format!("</{tag}>"));
        let inside = text.split(&start).nth(1).and_then(|rest| rest.split(&end).next());
        let hash = policy.split(&format!("{kind} 'sha256-")).nth(1).and_then(|s| s.get(..44));
        let hash = bytes_of(hash.expect("a hash"));
        assert_eq!(hash, Sha256::digest(inside.expect("one")).to_vec(), "{tag}: it must show");
        assert_eq!(text.matches(&start).count(), 1);
    }
    // An attribute would not be let through.
    assert!(!text.contains(" style=") && !text.contains(" onclick="));
}

/// What base64 means (RFC 4648).
fn bytes_of(text: &str) -> Vec<u8> {
    let letters: Vec<char> =
        ('A'..='Z').chain('a'..='z').chain('0'..='9').chain(['+', '/']).collect();
    let bits = text.chars().filter_map(|c| letters.iter().position(|letter| *letter == c));
    let bits: Vec<bool> =
        bits.flat_map(|six| (0..6).rev().map(move |bit| six >> bit & 1 == 1)).collect();
    let byte = |eight: &[bool]| eight.iter().fold(0, |byte, bit| byte << 1 | u8::from(*bit));
    bits.chunks_exact(8).map(byte).collect()
}

#[test]
fn a_wrong_text_is_named_with_line_and_key() {
    let server = Server::start();
    let good = small();
    let with = |key: &str, value: Value| {
        let mut body = good.clone();
        body[key] = value;
        body
    };
    let changed = |from: &str, to: &str| with("town", json!(town().replacen(from, to, 1)));
    let named = |named: &str| changed("[planning]", &format!("[travel]\n{named}\n[planning]"));
    let half = json!({ "sites": [], "labs": [], "squads": 1, "ends_early_minutes": 0 });
    for (body, file, line, key) in [
        (changed("population = 3000", "population = -3"), "town", Some(24), "population"),
        (changed("prevalence = 0.000001", "prevalence = 1.4"), "town", Some(32), "prevalence"),
        (changed("squads", "sqads"), "town", Some(33), "sqads"),
        (changed("\"ruijin.toml\"", "\"/etc/passwd\""), "town", Some(3), "protocol"),
        (named("matrix = \"/etc/passwd\""), "town", Some(32), "travel.matrix"),
        (named("osrm = \"../towns/table.json\""), "town", Some(32), "travel.osrm"),
        (with("protocol", json!("name = 1")), "protocol", Some(1), "name"),
        (with("plan", half), "plan", None, "plan.sites"),
        (with("plan", json!({})), "plan", None, "plan"),
        (changed("population = 3000", "population = 30000000"), "town", Some(20), "townships"),
    ] {
        let reply = post(&server, &body);
        assert_eq!(reply.status, 422, "{key}: {}", reply.text());
        assert_eq!(reply.headers["content-type"], "application/problem+json");
        let problem = reply.json();
        assert_eq!(problem["type"], "urn:tenfold:problem:faulty");
        let fault = &problem["fault"];
        assert_eq!((&fault["file"], &fault["line"]), (&json!(file), &json!(line)), "{problem}");
        assert!(fault["key"].as_str().is_some_and(|said| said.contains(key)), "{key}: {problem}");
        let (en, zh) = (problem["en"].as_str().expect("en"), problem["zh"].as_str().expect("zh"));
        assert!(en.starts_with(&format!("{file}: ")) && zh.starts_with(&format!("{file}：")));
        assert!(line.is_none_or(|line| zh.contains(&format!("第 {line} 行"))), "{zh}");
        let words = zh.split(|c: char| !c.is_ascii_alphabetic() && c != ' ');
        let english = words.filter(|part| part.trim().split(' ').count() > 2);
        assert_eq!(english.collect::<Vec<_>>(), [""; 0], "in Chinese: {zh}");
        assert!(!reply.text().contains("root:"), "no file of the machine");
    }
    for body in [json!([]), json!({}), with("path", json!("/etc/passwd")), with("seed", json!(-1))]
    {
        let reply = post(&server, &body);
        assert_eq!(reply.status, 422, "{body}");
        let detail = reply.json()["detail"].as_str().unwrap_or_default().to_owned();
        assert!(detail.contains("town, protocol, files, seed, plan"), "{detail}");
    }
    let planner = Some(server.token("planner"));
    assert_eq!(server.post("/v1/plans", planner, "application/toml", b"").status, 415);
    let long = vec![b' '; (8 << 20) + 1];
    assert_eq!(server.post("/v1/plans", planner, "application/json", &long).status, 413);
    assert_eq!(server.get("/v1/plans", planner).json()["jobs"], json!([]), "nothing was taken");
}

#[test]
fn a_town_that_can_never_do_it_says_why() {
    let server = Server::start();
    let mut body = small();
    body["town"] = town().replacen("[116.0, 25.88]", "[118.5, 25.88]", 1).into();
    let at = taken(&server, &body);
    let done = ended(&server, &at);
    assert_eq!((&done["state"], &done["answer"]), (&json!("done"), &json!("never")), "{done}");
    assert!(done["said"][0].as_str().is_some_and(|text| text.contains("nearest lab takes")));
    assert!(done["warnings"][0].as_str().is_some_and(|text| text.contains("R99")), "{done}");
    let planner = Some(server.token("planner"));
    let document = server.get(&format!("{at}/document"), planner).json();
    assert_eq!(document["answer"], "never");
    let page = server.get(&format!("{at}/report"), planner);
    assert_eq!(
        (page.status, &page.json()["type"]),
        (409, &json!("urn:tenfold:problem:nothing-found"))
    );
}

#[test]
fn the_desks_are_answered_while_a_plan_runs_and_it_can_be_cancelled() {
    let server = Server::start();
    let at = taken(&server, &ruijin());
    let before = until(&server, &at, runs);
    let mut waits: Vec<Duration> = (0..100)
        .map(|person| {
            let watch = Stopwatch::start();
            let verdict = server.command("clerk", &register(person, person / 10));
            assert_eq!(verdict["verdict"], "recorded", "{verdict}");
            watch.elapsed()
        })
        .collect();
    waits.sort();
    // Alone it is a millisecond; the machine under a test may be busy.
    assert!(waits[50] < Duration::from_millis(250), "{waits:?}");
    let after = job(&server, &at);
    assert_eq!(after["state"], "running", "it was at work all the while: {after}");
    assert!(after["simulated"].as_u64() >= before["simulated"].as_u64());

    let planner = Some(server.token("planner"));
    let early = server.get(&format!("{at}/report"), planner);
    assert_eq!(early.status, 409, "{}", early.text());
    assert_eq!(server.delete(&at, planner).status, 200);
    assert_eq!(server.delete(&at, planner).status, 200, "twice is once");
    let stopped = ended(&server, &at);
    assert_eq!((&stopped["state"], &stopped["answer"]), (&json!("stopped"), &json!("unproven")));
    assert!(stopped["said"][0].as_str().is_some_and(|text| text.starts_with("Stopped: this is")));
    let document = server.get(&format!("{at}/document"), planner).json();
    assert_eq!(document["replications"], 4, "what was found is shown on a few days");
    assert_eq!(server.delete(&at, planner).json()["state"], "stopped", "and stays as it is");
}

#[test]
fn no_more_wait_than_may_and_no_more_are_kept() {
    let limits = Limits { waiting_max: 1, kept_max: 1, ..Limits::default() };
    let server = Server::start_planning(limits);
    let planner = Some(server.token("planner"));
    let first = taken(&server, &ruijin());
    until(&server, &first, runs);
    let second = taken(&server, &small());
    assert_eq!(
        (&job(&server, &second)["state"], &job(&server, &second)["ahead"]),
        (&json!("queued"), &json!(1))
    );
    let full = post(&server, &small());
    assert_eq!(
        (full.status, &full.json()["type"]),
        (503, &json!("urn:tenfold:problem:plans-full"))
    );
    let after: u64 = full.headers["retry-after"].parse().expect("seconds");
    assert!((20..=60).contains(&after));
    let text = server.get("/metrics", None).text();
    assert!(text.lines().any(|line| line == "tenfold_plans 2"), "{text}");

    assert_eq!(server.delete(&second, planner).json()["state"], "stopped");
    let dropped = job(&server, &second);
    assert_eq!(dropped["said"], json!(["Cancelled before it began."]));
    assert_eq!((&dropped["began_at_ms"], &dropped["document"]), (&Value::Null, &Value::Null));
    let third = taken(&server, &small());
    assert_eq!(server.delete(&first, planner).status, 200);
    assert_eq!(ended(&server, &third)["state"], "done");
    for gone in [first, second] {
        let gone = || server.get(&gone, planner).status;
        assert_eq!(std::iter::repeat_with(gone).find(|status| *status == 404), Some(404));
    }
    assert_eq!(job(&server, &third)["state"], "done", "the last one stays");
}

#[test]
fn a_job_that_runs_too_long_ends_with_what_it_has() {
    let limits = Limits { run_max: Duration::ZERO, kept_bytes_max: 1, ..Limits::default() };
    let server = Server::start_planning(limits);
    let at = taken(&server, &small());
    let stopped = ended(&server, &at);
    assert_eq!(stopped["state"], "stopped", "{stopped}");
    assert!(stopped["said"][0].as_str().is_some_and(|text| text.contains("longest a job may run")));
    assert!(stopped["document"].is_string() && stopped["report"].is_string());
    // Whatever it weighs it stays, until another one ends.
    let next = taken(&server, &small());
    ended(&server, &next);
    let gone = || server.get(&at, Some(server.token("planner"))).status;
    assert_eq!(std::iter::repeat_with(gone).find(|status| *status == 404), Some(404));
    assert_eq!(job(&server, &next)["state"], "stopped");
}

#[test]
fn progress_comes_by_itself_and_ends_with_the_job() {
    let server = Server::start();
    let at = taken(&server, &small());
    let mut line = dial(server.address);
    let request = head("GET", &format!("{at}/events"), Some(server.token("planner")), None);
    line.write_all((request + "Connection: close\r\n\r\n").as_bytes()).expect("sent");
    let lines = BufReader::new(line).lines().map(|line| line.expect("in order"));
    let jobs: Vec<Value> = lines
        .filter_map(|line| Some(serde_json::from_str(line.strip_prefix("data: ")?).expect("JSON")))
        .collect();
    let counts: Vec<u64> = jobs.iter().filter_map(|job| job["simulated"].as_u64()).collect();
    assert!(counts.is_sorted() && counts.len() == jobs.len(), "{counts:?}");
    let ends: Vec<&Value> = jobs.iter().filter(|job| !job["ended_at_ms"].is_null()).collect();
    assert_eq!(ends.len(), 1, "the end is told once");
    assert_eq!(jobs.last().expect("told")["state"], "done");
}

#[test]
fn a_stop_does_not_wait_for_a_plan() {
    let mut server = Server::start();
    let at = taken(&server, &ruijin());
    taken(&server, &small());
    until(&server, &at, runs);
    let watch = Stopwatch::start();
    server.ended();
    assert!(watch.elapsed() < Duration::from_secs(10), "{:?}", watch.elapsed());
}

#[test]
fn another_region_sees_nothing_of_it() {
    let server = Server::start();
    let at = taken(&server, &small());
    let bearer = Bearer {
        role: Role::Planner,
        staff: StaffId(900),
        device: DeviceId(900),
        scope: Scope::default(),
    };
    let (token, stored) = tokens::issue(Region(361_000), bearer, 1).expect("token");
    let mut store = SqliteStore::open(&server.data).expect("opens");
    reference::put_token(store.connection(), &stored, tenfold::service::clock::now())
        .expect("kept");
    let other = Some(token.as_str());
    // Tokens are read again after a moment.
    let list = || server.get("/v1/plans", other);
    let list = std::iter::repeat_with(list).find(|reply| reply.status != 401).expect("endless");
    assert_eq!(list.json()["jobs"], json!([]));
    for path in
        [at.clone(), format!("{at}/document"), format!("{at}/report"), format!("{at}/events")]
    {
        assert_eq!(server.get(&path, other).status, 404, "{path}");
    }
    assert_eq!(server.delete(&at, other).status, 404);
    assert_eq!(ended(&server, &at)["state"], "done", "and could not stop it");
}
