//! Codes handed out for labels: the ledger on disk. A block is there, synced, before its first
//! label is printed; two programs that print at once wait for each other.

use std::fs::{self, File};
use std::io::{self, ErrorKind, Write as _};
use std::path::Path;

use tenfold_domain::code::SiteId;

use super::clock;
use crate::edge::block::{Block, BlockError, Kind, Ledger, Numbering};

/// Name of the ledger in the data folder.
pub const LEDGER_FILE: &str = "labels.csv";

/// Why no codes are handed out; then none are.
#[derive(Debug, thiserror::Error)]
pub enum NotHandedOut {
    /// There is no ledger, and none was to be begun.
    #[error(
        "no ledger at {0}. For the first labels say --begin; if it was lost, bring it back, or \
         begin with a --printer number never used before: codes must not repeat"
    )]
    Absent(String),
    /// There is one, and one was to be begun.
    #[error("{0} is there already: leave --begin out")]
    Present(String),
    /// The numbers: the printer's are spent, or the ledger is damaged.
    #[error("{0}: {1}")]
    Block(String, BlockError),
    /// The file.
    #[error("{0} cannot be read or written: {1}")]
    File(String, io::Error),
}

/// Whose codes: what they are for, the site, the printer.
pub type Owner = (Kind, SiteId, u8);

/// Hands out so many codes and keeps in `file` that they are; with `begin` the file is made.
pub fn hand_out(
    file: &Path,
    begin: bool,
    numbering: &Numbering,
    (owner, count): (Owner, u32),
) -> Result<Block, NotHandedOut> {
    let name = file.display().to_string();
    let failed = |error| NotHandedOut::File(name.clone(), error);
    let blocked = |error| NotHandedOut::Block(name.clone(), error);
    let lock = File::create(file.with_added_extension("lock")).map_err(failed)?;
    lock.lock().map_err(failed)?;
    let mut ledger = match fs::read_to_string(file) {
        Ok(_) if begin => return Err(NotHandedOut::Present(name)),
        Ok(text) => Ledger::parse(&text).map_err(blocked)?,
        Err(error) if error.kind() == ErrorKind::NotFound && begin => Ledger::default(),
        Err(error) if error.kind() == ErrorKind::NotFound => {
            return Err(NotHandedOut::Absent(name));
        }
        Err(error) => return Err(failed(error)),
    };
    let told = clock::shown(clock::now());
    let block = ledger.hand_out(numbering, owner, count, &told).map_err(blocked)?;
    replace(file, &ledger.text()).map_err(failed)?;
    Ok(block)
}

/// Puts a whole new text in a file's place: after a power failure there is the old one or the new.
fn replace(file: &Path, text: &str) -> io::Result<()> {
    let part = file.with_added_extension("part");
    let mut out = File::create(&part)?;
    out.write_all(text.as_bytes())?;
    out.sync_all()?;
    fs::rename(&part, file)?;
    let folder = file.parent().filter(|folder| !folder.as_os_str().is_empty());
    File::open(folder.unwrap_or(Path::new(".")))?.sync_all()
}
