//! The ledger of handed-out numbers on disk. A block is there, synced, before its first label is
//! printed; two programs that print at once wait for each other.

use std::fs::{self, File};
use std::io::{ErrorKind, Write as _};
use std::path::{Path, PathBuf};

use anyhow::{Context as _, bail};
use tenfold_domain::code::SiteId;

use crate::edge::block::{Block, Kind, Ledger, Numbering};
use crate::service::clock;

/// Name of the ledger in the data folder when none is given.
const LEDGER_FILE: &str = "labels.csv";

/// Which numbers are wanted, and who remembers them.
#[derive(clap::Args, Debug)]
pub struct Roll {
    /// How many codes
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..=1_000_000))]
    pub count: u32,
    /// Number of this printer, 0-9: it stands in the code, so that two printers never meet
    #[arg(long, value_name = "N", default_value_t = 0)]
    printer: u8,
    /// File that remembers which numbers were handed out [default: labels.csv in the data folder]
    #[arg(long, value_name = "FILE")]
    ledger: Option<PathBuf>,
    /// Begin a new ledger; the first time only
    #[arg(long)]
    begin: bool,
    /// How codes look, where there is no database [default: the campaign's protocol]
    #[arg(long, value_name = "FILE")]
    pub protocol: Option<PathBuf>,
}

impl Roll {
    /// Hands out a block and keeps it. Errors when the ledger is absent or damaged, or the
    /// printer's numbers are spent: then nothing is handed out.
    pub fn hand_out(
        &self,
        data: Option<&Path>,
        numbering: &Numbering,
        (kind, site): (Kind, SiteId),
    ) -> anyhow::Result<Block> {
        let beside = || data.map(|data| data.join(LEDGER_FILE));
        let file = self.ledger.clone().or_else(beside);
        let file = file.context("where are handed-out numbers kept? Give --ledger FILE")?;
        let name = file.display().to_string();
        let lock = file.with_added_extension("lock");
        let lock = File::create(&lock).with_context(|| format!("{name}.lock cannot be made"))?;
        lock.lock().with_context(|| format!("{name}.lock cannot be locked"))?;
        let mut ledger = match fs::read_to_string(&file) {
            Ok(_) if self.begin => bail!("{name} is there already: leave --begin out"),
            Ok(text) => Ledger::parse(&text).with_context(|| name.clone())?,
            Err(error) if error.kind() == ErrorKind::NotFound && self.begin => Ledger::default(),
            Err(error) if error.kind() == ErrorKind::NotFound => bail!(
                "no ledger at {name}. For the first labels say --begin; if it was lost, bring it \
                 back, or begin with a --printer number never used before: codes must not repeat"
            ),
            Err(error) => return Err(error).with_context(|| format!("{name} cannot be read")),
        };
        let told = clock::shown(clock::now());
        let block = ledger.hand_out(numbering, (kind, site, self.printer), self.count, &told)?;
        replace(&file, &ledger.text()).with_context(|| format!("{name} cannot be written"))?;
        Ok(block)
    }
}

/// Puts a whole new text in a file's place: after a power failure there is the old one or the new.
fn replace(file: &Path, text: &str) -> std::io::Result<()> {
    let part = file.with_added_extension("part");
    let mut out = File::create(&part)?;
    out.write_all(text.as_bytes())?;
    out.sync_all()?;
    fs::rename(&part, file)?;
    let folder = file.parent().filter(|folder| !folder.as_os_str().is_empty());
    File::open(folder.unwrap_or(Path::new(".")))?.sync_all()
}
