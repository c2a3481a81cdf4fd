//! Tenfold: mass nucleic-acid testing, from the ID card to the published outcome.
//!
//! Rooms, ground first; see ARCHITECTURE.md.

pub mod storage;
pub mod edge;
pub mod setup;
pub mod http;
pub mod service;
pub mod reader;
pub mod report;
pub mod planner;
pub mod cli;
