//! The keys that sign what residents show. Only numbers and times are kept: the secrets are made of
//! the root key.

use tenfold_domain::code::Region;
use tenfold_domain::time::At;

use super::super::StoreError;
use super::super::db::{Connection, cells, sql};

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
    const KEYS: &str = sql!("signing_keys");
    connection.all(KEYS, cells![region, purpose as u8], |row| {
        Ok(StoredKey { number: row.get(0)?, made_at: row.get(1)?, revoked_at: row.get(2)? })
    })
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
    const MAKE: &str = sql!("make_signing_key");
    let last = keys(connection, region, purpose)?.last().map_or(0, |last| last.number);
    let used_up = || StoreError::Unfit("all 255 keys of this kind are used up".into());
    let next = last.checked_add(1).ok_or_else(used_up)?;
    connection.execute(MAKE, cells![region, purpose as u8, next, now])?;
    Ok(())
}

/// Takes a key back; whether there was one to take.
pub fn revoke(
    connection: &Connection,
    region: Region,
    (purpose, number): (Purpose, u8),
    now: At,
) -> Result<bool, StoreError> {
    const REVOKE: &str = sql!("revoke_signing_key");
    let revoked = connection.execute(REVOKE, cells![region, purpose as u8, number, now])?;
    Ok(revoked == 1)
}
