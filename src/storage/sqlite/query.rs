//! Reads for the service's queries.
