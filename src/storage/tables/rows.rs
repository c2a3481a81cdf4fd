//! Rows to cells and back.

use tenfold_domain::code::{DeviceId, ScanId, StaffId};
use tenfold_domain::command::Stamp;

use super::super::cell::{BadCell, Cell, Field};
use super::super::db::Row;
use super::super::fact::{self, Table};
use super::super::{Entry, StoreError};

/// Column names as a statement lists them.
pub fn columns<'a>(names: impl IntoIterator<Item = &'a &'a str>) -> String {
    let quoted: Vec<String> = names.into_iter().map(|name| format!("\"{name}\"")).collect();
    quoted.join(", ")
}

/// The stamp's values as every table of facts keeps them, region first.
pub fn stamp_cells(region: i64, entry: &Entry) -> [Cell<'_>; 8] {
    [
        Cell::Int(region),
        entry.seq.cell(),
        Cell::Blob(&entry.stamp.scan.0),
        entry.stamp.content.cell(),
        entry.stamp.by.cell(),
        Cell::Int(i64::from(entry.stamp.device.0)),
        entry.stamp.at.cell(),
        entry.recorded_at.cell(),
    ]
}

/// The entry of a row of a table of facts, all columns in order.
pub fn entry(table: &Table, row: &Row<'_>) -> Result<Entry, StoreError> {
    let stamp_columns = fact::STAMP_COLUMNS.len();
    let cells = row.cells(0, stamp_columns + table.columns.len())?;
    let Cell::Blob(scan) = cells[2] else { return Err(BadCell { wanted: "scan" }.into()) };
    let stamp = Stamp {
        scan: ScanId(scan.try_into().map_err(|_| BadCell { wanted: "scan" })?),
        content: u64::from_cell(cells[3])?,
        by: StaffId::from_cell(cells[4])?,
        device: DeviceId(u32::from_cell(cells[5])?),
        at: Field::from_cell(cells[6])?,
    };
    Ok(Entry {
        seq: u64::from_cell(cells[1])?,
        stamp,
        recorded_at: Field::from_cell(cells[7])?,
        event: fact::event(table, &cells[stamp_columns..])?,
    })
}
