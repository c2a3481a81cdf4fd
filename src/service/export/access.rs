//! The access log as a file, newest first: a table for offices, or an object a line for programs.

use std::io::Write;

use crate::storage::db::Connection;
use tenfold_domain::code::Region;

use super::{ExportError, Sheet, moment, text};
use crate::service::query::access::{AccessView, page};
use crate::service::vault::Vault;
use crate::storage::tables::access::Filter;

/// Rows read at a time.
const PAGE: u32 = 1_000;

/// As CSV.
pub fn table<W: Write>(
    connection: &Connection,
    vault: &Vault,
    region: Region,
    mut sheet: Sheet<W>,
) -> Result<u64, ExportError> {
    sheet.row([
        "number",
        "at",
        "staff",
        "device",
        "token",
        "subject",
        "subject_zh",
        "person",
        "kept_command",
        "reason",
        "reason_zh",
        "note",
    ])?;
    each(connection, vault, region, |row| {
        let (number, staff, device) =
            (row.number.to_string(), row.staff.to_string(), row.device.to_string());
        sheet.row([
            number.as_str(),
            &moment(Some(row.at_ms)),
            &staff,
            &device,
            row.token.as_deref().unwrap_or_default(),
            row.subject.unwrap_or_default(),
            row.subject_zh.unwrap_or_default(),
            row.person.as_deref().unwrap_or_default(),
            &text(row.kept_command),
            row.reason.unwrap_or_default(),
            row.reason_zh.unwrap_or_default(),
            row.note.as_deref().unwrap_or_default(),
        ])
    })?;
    sheet.end()
}

/// As JSON, an object a line; returns the rows.
pub fn lines<W: Write>(
    connection: &Connection,
    vault: &Vault,
    region: Region,
    mut out: W,
) -> Result<u64, ExportError> {
    let mut rows = 0;
    each(connection, vault, region, |row| {
        rows += 1;
        serde_json::to_writer(&mut out, &row).map_err(std::io::Error::from)?;
        Ok(out.write_all(b"\n")?)
    })?;
    out.flush()?;
    Ok(rows)
}

fn each(
    connection: &Connection,
    vault: &Vault,
    region: Region,
    mut write: impl FnMut(AccessView) -> Result<(), ExportError>,
) -> Result<(), ExportError> {
    let mut filter = Filter::default();
    loop {
        let page = page(connection, vault, region, &filter, PAGE)?;
        page.entries.into_iter().try_for_each(&mut write)?;
        if page.next.is_none() {
            return Ok(());
        }
        filter.before = page.next;
    }
}
