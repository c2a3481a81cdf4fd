//! The one way in: facts, heads and the link of a commit in one transaction. Rows go as arrays, one
//! statement a table, so that a batch costs as many round trips however large it is.

use std::collections::{BTreeMap, BTreeSet};

use tenfold_domain::code::Region;

use super::super::cell::{Cell, Field as _};
use super::super::chain::Chain;
use super::super::db::{Connection, Transaction, cells, sql};
use super::super::fact::{self, STAMP_COLUMNS, TABLES};
use super::super::tables::load;
use super::super::tables::rows::{columns, stamp_cells};
use super::super::{Append, Heads, LedgerEnd, StoreError, course, head};
use super::before::{self, BOX, Head, PLATE, TUBE};

const RECOLLECTION: Head = ("recollection", &head::RECOLLECTION);
const COURSE: Head = ("course", &course::COURSE);

/// Writes to regions that were taken, and tells where the ledger of each ends then; see
/// [`super::super::Store::append`].
pub fn append_all(
    connection: &Transaction<'_>,
    appends: &[Append<'_>],
    taken: &BTreeMap<Region, LedgerEnd>,
) -> Result<BTreeMap<Region, LedgerEnd>, StoreError> {
    let mut ends = BTreeMap::new();
    for append in appends {
        let mut end = *taken.get(&append.region).ok_or(StoreError::Overtaken)?;
        let as_of_seq = end.seq;
        if !append.entries.is_empty() {
            append_facts(connection, append, &mut end)?;
        }
        if let Some(heads) = &append.heads {
            write_heads(connection, append.region, heads, as_of_seq)?;
            end.head_mark = heads.mark;
        }
        ends.insert(append.region, end);
    }
    Ok(ends)
}

/// Takes regions until the end of the transaction, in one order for everybody; where the ledger of
/// each ends.
pub fn take(
    connection: &Connection,
    regions: &[Region],
) -> Result<BTreeMap<Region, LedgerEnd>, StoreError> {
    let regions = BTreeSet::from_iter(regions);
    let taken = regions.into_iter().map(|region| {
        connection.execute(sql!("lock_region"), cells![*region])?;
        Ok((*region, load::ledger_end(connection, *region)?))
    });
    taken.collect()
}

fn append_facts(
    connection: &Connection,
    append: &Append<'_>,
    end: &mut LedgerEnd,
) -> Result<(), StoreError> {
    let region = i64::from(append.region.0);
    let mut tables: BTreeMap<usize, Vec<Vec<Cell<'_>>>> = BTreeMap::new();
    let mut chain = Chain::after(&end.link);
    let first_seq = end.seq + 1;
    if append.entries.first().is_some_and(|entry| entry.seq != first_seq) {
        return Err(StoreError::Overtaken);
    }
    for entry in append.entries {
        let mut row = Vec::with_capacity(20);
        row.extend(stamp_cells(region, entry));
        fact::cells(&entry.event, &mut row);
        let place = fact::table(&entry.event);
        chain.add(TABLES[place].number, &row);
        tables.entry(place).or_default().push(row);
        end.seq = entry.seq;
    }
    for (place, rows) in &tables {
        let table = &TABLES[*place];
        let names: Vec<&str> = STAMP_COLUMNS.iter().chain(table.columns).copied().collect();
        put(connection, (table.name, &names), "", rows)?;
    }
    (end.commit, end.link) = (end.commit + 1, chain.finish());
    let (seq, link) = (end.seq, end.link);
    let values = cells![append.region, end.commit, first_seq, seq, append.recorded_at, link];
    connection.execute(sql!("append_link"), values)?;
    Ok(())
}

fn write_heads(
    connection: &Connection,
    of: Region,
    heads: &Heads<'_>,
    as_of_seq: u64,
) -> Result<(), StoreError> {
    let region = of.cell();
    let codes: Vec<_> = heads.tubes.iter().map(|(tube, _)| tube.code.cell()).collect();
    before::copy(connection, TUBE, (of, as_of_seq), &codes)?;
    let codes: Vec<_> = heads.boxes.iter().map(|(case, _)| case.code.cell()).collect();
    before::copy(connection, BOX, (of, as_of_seq), &codes)?;
    let codes: Vec<_> = heads.plates.iter().map(|(plate, _)| plate.code.cell()).collect();
    before::copy(connection, PLATE, (of, as_of_seq), &codes)?;
    // What a row borrows is packed into a buffer of its own.
    let mut packed = vec![Vec::new(); heads.tubes.len()];
    let rows = heads.tubes.iter().zip(&mut packed);
    let rows = rows.map(|((tube, trail), to)| keyed(region, &head::tube_cells(tube, trail, to)));
    put_heads(connection, TUBE, rows.collect())?;
    let mut packed = vec![String::new(); heads.boxes.len()];
    let rows = heads.boxes.iter().zip(&mut packed);
    let rows = rows.map(|((case, trail), to)| keyed(region, &head::box_cells(case, trail, to)));
    put_heads(connection, BOX, rows.collect())?;
    let mut packed = vec![String::new(); heads.plates.len()];
    let rows = heads.plates.iter().zip(&mut packed);
    let rows = rows.map(|((plate, trail), to)| keyed(region, &head::plate_cells(plate, trail, to)));
    put_heads(connection, PLATE, rows.collect())?;
    let mut packed = vec![Vec::new(); heads.recollections.len()];
    let rows = heads.recollections.iter().zip(&mut packed);
    let rows = rows
        .map(|((person, owed), to)| keyed(region, &head::recollection_cells(person, *owed, to)));
    put_heads(connection, RECOLLECTION, rows.collect())?;
    let mut packed = vec![String::new(); heads.courses.len()];
    let rows = heads.courses.iter().zip(&mut packed);
    let rows = rows.map(|((person, of), to)| keyed(region, &course::cells(person, *of, to)));
    put_heads(connection, COURSE, rows.collect())?;
    connection.execute(sql!("set_head_mark"), cells![of, heads.mark])?;
    Ok(())
}

/// Rows of a table of heads, over those that stand there under the same key.
fn put_heads(
    connection: &Connection,
    (table, names): Head,
    rows: Vec<Vec<Cell<'_>>>,
) -> Result<(), StoreError> {
    if rows.is_empty() {
        return Ok(());
    }
    let set: Vec<String> =
        names[1..].iter().map(|name| format!("\"{name}\" = excluded.\"{name}\"")).collect();
    let over = format!("ON CONFLICT (region, {}) DO UPDATE SET {}", names[0], set.join(", "));
    let names: Vec<&str> = std::iter::once("region").chain(names.iter().copied()).collect();
    put(connection, (table, &names), &over, &rows)
}

/// Rows of a table in one statement, each column an array.
pub fn put(
    connection: &Connection,
    (table, names): (&str, &[&str]),
    over: &str,
    rows: &[Vec<Cell<'_>>],
) -> Result<(), StoreError> {
    let session = connection.postgres()?;
    let list = columns(names);
    let known = session.prepare(&format!("SELECT {list} FROM \"{table}\" LIMIT 0"))?;
    let arrays: Vec<String> = (1..)
        .zip(known.columns())
        .map(|(place, column)| format!("?{place}::{}[]", column.type_()))
        .collect();
    let arrays = arrays.join(", ");
    let insert = format!("INSERT INTO \"{table}\" ({list}) SELECT * FROM UNNEST({arrays}) {over}");
    let column = |place: usize| rows.iter().map(|row| row[place]).collect();
    let columns: Vec<Vec<Cell<'_>>> = (0..names.len()).map(column).collect();
    session.execute_columns(&insert, &columns)
}

/// A row under its region.
fn keyed<'a>(region: Cell<'a>, row: &[Cell<'a>]) -> Vec<Cell<'a>> {
    std::iter::once(region).chain(row.iter().copied()).collect()
}
