//! Files in and out: rosters, CSV, copies of the data.

mod day;

use std::io::Cursor;
use std::path::Path;

use day::{Day, REGION, a_box, town, tube};
use tenfold::edge::table::{Cells, Rows as _, Workbook, WorkbookWriter};
use tenfold::edge::upstream::{Form, HEADING};
use tenfold::service::export::batch::Manner;
use tenfold::service::export::outcomes::outcomes;
use tenfold::service::export::{self, Sheet};
use tenfold::service::import::{self, Imported};
use tenfold::service::{self, backup, clock, verify};
use tenfold::setup::roster::Roster;
use tenfold::storage::sqlite::{self, SqliteStore};
use tenfold_domain::time::Minutes;

fn import(day: &Day, file: &str) -> Imported {
    let town = town();
    let roster = Roster::open("roster.csv", file.as_bytes(), &town, day.now).expect("heading");
    let mut store = SqliteStore::open(day.folder.path()).expect("open");
    let vault = &day.service().vault;
    import::roster(store.connection(), vault, REGION, roster, &mut |_| {}).expect("import")
}

fn batches(day: &Day) -> Vec<u8> {
    let connection = sqlite::reader(day.folder.path()).expect("open");
    let sql = "SELECT batch FROM roster ORDER BY batch";
    connection.all(sql, &[], |row| row.get(0)).expect("rows")
}

/// A roster of some numbers of the day, each with a batch.
fn named(day: &Day, people: &[(u16, &str)]) -> String {
    let township = town().townships[0].code;
    let heading = "name,document,township,batch,phone".to_owned();
    people.iter().fold(heading, |text, (n, batch)| {
        format!("{text}\n李四,{},{township},{batch},13900000000", day.document(*n).number())
    })
}

#[test]
fn of_two_batches_the_higher_priority_wins_and_bad_lines_are_named() {
    let day = Day::begin();
    let text = format!("{}\n,,,,", named(&day, &[(1, "3"), (2, ""), (3, "4")]));
    let found = import(&day, &text);
    assert_eq!((found.good, found.bad, found.faults[0].0), (3, 1, 5));
    assert_eq!(batches(&day), [0, 3, 4]);
    import(&day, &named(&day, &[(1, "4"), (2, "2"), (3, "1")]));
    assert_eq!(batches(&day), [1, 2, 3]);
    import(&day, &named(&day, &[(1, ""), (2, ""), (3, "")]));
    assert_eq!(batches(&day), [1, 2, 3], "no batch takes none away");
    let connection = sqlite::reader(day.folder.path()).expect("open");
    let sealed: Option<Vec<u8>> =
        connection.value("SELECT sealed FROM roster LIMIT 1", &[]).expect("read");
    let sealed = sealed.expect("row");
    let text = String::from_utf8_lossy(&sealed);
    assert!(!text.contains("李四") && !text.contains("1390000"));
}

fn lines(csv: Vec<u8>) -> Vec<Vec<String>> {
    let text = String::from_utf8(csv).expect("text");
    let mut reader = csv::Reader::from_reader(text.trim_start_matches('\u{feff}').as_bytes());
    let mut lines = vec![reader.headers().expect("heading").iter().map(str::to_owned).collect()];
    lines.extend(
        reader.records().map(|r| r.expect("row").iter().map(str::to_owned).collect::<Vec<_>>()),
    );
    lines
}

#[test]
fn a_roster_goes_out_with_everybodys_outcome() {
    let mut day = Day::begin();
    import(&day, &named(&day, &[(1, "3"), (11, "1"), (90, "")]));
    day.everything();
    let service = day.service();
    let connection = sqlite::reader(day.folder.path()).expect("open");
    let mut out = Vec::new();
    let sheet = Sheet::begin(&mut out, true).expect("memory");
    let campaign = &service.campaigns[&REGION];
    let rows = export::roster(&connection, campaign, &service.vault, sheet, &mut |_| {});
    assert!(out.starts_with("\u{feff}person,".as_bytes()));
    let lines = lines(out);
    assert_eq!(rows.expect("written"), 41);
    assert_eq!(lines.len(), 42);
    let of = |n: u16| {
        let key = day.person(n).to_string();
        let mut found = lines.iter().filter(|line| line[0] == key);
        let line = found.next().expect("there").clone();
        assert!(found.next().is_none(), "once each");
        line
    };
    let cell = |n, column: &str| {
        let place = lines[0].iter().position(|name| name == column).expect(column);
        of(n)[place].clone()
    };
    assert_eq!((cell(1, "name"), cell(1, "outcome")), ("李四".into(), "negative".into()));
    assert_eq!(cell(1, "document"), day.document(1).number());
    assert_eq!((cell(11, "batch"), cell(11, "outcome")), ("1".into(), "second_test".into()));
    assert_eq!(cell(11, "tube"), tube(102).to_string());
    assert_eq!((cell(90, "outcome"), cell(90, "expected")), (String::new(), "yes".into()));
    assert_eq!((cell(2, "name"), cell(2, "expected")), ("张小三".into(), "no".into()));
    assert_eq!(cell(21, "outcome"), "new_swab");
}

#[test]
fn tubes_boxes_and_late_things_go_out_a_row_each() {
    let mut day = Day::begin();
    day.everything();
    let campaign = &day.service().campaigns[&REGION];
    let connection = sqlite::reader(day.folder.path()).expect("open");
    let mut out = Vec::new();
    let sheet = Sheet::begin(&mut out, false).expect("memory");
    assert_eq!(export::tubes(&connection, campaign, sheet).expect("written"), 6);
    let tubes = lines(out);
    assert!(tubes.iter().any(|line| line[0] == tube(102).to_string() && line[13] == "positive"));
    let mut out = Vec::new();
    let sheet = Sheet::begin(&mut out, false).expect("memory");
    assert_eq!(export::boxes(&connection, campaign, sheet).expect("written"), 2);
    let boxes = lines(out);
    let line = boxes.iter().find(|line| line[0] == a_box(2).to_string()).expect("there");
    assert_eq!((line[1].as_str(), line[6].as_str(), line[8].as_str()), ("sealed", "2", "11"));
    let mut out = Vec::new();
    let sheet = Sheet::begin(&mut out, false).expect("memory");
    let within = (clock::now(), Minutes(0));
    assert_eq!(export::late(&connection, campaign, within, sheet).expect("written"), 1);
    let late = lines(out);
    assert!(late[1][4].starts_with('-'), "a number below zero stays a number");
}

/// Every row of every sheet, as our own reader has them.
fn book(bytes: &[u8]) -> Vec<Vec<Vec<String>>> {
    let mut book = Workbook::open(Cursor::new(bytes)).expect("a workbook");
    (0..book.sheets().count())
        .map(|place| {
            let mut rows = book.rows_of(place).expect("a sheet");
            let (mut cells, mut found) = (Cells::default(), Vec::new());
            while let Some(row) = rows.next_row(&mut cells).expect("read") {
                assert!(row.is_sound && row.number == found.len() as u64 + 1);
                found.push(cells.iter().map(str::to_owned).collect());
            }
            found
        })
        .collect()
}

#[test]
fn a_workbook_holds_what_a_csv_holds() {
    let mut day = Day::begin();
    day.everything();
    let campaign = &day.service().campaigns[&REGION];
    let connection = sqlite::reader(day.folder.path()).expect("open");
    let (mut csv, mut xlsx) = (Vec::new(), Vec::new());
    let sheet = Sheet::begin(&mut csv, false).expect("memory");
    assert_eq!(export::tubes(&connection, campaign, sheet).expect("written"), 6);
    let rows = export::tubes(&connection, campaign, Sheet::workbook(&mut xlsx));
    assert_eq!(rows.expect("written"), 6);
    let mut sheets = book(&xlsx);
    // Empty cells at the end of a row are none to the reader.
    sheets[0].iter_mut().for_each(|row| row.resize(17, String::new()));
    assert_eq!(sheets, [lines(csv)]);
}

#[test]
fn outcomes_go_out_as_a_table_behind_a_cursor() {
    let mut day = Day::begin();
    day.everything();
    day.close();
    day.open();
    let campaign = &day.service().campaigns[&REGION];
    let connection = sqlite::reader(day.folder.path()).expect("open");
    let (utc_offset, form) = (Minutes::hours(8), Form::Csv);
    let manner = Manner { form, receiver: "", is_test: false, utc_offset };
    let of = |after| {
        let mut out = Vec::new();
        let sheet = Sheet::workbook(&mut out);
        let (rows, cursor) =
            outcomes(&connection, campaign, (manner, after), sheet).expect("written");
        (rows, cursor, book(&out).swap_remove(0))
    };
    let (rows, end, all) = of(0);
    assert_eq!((rows, all.len()), (2, 3));
    assert_eq!(all[0], HEADING);
    let told = |row: &[String]| (row[1].clone(), row[6].clone(), row[10].clone(), row[11].clone());
    let wanted =
        |n, call: &str, zh: &str| (tube(n).to_string(), "10".into(), call.into(), zh.into());
    assert_eq!(told(&all[1]), wanted(1, "negative", "阴性"));
    assert_eq!(told(&all[2]), wanted(102, "positive", "阳性"));
    assert!(all[1][9].ends_with("+08:00"), "{}", all[1][9]);
    let first: u64 = all[1][0].parse().expect("number");
    assert_eq!(of(first), (1, end, vec![all[0].clone(), all[2].clone()]));
    assert_eq!(of(end), (0, end, vec![all[0].clone()]));
}

#[test]
fn a_workbook_takes_any_text_and_more_rows_than_a_sheet() {
    let texts =
        ["=1+1", "<b>&amp;\"'", " 两 端 ", "001230000741", "\u{1}\u{8}x\u{ffff}", "𠮷😀", ""];
    let mut workbook = WorkbookWriter::with_rows_max(Vec::new(), 3);
    workbook.row(["a", "b"]).expect("memory");
    for text in texts {
        workbook.row([text, "end"]).expect("memory");
    }
    let found = book(&workbook.end().expect("memory"));
    assert_eq!(found.iter().map(Vec::len).collect::<Vec<_>>(), [3, 3, 3, 2]);
    assert!(found.iter().all(|sheet| sheet[0] == ["a", "b"]), "each has the heading");
    let back: Vec<&str> = found.iter().flat_map(|sheet| &sheet[1..]).map(|row| &*row[0]).collect();
    let wanted: Vec<&str> =
        texts.iter().map(|text| if text.contains('\u{1}') { "x" } else { text }).collect();
    assert_eq!(back.len(), wanted.len());
    for (back, wanted) in back.iter().zip(wanted) {
        assert_eq!(back.trim(), wanted.trim());
    }
    let empty = WorkbookWriter::begin(Vec::new()).end().expect("memory");
    assert_eq!(book(&empty), [Vec::<Vec<String>>::new()]);
}

#[test]
fn a_cell_is_never_a_formula() {
    let mut day = Day::begin();
    day.everything();
    for (name, cell) in [
        ("=1+1", "'=1+1"),
        ("@SUM", "'@SUM"),
        ("+44", "'+44"),
        ("-2+3", "'-2+3"),
        ("＝1＋1", "'＝1＋1"),
        ("＋44", "'＋44"),
        ("－2", "'－2"),
        ("＠SUM", "'＠SUM"),
        ("\n=1", "'\n=1"),
    ] {
        let safe = export::harmless(name).expect("made harmless");
        assert_eq!(safe, cell);
    }
    for cell in ["", "张三", "-12", "110101", "a=b"] {
        assert_eq!(export::harmless(cell), None, "{cell}");
    }
}

fn verified(folder: &Path, day: &Day) -> verify::Report {
    let mut connection = sqlite::reader(folder).expect("open");
    let vault = &day.service().vault;
    let campaigns = service::campaigns(&connection, vault).expect("campaigns");
    verify::verify(&mut connection, &campaigns, &mut |_, _| {}).expect("read")
}

#[test]
fn a_copy_made_while_serving_is_whole_and_without_the_key() {
    let mut day = Day::begin();
    day.everything();
    let elsewhere = tempfile::tempdir().expect("folder");
    let to = elsewhere.path().join(sqlite::FILE);
    let mut pages = (0, 0);
    let copied = backup::backup(day.folder.path(), &to, &mut |done, all| pages = (done, all));
    let copied = copied.expect("copied");
    assert!(pages.0 == pages.1 && pages.1 > 0);
    assert_eq!(copied.bytes, std::fs::metadata(&to).expect("file").len());
    assert!(copied.note.contains("key is not in the copy"));
    let files: Vec<_> = std::fs::read_dir(elsewhere.path()).expect("folder").collect();
    assert_eq!(files.len(), 1, "one file, nothing beside it: {files:?}");
    let before = verified(day.folder.path(), &day);
    day.fill(tube(6), 51);
    let report = verified(elsewhere.path(), &day);
    assert!(verify::agrees(&report));
    assert_eq!(report[&REGION], before[&REGION], "what came later is not in it");
    assert_eq!(copied.ends[0].last_link, report[&REGION].last_link);
    let nowhere = elsewhere.path().join("no/such/folder.db");
    assert!(backup::backup(day.folder.path(), &nowhere, &mut |_, _| {}).is_err());
}
