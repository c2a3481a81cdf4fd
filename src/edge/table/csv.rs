//! CSV, RFC 4180, with one narrowing: a line is a row. Names and numbers have no line breaks, so an
//! unclosed quote spoils its own row and not the rest of the file.

use std::io::{BufRead, Chain, Cursor, Read};

use super::encoding::{Encoding, MARK};
use super::{Cells, ROW_MAX, Row, Rows, TableError};

/// Bytes by which a file is judged: some hundred lines.
const BEGINNING: u64 = 1 << 16;

/// The rows of a CSV.
pub struct CsvRows<R> {
    input: Chain<Cursor<Vec<u8>>, R>,
    /// Not decided as long as all that was read is ASCII.
    encoding: Option<Encoding>,
    bytes: Vec<u8>,
    number: u64,
    /// What stands between cells.
    separator: u8,
    /// The line read last ends in a line break, or none was read.
    is_ended: bool,
}

impl<R: BufRead> CsvRows<R> {
    /// Reads the beginning to judge how the file is written. A known `encoding` is not judged.
    ///
    /// # Errors
    /// [`TableError::Io`].
    pub fn new(mut input: R, encoding: Option<Encoding>) -> Result<Self, TableError> {
        let mut beginning = Vec::new();
        (&mut input).take(BEGINNING).read_to_end(&mut beginning)?;
        let encoding = encoding.or_else(|| Encoding::of(&beginning));
        let input = Cursor::new(beginning).chain(input);
        let (bytes, separator) = (Vec::new(), b',');
        Ok(CsvRows { input, encoding, bytes, number: 0, separator, is_ended: true })
    }

    /// The same with another character of ASCII between cells.
    pub fn separated_by(mut self, separator: u8) -> Self {
        self.separator = separator;
        self
    }

    /// Whether the line read last had an end: the last of a file that was cut has none.
    pub fn is_ended(&self) -> bool {
        self.is_ended
    }

    /// Fills `bytes` with a line, without its end. Nothing at the end of the file; otherwise
    /// whether the line is whole, or was too long to keep.
    fn next_line(&mut self) -> Result<Option<bool>, TableError> {
        self.bytes.clear();
        let mut is_whole = true;
        loop {
            let limit = ROW_MAX as u64;
            let count = (&mut self.input).take(limit).read_until(b'\n', &mut self.bytes)?;
            if count == 0 && is_whole {
                return Ok(None);
            }
            if self.bytes.last() == Some(&b'\n') || (count as u64) < limit {
                break;
            }
            is_whole = false;
            self.bytes.clear();
        }
        self.number += 1;
        self.is_ended = self.bytes.last() == Some(&b'\n');
        while self.bytes.last().is_some_and(|byte| matches!(byte, b'\r' | b'\n')) {
            self.bytes.pop();
        }
        Ok(Some(is_whole))
    }
}

impl<R: BufRead> Rows for CsvRows<R> {
    fn next_row(&mut self, cells: &mut Cells) -> Result<Option<Row>, TableError> {
        cells.clear();
        let Some(is_whole) = self.next_line()? else { return Ok(None) };
        let line = match self.bytes.strip_prefix(MARK).filter(|_| self.number == 1) {
            Some(rest) => rest,
            None => &self.bytes,
        };
        if self.encoding.is_none() && !line.is_ascii() {
            self.encoding = Encoding::of(line);
        }
        let text = self.encoding.unwrap_or(Encoding::Utf8).text(line);
        let is_sound = is_whole && text.is_some_and(|text| split(&text, self.separator, cells));
        if !is_sound {
            cells.clear();
        }
        Ok(Some(Row { number: self.number, is_sound }))
    }
}

/// The cells of a line; `false` when a quote is not closed or text follows it.
fn split(line: &str, separator: u8, cells: &mut Cells) -> bool {
    let mut rest = line;
    loop {
        rest = match rest.strip_prefix('"') {
            Some(quoted) => match quoted_cell(quoted, cells) {
                Some(after) => after,
                None => return false,
            },
            None => {
                let end = rest.bytes().position(|byte| byte == separator).unwrap_or(rest.len());
                cells.add(&rest[..end]);
                &rest[end..]
            }
        };
        cells.close();
        match rest.strip_prefix(char::from(separator)) {
            Some(next) => rest = next,
            None => return rest.is_empty(),
        }
    }
}

/// A cell up to its closing quote, doubled quotes made single; what follows it.
fn quoted_cell<'a>(text: &'a str, cells: &mut Cells) -> Option<&'a str> {
    let mut rest = text;
    loop {
        let (part, after) = rest.split_once('"')?;
        cells.add(part);
        match after.strip_prefix('"') {
            Some(more) => {
                cells.add("\"");
                rest = more;
            }
            None => return Some(after),
        }
    }
}
