//! The access log: who looked at personal data, when and why, in a hash chain of its own.

use sha2::{Digest, Sha256};
use tenfold_domain::code::{DeviceId, Region, StaffId};
use tenfold_domain::term::{AccessReason, AccessSubject};
use tenfold_domain::time::At;

use super::super::StoreError;
use super::super::chain::Link;
use super::super::db::{Connection, Row, Transaction, cells, sql};
use super::reference::TokenMark;

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
    let values = cells![
        region,
        number,
        access.at,
        access.staff,
        access.device,
        access.what,
        access.subject,
        access.token,
        access.reason,
        access.note,
        link
    ];
    transaction.execute(sql!("put_access"), values)?;
    Ok(())
}

/// Number and link of the newest row.
pub fn end(connection: &Connection, region: Region) -> Result<Option<(i64, Vec<u8>)>, StoreError> {
    connection.first(sql!("last_access"), cells![region], |row| Ok((row.get(0)?, row.get(1)?)))
}

/// Whether a row has this link: one that was written down once, and is gone now, tells that the
/// log was cut or rewritten.
pub fn has_link(connection: &Connection, region: Region, link: &Link) -> Result<bool, StoreError> {
    connection.exists(sql!("has_access"), cells![region, *link])
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
    let before = filter.before.unwrap_or(i64::MAX);
    let subject = filter.subject.map(|subject| subject.word().to_owned());
    let values =
        cells![region, before, filter.from, filter.to, filter.staff, filter.token, subject, limit];
    connection.all(sql!("accesses_before"), values, |row| {
        let (number, access, _) = read(row)?;
        Ok((number, access))
    })
}

fn read(row: &Row<'_>) -> Result<(i64, Access, Vec<u8>), StoreError> {
    let access = Access {
        at: row.get(1)?,
        staff: row.get(2)?,
        device: row.get(3)?,
        what: row.get(4)?,
        subject: row.get(5)?,
        token: row.get(6)?,
        reason: row.get(7)?,
        note: row.get(8)?,
    };
    Ok((row.get(0)?, access, row.get(9)?))
}

/// Checks the access log's chain; returns the number of the first entry that does not fit.
pub fn first_bad(connection: &Connection, region: Region) -> Result<Option<i64>, StoreError> {
    let (mut previous, mut expected, mut bad) = (Vec::new(), 1i64, None);
    connection.each(sql!("accesses"), cells![region], |row| {
        // A row that no writer of ours leaves fits nowhere.
        let fits = read(row).ok().filter(|(number, access, link)| {
            *number == expected && access.link(*number, &previous).as_slice() == link
        });
        match fits {
            Some((_, _, link)) => previous = link,
            None => bad = bad.or(Some(expected)),
        }
        expected += 1;
        Ok(())
    })?;
    Ok(bad)
}
