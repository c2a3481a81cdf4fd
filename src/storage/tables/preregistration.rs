//! People who entered their own data beforehand. Reference data: no fact, until a clerk registers
//! them.

use tenfold_domain::code::Region;
use tenfold_domain::time::At;

use super::super::StoreError;
use super::super::db::{Connection, cells, sql};

/// Keeps somebody's sealed data under a reference.
pub fn put(
    connection: &Connection,
    region: Region,
    (reference, sealed): (&[u8; 16], &[u8]),
    now: At,
) -> Result<(), StoreError> {
    const PUT: &str = sql!("put_preregistration");
    connection.execute(PUT, cells![region, *reference, now, sealed])?;
    Ok(())
}

/// The sealed data under a reference.
pub fn find(
    connection: &Connection,
    region: Region,
    reference: &[u8; 16],
) -> Result<Option<Vec<u8>>, StoreError> {
    const FIND: &str = sql!("preregistration");
    connection.value(FIND, cells![region, *reference])
}
