//! A town in, a plan out: what the command line and the service over HTTP do alike.
//!
//! ```text
//!  PlanInput ──┬─ plan: search ───────┐
//!              └─ simulate: as given ─┴─► fresh replications ─► Found ─► Told ─┬─► page
//!                                                                              └─► document
//! ```
//!
//! Tours of a day ([`routes`]) are searched for and checked beside it.
//!
//! Who watches the work, and how it is stopped, is a [`Watched`]: bars and Ctrl-C on a terminal, a
//! job's progress and its cancelling over HTTP.
//!
//! What this room never does: print, read a file, know HTTP.

pub mod job;
pub mod jobs;
pub mod kept;
mod plan;
pub mod progress;
pub mod routes;
mod told;
mod watched;

pub use plan::{Found, Planned, Verdict, plan, simulate};
pub use told::{Told, never_document};
pub use watched::{FIRST, Stop, Watched, pairs, trials};
