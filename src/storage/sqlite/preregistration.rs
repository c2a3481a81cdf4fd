//! People who entered their own data beforehand. Reference data: no fact, until a clerk registers
//! them.

use rusqlite::{Connection, OptionalExtension, params};
use tenfold_domain::code::Region;
use tenfold_domain::time::At;

use super::super::StoreError;

/// Keeps somebody's sealed data under a reference.
pub fn put(
    connection: &Connection,
    region: Region,
    (reference, sealed): (&[u8; 16], &[u8]),
    now: At,
) -> Result<(), StoreError> {
    const PUT: &str = include_str!("../sql/put_preregistration.sql");
    let mut statement = connection.prepare_cached(PUT)?;
    statement.execute(params![region.0, reference, now.0, sealed])?;
    Ok(())
}

/// The sealed data under a reference.
pub fn find(
    connection: &Connection,
    region: Region,
    reference: &[u8; 16],
) -> Result<Option<Vec<u8>>, StoreError> {
    const FIND: &str = include_str!("../sql/preregistration.sql");
    let mut statement = connection.prepare_cached(FIND)?;
    Ok(statement.query_row(params![region.0, reference], |row| row.get(0)).optional()?)
}
