//! Ten million registrations: the rate with full tables beside the rate with empty ones, memory
//! of the indexes, time from start to ready, and look-ups by the thousand.
//!
//! `cargo bench --bench scale`; ROWS changes the size, DATA keeps the folder.

mod support;

use std::sync::Arc;

use support::{REGION, median, open, register_all, seconds, setting};
use tenfold::service::Service;
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
    look_ups(&service, rows);
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

/// Persons found by document number, one after the other, with every registration, its tube's
/// whole custody and the sealed name; then the custody of the same tubes.
fn look_ups(service: &Arc<Service>, rows: u64) {
    let runtime = support::runtime();
    let (mut people_ms, mut tubes_ms) = (Vec::new(), Vec::new());
    for n in (0..2_000u64).map(|n| n.wrapping_mul(0x9e37_79b9_7f4a_7c15) % rows) {
        let number = support::number_of(n);
        people_ms.push(
            1e3 * seconds(|| {
                let now = tenfold::service::clock::now();
                let document =
                    Document::parse(DocumentKind::ResidentId, &number, now).expect("number");
                let person = service.vault.person(&document);
                let trace = runtime.block_on(service.trace_person(REGION, person, None));
                let trace = trace.expect("read").expect("registered");
                assert_eq!(trace.takes.len(), 1);
            }),
        );
        tubes_ms.push(
            1e3 * seconds(|| {
                let trace = runtime.block_on(service.trace_tube(REGION, support::tube_of(n)));
                assert!(trace.expect("read").is_some());
            }),
        );
    }
    print_quantiles("trace of a person", people_ms);
    print_quantiles("trace of a tube", tubes_ms);
}

fn print_quantiles(what: &str, mut took_ms: Vec<f64>) {
    took_ms.sort_by(f64::total_cmp);
    let at = |share: f64| took_ms[(took_ms.len() as f64 * share) as usize];
    println!("{what}: p50 {:.3} ms, p99 {:.3} ms", at(0.5), at(0.99));
}
