//! Reads for the service's queries.

use rusqlite::Connection;
use tenfold_domain::code::Region;

use super::super::StoreError;

/// How many people the grid expects.
pub fn roster_count(connection: &Connection, region: Region) -> Result<u64, StoreError> {
    const ROSTER_COUNT: &str = include_str!("../sql/roster_count.sql");
    let count: i64 = connection.query_row(ROSTER_COUNT, [region.0], |row| row.get(0))?;
    Ok(count.cast_unsigned())
}
