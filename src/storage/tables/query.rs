//! Reads for the service's queries: facts by number, heads in the order of their clocks, lists.

use std::collections::BTreeMap;

use tenfold_domain::code::{
    BoxCode, DeviceId, LabId, LaneId, PersonKey, PlateCode, Region, ScanId, StaffId, TubeCode,
};
use tenfold_domain::layout::Waiting;
use tenfold_domain::plate::Plate;
use tenfold_domain::term::{AmendReason, Difference, Resolution};
use tenfold_domain::time::At;
use tenfold_domain::transport::Case;
use tenfold_domain::tube::Tube;

use super::super::cell::{BadCell, Cell, Field};
use super::super::db::{Connection, Row, cells, sql};
use super::super::fact::TABLES;
use super::super::trail::Trail;
use super::super::{Entry, IndexRow, StoreError, head};
use super::load::{each_fact, heads};
use super::roster::RosterRow;
use super::rows::{self, entry};

/// How many people the grid expects, by township. Counted here: SQLite would sort them first.
pub fn roster_townships(
    connection: &Connection,
    region: Region,
) -> Result<BTreeMap<u32, u64>, StoreError> {
    const ROSTER_TOWNSHIPS: &str = sql!("roster_townships");
    let mut counts = BTreeMap::new();
    connection.each(ROSTER_TOWNSHIPS, cells![region], |row| {
        *counts.entry(row.get(0)?).or_default() += 1;
        Ok(())
    })?;
    Ok(counts)
}

/// Where facts stand: number of the table and ledger number.
pub type Places = Vec<(u8, u64)>;

/// A tube with its trail.
pub fn tube(
    connection: &Connection,
    region: Region,
    code: TubeCode,
) -> Result<Option<(Tube, Trail)>, StoreError> {
    Ok(heads(connection, "tube", &head::TUBE, region, &[code.as_str()], head::tube)?.pop())
}

/// Tubes by code, in any order.
pub fn tubes(
    connection: &Connection,
    region: Region,
    codes: &[TubeCode],
) -> Result<Vec<(Tube, Trail)>, StoreError> {
    let codes: Vec<&str> = codes.iter().map(TubeCode::as_str).collect();
    heads(connection, "tube", &head::TUBE, region, &codes, head::tube)
}

/// A box with its trail.
pub fn case(
    connection: &Connection,
    region: Region,
    code: BoxCode,
) -> Result<Option<(Case, Trail)>, StoreError> {
    Ok(heads(connection, "box", &head::BOX, region, &[code.as_str()], head::case)?.pop())
}

/// A plate with its trail.
pub fn plate(
    connection: &Connection,
    region: Region,
    code: PlateCode,
) -> Result<Option<(Plate, Trail)>, StoreError> {
    Ok(heads(connection, "plate", &head::PLATE, region, &[code.as_str()], head::plate)?.pop())
}

/// One fact; `None` when its table has no such number.
pub fn fact(
    connection: &Connection,
    region: Region,
    (number, seq): (u8, u64),
) -> Result<Option<Entry>, StoreError> {
    let table = TABLES.get(usize::from(number).wrapping_sub(1));
    let table = table.ok_or(BadCell { wanted: "known table" })?;
    let mut found = None;
    each_fact(connection, region, table, (seq, seq), |row| {
        found = Some(entry(table, row)?);
        Ok(())
    })?;
    Ok(found)
}

/// Facts about a person beside their registrations: what became of their recollections and of
/// their tests by schedule.
pub fn facts_of_person(
    connection: &Connection,
    region: Region,
    person: PersonKey,
) -> Result<Places, StoreError> {
    const SQL: &str = sql!("facts_of_person");
    places(connection, SQL, region, person.cell())
}

/// Facts about a tube that do not change its head: notices and differences.
pub fn facts_beside_tube(
    connection: &Connection,
    region: Region,
    tube: TubeCode,
) -> Result<Places, StoreError> {
    const SQL: &str = sql!("facts_beside_tube");
    places(connection, SQL, region, tube.cell())
}

/// Facts about a box as a whole that do not change its head: differences in its counts.
pub fn facts_beside_box(
    connection: &Connection,
    region: Region,
    case: BoxCode,
) -> Result<Places, StoreError> {
    const SQL: &str = sql!("facts_beside_box");
    places(connection, SQL, region, case.cell())
}

/// What was seen to be wrong with a box and with the tubes in it, settled or not.
pub fn differences_of_box(
    connection: &Connection,
    region: Region,
    case: BoxCode,
) -> Result<Places, StoreError> {
    const SQL: &str = sql!("differences_of_box");
    places(connection, SQL, region, case.cell())
}

/// Discrepancies that nobody has settled, oldest first.
pub fn discrepancies(
    connection: &Connection,
    region: Region,
    limit: u32,
) -> Result<Places, StoreError> {
    const SQL: &str = sql!("discrepancies");
    places(connection, SQL, region, Cell::Int(i64::from(limit)))
}

fn places(
    connection: &Connection,
    sql: &str,
    region: Region,
    of: Cell<'_>,
) -> Result<Places, StoreError> {
    let place = |row: &Row<'_>| Ok((row.get(0)?, row.get(1)?));
    connection.all(sql, cells![region, of], place)
}

/// Tubes without an outcome whose first swab is not after `upto`, oldest first.
pub fn waiting_tubes(
    connection: &Connection,
    region: Region,
    upto: At,
    limit: u32,
) -> Result<Vec<Tube>, StoreError> {
    let sql = waiting_sql("tube", &head::TUBE, "stage < 9 AND first_swab_at", "first_swab_at");
    waiting(connection, &sql, (region, upto, limit), head::TUBE.len(), head::tube)
}

/// Tubes with people and no marked swab that were opened not after `upto`, oldest first. The
/// index of the waiting tubes has them at its beginning.
pub fn unmarked_tubes(
    connection: &Connection,
    region: Region,
    upto: At,
    limit: u32,
) -> Result<Vec<Tube>, StoreError> {
    // Named, since the planner takes the whole region's tubes otherwise.
    let from = "tube INDEXED BY tube_waiting";
    let unmarked = "stage < 9 AND stage = 1 AND first_swab_at IS NULL AND people > 0 AND opened_at";
    let sql = waiting_sql(from, &head::TUBE, unmarked, "opened_at");
    waiting(connection, &sql, (region, upto, limit), head::TUBE.len(), head::tube)
}

/// Tubes of these desks that have not left the site, the oldest first swab first; those without a
/// marked swab stand before them.
pub fn tubes_at(
    connection: &Connection,
    region: Region,
    lanes: &[LaneId],
    limit: u32,
) -> Result<Vec<Tube>, StoreError> {
    if lanes.is_empty() {
        return Ok(Vec::new());
    }
    let lanes: Vec<String> = lanes.iter().map(|lane| lane.0.to_string()).collect();
    let from = "tube INDEXED BY tube_waiting";
    let here = format!("stage < 9 AND stage <= 3 AND lane IN ({}) AND ", lanes.join(", "));
    let condition = here + "COALESCE(first_swab_at, 0)";
    let sql = waiting_sql(from, &head::TUBE, &condition, "first_swab_at");
    waiting(connection, &sql, (region, At(i64::MAX), limit), head::TUBE.len(), head::tube)
}

/// Tubes that wait at a lab for a plate, in no order.
pub fn waiting_at_lab(
    connection: &Connection,
    region: Region,
    lab: LabId,
) -> Result<Vec<Waiting>, StoreError> {
    connection.all(sql!("waiting_at_lab"), cells![region, lab], |row| {
        Ok(Waiting {
            tube: row.get(0)?,
            strictest: row.get(1)?,
            first_swab_at: row.get(2)?,
            is_recollection: row.get(3)?,
        })
    })
}

/// Tubes at a lab about whose keeping there may be something to do: those received by `since` that
/// wait for their test, those put away whose time ends by `upto` or that are not negative and in
/// the fridge, and those that are not negative and lie nowhere. At most `limit` of each, oldest
/// first.
pub fn kept_tubes(
    connection: &Connection,
    region: Region,
    lab: LabId,
    (since, upto, limit): (At, At, u32),
) -> Result<Vec<Tube>, StoreError> {
    let too_warm = r#""call" > 1 AND store = 1"#;
    let over = format!("stage = 10 AND CASE WHEN {too_warm} THEN 0 ELSE keep_until_at END");
    let nowhere = r#"stage = 9 AND "call" > 1 AND first_swab_at"#;
    let which = [
        ("tube_waiting", "stage < 9 AND stage = 5 AND received_at", "first_swab_at", since),
        ("tube_stored", over.as_str(), "keep_until_at", upto),
        ("tube_unstored", nowhere, "first_swab_at", upto),
    ];
    let mut found = Vec::new();
    for (index, condition, order, upto) in which {
        let from = format!("tube INDEXED BY {index}");
        let condition = format!("lab = {} AND {condition}", lab.0);
        let sql = waiting_sql(&from, &head::TUBE, &condition, order);
        let asked = (region, upto, limit);
        found.extend(waiting(connection, &sql, asked, head::TUBE.len(), head::tube)?);
    }
    Ok(found)
}

/// Tubes of a lab that are on a plate, or called and not confirmed; the oldest first.
pub fn bench_tubes(
    connection: &Connection,
    region: Region,
    lab: LabId,
    limit: u32,
) -> Result<Vec<Tube>, StoreError> {
    let condition = format!("stage < 9 AND stage IN (6, 7) AND lab = {} AND ?2", lab.0);
    let from = "tube INDEXED BY tube_waiting";
    let sql = waiting_sql(from, &head::TUBE, &condition, "first_swab_at");
    waiting(connection, &sql, (region, At(i64::MAX), limit), head::TUBE.len(), head::tube)
}

/// Tubes whose call was corrected at least once, each with why it was the last time where that is
/// known.
pub fn amended(connection: &Connection, region: Region) -> Result<Vec<Amended>, StoreError> {
    connection.all(sql!("amended"), cells![region], |row| Ok((row.get(0)?, row.get(1)?)))
}

/// A tube that was corrected, and why.
pub type Amended = (TubeCode, Option<AmendReason>);

/// Boxes sealed and not yet fetched whose oldest first swab is not after `upto`, oldest first.
pub fn waiting_boxes(
    connection: &Connection,
    region: Region,
    upto: At,
    limit: u32,
) -> Result<Vec<Case>, StoreError> {
    let sql = waiting_sql("box", &head::BOX, "stage = 2 AND oldest_swab_at", "oldest_swab_at");
    waiting(connection, &sql, (region, upto, limit), head::BOX.len(), head::case)
}

/// Boxes in somebody's hands, by who has them.
pub fn carried_boxes(
    connection: &Connection,
    region: Region,
    limit: u32,
) -> Result<Vec<Case>, StoreError> {
    let sql = waiting_sql("box", &head::BOX, "stage = 3 AND holder", "holder");
    waiting(connection, &sql, (region, At(i64::MAX), limit), head::BOX.len(), head::case)
}

/// Boxes that are not emptied and not lost, in the order of their codes.
pub fn live_boxes(
    connection: &Connection,
    region: Region,
    limit: u32,
) -> Result<Vec<Case>, StoreError> {
    let sql = waiting_sql("box", &head::BOX, "stage < 5 AND ?2", "code");
    waiting(connection, &sql, (region, At(i64::MAX), limit), head::BOX.len(), head::case)
}

/// Boxes emptied short of a tube, in the order of their codes; the tube may have been found since.
pub fn short_boxes(
    connection: &Connection,
    region: Region,
    limit: u32,
) -> Result<Vec<Case>, StoreError> {
    let missing = format!(
        "stage = 5 AND code IN (SELECT box_code FROM difference WHERE region = ?1 \
         AND difference = {} AND box_code IS NOT NULL) AND ?2",
        Difference::Missing.number()
    );
    let sql = waiting_sql("box", &head::BOX, &missing, "code");
    waiting(connection, &sql, (region, At(i64::MAX), limit), head::BOX.len(), head::case)
}

fn waiting_sql(from: &str, columns: &[&str], condition: &str, order: &str) -> String {
    let names = rows::columns(columns);
    format!(
        "SELECT {names} FROM {from} WHERE region = ?1 AND {condition} <= ?2 \
         ORDER BY {order} LIMIT ?3"
    )
}

fn waiting<T>(
    connection: &Connection,
    sql: &str,
    (region, upto, limit): (Region, At, u32),
    columns: usize,
    decode: impl Fn(&[Cell<'_>]) -> Result<(T, Trail), BadCell>,
) -> Result<Vec<T>, StoreError> {
    connection.all(sql, cells![region, upto, limit], |row| Ok(decode(&row.cells(0, columns)?)?.0))
}

/// A wrong check digit that a supervisor took.
#[derive(Clone, PartialEq, Debug)]
pub struct Override {
    /// Its number, as a discrepancy; the registration's is the one before.
    pub seq: u64,
    /// When, by the device's clock.
    pub at: At,
    /// Who registered.
    pub staff: StaffId,
    /// On which device.
    pub device: DeviceId,
    /// Who took it.
    pub supervisor: StaffId,
    /// Whom.
    pub person: PersonKey,
    /// Into which tube, under the label it had then.
    pub tube: TubeCode,
    /// How, when and by whom it was settled.
    pub settled: Option<(Resolution, At, StaffId)>,
}

/// Overrides numbered below `before`, newest first.
pub fn overrides(
    connection: &Connection,
    region: Region,
    (before, limit): (u64, u32),
) -> Result<Vec<Override>, StoreError> {
    let before = i64::try_from(before).unwrap_or(i64::MAX);
    connection.all(sql!("overrides"), cells![region, before, limit], |row| {
        let how = row.get::<Option<Resolution>>(7)?;
        let when = row.get::<Option<At>>(8)?;
        let settled = how.zip(when).zip(row.get::<Option<StaffId>>(9)?);
        Ok(Override {
            seq: row.get(0)?,
            at: row.get(1)?,
            staff: row.get(2)?,
            device: row.get(3)?,
            supervisor: row.get(4)?,
            person: row.get(5)?,
            tube: row.get(6)?,
            settled: settled.map(|((how, at), by)| (how, at, by)),
        })
    })
}

/// Every registration, in the order of the ledger.
pub fn registrations(
    connection: &Connection,
    region: Region,
    mut each: impl FnMut(IndexRow),
) -> Result<(), StoreError> {
    connection.each(sql!("index_rows"), cells![region, 0u8, i64::MAX], |row| {
        each(IndexRow {
            seq: row.get(0)?,
            scan: row.get(1)?,
            person: row.get(2)?,
            round: row.get(3)?,
        });
        Ok(())
    })
}

/// For whom somebody was named a guardian, by which scans, the newest first.
pub fn wards(
    connection: &Connection,
    region: Region,
    guardian: PersonKey,
    limit: u32,
) -> Result<Vec<(ScanId, PersonKey)>, StoreError> {
    let ward = |row: &Row<'_>| Ok((row.get(0)?, row.get(1)?));
    connection.all(sql!("wards"), cells![region, guardian, limit], ward)
}

/// Whether the grid expects this person.
pub fn in_roster(
    connection: &Connection,
    region: Region,
    person: PersonKey,
) -> Result<bool, StoreError> {
    connection.exists(sql!("in_roster"), cells![region, person])
}

/// Everybody on the roster, personal data sealed, in the order of the look-up keys.
pub fn roster_rows<E: From<StoreError>>(
    connection: &Connection,
    region: Region,
    mut each: impl FnMut(RosterRow) -> Result<(), E>,
) -> Result<(), E> {
    connection.each_or(sql!("roster_rows"), cells![region], |row| each(roster_row(row)?))
}

fn roster_row(row: &Row<'_>) -> Result<RosterRow, StoreError> {
    Ok(RosterRow {
        person: row.get(0)?,
        batch: row.get(1)?,
        class: row.get(2)?,
        township: row.get(3)?,
        sealed: row.get(4)?,
    })
}
