//! The service on PostgreSQL beside what PostgreSQL does by itself, all of it durable, on a server
//! of the bench's own: registrations row by row, each in a transaction of its own as most systems
//! of this kind send them, and the same rows through UNNEST without any rule (the ceiling).
//!
//! `cargo bench --bench postgres`; ROWS and RUNS change the size, FILLED how many people are there
//! before the last figures.

#[path = "../tests/common/postgres.rs"]
mod postgres;
mod support;

use std::sync::Arc;
use std::time::{Duration, Instant};

use postgres::Postgres;
use support::{median, open, register_all, registration, runtime, seconds, setting};
use tenfold::service::{Service, clock};
use tenfold::storage::cell::Cell;
use tenfold::storage::db::Connection;
use tenfold::storage::open::settle;
use tenfold::storage::postgres::{Session, put};

/// Commands in a request of the batched figures.
const BATCH: u64 = 1_000;
/// Registrations of a lone clerk.
const LONE: u64 = 400;

const COLUMNS: [&str; 16] = [
    "region",
    "seq",
    "scan_id",
    "content",
    "staff",
    "device",
    "at",
    "recorded_at",
    "tube",
    "person",
    "round",
    "lane",
    "class",
    "position",
    "previous",
    "sealed",
];

const TABLE: &str = "CREATE TABLE rows (region BIGINT, seq BIGINT, scan_id BYTEA, content BIGINT,
    staff BIGINT, device BIGINT, at BIGINT, recorded_at BIGINT, tube TEXT, person BYTEA,
    round BIGINT, lane BIGINT, class BIGINT, position BIGINT, previous BIGINT, sealed BYTEA,
    PRIMARY KEY (region, seq));
    CREATE TABLE places (tube TEXT PRIMARY KEY, people BIGINT NOT NULL)";

fn main() {
    let (rows, runs) = (setting("ROWS", 100_000), setting("RUNS", 5));
    let Some(server) = Postgres::durable() else { return };
    let mut ratios = (Vec::new(), Vec::new(), Vec::new());
    for run in 1..=runs {
        let name = format!("run{run}");
        let rowwise = Connection::of_postgres(bare(&server, &format!("bare{run}")));
        let single = by_row(rowwise, (rows / 40).max(500));
        let ceiling =
            unnest(Connection::of_postgres(bare(&server, &format!("ceiling{run}"))), rows);
        let (folder, service) = campaign(&server, &name);
        let hundreds = register_all(&service, (0, rows), 100, 64);
        let batched = register_all(&service, (rows, 2 * rows), BATCH, 8);
        let p99 = lone(&service, 2 * rows);
        service.stop();
        drop(folder);
        println!(
            "run {run}: row by row {single:.0}/s, UNNEST {ceiling:.0}/s; service in batches of \
             100 {hundreds:.0}/s, of {BATCH} {batched:.0}/s; a lone clerk p99 {:.1} ms",
            p99.as_secs_f64() * 1e3
        );
        ratios.0.push(hundreds / single);
        ratios.1.push(batched / ceiling);
        ratios.2.push(p99.as_secs_f64() * 1e3);
    }
    println!("median: batches of 100 {:.1} x row by row (8 asked)", median(ratios.0));
    println!("median: batches of {BATCH} {:.2} of the ceiling (0.5 asked)", median(ratios.1));
    println!("median: a lone clerk's p99 {:.1} ms (25 asked)", median(ratios.2));
    filled(&server, setting("FILLED", 1_000_000));
}

/// A session with an empty database that holds bare tables.
fn bare(server: &Postgres, name: &str) -> Session {
    let session = Session::connect(&server.database(name)).expect("connects");
    session.batch(TABLE).expect("made");
    session
}

/// A campaign on the server and its service.
fn campaign(server: &Postgres, name: &str) -> (tempfile::TempDir, Arc<Service>) {
    let folder = tempfile::tempdir().expect("folder");
    settle(folder.path(), &server.database(name)).expect("named");
    support::campaign(folder.path());
    let service = Arc::new(open(folder.path()));
    (folder, service)
}

/// A row of a registration's shape and size.
fn row(n: u64) -> [Cell<'static>; 16] {
    const BYTES: [u8; 116] = [9; 116];
    let at = Cell::Int(1_790_000_000_000);
    [
        Cell::Int(360_781),
        Cell::Int(n as i64),
        Cell::Blob(&BYTES[..16]),
        Cell::Int(i64::MAX - 77),
        Cell::Int(7),
        Cell::Int(9),
        at,
        at,
        Cell::Text("000000123456"),
        Cell::Blob(&BYTES[..16]),
        Cell::Int(1),
        Cell::Int(17),
        Cell::Int(1),
        Cell::Int(3),
        Cell::Null,
        Cell::Blob(&BYTES),
    ]
}

/// One transaction a person: a place in the tube, guarded, and the row. On one connection.
fn by_row(mut connection: Connection, rows: u64) -> f64 {
    let places: Vec<String> = (1..=16).map(|place| format!("?{place}")).collect();
    let (columns, places) = (COLUMNS.join(", "), places.join(", "));
    let insert = format!("INSERT INTO rows ({columns}) VALUES ({places})");
    let place = "INSERT INTO places (tube, people) VALUES (?1, 1)
        ON CONFLICT (tube) DO UPDATE SET people = places.people + 1 WHERE places.people < 10";
    let took = seconds(|| {
        for n in 0..rows {
            let tube = format!("{:012}", n / 10);
            let transaction = connection.begin().expect("begun");
            transaction.execute(place, &[Cell::Text(&tube)]).expect("a place");
            transaction.execute(&insert, &row(n)).expect("a row");
            transaction.commit().expect("kept");
        }
    });
    rows as f64 / took
}

/// The rows alone, as arrays, so many in a transaction. On one connection.
fn unnest(mut connection: Connection, rows: u64) -> f64 {
    let took = seconds(|| {
        for start in (0..rows).step_by(BATCH as usize) {
            let some: Vec<Vec<Cell<'_>>> =
                (start..(start + BATCH).min(rows)).map(|n| row(n).to_vec()).collect();
            let transaction = connection.begin().expect("begun");
            put(&transaction, ("rows", &COLUMNS), "", &some).expect("rows");
            transaction.commit().expect("kept");
        }
    });
    rows as f64 / took
}

/// A clerk alone, one command after the other; the time that one in a hundred waits.
fn lone(service: &Service, from: u64) -> Duration {
    let mut waited: Vec<Duration> = runtime().block_on(async {
        let mut waited = Vec::new();
        for n in from..from + LONE {
            let ask = registration(&service.vault, n, clock::now());
            let begun = Instant::now();
            service.ask(vec![ask]).await.expect("taken");
            waited.push(begun.elapsed());
        }
        waited
    });
    waited.sort_unstable();
    waited[(waited.len() * 99).div_ceil(100) - 1]
}

/// The rate of a service whose region is empty, and after so many people.
fn filled(server: &Postgres, people: u64) {
    let (folder, service) = campaign(server, "filled");
    let some = people / 10;
    let empty = register_all(&service, (0, some), BATCH, 8);
    register_all(&service, (some, people - some), BATCH, 8);
    let full = register_all(&service, (people - some, people), BATCH, 8);
    service.stop();
    drop(folder);
    println!(
        "of {people} people the first tenth {empty:.0}/s, the last {full:.0}/s: {:.2} (0.7 asked \
         at ten million)",
        full / empty
    );
}
