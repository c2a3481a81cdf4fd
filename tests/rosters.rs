//! Rosters as offices send them: GBK, XLSX, numbers a spreadsheet has rounded.

#[path = "rosters/any.rs"]
mod any;

use std::io::{Cursor, Write};

use encoding_rs::GBK;
use tenfold::edge::table::{Cells, CsvRows, Encoding, Rows, TableError, Workbook};
use tenfold::setup::roster::{Fault, Roster};
use tenfold::setup::town::Town;
use tenfold_domain::person::resident_number;
use tenfold_domain::time::At;
use zip::write::SimpleFileOptions;

/// 2022-04-01T17:00:00Z.
const TODAY: At = At(1_648_832_400_000);

fn town() -> Town {
    let file = concat!(env!("CARGO_MANIFEST_DIR"), "/fixtures/towns/ruijin.toml");
    Town::load(file.as_ref()).expect("the town")
}

/// Each row's number, and the person's name or the fault.
fn told(roster: Roster<'_>) -> Vec<String> {
    let verdicts = roster.map(|verdict| verdict.expect("no error below"));
    let row = |line: u64, row: Result<String, Fault>| match row {
        Ok(name) => format!("{line} {name}"),
        Err(fault) => format!("{line} {fault} {}", fault.zh()),
    };
    verdicts.map(|verdict| row(verdict.line, verdict.row.map(|row| row.name))).collect()
}

fn csv(bytes: &[u8]) -> Vec<String> {
    let town = town();
    told(Roster::open("roster.csv", bytes, &town, TODAY).expect("heading"))
}

/// A workbook of one sheet. `strings` are the `si` elements of the shared texts.
fn book(strings: &str, rows: &str) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let sheets =
        r#"<workbook xmlns:r="x"><sheets><sheet name="a" r:id="rId7"/></sheets></workbook>"#;
    let links = r#"<Relationships><Relationship Id="rId1" Target="styles.xml"/>
        <Relationship Target="worksheets/sheet1.xml" Id="rId7"/></Relationships>"#;
    let strings = format!("<sst>{strings}</sst>");
    let rows = format!("<worksheet><sheetData>{rows}</sheetData></worksheet>");
    for (name, text) in [
        ("xl/workbook.xml", sheets),
        ("xl/_rels/workbook.xml.rels", links),
        ("xl/sharedStrings.xml", &strings),
        ("xl/worksheets/sheet1.xml", &rows),
    ] {
        zip.start_file(name, SimpleFileOptions::default()).expect("memory");
        zip.write_all(text.as_bytes()).expect("memory");
    }
    zip.finish().expect("memory").into_inner()
}

fn xlsx(bytes: &[u8]) -> Result<Vec<String>, TableError> {
    let town = town();
    let mut book = Workbook::open(Cursor::new(bytes))?;
    let roster = Roster::of("roster.xlsx", book.rows()?, &town, TODAY);
    Ok(told(roster.expect("heading")))
}

const LIST: &str =
    "姓名,证件号码,乡镇\n张三,360781199901010011,叶坪镇\n㐂子,36078119990101002X,象湖镇\n";

#[test]
fn gbk_utf8_and_a_mark_read_alike() {
    let expected = ["2 张三", "3 㐂子"];
    assert_eq!(csv(LIST.as_bytes()), expected);
    assert_eq!(csv(format!("\u{feff}{LIST}").as_bytes()), expected);
    let (gbk, _, is_lossy) = encoding_rs::GB18030.encode(LIST);
    assert!(!is_lossy && std::str::from_utf8(&gbk).is_err());
    assert_eq!(csv(&gbk), expected, "with a character of four bytes");
    let english = LIST.replace("姓名,证件号码,乡镇", "name,document,township");
    assert_eq!(csv(&GBK.encode(&english.replace('㐂', "喜")).0), ["2 张三", "3 喜子"]);
}

#[test]
fn an_encoding_that_is_known_is_not_judged() {
    let mut rows = CsvRows::new(&b"\xc3\xa9,1\n"[..], Some(Encoding::Utf8)).expect("memory");
    let mut cells = Cells::default();
    rows.next_row(&mut cells).expect("memory").expect("a row");
    assert_eq!(cells.get(0), "é");
}

#[test]
fn chinese_after_a_long_beginning_in_ascii_is_judged_when_it_comes() {
    let mut file = b"name,document,township\n".to_vec();
    for person in 1..=2_000 {
        let row =
            format!("Ann,{},360781100\n", resident_number(360_781, 19_900_101, person % 1000));
        file.extend(row.as_bytes());
    }
    assert!(file.len() > 1 << 16);
    file.extend(GBK.encode("张三,11010519491231002X,叶坪镇\n").0.iter());
    assert_eq!(csv(&file).last().expect("rows"), "2002 张三");
}

#[test]
fn a_workbook_reads_like_a_csv() {
    let strings = "<si><t>姓名</t></si><si><r><t>证件</t></r><r><rPr/><t>号码</t></r></si>\
                   <si><t>张三</t><rPh sb=\"0\"><t>zhangsan</t></rPh></si>\
                   <si><t xml:space=\"preserve\"> 360781199901010011 </t></si>";
    let rows = r#"<row r="1"><c r="A1" t="s"><v>0</v></c><c r="C1" t="s"><v>1</v></c>
            <c r="D1" t="inlineStr"><is><t>乡镇</t></is></c><c r="XFD1" s="4"/></row>
        <row r="2"><c r="A2" t="s"><v>2</v></c><c r="C2" t="s"><v>3</v></c>
            <c r="D2"><v>360781100</v></c></row>
        <row r="3"><c r="A3" s="1"/></row>
        <row r="4"><c r="A4" t="str"><f>B1&amp;"x"</f><v>李&#22235;</v></c>
            <c r="C4" t="inlineStr"><is><t>36078119990101002X</t></is></c>
            <c r="D4"><v>3.607811E8</v></c></row>
        <row r="6"><c r="A6" t="s"><v>2</v></c><c r="C6"><v>3.6078119990101003E17</v></c>
            <c r="D6"><v>360781100</v></c></row>
        <row r="7"><c r="A7" t="s"><v>99</v></c></row>
        <row r="8"><c r="A8" t="e"><v>#REF!</v></c></row>
        <row r="9"><c t="s"><v>2</v></c><c/><c t="s"><v>3</v></c><c><v>360781100</v></c></row>"#;
    let told = xlsx(&book(strings, rows)).expect("a workbook");
    assert_eq!(told[..2], ["2 张三", "4 李四"]);
    assert!(told[2].starts_with("6 document: the spreadsheet kept it as a number"), "{told:?}");
    assert!(told[2].contains("证件号码：表格软件将其存为数字"), "{told:?}");
    assert!(told[3].starts_with("7 the line cannot be read"), "{told:?}");
    assert!(told[4].starts_with("8 the line cannot be read"), "{told:?}");
    assert!(told[5].starts_with("9 same document as line 2"), "{told:?}");
    assert_eq!(told.len(), 6);
}

#[test]
fn a_rounded_number_in_a_csv_is_no_passport() {
    let told = csv("姓名,证件类型,证件号码,乡镇\n张三,护照,3.60781E+17,叶坪镇\n".as_bytes());
    assert!(told[0].starts_with("2 document: the spreadsheet kept it as a number"), "{told:?}");
    assert_eq!(
        csv("姓名,证件类型,证件号码,乡镇\n张三,护照,E1234567,叶坪镇\n".as_bytes()),
        ["2 张三"]
    );
}

#[test]
fn a_workbook_that_would_fill_the_memory_is_refused() {
    let cell = "x".repeat(3 << 20);
    let long = book(&format!("<si><t>{cell}</t></si>"), "");
    assert!(long.len() < 1 << 16, "packed small");
    assert!(matches!(xlsx(&long), Err(TableError::Io(_))));
    let many = book(&format!("<si><t>{}</t></si>", "y".repeat(1 << 19)).repeat(260), "");
    assert!(matches!(xlsx(&many), Err(TableError::Unfit(_))));
}

#[test]
fn what_is_no_workbook_is_said_and_nothing_panics() {
    let whole = book("<si><t>姓名</t></si>", r#"<row r="1"><c r="A1" t="s"><v>0</v></c></row>"#);
    for end in (0..whole.len()).step_by(7) {
        assert!(xlsx(&whole[..end]).is_err(), "cut at {end}");
    }
    let mut cells = Cells::default();
    for place in 0..whole.len() {
        let mut spoilt = whole.clone();
        spoilt[place] ^= 0x55;
        // Where the damage is in what nobody reads, it reads; the rest is an error, never a panic.
        let Ok(mut book) = Workbook::open(Cursor::new(spoilt)) else { continue };
        let Ok(mut rows) = book.rows() else { continue };
        while let Ok(Some(row)) = rows.next_row(&mut cells) {
            assert!(row.is_sound || cells.is_empty());
        }
    }
}
