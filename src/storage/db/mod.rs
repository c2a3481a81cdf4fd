//! A connection to the store, and rows as they come out of it: cells in, cells out, whichever
//! engine keeps them. What an engine alone can do (its pragmas, its backup) is asked of the
//! engine.

mod sqlite;

use std::marker::PhantomData;
use std::ops::Deref;

use super::StoreError;
use super::cell::{Cell, Field};
use super::postgres::{self, Session};

/// Values of a statement, in the order of its places.
///
/// ```ignore
/// connection.execute(sql!("revoke_token"), cells![region, staff, now])?;
/// ```
macro_rules! cells {
    ($($value:expr),* $(,)?) => {
        &[$($crate::storage::db::Value::value(&$value)),*][..]
    };
}
pub(crate) use cells;

/// The text of a statement, by the name of its file.
macro_rules! sql {
    ($name:literal) => {
        include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/src/storage/sql/", $name, ".sql"))
    };
}
pub(crate) use sql;

/// What goes into a place of a statement: every [`Field`], and borrowed text and bytes.
pub trait Value {
    /// The value as the store takes it.
    fn value(&self) -> Cell<'_>;
}

impl<T: Field> Value for T {
    fn value(&self) -> Cell<'_> {
        self.cell()
    }
}

impl Value for &str {
    fn value(&self) -> Cell<'_> {
        Cell::Text(self)
    }
}

impl Value for &[u8] {
    fn value(&self) -> Cell<'_> {
        Cell::Blob(self)
    }
}

impl Value for Cell<'_> {
    fn value(&self) -> Cell<'_> {
        *self
    }
}

/// A connection. Statements are prepared once and kept; a read outside of a transaction sees the
/// last commit.
pub struct Connection {
    engine: Engine,
}

enum Engine {
    Sqlite(rusqlite::Connection),
    Postgres(Box<Session>),
}

/// A row of an answer.
pub struct Row<'r> {
    kind: Kind<'r>,
}

enum Kind<'r> {
    Sqlite(&'r rusqlite::Row<'r>),
    Postgres(&'r tokio_postgres::Row),
}

impl Row<'_> {
    /// The value in a column, counted from 0.
    ///
    /// # Errors
    /// [`BadCell`] when the column holds what this type never writes.
    pub fn get<T: Field>(&self, column: usize) -> Result<T, StoreError> {
        Ok(T::from_cell(self.cell(column)?)?)
    }

    /// What stands in a column.
    pub fn cell(&self, column: usize) -> Result<Cell<'_>, StoreError> {
        match self.kind {
            Kind::Sqlite(row) => sqlite::cell(row.get_ref(column)?),
            Kind::Postgres(row) => Ok(row.try_get(column)?),
        }
    }

    /// What stands in `count` columns from `first` on.
    pub fn cells(&self, first: usize, count: usize) -> Result<Vec<Cell<'_>>, StoreError> {
        (first..first + count).map(|column| self.cell(column)).collect()
    }
}

impl Connection {
    /// A connection to SQLite, set up by whoever opened it.
    pub fn of_sqlite(sqlite: rusqlite::Connection) -> Connection {
        Connection { engine: Engine::Sqlite(sqlite) }
    }

    /// A connection to PostgreSQL.
    pub fn of_postgres(session: Session) -> Connection {
        Connection { engine: Engine::Postgres(Box::new(session)) }
    }

    /// The connection as SQLite knows it.
    ///
    /// # Errors
    /// When PostgreSQL keeps the data: what is asked can then not be done.
    pub fn sqlite(&self) -> Result<&rusqlite::Connection, StoreError> {
        match &self.engine {
            Engine::Sqlite(sqlite) => Ok(sqlite),
            Engine::Postgres(_) => Err(StoreError::Unfit("only SQLite can do this".into())),
        }
    }

    /// The session as PostgreSQL knows it.
    ///
    /// # Errors
    /// When SQLite keeps the data: what is asked can then not be done.
    pub fn postgres(&self) -> Result<&Session, StoreError> {
        match &self.engine {
            Engine::Postgres(session) => Ok(session),
            Engine::Sqlite(_) => Err(StoreError::Unfit("only PostgreSQL can do this".into())),
        }
    }

    /// Hands over every row of an answer.
    pub fn each(
        &self,
        sql: &str,
        values: &[Cell<'_>],
        read: impl FnMut(&Row<'_>) -> Result<(), StoreError>,
    ) -> Result<(), StoreError> {
        self.each_or(sql, values, read)
    }

    /// Hands over every row of an answer until one cannot be taken, for whatever reason.
    pub fn each_or<E: From<StoreError>>(
        &self,
        sql: &str,
        values: &[Cell<'_>],
        mut read: impl FnMut(&Row<'_>) -> Result<(), E>,
    ) -> Result<(), E> {
        match &self.engine {
            Engine::Sqlite(connection) => {
                sqlite::each(connection, sql, values, |row| read(&Row { kind: Kind::Sqlite(row) }))
            }
            Engine::Postgres(session) => {
                session.each(sql, values, |row| read(&Row { kind: Kind::Postgres(row) }))
            }
        }
    }

    /// Every row of an answer.
    pub fn all<T>(
        &self,
        sql: &str,
        values: &[Cell<'_>],
        mut read: impl FnMut(&Row<'_>) -> Result<T, StoreError>,
    ) -> Result<Vec<T>, StoreError> {
        let mut found = Vec::new();
        self.each(sql, values, |row| {
            found.push(read(row)?);
            Ok(())
        })?;
        Ok(found)
    }

    /// The first row of an answer, if it has any.
    pub fn first<T>(
        &self,
        sql: &str,
        values: &[Cell<'_>],
        read: impl FnOnce(&Row<'_>) -> Result<T, StoreError>,
    ) -> Result<Option<T>, StoreError> {
        match &self.engine {
            Engine::Sqlite(connection) => {
                sqlite::first(connection, sql, values, |row| read(&Row { kind: Kind::Sqlite(row) }))
            }
            Engine::Postgres(session) => {
                let row = session.first(sql, values)?;
                row.map(|row| read(&Row { kind: Kind::Postgres(&row) })).transpose()
            }
        }
    }

    /// The one row that there is in any case.
    ///
    /// # Errors
    /// [`StoreError::Backend`] when there is none.
    pub fn one<T>(
        &self,
        sql: &str,
        values: &[Cell<'_>],
        read: impl FnOnce(&Row<'_>) -> Result<T, StoreError>,
    ) -> Result<T, StoreError> {
        let none = || StoreError::Backend("a row that is always there is not".into());
        self.first(sql, values, read)?.ok_or_else(none)
    }

    /// The first column of the first row; nothing where there is no row.
    pub fn value<T: Field>(&self, sql: &str, values: &[Cell<'_>]) -> Result<Option<T>, StoreError> {
        self.first(sql, values, |row| row.get(0))
    }

    /// Whether an answer has a row.
    pub fn exists(&self, sql: &str, values: &[Cell<'_>]) -> Result<bool, StoreError> {
        Ok(self.first(sql, values, |_| Ok(()))?.is_some())
    }

    /// Writes; returns how many rows were.
    pub fn execute(&self, sql: &str, values: &[Cell<'_>]) -> Result<usize, StoreError> {
        match &self.engine {
            Engine::Sqlite(connection) => sqlite::execute(connection, sql, values),
            Engine::Postgres(session) => session.execute(sql, values),
        }
    }

    /// Runs statements without values, one after the other.
    pub fn batch(&self, sql: &str) -> Result<(), StoreError> {
        match &self.engine {
            Engine::Sqlite(connection) => Ok(connection.execute_batch(sql)?),
            Engine::Postgres(session) => session.batch(sql),
        }
    }

    /// Begins to write. SQLite waits here for whoever writes now, PostgreSQL where a row is asked
    /// for that another transaction holds.
    pub fn begin(&mut self) -> Result<Transaction<'_>, StoreError> {
        self.start("BEGIN IMMEDIATE", postgres::BEGIN)
    }

    /// Reads from here on see one commit.
    pub fn snapshot(&mut self) -> Result<Transaction<'_>, StoreError> {
        self.start("BEGIN", postgres::SNAPSHOT)
    }

    fn start(&mut self, of_sqlite: &str, of_postgres: &str) -> Result<Transaction<'_>, StoreError> {
        match &self.engine {
            Engine::Sqlite(connection) => connection.execute_batch(of_sqlite)?,
            Engine::Postgres(session) => session.begin(of_postgres)?,
        }
        Ok(self.resumed())
    }

    /// A transaction that was begun and left open.
    pub fn resumed(&mut self) -> Transaction<'_> {
        Transaction { connection: self, is_open: true, exclusive: PhantomData }
    }
}

/// Reads and writes that belong together: nothing of it is kept unless it is committed.
pub struct Transaction<'c> {
    connection: &'c Connection,
    is_open: bool,
    // Nobody else uses the connection meanwhile.
    exclusive: PhantomData<&'c mut Connection>,
}

impl Transaction<'_> {
    /// Leaves it open for [`Connection::resumed`].
    pub fn leave_open(mut self) {
        self.is_open = false;
    }

    /// Keeps it; durable when this returns.
    pub fn commit(mut self) -> Result<(), StoreError> {
        match &self.connection.engine {
            Engine::Sqlite(connection) => connection.execute_batch("COMMIT")?,
            Engine::Postgres(session) => session.commit()?,
        }
        self.is_open = false;
        Ok(())
    }
}

impl Deref for Transaction<'_> {
    type Target = Connection;

    fn deref(&self) -> &Connection {
        self.connection
    }
}

impl Drop for Transaction<'_> {
    fn drop(&mut self) {
        if self.is_open {
            match &self.connection.engine {
                // Where even this fails, it has rolled back already, or does when it is closed.
                Engine::Sqlite(connection) => drop(connection.execute_batch("ROLLBACK")),
                Engine::Postgres(session) => session.roll_back(),
            }
        }
    }
}
