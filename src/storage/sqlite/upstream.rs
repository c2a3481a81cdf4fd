//! Published outcomes and how far each upstream has taken them. The outcomes are facts; beside
//! them stands a cursor for each upstream and what became of its last try.

use rusqlite::{Connection, Row, Transaction, params};
use tenfold_domain::accession::Accession;
use tenfold_domain::code::{LabId, Region, TubeCode};
use tenfold_domain::term::{Call, DeliveryFault};
use tenfold_domain::time::At;

use super::super::StoreError;
use super::super::cell::{Cell, Field};
use super::rows::cells;

macro_rules! sql {
    ($name:literal) => {
        include_str!(concat!("../sql/", $name, ".sql"))
    };
}

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
    transaction.execute(sql!("rest_upstreams"), [region.0])?;
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
    let values = params![region.0, name, form, from.cast_signed()];
    let number = transaction.query_row(sql!("put_upstream"), values, |row| row.get(0))?;
    Ok((number, progress(transaction, (region, number))?))
}

/// How far an upstream is.
pub fn progress(
    connection: &Connection,
    (region, number): (Region, u16),
) -> Result<Progress, StoreError> {
    let mut statement = connection.prepare_cached(sql!("upstream"))?;
    let mut rows = statement.query(params![region.0, number])?;
    let row = rows.next()?.ok_or_else(|| StoreError::Backend("no such upstream".into()))?;
    of_row(row)
}

fn of_row(row: &Row<'_>) -> Result<Progress, StoreError> {
    let row = cells(row, 0, 10)?;
    Ok(Progress {
        sent_upto: Field::from_cell(row[0])?,
        open_upto: Field::from_cell(row[1])?,
        sent: Field::from_cell(row[2])?,
        batches: Field::from_cell(row[3])?,
        attempts: Field::from_cell(row[4])?,
        is_held: row[5] == Cell::Int(1),
        tried_at: Field::from_cell(row[6])?,
        taken_at: Field::from_cell(row[7])?,
        fault: Field::from_cell(row[8])?,
        status: Field::from_cell(row[9])?,
    })
}

/// Keeps how far an upstream is, in the caller's transaction.
pub fn keep(
    transaction: &Transaction<'_>,
    (region, number): (Region, u16),
    progress: &Progress,
) -> Result<(), StoreError> {
    let mut put = transaction.prepare_cached(sql!("keep_upstream"))?;
    put.execute(params![
        region.0,
        number,
        progress.sent_upto.cast_signed(),
        progress.open_upto.cast_signed(),
        progress.sent.cast_signed(),
        progress.batches.cast_signed(),
        progress.attempts,
        progress.is_held,
        progress.tried_at.map(|at| at.0),
        progress.taken_at.map(|at| at.0),
        progress.fault.map(DeliveryFault::number),
        progress.status
    ])?;
    Ok(())
}

/// The last publication numbered above `range.0` and up to `range.1`, be it of a blind sample.
pub fn last_publication(
    connection: &Connection,
    region: Region,
    range: (u64, u64),
) -> Result<Option<u64>, StoreError> {
    let mut statement = connection.prepare_cached(sql!("last_publication"))?;
    let values = params![region.0, range.0.cast_signed(), range.1.cast_signed()];
    let last: Option<i64> = statement.query_row(values, |row| row.get(0))?;
    Ok(last.map(i64::cast_unsigned))
}

/// Outcomes numbered above `range.0` and up to `range.1`, in their order, at most `limit`; blind
/// samples have none.
pub fn published(
    connection: &Connection,
    region: Region,
    range: (u64, u64),
    limit: u32,
) -> Result<Vec<Published>, StoreError> {
    let mut statement = connection.prepare_cached(sql!("outcomes"))?;
    let (after, upto) = (range.0.cast_signed(), range.1.cast_signed());
    let mut rows = statement.query(params![region.0, after, upto, limit])?;
    let mut found = Vec::new();
    while let Some(row) = rows.next()? {
        let row = cells(row, 0, 11)?;
        found.push(Published {
            number: Field::from_cell(row[0])?,
            tube: Field::from_cell(row[1])?,
            call: Field::from_cell(row[2])?,
            at: Field::from_cell(row[3])?,
            recorded_at: Field::from_cell(row[4])?,
            lab: Field::from_cell(row[5])?,
            accession: Field::from_cell(row[6])?,
            people: Option::<u32>::from_cell(row[7])?.unwrap_or(0),
            collected_at: Field::from_cell(row[8])?,
            received_at: Field::from_cell(row[9])?,
            is_amended: row[10] == Cell::Int(1),
        });
    }
    Ok(found)
}

/// How every upstream of a region stands.
pub fn stands(connection: &Connection, region: Region) -> Result<Vec<Stand>, StoreError> {
    let mut statement = connection.prepare_cached(sql!("upstreams"))?;
    let mut rows = statement.query([region.0])?;
    let mut found = Vec::new();
    while let Some(row) = rows.next()? {
        found.push(Stand {
            progress: of_row(row)?,
            name: row.get(10)?,
            form: row.get(11)?,
            waiting: row.get::<_, i64>(12)?.cast_unsigned(),
            oldest_at: row.get::<_, Option<i64>>(13)?.map(At),
        });
    }
    Ok(found)
}

/// One that is held goes on, its batch made anew; whether it was.
pub fn resume(connection: &Connection, region: Region, name: &str) -> Result<bool, StoreError> {
    Ok(connection.execute(sql!("resume_upstream"), params![region.0, name])? == 1)
}

/// Upstreams that took what is none: the cursor lies beyond the last fact.
pub fn strays(
    connection: &Connection,
    region: Region,
    last: u64,
) -> Result<Vec<(u16, u64)>, StoreError> {
    let mut statement = connection.prepare(sql!("stray_upstreams"))?;
    let stray = |row: &Row<'_>| Ok((row.get(0)?, row.get::<_, i64>(1)?.cast_unsigned()));
    let strays = statement.query_map(params![region.0, last.cast_signed()], stray)?;
    Ok(strays.collect::<Result<_, _>>()?)
}
