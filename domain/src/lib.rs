//! The rules of mass nucleic-acid testing, as one state machine.
//!
//! [`decide::decide`] says whether a command becomes facts; [`state::State::apply`] makes a fact
//! part of the state. The live service, the simulator and the tests all use this door.
//!
//! What this package never does: ask the time, draw a random number, read a file, open a
//! connection, know a name or a document number beyond checking its digits, depend on anything
//! but std.
//!
//! Rooms, ground first; each imports only rooms named before it.

pub mod campaign;
pub mod code;
pub mod command;
pub mod ct;
pub mod event;
pub mod person;
pub mod plate;
pub mod protocol;
pub mod refusal;
pub mod role;
pub mod term;
pub mod time;
