//! People who entered their own data beforehand. Reference data: no fact, until a clerk registers
//! them.

use tenfold_domain::code::{Region, SiteId};
use tenfold_domain::time::At;

use super::super::StoreError;
use super::super::db::{Connection, cells, sql};

/// Where and when somebody means to come.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Appointment {
    /// Where.
    pub site: SiteId,
    /// When.
    pub at: At,
}

/// Somebody who means to come, still sealed.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Comer {
    /// Under which their data is sealed.
    pub reference: [u8; 16],
    /// Their data.
    pub sealed: Vec<u8>,
    /// When they mean to come.
    pub at: At,
}

/// Keeps somebody's sealed data under a reference, with their appointment if they made one.
pub fn put(
    connection: &Connection,
    region: Region,
    (reference, sealed, appointment): (&[u8; 16], &[u8], Option<Appointment>),
    now: At,
) -> Result<(), StoreError> {
    const PUT: &str = sql!("put_preregistration");
    let (site, at) = (appointment.map(|one| one.site), appointment.map(|one| one.at));
    connection.execute(PUT, cells![region, *reference, now, sealed, site, at])?;
    Ok(())
}

/// Who means to come to a site from one moment and before another, at most `limit` of them.
pub fn appointments(
    connection: &Connection,
    (region, site): (Region, SiteId),
    (from, to): (At, At),
    limit: u32,
) -> Result<Vec<Comer>, StoreError> {
    connection.all(sql!("appointments"), cells![region, site, from, to, limit], |row| {
        Ok(Comer { reference: row.get(0)?, sealed: row.get(1)?, at: row.get(2)? })
    })
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
