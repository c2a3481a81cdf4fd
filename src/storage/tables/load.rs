//! What the writer reads back: slices of heads, the tail of the ledger, the rows of its indexes.

use tenfold_domain::code::{PersonKey, Region, ScanId};
use tenfold_domain::course::Course;
use tenfold_domain::recollection::Recollection;

use super::super::cell::{BadCell, Cell, Field};
use super::super::db::{Connection, Row, cells, sql};
use super::super::fact::{STAMP_COLUMNS, TABLES, Table};
use super::super::{Entry, LedgerEnd, Registration, StoreError, chain, course, head};
use super::rows::{self, entry};

/// Most codes asked for in one go; a box and a plate stay far below.
const CODES_MAX: usize = 512;

/// Whether a commit has this link, as one that was written down once must.
pub fn has_link(
    connection: &Connection,
    region: Region,
    link: &chain::Link,
) -> Result<bool, StoreError> {
    connection.exists(sql!("has_link"), cells![region, *link])
}

/// Where a region's ledger ends, read from the last commit.
pub fn ledger_end(connection: &Connection, region: Region) -> Result<LedgerEnd, StoreError> {
    let last = connection.first(sql!("ledger_end"), cells![region], |row| {
        Ok((row.get(0)?, row.get(1)?, row.get(2)?))
    })?;
    let head_mark = connection.value(sql!("head_mark"), cells![region])?.unwrap_or(0);
    let (commit, seq, link) = last.unwrap_or((0, 0, chain::GENESIS));
    Ok(LedgerEnd { seq, commit, link, head_mark })
}

/// Heads of a table by code.
pub fn heads<T>(
    connection: &Connection,
    table: &str,
    columns: &[&str],
    region: Region,
    codes: &[&str],
    decode: impl Fn(&[Cell<'_>]) -> Result<T, BadCell>,
) -> Result<Vec<T>, StoreError> {
    let names = rows::columns(columns);
    let mut found = Vec::with_capacity(codes.len());
    for some in codes.chunks(CODES_MAX) {
        // One statement a size class, so that the cache of prepared statements stays small.
        let size = some.len().next_power_of_two();
        let places: Vec<String> = (2..2 + size).map(|place| format!("?{place}")).collect();
        let places = places.join(", ");
        let sql =
            format!("SELECT {names} FROM \"{table}\" WHERE region = ?1 AND code IN ({places})");
        let mut values = vec![region.cell()];
        values.extend(some.iter().map(|code| Cell::Text(code)));
        values.resize(1 + size, Cell::Null);
        connection.each(&sql, &values, |row| {
            found.push(decode(&row.cells(0, columns.len())?)?);
            Ok(())
        })?;
    }
    Ok(found)
}

/// Every head of a table, in the order of its key.
pub fn all_heads<T>(
    connection: &Connection,
    table: &str,
    columns: &[&str],
    region: Region,
    decode: impl Fn(&[Cell<'_>]) -> Result<T, BadCell>,
    mut each: impl FnMut(T),
) -> Result<(), StoreError> {
    let names = rows::columns(columns);
    let sql = format!("SELECT {names} FROM \"{table}\" WHERE region = ?1");

    connection.each(&sql, cells![region], |row| {
        each(decode(&row.cells(0, columns.len())?)?);
        Ok(())
    })?;
    Ok(())
}

/// Open recollections of a region.
pub fn recollections(
    connection: &Connection,
    region: Region,
) -> Result<Vec<(PersonKey, Recollection)>, StoreError> {
    let sql = format!(
        "SELECT {} FROM recollection WHERE region = ?1 AND open = 1 ORDER BY due_at, person",
        head::RECOLLECTION.join(", ")
    );
    connection.all(&sql, cells![region], |row| {
        Ok(head::recollection(&row.cells(0, head::RECOLLECTION.len())?)?)
    })
}

/// Who is under a schedule of tests, in the order of look-up keys.
pub fn courses(
    connection: &Connection,
    region: Region,
) -> Result<Vec<(PersonKey, Course)>, StoreError> {
    let columns = course::COURSE.join(", ");
    let sql = format!("SELECT {columns} FROM course WHERE region = ?1 AND open = 1 ORDER BY 1");
    connection
        .all(&sql, cells![region], |row| Ok(course::course(&row.cells(0, course::COURSE.len())?)?))
}

/// What is owed to one person.
pub fn recollection(
    connection: &Connection,
    region: Region,
    person: PersonKey,
) -> Result<Option<Recollection>, StoreError> {
    let sql = format!(
        "SELECT {} FROM recollection WHERE region = ?1 AND person = ?2 AND open = 1",
        head::RECOLLECTION.join(", ")
    );
    connection.first(&sql, cells![region, person], |row| {
        Ok(head::recollection(&row.cells(0, head::RECOLLECTION.len())?)?.1)
    })
}

/// Ledger number of a region's first registration; 0 where there is none.
pub fn first_registration(connection: &Connection, region: Region) -> Result<u64, StoreError> {
    let first: Option<Option<u64>> =
        connection.value(sql!("first_registration"), cells![region])?;
    Ok(first.flatten().unwrap_or(0))
}

/// One registration by ledger number.
pub fn registration(
    connection: &Connection,
    region: Region,
    seq: u64,
) -> Result<Option<Registration>, StoreError> {
    connection.first(sql!("registration"), cells![region, seq], |row| {
        Ok(Registration {
            seq,
            scan: row.get(1)?,
            person: row.get(2)?,
            round: row.get(3)?,
            tube: row.get(4)?,
            previous: row.get(5)?,
        })
    })
}

/// Facts of a region from a number on, in order through all tables.
pub fn entries(
    connection: &Connection,
    region: Region,
    from: u64,
    limit: u64,
) -> Result<Vec<Entry>, StoreError> {
    let upto = from.saturating_add(limit - 1).min(i64::MAX.cast_unsigned());
    let mut found = Vec::new();
    for table in TABLES {
        // Numbers have no gaps: when all are found, the other tables hold none of them.
        if found.len() as u64 > upto.saturating_sub(from) {
            break;
        }
        each_fact(connection, region, table, (from, upto), |row| {
            found.push(entry(table, row)?);
            Ok(())
        })?;
    }
    found.sort_unstable_by_key(|entry| entry.seq);
    Ok(found)
}

/// Every row of one table of facts within ledger numbers.
pub fn each_fact(
    connection: &Connection,
    region: Region,
    table: &Table,
    (from, upto): (u64, u64),
    each: impl FnMut(&Row<'_>) -> Result<(), StoreError>,
) -> Result<(), StoreError> {
    let sql = format!(
        "SELECT {} FROM \"{}\" WHERE region = ?1 AND seq BETWEEN ?2 AND ?3 ORDER BY seq",
        rows::columns(STAMP_COLUMNS.iter().chain(table.columns)),
        table.name
    );
    connection.each(&sql, cells![region, from, upto], each)
}

/// Ledger numbers and scans of every fact that is no registration.
pub fn scan_rows(
    connection: &Connection,
    region: Region,
    mut each: impl FnMut(u64, ScanId),
) -> Result<(), StoreError> {
    for table in TABLES.iter().filter(|table| table.name != "registration") {
        let sql = format!("SELECT seq, scan_id FROM \"{}\" WHERE region = ?1", table.name);

        connection.each(&sql, cells![region], |row| {
            each(row.get(0)?, row.get(1)?);
            Ok(())
        })?;
    }
    Ok(())
}
