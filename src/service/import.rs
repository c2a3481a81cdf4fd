//! Rosters into the store: each person sealed, known by look-up key, entered once.

use rayon::prelude::*;
use rusqlite::{Connection, Transaction};
use tenfold_domain::code::Region;

use super::personal::Personal;
use super::vault::{Vault, VaultError};
use crate::setup::SetupError;
use crate::setup::roster::{Fault, RosterRow, Verdict};
use crate::storage::StoreError;
use crate::storage::sqlite::roster::{self, RosterRow as StoredRow};

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

/// Enters a roster's rows, some thousands in a commit. Of several batches of one person the
/// highest priority wins, also against an earlier import. `progress` is told the lines read, now
/// and then. A running service notices; see [`super::roster`].
pub fn roster(
    connection: &mut Connection,
    vault: &Vault,
    region: Region,
    verdicts: impl IntoIterator<Item = Result<Verdict, SetupError>>,
    progress: &mut dyn FnMut(u64),
) -> Result<Imported, ImportError> {
    by_chunk(verdicts, progress, &mut |chunk| {
        let people = all_sealed(vault, region, chunk)?;
        let transaction = connection.transaction().map_err(StoreError::from)?;
        roster::put(&transaction, region, &people)?;
        Ok(transaction.commit().map_err(StoreError::from)?)
    })
}

/// Enters a roster's rows as part of the caller's transaction, which keeps all of them or none.
pub fn roster_within(
    transaction: &Transaction<'_>,
    vault: &Vault,
    region: Region,
    verdicts: impl IntoIterator<Item = Result<Verdict, SetupError>>,
    progress: &mut dyn FnMut(u64),
) -> Result<Imported, ImportError> {
    by_chunk(verdicts, progress, &mut |chunk| {
        let people = all_sealed(vault, region, chunk)?;
        Ok(roster::put(transaction, region, &people)?)
    })
}

/// Reads to the end and hands on what landed, so many rows at a time.
fn by_chunk(
    verdicts: impl IntoIterator<Item = Result<Verdict, SetupError>>,
    progress: &mut dyn FnMut(u64),
    enter: &mut dyn FnMut(&mut Vec<RosterRow>) -> Result<(), ImportError>,
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
            enter(&mut chunk)?;
            progress(imported.good + imported.bad);
        }
    }
    enter(&mut chunk)?;
    progress(imported.good + imported.bad);
    Ok(imported)
}

/// Empties a chunk into rows for the store, sorted by look-up key.
fn all_sealed(
    vault: &Vault,
    region: Region,
    chunk: &mut Vec<RosterRow>,
) -> Result<Vec<StoredRow>, VaultError> {
    let sealed = chunk.par_drain(..).map(|row| sealed(vault, region, row));
    let mut people = sealed.collect::<Result<Vec<StoredRow>, VaultError>>()?;
    people.sort_unstable_by_key(|row| row.person);
    Ok(people)
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
