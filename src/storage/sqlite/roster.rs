//! The roster: who is expected, and by which import that was last said.

use rusqlite::{Connection, OptionalExtension, Transaction, params};
use tenfold_domain::code::{PersonKey, Region};
use tenfold_domain::term::Class;

use super::super::StoreError;

macro_rules! sql {
    ($name:literal) => {
        include_str!(concat!("../sql/", $name, ".sql"))
    };
}

/// A person the grid expects.
#[derive(Clone, Debug)]
pub struct RosterRow {
    /// Who.
    pub person: PersonKey,
    /// Batch 1..=4.
    pub batch: u8,
    /// What kind of person.
    pub class: Class,
    /// Township or street.
    pub township: u32,
    /// Sealed personal data.
    pub sealed: Vec<u8>,
}

/// Adds people to the roster, as part of the caller's transaction, and moves its stamp; who is
/// there already keeps the higher priority. Rows sorted by person go in fastest. Hands back the
/// places in `people` of those who were there already.
pub fn put(
    transaction: &Transaction<'_>,
    region: Region,
    people: &[RosterRow],
) -> Result<Vec<usize>, StoreError> {
    let mut known = Vec::new();
    if people.is_empty() {
        return Ok(known);
    }
    let mut look = transaction.prepare_cached(sql!("in_roster"))?;
    let mut put = transaction.prepare_cached(sql!("put_roster"))?;
    for (place, row) in people.iter().enumerate() {
        let (class, person) = (row.class.number(), row.person.0);
        if look.exists(params![region.0, person])? {
            known.push(place);
        }
        put.execute(params![region.0, person, row.batch, class, row.township, row.sealed])?;
    }
    transaction.prepare_cached(sql!("move_roster_stamp"))?.execute([region.0])?;
    Ok(known)
}

/// How often the roster was added to: whoever finds another stamp than last time reads it again.
pub fn stamp(connection: &Connection, region: Region) -> Result<i64, StoreError> {
    let mut statement = connection.prepare_cached(sql!("roster_stamp"))?;
    Ok(statement.query_row([region.0], |row| row.get(0)).optional()?.unwrap_or(0))
}

/// Everybody on the roster with their batch.
pub fn batches(
    connection: &Connection,
    region: Region,
    mut each: impl FnMut(PersonKey, u8),
) -> Result<(), StoreError> {
    let mut statement = connection.prepare(sql!("roster_batches"))?;
    let mut rows = statement.query([region.0])?;
    while let Some(row) = rows.next()? {
        each(PersonKey(row.get(0)?), row.get(1)?);
    }
    Ok(())
}

/// The next people on the roster with their batch, in the order of the look-up keys. A piece at a
/// time, because a read of millions in one go would keep the log of writes from being reused.
pub fn batches_after(
    connection: &Connection,
    region: Region,
    after: Option<PersonKey>,
    limit: usize,
) -> Result<Vec<(PersonKey, u8)>, StoreError> {
    // Every key is longer than this, and so stands after it.
    let after = after.as_ref().map_or(&[][..], |person| &person.0);
    let mut statement = connection.prepare_cached(sql!("roster_batches_after"))?;
    let rows = statement.query_map(params![region.0, after, limit as i64], |row| {
        Ok((PersonKey(row.get(0)?), row.get(1)?))
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}
