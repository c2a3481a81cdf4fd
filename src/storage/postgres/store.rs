//! What a writer asks of PostgreSQL.

use tenfold_domain::code::Region;

use super::super::db::{Connection, cells};
use super::super::sqlite::MIGRATIONS;
use super::super::tables::{load, query};
use super::super::{Append, IndexRow, LedgerEnd, Store, StoreError};
use super::append::append_all;
use super::{Session, migrate};

/// What a probe writes: about what a full batch of commands takes.
const PROBE_BYTES: usize = 2 << 20;

/// The store behind the one writer of a database.
pub struct PostgresStore {
    connection: Connection,
}

impl PostgresStore {
    /// Connects to a database for writing.
    ///
    /// # Errors
    /// [`StoreError::Version`] when its schema is another program's, [`StoreError::InUse`] when
    /// another service writes there.
    pub fn open(url: &str) -> Result<PostgresStore, StoreError> {
        let session = current(url)?.appending()?;
        Ok(PostgresStore { connection: Connection::of_postgres(session) })
    }

    /// The writer's connection, for work outside the contract (reference data).
    pub fn connection(&mut self) -> &mut Connection {
        &mut self.connection
    }
}

/// A session with a database whose schema is this program's.
///
/// # Errors
/// [`StoreError::Version`] when it is another's.
pub fn current(url: &str) -> Result<Session, StoreError> {
    let session = Session::connect(url)?;
    let (found, wanted) = (migrate::version(&session)?, MIGRATIONS.len() as i64);
    if found == wanted { Ok(session) } else { Err(StoreError::Version { found, wanted }) }
}

impl Store for PostgresStore {
    fn append(&mut self, appends: &[Append<'_>]) -> Result<(), StoreError> {
        let transaction = self.connection.begin()?;
        append_all(&transaction, appends)?;
        transaction.commit()
    }

    fn reads(&self) -> &Connection {
        &self.connection
    }

    fn probe(&mut self) -> Result<(), StoreError> {
        // The server packs what repeats; this does not.
        let mut state = 0x9e37_79b9_7f4a_7c15u64;
        let mut next = || {
            state ^= state << 13;
            state ^= state >> 7;
            state ^= state << 17;
            state.to_le_bytes()
        };
        let bytes: Vec<u8> = (0..PROBE_BYTES / 8).flat_map(|_| next()).collect();
        let transaction = self.connection.begin()?;
        transaction.execute("INSERT INTO space_probe (bytes) VALUES (?1)", cells![bytes])?;
        transaction.batch("DELETE FROM space_probe")?;
        transaction.commit()
    }

    fn ledger_end(&mut self, region: Region) -> Result<LedgerEnd, StoreError> {
        load::ledger_end(&self.connection, region)
    }

    fn index_rows(
        &mut self,
        region: Region,
        each: &mut dyn FnMut(IndexRow),
    ) -> Result<(), StoreError> {
        query::registrations(&self.connection, region, each)
    }
}
