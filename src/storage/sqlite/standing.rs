//! Counts and open lists as they stood at the head mark, read once at start.

use rusqlite::{Connection, Row, params};
use tenfold_domain::code::{LabId, LaneId, Region, StaffId};
use tenfold_domain::notice::Told;
use tenfold_domain::routing::{Closing, Load};
use tenfold_domain::state::Notice;
use tenfold_domain::term::Call;

use super::super::cell::{BadCell, Cell, Field};
use super::super::{LabWord, SealedBox, Standing, StoreError, TubeGroup};
use super::rows::cells;

macro_rules! sql {
    ($name:literal) => {
        include_str!(concat!("../sql/", $name, ".sql"))
    };
}

/// Reads what a writer must know at start.
pub fn standing(
    connection: &Connection,
    region: Region,
    mark: u64,
) -> Result<Standing, StoreError> {
    let mut found = Standing::default();
    each(connection, sql!("standing_tubes"), params![region.0], |row| {
        let row = cells(row, 0, 7)?;
        found.tubes.push(TubeGroup {
            lane: LaneId(Field::from_cell(row[0])?),
            hour: Field::from_cell(row[1])?,
            stage: Field::from_cell(row[2])?,
            lab: Option::<LabId>::from_cell(row[3])?,
            call: Option::<Call>::from_cell(row[4])?,
            tubes: Field::from_cell(row[5])?,
            people: Field::from_cell(row[6])?,
        });
        Ok(())
    })?;
    each(connection, sql!("standing_boxes"), params![region.0], |row| {
        found.boxes.push(sealed_box(&cells(row, 0, 9)?)?);
        Ok(())
    })?;
    let upto = params![region.0, mark.cast_signed()];
    each(connection, sql!("standing_fetched"), upto, |row| {
        let row = cells(row, 0, 2)?;
        found.fetched.push((Field::from_cell(row[0])?, Field::from_cell(row[1])?));
        Ok(())
    })?;
    each(connection, sql!("standing_labs"), upto, |row| {
        let row = cells(row, 1, 4)?;
        found.labs.push((Field::from_cell(row[0])?, lab_word(&row)?));
        Ok(())
    })?;
    each(connection, sql!("standing_rejected"), upto, |row| {
        let row = cells(row, 0, 2)?;
        found.rejected.push((Field::from_cell(row[0])?, Field::from_cell(row[1])?));
        Ok(())
    })?;
    each(connection, sql!("standing_accession"), upto, |row| {
        let row = cells(row, 0, 2)?;
        found.accession.push((Field::from_cell(row[0])?, Field::from_cell(row[1])?));
        Ok(())
    })?;
    each(connection, sql!("standing_notices"), upto, |row| {
        found.notices.push(notice(&cells(row, 0, 7)?)?);
        Ok(())
    })?;
    each(connection, sql!("standing_discrepancies"), upto, |row| {
        let row = cells(row, 0, 2)?;
        found.discrepancies.push((Field::from_cell(row[0])?, Field::from_cell(row[1])?));
        Ok(())
    })?;
    each(connection, sql!("standing_withdrawn"), upto, |row| {
        let row = cells(row, 0, 2)?;
        found.withdrawn.push((Field::from_cell(row[0])?, Field::from_cell(row[1])?));
        Ok(())
    })?;
    each(connection, sql!("standing_gloves"), upto, |row| {
        let count: i64 = row.get(1)?;
        found.gloves.push((StaffId(row.get(0)?), u16::try_from(count).unwrap_or(u16::MAX)));
        Ok(())
    })?;
    Ok(found)
}

/// A row of what was told to whom, when, whether it was confirmed and how far raised.
fn notice(row: &[Cell<'_>]) -> Result<(Notice, Told), BadCell> {
    let (tube, party) = (Field::from_cell(row[0])?, Field::from_cell(row[1])?);
    let (message, person) = (Field::from_cell(row[2])?, Field::from_cell(row[3])?);
    let told = Told {
        at: Field::from_cell(row[4])?,
        is_confirmed: Field::from_cell(row[5])?,
        step: Field::from_cell(row[6])?,
    };
    Ok(((tube, party, message, person), told))
}

fn each(
    connection: &Connection,
    sql: &str,
    parameters: &[&dyn rusqlite::ToSql],
    mut read: impl FnMut(&Row<'_>) -> Result<(), StoreError>,
) -> Result<(), StoreError> {
    let mut statement = connection.prepare(sql)?;
    let mut rows = statement.query(parameters)?;
    while let Some(row) = rows.next()? {
        read(row)?;
    }
    Ok(())
}

fn sealed_box(row: &[Cell<'_>]) -> Result<SealedBox, BadCell> {
    let Cell::Text(tubes) = row[2] else { return Err(BadCell { wanted: "manifest" }) };
    let lab: Option<LabId> = Field::from_cell(row[3])?;
    let (in_time, start_at) = (Field::from_cell(row[5])?, Field::from_cell(row[6])?);
    Ok(SealedBox {
        code: Field::from_cell(row[0])?,
        load: Load {
            site: Field::from_cell(row[1])?,
            tubes: tubes.split_ascii_whitespace().count() as u16,
            oldest_swab_at: Field::from_cell(row[4])?,
            strictest: Field::from_cell(row[7])?,
            original: Field::from_cell(row[8])?,
        },
        routed: lab.map(|lab| (lab, start_at, in_time)),
    })
}

/// A row of lab, kind and what the kind holds.
fn lab_word(row: &[Cell<'_>]) -> Result<LabWord, BadCell> {
    Ok(match Field::from_cell(row[1])? {
        1u8 => LabWord::Closed(Closing {
            reason: Field::from_cell(row[2])?,
            until_at: Field::from_cell(row[3])?,
        }),
        2 => LabWord::Opened,
        3 => LabWord::Run(Field::from_cell(row[2])?),
        _ => LabWord::Limited(Field::from_cell(row[2])?, Field::from_cell(row[3])?),
    })
}
