//! What leaves: endpoints, how far each was served, and what became of each notice. Notices
//! themselves are facts; beside them stands only what cannot be known from the facts.

use tenfold_domain::code::{LabId, PersonKey, Region, ScanId, TubeCode};
use tenfold_domain::term::{Delivery, DeliveryFault, Message, Party};
use tenfold_domain::time::At;

use super::super::StoreError;
use super::super::db::{Connection, Row, Transaction, cells, sql};

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
    transaction.execute(sql!("rest_endpoints"), cells![region])?;
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
    let next: Option<i64> = transaction.value(sql!("next_endpoint"), cells![region])?;
    let values = cells![region, next, name, parties, messages, from];
    let number = |row: &Row<'_>| Ok((row.get(0)?, row.get(1)?));
    transaction.one(sql!("put_endpoint"), values, number)
}

/// Up to which fact tubes and labs can be read beside the facts.
pub fn readable_upto(connection: &Connection, region: Region) -> Result<u64, StoreError> {
    Ok(connection.value(sql!("head_mark"), cells![region])?.unwrap_or(0))
}

/// The next notices for an endpoint, numbered above `range.0` and up to `range.1`, in order.
pub fn next(
    connection: &Connection,
    (region, endpoint): (Region, u16),
    range: (u64, u64),
    limit: u32,
) -> Result<Vec<Queued>, StoreError> {
    let (after, upto) = (range.0.cast_signed(), range.1.cast_signed());
    connection.all(sql!("notices_to_send"), cells![region, endpoint, after, upto, limit], queued)
}

/// Dead letters up to `upto` that somebody asked to send again.
pub fn again(
    connection: &Connection,
    (region, endpoint): (Region, u16),
    upto: u64,
    limit: u32,
) -> Result<Vec<Queued>, StoreError> {
    connection.all(sql!("notices_again"), cells![region, endpoint, upto, limit], queued)
}

fn queued(row: &Row<'_>) -> Result<Queued, StoreError> {
    Ok(Queued {
        told: Told {
            notice: row.get(0)?,
            scan: row.get(1)?,
            tube: row.get(2)?,
            person: row.get(3)?,
            party: row.get(4)?,
            message: row.get(5)?,
            told_at: row.get(6)?,
        },
        lab: row.get(7)?,
        attempts: row.get::<Option<u16>>(8)?.unwrap_or(0),
        due_at: row.get(9)?,
    })
}

/// Keeps what became of tries, and up to which fact endpoints were served, in the caller's
/// transaction.
pub fn mark(
    transaction: &Transaction<'_>,
    region: Region,
    marks: &[Mark],
) -> Result<(), StoreError> {
    for mark in marks {
        let Mark { endpoint, notice, state, attempts, at, fault } = *mark;
        let values = cells![region, endpoint, notice, state, attempts, at, fault];
        transaction.execute(sql!("put_delivery"), values)?;
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
    transaction.execute(sql!("move_endpoint"), cells![region, endpoint, upto, delivered])?;
    Ok(())
}

/// A dead letter is to be sent again; whether there was one.
pub fn resend(
    connection: &Connection,
    (region, endpoint): (Region, u16),
    notice: u64,
) -> Result<bool, StoreError> {
    let values = cells![region, endpoint, notice];
    Ok(connection.execute(sql!("resend_delivery"), values)? == 1)
}

/// How every endpoint of a region stands.
pub fn stands(connection: &Connection, region: Region) -> Result<Vec<Stand>, StoreError> {
    let stand = |row: &Row<'_>| {
        Ok(Stand {
            name: row.get(0)?,
            delivered: row.get(1)?,
            dead: row.get(2)?,
            waiting: row.get(3)?,
            oldest_at: row.get(4)?,
        })
    };
    connection.all(sql!("endpoints"), cells![region], stand)
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
    let (notice, endpoint) = filter.before;
    let values = cells![region, filter.state, filter.party, notice, endpoint, limit];
    connection.all(sql, values, |row| {
        Ok(Listed {
            told: Told {
                notice: row.get(0)?,
                scan: row.get(12)?,
                tube: row.get(5)?,
                person: row.get(6)?,
                party: row.get(3)?,
                message: row.get(4)?,
                told_at: row.get(7)?,
            },
            endpoint: row.get(1)?,
            name: row.get(2)?,
            state: row.get(8)?,
            attempts: row.get(9)?,
            tried_at: row.get(10)?,
            fault: row.get(11)?,
        })
    })
}

/// Deliveries, as endpoint and notice, that no fact stands behind; `last` is the last fact.
pub fn strays(
    connection: &Connection,
    region: Region,
    last: u64,
) -> Result<Vec<(u16, u64)>, StoreError> {
    let stray = |row: &Row<'_>| Ok((row.get(0)?, row.get(1)?));
    connection.all(sql!("stray_deliveries"), cells![region, last], stray)
}
