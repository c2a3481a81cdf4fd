//! PostgreSQL: several services on one store, a province instead of a city.
//!
//! The tables and the statements are SQLite's, put into PostgreSQL's words by [`dialect`]; what a
//! writer appends goes in as arrays, one statement a table. Commits are as durable as the server's
//! `synchronous_commit`; opening refuses a server that says `off`.

mod address;
pub(super) mod append;
mod before;
pub mod citus;
pub mod dialect;
mod migrate;
mod session;
pub mod shared;
mod store;
mod tls;
mod wire;

pub use append::put;
pub use migrate::migrate;
pub use session::{BEGIN, SNAPSHOT, Session};
pub use shared::DUTY_HELD_FOR;
pub use store::{PostgresStore, current};
