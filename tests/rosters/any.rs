//! Arbitrary bytes as lists: no panic, no more rows than lines, no row longer than is kept.

use std::io::Cursor;

use proptest::prelude::*;
use tenfold::edge::table::{Cells, CsvRows, Encoding, ROW_MAX, Rows, TableError, Workbook};

use super::book;

/// Without a file of failures: a case that fails is written into a test by hand.
fn many() -> ProptestConfig {
    ProptestConfig { cases: 1_000, failure_persistence: None, ..ProptestConfig::default() }
}

/// Reads to the end, and counts rows; what is held of one stays within bounds.
fn rows(rows: &mut impl Rows, wide_max: usize) -> Result<usize, TableError> {
    let mut cells = Cells::default();
    let mut count = 0;
    while let Some(row) = rows.next_row(&mut cells)? {
        count += 1;
        let text: usize = cells.iter().map(str::len).sum();
        // Two bytes of GBK become three of UTF-8.
        assert!(text <= ROW_MAX * 3 / 2 && cells.len() <= wide_max, "{row:?}");
        assert!(row.is_sound || cells.is_empty(), "{row:?}");
        assert!(cells.get(cells.len()).is_empty());
    }
    Ok(count)
}

/// Bytes of the characters that a parser of lists looks for, among any others.
fn list() -> impl Strategy<Value = Vec<u8>> {
    let piece = prop_oneof![
        Just(b",".to_vec()),
        Just(b"\"".to_vec()),
        Just(b"\r\n".to_vec()),
        Just(b"\xef\xbb\xbf".to_vec()),
        Just("姓名,证件号码,乡镇\n".as_bytes().to_vec()),
        Just(b"\xd5\xc5\xc8\xfd,".to_vec()),
        Just(vec![b'x'; ROW_MAX - 1]),
        proptest::collection::vec(any::<u8>(), 0..12),
    ];
    proptest::collection::vec(piece, 0..40).prop_map(|pieces| pieces.concat())
}

/// The inside of a sheet: marks in any order, whole and broken.
fn sheet() -> impl Strategy<Value = String> {
    let fixed = [
        "<row>",
        "<row r=\"7\">",
        "<row r=\"18446744073709551615\">",
        "<row r=\"-1\">",
        "</row>",
        "<c>",
        "<c r=\"C1\">",
        "<c r=\"ZZZZZZZZZZZZZZZZZZ1\">",
        "<c r=\"1\" t=\"s\">",
        "<c t=\"inlineStr\">",
        "<c t=\"e\"/>",
        "</c>",
        "<v>1</v>",
        "<v>1e999</v>",
        "<v>360781199901010011</v>",
        "<v>",
        "</v>",
        "<is><t>张三</t></is>",
        "<rPh><t>",
        "</rPh>",
        "&amp;&#x5f20;&#0;&nothing;",
        "<![CDATA[<row>]]>",
        "<!-- -->",
        "<",
    ];
    let piece = prop_oneof![
        8 => proptest::sample::select(fixed.to_vec()).prop_map(str::to_owned),
        1 => "\\PC{0,12}",
    ];
    let row = "<row><c r=\"A1\" t=\"s\"><v>0</v></c><c><v>2</v></c></row>";
    let piece = prop_oneof![3 => piece, 1 => Just(row.to_owned())];
    proptest::collection::vec(piece, 0..40).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(many())]

    #[test]
    fn a_csv(bytes in list(), known in 0usize..3) {
        let known = [None, Some(Encoding::Utf8), Some(Encoding::Gbk)][known];
        let mut list = CsvRows::new(&bytes[..], known).expect("memory");
        let count = rows(&mut list, ROW_MAX).expect("memory");
        prop_assert!(count <= bytes.iter().filter(|byte| **byte == b'\n').count() + 1);
    }

    #[test]
    fn a_sheet(rows_of in sheet(), strings in sheet()) {
        for strings in ["<si><t>张三</t></si>", &strings] {
            let bytes = book(strings, &rows_of);
            let mut book = Workbook::open(Cursor::new(bytes)).expect("a workbook");
            if let Ok(mut list) = book.rows()
                && let Ok(count) = rows(&mut list, 256)
            {
                prop_assert!(count <= rows_of.matches("<row").count());
            }
        }
    }

    #[test]
    fn a_damaged_workbook(bytes in proptest::collection::vec(any::<u8>(), 0..300),
                          changes in proptest::collection::vec((any::<u16>(), any::<u8>()), 1..6)) {
        prop_assert!(Workbook::open(Cursor::new(bytes)).is_err());
        let mut damaged = book("<si><t>张三</t></si>", "<row><c t=\"s\"><v>0</v></c></row>");
        for (place, byte) in changes {
            let place = usize::from(place) % damaged.len();
            damaged[place] = byte;
        }
        if let Ok(mut book) = Workbook::open(Cursor::new(damaged))
            && let Ok(mut list) = book.rows()
        {
            let _ = rows(&mut list, 256);
        }
    }
}

#[test]
fn the_last_row_and_the_last_column_that_can_be_written_are_borne() {
    let last = "<row r=\"18446744073709551615\"><c r=\"A1\"><v>1</v></c></row>\
                <row><c r=\"ZZZZZZZZZZZZZZZZ1\"><v>1</v></c><c><v>2</v></c></row>";
    let mut book = Workbook::open(Cursor::new(book("", last))).expect("a workbook");
    assert_eq!(rows(&mut book.rows().expect("rows"), 256).expect("memory"), 2);
}
