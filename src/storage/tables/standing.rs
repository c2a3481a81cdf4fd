//! Counts and open lists as they stood at the head mark, read once at start.

use tenfold_domain::code::{LabId, Region};
use tenfold_domain::notice::Told;
use tenfold_domain::routing::{Closing, Load};
use tenfold_domain::state::Notice;

use super::super::cell::Field;
use super::super::db::{Connection, Row, cells, sql};
use super::super::{LabWord, SealedBox, Standing, StoreError, TubeGroup};

/// Reads what a writer must know at start.
pub fn standing(
    connection: &Connection,
    region: Region,
    mark: u64,
) -> Result<Standing, StoreError> {
    let all = cells![region];
    let upto = cells![region, mark];
    Ok(Standing {
        tubes: connection.all(sql!("standing_tubes"), all, group)?,
        boxes: connection.all(sql!("standing_boxes"), all, sealed_box)?,
        fetched: connection.all(sql!("standing_fetched"), upto, pair)?,
        labs: connection
            .all(sql!("standing_labs"), upto, |row| Ok((row.get(1)?, lab_word(row)?)))?,
        rejected: connection.all(sql!("standing_rejected"), upto, pair)?,
        accession: connection.all(sql!("standing_accession"), upto, pair)?,
        notices: connection.all(sql!("standing_notices"), upto, notice)?,
        discrepancies: connection.all(sql!("standing_discrepancies"), upto, pair)?,
        withdrawn: connection.all(sql!("standing_withdrawn"), upto, pair)?,
        gloves: connection.all(sql!("standing_gloves"), upto, |row| {
            let count: i64 = row.get(1)?;
            Ok((row.get(0)?, u16::try_from(count).unwrap_or(u16::MAX)))
        })?,
    })
}

fn pair<A: Field, B: Field>(row: &Row<'_>) -> Result<(A, B), StoreError> {
    Ok((row.get(0)?, row.get(1)?))
}

fn group(row: &Row<'_>) -> Result<TubeGroup, StoreError> {
    Ok(TubeGroup {
        lane: row.get(0)?,
        hour: row.get(1)?,
        stage: row.get(2)?,
        lab: row.get(3)?,
        call: row.get(4)?,
        tubes: row.get(5)?,
        people: row.get(6)?,
    })
}

/// A row of what was told to whom, when, whether it was confirmed and how far raised.
fn notice(row: &Row<'_>) -> Result<(Notice, Told), StoreError> {
    let (tube, party) = (row.get(0)?, row.get(1)?);
    let (message, person) = (row.get(2)?, row.get(3)?);
    let told = Told { at: row.get(4)?, is_confirmed: row.get(5)?, step: row.get(6)? };
    Ok(((tube, party, message, person), told))
}

fn sealed_box(row: &Row<'_>) -> Result<SealedBox, StoreError> {
    let tubes: String = row.get(2)?;
    let lab: Option<LabId> = row.get(3)?;
    let (in_time, start_at) = (row.get(5)?, row.get(6)?);
    Ok(SealedBox {
        code: row.get(0)?,
        load: Load {
            site: row.get(1)?,
            tubes: tubes.split_ascii_whitespace().count() as u16,
            oldest_swab_at: row.get(4)?,
            strictest: row.get(7)?,
            original: row.get(8)?,
        },
        routed: lab.map(|lab| (lab, start_at, in_time)),
    })
}

/// A row of lab, kind and what the kind holds.
fn lab_word(row: &Row<'_>) -> Result<LabWord, StoreError> {
    Ok(match row.get(2)? {
        1u8 => LabWord::Closed(Closing { reason: row.get(3)?, until_at: row.get(4)? }),
        2 => LabWord::Opened,
        3 => LabWord::Run(row.get(3)?),
        _ => LabWord::Limited(row.get(3)?, row.get(4)?),
    })
}
