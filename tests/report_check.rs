//! A report checked by somebody else: on the command line without a network, and in a browser.

mod process;

use std::io::Write as _;
use std::path::Path;
use std::process::{Command, Output, Stdio};

use process::{BINARY, Server, tenfold};
use serde_json::json;
use tenfold::edge::statement::{Statement, public_key};
use tenfold::service::vault::{Vault, hex};
use tenfold::service::{Options, clock};
use tenfold::storage::sqlite::SqliteStore;
use tenfold::storage::tables::signing_key::{self, Purpose};
use tenfold_domain::code::{LabId, Region};
use tenfold_domain::ct::Assay;
use tenfold_domain::term::Method;
use tenfold_domain::time::{At, Minutes};

const SEED: [u8; 32] = [7; 32];
const REGION: Region = Region(360_781);

fn statement(sampled_at: At, holds: &[i64]) -> Statement {
    let statement = Statement {
        key: 1,
        region: REGION,
        detected: false,
        assay: Assay { method: Method::RtPcr, limit_copies_per_ml: 500 },
        lab: LabId(2),
        sampled_at,
        tested_at: sampled_at + Minutes(300),
        issued_at: sampled_at + Minutes(600),
        reference: [9; 16],
        holds: holds.iter().map(|hours| Minutes::hours(*hours)).collect(),
        name: "张*丰".into(),
    };
    statement.rounded()
}

/// What the service publishes, in a file.
fn keys(folder: &Path) -> String {
    let public_key = hex(&public_key(&SEED).expect("a key"));
    let key = json!({ "region": REGION.0, "number": 1, "public_key": public_key,
        "made_at_ms": 1, "revoked_at_ms": null });
    let path = folder.join("keys.json");
    std::fs::write(&path, json!({ "keys": [key] }).to_string()).expect("written");
    path.to_str().expect("a path").to_owned()
}

fn said(output: &Output) -> (Option<i32>, String) {
    (output.status.code(), String::from_utf8_lossy(&output.stdout).into_owned())
}

#[test]
fn by_the_published_keys_alone() {
    let folder = tempfile::tempdir().expect("a folder");
    let keys = keys(folder.path());
    let signed =
        |from: Minutes| statement(clock::now() - from, &[48, 168]).sign(&SEED).expect("signed");
    let (fresh, old) = (signed(Minutes::hours(1)), signed(Minutes::hours(169)));
    let check = |text: &str, more: &[&str]| {
        said(&tenfold(&[&["report", "check", text, "--keys", &keys][..], more].concat()))
    };
    let (code, out) = check(&fresh, &[]);
    assert_eq!(code, Some(0), "{out}");
    for word in ["genuine", "张*丰", "未检出 not detected", "500 copies/mL", "48 h", "168 h"] {
        assert!(out.contains(word), "{word}: {out}");
    }
    let (code, out) = check(&old, &["--json"]);
    assert_eq!(code, Some(1));
    assert_eq!(
        serde_json::from_str::<serde_json::Value>(&out).expect("json")["verdict"],
        "expired"
    );
    let forged = statement(clock::now(), &[48]).sign(&[8; 32]).expect("signed");
    let (code, out) = check(&forged, &[]);
    assert!(code == Some(1) && out.contains("NOT genuine") && !out.contains('张'), "{out}");

    let mut scanner = Command::new(BINARY)
        .args(["report", "check", "--keys", &keys, "--json"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("runs");
    let lines = format!("{fresh}\r\n\nhttps://hesuan.example/check#{fresh}\n690000000000\n");
    scanner.stdin.take().expect("a line").write_all(lines.as_bytes()).expect("typed");
    let (code, out) = said(&scanner.wait_with_output().expect("ends"));
    let verdict = |line: &str| -> String {
        let told: serde_json::Value = serde_json::from_str(line).expect("a line of JSON");
        told["verdict"].as_str().expect("a word").to_owned()
    };
    assert_eq!(code, Some(1), "one of them is none");
    assert_eq!(out.lines().map(verdict).collect::<Vec<_>>(), ["genuine", "genuine", "unreadable"]);

    let other = folder.path().join("other.json");
    std::fs::write(&other, "{}").expect("written");
    let other = other.to_str().expect("a path");
    let wrong = tenfold(&["report", "check", &fresh, "--keys", other]);
    let told = String::from_utf8_lossy(&wrong.stderr).into_owned();
    assert_eq!(wrong.status.code(), Some(2));
    assert!(told.contains("not what GET /v1/reports/keys says"), "{told}");
}

#[test]
fn in_a_browser_the_code_leads_to_the_verdict() {
    if std::env::var("TENFOLD_NO_BROWSER").is_ok_and(|value| !value.is_empty()) {
        return;
    }
    let folder = tempfile::tempdir().expect("a folder");
    let data = folder.path().join("data");
    process::init(&data);
    let (vault, _) = Vault::open(&Options::new(&data).key_file(), false).expect("the key");
    let mut store = SqliteStore::open(&data).expect("opens");
    let now = clock::now();
    signing_key::make(store.connection(), REGION, Purpose::Report, now).expect("made");
    drop(store);
    let seed = vault.report_seed(REGION, 1);
    let genuine = statement(now, &[]).sign(&seed).expect("signed");
    let ended = statement(now - Minutes::hours(50), &[48]).sign(&seed).expect("signed");
    let server = Server::start(&data);
    let page = |code: &str, wanted: &str| {
        process::drawn(&format!("http://{}/check#{code}", server.address()), wanted)
    };
    let shown = page(&ended, "Expired");
    assert!(shown.contains("张*丰") && shown.contains("500 copies/mL"), "{shown}");
    assert!(!shown.contains(&ended), "the code is not left on the page");
    // It refers to a registration that there is not: what it says is not what stands there today.
    assert!(page(&genuine, "No longer holds").contains("张*丰"));
    assert!(!page(&genuine.replacen("TR04", "TR05", 1), "state huge").contains('张'));
    let rotated = tenfold(&["report", "rotate", "--data", data.to_str().expect("a path")]);
    assert_eq!(said(&rotated), (Some(0), "key 2 signs from now on\n".to_owned()));
    let revoke = ["report", "revoke", "--key", "1", "--data", data.to_str().expect("a path")];
    assert_eq!(tenfold(&revoke).status.code(), Some(0));
    assert!(page(&ended, "Key taken back").contains("张*丰"));
}
