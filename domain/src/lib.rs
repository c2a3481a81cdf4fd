//! The rules of mass nucleic-acid testing, as one state machine.
//!
//! [`decide::decide`] says whether a command becomes facts; [`state::State::apply`] makes a fact
//! part of the state. The live service and the tests use this door, and the tests of the
//! simulator play its days before it.
//!
//! What this package never does: ask the time, draw a random number, read a file, open a
//! connection, know a name or a document number beyond checking its digits, depend on anything
//! but std.
//!
//! Rooms, ground first; each imports only rooms named before it.

pub mod map;
pub mod code;
pub mod time;
pub mod accession;
#[macro_use] // the macro that makes closed lists serves later rooms too
pub mod term;
pub mod refusal;
pub mod person;
pub mod ct;
pub mod plate;
pub mod protocol;
pub mod blind;
pub mod chart;
pub mod drift;
pub mod campaign;
pub mod command;
pub mod role;
pub mod event;
pub mod tube;
pub mod keeping;
pub mod transport;
pub mod recollection;
pub mod outcome;
pub mod course;
pub mod certificate;
pub mod routing;
pub mod layout;
pub mod turnaround;
pub mod tally;
pub mod state;
pub mod apply;
pub mod decide;
