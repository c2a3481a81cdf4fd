//! What a writer asks of SQLite.

use std::path::Path;

use tenfold_domain::code::Region;

use super::SqliteStore;
use crate::storage::db::{Connection, cells, sql};
use crate::storage::tables::load;
use crate::storage::{Append, IndexRow, LedgerEnd, Store, StoreError};

impl SqliteStore {
    /// Where the ledger ends; read once, then kept.
    pub(super) fn end_of(&mut self, region: Region) -> Result<LedgerEnd, StoreError> {
        if let Some(end) = self.ends.get(&region) {
            return Ok(*end);
        }
        let end = load::ledger_end(&self.connection, region)?;
        self.ends.insert(region, end);
        Ok(end)
    }
}

impl Store for SqliteStore {
    fn append(&mut self, appends: &[Append<'_>]) -> Result<(), StoreError> {
        let done = self.append_all(appends);
        if done.is_err() {
            // Whether it landed is for the disk to say.
            self.ends.clear();
        }
        done
    }

    fn reads(&self) -> &Connection {
        &self.connection
    }

    fn probe(&mut self) -> Result<(), StoreError> {
        self.connection.batch(sql!("probe"))
    }

    fn ledger_end(&mut self, region: Region) -> Result<LedgerEnd, StoreError> {
        self.end_of(region)
    }

    fn index_rows(
        &mut self,
        region: Region,
        each: &mut dyn FnMut(IndexRow),
    ) -> Result<(), StoreError> {
        let last = self.end_of(region)?.seq;
        index_rows_on_two(&self.path, region, last, each)
    }
}

/// Rows handed over at a time from a reading thread.
const ROWS_AT_A_TIME: usize = 8_192;

/// Registrations as the indexes need them, read by two threads so that a start is not one core's
/// patience; in no particular order.
fn index_rows_on_two(
    path: &Path,
    region: Region,
    last: u64,
    each: &mut dyn FnMut(IndexRow),
) -> Result<(), StoreError> {
    let middle = last / 2;
    let (hand_over, rows) = std::sync::mpsc::sync_channel::<Vec<IndexRow>>(8);
    std::thread::scope(|scope| {
        let readers = [(0, middle), (middle + 1, last)].map(|range| {
            let hand_over = hand_over.clone();
            scope.spawn(move || read_index_rows(path, region, range, &hand_over))
        });
        drop(hand_over);
        for some in rows {
            some.into_iter().for_each(&mut *each);
        }
        for reader in readers {
            let fault = |_| StoreError::Backend("a reading thread ended by a fault".into());
            reader.join().map_err(fault)??;
        }
        Ok(())
    })
}

fn read_index_rows(
    path: &Path,
    region: Region,
    (from, upto): (u64, u64),
    hand_over: &std::sync::mpsc::SyncSender<Vec<IndexRow>>,
) -> Result<(), StoreError> {
    let connection = super::read_only(path)?;
    let mut some = Vec::with_capacity(ROWS_AT_A_TIME);
    connection.each(sql!("index_rows"), cells![region, from, upto], |row| {
        some.push(IndexRow {
            seq: row.get(0)?,
            scan: row.get(1)?,
            person: row.get(2)?,
            round: row.get(3)?,
        });
        if some.len() == ROWS_AT_A_TIME {
            let full = std::mem::replace(&mut some, Vec::with_capacity(ROWS_AT_A_TIME));
            // Nobody takes them any more only when the other side ended by a fault of its own.
            let _ = hand_over.send(full);
        }
        Ok(())
    })?;
    let _ = hand_over.send(some);
    Ok(())
}
