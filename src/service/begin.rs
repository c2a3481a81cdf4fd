//! A new campaign in a data folder, alone or with everybody it expects: all of it, or nothing.

use std::fs;
use std::path::Path;

use tenfold_domain::campaign::Campaign;

use super::import::{self, Heard, ImportError, Imported};
use super::vault::Vault;
use super::{OpenError, clock};
use crate::setup::SetupError;
use crate::setup::roster::Verdict;
use crate::storage::open;
use crate::storage::sqlite::FILE;
use crate::storage::tables::reference;

/// What was made.
#[derive(Debug)]
pub struct Begun {
    /// A key was made, and not found.
    pub key_made: bool,
    /// What became of the roster; nothing was entered where a line of it is bad.
    pub roster: Imported,
}

/// Keeps a new campaign in a data folder, which is made where absent; so is the key file.
/// Returns whether a key was made.
pub fn init(
    data: &Path,
    key: &Path,
    campaign: &Campaign,
    texts: (&str, &str),
) -> Result<bool, OpenError> {
    match with_roster(data, key, campaign, texts, [], &mut |_| {}) {
        Ok(begun) => Ok(begun.key_made),
        Err(ImportError::Setup(error)) => Err(error.into()),
        Err(ImportError::Store(error)) => Err(error.into()),
        Err(ImportError::Vault(error)) => Err(error.into()),
    }
}

/// The same with a roster. One bad line, and nothing is kept: neither the campaign nor a file
/// that was not there before. `texts` are the protocol's and the kits' TOML.
pub fn with_roster(
    data: &Path,
    key: &Path,
    campaign: &Campaign,
    texts: (&str, &str),
    verdicts: impl IntoIterator<Item = Result<Verdict, SetupError>>,
    heard: Heard<'_>,
) -> Result<Begun, ImportError> {
    let before = Before { folder: data.exists(), database: open::exists(data) };
    let mut key_made = false;
    let begun = (|| {
        open::migrate(data)?;
        let (vault, made) = Vault::open(key, true)?;
        key_made = made;
        let mut store = open::writer(data)?;
        let transaction = store.begin()?;
        let check = vault.key_check();
        reference::put_campaign(&transaction, campaign, texts, &check, clock::now())?;
        let region = campaign.region;
        let roster = import::roster_within(&transaction, &vault, region, verdicts, heard)?;
        if roster.bad == 0 {
            transaction.commit()?;
        }
        Ok(Begun { key_made, roster })
    })();
    if begun.as_ref().map_or(true, |begun| begun.roster.bad > 0) {
        before.put_back(data, key_made.then_some(key));
    }
    begun
}

/// What stood there before.
struct Before {
    folder: bool,
    database: bool,
}

impl Before {
    /// Takes away what was made. What cannot be removed is an empty database and a key that seals
    /// nothing: the next attempt uses them.
    fn put_back(&self, data: &Path, key: Option<&Path>) {
        if self.database {
            return;
        }
        for beside in ["", "-wal", "-shm"] {
            let _ = fs::remove_file(data.join(format!("{FILE}{beside}")));
        }
        if let Some(key) = key {
            let _ = fs::remove_file(key);
        }
        if !self.folder {
            let _ = fs::remove_dir(data);
        }
    }
}
