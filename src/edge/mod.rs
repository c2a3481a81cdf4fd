//! What comes from and goes to the devices on the table: pure functions from bytes to typed values
//! and back. No network, no database, no clock.

pub mod block;
pub mod label;
