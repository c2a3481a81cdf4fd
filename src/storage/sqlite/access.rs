//! The access log: who looked at personal data, in a hash chain of its own.

use rusqlite::{Connection, OptionalExtension, params};
use sha2::{Digest, Sha256};
use tenfold_domain::code::{DeviceId, Region, StaffId};
use tenfold_domain::time::At;

use super::super::StoreError;

macro_rules! sql {
    ($name:literal) => {
        include_str!(concat!("../sql/", $name, ".sql"))
    };
}

/// Somebody looked at something about a person.
#[derive(Clone, Debug)]
pub struct Access {
    /// When.
    pub at: At,
    /// Who.
    pub staff: StaffId,
    /// On which device.
    pub device: DeviceId,
    /// What they did, a word.
    pub what: String,
    /// Whom or what they looked at: a keyed hash or a code.
    pub subject: Option<Vec<u8>>,
}

impl Access {
    fn link(&self, number: i64, previous: &[u8]) -> [u8; 32] {
        let mut hash = Sha256::new();
        hash.update(previous);
        for part in [number, self.at.0, i64::from(self.staff.0), i64::from(self.device.0)] {
            hash.update(part.to_le_bytes());
        }
        hash.update((self.what.len() as u64).to_le_bytes());
        hash.update(&self.what);
        hash.update(self.subject.as_deref().unwrap_or_default());
        hash.finalize().into()
    }
}

/// Appends to the access log, which has a hash chain of its own.
pub fn put(connection: &mut Connection, region: Region, access: &Access) -> Result<(), StoreError> {
    let transaction =
        connection.transaction_with_behavior(rusqlite::TransactionBehavior::Immediate)?;
    let last: Option<(i64, Vec<u8>)> = transaction
        .prepare_cached(sql!("last_access"))?
        .query_row([region.0], |row| Ok((row.get(0)?, row.get(1)?)))
        .optional()?;
    let (number, previous) = last.unwrap_or((0, Vec::new()));
    let link = access.link(number + 1, &previous);
    let (staff, device) = (access.staff.0, access.device.0);
    transaction.prepare_cached(sql!("put_access"))?.execute(params![
        region.0,
        number + 1,
        access.at.0,
        staff,
        device,
        access.what,
        access.subject,
        link
    ])?;
    transaction.commit()?;
    Ok(())
}

/// Checks the access log's chain; returns the number of the first entry that does not fit.
pub fn first_bad(connection: &Connection, region: Region) -> Result<Option<i64>, StoreError> {
    let mut previous: Vec<u8> = Vec::new();
    let mut statement = connection.prepare(sql!("accesses"))?;
    let mut rows = statement.query([region.0])?;
    for expected in 1i64.. {
        let Some(row) = rows.next()? else { return Ok(None) };
        let number: i64 = row.get(0)?;
        let access = Access {
            at: At(row.get(1)?),
            staff: StaffId(row.get(2)?),
            device: DeviceId(row.get(3)?),
            what: row.get(4)?,
            subject: row.get(5)?,
        };
        let link: Vec<u8> = row.get(6)?;
        if number != expected || access.link(number, &previous).as_slice() != link {
            return Ok(Some(expected));
        }
        previous = link;
    }
    Ok(None)
}
