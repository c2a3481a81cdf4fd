//! PostgreSQL under the same statements and the same migrations as SQLite.

#[path = "common/postgres.rs"]
mod postgres;
mod process;

use std::collections::BTreeMap;
use std::path::Path;

use postgres::Postgres;
use process::{Server, tenfold};
use tenfold::storage::postgres::{self as kept, PostgresStore, Session};
use tenfold::storage::sqlite::{self, MIGRATIONS};
use tenfold::storage::{StoreError, db};
use tokio_postgres::types::Type;

/// A column: its shape, whether it is never empty, its place in the key.
type Column = (&'static str, bool, i64);

/// What a cell can be made of.
const SHAPES: [Type; 6] =
    [Type::INT8, Type::INT4, Type::BOOL, Type::TEXT, Type::BYTEA, Type::JSONB];

/// The four shapes by each engine's names.
fn shape(declared: &str) -> &'static str {
    match declared {
        "INTEGER" | "bigint" => "number",
        "TEXT" | "text" => "text",
        "BLOB" | "bytea" => "bytes",
        // A tube's code or a control's number.
        "" | "jsonb" => "either",
        other => panic!("no shape of ours: {other}"),
    }
}

fn columns(connection: &db::Connection, sql: &str) -> BTreeMap<(String, String), Column> {
    let read = connection.all(sql, &[], |row| {
        let declared: String = row.get(2)?;
        let column = (shape(&declared), row.get::<bool>(3)?, row.get(4)?);
        Ok(((row.get(0)?, row.get(1)?), column))
    });
    read.expect("columns").into_iter().collect()
}

#[test]
fn both_schemas_hold_the_same_columns() {
    let Some(server) = Postgres::start() else { return };
    let url = server.database("schema");
    let last = MIGRATIONS.len() as i64;
    assert_eq!(kept::migrate(&url).expect("migrates"), (0, last));
    assert_eq!(kept::migrate(&url).expect("again"), (last, last));
    let folder = tempfile::tempdir().expect("folder");
    sqlite::migrate(folder.path()).expect("migrates");
    let of_sqlite = "SELECT t.name, c.name, c.type, c.\"notnull\", c.pk
        FROM sqlite_schema t, pragma_table_info(t.name) c
        WHERE t.type = 'table' AND t.name NOT LIKE 'sqlite_%'";
    let of_postgres = "SELECT t.table_name::text, c.column_name::text,
          c.data_type::text, c.is_nullable = 'NO',
          COALESCE(k.ordinal_position, 0)::bigint
        FROM information_schema.tables t
        JOIN information_schema.columns c USING (table_schema, table_name)
        LEFT JOIN information_schema.table_constraints p
          ON p.table_schema = t.table_schema AND p.table_name = t.table_name
          AND p.constraint_type = 'PRIMARY KEY'
        LEFT JOIN information_schema.key_column_usage k
          ON k.constraint_schema = p.constraint_schema AND k.constraint_name = p.constraint_name
          AND k.column_name = c.column_name
        WHERE t.table_schema = 'public' AND t.table_name NOT LIKE '%\\_before'
          AND t.table_name NOT IN ('schema_version', 'duty', 'label_ledger', 'moving')";
    let expected = columns(&sqlite::reader(folder.path()).expect("opens"), of_sqlite);
    let connection = db::Connection::of_postgres(Session::connect(&url).expect("connects"));
    let found = columns(&connection, of_postgres);
    assert!(expected.len() > 500, "{}", expected.len());
    for (name, column) in &expected {
        assert_eq!(found.get(name), Some(column), "{name:?}");
    }
    assert_eq!(found.len(), expected.len());
}

#[test]
fn every_statement_can_be_asked_of_both() {
    let Some(server) = Postgres::start() else { return };
    let url = server.database("statements");
    kept::migrate(&url).expect("migrates");
    let session = Session::connect(&url).expect("connects");
    let folder = tempfile::tempdir().expect("folder");
    sqlite::migrate(folder.path()).expect("migrates");
    let reader = sqlite::reader(folder.path()).expect("opens");
    let statements = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/storage/sql");
    let (mut asked, mut refused) = (0, Vec::new());
    for file in std::fs::read_dir(statements).expect("folder").flatten() {
        let name = file.file_name().into_string().expect("name");
        // What describes the schema is no statement; what writes for SQLite alone is not asked.
        if !name.ends_with(".sql") || name.starts_with("schema") || name == "probe.sql" {
            continue;
        }
        let sql = std::fs::read_to_string(file.path()).expect("text");
        asked += 1;
        reader.sqlite().expect("SQLite").prepare(&sql).expect(&name);
        match session.prepare(&sql) {
            Err(error) => refused.push(format!("{name}: {error}")),
            Ok(statement) => {
                // A sum is of a shape of its own there, unless the statement says otherwise.
                let odd = statement.columns().iter().filter(|one| !SHAPES.contains(one.type_()));
                refused.extend(odd.map(|one| format!("{name}: {} is {}", one.name(), one.type_())));
            }
        }
    }
    refused.sort();
    assert!(asked > 80, "{asked}");
    assert!(refused.is_empty(), "{} of {asked}:\n{}", refused.len(), refused.join("\n"));
}

#[test]
fn what_is_no_database_of_ours_is_named() {
    let Some(server) = Postgres::start() else { return };
    let unfit = |url: &str| PostgresStore::open(url).map(|_| ()).expect_err("unfit").to_string();
    assert!(unfit("https://example.invalid").contains("postgres://"));
    let empty = server.database("empty");
    assert!(unfit(&empty).contains("schema_version"), "{}", unfit(&empty));
    let newer = server.database("newer");
    kept::migrate(&newer).expect("migrates");
    let session = Session::connect(&newer).expect("connects");
    session.batch("UPDATE schema_version SET version = version + 1").expect("changed");
    let last = MIGRATIONS.len() as i64;
    for error in [PostgresStore::open(&newer).map(|_| ()), kept::migrate(&newer).map(|_| ())] {
        let error = error.expect_err("newer");
        let StoreError::Version { found, wanted } = error else { panic!("{error}") };
        assert_eq!((found, wanted), (last + 1, last));
    }
}

/// What the program says where it ends well.
fn said(arguments: &[&str]) -> String {
    let run = tenfold(arguments);
    assert!(run.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&run.stderr));
    String::from_utf8(run.stdout).expect("text")
}

/// A day of so many people, sent to a server; nobody is lost by its own count.
fn feed(data: &str, server: &Server, people: &str, seed: &str) {
    let url = format!("http://{}", server.address());
    let more = ["--people", people, "--prevalence", "0.02", "--seed", seed];
    said(&[&["feed", "--data", data, "--url", &url][..], &more].concat());
}

#[test]
fn a_day_on_postgresql_survives_kill_9_and_goes_on() {
    let Some(postgres) = Postgres::start() else { return };
    let url = postgres.database("campaign");
    let folder = tempfile::tempdir().expect("folder");
    let path = folder.path().join("data");
    let data = path.to_str().expect("path");
    let town = concat!(env!("CARGO_MANIFEST_DIR"), "/fixtures/towns/ruijin.toml");
    said(&["init", "--town", town, "--data", data, "--database", &url]);
    assert!(!path.join(sqlite::FILE).exists(), "the folder keeps no data");
    let server = Server::start(&path);
    feed(data, &server, "150", "1");
    // Facts whose heads were not written yet are applied again.
    server.kill();
    let server = Server::start(&path);
    let facts = said(&["verify", "--data", data]);
    assert!(facts.contains("Everything agrees."), "{facts}");
    feed(data, &server, "150", "2");
    // The service outlives the server, and goes on by itself.
    let token = process::token(&path, &["--role", "commander"]);
    postgres.crash();
    assert!(server.get("/v1/late", &token).contains("problem"), "it says that it cannot");
    postgres.go();
    feed(data, &server, "150", "3");
    let facts = said(&["verify", "--data", data]);
    assert!(facts.contains("Everything agrees."), "{facts}");
    drop(server);
    let again = tenfold(&["init", "--town", town, "--data", data, "--database", &url]);
    let again = String::from_utf8_lossy(&again.stderr).into_owned();
    assert!(again.contains("holds a campaign of region 360781"), "{again}");
    let other = postgres.database("other");
    let other = tenfold(&["init", "--town", town, "--data", data, "--database", &other]);
    let other = String::from_utf8_lossy(&other.stderr).into_owned();
    assert!(other.contains("names another server"), "{other}");
    let backup = tenfold(&["backup", "--data", data, "--to", "/tmp/never.db"]);
    let backup = String::from_utf8_lossy(&backup.stderr).into_owned();
    assert!(backup.contains("pg_dump"), "{backup}");
}
