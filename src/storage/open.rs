//! Where a campaign's data lies: in a file of its folder, or on a server that the folder names.

use std::path::Path;

use super::db::Connection;
use super::postgres::{self, PostgresStore};
use super::sqlite::{self, SqliteStore};
use super::{Store, StoreError};

/// The file that names a server, in the data folder: its address and nothing else. It may hold a
/// password, and is for its owner alone.
pub const ADDRESS_FILE: &str = "database";

/// Address of the server that keeps a folder's data; nothing where the folder itself does.
pub fn address(data: &Path) -> Result<Option<String>, StoreError> {
    match std::fs::read_to_string(data.join(ADDRESS_FILE)) {
        Ok(text) => Ok(Some(text.trim().to_owned())),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(StoreError::Backend(error.to_string())),
    }
}

/// Whether there is a campaign's data in or behind a folder.
pub fn exists(data: &Path) -> bool {
    data.join(sqlite::FILE).exists() || data.join(ADDRESS_FILE).exists()
}

/// A connection that only reads; it never waits for a writer.
pub fn reader(data: &Path) -> Result<Connection, StoreError> {
    match address(data)? {
        Some(url) => {
            let session = postgres::current(&url)?;
            session.batch("SET default_transaction_read_only = on")?;
            Ok(Connection::of_postgres(session))
        }
        None => sqlite::reader(data),
    }
}

/// A connection for what is written beside the facts.
pub fn writer(data: &Path) -> Result<Connection, StoreError> {
    match address(data)? {
        Some(url) => Ok(Connection::of_postgres(postgres::current(&url)?)),
        None => sqlite::writer(data),
    }
}

/// What the writer of facts writes to.
pub fn store(data: &Path) -> Result<Box<dyn Store>, StoreError> {
    Ok(match address(data)? {
        Some(url) => Box::new(PostgresStore::open(&url)?),
        None => Box::new(SqliteStore::open(data)?),
    })
}

/// Brings the schema up to date, and makes it where there is none. Returns the versions before and
/// after.
pub fn migrate(data: &Path) -> Result<(i64, i64), StoreError> {
    match address(data)? {
        Some(url) => postgres::migrate(&url),
        None => sqlite::migrate(data),
    }
}
