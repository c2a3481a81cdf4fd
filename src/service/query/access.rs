//! The access log: a row before personal data is shown whole, and the rows for whoever audits.

use std::sync::Arc;

use crate::storage::db::Connection;
use serde::Serialize;
use tenfold_domain::code::{DeviceId, PersonKey, Region, StaffId};
use tenfold_domain::term::{AccessReason, AccessSubject};
use tenfold_domain::time::At;
use utoipa::ToSchema;

use super::personal::Unmask;
use crate::service::Service;
use crate::service::readers::ReadError;
use crate::service::vault::{Place, Vault, VaultError, hex};
use crate::storage::StoreError;
use crate::storage::tables::access::{self, Access, Filter};

/// What is seen whole.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Seen {
    /// Somebody.
    Person(PersonKey),
    /// The kept command of this number.
    Kept(u64),
    /// Everybody expected or sampled.
    Roster,
}

impl Seen {
    fn subject(self) -> (AccessSubject, Option<Vec<u8>>) {
        match self {
            Seen::Person(person) => (AccessSubject::Person, Some(person.0.to_vec())),
            Seen::Kept(number) => (AccessSubject::KeptCommand, Some(number.to_be_bytes().into())),
            Seen::Roster => (AccessSubject::Roster, None),
        }
    }
}

/// The row of somebody who asks over HTTP; the note is sealed into it.
pub fn row(
    unmask: &Unmask,
    seen: Seen,
    at: At,
    (vault, region): (&Vault, Region),
) -> Result<Access, VaultError> {
    let (subject, whom) = seen.subject();
    let mut access = Access {
        at,
        staff: unmask.bearer.staff,
        device: unmask.bearer.device,
        token: Some(unmask.token),
        what: subject.word().to_owned(),
        subject: whom,
        reason: Some(unmask.reason),
        note: None,
    };
    if let Some(note) = &unmask.note {
        let place = Place { table: "access", region, row: &note_row(&access) };
        access.note = Some(vault.seal(place, note.as_bytes())?);
    }
    Ok(access)
}

/// The row of whoever has a shell on the server.
pub fn row_of_shell(seen: Seen, reason: AccessReason, at: At) -> Access {
    let (subject, whom) = seen.subject();
    Access {
        at,
        staff: StaffId(0),
        device: DeviceId(0),
        token: None,
        what: subject.word().to_owned(),
        subject: whom,
        reason: Some(reason),
        note: None,
    }
}

/// What a note is bound to, so that it opens in no other row: when, by whom, on which device.
fn note_row(access: &Access) -> [u8; 16] {
    let mut row = [0; 16];
    row[..8].copy_from_slice(&access.at.0.to_be_bytes());
    row[8..12].copy_from_slice(&access.staff.0.to_be_bytes());
    row[12..].copy_from_slice(&access.device.0.to_be_bytes());
    row
}

/// Somebody saw personal data whole. Who it was about is shown as a look-up key alone.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct AccessView {
    /// Its number in the log, which has no gap.
    pub number: i64,
    /// When.
    pub at_ms: i64,
    /// Who; 0 is whoever has a shell on the server.
    pub staff: u32,
    /// On which device.
    pub device: u32,
    /// What names their token, as `tenfold token list` shows it; none on the command line.
    pub token: Option<String>,
    /// What they saw, a word: person, kept_command or roster.
    pub subject: Option<&'static str>,
    /// What they saw, in Chinese.
    pub subject_zh: Option<&'static str>,
    /// Look-up key of the person.
    pub person: Option<String>,
    /// Number of the kept command.
    pub kept_command: Option<u64>,
    /// Why, a word.
    pub reason: Option<&'static str>,
    /// Why, in Chinese.
    pub reason_zh: Option<&'static str>,
    /// What they added to the reason. In rows from before reasons were a list, all they said.
    pub note: Option<String>,
}

impl AccessView {
    fn of((number, access): &(i64, Access), vault: &Vault, region: Region) -> AccessView {
        let subject = AccessSubject::from_word(&access.what);
        let whom = access.subject.as_deref().unwrap_or_default();
        let place = Place { table: "access", region, row: &note_row(access) };
        let opened = access.note.as_deref().and_then(|note| vault.open_sealed(place, note).ok());
        let note = opened.map(|note| String::from_utf8_lossy(&note).into_owned());
        AccessView {
            number: *number,
            at_ms: access.at.0,
            staff: access.staff.0,
            device: access.device.0,
            token: access.token.map(|token| token.to_string()),
            subject: subject.map(AccessSubject::word),
            subject_zh: subject.map(AccessSubject::zh),
            person: (whom.len() == 16).then(|| hex(whom)),
            kept_command: whom.try_into().ok().map(u64::from_be_bytes),
            reason: access.reason.map(AccessReason::word),
            reason_zh: access.reason.map(AccessReason::zh),
            note: note.or_else(|| access.reason.is_none().then(|| access.what.clone())),
        }
    }
}

/// A page of the access log, newest first.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct AccessPage {
    /// The rows.
    pub entries: Vec<AccessView>,
    /// Where there may be older ones: ask for them with `before` of this number.
    pub next: Option<i64>,
    /// Rows of the whole log.
    pub rows: i64,
    /// Link of its newest row: written down elsewhere, it lets `tenfold verify --expect-access`
    /// find a log that was cut.
    pub last_link: Option<String>,
}

/// Rows of the log that a filter lets through, newest first, at most `limit`.
pub fn page(
    connection: &Connection,
    vault: &Vault,
    region: Region,
    filter: &Filter,
    limit: u32,
) -> Result<AccessPage, StoreError> {
    let found = access::list(connection, region, filter, limit)?;
    let whole = found.len() == limit as usize;
    let end = access::end(connection, region)?;
    Ok(AccessPage {
        next: found.last().map(|(number, _)| *number).filter(|number| whole && *number > 1),
        entries: found.iter().map(|row| AccessView::of(row, vault, region)).collect(),
        rows: end.as_ref().map_or(0, |(number, _)| *number),
        last_link: end.map(|(_, link)| hex(&link)),
    })
}

impl Service {
    /// Leaves a row in the access log; nothing is shown before it is on the disk.
    pub(super) async fn note_access(
        &self,
        of: Region,
        unmask: &Unmask,
        seen: Seen,
    ) -> Result<(), StoreError> {
        let at = crate::service::clock::now();
        let access = row(unmask, seen, at, (&self.vault, of));
        let access = access.map_err(|error| StoreError::Backend(error.to_string()))?;
        self.commit_beside(move |to| access::put(to, of, &access)).await
    }

    /// The access log, newest first.
    pub async fn accesses(
        self: &Arc<Self>,
        of: Region,
        filter: Filter,
        limit: u32,
    ) -> Result<AccessPage, ReadError> {
        let service = self.clone();
        self.look(of, move |look| page(look.connection, &service.vault, of, &filter, limit)).await
    }
}
