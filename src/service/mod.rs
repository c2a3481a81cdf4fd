//! What the service does between the wire and the store.

pub mod clock;
pub mod index;
pub mod slice;
pub mod standing;
pub mod vault;
pub mod writer;
