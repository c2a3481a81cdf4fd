//! Ten million registrations: the rate with full tables beside the rate with empty ones, memory
//! of the indexes, time from start to ready, and look-ups by the thousand.
//!
//! `cargo bench --bench scale`; ROWS changes the size, DATA keeps the folder.

mod support;

use std::sync::Arc;

use support::{REGION, median, open, register_all, seconds, setting};
use tenfold::storage::sqlite;
use tenfold_domain::person::{Document, DocumentKind};

/// Registrations of one stretch of filling.
const FILL: u64 = 1_000_000;

/// Registrations of one measured stretch.
const STRETCH: u64 = 300_000;

/// Measured stretches on each side.
const TURNS: u64 = 7;

fn main() {
    let rows = setting("ROWS", 10_000_000);
    let folder = tempfile::tempdir().expect("folder");
    support::campaign(folder.path());
    let service = Arc::new(open(folder.path()));
    let mut next = 0;
    while next < rows {
        let upto = (next + FILL).min(rows);
        let rate = register_all(&service, (next, upto), 1_000, 12);
        println!("{upto} registrations, {rate:.0}/s");
        next = upto;
    }
    // In turns, so that whatever the disk and the neighbours do they do to both.
    let (mut full, mut empty, mut ratios) = (Vec::new(), Vec::new(), Vec::new());
    for turn in 0..TURNS {
        let start = rows + turn * STRETCH;
        full.push(register_all(&service, (start, start + STRETCH), 1_000, 12));
        empty.push(on_empty_tables(start));
        ratios.push(full[full.len() - 1] / empty[empty.len() - 1]);
    }
    let (full, empty, ratio) = (median(full), median(empty), median(ratios));
    println!("full tables {full:.0}/s, empty tables {empty:.0}/s, median ratio {ratio:.2}");
    let (bytes, people) =
        service.board.boards().get(&REGION).map(|board| board.index_bytes).expect("board");
    println!("indexes: {:.1} bytes a person for {people} people", bytes as f64 / people as f64);
    Arc::into_inner(service).expect("the last one").stop();

    let mut service = None;
    let took = seconds(|| service = Some(Arc::new(open(folder.path()))));
    println!("start to ready: {took:.2} s");
    let service = service.expect("opened");
    look_ups(&service, folder.path(), rows);
}

/// The same stretch on a campaign that nobody was registered in.
fn on_empty_tables(start: u64) -> f64 {
    let folder = tempfile::tempdir().expect("folder");
    support::campaign(folder.path());
    let service = Arc::new(open(folder.path()));
    let rate = register_all(&service, (start, start + STRETCH), 1_000, 12);
    Arc::into_inner(service).expect("the last one").stop();
    rate
}

/// Persons found by document number, one after the other, with the registration read.
fn look_ups(service: &tenfold::service::Service, data: &std::path::Path, rows: u64) {
    let connection = sqlite::reader(data).expect("reader");
    let now = tenfold::service::clock::now();
    let runtime = support::runtime();
    let mut took_ms: Vec<f64> = (0..2_000u64)
        .map(|n| {
            let number = support::number_of(n.wrapping_mul(0x9e37_79b9_7f4a_7c15) % rows);
            1e3 * seconds(|| {
                let document =
                    Document::parse(DocumentKind::ResidentId, &number, now).expect("number");
                let person = service.vault.person(&document);
                let latest = runtime.block_on(service.desk.latest(REGION, person));
                let latest = latest.expect("registered");
                let found = sqlite::load::registration(&connection, REGION, latest).expect("read");
                let found = found.expect("there");
                assert_eq!(found.person, person);
                let codes = [found.tube.as_str()];
                let columns = &tenfold::storage::head::TUBE;
                let decode = tenfold::storage::head::tube;
                let tubes =
                    sqlite::load::heads(&connection, "tube", columns, REGION, &codes, decode);
                assert_eq!(tubes.expect("read").len(), 1);
            })
        })
        .collect();
    took_ms.sort_by(f64::total_cmp);
    let at = |share: f64| took_ms[(took_ms.len() as f64 * share) as usize];
    println!("person to tube: p50 {:.3} ms, p99 {:.3} ms", at(0.5), at(0.99));
}
