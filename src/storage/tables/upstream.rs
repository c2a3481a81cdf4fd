//! Published outcomes and how far each upstream has taken them. The outcomes are facts; beside
//! them stands a cursor for each upstream and what became of its last try.

use tenfold_domain::accession::Accession;
use tenfold_domain::code::{LabId, Region, TubeCode};
use tenfold_domain::term::{AmendReason, Call, DeliveryFault};
use tenfold_domain::time::At;

use super::super::StoreError;
use super::super::db::{Connection, Row, Transaction, cells, sql};

/// An outcome as it was published.
#[derive(Clone, PartialEq, Debug)]
pub struct Published {
    /// Of its publication in the region's ledger.
    pub number: u64,
    /// The tube.
    pub tube: TubeCode,
    /// What was found.
    pub call: Call,
    /// When, by the device's clock.
    pub at: At,
    /// When, by the server's.
    pub recorded_at: At,
    /// The lab that has the tube.
    pub lab: Option<LabId>,
    /// The lab's number for it.
    pub accession: Option<Accession>,
    /// Persons in it.
    pub people: u32,
    /// The first swab.
    pub collected_at: Option<At>,
    /// At the lab.
    pub received_at: Option<At>,
    /// It was called otherwise before.
    pub is_amended: bool,
    /// Why, the last time; nothing where it was before reasons were asked for.
    pub amended_for: Option<AmendReason>,
}

/// How far an upstream has taken outcomes.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Progress {
    /// Taken up to this fact.
    pub sent_upto: u64,
    /// The last outcome of the batch under way; 0 without one. It stays until the batch is taken,
    /// so that every try is of the same outcomes.
    pub open_upto: u64,
    /// Outcomes taken.
    pub sent: u64,
    /// Batches taken.
    pub batches: u64,
    /// How often the batch under way was tried in vain.
    pub attempts: u16,
    /// It was refused for good, and waits for a hand.
    pub is_held: bool,
    /// When it was tried last.
    pub tried_at: Option<At>,
    /// When a batch was taken last.
    pub taken_at: Option<At>,
    /// Why the last try failed, if it did.
    pub fault: Option<DeliveryFault>,
    /// What HTTP said then.
    pub status: Option<u16>,
}

/// How an upstream stands.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Stand {
    /// Its name.
    pub name: String,
    /// Its form, a word.
    pub form: String,
    /// How far it is.
    pub progress: Progress,
    /// Outcomes that wait.
    pub waiting: u64,
    /// When the oldest of those was recorded.
    pub oldest_at: Option<At>,
}

/// Nothing more is for any upstream of the region, until [`enlist`] says so.
pub fn rest_all(transaction: &Transaction<'_>, region: Region) -> Result<(), StoreError> {
    transaction.execute(sql!("rest_upstreams"), cells![region])?;
    Ok(())
}

/// Takes an upstream in; a new one begins behind the fact `from`. Returns its number and how far
/// it is.
pub fn enlist(
    transaction: &Transaction<'_>,
    region: Region,
    (name, form): (&str, &str),
    from: u64,
) -> Result<(u16, Progress), StoreError> {
    let next: Option<i64> = transaction.value(sql!("next_upstream"), cells![region])?;
    let values = cells![region, next, name, form, from];
    let number = transaction.one(sql!("put_upstream"), values, |row| row.get(0))?;
    Ok((number, progress(transaction, (region, number))?))
}

/// How far an upstream is.
pub fn progress(
    connection: &Connection,
    (region, number): (Region, u16),
) -> Result<Progress, StoreError> {
    connection.one(sql!("upstream"), cells![region, number], of_row)
}

fn of_row(row: &Row<'_>) -> Result<Progress, StoreError> {
    Ok(Progress {
        sent_upto: row.get(0)?,
        open_upto: row.get(1)?,
        sent: row.get(2)?,
        batches: row.get(3)?,
        attempts: row.get(4)?,
        is_held: row.get(5)?,
        tried_at: row.get(6)?,
        taken_at: row.get(7)?,
        fault: row.get(8)?,
        status: row.get(9)?,
    })
}

/// Keeps how far an upstream is, in the caller's transaction.
pub fn keep(
    transaction: &Transaction<'_>,
    (region, number): (Region, u16),
    progress: &Progress,
) -> Result<(), StoreError> {
    let values = cells![
        region,
        number,
        progress.sent_upto,
        progress.open_upto,
        progress.sent,
        progress.batches,
        progress.attempts,
        progress.is_held,
        progress.tried_at,
        progress.taken_at,
        progress.fault,
        progress.status
    ];
    transaction.execute(sql!("keep_upstream"), values)?;
    Ok(())
}

/// The last publication numbered above `range.0` and up to `range.1`, be it of a blind sample.
pub fn last_publication(
    connection: &Connection,
    region: Region,
    range: (u64, u64),
) -> Result<Option<u64>, StoreError> {
    let values = cells![region, range.0, range.1];
    Ok(connection.value::<Option<u64>>(sql!("last_publication"), values)?.flatten())
}

/// Outcomes numbered above `range.0` and up to `range.1`, in their order, at most `limit`; blind
/// samples have none.
pub fn published(
    connection: &Connection,
    region: Region,
    range: (u64, u64),
    limit: u32,
) -> Result<Vec<Published>, StoreError> {
    let (after, upto) = range;
    connection.all(sql!("outcomes"), cells![region, after, upto, limit], |row| {
        Ok(Published {
            number: row.get(0)?,
            tube: row.get(1)?,
            call: row.get(2)?,
            at: row.get(3)?,
            recorded_at: row.get(4)?,
            lab: row.get(5)?,
            accession: row.get(6)?,
            people: row.get::<Option<u32>>(7)?.unwrap_or(0),
            collected_at: row.get(8)?,
            received_at: row.get(9)?,
            is_amended: row.get(10)?,
            amended_for: row.get(11)?,
        })
    })
}

/// How every upstream of a region stands.
pub fn stands(connection: &Connection, region: Region) -> Result<Vec<Stand>, StoreError> {
    connection.all(sql!("upstreams"), cells![region], |row| {
        Ok(Stand {
            progress: of_row(row)?,
            name: row.get(10)?,
            form: row.get(11)?,
            waiting: row.get(12)?,
            oldest_at: row.get(13)?,
        })
    })
}

/// One that is held goes on, its batch made anew; whether it was.
pub fn resume(connection: &Connection, region: Region, name: &str) -> Result<bool, StoreError> {
    Ok(connection.execute(sql!("resume_upstream"), cells![region, name])? == 1)
}

/// Upstreams that took what is none: the cursor lies beyond the last fact.
pub fn strays(
    connection: &Connection,
    region: Region,
    last: u64,
) -> Result<Vec<(u16, u64)>, StoreError> {
    let stray = |row: &Row<'_>| Ok((row.get(0)?, row.get(1)?));
    connection.all(sql!("stray_upstreams"), cells![region, last], stray)
}
