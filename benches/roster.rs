//! A roster of a million people, read to its last verdict: rows a second, most memory held.
//!
//! `ROWS=…` sets how many. The goal is 500,000 rows a second in less than 64 MB for CSV.

mod support;

use std::fs::File;
use std::io::{BufReader, BufWriter, Write};
use std::path::Path;
use std::time::Instant;

use encoding_rs::GBK;
use support::memory_max_mb;
use tenfold::edge::table::Workbook;
use tenfold::setup::roster::Roster;
use tenfold::setup::town::Town;
use tenfold_domain::person::resident_number;
use tenfold_domain::time::At;
use zip::write::SimpleFileOptions;

/// 2022-04-01T17:00:00Z.
const TODAY: At = At(1_648_832_400_000);
const HEADING: &str = "姓名,证件类型,证件号码,电话,乡镇,人员类别,批次\n";

fn main() {
    let rows = std::env::var("ROWS").ok().and_then(|rows| rows.parse().ok()).unwrap_or(1_000_000);
    let town = concat!(env!("CARGO_MANIFEST_DIR"), "/fixtures/towns/ruijin.toml");
    let town = Town::load(town.as_ref()).expect("the town");
    let folder = tempfile::tempdir().expect("folder");
    println!("{rows} rows                 rows/s      most memory since the start");
    for name in ["UTF-8", "GBK", "XLSX"] {
        let file = folder.path().join(name);
        match name {
            "XLSX" => workbook(&file, rows),
            _ => csv(&file, rows, name == "GBK"),
        }
        let start = Instant::now();
        let input = BufReader::new(File::open(&file).expect("written"));
        let landed = if name == "XLSX" {
            let mut book = Workbook::open(input).expect("a workbook");
            let rows = book.rows().expect("a sheet");
            landed(Roster::of(name, rows, &town, TODAY).expect("heading"))
        } else {
            landed(Roster::open(name, input, &town, TODAY).expect("heading"))
        };
        assert_eq!(landed, rows, "everybody lands");
        let speed = rows as f64 / start.elapsed().as_secs_f64();
        println!("{name:<28}{speed:>9.0}      {:.1} MB", memory_max_mb());
    }
}

fn landed(roster: Roster<'_>) -> u64 {
    roster.filter(|verdict| verdict.as_ref().is_ok_and(|verdict| verdict.row.is_ok())).count()
        as u64
}

/// Number, name, document, phone: nobody's, and all different.
fn person(place: u64) -> [String; 3] {
    let day = (place / 1_000) as u32;
    let born = 19_400_101 + day / 336 * 10_000 + day / 28 % 12 * 100 + day % 28;
    let number = resident_number(360_781, born, (place % 1_000) as u16);
    [
        format!("张{}", ["伟", "秀英", "娜", "小三"][place as usize % 4]),
        number,
        format!("139{place:08}"),
    ]
}

fn csv(path: &Path, rows: u64, is_gbk: bool) {
    let mut out = BufWriter::new(File::create(path).expect("file"));
    let mut put = |line: &str| match is_gbk {
        true => out.write_all(&GBK.encode(line).0).expect("written"),
        false => out.write_all(line.as_bytes()).expect("written"),
    };
    put(HEADING);
    for [name, number, phone] in (0..rows).map(person) {
        put(&format!("{name},居民身份证,{number},{phone},360781107,居民,3\n"));
    }
    out.flush().expect("written");
}

/// As spreadsheets write one: every text once, and cells that name it by number.
fn workbook(path: &Path, rows: u64) {
    let mut zip = zip::ZipWriter::new(BufWriter::new(File::create(path).expect("file")));
    let plain = SimpleFileOptions::default();
    for (part, text) in [
        ("xl/workbook.xml", r#"<workbook><sheets><sheet r:id="r"/></sheets></workbook>"#),
        ("xl/_rels/workbook.xml.rels", r#"<a><Relationship Id="r" Target="s.xml"/></a>"#),
    ] {
        zip.start_file(part, plain).expect("part");
        zip.write_all(text.as_bytes()).expect("written");
    }
    zip.start_file("xl/sharedStrings.xml", plain).expect("part");
    write!(zip, "<sst><si><t>姓名</t></si><si><t>证件号码</t></si><si><t>乡镇</t></si>")
        .expect("written");
    for [name, number, _] in (0..rows).map(person) {
        write!(zip, "<si><t>{name}</t></si><si><t>{number}</t></si>").expect("written");
    }
    write!(zip, "</sst>").expect("written");
    zip.start_file("xl/s.xml", plain).expect("part");
    let cell = |column: char, row: u64, text: u64| {
        format!(r#"<c r="{column}{row}" t="s"><v>{text}</v></c>"#)
    };
    let heading = [cell('A', 1, 0), cell('B', 1, 1), cell('C', 1, 2)].concat();
    write!(zip, r#"<sheetData><row r="1">{heading}</row>"#).expect("written");
    for place in 0..rows {
        let row = place + 2;
        let cells = cell('A', row, place * 2 + 3) + &cell('B', row, place * 2 + 4);
        let township = format!(r#"<c r="C{row}"><v>360781107</v></c>"#);
        write!(zip, r#"<row r="{row}">{cells}{township}</row>"#).expect("written");
    }
    write!(zip, "</sheetData>").expect("written");
    zip.finish().expect("written").flush().expect("written");
}
