//! Heads as they stood before each commit: what a service that shares the store needs to make
//! another's facts its own. A head is copied here before it is written over, and forgotten when
//! nobody can have missed it.

use tenfold_domain::code::Region;

use super::super::cell::{BadCell, Cell, Field as _};
use super::super::db::{Connection, cells};
use super::super::{Before, FOLLOWED_FOR, StoreError, head};
use super::Session;

/// The key of a table of heads beside the region is its first column.
pub type Head = (&'static str, &'static [&'static str]);

/// The heads that are written over and over.
pub const TUBE: Head = ("tube", &head::TUBE);
/// As above.
pub const BOX: Head = ("box", &head::BOX);
/// As above.
pub const PLATE: Head = ("plate", &head::PLATE);

/// Makes the tables for the copies, each with the columns that its heads have now. What they held
/// is gone: who changes the schema serves nobody meanwhile.
pub fn make(session: &Session) -> Result<(), StoreError> {
    for (table, _) in [TUBE, BOX, PLATE] {
        session.batch(&format!(
            "DROP TABLE IF EXISTS {table}_before;
             CREATE TABLE {table}_before (
               as_of_seq BIGINT NOT NULL, copied_at TIMESTAMPTZ NOT NULL DEFAULT now(),
               LIKE \"{table}\", PRIMARY KEY (region, as_of_seq, code))"
        ))?;
    }
    Ok(())
}

/// Whether the tables for the copies are there.
pub fn is_made(session: &Session) -> Result<bool, StoreError> {
    let row = session.first("SELECT to_regclass('plate_before') IS NOT NULL", &[])?;
    Ok(row.is_some_and(|row| row.get(0)))
}

/// Copies heads that the next statements write over; what `codes` name and is not there yet has no
/// copy.
pub fn copy(
    connection: &Connection,
    (table, columns): Head,
    (region, as_of_seq): (Region, u64),
    codes: &[Cell<'_>],
) -> Result<(), StoreError> {
    if codes.is_empty() {
        return Ok(());
    }
    let columns = columns.join("\", \"");
    let sql = format!(
        "INSERT INTO {table}_before (as_of_seq, region, \"{columns}\")
         SELECT ?2, region, \"{columns}\" FROM \"{table}\" WHERE region = ?1 AND code = ANY(?3)"
    );
    connection.postgres()?.execute_codes(&sql, &[region.cell(), as_of_seq.cell()], codes)
}

/// What facts after `seq` have changed; see [`super::super::Store::before`].
pub fn read(connection: &Connection, region: Region, seq: u64) -> Result<Before, StoreError> {
    Ok(Before {
        tubes: of(connection, TUBE, (region, seq), head::tube)?,
        boxes: of(connection, BOX, (region, seq), head::case)?,
        plates: of(connection, PLATE, (region, seq), head::plate)?,
    })
}

fn of<T>(
    connection: &Connection,
    (table, columns): Head,
    (region, seq): (Region, u64),
    decode: impl Fn(&[Cell<'_>]) -> Result<T, BadCell>,
) -> Result<Vec<T>, StoreError> {
    let names = columns.join("\", \"");
    let sql = format!(
        "SELECT \"{names}\" FROM {table}_before WHERE region = ?1 AND as_of_seq >= ?2
         ORDER BY as_of_seq"
    );
    connection.all(&sql, cells![region, seq], |row| Ok(decode(&row.cells(0, columns.len())?)?))
}

/// Forgets copies that nobody needs who follows as he should. By the server's own clock, and with
/// room for those whose turn was long.
pub fn forget(connection: &Connection) -> Result<(), StoreError> {
    let seconds = (3 * FOLLOWED_FOR).as_secs();
    for (table, _) in [TUBE, BOX, PLATE] {
        connection.batch(&format!(
            "DELETE FROM {table}_before WHERE copied_at < now() - interval '{seconds} seconds'"
        ))?;
    }
    Ok(())
}

/// Has the server look again at tables of heads that have doubled since it last did: what it knows
/// of them decides how a batch's codes are looked up, and a campaign's first morning goes by faster
/// than its own looking round.
pub fn look_again(connection: &Connection) -> Result<(), StoreError> {
    let grown: Vec<String> = connection.all(
        "SELECT relname::text FROM pg_class
         WHERE relnamespace = 'public'::regnamespace AND relname IN ('tube', 'box', 'plate')
           AND pg_relation_size(oid) > 2 * 8192 * GREATEST(relpages, 8)::bigint",
        &[],
        |row| row.get(0),
    )?;
    grown.iter().try_for_each(|table| connection.batch(&format!("ANALYZE \"{table}\"")))
}
