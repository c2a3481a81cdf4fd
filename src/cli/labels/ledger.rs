//! Which codes are handed out by the command line, and who remembers them.

use std::path::{Path, PathBuf};

use anyhow::bail;
use tenfold_domain::code::SiteId;

use crate::edge::block::{Block, Kind, Numbering};
use crate::service::labels::{Keeper, hand_out};

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
        let keeper = match (&self.ledger, data) {
            (Some(file), _) => Keeper::File(file.clone()),
            (None, Some(data)) => Keeper::of(data)?,
            (None, None) => bail!("where are handed-out numbers kept? Give --ledger FILE"),
        };
        Ok(hand_out(&keeper, self.begin, numbering, ((kind, site, self.printer), self.count))?)
    }
}
