//! The one way in: facts, heads and the link of a commit in one transaction. Rows go as arrays, one
//! statement a table, so that a batch costs as many round trips however large it is.

use std::collections::BTreeMap;

use super::super::cell::{Cell, Field as _};
use super::super::chain::Chain;
use super::super::db::{Connection, Transaction, cells, sql};
use super::super::fact::{self, STAMP_COLUMNS, TABLES};
use super::super::tables::load;
use super::super::tables::rows::{columns, stamp_cells};
use super::super::{Append, Heads, LedgerEnd, StoreError, course, head};

/// The key of a table of heads beside the region: its first column.
type Head = (&'static str, &'static [&'static str]);

const TUBE: Head = ("tube", &head::TUBE);
const BOX: Head = ("box", &head::BOX);
const PLATE: Head = ("plate", &head::PLATE);
const RECOLLECTION: Head = ("recollection", &head::RECOLLECTION);
const COURSE: Head = ("course", &course::COURSE);

/// Writes everything; see [`super::super::Store::append`].
pub fn append_all(connection: &Transaction<'_>, appends: &[Append<'_>]) -> Result<(), StoreError> {
    let mut appends: Vec<&Append<'_>> = appends.iter().collect();
    // Two services that write to the same regions wait for each other in one order.
    appends.sort_by_key(|append| append.region);
    for append in appends {
        let mut end = lock(connection, append)?;
        if !append.entries.is_empty() {
            append_facts(connection, append, &mut end)?;
        }
        if let Some(heads) = &append.heads {
            write_heads(connection, append, heads)?;
        }
    }
    Ok(())
}

/// Takes the region until the end of the transaction, and says where its ledger ends.
fn lock(connection: &Connection, append: &Append<'_>) -> Result<LedgerEnd, StoreError> {
    connection.execute(sql!("lock_region"), cells![append.region])?;
    let end = load::ledger_end(connection, append.region)?;
    let next = append.entries.first().map_or(end.seq + 1, |entry| entry.seq);
    if next != end.seq + 1 {
        let text = format!("another service has written facts up to {}", end.seq);
        return Err(StoreError::Backend(text));
    }
    Ok(end)
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
    append: &Append<'_>,
    heads: &Heads<'_>,
) -> Result<(), StoreError> {
    let region = append.region.cell();
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
    connection.execute(sql!("set_head_mark"), cells![append.region, heads.mark])?;
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
fn put(
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
