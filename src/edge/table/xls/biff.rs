//! Records of a book (MS-XLS, BIFF5 and BIFF8): kind, length, content.

use super::text::{Texts, narrow, wide};
use super::{DAMAGED, LOCKED, OLD, TOO_LARGE, TableError, damaged};

/// Most cells of a sheet kept; 65,536 rows of thirty columns.
const CELLS_MAX: usize = 2_000_000;
/// Most sheets looked at.
const SHEETS_MAX: usize = 64;
/// Furthest column kept; what stands beyond is no result.
const COLUMNS_MAX: u16 = 256;

const BIFF8: u16 = 0x0600;
const BIFF5: u16 = 0x0500;

/// A sheet and where its records begin.
pub(super) struct Sheet {
    pub(super) name: String,
    at: usize,
}

/// What the book says before its sheets.
pub(super) struct Globals {
    pub(super) sheets: Vec<Sheet>,
    pub(super) texts: Texts,
    version: u16,
    code_page: u16,
}

/// A cell, from 0.
pub(super) struct Cell {
    pub(super) row: u16,
    pub(super) column: u16,
    pub(super) value: Value,
}

pub(super) enum Value {
    Number(f64),
    /// By its number among the shared texts.
    Shared(u32),
    Text(Box<str>),
    /// The formula failed, or its text is missing.
    Fault,
}

struct Records<'a> {
    book: &'a [u8],
    at: usize,
}

struct Record<'a> {
    kind: u16,
    content: &'a [u8],
}

impl<'a> Records<'a> {
    /// The next record; a fault where the book ends within one or without its end mark.
    fn next(&mut self) -> Result<Record<'a>, TableError> {
        let head = self.book.get(self.at..self.at + 4).ok_or_else(damaged)?;
        let kind = u16::from_le_bytes([head[0], head[1]]);
        let length = usize::from(u16::from_le_bytes([head[2], head[3]]));
        let start = self.at + 4;
        let content = self.book.get(start..start + length).ok_or_else(damaged)?;
        self.at = start + length;
        Ok(Record { kind, content })
    }

    /// The record after, without taking it.
    fn peek(&self) -> Option<u16> {
        let head = self.book.get(self.at..self.at + 2)?;
        Some(u16::from_le_bytes([head[0], head[1]]))
    }
}

impl Record<'_> {
    fn u16(&self, at: usize) -> Result<u16, TableError> {
        let bytes = self.content.get(at..at + 2).ok_or_else(damaged)?;
        Ok(u16::from_le_bytes([bytes[0], bytes[1]]))
    }

    fn u32(&self, at: usize) -> Result<u32, TableError> {
        Ok(u32::from(self.u16(at)?) | u32::from(self.u16(at + 2)?) << 16)
    }

    fn f64(&self, at: usize) -> Result<f64, TableError> {
        let bits = u64::from(self.u32(at)?) | u64::from(self.u32(at + 4)?) << 32;
        Ok(f64::from_bits(bits))
    }

    /// A packed number (RK): 30 bits of a double or of a whole number, perhaps a hundredfold.
    fn rk(&self, at: usize) -> Result<f64, TableError> {
        let packed = self.u32(at)?;
        let number = if packed & 2 != 0 {
            f64::from(packed.cast_signed() >> 2)
        } else {
            f64::from_bits(u64::from(packed & 0xffff_fffc) << 32)
        };
        Ok(if packed & 1 != 0 { number / 100.0 } else { number })
    }

    /// A text with its length before it.
    fn text(&self, at: usize, version: u16, code_page: u16) -> Result<Box<str>, TableError> {
        let length = usize::from(self.u16(at)?);
        let bytes = self.content.get(at + 2..).ok_or_else(damaged)?;
        let text = if version == BIFF8 {
            wide(bytes, length).ok_or_else(damaged)?
        } else {
            narrow(bytes.get(..length).ok_or_else(damaged)?, code_page)
        };
        Ok(text.into())
    }
}

/// Reads up to the end of the book's own records.
pub(super) fn globals(book: &[u8]) -> Result<Globals, TableError> {
    let mut records = Records { book, at: 0 };
    let begin = records.next()?;
    if begin.kind != 0x0809 {
        let unfit = if matches!(begin.kind, 0x0009 | 0x0209 | 0x0409) { OLD } else { DAMAGED };
        return Err(TableError::Unfit(unfit));
    }
    let version = begin.u16(0)?;
    if version != BIFF8 && version != BIFF5 {
        return Err(TableError::Unfit(OLD));
    }
    let mut globals =
        Globals { sheets: Vec::new(), texts: Texts::default(), version, code_page: 1252 };
    loop {
        let record = records.next()?;
        match record.kind {
            0x000a => return Ok(globals),
            0x002f => return Err(TableError::Unfit(LOCKED)),
            0x0042 => globals.code_page = record.u16(0)?,
            0x0085 if globals.sheets.len() < SHEETS_MAX => {
                if let Some(sheet) = sheet(&record, &globals)? {
                    globals.sheets.push(sheet);
                }
            }
            0x00fc => {
                let mut parts = vec![record.content];
                while records.peek() == Some(0x003c) {
                    parts.push(records.next()?.content);
                }
                globals.texts = Texts::read(&parts)?;
            }
            _ => {}
        }
    }
}

/// A sheet of cells; nothing for charts and macros.
fn sheet(record: &Record<'_>, globals: &Globals) -> Result<Option<Sheet>, TableError> {
    let at = record.u32(0)? as usize;
    let (kind, length) = (record.u16(4)? >> 8, record.content.get(6).ok_or_else(damaged)?);
    let bytes = record.content.get(7..).ok_or_else(damaged)?;
    let length = usize::from(*length);
    let name = if globals.version == BIFF8 {
        wide(bytes, length).ok_or_else(damaged)?
    } else {
        narrow(bytes.get(..length).ok_or_else(damaged)?, globals.code_page)
    };
    Ok((kind == 0).then_some(Sheet { name, at }))
}

/// The cells of a sheet by row, then by column.
pub(super) fn cells(
    book: &[u8],
    sheet: &Sheet,
    globals: &Globals,
) -> Result<Vec<Cell>, TableError> {
    if sheet.at > book.len() {
        return Err(damaged());
    }
    let mut records = Records { book, at: sheet.at };
    if records.next()?.kind != 0x0809 {
        return Err(damaged());
    }
    let mut found: Vec<Cell> = Vec::new();
    // Charts within the sheet have records of their own, from a begin to an end.
    let mut depth = 0_u32;
    loop {
        let record = records.next()?;
        match record.kind {
            0x0809 => depth += 1,
            0x000a if depth == 0 => break,
            0x000a => depth -= 1,
            _ if depth > 0 => {}
            _ => enter(&record, globals, &mut found)?,
        }
        if found.len() > CELLS_MAX {
            return Err(TableError::Unfit(TOO_LARGE));
        }
    }
    found.retain(|cell| cell.column < COLUMNS_MAX);
    found.sort_by_key(|cell| (cell.row, cell.column));
    Ok(found)
}

/// Adds what a record says about cells.
fn enter(record: &Record<'_>, globals: &Globals, found: &mut Vec<Cell>) -> Result<(), TableError> {
    let value = match record.kind {
        0x00fd => Value::Shared(record.u32(6)?),
        0x0203 => Value::Number(record.f64(6)?),
        0x027e => Value::Number(record.rk(6)?),
        0x0204 | 0x00d6 => Value::Text(record.text(6, globals.version, globals.code_page)?),
        0x0006 => formula(record)?,
        0x0205 if record.content.get(7) == Some(&0) => {
            let is_true = record.content.get(6) == Some(&1);
            Value::Text(if is_true { "TRUE" } else { "FALSE" }.into())
        }
        0x0205 => Value::Fault,
        0x0207 => {
            // The text of the formula before.
            if let Some(cell) = found.last_mut() {
                cell.value = Value::Text(record.text(0, globals.version, globals.code_page)?);
            }
            return Ok(());
        }
        0x00bd => {
            let (row, first) = (record.u16(0)?, record.u16(2)?);
            let count = record.content.len().saturating_sub(6) / 6;
            for place in 0..count {
                let value = Value::Number(record.rk(4 + place * 6 + 2)?);
                let column = first.saturating_add(place as u16);
                found.push(Cell { row, column, value });
            }
            return Ok(());
        }
        _ => return Ok(()),
    };
    found.push(Cell { row: record.u16(0)?, column: record.u16(2)?, value });
    Ok(())
}

/// What a formula came to. A text follows in a record of its own.
fn formula(record: &Record<'_>) -> Result<Value, TableError> {
    if record.u16(12)? != 0xffff {
        return Ok(Value::Number(record.f64(6)?));
    }
    Ok(match record.content.get(6) {
        Some(1) if record.content.get(8) == Some(&1) => Value::Text("TRUE".into()),
        Some(1) => Value::Text("FALSE".into()),
        Some(3) => Value::Text("".into()),
        _ => Value::Fault,
    })
}
