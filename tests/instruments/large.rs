//! A million rows.

use std::fmt::Write as _;

use tenfold::edge::instrument::{Asked, PlateSize, Verdict, open};
use tenfold::setup::instrument::from_toml;

const MAPPING: &str = r#"
name = "a LIMS"
plate_size = 96
[columns]
plate = "plate"
well = "well"
sample = "tube"
target = "target"
ct = "ct"
"#;

const ROWS: u64 = 1_000_000;

/// So many rows: plates of 96 wells with two targets each, no two values of one kind.
fn file(rows: u64) -> String {
    let mut text = String::from("plate,well,tube,target,ct\n");
    for row in 0..rows {
        let (plate, well) = (row / 192, row / 2 % 96);
        let target = if row % 2 == 0 { "ORF1ab" } else { "N" };
        let well = PlateSize::Wells96.well(well as u16 + 1).expect("a well");
        let tube = row / 2;
        let ct = if row % 7 == 0 { String::from("31.25") } else { String::new() };
        writeln!(text, "P{plate:06},{well},{tube:010}97,{target},{ct}").expect("text");
    }
    text
}

#[test]
fn a_million_rows_have_a_verdict_each() {
    let mapping = from_toml("mapping", MAPPING).expect("a mapping");
    let mut text = file(ROWS);
    // The first row again, and once more with another value.
    text += "P000000,A01,000000000097,ORF1ab,31.25\nP000001,A01,000000009697,N,20.00\n";
    let asked = Asked { mapping: Some(&mapping), plate_size: None };
    let mut opened = open(text.as_bytes(), &asked).expect("read");
    let (mut readings, mut again, mut faults, mut last) = (0, 0, Vec::new(), 1);
    let every = opened.each(|line, verdict| {
        assert_eq!(line, last + 1, "no row is passed over");
        last = line;
        match verdict {
            Verdict::Reading(_) => readings += 1,
            Verdict::Again(first) => again += first,
            Verdict::Fault(fault) => faults.push((line, fault.word())),
            other => panic!("line {line}: {other:?}"),
        }
    });
    every.expect("to the end");
    assert_eq!(again, 2, "said in line 2");
    assert_eq!(readings, ROWS - 1);
    assert_eq!(faults, [(195, "conflict"), (ROWS + 3, "conflict")]);
}
