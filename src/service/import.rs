//! Rosters into the store: each person sealed, known by look-up key, entered once.

use rayon::prelude::*;
use rusqlite::Connection;
use tenfold_domain::code::Region;

use super::personal::Personal;
use super::vault::{Vault, VaultError};
use crate::setup::SetupError;
use crate::setup::roster::{Fault, RosterRow, Verdict};
use crate::storage::StoreError;
use crate::storage::sqlite::reference::{self, RosterRow as StoredRow};

/// Rows of one transaction. Sorted by look-up key, they go into the store's tree side by side.
const CHUNK: usize = 20_000;

/// Bad lines listed; further ones are only counted.
const LISTED_MAX: usize = 1_000;

/// Why an import ends early. What was entered before stays, and the same file again changes
/// nothing of it.
#[derive(Debug, thiserror::Error)]
pub enum ImportError {
    /// The file.
    #[error(transparent)]
    Setup(#[from] SetupError),
    /// The store.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The keys.
    #[error(transparent)]
    Vault(#[from] VaultError),
}

/// What became of a roster.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Imported {
    /// Lines that landed.
    pub good: u64,
    /// Lines that did not.
    pub bad: u64,
    /// Line number and fault of those that did not, the first thousand; no personal data.
    pub faults: Vec<(u64, Fault)>,
}

/// Enters a roster's rows. Of several batches of one person the highest priority wins, also
/// against an earlier import. `progress` is told the lines read, now and then. A running service
/// reads the roster at its next start.
pub fn roster(
    connection: &mut Connection,
    vault: &Vault,
    region: Region,
    verdicts: impl IntoIterator<Item = Result<Verdict, SetupError>>,
    progress: &mut dyn FnMut(u64),
) -> Result<Imported, ImportError> {
    let mut imported = Imported::default();
    let mut chunk = Vec::with_capacity(CHUNK);
    for verdict in verdicts {
        let verdict = verdict?;
        match verdict.row {
            Ok(row) => {
                imported.good += 1;
                chunk.push(row);
            }
            Err(fault) => {
                imported.bad += 1;
                if imported.faults.len() < LISTED_MAX {
                    imported.faults.push((verdict.line, fault));
                }
            }
        }
        if chunk.len() == CHUNK {
            enter(connection, vault, region, &mut chunk)?;
            progress(imported.good + imported.bad);
        }
    }
    enter(connection, vault, region, &mut chunk)?;
    progress(imported.good + imported.bad);
    Ok(imported)
}

fn enter(
    connection: &mut Connection,
    vault: &Vault,
    region: Region,
    chunk: &mut Vec<RosterRow>,
) -> Result<(), ImportError> {
    let sealed = chunk.par_drain(..).map(|row| sealed(vault, region, row));
    let mut people = sealed.collect::<Result<Vec<StoredRow>, VaultError>>()?;
    people.sort_unstable_by_key(|row| row.person);
    reference::put_roster(connection, region, &people)?;
    Ok(())
}

fn sealed(vault: &Vault, region: Region, row: RosterRow) -> Result<StoredRow, VaultError> {
    let person = vault.person(&row.document);
    let personal = Personal {
        name: row.name,
        kind: row.document.kind().word().to_owned(),
        number: row.document.number().to_owned(),
        phone: row.phone,
    };
    Ok(StoredRow {
        person,
        batch: row.batch.unwrap_or(0),
        class: row.class,
        township: row.township,
        sealed: personal.seal_for_roster(vault, region, &person)?,
    })
}
