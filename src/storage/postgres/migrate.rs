//! The schema, step by step: SQLite's migrations with the same numbers.

use super::super::StoreError;
use super::super::sqlite::MIGRATIONS;
use super::{Session, before, citus, dialect, shared};

/// Taken while the schema changes: two programs that start together change it one after the other.
const LOCK: i64 = 0x0074_656e_666f_6c64;

/// Brings the schema up to date in one transaction. Returns the versions before and after.
///
/// # Errors
/// [`StoreError::Version`] when the database belongs to a newer program.
pub fn migrate(url: &str) -> Result<(i64, i64), StoreError> {
    let session = Session::connect(url)?;
    session.begin("BEGIN; SET LOCAL client_min_messages = warning")?;
    let done = steps(&session);
    match done {
        Ok(_) => session.commit()?,
        Err(_) => session.roll_back(),
    }
    done
}

fn steps(session: &Session) -> Result<(i64, i64), StoreError> {
    session.batch(&format!("SELECT pg_advisory_xact_lock({LOCK})"))?;
    session.batch("CREATE TABLE IF NOT EXISTS schema_version (version BIGINT NOT NULL)")?;
    let (known, wanted) = (version(session)?, MIGRATIONS.len() as i64);
    if known > wanted {
        return Err(StoreError::Version { found: known, wanted });
    }
    for (_, sql) in (1i64..).zip(MIGRATIONS).filter(|(number, _)| *number > known) {
        session.batch(&dialect::migration(sql))?;
    }
    if known != wanted || !before::is_made(session)? {
        let note = format!("INSERT INTO schema_version (version) VALUES ({wanted})");
        session.batch(&format!("DELETE FROM schema_version; {note}"))?;
        before::make(session)?;
        shared::make(session)?;
    }
    if citus::is_there(session)? {
        citus::distribute(session)?;
    }
    Ok((known, wanted))
}

/// How many migrations a database has seen.
pub fn version(session: &Session) -> Result<i64, StoreError> {
    let row = session.first("SELECT MAX(version) FROM schema_version", &[])?;
    Ok(row.and_then(|row| row.get(0)).unwrap_or(0))
}
