//! A session with a PostgreSQL server. The rest of the store waits for its answers as it does for
//! SQLite's; the lines themselves are served by one thread for all sessions.

use std::cell::{Cell as Held, RefCell};
use std::collections::HashMap;
use std::error::Error as _;
use std::future::Future;
use std::io;
use std::pin::pin;
use std::sync::{Arc, OnceLock};
use std::task::{Context, Poll, Wake, Waker};
use std::thread::Thread;

use futures_util::{StreamExt as _, TryStreamExt as _};
use tokio::runtime::Runtime;
use tokio_postgres::error::SqlState;
use tokio_postgres::tls::{MakeTlsConnect, TlsConnect};
use tokio_postgres::types::ToSql;
use tokio_postgres::{Client, Config, NoTls, Row, Socket, Statement};

use tokio_rustls::rustls;

use super::super::StoreError;
use super::super::cell::Cell;
use super::address::Address;
use super::dialect;
use super::tls::Tls;

/// Rows taken before any is handed on: while more come, the session can answer nothing else.
const ROWS_FIRST: usize = 16_384;

/// A session; statements are prepared once and kept. A line that is lost is made anew before the
/// next statement that does not belong to a transaction.
pub struct Session {
    address: Address,
    client: RefCell<Arc<Client>>,
    prepared: RefCell<HashMap<String, Statement>>,
    /// What was begun is neither committed nor given up.
    is_within: Held<bool>,
}

/// What every transaction that writes begins with: nobody waits long for a region, and who stands
/// still in its turn loses it; and every statement is planned for the tables as they are, since a
/// plan made on the first morning, when they were empty, reads them whole at noon. Said to the
/// transaction and not to the session, for a pooler may give the next one to somebody else.
pub const BEGIN: &str = "BEGIN; SET LOCAL lock_timeout = '5s'; \
    SET LOCAL idle_in_transaction_session_timeout = '10s'; \
    SET LOCAL plan_cache_mode = force_custom_plan";

/// What reads of one commit begin with.
pub const SNAPSHOT: &str = "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY; \
    SET LOCAL plan_cache_mode = force_custom_plan";

/// The thread that serves the lines; it lives as long as the process, so that a session may end
/// anywhere.
fn lines() -> Result<&'static Runtime, StoreError> {
    static LINES: OnceLock<Result<Runtime, String>> = OnceLock::new();
    let made = LINES.get_or_init(|| {
        let mut builder = tokio::runtime::Builder::new_multi_thread();
        let made = builder.worker_threads(1).thread_name("postgres").enable_all().build();
        made.map_err(|error| error.to_string())
    });
    made.as_ref().map_err(|error| StoreError::Backend(error.clone()))
}

/// Who waits, woken by the thread that serves the lines.
struct Waiting(Thread);

impl Wake for Waiting {
    fn wake(self: Arc<Self>) {
        self.0.unpark();
    }
}

/// Waits for an answer as one waits for a disk: this thread does nothing else meanwhile, whatever
/// it serves otherwise.
fn wait<T, E: Into<StoreError>>(
    answer: impl Future<Output = Result<T, E>>,
) -> Result<T, StoreError> {
    let mut answer = pin!(answer);
    let waker = Waker::from(Arc::new(Waiting(std::thread::current())));
    let mut context = Context::from_waker(&waker);
    loop {
        match answer.as_mut().poll(&mut context) {
            Poll::Ready(done) => return done.map_err(E::into),
            Poll::Pending => std::thread::park(),
        }
    }
}

/// A new line to a server.
fn line_to(address: &Address) -> Result<Client, StoreError> {
    match &address.tls {
        Some(tls) => line_over(&address.config, Tls(tls.clone())),
        None => line_over(&address.config, NoTls),
    }
}

fn line_over<T>(config: &Config, tls: T) -> Result<Client, StoreError>
where
    T: MakeTlsConnect<Socket> + Send + 'static,
    T::Stream: Send,
    T::TlsConnect: Send,
    <T::TlsConnect as TlsConnect<Socket>>::Future: Send,
{
    let lines = lines()?;
    let config = config.clone();
    let connect = lines.spawn(async move { config.connect(tls).await });
    let (client, line) = wait(async {
        let made = connect.await.map_err(|fault| StoreError::Backend(fault.to_string()))?;
        made.map_err(StoreError::from)
    })?;
    lines.spawn(async move {
        if let Err(error) = line.await {
            tracing::warn!(%error, "the line to PostgreSQL has ended");
        }
    });
    Ok(client)
}

impl Session {
    /// Connects; refuses a server that would forget what it has answered.
    ///
    /// # Errors
    /// [`StoreError::Unfit`] for an address that is none and for such a server; what the server or
    /// the line says otherwise.
    pub fn connect(url: &str) -> Result<Session, StoreError> {
        let address = Address::parse(url)?;
        let client = RefCell::new(Arc::new(line_to(&address)?));
        let (prepared, is_within) = (RefCell::default(), Held::new(false));
        let session = Session { address, client, prepared, is_within };
        let setting = session.first("SELECT current_setting('synchronous_commit')", &[])?;
        if setting.is_none_or(|row| row.get::<_, &str>(0) == "off") {
            let text = "synchronous_commit is off: a power cut would lose what was answered";
            return Err(StoreError::Unfit(text.into()));
        }
        Ok(session)
    }

    /// Statements from here on belong together; how is said in the server's own words.
    pub fn begin(&self, words: &str) -> Result<(), StoreError> {
        self.batch(words)?;
        self.is_within.set(true);
        Ok(())
    }

    /// Keeps what was done since [`Session::begin`]; durable when this returns.
    ///
    /// # Errors
    /// What was done may be kept all the same where the line was lost before the answer.
    pub fn commit(&self) -> Result<(), StoreError> {
        self.batch("COMMIT")?;
        self.is_within.set(false);
        Ok(())
    }

    /// Gives up what was done since [`Session::begin`].
    pub fn roll_back(&self) {
        // Where the line is lost the server does it by itself.
        let _ = self.batch("ROLLBACK");
        self.is_within.set(false);
    }

    fn client(&self) -> Result<Arc<Client>, StoreError> {
        if self.client.borrow().is_closed() && !self.is_within.get() {
            let client = line_to(&self.address)?;
            self.prepared.borrow_mut().clear();
            self.client.replace(Arc::new(client));
        }
        Ok(self.client.borrow().clone())
    }

    /// The statement, prepared.
    pub fn prepare(&self, sql: &str) -> Result<Statement, StoreError> {
        let client = self.client()?;
        if let Some(known) = self.prepared.borrow().get(sql) {
            return Ok(known.clone());
        }
        let statement = wait(client.prepare(&dialect::statement(sql)))?;
        self.prepared.borrow_mut().insert(sql.to_owned(), statement.clone());
        Ok(statement)
    }

    /// Hands over every row of an answer until one cannot be taken.
    pub fn each<E: From<StoreError>>(
        &self,
        sql: &str,
        values: &[Cell<'_>],
        mut read: impl FnMut(&Row) -> Result<(), E>,
    ) -> Result<(), E> {
        let statement = self.prepare(sql)?;
        let mut rows = pin!(wait(self.client()?.query_raw(&statement, values.iter()))?);
        let first: Vec<Row> = wait(rows.as_mut().take(ROWS_FIRST).try_collect())?;
        let is_all = first.len() < ROWS_FIRST;
        first.iter().try_for_each(&mut read)?;
        while !is_all && let Some(row) = wait(rows.try_next())? {
            read(&row)?;
        }
        Ok(())
    }

    /// The first row of an answer, if it has any.
    pub fn first(&self, sql: &str, values: &[Cell<'_>]) -> Result<Option<Row>, StoreError> {
        let statement = self.prepare(sql)?;
        let client = self.client()?;
        let rows: Vec<Row> =
            wait(async { client.query_raw(&statement, values.iter()).await?.try_collect().await })?;
        Ok(rows.into_iter().next())
    }

    /// Writes; returns how many rows were.
    pub fn execute(&self, sql: &str, values: &[Cell<'_>]) -> Result<usize, StoreError> {
        let statement = self.prepare(sql)?;
        let rows = wait(self.client()?.execute_raw(&statement, values.iter()))?;
        Ok(usize::try_from(rows).unwrap_or(usize::MAX))
    }

    /// Writes as many rows as there are, each column an array.
    pub fn execute_columns(&self, sql: &str, columns: &[Vec<Cell<'_>>]) -> Result<(), StoreError> {
        let statement = self.prepare(sql)?;
        wait(self.client()?.execute_raw(&statement, columns.iter()))?;
        Ok(())
    }

    /// Writes what a list of codes names; `values` are the places before the list.
    pub fn execute_codes(
        &self,
        sql: &str,
        values: &[Cell<'_>],
        codes: &[Cell<'_>],
    ) -> Result<(), StoreError> {
        let statement = self.prepare(sql)?;
        let places = values.iter().map(|value| value as &(dyn ToSql + Sync));
        let places: Vec<_> = places.chain([&codes as &(dyn ToSql + Sync)]).collect();
        wait(self.client()?.execute(&statement, &places))?;
        Ok(())
    }

    /// Runs statements without values, one after the other.
    pub fn batch(&self, sql: &str) -> Result<(), StoreError> {
        wait(self.client()?.batch_execute(&dialect::statement(sql)))
    }
}

impl From<tokio_postgres::Error> for StoreError {
    fn from(error: tokio_postgres::Error) -> StoreError {
        match error.code() {
            Some(&SqlState::DISK_FULL) => StoreError::Full,
            // The server's words name no value; its detail may, and stays where it is.
            Some(code) => {
                let words = error.as_db_error().map_or("the server refused", |said| said.message());
                let said = format!("{words} ({})", code.code());
                if passes(code) { StoreError::Away(said) } else { StoreError::Backend(said) }
            }
            None if error.is_closed() => StoreError::Away(error.to_string()),
            None => of_the_line(&error),
        }
    }
}

/// What went wrong before the server could say a word.
fn of_the_line(error: &tokio_postgres::Error) -> StoreError {
    let Some(cause) = error.source().and_then(|cause| cause.downcast_ref::<io::Error>()) else {
        return StoreError::Backend(error.to_string());
    };
    match cause.get_ref().and_then(|inner| inner.downcast_ref::<rustls::Error>()) {
        Some(why) => StoreError::Unfit(format!(
            "the server cannot be trusted: {why}; name who signed for it by sslrootcert=FILE"
        )),
        None => StoreError::Away(format!("{error}: {cause}")),
    }
}

/// Whether a refusal is one of the moment: who asks again may be answered.
fn passes(code: &SqlState) -> bool {
    let of_the_moment = [
        &SqlState::LOCK_NOT_AVAILABLE,
        &SqlState::T_R_SERIALIZATION_FAILURE,
        &SqlState::T_R_DEADLOCK_DETECTED,
        &SqlState::IDLE_IN_TRANSACTION_SESSION_TIMEOUT,
        &SqlState::TOO_MANY_CONNECTIONS,
        &SqlState::ADMIN_SHUTDOWN,
        &SqlState::CRASH_SHUTDOWN,
        &SqlState::CANNOT_CONNECT_NOW,
    ];
    of_the_moment.contains(&code)
}
