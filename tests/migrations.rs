//! A fresh database, a migrated one, the schema that people read and the list of facts that the
//! code writes: all four say the same.

use rusqlite::Connection;
use tenfold::storage::fact::{STAMP_COLUMNS, TABLES};
use tenfold::storage::tables::signing_key::{self, Purpose};
use tenfold::storage::{Entry, Store as _, StoreError, db, head, sqlite};
use tenfold_domain::accession::Accession;
use tenfold_domain::code::{LabId, Region};
use tenfold_domain::event::Event;
use tenfold_domain::time::{At, Minutes};

const SCHEMA: &str = concat!(
    include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/src/storage/sql/schema_facts.sql")),
    include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/src/storage/sql/schema.sql")),
);

/// Every table with its columns and every index with its keys, a line each.
fn shape(connection: &Connection) -> Vec<String> {
    let list = |sql: &str| -> Vec<String> {
        let mut statement = connection.prepare(sql).expect("sql");
        let rows = statement.query_map([], |row| row.get(0)).expect("query");
        rows.collect::<Result<_, _>>().expect("rows")
    };
    let mut lines = list(
        "SELECT t.name || '.' || c.cid || ' ' || c.name || ' ' || c.type || ' ' || c.\"notnull\"
             || ' ' || COALESCE(c.dflt_value, '-') || ' ' || c.pk || ' ' || l.wr
         FROM sqlite_schema t, pragma_table_list(t.name) l, pragma_table_xinfo(t.name) c
         WHERE t.type = 'table' AND t.name NOT LIKE 'sqlite_%' ORDER BY 1",
    );
    let indexes = list(
        "SELECT i.tbl_name || ' ' || i.name || ' ' || (
             SELECT group_concat(k.name, ',') FROM pragma_index_info(i.name) k
         ) || ' ' || i.sql
         FROM sqlite_schema i WHERE i.type = 'index' AND i.sql IS NOT NULL ORDER BY 1",
    );
    let plain = |line: String| line.split_whitespace().collect::<Vec<_>>().join(" ");
    lines.extend(indexes.into_iter().map(plain));
    lines
}

fn columns(connection: &Connection, table: &str) -> Vec<String> {
    let sql = "SELECT name FROM pragma_table_info(?1) ORDER BY cid";
    let mut statement = connection.prepare(sql).expect("sql");
    let rows = statement.query_map([table], |row| row.get(0)).expect("query");
    rows.collect::<Result<_, _>>().expect("rows")
}

fn migrated() -> (tempfile::TempDir, Connection) {
    let folder = tempfile::tempdir().expect("folder");
    sqlite::migrate(folder.path()).expect("migrate");
    let connection = Connection::open(folder.path().join(sqlite::FILE)).expect("open");
    (folder, connection)
}

#[test]
fn the_schema_people_read_is_the_one_migrations_make() {
    let written = Connection::open_in_memory().expect("memory");
    written.execute_batch(SCHEMA).expect("schema.sql runs");
    let (_folder, made) = migrated();
    assert_eq!(shape(&written), shape(&made));
}

#[test]
fn one_migration_after_another_ends_where_all_at_once_do() {
    let stepwise = Connection::open_in_memory().expect("memory");
    for sql in sqlite::MIGRATIONS {
        stepwise.execute_batch(sql).expect("migration runs");
    }
    let (folder, made) = migrated();
    assert_eq!(shape(&stepwise), shape(&made));
    let last = sqlite::MIGRATIONS.len() as i64;
    assert_eq!(sqlite::migrate(folder.path()).expect("again"), (last, last));
    assert_eq!(shape(&stepwise), shape(&made));
}

#[test]
fn keys_of_before_sign_on() {
    let connection = Connection::open_in_memory().expect("memory");
    let moved = |sql: &&str| sql.contains("INSERT INTO \"signing_key\"");
    let at = sqlite::MIGRATIONS.iter().position(moved).expect("the migration");
    for sql in &sqlite::MIGRATIONS[..at] {
        connection.execute_batch(sql).expect("migration runs");
    }
    let before = "INSERT INTO preregistration_key (region, number, made_at, revoked_at) \
                  VALUES (360781, 1, 10, 30), (360781, 2, 20, NULL)";
    connection.execute_batch(before).expect("written");
    for sql in &sqlite::MIGRATIONS[at..] {
        connection.execute_batch(sql).expect("migration runs");
    }
    let connection = db::Connection::of_sqlite(connection);
    let keys = |purpose| signing_key::keys(&connection, Region(360_781), purpose).expect("read");
    let told: Vec<_> = keys(Purpose::Preregistration)
        .iter()
        .map(|key| (key.number, key.made_at.0, key.revoked_at.map(|at| at.0)))
        .collect();
    assert_eq!(told, [(1, 10, Some(30)), (2, 20, None)]);
    assert_eq!(keys(Purpose::Report), []);
}

#[test]
fn every_fact_has_the_table_the_code_writes() {
    let (_folder, made) = migrated();
    for table in TABLES {
        let expected: Vec<&str> = STAMP_COLUMNS.iter().chain(table.columns).copied().collect();
        assert_eq!(columns(&made, table.name), expected, "{}", table.name);
    }
    for (table, named) in [
        ("tube", head::TUBE.as_slice()),
        ("box", &head::BOX),
        ("plate", &head::PLATE),
        ("recollection", &head::RECOLLECTION),
    ] {
        assert_eq!(columns(&made, table)[1..], *named, "{table}");
    }
}

#[test]
fn data_of_another_version_is_refused_by_name() {
    let (folder, made) = migrated();
    drop(made);
    let connection = Connection::open(folder.path().join(sqlite::FILE)).expect("open");
    connection.pragma_update(None, "user_version", 999).expect("pragma");
    drop(connection);
    let refused = [
        sqlite::reader(folder.path()).map(|_| ()).expect_err("newer"),
        sqlite::migrate(folder.path()).map(|_| ()).expect_err("newer"),
        sqlite::SqliteStore::open(folder.path()).map(|_| ()).expect_err("newer"),
    ];
    for error in refused {
        assert!(matches!(error, StoreError::Version { found: 999, .. }), "{error}");
    }
    let empty = tempfile::tempdir().expect("folder");
    assert!(matches!(sqlite::reader(empty.path()), Err(StoreError::Absent(_))));
}

/// Data of version 10 has runs whose control wells nobody kept: they stay as they are, and there
/// is room for what comes.
#[test]
fn runs_of_before_control_readings_stay() {
    let folder = tempfile::tempdir().expect("folder");
    let old = Connection::open(folder.path().join(sqlite::FILE)).expect("open");
    for sql in &sqlite::MIGRATIONS[..10] {
        old.execute_batch(sql).expect("migration runs");
    }
    let run = "INSERT INTO run (region, seq, scan_id, fingerprint, staff, device, \"at\",
        recorded_at, plate, valid) VALUES (360781, 7, x'00', 1, 2, 3, 4, 5, 'P1', 1)";
    old.execute_batch(run).expect("a run");
    old.pragma_update(None, "user_version", 10).expect("pragma");
    drop(old);
    let last = sqlite::MIGRATIONS.len() as i64;
    assert_eq!(sqlite::migrate(folder.path()).expect("migrates"), (10, last));
    let made = sqlite::reader(folder.path()).expect("opens");
    let counts = "SELECT (SELECT COUNT(*) FROM run), (SELECT COUNT(*) FROM control_reading)";
    let counts: (i64, i64) =
        made.one(counts, &[], |row| Ok((row.get(0)?, row.get(1)?))).expect("counts");
    assert_eq!(counts, (1, 0));
}

/// Accession numbers of before days were counted are read as they stand on the tubes, and the next
/// one is of its day.
#[test]
fn accession_numbers_of_before_stay_as_they_were_written() {
    let (folder, made) = migrated();
    drop(made);
    let mut store = sqlite::SqliteStore::open(folder.path()).expect("opens");
    let old = "INSERT INTO accession (region, seq, scan_id, fingerprint, staff, device, \"at\",
        recorded_at, tube, lab, accession)
        VALUES (360781, 1, zeroblob(16), 1, 2, 3, 4, 5, '360781000139', 2, 57)";
    store.connection().batch(old).expect("a row of before");
    let entries = store.entries(Region(360_781), 1, 10).expect("reads");
    let [Entry { event: Event::TubeReceived { lab, accession, .. }, .. }] = &entries[..] else {
        panic!("{entries:?}");
    };
    assert_eq!(accession.written(*lab), "57");
    let standing = store.standing(Region(360_781), 1).expect("reads");
    assert_eq!(standing.accession, [(LabId(2), Accession(57))]);
    let next = standing.accession[0].1.next(At(1_648_771_200_000), Minutes::hours(8));
    assert_eq!(next.written(LabId(2)), "2-20220401-0001");
}
