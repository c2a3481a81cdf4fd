//! What stands in which table, and how it is read and written: the same statements whichever
//! engine keeps the tables.

pub mod access;
pub mod load;
pub mod notices;
pub mod outbox;
pub mod preregistration;
pub mod quality;
pub mod query;
pub mod reference;
pub mod result_part;
pub mod roster;
pub mod rows;
pub mod scan;
pub mod signing_key;
pub mod skip;
pub mod standing;
pub mod upstream;
