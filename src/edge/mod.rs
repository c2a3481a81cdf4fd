//! What comes from and goes to the devices on the table: pure functions from bytes to typed values
//! and back. No network, no database, no clock.
//!
//! Documents: [`chip`], [`frame`], [`mrz`] and [`wedge`] all end in one [`who::Who`]. Number and
//! check digits are the rules' ([`tenfold_domain::person`]); what is read here is where they stand.
//! [`token`] stands for a person without naming them, [`statement`] is what a report's QR says.
//! Codes and what is printed of them: [`block`], [`label`]; read in photographs: [`photo`].
//! Card readers: [`sam`] talks to a security module. Lists: [`table`].

pub mod base32;
pub mod block;
pub mod calendar;
pub mod chip;
pub mod fault;
pub mod frame;
pub mod hex;
pub mod instrument;
pub mod label;
pub mod line;
pub mod mrz;
pub mod nation;
pub mod photo;
pub mod region;
pub mod sam;
pub mod statement;
pub mod table;
pub mod token;
pub mod trust;
pub mod upstream;
pub mod wedge;
pub mod who;
