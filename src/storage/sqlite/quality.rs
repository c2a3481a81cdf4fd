//! What labs did since a moment, for their quality: calls, runs, how long outcomes took.

use rusqlite::{Connection, params};
use tenfold_domain::code::{LabId, Region};
use tenfold_domain::term::Call;
use tenfold_domain::time::{At, Minutes};

use super::super::StoreError;
use super::super::cell::{BadCell, Cell, Field};
use super::rows::cells;

/// Calls by lab: every one, also those that were followed by a retest.
pub fn calls_since(
    connection: &Connection,
    region: Region,
    since: At,
) -> Result<Vec<(LabId, Call, u64)>, StoreError> {
    const SQL: &str = include_str!("../sql/calls_since.sql");
    let read = |row: &[Cell<'_>]| {
        Ok((Field::from_cell(row[0])?, Field::from_cell(row[1])?, Field::from_cell(row[2])?))
    };
    each(connection, SQL, (region, since), read)
}

/// Runs by lab, and whether their controls held.
pub fn runs_since(
    connection: &Connection,
    region: Region,
    since: At,
) -> Result<Vec<(LabId, bool, u64)>, StoreError> {
    const SQL: &str = include_str!("../sql/runs_since.sql");
    let read = |row: &[Cell<'_>]| {
        Ok((Field::from_cell(row[0])?, Field::from_cell(row[1])?, Field::from_cell(row[2])?))
    };
    each(connection, SQL, (region, since), read)
}

/// A published outcome's lab, the time since receipt, and the time since the first swab where one
/// was marked.
pub type Turnaround = (LabId, Minutes, Option<Minutes>);

/// How long published outcomes took.
pub fn turnarounds_since(
    connection: &Connection,
    region: Region,
    since: At,
) -> Result<Vec<Turnaround>, StoreError> {
    const SQL: &str = include_str!("../sql/turnarounds_since.sql");
    let read = |row: &[Cell<'_>]| {
        let minutes = Minutes(Field::from_cell(row[1])?);
        let of_swab = Option::<i64>::from_cell(row[2])?.map(Minutes);
        Ok((Field::from_cell(row[0])?, minutes, of_swab))
    };
    each(connection, SQL, (region, since), read)
}

fn each<T>(
    connection: &Connection,
    sql: &str,
    (region, since): (Region, At),
    read: impl Fn(&[Cell<'_>]) -> Result<T, BadCell>,
) -> Result<Vec<T>, StoreError> {
    let mut statement = connection.prepare_cached(sql)?;
    let mut rows = statement.query(params![region.0, since.0])?;
    let mut found = Vec::new();
    while let Some(row) = rows.next()? {
        found.push(read(&cells(row, 0, 3)?)?);
    }
    Ok(found)
}
