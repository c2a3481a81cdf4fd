//! Rosters into the store: each person sealed, known by look-up key, entered once.

use std::borrow::Cow;
use std::collections::HashSet;

use crate::storage::db::{Connection, Transaction};
use rayon::prelude::*;
use tenfold_domain::code::Region;

use super::personal::Personal;
use super::vault::{Vault, VaultError};
use crate::setup::SetupError;
use crate::setup::roster::{Fault, RosterRow, Tongue, Verdict};
use crate::storage::StoreError;
use crate::storage::tables::query;
use crate::storage::tables::roster::{self, RosterRow as StoredRow};

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
    /// Those of them whose person was expected before.
    pub known: u64,
    /// Lines that did not.
    pub bad: u64,
    /// Line number and fault of those that did not, the first thousand; no personal data.
    pub faults: Vec<(u64, Fault)>,
}

/// What became of one line.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Landing {
    /// The person is expected now.
    Entered,
    /// The person was expected before this import; batch and class keep the higher priority.
    Known,
    /// It does not land.
    Refused(Fault),
}

impl Landing {
    /// The word, the column at fault, and what it means in Chinese and English; nothing of a
    /// person.
    pub fn said(&self) -> (&'static str, Option<&'static str>, Text, Text) {
        match self {
            Landing::Entered => ("entered", None, "已录入".into(), "entered".into()),
            Landing::Known => {
                ("known", None, "名册中已有此人".into(), "was on the roster before".into())
            }
            Landing::Refused(fault) => {
                let column = fault.column().map(|column| column.heading(Tongue::English));
                ("refused", column, fault.zh().into(), fault.to_string().into())
            }
        }
    }
}

type Text = Cow<'static, str>;

/// Is told the lines of each chunk, in order, as soon as it is entered.
pub type Heard<'a> = &'a mut dyn FnMut(&[(u64, Landing)]);

/// Enters a roster's rows, some thousands in a commit. Of several batches of one person the
/// highest priority wins, also against an earlier import. A running service notices; see
/// [`super::roster`].
pub fn roster(
    connection: &mut Connection,
    vault: &Vault,
    region: Region,
    verdicts: impl IntoIterator<Item = Result<Verdict, SetupError>>,
    heard: Heard<'_>,
) -> Result<Imported, ImportError> {
    by_chunk(verdicts, heard, |chunk| {
        let sealed = all_sealed(vault, region, chunk)?;
        let transaction = connection.begin()?;
        let known = entered(&transaction, region, sealed)?;
        transaction.commit()?;
        Ok(known)
    })
}

/// What would become of a roster: nothing is entered.
pub fn tried(
    connection: &Connection,
    vault: &Vault,
    region: Region,
    verdicts: impl IntoIterator<Item = Result<Verdict, SetupError>>,
    heard: Heard<'_>,
) -> Result<Imported, ImportError> {
    by_chunk(verdicts, heard, |chunk| {
        let mut known = HashSet::new();
        for (line, row) in chunk.drain(..) {
            if query::in_roster(connection, region, vault.person(&row.document))? {
                known.insert(line);
            }
        }
        Ok(known)
    })
}

/// Enters a roster's rows as part of the caller's transaction, which keeps all of them or none.
pub fn roster_within(
    transaction: &Transaction<'_>,
    vault: &Vault,
    region: Region,
    verdicts: impl IntoIterator<Item = Result<Verdict, SetupError>>,
    heard: Heard<'_>,
) -> Result<Imported, ImportError> {
    by_chunk(verdicts, heard, |chunk| {
        Ok(entered(transaction, region, all_sealed(vault, region, chunk)?)?)
    })
}

/// A row that landed in the file, with its line.
type Lined = (u64, RosterRow);
/// A person for the store, with the line.
type Sealed = (u64, StoredRow);

/// Reads to the end and hands on what landed, so many rows at a time; `enter` empties the chunk
/// and hands back the lines of those who were known.
fn by_chunk(
    verdicts: impl IntoIterator<Item = Result<Verdict, SetupError>>,
    heard: Heard<'_>,
    mut enter: impl FnMut(&mut Vec<Lined>) -> Result<HashSet<u64>, ImportError>,
) -> Result<Imported, ImportError> {
    let mut imported = Imported::default();
    let mut chunk = Vec::with_capacity(CHUNK);
    let mut lines = Vec::with_capacity(CHUNK);
    let mut verdicts = verdicts.into_iter();
    loop {
        let verdict = verdicts.next().transpose()?;
        let is_last = verdict.is_none();
        if let Some(Verdict { line, row }) = verdict {
            match row {
                Ok(row) => {
                    lines.push((line, Landing::Entered));
                    chunk.push((line, row));
                }
                Err(fault) => lines.push((line, Landing::Refused(fault))),
            }
        }
        if lines.len() == CHUNK || is_last {
            let known = enter(&mut chunk)?;
            imported.count(&mut lines, &known);
            heard(&lines);
            lines.clear();
        }
        if is_last {
            return Ok(imported);
        }
    }
}

impl Imported {
    /// Counts a chunk, and marks those in it who were known.
    fn count(&mut self, lines: &mut [(u64, Landing)], known: &HashSet<u64>) {
        for (line, landing) in lines {
            if known.contains(line) {
                *landing = Landing::Known;
            }
            match *landing {
                Landing::Entered => self.good += 1,
                Landing::Known => {
                    self.good += 1;
                    self.known += 1;
                }
                Landing::Refused(fault) => {
                    self.bad += 1;
                    if self.faults.len() < LISTED_MAX {
                        self.faults.push((*line, fault));
                    }
                }
            }
        }
    }
}

/// Empties a chunk into rows for the store, sorted by look-up key.
fn all_sealed(
    vault: &Vault,
    region: Region,
    chunk: &mut Vec<Lined>,
) -> Result<Vec<Sealed>, VaultError> {
    let sealed = chunk.par_drain(..).map(|(line, row)| Ok((line, sealed(vault, region, row)?)));
    let mut people = sealed.collect::<Result<Vec<Sealed>, VaultError>>()?;
    people.sort_unstable_by_key(|(_, row)| row.person);
    Ok(people)
}

/// Enters a chunk; the lines of those who were expected before.
fn entered(
    transaction: &Transaction<'_>,
    region: Region,
    people: Vec<Sealed>,
) -> Result<HashSet<u64>, StoreError> {
    let (lines, rows): (Vec<u64>, Vec<StoredRow>) = people.into_iter().unzip();
    let known = roster::put(transaction, region, &rows)?;
    Ok(known.into_iter().filter_map(|place| lines.get(place).copied()).collect())
}

fn sealed(vault: &Vault, region: Region, row: RosterRow) -> Result<StoredRow, VaultError> {
    let person = vault.person(&row.document);
    let personal = Personal {
        name: row.name,
        kind: row.document.kind().word().to_owned(),
        number: row.document.number().to_owned(),
        phone: row.phone,
        guardian: None,
    };
    Ok(StoredRow {
        person,
        batch: row.batch.unwrap_or(0),
        class: row.class,
        township: row.township,
        sealed: personal.seal_for_roster(vault, region, &person)?,
    })
}
