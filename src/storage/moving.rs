//! Moving house: everything that a SQLite file keeps is carried to a PostgreSQL server.
//!
//! The ledger only grows, so a move that was broken off goes on after the last fact that arrived;
//! all the rest is small beside it or changes, and is carried anew. Nothing leaves the file.

use super::StoreError;
use super::cell::Cell;
use super::db::{Connection, cells};
use super::fact::TABLES;
use super::postgres::{append, shared};

/// Rows in one transaction.
const ROWS_AT_A_TIME: usize = 5_000;

/// What a page of the file's own is for; no data of a campaign.
const NOT_CARRIED: &str = "space_probe";

/// A table and what it holds.
struct Table {
    name: String,
    columns: Vec<String>,
    rows: u64,
    /// The column that counts through its rows where rows are only ever added.
    grows_by: Option<&'static str>,
}

/// A value on its way.
enum Carried {
    Null,
    Int(i64),
    Text(String),
    Blob(Vec<u8>),
}

impl Carried {
    fn of(cell: Cell<'_>) -> Carried {
        match cell {
            Cell::Null => Carried::Null,
            Cell::Int(number) => Carried::Int(number),
            Cell::Text(text) => Carried::Text(text.to_owned()),
            Cell::Blob(bytes) => Carried::Blob(bytes.to_owned()),
        }
    }

    fn cell(&self) -> Cell<'_> {
        match self {
            Carried::Null => Cell::Null,
            Carried::Int(number) => Cell::Int(*number),
            Carried::Text(text) => Cell::Text(text),
            Carried::Blob(bytes) => Cell::Blob(bytes),
        }
    }
}

/// Carries everything; `told` hears how many rows are there of how many. The schemas are the same,
/// and nobody writes to either meanwhile.
///
/// # Errors
/// [`StoreError::Unfit`] where the server keeps another campaign, or one that was not left in the
/// middle of a move; what either store says otherwise.
pub fn carry(
    from: &mut Connection,
    to: &mut Connection,
    told: &mut dyn FnMut(u64, u64),
) -> Result<(), StoreError> {
    let from = from.snapshot()?;
    begin(&from, to)?;
    let tables = tables(&from)?;
    let all = tables.iter().map(|table| table.rows).sum();
    let mut there = 0;
    for table in &tables {
        let before = there;
        carry_table(&from, to, table, &mut |rows| {
            there += rows;
            told(there.min(all), all);
        })?;
        let found = rows_of(to, &table.name)?;
        if found != table.rows {
            let Table { name, rows, .. } = table;
            return Err(StoreError::Backend(format!("{name}: {found} rows of {rows} arrived")));
        }
        there = before + table.rows;
        told(there, all);
    }
    Ok(())
}

/// Notes whose data is on its way, or finds that it is this.
fn begin(from: &Connection, to: &mut Connection) -> Result<(), StoreError> {
    let of = "SELECT key_check FROM campaign ORDER BY region LIMIT 1";
    let key: Vec<u8> = from
        .value(of, &[])?
        .ok_or_else(|| StoreError::Unfit("there is no campaign to be carried".into()))?;
    let to = to.begin()?;
    match shared::moving(&to)? {
        Some(known) if known == key => {}
        None if to.value::<Vec<u8>>(of, &[])?.is_none() => shared::put_moving(&to, &key)?,
        _ => return Err(StoreError::Unfit("another campaign is kept in this database".into())),
    }
    to.commit()
}

/// Ends a move: the labels that were printed go along, and services may begin.
pub fn end(to: &mut Connection, labels: Option<&str>) -> Result<(), StoreError> {
    let to = to.begin()?;
    if let Some(csv) = labels {
        shared::put_label_ledger(&to, csv)?;
    }
    shared::end_moving(&to)?;
    to.commit()
}

fn tables(from: &Connection) -> Result<Vec<Table>, StoreError> {
    let names: Vec<String> = from.all(
        "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'
         AND name <> ?1 ORDER BY name",
        cells![NOT_CARRIED],
        |row| row.get(0),
    )?;
    let table = |name: String| {
        let sql = "SELECT name FROM pragma_table_info(?1) ORDER BY cid";
        let columns = from.all(sql, cells![name], |row| row.get(0))?;
        let rows = rows_of(from, &name)?;
        let grows_by = match name.as_str() {
            "commit_link" => Some("number"),
            name => TABLES.iter().any(|table| table.name == name).then_some("seq"),
        };
        Ok(Table { name, columns, rows, grows_by })
    };
    names.into_iter().map(table).collect()
}

fn rows_of(connection: &Connection, table: &str) -> Result<u64, StoreError> {
    let sql = format!("SELECT COUNT(*) FROM \"{table}\"");
    Ok(connection.value(&sql, &[])?.unwrap_or(0))
}

fn carry_table(
    from: &Connection,
    to: &mut Connection,
    table: &Table,
    arrived: &mut dyn FnMut(u64),
) -> Result<(), StoreError> {
    let Table { name, columns, grows_by, .. } = table;
    let list = format!("\"{}\"", columns.join("\", \""));
    let Some(by) = grows_by else {
        to.execute(&format!("DELETE FROM \"{name}\""), &[])?;
        return rows(from, to, table, (&format!("SELECT {list} FROM \"{name}\""), &[]), arrived);
    };
    let regions: Vec<i64> =
        from.all(&format!("SELECT DISTINCT region FROM \"{name}\""), &[], |row| row.get(0))?;
    for region in regions {
        let last = format!("SELECT MAX(\"{by}\") FROM \"{name}\" WHERE region = ?1");
        let last: Option<Option<i64>> = to.value(&last, cells![region])?;
        let last = last.flatten().unwrap_or(0);
        let sql = format!(
            "SELECT {list} FROM \"{name}\" WHERE region = ?1 AND \"{by}\" > ?2 ORDER BY \"{by}\""
        );
        rows(from, to, table, (&sql, cells![region, last]), arrived)?;
    }
    Ok(())
}

/// Carries what a question answers, some rows at a time.
fn rows(
    from: &Connection,
    to: &mut Connection,
    table: &Table,
    (sql, values): (&str, &[Cell<'_>]),
    arrived: &mut dyn FnMut(u64),
) -> Result<(), StoreError> {
    let width = table.columns.len();
    let mut some: Vec<Vec<Carried>> = Vec::with_capacity(ROWS_AT_A_TIME);
    from.each(sql, values, |row| {
        some.push(row.cells(0, width)?.into_iter().map(Carried::of).collect());
        if some.len() == ROWS_AT_A_TIME {
            put(to, table, &some)?;
            arrived(some.len() as u64);
            some.clear();
        }
        Ok(())
    })?;
    put(to, table, &some)?;
    arrived(some.len() as u64);
    Ok(())
}

fn put(to: &mut Connection, table: &Table, some: &[Vec<Carried>]) -> Result<(), StoreError> {
    if some.is_empty() {
        return Ok(());
    }
    let rows: Vec<Vec<Cell<'_>>> =
        some.iter().map(|row| row.iter().map(Carried::cell).collect()).collect();
    let columns: Vec<&str> = table.columns.iter().map(String::as_str).collect();
    let to = to.begin()?;
    append::put(&to, (&table.name, &columns), "", &rows)?;
    to.commit()
}
