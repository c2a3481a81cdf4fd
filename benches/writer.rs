//! The writer in process, everything included (keyed look-up, sealing, rules, chain, heads),
//! beside bare SQLite taking rows of the same bytes without any random index: both durable, a
//! thousand rows a transaction, one after the other, several times.
//!
//! `cargo bench --bench writer`; ROWS and RUNS change the size.

mod support;

use std::sync::Arc;

use rusqlite::{Connection, params};
use support::{median, open, register_all, seconds, setting};

fn main() {
    let rows = setting("ROWS", 400_000);
    let runs = setting("RUNS", 5);
    let mut ratios = Vec::new();
    let (mut bare_rates, mut writer_rates) = (Vec::new(), Vec::new());
    for run in 1..=runs {
        let bare = bare_sqlite(rows);
        let writer = writer(rows);
        println!("run {run}: bare SQLite {bare:.0} rows/s, writer {writer:.0} registrations/s");
        ratios.push(writer / bare);
        bare_rates.push(bare);
        writer_rates.push(writer);
    }
    println!("median: bare SQLite {:.0} rows/s", median(bare_rates));
    println!("median: writer {:.0} registrations/s", median(writer_rates));
    println!("median ratio: {:.2}", median(ratios));
}

/// Rows of a registration's shape and size into one table, keyed by a growing number.
fn bare_sqlite(rows: u64) -> f64 {
    let folder = tempfile::tempdir().expect("folder");
    let connection = Connection::open(folder.path().join("bare.db")).expect("open");
    let pragmas = "PRAGMA page_size = 8192; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;
        CREATE TABLE r (region INTEGER, seq INTEGER, scan BLOB, content INTEGER, staff INTEGER,
        device INTEGER, at INTEGER, recorded_at INTEGER, tube TEXT, person BLOB, round INTEGER,
        lane INTEGER, class INTEGER, position INTEGER, previous INTEGER, sealed BLOB,
        PRIMARY KEY (region, seq)) WITHOUT ROWID;";
    connection.execute_batch(pragmas).expect("pragmas");
    let (scan, sealed) = ([7u8; 16], [9u8; 116]);
    let took = seconds(|| {
        for start in (0..rows).step_by(1_000) {
            connection.execute_batch("BEGIN IMMEDIATE").expect("begin");
            let sql = "INSERT INTO r VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)";
            let mut insert = connection.prepare_cached(sql).expect("insert");
            for n in start..(start + 1_000).min(rows) {
                let (n, at, content) = (n as i64, 1_790_000_000_000i64, i64::MAX - 77);
                let row = params![
                    360_781,
                    n,
                    scan,
                    content,
                    7,
                    9,
                    at,
                    at,
                    "000000123456",
                    scan,
                    1,
                    17,
                    1,
                    3,
                    None::<i64>,
                    sealed
                ];
                insert.execute(row).expect("row");
            }
            drop(insert);
            connection.execute_batch("COMMIT").expect("commit");
        }
    });
    rows as f64 / took
}

fn writer(rows: u64) -> f64 {
    let folder = tempfile::tempdir().expect("folder");
    support::campaign(folder.path());
    let service = Arc::new(open(folder.path()));
    let rate = register_all(&service, (0, rows), 1_000, 12);
    Arc::into_inner(service).expect("the last one").stop();
    rate
}
