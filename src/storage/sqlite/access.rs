//! The access log: who looked at personal data, when and why, in a hash chain of its own.

use rusqlite::{Connection, OptionalExtension, Row, Transaction, params};
use sha2::{Digest, Sha256};
use tenfold_domain::code::{DeviceId, Region, StaffId};
use tenfold_domain::term::{AccessReason, AccessSubject};
use tenfold_domain::time::At;

use super::super::StoreError;
use super::super::cell::BadCell;
use super::super::chain::Link;
use super::reference::TokenMark;

macro_rules! sql {
    ($name:literal) => {
        include_str!(concat!("../sql/", $name, ".sql"))
    };
}

/// Begins what is hashed of a row with a reason, so that it hashes like no row of before.
const WITH_REASON: &[u8] = b"tenfold access 2";

/// Somebody looked at something about a person.
#[derive(Clone, Debug)]
pub struct Access {
    /// When.
    pub at: At,
    /// Who; 0 is whoever has a shell on the server.
    pub staff: StaffId,
    /// On which device.
    pub device: DeviceId,
    /// With which token; none on the command line.
    pub token: Option<TokenMark>,
    /// The word of what kind of thing they looked at, an [`AccessSubject`]'s. In rows without a
    /// reason, which are from before, a sentence.
    pub what: String,
    /// Whom or what they looked at: a look-up key, or the number of a kept command.
    pub subject: Option<Vec<u8>>,
    /// Why.
    pub reason: Option<AccessReason>,
    /// What they added to the reason, sealed.
    pub note: Option<Vec<u8>>,
}

impl Access {
    fn link(&self, number: i64, previous: &[u8]) -> Link {
        let mut hash = Sha256::new();
        hash.update(if self.reason.is_some() { WITH_REASON } else { &[] });
        hash.update(previous);
        for part in [number, self.at.0, i64::from(self.staff.0), i64::from(self.device.0)] {
            hash.update(part.to_le_bytes());
        }
        hash.update((self.what.len() as u64).to_le_bytes());
        hash.update(&self.what);
        let Some(reason) = self.reason else {
            hash.update(self.subject.as_deref().unwrap_or_default());
            return hash.finalize().into();
        };
        hash.update([reason.number()]);
        let token = self.token.map(|token| token.0);
        let token = token.as_ref().map(|token| token.as_slice());
        for part in [self.subject.as_deref(), token, self.note.as_deref()] {
            // None is told from empty.
            let length = part.map_or(u64::MAX, |part| part.len() as u64);
            hash.update(length.to_le_bytes());
            hash.update(part.unwrap_or_default());
        }
        hash.finalize().into()
    }
}

/// Appends to the access log.
pub fn put(
    transaction: &Transaction<'_>,
    region: Region,
    access: &Access,
) -> Result<(), StoreError> {
    let (number, previous) = end(transaction, region)?.unzip();
    let number = number.unwrap_or(0) + 1;
    let link = access.link(number, previous.as_deref().unwrap_or_default());
    transaction.prepare_cached(sql!("put_access"))?.execute(params![
        region.0,
        number,
        access.at.0,
        access.staff.0,
        access.device.0,
        access.what,
        access.subject,
        access.token.map(|token| token.0),
        access.reason.map(AccessReason::number),
        access.note,
        link
    ])?;
    Ok(())
}

/// Number and link of the newest row.
pub fn end(connection: &Connection, region: Region) -> Result<Option<(i64, Vec<u8>)>, StoreError> {
    let mut statement = connection.prepare_cached(sql!("last_access"))?;
    Ok(statement.query_row([region.0], |row| Ok((row.get(0)?, row.get(1)?))).optional()?)
}

/// Whether a row has this link: one that was written down once, and is gone now, tells that the
/// log was cut or rewritten.
pub fn has_link(connection: &Connection, region: Region, link: &Link) -> Result<bool, StoreError> {
    let mut statement = connection.prepare(sql!("has_access"))?;
    Ok(statement.exists(params![region.0, link])?)
}

/// Which rows of the log are asked for; what is `None` asks for all.
#[derive(Clone, Default, Debug)]
pub struct Filter {
    /// Older than the row of this number.
    pub before: Option<i64>,
    /// From this moment on.
    pub from: Option<At>,
    /// Before this moment.
    pub to: Option<At>,
    /// By whom.
    pub staff: Option<StaffId>,
    /// With which token.
    pub token: Option<TokenMark>,
    /// Of which kind of thing.
    pub subject: Option<AccessSubject>,
}

/// Rows with their numbers, newest first, at most `limit` of them.
pub fn list(
    connection: &Connection,
    region: Region,
    filter: &Filter,
    limit: u32,
) -> Result<Vec<(i64, Access)>, StoreError> {
    let mut statement = connection.prepare_cached(sql!("accesses_before"))?;
    let mut rows = statement.query(params![
        region.0,
        filter.before.unwrap_or(i64::MAX),
        filter.from.map(|at| at.0),
        filter.to.map(|at| at.0),
        filter.staff.map(|staff| staff.0),
        filter.token.map(|token| token.0),
        filter.subject.map(AccessSubject::word),
        limit
    ])?;
    let mut found = Vec::new();
    while let Some(row) = rows.next()? {
        let (number, access, _) = read(row)?;
        found.push((number, access));
    }
    Ok(found)
}

fn read(row: &Row<'_>) -> Result<(i64, Access, Vec<u8>), StoreError> {
    let reason: Option<u8> = row.get(7)?;
    let known = |number| AccessReason::from_number(number).ok_or(BadCell { wanted: "reason" });
    let access = Access {
        at: At(row.get(1)?),
        staff: StaffId(row.get(2)?),
        device: DeviceId(row.get(3)?),
        what: row.get(4)?,
        subject: row.get(5)?,
        token: row.get::<_, Option<[u8; 8]>>(6)?.map(TokenMark),
        reason: reason.map(known).transpose()?,
        note: row.get(8)?,
    };
    Ok((row.get(0)?, access, row.get(9)?))
}

/// Checks the access log's chain; returns the number of the first entry that does not fit.
pub fn first_bad(connection: &Connection, region: Region) -> Result<Option<i64>, StoreError> {
    let mut previous: Vec<u8> = Vec::new();
    let mut statement = connection.prepare(sql!("accesses"))?;
    let mut rows = statement.query([region.0])?;
    for expected in 1i64.. {
        let Some(row) = rows.next()? else { return Ok(None) };
        // A row that no writer of ours leaves fits nowhere.
        let Ok((number, access, link)) = read(row) else { return Ok(Some(expected)) };
        if number != expected || access.link(number, &previous).as_slice() != link {
            return Ok(Some(expected));
        }
        previous = link;
    }
    Ok(None)
}
