//! The planner's mind: what a city needs to test everybody, under the live system's own rules.
//!
//! What this package never does: read a file, open a connection, ask the time, or hold a rule or
//! limit of its own; those are in `tenfold-domain` and its protocols. So far it advises on pool
//! sizes; sizing and simulation stand in rooms of their own as they come.

pub mod pool;
