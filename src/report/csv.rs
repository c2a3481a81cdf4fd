//! Every table as a CSV file, safe to open in a spreadsheet.

use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use super::Report;
use super::table::{Cell, Table};
use super::words::{Clock, Lang};
use crate::service::export::harmless;

/// What a spreadsheet wants before UTF-8 text.
const BYTE_ORDER_MARK: &str = "\u{feff}";

/// Writes each table as `<key>.csv` into a folder, which is made; gives the files written.
///
/// # Errors
/// The folder or a file cannot be written.
pub fn write(report: &Report<'_>, folder: &Path) -> io::Result<Vec<PathBuf>> {
    sheets(&report.tables(), Clock::of(report.scenario), folder)
}

/// The same of any tables.
///
/// # Errors
/// As [`write`].
pub fn sheets(tables: &[Table], clock: Clock, folder: &Path) -> io::Result<Vec<PathBuf>> {
    fs::create_dir_all(folder)?;
    let mut files = Vec::new();
    for table in tables {
        let path = folder.join(table.key).with_extension("csv");
        sheet(table, clock, io::BufWriter::new(File::create(&path)?))?;
        files.push(path);
    }
    Ok(files)
}

/// One table: a row of column names, then its rows. A column of text stands twice, `_zh` and
/// `_en`; what was not given is an empty cell.
///
/// # Errors
/// The target cannot be written.
pub fn sheet(table: &Table, clock: Clock, mut out: impl Write) -> io::Result<()> {
    out.write_all(BYTE_ORDER_MARK.as_bytes())?;
    let mut writer = ::csv::Writer::from_writer(out);
    let mut heads = Vec::new();
    for column in &table.columns {
        if column.both {
            heads.extend([format!("{}_zh", column.key), format!("{}_en", column.key)]);
        } else {
            heads.push(column.key.into());
        }
    }
    writer.write_record(&heads)?;
    for row in &table.rows {
        let mut cells = Vec::with_capacity(heads.len());
        for (column, cell) in table.columns.iter().zip(row) {
            // A number with its sign is no formula.
            let safe = |text: String| match cell {
                Cell::Text(_) => harmless(&text).unwrap_or(text),
                _ => text,
            };
            cells.push(safe(cell.plain(clock, Lang::Zh)));
            if column.both {
                cells.push(safe(cell.plain(clock, Lang::En)));
            }
        }
        writer.write_record(cells)?;
    }
    writer.flush()
}
