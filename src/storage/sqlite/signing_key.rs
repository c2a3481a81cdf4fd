//! The keys that sign what residents show. Only numbers and times are kept: the secrets are made of
//! the root key.

use rusqlite::{Connection, params};
use tenfold_domain::code::Region;
use tenfold_domain::time::At;

use super::super::StoreError;

/// What a key signs; the numbers are kept.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[repr(u8)]
pub enum Purpose {
    /// Codes of people who entered their own data.
    Preregistration = 1,
    /// Statements of reports.
    Report = 2,
}

/// A key that signs.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct StoredKey {
    /// From 1.
    pub number: u8,
    /// When it was made.
    pub made_at: At,
    /// When it was taken back.
    pub revoked_at: Option<At>,
}

/// Every key of a region, the newest last.
pub fn keys(
    connection: &Connection,
    region: Region,
    purpose: Purpose,
) -> Result<Vec<StoredKey>, StoreError> {
    const KEYS: &str = include_str!("../sql/signing_keys.sql");
    let mut statement = connection.prepare_cached(KEYS)?;
    let keys = statement.query_map(params![region.0, purpose as u8], |row| {
        Ok(StoredKey {
            number: row.get(0)?,
            made_at: At(row.get(1)?),
            revoked_at: row.get::<_, Option<i64>>(2)?.map(At),
        })
    })?;
    Ok(keys.collect::<Result<_, _>>()?)
}

/// The newest key that was not taken back: the one that signs.
pub fn newest(
    connection: &Connection,
    region: Region,
    purpose: Purpose,
) -> Result<Option<u8>, StoreError> {
    let keys = keys(connection, region, purpose)?;
    Ok(keys.iter().rev().find(|key| key.revoked_at.is_none()).map(|key| key.number))
}

/// A new key, numbered after the last. A region has 255 at most for a purpose.
pub fn make(
    connection: &Connection,
    region: Region,
    purpose: Purpose,
    now: At,
) -> Result<(), StoreError> {
    const MAKE: &str = include_str!("../sql/make_signing_key.sql");
    if keys(connection, region, purpose)?.last().is_some_and(|last| last.number == u8::MAX) {
        return Err(StoreError::Unfit("all 255 keys of this kind are used up".into()));
    }
    connection.execute(MAKE, params![region.0, purpose as u8, now.0])?;
    Ok(())
}

/// Takes a key back; whether there was one to take.
pub fn revoke(
    connection: &Connection,
    region: Region,
    (purpose, number): (Purpose, u8),
    now: At,
) -> Result<bool, StoreError> {
    const REVOKE: &str = include_str!("../sql/revoke_signing_key.sql");
    let revoked = connection.execute(REVOKE, params![region.0, purpose as u8, number, now.0])?;
    Ok(revoked == 1)
}
