//! The roster: who is expected, and by which import that was last said.

use tenfold_domain::code::{PersonKey, Region};
use tenfold_domain::term::Class;

use super::super::StoreError;
use super::super::db::{Connection, Transaction, cells, sql};

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
    for (place, row) in people.iter().enumerate() {
        let RosterRow { person, batch, class, township, sealed } = row;
        if transaction.exists(sql!("in_roster"), cells![region, *person])? {
            known.push(place);
        }
        let values = cells![region, *person, *batch, *class, *township, *sealed];
        transaction.execute(sql!("put_roster"), values)?;
    }
    transaction.execute(sql!("move_roster_stamp"), cells![region])?;
    Ok(known)
}

/// How often the roster was added to: whoever finds another stamp than last time reads it again.
pub fn stamp(connection: &Connection, region: Region) -> Result<i64, StoreError> {
    Ok(connection.value(sql!("roster_stamp"), cells![region])?.unwrap_or(0))
}

/// Everybody on the roster with their batch.
pub fn batches(
    connection: &Connection,
    region: Region,
    mut each: impl FnMut(PersonKey, u8),
) -> Result<(), StoreError> {
    connection.each(sql!("roster_batches"), cells![region], |row| {
        each(row.get(0)?, row.get(1)?);
        Ok(())
    })?;
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
    connection.all(sql!("roster_batches_after"), cells![region, after, limit as i64], |row| {
        Ok((row.get(0)?, row.get(1)?))
    })
}
