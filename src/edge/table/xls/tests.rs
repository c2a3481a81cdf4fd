//! A small book of Excel 5.0, made by hand: its stream lies in pieces of the root's.

use super::*;

/// Records of a book: kind and content.
fn records(list: &[(u16, &[u8])]) -> Vec<u8> {
    let mut bytes = Vec::new();
    for (kind, content) in list {
        bytes.extend(kind.to_le_bytes());
        bytes.extend((content.len() as u16).to_le_bytes());
        bytes.extend(*content);
    }
    bytes
}

/// A cell's place, and what follows it.
fn at(row: u16, column: u16, rest: &[u8]) -> Vec<u8> {
    let place = [row.to_le_bytes(), column.to_le_bytes(), [0, 0]].concat();
    [&place, rest].concat()
}

/// A sheet in GBK with each kind of cell, and a chart within it.
fn book() -> Vec<u8> {
    let begin = |kind: u8| [0, 5, kind, 0, 0, 0, 0, 0];
    let name = b"\xca\xb5\xd1\xe9"; // 实验
    let globals = |offset: u32| {
        let bound = [&offset.to_le_bytes()[..], &[0, 0, name.len() as u8], name].concat();
        let code_page = 936_u16.to_le_bytes();
        records(&[(0x0809, &begin(5)), (0x42, &code_page), (0x85, &bound), (0x0a, &[])])
    };
    let label = at(1, 1, b"\x04\x00\xb7\xb4\xd3\xa6"); // 反应
    let number = at(1, 2, &24.53_f64.to_le_bytes());
    let hundredth = at(1, 3, &((2453_u32 << 2) | 3).to_le_bytes());
    let failed = at(2, 0, &[0x2a, 1]);
    let rows = [at(4, 1, &[]), (31_u32 << 2 | 2).to_le_bytes().into(), vec![0, 0]].concat();
    let rows = [rows, (7_u32 << 2 | 2).to_le_bytes().into(), vec![2, 0]].concat();
    let text = at(0, 0, &[0, 0, 0, 0, 0, 0, 0xff, 0xff, 0, 0, 0, 0, 0, 0, 0, 0]);
    let sheet = records(&[
        (0x0809, &begin(0x10)),
        (0x0204, &label),
        (0x0203, &number),
        (0x027e, &hundredth),
        (0x0205, &failed),
        (0x0809, &begin(0x20)),
        (0x0203, &at(9, 9, &1.0_f64.to_le_bytes())),
        (0x0a, &[]),
        (0x00bd, &rows),
        (0x0006, &text),
        (0x0207, b"\x02\x00A1"),
        (0x0a, &[]),
    ]);
    let offset = globals(0).len() as u32;
    [globals(offset), sheet].concat()
}

/// A container of four sectors: table, directory, table of pieces, pieces.
fn container(book: &[u8]) -> Vec<u8> {
    const END: u32 = 0xffff_fffe;
    const FREE: u32 = u32::MAX;
    let words = |words: &[u32], fill: u32, count: usize| -> Vec<u8> {
        let fill = std::iter::repeat_n(fill, count - words.len());
        words.iter().copied().chain(fill).flat_map(u32::to_le_bytes).collect()
    };
    let mut header = MARK.to_vec();
    header.resize(30, 0);
    header.extend([9, 0, 6, 0]);
    header.resize(44, 0);
    header.extend(words(&[1, 1, 0, 4096, 2, 1, END, 0, 0], FREE, 9 + 108));
    let pieces = book.len().div_ceil(64);
    let sectors = (pieces * 64).div_ceil(512);
    let chain = |from: usize, count: usize| -> Vec<u32> {
        (1..=count).map(|step| if step == count { END } else { (from + step) as u32 }).collect()
    };
    let table = [vec![0xffff_fffd, END, END], chain(3, sectors)].concat();
    let entry = |name: &str, kind: u8, start: u32, length: usize| {
        let mut bytes: Vec<u8> = name.encode_utf16().flat_map(u16::to_le_bytes).collect();
        bytes.resize(64, 0);
        bytes.extend([name.len() as u8 * 2 + 2, 0, kind]);
        bytes.resize(116, 0);
        bytes.extend([start.to_le_bytes(), (length as u32).to_le_bytes()].concat());
        bytes.resize(128, 0);
        bytes
    };
    let root = entry("Root Entry", 5, 3, pieces * 64);
    let mut directory = [root, entry("Book", 2, 0, book.len())].concat();
    directory.resize(512, 0);
    let mut content = book.to_vec();
    content.resize(sectors * 512, 0);
    let small = words(&chain(0, pieces), FREE, 128);
    [header, words(&table, FREE, 128), directory, small, content].concat()
}

fn rows(book: &OldWorkbook) -> Vec<(u64, bool, String)> {
    let mut rows = book.rows(0).expect("a sheet");
    let mut cells = Cells::default();
    let mut found = Vec::new();
    while let Some(row) = rows.next_row(&mut cells).expect("a row") {
        found.push((row.number, row.is_sound, cells.iter().collect::<Vec<_>>().join("|")));
    }
    found
}

#[test]
fn a_book_of_excel_5_is_read() {
    let book = OldWorkbook::open(&container(&book())).expect("a book");
    assert_eq!(book.sheets().collect::<Vec<_>>(), ["实验"]);
    let expected =
        [(1, true, "A1"), (2, true, "|反应|24.53|24.53"), (3, false, ""), (5, true, "|31|7")];
    let expected = expected.map(|(number, is_sound, text)| (number, is_sound, text.to_owned()));
    assert_eq!(rows(&book), expected);
}

#[test]
fn chains_that_run_in_a_circle_end() {
    let whole = container(&book());
    for sector in 0..6_u32 {
        for target in [0_u32, 1, 3, 4] {
            let mut bytes = whole.clone();
            let at = 512 + sector as usize * 4;
            bytes[at..at + 4].copy_from_slice(&target.to_le_bytes());
            // Read or refused: the end of this test is what is tested.
            let _ = OldWorkbook::open(&bytes).map(|book| rows(&book).len());
        }
    }
}

#[test]
fn what_cannot_be_read_says_so() {
    let said = |bytes: &[u8]| OldWorkbook::open(bytes).err().map(|fault| fault.to_string());
    let begin = [0, 6, 5, 0];
    let locked = records(&[(0x0809, &begin), (0x2f, &[0; 6]), (0x0a, &[])]);
    assert_eq!(said(&container(&locked)), Some(LOCKED.into()));
    let old = records(&[(0x0809, &[0, 4, 5, 0]), (0x0a, &[])]);
    assert_eq!(said(&container(&old)), Some(OLD.into()));
    assert_eq!(said(&container(&book()[..30])), Some(DAMAGED.into()));
    assert_eq!(said(&container(&book())[..1700]), Some(DAMAGED.into()));
}
