//! Counts and open lists as they stood at the head mark, read once at start.

use rusqlite::{Connection, Row, params};
use tenfold_domain::code::{LabId, LaneId, Region, StaffId};
use tenfold_domain::term::Call;

use super::super::cell::{BadCell, Cell, Field};
use super::super::{Standing, StoreError, TubeGroup};
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
        let row = cells(row, 0, 2)?;
        let Cell::Text(tubes) = row[1] else { return Err(BadCell { wanted: "manifest" }.into()) };
        let count = tubes.split_ascii_whitespace().count() as i64;
        found.expected.push((Field::from_cell(row[0])?, count));
        Ok(())
    })?;
    let upto = params![region.0, mark.cast_signed()];
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
        let row = cells(row, 0, 5)?;
        let (tube, party) = (Field::from_cell(row[0])?, Field::from_cell(row[1])?);
        let (message, person) = (Field::from_cell(row[2])?, Field::from_cell(row[3])?);
        found.notices.push(((tube, party, message, person), Field::from_cell(row[4])?));
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
