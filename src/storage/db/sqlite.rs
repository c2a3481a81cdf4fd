//! Statements as SQLite runs them.

use rusqlite::types::{ToSqlOutput, ValueRef};
use rusqlite::{Connection, Row, Statement, ToSql};

use super::super::StoreError;
use super::super::cell::{BadCell, Cell};

/// Hands over every row of an answer until one cannot be taken.
pub fn each<E: From<StoreError>>(
    connection: &Connection,
    sql: &str,
    values: &[Cell<'_>],
    mut read: impl FnMut(&Row<'_>) -> Result<(), E>,
) -> Result<(), E> {
    let mut statement = connection.prepare_cached(sql).map_err(StoreError::from)?;
    bind(&mut statement, values)?;
    let mut rows = statement.raw_query();
    while let Some(row) = rows.next().map_err(StoreError::from)? {
        read(row)?;
    }
    Ok(())
}

/// The first row of an answer, if it has any.
pub fn first<T>(
    connection: &Connection,
    sql: &str,
    values: &[Cell<'_>],
    read: impl FnOnce(&Row<'_>) -> Result<T, StoreError>,
) -> Result<Option<T>, StoreError> {
    let mut statement = connection.prepare_cached(sql)?;
    bind(&mut statement, values)?;
    let mut rows = statement.raw_query();
    rows.next()?.map(read).transpose()
}

/// Writes; returns how many rows were.
pub fn execute(
    connection: &Connection,
    sql: &str,
    values: &[Cell<'_>],
) -> Result<usize, StoreError> {
    let mut statement = connection.prepare_cached(sql)?;
    bind(&mut statement, values)?;
    Ok(statement.raw_execute()?)
}

fn bind(statement: &mut Statement<'_>, values: &[Cell<'_>]) -> Result<(), StoreError> {
    for (place, value) in (1..).zip(values) {
        statement.raw_bind_parameter(place, value)?;
    }
    Ok(())
}

/// A value as a cell.
pub fn cell(value: ValueRef<'_>) -> Result<Cell<'_>, StoreError> {
    Ok(match value {
        ValueRef::Null => Cell::Null,
        ValueRef::Integer(number) => Cell::Int(number),
        ValueRef::Text(text) => {
            Cell::Text(std::str::from_utf8(text).map_err(|_| BadCell { wanted: "text" })?)
        }
        ValueRef::Blob(bytes) => Cell::Blob(bytes),
        ValueRef::Real(_) => return Err(BadCell { wanted: "whole number" }.into()),
    })
}

impl ToSql for Cell<'_> {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(ToSqlOutput::Borrowed(match self {
            Cell::Null => ValueRef::Null,
            Cell::Int(number) => ValueRef::Integer(*number),
            Cell::Text(text) => ValueRef::Text(text.as_bytes()),
            Cell::Blob(bytes) => ValueRef::Blob(bytes),
        }))
    }
}
