//! Where a campaign's data lies: in a file of its folder, or on a server that the folder names.

use std::io::Write as _;
use std::path::{Path, PathBuf};

use super::db::Connection;
use super::postgres::{self, PostgresStore, Session};
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

/// Has a folder name the server that keeps its data from now on. One that names it already stays
/// as it is; whether a name was written.
///
/// # Errors
/// [`StoreError::Unfit`] where the folder holds data itself or names another server, and for an
/// address that is none; what the server says where it cannot be reached.
pub fn settle(data: &Path, url: &str) -> Result<bool, StoreError> {
    let unfit = |text: String| Err(StoreError::Unfit(text));
    let folder = data.display();
    if data.join(sqlite::FILE).exists() {
        return unfit(format!("{folder} holds data of its own: take another folder"));
    }
    match address(data)? {
        Some(known) if known == url => return Ok(false),
        Some(_) => return unfit(format!("{folder} names another server: take another folder")),
        None => {}
    }
    Session::connect(url)?;
    put_address(data, url)?;
    Ok(true)
}

/// Has a folder whose data was carried to a server name it; the file it had stays beside, under
/// another name. From then on everything is read there.
pub fn moved(data: &Path, url: &str) -> Result<PathBuf, StoreError> {
    put_address(data, url)?;
    let failed = |error: std::io::Error| StoreError::Backend(error.to_string());
    let left = data.join("moved.db");
    std::fs::rename(data.join(sqlite::FILE), &left).map_err(failed)?;
    Ok(left)
}

fn put_address(data: &Path, url: &str) -> Result<(), StoreError> {
    let failed = |error: std::io::Error| StoreError::Backend(error.to_string());
    std::fs::create_dir_all(data).map_err(failed)?;
    let mut options = std::fs::File::options();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut file = options.open(data.join(ADDRESS_FILE)).map_err(failed)?;
    file.write_all(format!("{url}\n").as_bytes()).map_err(failed)?;
    file.sync_all().map_err(failed)
}

/// A connection that only reads; it never waits for a writer.
pub fn reader(data: &Path) -> Result<Connection, StoreError> {
    match address(data)? {
        Some(url) => Ok(Connection::of_postgres(postgres::current(&url)?)),
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

/// What one service does for all that share a store; of a store that is not shared it is always
/// one's own.
pub struct Duty {
    name: &'static str,
    holder: [u8; 16],
    shared: Option<Connection>,
}

impl Duty {
    /// A duty by its name, for a service that calls itself `holder`.
    pub fn of(data: &Path, name: &'static str, holder: [u8; 16]) -> Result<Duty, StoreError> {
        let shared = address(data)?.map(|_| writer(data)).transpose()?;
        Ok(Duty { name, holder, shared })
    }

    /// Takes it where it is nobody's, or goes on with it; whether it is one's own now, and stays so
    /// for [`postgres::DUTY_HELD_FOR`].
    pub fn take(&self) -> Result<bool, StoreError> {
        let take = |shared| postgres::shared::take_duty(shared, self.name, &self.holder);
        self.shared.as_ref().map_or(Ok(true), take)
    }

    /// Leaves it to another.
    pub fn leave(&self) -> Result<(), StoreError> {
        let leave = |shared| postgres::shared::leave_duty(shared, self.name, &self.holder);
        self.shared.as_ref().map_or(Ok(()), leave)
    }
}
