//! Reads for the service's queries: facts by number, heads in the order of their clocks, lists.

use rusqlite::{Connection, OptionalExtension, Row, params};
use tenfold_domain::code::{
    BoxCode, DeviceId, LabId, PersonKey, PlateCode, Region, RoundId, ScanId, StaffId, TubeCode,
};
use tenfold_domain::layout::Waiting;
use tenfold_domain::plate::Plate;
use tenfold_domain::term::{Class, Difference, Message, Party, Resolution};
use tenfold_domain::time::At;
use tenfold_domain::transport::Case;
use tenfold_domain::tube::Tube;

use super::super::cell::{BadCell, Cell, Field};
use super::super::fact::TABLES;
use super::super::trail::Trail;
use super::super::{Entry, IndexRow, StoreError, head};
use super::load::{each_fact, heads};
use super::roster::RosterRow;
use super::rows::{self, cells, entry};

/// How many people the grid expects.
pub fn roster_count(connection: &Connection, region: Region) -> Result<u64, StoreError> {
    const ROSTER_COUNT: &str = include_str!("../sql/roster_count.sql");
    let count: i64 = connection.query_row(ROSTER_COUNT, [region.0], |row| row.get(0))?;
    Ok(count.cast_unsigned())
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
    const SQL: &str = include_str!("../sql/facts_of_person.sql");
    places(connection, SQL, region, person.cell())
}

/// Facts about a tube that do not change its head: notices and differences.
pub fn facts_beside_tube(
    connection: &Connection,
    region: Region,
    tube: TubeCode,
) -> Result<Places, StoreError> {
    const SQL: &str = include_str!("../sql/facts_beside_tube.sql");
    places(connection, SQL, region, tube.cell())
}

/// Facts about a box as a whole that do not change its head: differences in its counts.
pub fn facts_beside_box(
    connection: &Connection,
    region: Region,
    case: BoxCode,
) -> Result<Places, StoreError> {
    const SQL: &str = include_str!("../sql/facts_beside_box.sql");
    places(connection, SQL, region, case.cell())
}

/// What was seen to be wrong with a box and with the tubes in it, settled or not.
pub fn differences_of_box(
    connection: &Connection,
    region: Region,
    case: BoxCode,
) -> Result<Places, StoreError> {
    const SQL: &str = include_str!("../sql/differences_of_box.sql");
    places(connection, SQL, region, case.cell())
}

/// Discrepancies that nobody has settled, oldest first.
pub fn discrepancies(
    connection: &Connection,
    region: Region,
    limit: u32,
) -> Result<Places, StoreError> {
    const SQL: &str = include_str!("../sql/discrepancies.sql");
    places(connection, SQL, region, Cell::Int(i64::from(limit)))
}

fn places(
    connection: &Connection,
    sql: &str,
    region: Region,
    of: Cell<'_>,
) -> Result<Places, StoreError> {
    let mut statement = connection.prepare_cached(sql)?;
    let place = |row: &Row<'_>| Ok((row.get(0)?, row.get::<_, i64>(1)?.cast_unsigned()));
    Ok(statement.query_map(params![region.0, of], place)?.collect::<Result<_, _>>()?)
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

/// Tubes that wait at a lab for a plate, in no order.
pub fn waiting_at_lab(
    connection: &Connection,
    region: Region,
    lab: LabId,
) -> Result<Vec<Waiting>, StoreError> {
    const SQL: &str = include_str!("../sql/waiting_at_lab.sql");
    let mut statement = connection.prepare_cached(SQL)?;
    let mut rows = statement.query(params![region.0, lab.0])?;
    let mut found = Vec::new();
    while let Some(row) = rows.next()? {
        let row = cells(row, 0, 4)?;
        found.push(Waiting {
            tube: Field::from_cell(row[0])?,
            strictest: Field::from_cell(row[1])?,
            first_swab_at: Field::from_cell(row[2])?,
            is_recollection: Field::from_cell(row[3])?,
        });
    }
    Ok(found)
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

/// Tubes whose call was corrected at least once.
pub fn amended(connection: &Connection, region: Region) -> Result<Vec<TubeCode>, StoreError> {
    const SQL: &str = include_str!("../sql/amended.sql");
    let mut statement = connection.prepare_cached(SQL)?;
    let mut rows = statement.query([region.0])?;
    let mut found = Vec::new();
    while let Some(row) = rows.next()? {
        found.push(Field::from_cell(cells(row, 0, 1)?[0])?);
    }
    Ok(found)
}

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
    let mut statement = connection.prepare_cached(sql)?;
    let mut rows = statement.query(params![region.0, upto.0, limit])?;
    let mut found = Vec::new();
    while let Some(row) = rows.next()? {
        found.push(decode(&cells(row, 0, columns)?)?.0);
    }
    Ok(found)
}

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
    /// When it was told.
    pub told_at: At,
    /// When and by whom it was confirmed.
    pub acknowledged: Option<(At, StaffId)>,
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
        let row = cells(row, 0, 7)?;
        let confirmed_at = Option::<At>::from_cell(row[5])?;
        let by = Option::<StaffId>::from_cell(row[6])?;
        found.push(Notice {
            tube: Field::from_cell(row[0])?,
            party: Field::from_cell(row[1])?,
            message: Field::from_cell(row[2])?,
            person: Field::from_cell(row[3])?,
            told_at: Field::from_cell(row[4])?,
            acknowledged: confirmed_at.zip(by),
        });
    }
    Ok(found)
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
    const SQL: &str = include_str!("../sql/overrides.sql");
    let mut statement = connection.prepare_cached(SQL)?;
    let before = i64::try_from(before).unwrap_or(i64::MAX);
    let mut rows = statement.query(params![region.0, before, limit])?;
    let mut found = Vec::new();
    while let Some(row) = rows.next()? {
        let device = DeviceId(row.get(3)?);
        let row = cells(row, 0, 10)?;
        let how = Option::<Resolution>::from_cell(row[7])?;
        let when = Option::<At>::from_cell(row[8])?;
        let settled = how.zip(when).zip(Option::<StaffId>::from_cell(row[9])?);
        found.push(Override {
            seq: Field::from_cell(row[0])?,
            at: Field::from_cell(row[1])?,
            staff: Field::from_cell(row[2])?,
            device,
            supervisor: Field::from_cell(row[4])?,
            person: Field::from_cell(row[5])?,
            tube: Field::from_cell(row[6])?,
            settled: settled.map(|((how, at), by)| (how, at, by)),
        });
    }
    Ok(found)
}

/// Every registration, in the order of the ledger.
pub fn registrations(
    connection: &Connection,
    region: Region,
    mut each: impl FnMut(IndexRow),
) -> Result<(), StoreError> {
    const SQL: &str = include_str!("../sql/index_rows.sql");
    let mut statement = connection.prepare(SQL)?;
    let mut rows = statement.query(params![region.0, 0, i64::MAX])?;
    while let Some(row) = rows.next()? {
        each(IndexRow {
            seq: row.get::<_, i64>(0)?.cast_unsigned(),
            scan: ScanId(row.get(1)?),
            person: PersonKey(row.get(2)?),
            round: RoundId(row.get(3)?),
        });
    }
    Ok(())
}

/// For whom somebody was named a guardian, by which scans, the newest first.
pub fn wards(
    connection: &Connection,
    region: Region,
    guardian: PersonKey,
    limit: u32,
) -> Result<Vec<(ScanId, PersonKey)>, StoreError> {
    const SQL: &str = include_str!("../sql/wards.sql");
    let mut statement = connection.prepare_cached(SQL)?;
    let ward = |row: &Row<'_>| Ok((ScanId(row.get(0)?), PersonKey(row.get(1)?)));
    let wards = statement.query_map(params![region.0, guardian.0, limit], ward)?;
    Ok(wards.collect::<Result<_, _>>()?)
}

/// Whether the grid expects this person.
pub fn in_roster(
    connection: &Connection,
    region: Region,
    person: PersonKey,
) -> Result<bool, StoreError> {
    const SQL: &str = include_str!("../sql/in_roster.sql");
    let mut statement = connection.prepare_cached(SQL)?;
    Ok(statement.query_row(params![region.0, person.0], |_| Ok(())).optional()?.is_some())
}

/// Everybody on the roster, personal data sealed, in the order of the look-up keys.
pub fn roster_rows<E: From<StoreError>>(
    connection: &Connection,
    region: Region,
    mut each: impl FnMut(RosterRow) -> Result<(), E>,
) -> Result<(), E> {
    const SQL: &str = include_str!("../sql/roster_rows.sql");
    let failed = |error: rusqlite::Error| E::from(StoreError::from(error));
    let mut statement = connection.prepare(SQL).map_err(failed)?;
    let mut rows = statement.query([region.0]).map_err(failed)?;
    while let Some(row) = rows.next().map_err(failed)? {
        each(roster_row(row).map_err(E::from)?)?;
    }
    Ok(())
}

fn roster_row(row: &Row<'_>) -> Result<RosterRow, StoreError> {
    let class = Class::from_number(row.get(2)?).ok_or(BadCell { wanted: "class" })?;
    Ok(RosterRow {
        person: PersonKey(row.get(0)?),
        batch: row.get(1)?,
        class,
        township: row.get(3)?,
        sealed: row.get(4)?,
    })
}
