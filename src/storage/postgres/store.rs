//! What a writer asks of PostgreSQL.

use std::collections::BTreeMap;
use std::time::Duration;

use tenfold_domain::code::Region;

use super::super::db::{Connection, cells, sql};
use super::super::sqlite::MIGRATIONS;
use super::super::tables::{load, query};
use super::super::{Append, Before, IndexRow, LedgerEnd, Store, StoreError};
use super::append::{append_all, take};
use super::{Session, before, migrate, shared};

/// What a probe writes: about what a full batch of commands takes.
const PROBE_BYTES: usize = 2 << 20;

/// How often a turn is asked for again after the line was lost at the end of one.
const TRIES_MAX: u32 = 20;
/// Between two of these tries.
const TRY_EVERY: Duration = Duration::from_millis(250);

/// The store behind a writer; others may write to the same database in turns.
pub struct PostgresStore {
    connection: Connection,
    turn: Turn,
}

/// Where ledgers end.
type Ends = BTreeMap<Region, LedgerEnd>;

/// What was begun and is not ended.
enum Turn {
    None,
    /// Reads of one commit.
    Held,
    /// The turn to write to these regions, whose ledgers end here.
    Taken(Ends),
}

impl PostgresStore {
    /// Connects to a database for writing.
    ///
    /// # Errors
    /// [`StoreError::Version`] when its schema is another program's, [`StoreError::Unfit`] when
    /// data is on its way into it.
    pub fn open(url: &str) -> Result<PostgresStore, StoreError> {
        let connection = Connection::of_postgres(current(url)?);
        if shared::moving(&connection)?.is_some() {
            let text = "data is on its way into this database: end `tenfold migrate --to` first";
            return Err(StoreError::Unfit(text.into()));
        }
        Ok(PostgresStore { connection, turn: Turn::None })
    }

    /// The writer's connection, for work outside the contract (reference data).
    pub fn connection(&mut self) -> &mut Connection {
        &mut self.connection
    }

    /// Writes within the turn, which ends. Where it fails: where the ledgers would have ended, if
    /// so much is known.
    fn write(
        &mut self,
        appends: &[Append<'_>],
        taken: &Ends,
    ) -> Result<(), (Option<Ends>, StoreError)> {
        self.turn = Turn::None;
        let transaction = self.connection.resumed();
        let ends = append_all(&transaction, appends, taken).map_err(|error| (None, error))?;
        transaction.commit().map_err(|error| (Some(ends), error))
    }

    /// Waits for the turn, over a new line as soon as there is one.
    fn take_again(&mut self, regions: &[Region]) -> Result<Ends, StoreError> {
        let mut tries = 0;
        loop {
            let taken = self.begin_turn(regions);
            tries += 1;
            if tries == TRIES_MAX || !matches!(taken, Err(StoreError::Away(_))) {
                return taken;
            }
            std::thread::park_timeout(TRY_EVERY);
        }
    }

    fn begin_turn(&mut self, regions: &[Region]) -> Result<Ends, StoreError> {
        self.let_go();
        let transaction = self.connection.begin()?;
        let taken = take(&transaction, regions)?;
        transaction.leave_open();
        self.turn = Turn::Taken(taken.clone());
        Ok(taken)
    }

    /// Whether the facts of a commit without an answer are in the ledger.
    fn is_kept(&self, taken: &Ends, wanted: &Ends) -> Result<bool, StoreError> {
        // One transaction holds all regions: one of them tells.
        let written = wanted.iter().find(|(region, end)| taken[*region].commit < end.commit);
        let Some((region, end)) = written else { return Ok(false) };
        self.connection.exists(sql!("has_link"), cells![*region, end.link])
    }
}

/// A session with a database whose schema is this program's.
///
/// # Errors
/// [`StoreError::Version`] when it is another's.
pub fn current(url: &str) -> Result<Session, StoreError> {
    let session = Session::connect(url)?;
    let (found, wanted) = (migrate::version(&session)?, MIGRATIONS.len() as i64);
    if found == wanted { Ok(session) } else { Err(StoreError::Version { found, wanted }) }
}

impl Store for PostgresStore {
    fn append(&mut self, appends: &[Append<'_>]) -> Result<(), StoreError> {
        let regions: Vec<Region> = appends.iter().map(|append| append.region).collect();
        let mut taken = match std::mem::replace(&mut self.turn, Turn::None) {
            Turn::Taken(taken) => {
                self.turn = Turn::Taken(taken.clone());
                taken
            }
            Turn::None | Turn::Held => self.begin_turn(&regions)?,
        };
        loop {
            let (wanted, error) = match self.write(appends, &taken) {
                Ok(()) => return Ok(()),
                Err((wanted, error @ StoreError::Away(_))) => (wanted, error),
                Err((_, error)) => return Err(error),
            };
            tracing::warn!(%error, "the line was lost in the middle of a commit");
            let found = self.take_again(&regions)?;
            let kept = wanted.map_or(Ok(false), |wanted| self.is_kept(&taken, &wanted))?;
            if kept || found != taken {
                self.let_go();
                return if kept { Ok(()) } else { Err(StoreError::Overtaken) };
            }
            taken = found;
        }
    }

    fn take(&mut self, regions: &[Region]) -> Result<Vec<LedgerEnd>, StoreError> {
        let taken = self.begin_turn(regions)?;
        Ok(regions.iter().map(|region| taken[region]).collect())
    }

    fn hold(&mut self) -> Result<(), StoreError> {
        self.let_go();
        self.connection.snapshot()?.leave_open();
        self.turn = Turn::Held;
        Ok(())
    }

    fn let_go(&mut self) {
        if !matches!(std::mem::replace(&mut self.turn, Turn::None), Turn::None) {
            drop(self.connection.resumed());
        }
    }

    fn is_shared(&self) -> bool {
        true
    }

    fn before(&mut self, region: Region, seq: u64) -> Result<Before, StoreError> {
        before::read(&self.connection, region, seq)
    }

    fn tidy(&mut self) -> Result<(), StoreError> {
        before::forget(&self.connection)?;
        before::look_again(&self.connection)
    }

    fn reads(&self) -> &Connection {
        &self.connection
    }

    fn probe(&mut self) -> Result<(), StoreError> {
        // The server packs what repeats; this does not.
        let mut state = 0x9e37_79b9_7f4a_7c15u64;
        let mut next = || {
            state ^= state << 13;
            state ^= state >> 7;
            state ^= state << 17;
            state.to_le_bytes()
        };
        let bytes: Vec<u8> = (0..PROBE_BYTES / 8).flat_map(|_| next()).collect();
        let transaction = self.connection.begin()?;
        transaction.execute("INSERT INTO space_probe (bytes) VALUES (?1)", cells![bytes])?;
        transaction.batch("DELETE FROM space_probe")?;
        transaction.commit()
    }

    fn ledger_end(&mut self, region: Region) -> Result<LedgerEnd, StoreError> {
        load::ledger_end(&self.connection, region)
    }

    fn index_rows(
        &mut self,
        region: Region,
        each: &mut dyn FnMut(IndexRow),
    ) -> Result<(), StoreError> {
        query::registrations(&self.connection, region, each)
    }
}
