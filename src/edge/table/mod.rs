//! Lists as offices keep them: rows of cells out of CSV, XLSX and XLS, of the first two one row in
//! memory at a time; and rows into XLSX.
//!
//! A row that cannot be read is a row all the same: it has its number and no cells, so that its
//! verdict names it and the rows after it are read.

mod csv;
mod encoding;
mod strings;
mod write;
mod xls;
mod xlsx;
mod xml;

use std::io;

use xlsx::number_of;

pub use csv::CsvRows;
pub use encoding::Encoding;
pub use write::WorkbookWriter;
pub use xls::{MARK as XLS_MARK, OldRows, OldWorkbook};
pub use xlsx::{Workbook, XlsxRows};

/// Longest row read, in bytes of UTF-8 text; a longer one is no list's.
pub const ROW_MAX: usize = 4096;

/// Why no further row can be read. Holds nothing of what the file says.
#[derive(Debug, thiserror::Error)]
pub enum TableError {
    /// The system below, or a packed part that is damaged.
    #[error("{0}")]
    Io(#[from] io::Error),
    /// The file is not what it seems, or has more in one place than memory is kept for. English;
    /// what is wrong and what to do.
    #[error("{0}")]
    Unfit(&'static str),
}

/// Where a row stood and whether its cells could be read.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Row {
    /// Line or row of the file, from 1.
    pub number: u64,
    /// Without it the cells are empty: wrong bytes, an unclosed quote, a row too long.
    pub is_sound: bool,
}

/// Rows of a list, in order.
pub trait Rows {
    /// Reads the next row into `cells`, whose former content goes; nothing at the end of the file.
    ///
    /// # Errors
    /// [`TableError`]; nothing can be read after one.
    fn next_row(&mut self, cells: &mut Cells) -> Result<Option<Row>, TableError>;
}

/// The cells of one row. One block of text, so that a million rows ask for memory once.
#[derive(Clone, Default, Debug)]
pub struct Cells {
    text: String,
    /// Where each cell ends in `text`.
    ends: Vec<usize>,
}

impl Cells {
    /// The cell in this place without white space around it; empty where there is none.
    pub fn get(&self, place: usize) -> &str {
        let Some(end) = self.ends.get(place) else { return "" };
        let start = place.checked_sub(1).map_or(0, |before| self.ends[before]);
        self.text[start..*end].trim()
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.ends.is_empty()
    }

    /// All of them, in order.
    pub fn iter(&self) -> impl Iterator<Item = &str> {
        (0..self.len()).map(|place| self.get(place))
    }

    fn clear(&mut self) {
        self.text.clear();
        self.ends.clear();
    }

    /// Adds to the cell that is open.
    fn add(&mut self, text: &str) {
        self.text.push_str(text);
    }

    /// Closes the open cell.
    fn close(&mut self) {
        self.ends.push(self.text.len());
    }
}
