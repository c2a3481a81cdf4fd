//! People who entered their own data beforehand, and the keys that sign what they show. Reference
//! data: no fact, until a clerk registers them.

use rusqlite::{Connection, OptionalExtension, params};
use tenfold_domain::code::Region;
use tenfold_domain::time::At;

use super::super::StoreError;

macro_rules! sql {
    ($name:literal) => {
        include_str!(concat!("../sql/", $name, ".sql"))
    };
}

/// A key that signs; its secret is made of the root key and its number.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct StoredKey {
    /// From 1.
    pub number: u8,
    /// When it was made.
    pub made_at: At,
    /// When it was taken back.
    pub revoked_at: Option<At>,
}

/// Keeps somebody's sealed data under a reference.
pub fn put(
    connection: &Connection,
    region: Region,
    (reference, sealed): (&[u8; 16], &[u8]),
    now: At,
) -> Result<(), StoreError> {
    let mut statement = connection.prepare_cached(sql!("put_preregistration"))?;
    statement.execute(params![region.0, reference, now.0, sealed])?;
    Ok(())
}

/// The sealed data under a reference.
pub fn find(
    connection: &Connection,
    region: Region,
    reference: &[u8; 16],
) -> Result<Option<Vec<u8>>, StoreError> {
    let mut statement = connection.prepare_cached(sql!("preregistration"))?;
    Ok(statement.query_row(params![region.0, reference], |row| row.get(0)).optional()?)
}

/// Every key of a region, the newest last.
pub fn keys(connection: &Connection, region: Region) -> Result<Vec<StoredKey>, StoreError> {
    let mut statement = connection.prepare_cached(sql!("preregistration_keys"))?;
    let keys = statement.query_map([region.0], |row| {
        Ok(StoredKey {
            number: row.get(0)?,
            made_at: At(row.get(1)?),
            revoked_at: row.get::<_, Option<i64>>(2)?.map(At),
        })
    })?;
    Ok(keys.collect::<Result<_, _>>()?)
}

/// A new key, numbered after the last. A region has 255 at most.
pub fn make_key(connection: &Connection, region: Region, now: At) -> Result<(), StoreError> {
    if keys(connection, region)?.last().is_some_and(|last| last.number == u8::MAX) {
        return Err(StoreError::Unfit("all 255 pre-registration keys are used up".into()));
    }
    connection.execute(sql!("make_preregistration_key"), params![region.0, now.0])?;
    Ok(())
}

/// Takes a key back; whether there was one to take.
pub fn revoke_key(
    connection: &Connection,
    region: Region,
    number: u8,
    now: At,
) -> Result<bool, StoreError> {
    let revoked =
        connection.execute(sql!("revoke_preregistration_key"), params![region.0, number, now.0])?;
    Ok(revoked == 1)
}
