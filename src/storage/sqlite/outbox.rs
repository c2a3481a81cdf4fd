//! What leaves: endpoints, how far each was served, and what became of each notice. Notices
//! themselves are facts; beside them stands only what cannot be known from the facts.

use rusqlite::{Connection, OptionalExtension, Row, Transaction, params};
use tenfold_domain::code::{LabId, PersonKey, Region, ScanId, TubeCode};
use tenfold_domain::term::{Delivery, DeliveryFault, Message, Party};
use tenfold_domain::time::At;

use super::super::StoreError;
use super::super::cell::{BadCell, Field};
use super::rows::cells;

macro_rules! sql {
    ($name:literal) => {
        include_str!(concat!("../sql/", $name, ".sql"))
    };
}

/// A notice as a party is told it.
#[derive(Clone, PartialEq, Debug)]
pub struct Told {
    /// Its number in the region's ledger.
    pub notice: u64,
    /// The command it followed from.
    pub scan: ScanId,
    /// About which tube.
    pub tube: TubeCode,
    /// About which person, when about one.
    pub person: Option<PersonKey>,
    /// To whom.
    pub party: Party,
    /// What.
    pub message: Message,
    /// When it was told, by the device's clock.
    pub told_at: At,
}

/// A notice that waits for an endpoint.
#[derive(Clone, PartialEq, Debug)]
pub struct Queued {
    /// The notice.
    pub told: Told,
    /// The lab that has the tube.
    pub lab: Option<LabId>,
    /// Until when its members are to be swabbed again, the first of them.
    pub due_at: Option<At>,
    /// How often it was tried in vain.
    pub attempts: u16,
}

/// What became of a try.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Mark {
    /// The endpoint's number.
    pub endpoint: u16,
    /// The notice's number.
    pub notice: u64,
    /// How it stands now.
    pub state: Delivery,
    /// Tries so far.
    pub attempts: u16,
    /// When.
    pub at: At,
    /// Why it was not taken.
    pub fault: Option<DeliveryFault>,
}

/// A delivery as people read it.
#[derive(Clone, PartialEq, Debug)]
pub struct Listed {
    /// The notice.
    pub told: Told,
    /// The endpoint's number.
    pub endpoint: u16,
    /// The endpoint's name.
    pub name: String,
    /// How it stands.
    pub state: Delivery,
    /// Tries so far.
    pub attempts: u16,
    /// When it was tried last.
    pub tried_at: Option<At>,
    /// Why it was not taken.
    pub fault: Option<DeliveryFault>,
}

/// How an endpoint stands.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Stand {
    /// Its name.
    pub name: String,
    /// Notices that it has taken.
    pub delivered: u64,
    /// Dead letters.
    pub dead: u64,
    /// Notices that wait.
    pub waiting: u64,
    /// When the oldest of those was told.
    pub oldest_at: Option<At>,
}

/// One bit a member of a closed list.
pub fn mask(numbers: impl IntoIterator<Item = u8>) -> i64 {
    numbers.into_iter().fold(0, |mask, number| mask | 1 << number)
}

/// Nothing more is for any endpoint of the region, until [`enlist`] says so.
pub fn rest_all(transaction: &Transaction<'_>, region: Region) -> Result<(), StoreError> {
    transaction.execute(sql!("rest_endpoints"), [region.0])?;
    Ok(())
}

/// Takes an endpoint in; a new one begins behind the fact `from`. Returns its number and up to
/// which fact it was served. `parties` and `messages` are [`mask`]s.
pub fn enlist(
    transaction: &Transaction<'_>,
    region: Region,
    name: &str,
    (parties, messages): (i64, i64),
    from: u64,
) -> Result<(u16, u64), StoreError> {
    let values = params![region.0, name, parties, messages, from.cast_signed()];
    let number = |row: &Row<'_>| Ok((row.get(0)?, row.get::<_, i64>(1)?.cast_unsigned()));
    Ok(transaction.query_row(sql!("put_endpoint"), values, number)?)
}

/// Up to which fact tubes and labs can be read beside the facts.
pub fn readable_upto(connection: &Connection, region: Region) -> Result<u64, StoreError> {
    let mut statement = connection.prepare_cached(sql!("head_mark"))?;
    let mark: Option<i64> = statement.query_row([region.0], |row| row.get(0)).optional()?;
    Ok(mark.unwrap_or(0).cast_unsigned())
}

/// The next notices for an endpoint, numbered above `range.0` and up to `range.1`, in order.
pub fn next(
    connection: &Connection,
    (region, endpoint): (Region, u16),
    range: (u64, u64),
    limit: u32,
) -> Result<Vec<Queued>, StoreError> {
    let mut statement = connection.prepare_cached(sql!("notices_to_send"))?;
    let (after, upto) = (range.0.cast_signed(), range.1.cast_signed());
    queued(statement.query(params![region.0, endpoint, after, upto, limit])?)
}

/// Dead letters up to `upto` that somebody asked to send again.
pub fn again(
    connection: &Connection,
    (region, endpoint): (Region, u16),
    upto: u64,
    limit: u32,
) -> Result<Vec<Queued>, StoreError> {
    let mut statement = connection.prepare_cached(sql!("notices_again"))?;
    queued(statement.query(params![region.0, endpoint, upto.cast_signed(), limit])?)
}

fn queued(mut rows: rusqlite::Rows<'_>) -> Result<Vec<Queued>, StoreError> {
    let mut found = Vec::new();
    while let Some(row) = rows.next()? {
        let scan = ScanId(row.get(1)?);
        let row = cells(row, 0, 10)?;
        found.push(Queued {
            told: Told {
                notice: Field::from_cell(row[0])?,
                scan,
                tube: Field::from_cell(row[2])?,
                person: Field::from_cell(row[3])?,
                party: Field::from_cell(row[4])?,
                message: Field::from_cell(row[5])?,
                told_at: Field::from_cell(row[6])?,
            },
            lab: Field::from_cell(row[7])?,
            attempts: Option::<u16>::from_cell(row[8])?.unwrap_or(0),
            due_at: Field::from_cell(row[9])?,
        });
    }
    Ok(found)
}

/// Keeps what became of tries, and up to which fact endpoints were served, in the caller's
/// transaction.
pub fn mark(
    transaction: &Transaction<'_>,
    region: Region,
    marks: &[Mark],
) -> Result<(), StoreError> {
    let mut put = transaction.prepare_cached(sql!("put_delivery"))?;
    for mark in marks {
        put.execute(params![
            region.0,
            mark.endpoint,
            mark.notice.cast_signed(),
            mark.state.number(),
            mark.attempts,
            mark.at.0,
            mark.fault.map(DeliveryFault::number)
        ])?;
    }
    Ok(())
}

/// An endpoint was served up to this fact; so many notices more were delivered to it.
pub fn serve(
    transaction: &Transaction<'_>,
    (region, endpoint): (Region, u16),
    upto: u64,
    delivered: u64,
) -> Result<(), StoreError> {
    let mut move_on = transaction.prepare_cached(sql!("move_endpoint"))?;
    move_on.execute(params![region.0, endpoint, upto.cast_signed(), delivered.cast_signed()])?;
    Ok(())
}

/// A dead letter is to be sent again; whether there was one.
pub fn resend(
    connection: &Connection,
    (region, endpoint): (Region, u16),
    notice: u64,
) -> Result<bool, StoreError> {
    let values = params![region.0, endpoint, notice.cast_signed()];
    Ok(connection.execute(sql!("resend_delivery"), values)? == 1)
}

/// How every endpoint of a region stands.
pub fn stands(connection: &Connection, region: Region) -> Result<Vec<Stand>, StoreError> {
    let mut statement = connection.prepare_cached(sql!("endpoints"))?;
    let stand = |row: &Row<'_>| {
        Ok(Stand {
            name: row.get(0)?,
            delivered: row.get::<_, i64>(1)?.cast_unsigned(),
            dead: row.get::<_, i64>(2)?.cast_unsigned(),
            waiting: row.get::<_, i64>(3)?.cast_unsigned(),
            oldest_at: row.get::<_, Option<i64>>(4)?.map(At),
        })
    };
    let stands = statement.query_map([region.0], stand)?;
    Ok(stands.collect::<Result<_, _>>()?)
}

/// Which deliveries are asked for; what is `None` asks for all.
#[derive(Clone, Copy, Debug)]
pub struct Filter {
    /// How they stand.
    pub state: Option<Delivery>,
    /// To whom.
    pub party: Option<Party>,
    /// Before this notice, and for it before this endpoint.
    pub before: (u64, u16),
}

impl Filter {
    /// Every one.
    pub const ALL: Filter =
        Filter { state: None, party: None, before: (i64::MAX as u64, u16::MAX) };
}

/// Deliveries, the newest notice first.
pub fn list(
    connection: &Connection,
    region: Region,
    filter: Filter,
    limit: u32,
) -> Result<Vec<Listed>, StoreError> {
    let open = matches!(filter.state, Some(Delivery::Waiting | Delivery::Dead));
    let sql = if open { sql!("deliveries_open") } else { sql!("deliveries") };
    let mut statement = connection.prepare_cached(sql)?;
    let mut rows = statement.query(params![
        region.0,
        filter.state.map(Delivery::number),
        filter.party.map(Party::number),
        filter.before.0.cast_signed(),
        filter.before.1,
        limit
    ])?;
    let mut found = Vec::new();
    while let Some(row) = rows.next()? {
        let (scan, name) = (ScanId(row.get(12)?), row.get(2)?);
        let row = cells(row, 0, 12)?;
        let number: u32 = Field::from_cell(row[1])?;
        found.push(Listed {
            told: Told {
                notice: Field::from_cell(row[0])?,
                scan,
                tube: Field::from_cell(row[5])?,
                person: Field::from_cell(row[6])?,
                party: Field::from_cell(row[3])?,
                message: Field::from_cell(row[4])?,
                told_at: Field::from_cell(row[7])?,
            },
            endpoint: u16::try_from(number).map_err(|_| BadCell { wanted: "endpoint" })?,
            name,
            state: Field::from_cell(row[8])?,
            attempts: Field::from_cell(row[9])?,
            tried_at: Field::from_cell(row[10])?,
            fault: Field::from_cell(row[11])?,
        });
    }
    Ok(found)
}

/// Deliveries, as endpoint and notice, that no fact stands behind; `last` is the last fact.
pub fn strays(
    connection: &Connection,
    region: Region,
    last: u64,
) -> Result<Vec<(u16, u64)>, StoreError> {
    let mut statement = connection.prepare(sql!("stray_deliveries"))?;
    let stray = |row: &Row<'_>| Ok((row.get(0)?, row.get::<_, i64>(1)?.cast_unsigned()));
    let strays = statement.query_map(params![region.0, last.cast_signed()], stray)?;
    Ok(strays.collect::<Result<_, _>>()?)
}
