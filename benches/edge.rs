//! What a scan costs before the rules are asked: a chip's text, a frame, a number, a zone, a line.
//!
//! `cargo bench --bench edge`. Goals: a chip's record under 1 µs, a document check under 100 ns.

#[path = "../tests/documents/frame.rs"]
mod framed;
#[path = "../tests/documents/record.rs"]
mod record;

use std::hint::black_box;

use criterion::{Criterion, criterion_group, criterion_main};
use tenfold::edge::wedge::{self, Labels};
use tenfold::edge::{chip, frame, mrz};
use tenfold_domain::person::{Document, DocumentKind};
use tenfold_domain::time::At;

/// 2022-04-02 at the desk.
const TODAY: At = At(1_648_832_400_000);

/// ICAO's specimen (9303 part 4, appendix A).
const ZONE: &str = "P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\n\
                    L898902C36UTO7408122F1204159ZE184226B<<<<<10";

fn documents(criterion: &mut Criterion) {
    let text = record::resident("360781199901010011");
    let sent = framed::frame(&[&text, &[0x57; 1024]]);
    criterion.bench_function("chip record", |bench| {
        bench.iter(|| chip::parse(black_box(&text), TODAY));
    });
    criterion.bench_function("frame of 1,295 bytes", |bench| {
        bench.iter(|| frame::text(black_box(&sent)).is_ok());
    });
    criterion.bench_function("document check", |bench| {
        let number = "360781199901010011";
        bench.iter(|| Document::parse(DocumentKind::ResidentId, black_box(number), TODAY));
    });
    criterion.bench_function("passport zone", |bench| {
        bench.iter(|| mrz::parse(black_box(ZONE), TODAY));
    });
    criterion.bench_function("wedge, bare number", |bench| {
        let labels = Labels::default();
        bench.iter(|| wedge::read(black_box("360781199901010011\r\n"), labels, TODAY));
    });
}

criterion_group!(benches, documents);
criterion_main!(benches);
