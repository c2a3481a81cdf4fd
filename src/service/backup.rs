//! A copy of the data while the service writes. The root key is not in it: a copy without the
//! key shows nobody's name, so the two are kept apart, and both are needed.

use std::fs::{self, File};
use std::path::{Path, PathBuf};

use rusqlite::backup::{Backup, StepResult};
use tenfold_domain::code::Region;

use super::vault::hex;
use crate::storage::StoreError;
use crate::storage::db::Connection;
use crate::storage::open;
use crate::storage::sqlite;
use crate::storage::tables::{access, load, reference};

/// Pages copied at a time; about 32 MB.
const STEP_PAGES: std::ffi::c_int = 4_096;

/// Why no copy was made; what stood at its place before stands there still.
#[derive(Debug, thiserror::Error)]
pub enum BackupError {
    /// The store, or the copy as one.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The target.
    #[error("{0}: {1}")]
    File(PathBuf, std::io::Error),
    /// The data lies on a server, which has ways of its own.
    #[error("a PostgreSQL server keeps this data: copy it there, with pg_dump or its archive")]
    OnServer,
    /// The copy is not what was copied.
    #[error("the copy does not end where the data did; it was thrown away")]
    Differs,
}

/// A copy that was made and checked.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Copied {
    /// Bytes of the copy.
    pub bytes: u64,
    /// Where each region ends: write the links down elsewhere.
    pub ends: Vec<End>,
    /// What the command line must say: where the key is not.
    pub note: &'static str,
}

/// Where a region's chains end.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct End {
    /// The region.
    pub region: Region,
    /// Facts.
    pub facts: u64,
    /// The last link of their chain.
    pub last_link: String,
    /// Rows of the access log.
    pub accesses: u64,
    /// Its last link; empty while it has no row.
    pub last_access: String,
}

/// What is said with every copy.
pub const KEY_NOTE: &str =
    "the root key is not in the copy; keep it elsewhere, the copy opens nobody's data without it";

/// Copies the data into a new file, which appears under its name only when it is whole and on
/// the disk. `progress` is told pages copied and pages in all.
pub fn backup(
    data: &Path,
    to: &Path,
    progress: &mut dyn FnMut(u64, u64),
) -> Result<Copied, BackupError> {
    let part = to.with_extension("part");
    let failed = |error| BackupError::File(part.clone(), error);
    if part.exists() {
        fs::remove_file(&part).map_err(failed)?;
    }
    let made = copy(data, &part, progress);
    let ends = made.inspect_err(|_| {
        // What cannot be removed is overwritten next time.
        let _ = fs::remove_file(&part);
    })?;
    File::open(&part).and_then(|file| file.sync_all()).map_err(failed)?;
    let bytes = fs::metadata(&part).map_err(failed)?.len();
    fs::rename(&part, to).map_err(failed)?;
    let folder = to.parent().filter(|folder| !folder.as_os_str().is_empty());
    let folder = folder.unwrap_or(Path::new("."));
    File::open(folder).and_then(|folder| folder.sync_all()).map_err(failed)?;
    Ok(Copied { bytes, ends, note: KEY_NOTE })
}

fn copy(
    data: &Path,
    part: &Path,
    progress: &mut dyn FnMut(u64, u64),
) -> Result<Vec<End>, BackupError> {
    if open::address(data)?.is_some() {
        return Err(BackupError::OnServer);
    }
    let mut source = sqlite::reader(data)?;
    // A snapshot held open: the copy is of one moment and never starts again for a new commit.
    let snapshot = source.snapshot()?;
    let ends = ends(&snapshot)?;
    {
        let mut target = rusqlite::Connection::open(part).map_err(StoreError::from)?;
        let copying = Backup::new(snapshot.sqlite()?, &mut target).map_err(StoreError::from)?;
        loop {
            let step = copying.step(STEP_PAGES).map_err(StoreError::from)?;
            let pages = copying.progress();
            let (all, left) = (pages.pagecount as u64, pages.remaining as u64);
            progress(all - left, all);
            match step {
                StepResult::Done => break,
                StepResult::More => {}
                _ => return Err(StoreError::Backend("the source is locked".into()).into()),
            }
        }
    }
    if self::ends(&sqlite::copied(part)?)? == ends { Ok(ends) } else { Err(BackupError::Differs) }
}

fn ends(connection: &Connection) -> Result<Vec<End>, StoreError> {
    let campaigns = reference::campaigns(connection)?;
    let end = |region| {
        let ledger = load::ledger_end(connection, region)?;
        let (rows, link) = access::end(connection, region)?.unwrap_or_default();
        Ok(End {
            region,
            facts: ledger.seq,
            last_link: hex(&ledger.link),
            accesses: rows.unsigned_abs(),
            last_access: hex(&link),
        })
    };
    campaigns.iter().map(|campaign| end(campaign.region)).collect()
}
