//! XLS (Excel 5.0 to 2003): a container of streams ([`cfb`]) that holds a book of records
//! ([`biff`]). Read here and not by a crate: what calamine asks memory for is what the file says,
//! and a file of a kilobyte can say a terabyte. Here memory follows the bytes that are there.

mod biff;
mod cfb;
#[cfg(test)]
mod tests;
mod text;

use super::{Cells, ROW_MAX, Row, Rows, TableError};
use biff::{Cell, Value};

/// What such a file begins with.
pub const MARK: &[u8] = &[0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1];
/// Largest file read, in bytes; a plate's results have some hundred kilobytes.
pub const BYTES_MAX: usize = 64 << 20;

const DAMAGED: &str = "is no sound XLS, or only a part of one: export it again, or open it in a \
                       spreadsheet and save it as \"CSV UTF-8\"";
const LOCKED: &str = "is behind a password: save it without one";
const OLD: &str = "is older than Excel 5.0: open it in a spreadsheet and save it as XLSX";
const TOO_LARGE: &str = "is larger than any XLS that is read: save it as \"CSV UTF-8\"";

fn damaged() -> TableError {
    TableError::Unfit(DAMAGED)
}

/// A workbook that was opened: names of its sheets, its texts, and where the sheets begin.
pub struct OldWorkbook {
    book: Vec<u8>,
    globals: biff::Globals,
}

impl OldWorkbook {
    /// # Errors
    /// [`TableError::Unfit`] for a file that is no workbook, is cut off, or is behind a password.
    pub fn open(bytes: &[u8]) -> Result<Self, TableError> {
        if bytes.len() > BYTES_MAX {
            return Err(TableError::Unfit(TOO_LARGE));
        }
        let book = cfb::stream(bytes, &["Workbook", "Book"])?;
        let globals = biff::globals(&book)?;
        Ok(OldWorkbook { book, globals })
    }

    /// Names of the sheets, in order.
    pub fn sheets(&self) -> impl Iterator<Item = &str> {
        self.globals.sheets.iter().map(|sheet| sheet.name.as_str())
    }

    /// The rows of a sheet by its place; rows without a cell are passed over.
    ///
    /// # Errors
    /// [`TableError::Unfit`] where the sheet is absent or cut off.
    pub fn rows(&self, place: usize) -> Result<OldRows<'_>, TableError> {
        let sheet = self.globals.sheets.get(place).ok_or_else(damaged)?;
        let cells = biff::cells(&self.book, sheet, &self.globals)?;
        Ok(OldRows { cells, next: 0, texts: &self.globals.texts })
    }
}

/// The rows of a sheet.
pub struct OldRows<'a> {
    /// By row, then by column.
    cells: Vec<Cell>,
    next: usize,
    texts: &'a text::Texts,
}

impl Rows for OldRows<'_> {
    fn next_row(&mut self, cells: &mut Cells) -> Result<Option<Row>, TableError> {
        cells.clear();
        let Some(first) = self.cells.get(self.next) else { return Ok(None) };
        let row = first.row;
        let mut is_sound = true;
        while let Some(cell) = self.cells.get(self.next).filter(|cell| cell.row == row) {
            self.next += 1;
            let column = usize::from(cell.column);
            if column < cells.len() {
                // A cell that stands twice: the last one counts, and nobody writes that.
                is_sound = false;
                continue;
            }
            while cells.len() < column {
                cells.close();
            }
            match &cell.value {
                Value::Number(number) => cells.add(&super::number_of(*number)),
                Value::Shared(number) => match self.texts.get(*number) {
                    Some(text) => cells.add(text),
                    None => is_sound = false,
                },
                Value::Text(text) => cells.add(text),
                Value::Fault => is_sound = false,
            }
            cells.close();
            is_sound &= cells.text.len() <= ROW_MAX;
        }
        if !is_sound {
            cells.clear();
        }
        Ok(Some(Row { number: u64::from(row) + 1, is_sound }))
    }
}
