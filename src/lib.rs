//! The service.

pub mod setup;
