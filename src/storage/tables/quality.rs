//! What labs did since a moment, for their quality: calls, runs, how long outcomes took; and what
//! their control wells read.

use std::collections::BTreeMap;

use tenfold_domain::chart::Lot;
use tenfold_domain::code::{LabId, PlateCode, Region};
use tenfold_domain::ct::Ct;
use tenfold_domain::plate::Well;
use tenfold_domain::term::{BlindMatch, Call, Control};
use tenfold_domain::time::{At, Minutes};

use super::super::StoreError;
use super::super::cell::Field;
use super::super::db::{Connection, cells, sql};

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
    counted(connection, sql!("calls_since"), (region, hours))
}

/// Runs by lab, and whether their controls held.
pub fn runs_since(
    connection: &Connection,
    region: Region,
    hours: Hours,
) -> Result<Vec<Counted<bool>>, StoreError> {
    counted(connection, sql!("runs_since"), (region, hours))
}

fn counted<T: Field>(
    connection: &Connection,
    sql: &str,
    (region, hours): (Region, Hours),
) -> Result<Vec<Counted<T>>, StoreError> {
    let asked = cells![region, hours.since, hours.past];
    connection.all(sql, asked, |row| {
        let (lab, what) = (row.get(0)?, row.get(1)?);
        Ok((lab, what, row.get(2)?, row.get(3)?))
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
    connection.all(sql!("turnarounds_since"), cells![region, since], |row| {
        let minutes = row.get(1)?;
        let of_swab = row.get(2)?;
        Ok((row.get(0)?, minutes, of_swab))
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
    connection.all(sql!("control_readings"), cells![region, lab], |row| {
        Ok(ControlReading {
            lab: row.get(0)?,
            kit: row.get(1)?,
            machine: row.get(2)?,
            control: row.get(3)?,
            target: row.get(4)?,
            plate: row.get(5)?,
            well: row.get(6)?,
            ct: row.get(7)?,
            valid: row.get(8)?,
            at: row.get(9)?,
        })
    })
}

/// Lots by lab and kit, each in the order they were begun.
pub fn lots(
    connection: &Connection,
    region: Region,
    lab: Option<LabId>,
) -> Result<BTreeMap<(LabId, String), Vec<Lot>>, StoreError> {
    let rows = connection.all(sql!("lots"), cells![region, lab], |row| {
        let lot = Lot { seq: row.get(0)?, control: row.get(3)?, number: row.get(4)? };
        Ok(((row.get(1)?, row.get(2)?), lot))
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
    let rows = connection
        .all(sql!("plates_loaded"), cells![region, lab], |row| Ok((row.get(0)?, row.get(1)?)))?;
    Ok(rows.into_iter().collect())
}

/// What became of blind samples by lab: of each, what its last confirmed call made of it.
pub fn blind_comparisons(
    connection: &Connection,
    region: Region,
) -> Result<Vec<(LabId, BlindMatch, u64)>, StoreError> {
    connection.all(sql!("blind_comparisons"), cells![region], |row| {
        Ok((row.get(0)?, row.get(1)?, row.get(2)?))
    })
}
