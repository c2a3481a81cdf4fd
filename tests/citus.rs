//! A province on Citus: tables distributed by region, under the same statements. Skipped, and said
//! so, where the extension is not installed.

#[path = "common/postgres.rs"]
mod postgres;
mod process;

use std::path::{Path, PathBuf};

use postgres::Postgres;
use process::{Server, tenfold};
use tenfold::storage::postgres::{self as kept, Session};

/// Statements that ask across regions: at start, beside the commands, or of the whole store.
const ACROSS: [&str; 3] = ["campaigns.sql", "head_marks.sql", "tokens.sql"];

fn said(arguments: &[&str]) -> String {
    let run = tenfold(arguments);
    let [out, error] = [&run.stdout, &run.stderr].map(|text| String::from_utf8_lossy(text));
    assert!(run.status.success(), "{arguments:?}: {out}{error}");
    out.into_owned()
}

/// What one question answers.
fn asked(session: &Session, sql: &str) -> Vec<String> {
    let mut found = Vec::new();
    let read = session.each::<tenfold::storage::StoreError>(sql, &[], |row| {
        found.push(row.get::<_, String>(0));
        Ok(())
    });
    read.expect(sql);
    found
}

/// The statements of the store, by file.
fn statements() -> Vec<(String, String)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/storage/sql");
    let mut all = Vec::new();
    for file in std::fs::read_dir(folder).expect("folder").flatten() {
        let name = file.file_name().into_string().expect("name");
        if name.ends_with(".sql") && !name.starts_with("schema") && name != "probe.sql" {
            all.push((name, std::fs::read_to_string(file.path()).expect("text")));
        }
    }
    all.sort();
    all
}

#[test]
fn every_statement_of_a_region_meets_one_shard() {
    let Some((coordinator, workers)) = Postgres::cluster::<1>() else { return };
    let url = coordinator.distributed("plans", &workers);
    kept::migrate(&url).expect("migrates");
    assert_eq!(kept::migrate(&url).map(|(before, after)| before == after).ok(), Some(true));
    let session = Session::connect(&url).expect("connects");
    let groups = asked(&session, "SELECT DISTINCT colocation_id::text FROM citus_tables");
    assert_eq!(groups.len(), 1, "co-located: {groups:?}");
    let known = "SELECT table_name::text FROM citus_tables WHERE distribution_column = 'region'";
    assert!(asked(&session, known).len() > 75);
    let mut broken = Vec::new();
    for (name, sql) in statements() {
        let prepared = session.prepare(&sql).expect(&name);
        // Any value does: which shard it is does not matter, only that it is one.
        let values: Vec<&str> = prepared
            .params()
            .iter()
            .map(|of| match of.name() {
                "int8" | "int4" => "1",
                "bool" => "true",
                "bytea" => "'\\x00'::bytea",
                "jsonb" => "'1'::jsonb",
                _ => "'1'",
            })
            .collect();
        let prepare = kept::dialect::statement(&sql);
        session.batch(&format!("PREPARE asked AS {prepare}")).expect(&name);
        let with =
            if values.is_empty() { String::new() } else { format!("({})", values.join(", ")) };
        let mut plan = String::new();
        let explained = wait_rows(&session, &format!("EXPLAIN EXECUTE asked{with}"), &mut plan);
        session.batch("DEALLOCATE asked").expect(&name);
        let one = plan.contains("Task Count: 1\n") || !plan.contains("Citus Adaptive");
        let across = ACROSS.contains(&name.as_str());
        if let Err(error) = explained {
            broken.push(format!("{name}: {error}"));
        } else if one == across {
            broken.push(format!("{name}: {}", plan.lines().take(3).collect::<Vec<_>>().join(" ")));
        }
    }
    assert!(broken.is_empty(), "{} statements:\n{}", broken.len(), broken.join("\n"));
}

/// The lines of an answer, one below the other.
fn wait_rows(
    session: &Session,
    sql: &str,
    into: &mut String,
) -> Result<(), tenfold::storage::StoreError> {
    session.each(sql, &[], |row| {
        into.push_str(row.get::<_, &str>(0).trim());
        into.push('\n');
        Ok(())
    })
}

/// A day of 400 people; the server counts what their devices do.
fn feed(data: &Path, server: &Server, seed: &str) {
    let (data, url) = (data.to_str().expect("path"), format!("http://{}", server.address()));
    let more = ["--people", "400", "--prevalence", "0.02", "--seed", seed];
    let all = said(&[&["feed", "--data", data, "--url", &url][..], &more].concat());
    assert!(all.contains("The server counts the same"), "{all}");
}

#[test]
fn a_day_of_two_services_on_a_cluster_agrees() {
    let Some((coordinator, workers)) = Postgres::cluster::<2>() else { return };
    let url = coordinator.distributed("days", &workers);
    let folder = tempfile::tempdir().expect("folder");
    let data: [PathBuf; 2] = std::array::from_fn(|n| folder.path().join(n.to_string()));
    let text = data.each_ref().map(|path| path.to_str().expect("path"));
    let town = concat!(env!("CARGO_MANIFEST_DIR"), "/fixtures/towns/ruijin.toml");
    said(&["init", "--town", town, "--data", text[0], "--database", &url]);
    std::fs::create_dir(&data[1]).expect("made");
    for file in ["database", "tenfold.key"] {
        std::fs::copy(data[0].join(file), data[1].join(file)).expect("copied");
    }
    let [first, second] = data.each_ref().map(|data| Server::start(data));
    feed(&data[0], &first, "1");
    let token = process::token(&data[0], &["--role", "commander"]);
    let boards = || [&first, &second].map(|one| totals(&one.get("/v1/progress", &token)));
    let mut tries = 0;
    while boards()[0] != boards()[1] {
        tries += 1;
        assert!(tries < 10_000, "the other has not followed");
    }
    feed(&data[1], &second, "2");
    let facts = said(&["verify", "--data", text[1]]);
    assert!(facts.contains("Everything agrees."), "{facts}");
}

fn totals(board: &str) -> serde_json::Value {
    let board: serde_json::Value = serde_json::from_str(board).unwrap_or_default();
    board["totals"].clone()
}
