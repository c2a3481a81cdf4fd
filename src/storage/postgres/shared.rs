//! What services that share a database keep there and one alone keeps elsewhere: whose duty it is
//! to do what one of them does for all, and the ledger of printed labels.

use std::time::Duration;

use super::super::StoreError;
use super::super::cell::Cell;
use super::super::db::{Connection, cells};
use super::Session;

/// For how long a duty is somebody's who does not say that he goes on.
pub const DUTY_HELD_FOR: Duration = Duration::from_secs(15);

/// Makes the tables where they are not there yet; what they hold stays.
pub fn make(session: &Session) -> Result<(), StoreError> {
    session.batch(
        "CREATE TABLE IF NOT EXISTS duty (
           name TEXT PRIMARY KEY, holder BYTEA NOT NULL, held_until TIMESTAMPTZ NOT NULL);
         CREATE TABLE IF NOT EXISTS label_ledger (
           one BOOLEAN PRIMARY KEY DEFAULT TRUE CHECK (one), csv TEXT NOT NULL);
         CREATE TABLE IF NOT EXISTS moving (key_check BYTEA NOT NULL)",
    )
}

/// Takes a duty that is nobody's, or goes on with one's own; whether it is one's own now. By the
/// server's clock.
pub fn take_duty(
    connection: &Connection,
    name: &str,
    holder: &[u8; 16],
) -> Result<bool, StoreError> {
    let seconds = DUTY_HELD_FOR.as_secs();
    let sql = format!(
        "INSERT INTO duty (name, holder, held_until)
         VALUES (?1, ?2, now() + interval '{seconds} seconds')
         ON CONFLICT (name) DO UPDATE SET holder = excluded.holder, held_until = excluded.held_until
         WHERE duty.held_until < now() OR duty.holder = excluded.holder"
    );
    Ok(connection.execute(&sql, &[Cell::Text(name), Cell::Blob(holder)])? == 1)
}

/// Leaves a duty to whoever comes next.
pub fn leave_duty(
    connection: &Connection,
    name: &str,
    holder: &[u8; 16],
) -> Result<(), StoreError> {
    let sql = "DELETE FROM duty WHERE name = ?1 AND holder = ?2";
    connection.execute(sql, &[Cell::Text(name), Cell::Blob(holder)])?;
    Ok(())
}

/// The ledger of printed labels, kept from everybody else until the end of the transaction;
/// nothing where none was begun.
pub fn label_ledger(connection: &Connection) -> Result<Option<String>, StoreError> {
    connection.batch("LOCK TABLE label_ledger IN EXCLUSIVE MODE")?;
    connection.value("SELECT csv FROM label_ledger", &[])
}

/// Keeps it.
pub fn put_label_ledger(connection: &Connection, csv: &str) -> Result<(), StoreError> {
    let sql = "INSERT INTO label_ledger (csv) VALUES (?1)
               ON CONFLICT (one) DO UPDATE SET csv = excluded.csv";
    connection.execute(sql, cells![csv])?;
    Ok(())
}

/// Whose data is on its way here, by what its key is known by.
pub fn moving(connection: &Connection) -> Result<Option<Vec<u8>>, StoreError> {
    connection.value("SELECT key_check FROM moving", &[])
}

/// Notes whose data is on its way here: until all is there, no service begins.
pub fn put_moving(connection: &Connection, key_check: &[u8]) -> Result<(), StoreError> {
    connection.execute("INSERT INTO moving (key_check) VALUES (?1)", cells![key_check])?;
    Ok(())
}

/// All is there.
pub fn end_moving(connection: &Connection) -> Result<(), StoreError> {
    connection.execute("DELETE FROM moving", &[])?;
    Ok(())
}
