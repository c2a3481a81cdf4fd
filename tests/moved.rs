//! Moving house: a campaign that began in a file goes on at a PostgreSQL server.

#[path = "common/postgres.rs"]
mod postgres;
mod process;

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;

use postgres::Postgres;
use process::{Server, tenfold};
use tenfold::storage::db::Connection;
use tenfold::storage::postgres::{self as kept, PostgresStore};
use tenfold::storage::{moving, open};

/// What the program says, and whether it ends well.
fn said(arguments: &[&str]) -> (bool, String) {
    let run = tenfold(arguments);
    let [out, error] = [&run.stdout, &run.stderr].map(|text| String::from_utf8_lossy(text));
    (run.status.success(), format!("{out}{error}"))
}

/// What it says where it ends well.
fn done(arguments: &[&str]) -> String {
    let (well, said) = said(arguments);
    assert!(well, "{arguments:?}: {said}");
    said
}

fn feed(data: &str, server: &Server, seed: &str) {
    let url = format!("http://{}", server.address());
    let more = ["--people", "300", "--prevalence", "0.02", "--seed", seed];
    let said = done(&[&["feed", "--data", data, "--url", &url][..], &more].concat());
    assert!(said.contains("The server counts the same"), "{said}");
}

/// Codes printed on a printer's language, which is text.
fn labels(data: &str, more: &[&str]) -> String {
    let out = format!("{data}/labels.zpl");
    let codes = ["labels", "tubes", "--data", data, "--site", "1", "--count", "5", "--out", &out];
    done(&[&codes[..], more].concat());
    let printed = std::fs::read_to_string(&out).expect("printed");
    std::fs::remove_file(out).expect("taken away");
    printed
}

#[test]
fn a_live_campaign_moves_to_a_server_and_goes_on() {
    let Some(postgres) = Postgres::start() else { return };
    let url = postgres.database("house");
    let folder = tempfile::tempdir().expect("folder");
    let path = folder.path().join("data");
    let data = path.to_str().expect("path");
    process::init(&path);
    let first = labels(data, &["--begin"]);
    let server = Server::start(&path);
    feed(data, &server, "1");
    let carry = ["migrate", "--data", data, "--to", &url];
    let (well, refused) = said(&carry);
    assert!(!well && refused.contains("another service writes to"), "{refused}");
    server.kill();
    break_off(&path, &url);
    let (well, early) = said(&["init", "--data", data, "--database", &url]);
    assert!(!well, "{early}");
    // What was written after the move was broken off goes along when it goes on.
    let server = Server::start(&path);
    feed(data, &server, "2");
    server.kill();
    let moved = done(&carry);
    assert!(moved.contains("all there") && moved.contains("moved.db"), "{moved}");
    assert!(!path.join("tenfold.db").exists() && path.join("moved.db").exists());
    let (well, again) = said(&carry);
    assert!(!well && again.contains("kept by a server already"), "{again}");
    let server = Server::start(&path);
    feed(data, &server, "3");
    let facts = done(&["verify", "--data", data]);
    assert!(facts.contains("Everything agrees."), "{facts}");
    // The printer goes on where it was.
    assert_ne!(labels(data, &[]), first);
    // Another campaign finds the place taken.
    let other = folder.path().join("other");
    process::init(&other);
    let (well, taken) = said(&["migrate", "--data", other.to_str().expect("path"), "--to", &url]);
    assert!(!well && taken.contains("another campaign is kept"), "{taken}");
    assert!(other.join("tenfold.db").exists(), "it stays where it is");
}

/// Begins the move and ends it in the middle; no service begins on what is half there.
fn break_off(path: &Path, url: &str) {
    kept::migrate(url).expect("migrates");
    let mut from = open::reader(path).expect("opens");
    let mut to = Connection::of_postgres(kept::current(url).expect("connects"));
    let ended = catch_unwind(AssertUnwindSafe(|| {
        moving::carry(&mut from, &mut to, &mut |rows, all| {
            assert!(rows < all / 2, "the cable is pulled");
        })
    }));
    assert!(ended.is_err(), "in the middle");
    let half = PostgresStore::open(url).map(|_| ()).expect_err("half there").to_string();
    assert!(half.contains("migrate --to"), "{half}");
}
