//! SQLite: a city on one machine, nothing else to install.
//!
//! WAL with `synchronous=FULL`: when [`Store::append`] returns, it is on disk. A weaker setting
//! loses acknowledged rows at a power cut; opening checks what SQLite says and refuses it.

mod append;
mod store;

use std::path::{Path, PathBuf};
use std::time::Duration;

use rusqlite::OpenFlags;
use tenfold_domain::code::Region;
use tenfold_domain::map::Map;

use super::db::Connection;
use super::{LedgerEnd, StoreError};

/// The database's file name inside the data folder.
pub const FILE: &str = "tenfold.db";

/// Migrations in order; the version of a database is how many it has seen. A released one is
/// never edited.
pub const MIGRATIONS: [&str; 21] = [
    include_str!("../sql/migrations/0001_facts.sql"),
    include_str!("../sql/migrations/0002_heads.sql"),
    include_str!("../sql/migrations/0003_found.sql"),
    include_str!("../sql/migrations/0004_roster_stamp.sql"),
    include_str!("../sql/migrations/0005_access_reason.sql"),
    include_str!("../sql/migrations/0006_check_override.sql"),
    include_str!("../sql/migrations/0007_guardian.sql"),
    include_str!("../sql/migrations/0008_preregistration.sql"),
    include_str!("../sql/migrations/0009_routing.sql"),
    include_str!("../sql/migrations/0010_outbox.sql"),
    include_str!("../sql/migrations/0011_quality.sql"),
    include_str!("../sql/migrations/0012_signing_key.sql"),
    include_str!("../sql/migrations/0013_party.sql"),
    include_str!("../sql/migrations/0014_plate_read.sql"),
    include_str!("../sql/migrations/0015_upstream.sql"),
    include_str!("../sql/migrations/0016_courses.sql"),
    include_str!("../sql/migrations/0017_recollection_end.sql"),
    include_str!("../sql/migrations/0018_site_hours.sql"),
    include_str!("../sql/migrations/0019_result_part.sql"),
    include_str!("../sql/migrations/0020_told.sql"),
    include_str!("../sql/migrations/0021_reasons_and_hours.sql"),
];

/// The write-ahead log keeps at most so many bytes once nobody reads what is in it.
const WAL_KEPT_BYTES_MAX: i64 = 256 << 20;

/// The store behind the one writer.
pub struct SqliteStore {
    connection: Connection,
    path: PathBuf,
    ends: Map<Region, LedgerEnd>,
    inserts: Vec<String>,
}

impl SqliteStore {
    /// Opens the data folder's database for writing. Errors when there is none or its version is
    /// another.
    pub fn open(data: &Path) -> Result<SqliteStore, StoreError> {
        let (connection, path) = (writer(data)?, data.join(FILE));
        Ok(SqliteStore { connection, path, ends: Map::default(), inserts: append::inserts() })
    }

    /// The database's file.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// The writer's connection, for work outside the contract (reference data).
    pub fn connection(&mut self) -> &mut Connection {
        &mut self.connection
    }
}

/// A connection that writes. Errors when there is no database or its version is another.
pub fn writer(data: &Path) -> Result<Connection, StoreError> {
    let path = data.join(FILE);
    if !path.exists() {
        return Err(StoreError::Absent(data.display().to_string()));
    }
    let connection = connect(&path, OpenFlags::SQLITE_OPEN_READ_WRITE)?;
    current_version(&connection)?;
    Ok(Connection::of_sqlite(connection))
}

/// A connection that only reads; it sees the last commit and never waits for the writer.
pub fn reader(data: &Path) -> Result<Connection, StoreError> {
    let path = data.join(FILE);
    if !path.exists() {
        return Err(StoreError::Absent(data.display().to_string()));
    }
    let connection = read_only(&path)?;
    current_version(connection.sqlite()?)?;
    Ok(connection)
}

fn read_only(path: &Path) -> Result<Connection, StoreError> {
    let connection = rusqlite::Connection::open_with_flags(path, OpenFlags::SQLITE_OPEN_READ_ONLY)?;
    connection.busy_timeout(Duration::from_secs(5))?;
    // There are up to as many as reads at a time; what the system caches serves all of them.
    connection.pragma_update(None, "cache_size", -4_096)?;
    connection.set_prepared_statement_cache_capacity(64);
    Ok(Connection::of_sqlite(connection))
}

/// A copy opened to be looked at, wherever it lies. The copy becomes a plain file: nothing beside
/// it belongs to it.
pub fn copied(path: &Path) -> Result<Connection, StoreError> {
    let connection =
        rusqlite::Connection::open_with_flags(path, OpenFlags::SQLITE_OPEN_READ_WRITE)?;
    let mode: String =
        connection.query_row("PRAGMA journal_mode = DELETE", [], |row| row.get(0))?;
    if mode != "delete" {
        return Err(StoreError::Backend(format!("the copy stays in journal mode {mode}")));
    }
    current_version(&connection)?;
    Ok(Connection::of_sqlite(connection))
}

/// Creates the folder and database where absent and brings the schema up to date. Returns the
/// versions before and after.
pub fn migrate(data: &Path) -> Result<(i64, i64), StoreError> {
    std::fs::create_dir_all(data).map_err(|e| StoreError::Backend(e.to_string()))?;
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE;
    let mut connection = connect(&data.join(FILE), flags)?;
    // Nobody else on the machine reads what is only partly sealed; WAL files take after it.
    #[cfg(unix)]
    std::fs::set_permissions(data.join(FILE), std::os::unix::fs::PermissionsExt::from_mode(0o600))
        .map_err(|e| StoreError::Backend(e.to_string()))?;
    let before = version(&connection)?;
    if before > MIGRATIONS.len() as i64 {
        return Err(StoreError::Version { found: before, wanted: MIGRATIONS.len() as i64 });
    }
    for (number, sql) in (1i64..).zip(MIGRATIONS).filter(|(number, _)| *number > before) {
        let transaction = connection.transaction()?;
        transaction.execute_batch(sql)?;
        transaction.pragma_update(None, "user_version", number)?;
        transaction.commit()?;
    }
    Ok((before, MIGRATIONS.len() as i64))
}

fn connect(path: &Path, flags: OpenFlags) -> Result<rusqlite::Connection, StoreError> {
    let connection = rusqlite::Connection::open_with_flags(path, flags)?;
    connection.busy_timeout(Duration::from_secs(10))?;
    connection.pragma_update(None, "page_size", 8192)?;
    let mode: String = connection.query_row("PRAGMA journal_mode = WAL", [], |row| row.get(0))?;
    connection.pragma_update(None, "synchronous", "FULL")?;
    let level: i64 = connection.query_row("PRAGMA synchronous", [], |row| row.get(0))?;
    if mode != "wal" || level != 2 {
        return Err(StoreError::Backend(format!(
            "durability cannot be had here (journal {mode}, synchronous {level}); \
             put the data on a local disk"
        )));
    }
    connection.pragma_update(None, "wal_autocheckpoint", 8192)?;
    // A long read keeps the log from being reused; what it grew beyond this is given back after.
    connection.pragma_update(None, "journal_size_limit", WAL_KEPT_BYTES_MAX)?;
    connection.pragma_update(None, "cache_size", -65_536)?;
    connection.set_prepared_statement_cache_capacity(128);
    Ok(connection)
}

fn version(connection: &rusqlite::Connection) -> Result<i64, StoreError> {
    Ok(connection.query_row("PRAGMA user_version", [], |row| row.get(0))?)
}

fn current_version(connection: &rusqlite::Connection) -> Result<(), StoreError> {
    let found = version(connection)?;
    let wanted = MIGRATIONS.len() as i64;
    if found == wanted { Ok(()) } else { Err(StoreError::Version { found, wanted }) }
}

impl From<rusqlite::Error> for StoreError {
    fn from(error: rusqlite::Error) -> StoreError {
        use rusqlite::ffi::ErrorCode;
        match error.sqlite_error_code() {
            Some(ErrorCode::DiskFull) => StoreError::Full,
            // A disk that is full while SQLite grows its shared memory or journal says so too.
            Some(ErrorCode::SystemIoFailure) if no_space(&error) => StoreError::Full,
            _ => StoreError::Backend(error.to_string()),
        }
    }
}

/// Whether an I/O error is a resize that found no space. A write that finds none is
/// `SQLITE_FULL`; any other write error is a failing disk, which freed space does not mend.
fn no_space(error: &rusqlite::Error) -> bool {
    use rusqlite::ffi;
    let code = match error {
        rusqlite::Error::SqliteFailure(code, _) => code.extended_code,
        _ => return false,
    };
    [ffi::SQLITE_IOERR_SHMSIZE, ffi::SQLITE_IOERR_TRUNCATE].contains(&code)
}
