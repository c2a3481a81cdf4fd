//! The one way in: facts, heads and the link of a commit in one transaction.

use rusqlite::CachedStatement;

use super::super::cell::Cell;
use super::super::chain::{Chain, Link};
use super::super::db::{Transaction, cells, sql};
use super::super::fact::{self, STAMP_COLUMNS, TABLES};
use super::super::tables::rows::{self, stamp_cells};
use super::super::{Append, Heads, LedgerEnd, StoreError};
use super::super::{course, head};
use super::SqliteStore;

/// The insert of each table of facts, made from its one list of columns in [`fact`].
pub fn inserts() -> Vec<String> {
    TABLES
        .iter()
        .map(|table| insert(table.name, STAMP_COLUMNS.iter().chain(table.columns), "INSERT"))
        .collect()
}

fn insert<'a>(table: &str, columns: impl Iterator<Item = &'a &'a str>, verb: &str) -> String {
    let columns: Vec<&&str> = columns.collect();
    let places = vec!["?"; columns.len()].join(", ");
    format!("{verb} INTO \"{table}\" ({}) VALUES ({places})", rows::columns(columns))
}

fn upsert(table: &str, columns: &[&str]) -> String {
    let all = std::iter::once(&"region").chain(columns);
    insert(table, all, "INSERT OR REPLACE")
}

impl SqliteStore {
    /// Writes everything and commits; see [`super::super::Store::append`].
    pub(super) fn append_all(&mut self, appends: &[Append<'_>]) -> Result<(), StoreError> {
        let mut ends = Vec::with_capacity(appends.len());
        for append in appends {
            ends.push(self.end_of(append.region)?);
        }
        let inserts = &self.inserts;
        let transaction = self.connection.begin()?;
        for (append, end) in appends.iter().zip(&mut ends) {
            if !append.entries.is_empty() {
                append_facts(&transaction, inserts, append, end)?;
            }
            if let Some(heads) = &append.heads {
                write_heads(&transaction, append, heads)?;
                end.head_mark = heads.mark;
            }
        }
        transaction.commit()?;
        for (append, end) in appends.iter().zip(ends) {
            self.ends.insert(append.region, end);
        }
        Ok(())
    }
}

fn append_facts(
    transaction: &Transaction<'_>,
    inserts: &[String],
    append: &Append<'_>,
    end: &mut LedgerEnd,
) -> Result<(), StoreError> {
    let region = i64::from(append.region.0);
    let mut statements: Vec<Option<CachedStatement<'_>>> = TABLES.iter().map(|_| None).collect();
    let mut chain = Chain::after(&end.link);
    let mut row: Vec<Cell<'_>> = Vec::with_capacity(24);
    let first_seq = end.seq + 1;
    for entry in append.entries {
        debug_assert_eq!(entry.seq, end.seq + 1, "the ledger has no gap");
        row.clear();
        row.extend(stamp_cells(region, entry));
        fact::cells(&entry.event, &mut row);
        let place = fact::table(&entry.event);
        let statement = match &mut statements[place] {
            Some(statement) => statement,
            empty => empty.insert(transaction.sqlite()?.prepare_cached(&inserts[place])?),
        };
        execute(statement, &row)?;
        chain.add(TABLES[place].number, &row);
        end.seq = entry.seq;
    }
    end.commit += 1;
    end.link = chain.finish();
    append_link(transaction, append, first_seq, end)
}

fn append_link(
    transaction: &Transaction<'_>,
    append: &Append<'_>,
    first_seq: u64,
    end: &LedgerEnd,
) -> Result<(), StoreError> {
    let link: &Link = &end.link;
    let values = cells![append.region, end.commit, first_seq, end.seq, append.recorded_at, *link];
    transaction.execute(sql!("append_link"), values)?;
    Ok(())
}

fn write_heads(
    transaction: &Transaction<'_>,
    append: &Append<'_>,
    heads: &Heads<'_>,
) -> Result<(), StoreError> {
    let region = Cell::Int(i64::from(append.region.0));
    let mut bytes = Vec::with_capacity(512);
    let mut text = String::with_capacity(512);
    let mut put = transaction.sqlite()?.prepare_cached(&upsert("tube", &head::TUBE))?;
    for (tube, trail) in &heads.tubes {
        execute_keyed(&mut put, region, &head::tube_cells(tube, trail, &mut bytes))?;
    }
    let mut put = transaction.sqlite()?.prepare_cached(&upsert("box", &head::BOX))?;
    for (case, trail) in &heads.boxes {
        execute_keyed(&mut put, region, &head::box_cells(case, trail, &mut text))?;
    }
    let mut put = transaction.sqlite()?.prepare_cached(&upsert("plate", &head::PLATE))?;
    for (plate, trail) in &heads.plates {
        execute_keyed(&mut put, region, &head::plate_cells(plate, trail, &mut text))?;
    }
    let mut put =
        transaction.sqlite()?.prepare_cached(&upsert("recollection", &head::RECOLLECTION))?;
    for (person, owed) in &heads.recollections {
        execute_keyed(&mut put, region, &head::recollection_cells(person, *owed, &mut bytes))?;
    }
    let mut put = transaction.sqlite()?.prepare_cached(&upsert("course", &course::COURSE))?;
    for (person, of) in &heads.courses {
        execute_keyed(&mut put, region, &course::cells(person, *of, &mut text))?;
    }
    transaction.execute(sql!("set_head_mark"), cells![append.region, heads.mark])?;
    Ok(())
}

fn execute(statement: &mut CachedStatement<'_>, row: &[Cell<'_>]) -> Result<(), StoreError> {
    for (place, cell) in (1..).zip(row) {
        statement.raw_bind_parameter(place, cell)?;
    }
    statement.raw_execute()?;
    Ok(())
}

fn execute_keyed(
    statement: &mut CachedStatement<'_>,
    region: Cell<'_>,
    row: &[Cell<'_>],
) -> Result<(), StoreError> {
    statement.raw_bind_parameter(1, region)?;
    for (place, cell) in (2..).zip(row) {
        statement.raw_bind_parameter(place, cell)?;
    }
    statement.raw_execute()?;
    Ok(())
}
