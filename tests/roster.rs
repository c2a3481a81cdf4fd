//! Everybody who is expected: made with the campaign, or brought in while the service runs.

#[path = "process/mod.rs"]
mod process;

use std::path::{Path, PathBuf};
use std::process::Output;

use process::{STARTED_AT_MS, Server, init, tenfold, token};
use serde_json::{Value, json};
use tenfold_domain::code::with_check_digits;
use tenfold_domain::person::resident_number;

fn fixture(path: &str) -> String {
    format!("{}/fixtures/{path}", env!("CARGO_MANIFEST_DIR"))
}

fn text(path: &Path) -> String {
    path.to_str().expect("a plain path").to_owned()
}

fn number(person: u16) -> String {
    resident_number(360_781, 19_900_101, person)
}

/// A roster of so many people of batch 1, who are sampled singly.
fn roster(folder: &Path, people: u16) -> PathBuf {
    let heading = "name,document,phone,township,batch\n".to_owned();
    let rows = (1..=people).fold(heading, |rows, person| {
        format!("{rows}李四,{},13900000000,360781100,1\n", number(person))
    });
    let file = folder.join("people.csv");
    std::fs::write(&file, rows).expect("written");
    file
}

/// `tenfold init` with a roster.
fn init_with(data: &Path, roster: &Path) -> Output {
    let (town, protocol) = (fixture("towns/ruijin.toml"), fixture("protocols/ruijin-2022.toml"));
    let (data, roster) = (text(data), text(roster));
    let files = ["init", "--protocol", &protocol, "--town", &town, "--roster", &roster];
    tenfold(&[&files[..], &["--data", &data, "--json"]].concat())
}

fn exported(data: &Path) -> usize {
    let data = text(data);
    let export = ["export", "roster", "--data", &data, "--reason", "audit", "--out", "-"];
    let csv = tenfold(&export);
    assert!(csv.status.success(), "{}", String::from_utf8_lossy(&csv.stderr));
    String::from_utf8_lossy(&csv.stdout).lines().count() - 1
}

#[test]
fn a_campaign_is_made_with_everybody_it_expects_or_not_at_all() {
    let folder = tempfile::tempdir().expect("folder");
    let (file, data) = (roster(folder.path(), 30), folder.path().join("data"));
    let whole = std::fs::read_to_string(&file).expect("written");

    let bad = whole.clone() + "王五,360781199901010012,13900000000,360781100,1\n,,,,\n";
    std::fs::write(&file, bad).expect("written");
    let refused = init_with(&data, &file);
    assert_eq!(refused.status.code(), Some(2));
    let told: Value = serde_json::from_slice(&refused.stdout).expect("json");
    assert_eq!((&told["good"], &told["bad"]), (&30.into(), &2.into()));
    assert_eq!((&told["faults"][0]["line"], &told["faults"][1]["line"]), (&32.into(), &33.into()));
    let error = String::from_utf8_lossy(&refused.stderr).into_owned();
    assert!(
        error.contains("people.csv: 2 of 32 lines cannot be used; nothing was made"),
        "{error}"
    );
    assert!(!error.contains("王五") && !error.contains("36078119990101"), "{error}");
    assert!(!data.exists(), "neither data nor key are left");

    std::fs::write(&file, whole.replace("township", "town")).expect("written");
    let refused = init_with(&data, &file);
    assert!(String::from_utf8_lossy(&refused.stderr).contains("township: is missing"));
    assert!(!data.exists(), "nothing was begun");

    std::fs::create_dir(&data).expect("made");
    std::fs::write(data.join("note.txt"), "of somebody else").expect("written");
    std::fs::write(&file, whole.clone() + ",,,,\n").expect("written");
    assert_eq!(init_with(&data, &file).status.code(), Some(2));
    let left: Vec<_> = std::fs::read_dir(&data).expect("read").flatten().collect();
    assert_eq!(left.len(), 1, "what stood there stands there still, and nothing else: {left:?}");

    std::fs::write(&file, whole).expect("written");
    let made = init_with(&data, &file);
    assert!(made.status.success(), "{}", String::from_utf8_lossy(&made.stderr));
    let told: Value = serde_json::from_slice(&made.stdout).expect("json");
    assert_eq!(told["expected"], 30, "{told}");
    assert_eq!(exported(&data), 30);
    assert_eq!(init_with(&data, &file).status.code(), Some(2), "a region has one campaign");
    assert_eq!(exported(&data), 30);
}

/// The board's number of people expected.
fn expected(server: &Server, token: &str) -> u64 {
    // A read that is turned away is asked again.
    let board: Value = serde_json::from_str(&server.get("/v1/progress", token)).unwrap_or_default();
    board["roster"].as_u64().unwrap_or(u64::MAX)
}

/// Registers a person into a tube of ten; the verdict.
fn register(folder: &Path, server: &Server, token: &str, person: u16) -> Value {
    let tube = with_check_digits("0000000001").expect("digits").to_string();
    let command = json!({
        "scan_id": uuid::Uuid::now_v7().to_string(), "at_ms": *STARTED_AT_MS as u64,
        "act": "register",
        "round": 1, "lane": 1, "tube": tube,
        "capacity": 10, "name": "李四", "phone": "13900000000",
        "document": { "kind": "resident_id", "number": number(person) },
    });
    let file = folder.join("command.ndjson");
    std::fs::write(&file, format!("{command}\n")).expect("written");
    let (file, url) = (text(&file), format!("http://{}", server.address()));
    let sent = tenfold(&["commands", &file, "--url", &url, "--token", token]);
    serde_json::from_slice(&sent.stdout).expect("a verdict")
}

#[test]
fn a_roster_brought_in_while_the_service_runs_counts_at_once() {
    let folder = tempfile::tempdir().expect("folder");
    let data = folder.path().join("data");
    init(&data);
    let clerk = token(&data, &["--role", "clerk", "--lane", "1"]);
    let commander = token(&data, &["--role", "commander"]);
    let server = Server::start(&data);
    while expected(&server, &commander) != 0 {}
    let before = register(folder.path(), &server, &clerk, 1);
    assert_eq!(before["verdict"], "recorded", "nobody is known to be of batch 1: {before}");

    let (file, town) = (text(&roster(folder.path(), 12)), fixture("towns/ruijin.toml"));
    let data = text(&data);
    let imported = tenfold(&["import", "roster", &file, "--town", &town, "--data", &data]);
    assert!(imported.status.success(), "{}", String::from_utf8_lossy(&imported.stderr));
    while expected(&server, &commander) != 12 {}
    let after = register(folder.path(), &server, &clerk, 2);
    assert_eq!(after["refusal"]["name"], "TubeTooLarge", "batch 1 goes singly: {after}");
}
