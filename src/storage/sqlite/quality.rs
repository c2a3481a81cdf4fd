//! What labs did since a moment, for their quality: calls, runs, how long outcomes took; and what
//! their control wells read.

use std::collections::BTreeMap;

use rusqlite::{Connection, Params, params};
use tenfold_domain::chart::Lot;
use tenfold_domain::code::{LabId, PlateCode, Region};
use tenfold_domain::ct::Ct;
use tenfold_domain::plate::Well;
use tenfold_domain::term::{BlindMatch, Call, Control};
use tenfold_domain::time::{At, Minutes};

use super::super::StoreError;
use super::super::cell::{BadCell, Cell, Field};
use super::rows::cells;

/// The hours that are looked at begin at `since`, the past before them at `past`.
#[derive(Clone, Copy, Debug)]
pub struct Hours {
    /// From here on.
    pub since: At,
    /// From here until then.
    pub past: At,
}

/// How many of a lab, by what they are, within the hours that are looked at or in the past before.
pub type Counted<T> = (LabId, T, bool, u64);

/// Calls by lab: every one, also those that were followed by a retest.
pub fn calls_since(
    connection: &Connection,
    region: Region,
    hours: Hours,
) -> Result<Vec<Counted<Call>>, StoreError> {
    counted(connection, include_str!("../sql/calls_since.sql"), (region, hours))
}

/// Runs by lab, and whether their controls held.
pub fn runs_since(
    connection: &Connection,
    region: Region,
    hours: Hours,
) -> Result<Vec<Counted<bool>>, StoreError> {
    counted(connection, include_str!("../sql/runs_since.sql"), (region, hours))
}

fn counted<T: Field>(
    connection: &Connection,
    sql: &str,
    (region, hours): (Region, Hours),
) -> Result<Vec<Counted<T>>, StoreError> {
    let asked = params![region.0, hours.since.0, hours.past.0];
    each::<_, 4>(connection, sql, asked, |row| {
        let (lab, what) = (Field::from_cell(row[0])?, Field::from_cell(row[1])?);
        Ok((lab, what, Field::from_cell(row[2])?, Field::from_cell(row[3])?))
    })
}

/// A published outcome's lab, the time since receipt, and the time since the first swab where one
/// was marked.
pub type Turnaround = (LabId, Minutes, Option<Minutes>);

/// How long published outcomes took.
pub fn turnarounds_since(
    connection: &Connection,
    region: Region,
    since: At,
) -> Result<Vec<Turnaround>, StoreError> {
    const SQL: &str = include_str!("../sql/turnarounds_since.sql");
    each::<_, 3>(connection, SQL, params![region.0, since.0], |row| {
        let minutes = Minutes(Field::from_cell(row[1])?);
        let of_swab = Option::<i64>::from_cell(row[2])?.map(Minutes);
        Ok((Field::from_cell(row[0])?, minutes, of_swab))
    })
}

/// What a control well read of one target.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ControlReading {
    /// Where.
    pub lab: LabId,
    /// By which kit.
    pub kit: String,
    /// On which machine, where somebody said it.
    pub machine: Option<String>,
    /// Which control.
    pub control: Control,
    /// Of which target.
    pub target: String,
    /// On which plate.
    pub plate: PlateCode,
    /// In which well.
    pub well: Well,
    /// The cycle number; nothing where no curve rose.
    pub ct: Option<Ct>,
    /// Every control of the run held.
    pub valid: bool,
    /// When it was read, by the device's clock.
    pub at: At,
}

/// Every control reading of a region, or of one lab, in the order of their time.
pub fn control_readings(
    connection: &Connection,
    region: Region,
    lab: Option<LabId>,
) -> Result<Vec<ControlReading>, StoreError> {
    const SQL: &str = include_str!("../sql/control_readings.sql");
    each::<_, 10>(connection, SQL, params![region.0, lab.map(|lab| lab.0)], |row| {
        Ok(ControlReading {
            lab: Field::from_cell(row[0])?,
            kit: Field::from_cell(row[1])?,
            machine: Field::from_cell(row[2])?,
            control: Field::from_cell(row[3])?,
            target: Field::from_cell(row[4])?,
            plate: Field::from_cell(row[5])?,
            well: Field::from_cell(row[6])?,
            ct: Field::from_cell(row[7])?,
            valid: Field::from_cell(row[8])?,
            at: Field::from_cell(row[9])?,
        })
    })
}

/// Lots by lab and kit, each in the order they were begun.
pub fn lots(
    connection: &Connection,
    region: Region,
    lab: Option<LabId>,
) -> Result<BTreeMap<(LabId, String), Vec<Lot>>, StoreError> {
    const SQL: &str = include_str!("../sql/lots.sql");
    let rows = each::<_, 5>(connection, SQL, params![region.0, lab.map(|lab| lab.0)], |row| {
        let lot = Lot {
            seq: Field::from_cell(row[0])?,
            control: Field::from_cell(row[3])?,
            number: Field::from_cell(row[4])?,
        };
        Ok(((Field::from_cell(row[1])?, Field::from_cell(row[2])?), lot))
    })?;
    let mut by: BTreeMap<(LabId, String), Vec<Lot>> = BTreeMap::new();
    rows.into_iter().for_each(|(of, lot)| by.entry(of).or_default().push(lot));
    Ok(by)
}

/// When every plate was laid out, by the fact's number.
pub fn plates_loaded(
    connection: &Connection,
    region: Region,
    lab: Option<LabId>,
) -> Result<BTreeMap<PlateCode, u64>, StoreError> {
    const SQL: &str = include_str!("../sql/plates_loaded.sql");
    let rows = each::<_, 2>(connection, SQL, params![region.0, lab.map(|lab| lab.0)], |row| {
        Ok((Field::from_cell(row[0])?, Field::from_cell(row[1])?))
    })?;
    Ok(rows.into_iter().collect())
}

/// What became of blind samples by lab: of each, what its last confirmed call made of it.
pub fn blind_comparisons(
    connection: &Connection,
    region: Region,
) -> Result<Vec<(LabId, BlindMatch, u64)>, StoreError> {
    const SQL: &str = include_str!("../sql/blind_comparisons.sql");
    each::<_, 3>(connection, SQL, params![region.0], |row| {
        Ok((Field::from_cell(row[0])?, Field::from_cell(row[1])?, Field::from_cell(row[2])?))
    })
}

fn each<T, const COLUMNS: usize>(
    connection: &Connection,
    sql: &str,
    asked: impl Params,
    read: impl Fn(&[Cell<'_>]) -> Result<T, BadCell>,
) -> Result<Vec<T>, StoreError> {
    let mut statement = connection.prepare_cached(sql)?;
    let mut rows = statement.query(asked)?;
    let mut found = Vec::new();
    while let Some(row) = rows.next()? {
        found.push(read(&cells(row, 0, COLUMNS)?)?);
    }
    Ok(found)
}
