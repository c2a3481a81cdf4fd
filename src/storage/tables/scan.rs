//! Rows as they stand, for whoever checks them: nothing here trusts that a writer of ours left
//! them there.

use tenfold_domain::code::Region;

use super::super::cell::Cell;
use super::super::chain::{Link, encode};
use super::super::db::{Connection, Row, cells, sql};
use super::super::fact::{STAMP_COLUMNS, TABLES, Table};
use super::super::{Entry, StoreError};
use super::load::each_fact;
use super::rows::{self, entry};

/// Ledger numbers read at a time; bounds the memory.
const CHUNK: u64 = 8_192;

/// A row of a table of facts.
pub struct RawFact {
    /// Its ledger number.
    pub seq: u64,
    /// Name of its table.
    pub table: &'static str,
    /// The row as the chain covers it; empty when a value has a shape that no writer of ours
    /// leaves.
    pub bytes: Vec<u8>,
    /// The fact, when the row can be read as one.
    pub entry: Option<Entry>,
}

/// The facts of a region in the order of the ledger, all tables merged.
pub struct Facts<'c> {
    connection: &'c Connection,
    region: Region,
    next: u64,
    last: u64,
    chunk: std::vec::IntoIter<RawFact>,
}

impl<'c> Facts<'c> {
    /// Every fact of a region, however high its number.
    pub fn of(connection: &'c Connection, region: Region) -> Result<Facts<'c>, StoreError> {
        let mut last = 0;
        for table in TABLES {
            let sql = format!("SELECT MAX(seq) FROM \"{}\" WHERE region = ?1", table.name);
            let highest: Option<i64> = connection.one(&sql, cells![region], |row| row.get(0))?;
            last = last.max(highest.unwrap_or(0).max(0).cast_unsigned());
        }
        Ok(Facts { connection, region, next: 1, last, chunk: Vec::new().into_iter() })
    }

    /// Numbers below the first fact's, a few of each table: [`Facts::step`] passes them over.
    pub fn below_first(&self) -> Result<Vec<i64>, StoreError> {
        let mut found = Vec::new();
        for table in TABLES {
            let sql = format!(
                "SELECT seq FROM \"{}\" WHERE region = ?1 AND seq < 1 ORDER BY seq LIMIT 100",
                table.name
            );

            self.connection.each(&sql, cells![self.region], |row| {
                found.push(row.get(0)?);
                Ok(())
            })?;
        }
        Ok(found)
    }

    /// The highest ledger number there is.
    pub fn last(&self) -> u64 {
        self.last
    }

    /// The next fact.
    pub fn step(&mut self) -> Result<Option<RawFact>, StoreError> {
        loop {
            if let Some(fact) = self.chunk.next() {
                return Ok(Some(fact));
            }
            if self.next > self.last {
                return Ok(None);
            }
            self.fill()?;
        }
    }

    fn fill(&mut self) -> Result<(), StoreError> {
        let mut found = Vec::new();
        let upto = self.next.saturating_add(CHUNK - 1).min(i64::MAX.cast_unsigned());
        for table in TABLES {
            each_fact(self.connection, self.region, table, (self.next, upto), |row| {
                found.push(raw(table, row)?);
                Ok(())
            })?;
        }
        found.sort_by_key(|fact| fact.seq);
        // A forged number may leave a gap that nobody lives to read through.
        self.next = if found.is_empty() { self.beyond(upto)? } else { upto.saturating_add(1) };
        self.chunk = found.into_iter();
        Ok(())
    }

    /// The next number that a fact has after `upto`, or one above the last.
    fn beyond(&self, upto: u64) -> Result<u64, StoreError> {
        let mut next = self.last + 1;
        let upto = i64::try_from(upto).unwrap_or(i64::MAX);
        for table in TABLES {
            let sql =
                format!("SELECT MIN(seq) FROM \"{}\" WHERE region = ?1 AND seq > ?2", table.name);
            let found: Option<i64> =
                self.connection.one(&sql, cells![self.region, upto], |row| row.get(0))?;
            next = found.map_or(next, |seq| next.min(seq.cast_unsigned()));
        }
        Ok(next)
    }
}

fn raw(table: &'static Table, row: &Row<'_>) -> Result<RawFact, StoreError> {
    let seq: i64 = row.get(1)?;
    let mut bytes = Vec::with_capacity(256);
    if let Ok(cells) = row.cells(0, STAMP_COLUMNS.len() + table.columns.len()) {
        encode(table.number, &cells, &mut bytes);
    }
    let entry = entry(table, row).ok();
    Ok(RawFact { seq: seq.cast_unsigned(), table: table.name, bytes, entry })
}

/// A commit as it stands.
pub struct RawLink {
    /// Its number.
    pub number: u64,
    /// First fact of the commit.
    pub first_seq: u64,
    /// Last fact of the commit.
    pub last_seq: u64,
    /// The digest; `None` when it is no digest.
    pub link: Option<Link>,
}

/// Every commit of a region, in order.
pub fn links(
    connection: &Connection,
    region: Region,
    mut each: impl FnMut(RawLink) -> Result<(), StoreError>,
) -> Result<(), StoreError> {
    connection.each(sql!("links"), cells![region], |row| {
        each(RawLink {
            number: row.get(0)?,
            first_seq: row.get(1)?,
            last_seq: row.get(2)?,
            link: row.get(3).ok(),
        })
    })
}

/// Every head of a table, in the order of its key; `None` when a value has a shape that no
/// writer of ours leaves.
pub fn heads(
    connection: &Connection,
    (table, columns): (&str, &[&str]),
    region: Region,
    mut each: impl FnMut(Option<&[Cell<'_>]>),
) -> Result<(), StoreError> {
    let names = rows::columns(columns);
    let sql = format!("SELECT {names} FROM \"{table}\" WHERE region = ?1");
    connection.each(&sql, cells![region], |row| {
        each(row.cells(0, columns.len()).ok().as_deref());
        Ok(())
    })
}
