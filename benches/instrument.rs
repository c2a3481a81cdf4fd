//! Results of a million tubes' wells: rows a second and the most memory held, beside the same bytes
//! split by the csv crate and nothing more.
//!
//! `ROWS=…` sets how many. The goal for all of reading, calling and storing is a million tube
//! results in 60 s and 256 MB.

mod support;

use std::fmt::Write as _;
use std::time::Instant;

use support::memory_max_mb;
use tenfold::edge::instrument::{Asked, Mapping, PlateSize, Verdict, open};
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

const TARGETS: [[&str; 2]; 3] = [["ORF1ab", "FAM"], ["N", "VIC"], ["IC", "CY5"]];
/// Rows of a plate of 96 wells.
const PLATE_ROWS: u64 = 288;

fn main() {
    let rows = std::env::var("ROWS").ok().and_then(|rows| rows.parse().ok()).unwrap_or(1_000_000);
    let mapping = from_toml("mapping", MAPPING).expect("a mapping");
    println!("{rows} rows                   rows/s  of plain csv  most memory since the start");
    let plates = rows / PLATE_ROWS;
    let files: Vec<String> = (0..plates).map(cfx).collect();
    let plain = files.iter().map(|file| split(file)).sum::<f64>();
    let mut sum = Sum::default();
    for file in &files {
        sum.add(file, None);
    }
    sum.say("a CFX file a plate", plates * PLATE_ROWS, plain);
    drop(files);
    let file = one(rows);
    let plain = split(&file);
    let mut sum = Sum::default();
    sum.add(&file, Some(&mapping));
    sum.say("all in one file, mapped", rows, plain);
}

#[derive(Default)]
struct Sum {
    readings: u64,
    seconds: f64,
}

impl Sum {
    fn add(&mut self, file: &str, mapping: Option<&Mapping>) {
        let start = Instant::now();
        let asked = Asked { mapping, plate_size: Some(PlateSize::Wells96) };
        let mut opened = open(file.as_bytes(), &asked).expect("recognised");
        let every = opened.each(|line, verdict| match verdict {
            Verdict::Reading(_) => self.readings += 1,
            other => panic!("line {line}: {other:?}"),
        });
        every.expect("to the end");
        self.seconds += start.elapsed().as_secs_f64();
    }

    fn say(&self, name: &str, rows: u64, plain: f64) {
        assert_eq!(self.readings, rows, "every row is a reading");
        let (speed, ratio) = (rows as f64 / self.seconds, plain / self.seconds);
        println!("{name:<28}{speed:>9.0}  {ratio:>12.3}  {:.1} MB", memory_max_mb());
    }
}

/// Seconds that the csv crate takes to split a file.
fn split(file: &str) -> f64 {
    let start = Instant::now();
    let mut rows = csv::ReaderBuilder::new().flexible(true).from_reader(file.as_bytes());
    let (mut row, mut cells) = (csv::StringRecord::new(), 0);
    while rows.read_record(&mut row).expect("a row") {
        cells += row.len();
    }
    assert!(cells > 0);
    start.elapsed().as_secs_f64()
}

fn well(place: u64) -> String {
    PlateSize::Wells96.well(place as u16 + 1).expect("a well").to_string()
}

/// A tenth of the viral targets rise, and every internal control.
fn ct(row: u64, target: u64) -> Option<f64> {
    (target == 2 || row.is_multiple_of(10)).then(|| 20.0 + (row % 1_500) as f64 / 100.0)
}

fn cfx(plate: u64) -> String {
    let mut text = String::from(
        ",Well,Fluor,Target,Content,Sample,Biological Set Name,Cq,Cq Mean,Cq Std. Dev,\
         Starting Quantity (SQ),Log Starting Quantity,SQ Mean,SQ Std. Dev,Set Point,Well Note\r\n",
    );
    for row in 0..PLATE_ROWS {
        let (place, target) = (row / 3, row % 3);
        let ct = ct(row, target).map_or("NaN".into(), |ct| format!("{ct:.2}"));
        let [name, colour] = TARGETS[target as usize];
        let (well, tube) = (well(place), plate * 96 + place);
        let rest = "0,0,NaN,NaN,NaN,NaN,58,";
        let write = write!(text, ",{well},{colour},{name},Unkn,{tube:010}97,,{ct},{rest}\r\n");
        write.expect("text");
    }
    text
}

fn one(rows: u64) -> String {
    let mut text = String::from("plate,well,tube,target,ct\n");
    for row in 0..rows {
        let (plate, place, target) = (row / PLATE_ROWS, row % PLATE_ROWS / 3, row % 3);
        let ct = ct(row, target).map_or(String::new(), |ct| format!("{ct:.2}"));
        let (well, tube, name) = (well(place), row / 3, TARGETS[target as usize][0]);
        writeln!(text, "P{plate:06},{well},{tube:010}97,{name},{ct}").expect("text");
    }
    text
}
