//! Codes handed out for labels: the ledger, a file of its own, or kept with the data that several
//! services share. A block is there, durable, before its first label is printed; two programs that
//! print at once wait for each other.

use std::fs::{self, File};
use std::io::{self, ErrorKind, Write as _};
use std::path::{Path, PathBuf};

use tenfold_domain::code::SiteId;

use super::{beside, clock};
use crate::edge::block::{Block, BlockError, Kind, Ledger, Numbering};
use crate::storage::postgres::shared;
use crate::storage::{StoreError, open};

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
    /// The store that keeps it.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Where it is kept which codes were handed out.
#[derive(Clone, Debug)]
pub enum Keeper {
    /// In a file.
    File(PathBuf),
    /// With the data of this folder, which several services share.
    Shared(PathBuf),
}

impl Keeper {
    /// Where a data folder keeps it.
    pub fn of(data: &Path) -> Result<Keeper, StoreError> {
        let file = || Keeper::File(data.join(LEDGER_FILE));
        Ok(open::address(data)?.map_or_else(file, |_| Keeper::Shared(data.to_owned())))
    }

    /// Its name for people.
    pub fn name(&self) -> String {
        match self {
            Keeper::File(file) => file.display().to_string(),
            Keeper::Shared(data) => format!("the database of {}", data.display()),
        }
    }
}

/// Whose codes: what they are for, the site, the printer.
pub type Owner = (Kind, SiteId, u8);

/// Hands out so many codes and keeps that they are; with `begin` the ledger is made.
pub fn hand_out(
    keeper: &Keeper,
    begin: bool,
    numbering: &Numbering,
    wanted: (Owner, u32),
) -> Result<Block, NotHandedOut> {
    let next = |kept| next(&keeper.name(), kept, begin, numbering, wanted);
    match keeper {
        Keeper::File(file) => in_file(file, next),
        Keeper::Shared(data) => beside::commit(data, |to| {
            let (block, text) = match next(shared::label_ledger(to)?) {
                Ok(next) => next,
                Err(why) => return Ok(Err(why)),
            };
            shared::put_label_ledger(to, &text)?;
            Ok(Ok(block))
        })?,
    }
}

/// The next block after what is kept, and what is to be kept then.
fn next(
    name: &str,
    kept: Option<String>,
    begin: bool,
    numbering: &Numbering,
    (owner, count): (Owner, u32),
) -> Result<(Block, String), NotHandedOut> {
    let blocked = |error| NotHandedOut::Block(name.to_owned(), error);
    let mut ledger = match kept {
        Some(_) if begin => return Err(NotHandedOut::Present(name.to_owned())),
        Some(text) => Ledger::parse(&text).map_err(blocked)?,
        None if begin => Ledger::default(),
        None => return Err(NotHandedOut::Absent(name.to_owned())),
    };
    let told = clock::shown(clock::now());
    let block = ledger.hand_out(numbering, owner, count, &told).map_err(blocked)?;
    Ok((block, ledger.text()))
}

fn in_file(
    file: &Path,
    next: impl FnOnce(Option<String>) -> Result<(Block, String), NotHandedOut>,
) -> Result<Block, NotHandedOut> {
    let failed = |error| NotHandedOut::File(file.display().to_string(), error);
    let lock = File::create(file.with_added_extension("lock")).map_err(failed)?;
    lock.lock().map_err(failed)?;
    let kept = match fs::read_to_string(file) {
        Ok(text) => Some(text),
        Err(error) if error.kind() == ErrorKind::NotFound => None,
        Err(error) => return Err(failed(error)),
    };
    let (block, text) = next(kept)?;
    replace(file, &text).map_err(failed)?;
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
