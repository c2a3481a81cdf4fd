//! What parties were told, and what became of it.

use rusqlite::{Connection, params};
use tenfold_domain::code::{PersonKey, Region, StaffId, TubeCode};
use tenfold_domain::notice::Told;
use tenfold_domain::term::{Message, Party};
use tenfold_domain::time::At;

use super::super::StoreError;
use super::super::cell::{BadCell, Cell, Field};
use super::rows::cells;

/// A notice as it was told last.
#[derive(Clone, PartialEq, Debug)]
pub struct Notice {
    /// About which tube.
    pub tube: TubeCode,
    /// To whom.
    pub party: Party,
    /// What.
    pub message: Message,
    /// About which person, when about one.
    pub person: Option<PersonKey>,
    /// Its number in the region's ledger.
    pub seq: u64,
    /// When it was told.
    pub told_at: At,
    /// When and by whom it was confirmed.
    pub acknowledged: Option<(At, StaffId)>,
    /// When the first endpoint took it.
    pub delivered_at: Option<At>,
    /// Steps at which it was raised, and when.
    pub raised: Vec<(u8, At)>,
}

/// Steps and moments, one after the other.
fn steps(cell: Cell<'_>) -> Result<Vec<(u8, At)>, BadCell> {
    let Some(text) = Option::<String>::from_cell(cell)? else { return Ok(Vec::new()) };
    let wrong = || BadCell { wanted: "step and moment" };
    let words: Vec<&str> = text.split(' ').collect();
    let pair = |pair: &[&str]| {
        let [step, at] = pair else { return Err(wrong()) };
        Ok((step.parse().map_err(|_| wrong())?, At(at.parse().map_err(|_| wrong())?)))
    };
    let mut steps = words.chunks(2).map(pair).collect::<Result<Vec<_>, _>>()?;
    steps.sort_unstable();
    Ok(steps)
}

/// Of which tubes something was told until then that its party has not confirmed, and how each of
/// that stands.
pub fn notices_open(
    connection: &Connection,
    region: Region,
    upto: At,
) -> Result<Vec<(TubeCode, Message, Told)>, StoreError> {
    const SQL: &str = include_str!("../sql/notices_open.sql");
    let mut statement = connection.prepare_cached(SQL)?;
    let mut rows = statement.query(params![region.0, upto.0])?;
    let mut found = Vec::new();
    while let Some(row) = rows.next()? {
        let row = cells(row, 0, 6)?;
        let (at, step) = (Field::from_cell(row[4])?, Field::from_cell(row[5])?);
        let told = Told { at, is_confirmed: false, step };
        found.push((Field::from_cell(row[0])?, Field::from_cell(row[2])?, told));
    }
    Ok(found)
}

/// Notices, unconfirmed ones first.
pub fn notices(
    connection: &Connection,
    (region, to): (Region, Option<Party>),
    limit: u32,
) -> Result<Vec<Notice>, StoreError> {
    const SQL: &str = include_str!("../sql/notices.sql");
    let mut statement = connection.prepare_cached(SQL)?;
    let mut rows = statement.query(params![region.0, limit, to.map(Party::number)])?;
    let mut found = Vec::new();
    while let Some(row) = rows.next()? {
        let row = cells(row, 0, 10)?;
        let confirmed_at = Option::<At>::from_cell(row[6])?;
        let by = Option::<StaffId>::from_cell(row[7])?;
        found.push(Notice {
            tube: Field::from_cell(row[0])?,
            party: Field::from_cell(row[1])?,
            message: Field::from_cell(row[2])?,
            person: Field::from_cell(row[3])?,
            seq: Field::from_cell(row[4])?,
            told_at: Field::from_cell(row[5])?,
            acknowledged: confirmed_at.zip(by),
            delivered_at: Field::from_cell(row[8])?,
            raised: steps(row[9])?,
        });
    }
    Ok(found)
}
