//! The schema, step by step: SQLite's migrations with the same numbers.

use super::super::StoreError;
use super::super::sqlite::MIGRATIONS;
use super::{Session, before, dialect};

/// Taken while the schema changes: two services that start together change it one after the other.
const LOCK: i64 = 0x0074_656e_666f_6c64;

/// Brings the schema up to date, each step in a transaction of its own. Returns the versions before
/// and after.
///
/// # Errors
/// [`StoreError::Version`] when the database belongs to a newer program.
pub fn migrate(url: &str) -> Result<(i64, i64), StoreError> {
    let session = Session::connect(url)?;
    session.batch("SET client_min_messages = warning")?;
    session.batch(&format!("SELECT pg_advisory_lock({LOCK})"))?;
    session.batch("CREATE TABLE IF NOT EXISTS schema_version (version BIGINT NOT NULL)")?;
    let known = version(&session)?;
    let wanted = MIGRATIONS.len() as i64;
    if known > wanted {
        return Err(StoreError::Version { found: known, wanted });
    }
    for (number, sql) in (1i64..).zip(MIGRATIONS).filter(|(number, _)| *number > known) {
        let step = dialect::migration(sql);
        let note = if number == 1 {
            format!("INSERT INTO schema_version (version) VALUES ({number})")
        } else {
            format!("UPDATE schema_version SET version = {number}")
        };
        // Of several statements sent together either all take effect or none.
        session.batch(&format!("BEGIN; {step}; {note}; COMMIT"))?;
    }
    if known != wanted || !before::is_made(&session)? {
        before::make(&session)?;
    }
    session.batch(&format!("SELECT pg_advisory_unlock({LOCK})"))?;
    Ok((known, wanted))
}

/// How many migrations a database has seen.
pub fn version(session: &Session) -> Result<i64, StoreError> {
    let row = session.first("SELECT MAX(version) FROM schema_version", &[])?;
    Ok(row.and_then(|row| row.get(0)).unwrap_or(0))
}
