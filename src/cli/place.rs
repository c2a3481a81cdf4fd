//! Where the data is, and which region of it is meant.

use std::path::{Path, PathBuf};

use anyhow::{Context as _, bail};
use tenfold_domain::code::Region;

use crate::service::Options;
use crate::storage::open;
use crate::storage::tables::reference::{self, StoredCampaign};

/// A data folder and the key that opens what is sealed in it.
#[derive(clap::Args, Clone, Debug)]
pub struct Place {
    /// Folder with the database
    #[arg(long, value_name = "DIR")]
    pub data: PathBuf,
    /// File with the root key [default: tenfold.key in the data folder]
    #[arg(long, value_name = "FILE")]
    pub key: Option<PathBuf>,
}

impl Place {
    /// As the service wants it.
    pub fn options(&self) -> Options {
        Options { key: self.key.clone(), ..Options::new(&self.data) }
    }
}

/// Every campaign of a data folder; errors when there is none.
pub fn campaigns(data: &Path) -> anyhow::Result<Vec<StoredCampaign>> {
    let none = || format!("no campaign in {}: make one with `tenfold init`", data.display());
    if !open::exists(data) {
        bail!(none());
    }
    let stored = reference::campaigns(&open::reader(data)?)?;
    if stored.is_empty() { bail!(none()) } else { Ok(stored) }
}

/// The campaign of a data folder: the asked region's, or the only one.
pub fn campaign(data: &Path, asked: Option<u32>) -> anyhow::Result<StoredCampaign> {
    let mut stored = campaigns(data)?;
    let held: Vec<String> = stored.iter().map(|one| one.region.to_string()).collect();
    let held = held.join(", ");
    if asked.is_none() && stored.len() > 1 {
        bail!("several regions here ({held}): choose with --region");
    }
    stored.retain(|one| asked.is_none_or(|asked| one.region == Region(asked)));
    stored.pop().with_context(|| {
        let asked = asked.unwrap_or_default();
        format!("no campaign of region {asked} in {}; it holds: {held}", data.display())
    })
}
