//! Results files of one colour, which say nothing by themselves. No fact, until those of all
//! colours are read as one plate.

use sha2::{Digest as _, Sha256};
use tenfold_domain::code::{PlateCode, Region};
use tenfold_domain::time::At;

use super::super::StoreError;
use super::super::db::{Connection, cells, sql};

/// Files of one plate: a handful of colours, each exported once more or twice.
const PARTS_MAX: u32 = 32;

/// Keeps a file. The same one again changes nothing; nor does one too many, which is not kept.
pub fn put(
    connection: &Connection,
    (region, plate): (Region, PlateCode),
    bytes: &[u8],
    now: At,
) -> Result<(), StoreError> {
    const PUT: &str = sql!("put_result_part");
    let digest: [u8; 32] = Sha256::digest(bytes).into();
    let kept: Option<i64> = connection.value(sql!("result_parts_kept"), cells![region, plate])?;
    if kept.is_some_and(|kept| kept < i64::from(PARTS_MAX)) {
        connection.execute(PUT, cells![region, plate, digest, now, bytes])?;
    }
    Ok(())
}

/// The files of a plate, in the order in which they were kept.
pub fn of_plate(
    connection: &Connection,
    region: Region,
    plate: PlateCode,
) -> Result<Vec<Vec<u8>>, StoreError> {
    const OF_PLATE: &str = sql!("result_parts");
    connection.all(OF_PLATE, cells![region, plate.as_str()], |row| row.get(0))
}
