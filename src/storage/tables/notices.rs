//! What parties were told, and what became of it.

use tenfold_domain::code::{PersonKey, Region, StaffId, TubeCode};
use tenfold_domain::notice::Told;
use tenfold_domain::term::{Message, Party};
use tenfold_domain::time::At;

use super::super::StoreError;
use super::super::cell::{BadCell, Cell, Field};
use super::super::db::{Connection, cells, sql};

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
    connection.all(sql!("notices_open"), cells![region, upto], |row| {
        let (at, step) = (row.get(4)?, row.get(5)?);
        let told = Told { at, is_confirmed: false, step };
        Ok((row.get(0)?, row.get(2)?, told))
    })
}

/// Notices, unconfirmed ones first.
pub fn notices(
    connection: &Connection,
    (region, to): (Region, Option<Party>),
    limit: u32,
) -> Result<Vec<Notice>, StoreError> {
    connection.all(sql!("notices"), cells![region, limit, to.map(Party::number)], |row| {
        let confirmed_at = row.get::<Option<At>>(6)?;
        let by = row.get::<Option<StaffId>>(7)?;
        Ok(Notice {
            tube: row.get(0)?,
            party: row.get(1)?,
            message: row.get(2)?,
            person: row.get(3)?,
            seq: row.get(4)?,
            told_at: row.get(5)?,
            acknowledged: confirmed_at.zip(by),
            delivered_at: row.get(8)?,
            raised: steps(row.cell(9)?)?,
        })
    })
}
