//! Bytes as sheets of rows: text in any encoding and with any separator, XLSX, XLS. Told apart by
//! what they begin with.

use std::io::{BufReader, Cursor};
use std::ops::ControlFlow;

use super::BYTES_MAX;
use super::fault::Unfit;
use super::utf16::{self, Utf16};
use crate::edge::table::{Cells, CsvRows, Encoding, OldWorkbook, Row, Rows, Workbook, XLS_MARK};

/// Most rows of a sheet looked at: a packed workbook of a megabyte can hold a thousand million.
pub(super) const ROWS_MAX: u64 = 4_000_000;

/// How the characters of a text are written.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Written {
    Bytes(Encoding),
    Utf16(utf16::Order),
}

/// A file that was opened.
pub(super) enum Source<'a> {
    Text(&'a [u8], Written),
    Xlsx(&'a [u8]),
    Xls(OldWorkbook),
}

/// Most sheets looked at; exports have a dozen at most.
const SHEETS_MAX: usize = 16;

/// What is done with a row; whether the line had an end stands last.
pub(super) type Take<'t> = dyn FnMut(Row, &Cells, bool) -> ControlFlow<()> + 't;

/// Beginnings of files that people send by mistake.
const OTHERS: [(&[u8], &str); 8] = [
    (b"%PDF", "PDF"),
    (b"{\\rtf", "RTF"),
    (b"<!DOCTYPE", "HTML"),
    (b"<html", "HTML"),
    (b"<?xml", "XML"),
    (b"\x89PNG", "PNG"),
    (b"\xff\xd8\xff", "JPEG"),
    (b"7z\xbc\xaf", "7-Zip"),
];

impl<'a> Source<'a> {
    /// # Errors
    /// [`Unfit`], of the file as a whole.
    pub(super) fn open(bytes: &'a [u8]) -> Result<Source<'a>, Unfit> {
        if bytes.len() > BYTES_MAX {
            return Err(Unfit::TooLarge);
        }
        if bytes.iter().all(|byte| byte.is_ascii_whitespace() || *byte == 0) {
            return Err(Unfit::Empty);
        }
        if bytes.starts_with(b"PK") {
            // Opened once to see that it is one.
            let _book = Workbook::open(Cursor::new(bytes))?;
            return Ok(Source::Xlsx(bytes));
        }
        if bytes.starts_with(XLS_MARK) {
            return Ok(Source::Xls(OldWorkbook::open(bytes)?));
        }
        let other = OTHERS.iter().find(|(beginning, _)| bytes.starts_with(beginning));
        if let Some((_, kind)) = other {
            return Err(Unfit::OtherKind(kind));
        }
        Ok(Source::Text(bytes, written(bytes)?))
    }

    /// Names of the sheets; one without a name for a text.
    pub(super) fn sheets(&self) -> Result<Vec<String>, Unfit> {
        let mut names: Vec<String> = match self {
            Source::Text(..) => vec![String::new()],
            Source::Xlsx(bytes) => {
                Workbook::open(Cursor::new(*bytes))?.sheets().map(str::to_owned).collect()
            }
            Source::Xls(book) => book.sheets().map(str::to_owned).collect(),
        };
        names.truncate(SHEETS_MAX);
        Ok(names)
    }

    /// What may stand between cells: what is there at all, and one at least.
    pub(super) fn separators(&self) -> Vec<u8> {
        match self {
            Source::Text(bytes, Written::Bytes(_)) => {
                let there = b"\t,;".iter().filter(|one| bytes.contains(one));
                let mut there: Vec<u8> = there.copied().collect();
                if there.is_empty() {
                    there.push(b',');
                }
                there
            }
            Source::Text(_, Written::Utf16(_)) => b"\t,;".into(),
            Source::Xlsx(_) | Source::Xls(_) => vec![b','],
        }
    }

    /// Hands over the rows of a sheet until it ends or `take` has enough.
    pub(super) fn each(
        &self,
        sheet: usize,
        separator: u8,
        take: &mut Take<'_>,
    ) -> Result<(), Unfit> {
        match self {
            Source::Text(bytes, Written::Bytes(encoding)) => {
                let lines = CsvRows::new(*bytes, Some(*encoding))?.separated_by(separator);
                walk(lines, CsvRows::is_ended, take)
            }
            Source::Text(bytes, Written::Utf16(order)) => {
                let input = BufReader::new(Utf16::new(bytes, *order));
                let lines = CsvRows::new(input, Some(Encoding::Utf8))?.separated_by(separator);
                walk(lines, CsvRows::is_ended, take)
            }
            Source::Xlsx(bytes) => {
                let mut book = Workbook::open(Cursor::new(*bytes))?;
                walk(book.rows_of(sheet)?, |_| true, take)
            }
            Source::Xls(book) => walk(book.rows(sheet)?, |_| true, take),
        }
    }
}

fn walk<R: Rows>(
    mut rows: R,
    is_ended: impl Fn(&R) -> bool,
    take: &mut Take<'_>,
) -> Result<(), Unfit> {
    let mut cells = Cells::default();
    let mut count = 0;
    while let Some(row) = rows.next_row(&mut cells)? {
        count += 1;
        if count > ROWS_MAX {
            return Err(Unfit::TooManyRows);
        }
        if take(row, &cells, is_ended(&rows)).is_break() {
            break;
        }
    }
    Ok(())
}

/// Judges all of a text: one that is written in two ways would be read wrong in one of them.
fn written(bytes: &[u8]) -> Result<Written, Unfit> {
    if let Some(order) = utf16::order(bytes) {
        return utf16::check(bytes, order).map(|()| Written::Utf16(order));
    }
    if bytes.contains(&0) {
        return Err(Unfit::OtherKind("a binary file"));
    }
    if std::str::from_utf8(bytes).is_ok() {
        return Ok(Written::Bytes(Encoding::Utf8));
    }
    let has_mark = bytes.starts_with(b"\xef\xbb\xbf");
    let (mut utf8, mut gbk) = (has_mark.then_some(1), None);
    for (line, number) in bytes.split(|byte| *byte == b'\n').zip(1_u64..) {
        if line.is_ascii() {
            continue;
        }
        match std::str::from_utf8(line) {
            // Two-byte characters alone may be either.
            Ok(text) if text.chars().any(|c| c.len_utf8() > 2) => _ = utf8.get_or_insert(number),
            Ok(_) => {}
            Err(_) if Encoding::Gbk.reads(line) => _ = gbk.get_or_insert(number),
            Err(_) => {}
        }
    }
    match (utf8, gbk) {
        (Some(utf8), Some(gbk)) => Err(Unfit::MixedEncodings { utf8, gbk }),
        (None, Some(_)) => Ok(Written::Bytes(Encoding::Gbk)),
        // Damaged lines are named where they stand.
        (_, None) => Ok(Written::Bytes(Encoding::Utf8)),
    }
}
