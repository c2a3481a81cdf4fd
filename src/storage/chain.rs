//! The hash chain: each commit's digest covers the digest before it and every fact of the
//! commit, so that a changed, missing or moved row shows.

use sha2::{Digest, Sha256};

use super::cell::Cell;

/// SHA-256 over a commit.
pub type Link = [u8; 32];

/// The digest before the first commit.
pub const GENESIS: Link = [0; 32];

/// A commit being digested.
pub struct Chain {
    hash: Sha256,
    /// The row being encoded; kept to save an allocation a row.
    row: Vec<u8>,
}

impl Chain {
    /// Starts the link after `previous`.
    pub fn after(previous: &Link) -> Chain {
        let mut hash = Sha256::new();
        hash.update(previous);
        Chain { hash, row: Vec::with_capacity(256) }
    }

    /// Adds one row.
    pub fn add(&mut self, table: u8, cells: &[Cell<'_>]) {
        self.row.clear();
        encode(table, cells, &mut self.row);
        self.hash.update(&self.row);
    }

    /// Adds one row as [`encode`] wrote it.
    pub fn add_encoded(&mut self, row: &[u8]) {
        self.hash.update(row);
    }

    /// The link.
    pub fn finish(self) -> Link {
        self.hash.finalize().into()
    }
}

/// Writes a row as the chain covers it. Every value stands with its shape and its length, so
/// that no two different rows have the same bytes.
pub fn encode(table: u8, cells: &[Cell<'_>], row: &mut Vec<u8>) {
    row.push(table);
    for cell in cells {
        match cell {
            Cell::Null => row.push(0),
            Cell::Int(number) => {
                row.push(1);
                row.extend_from_slice(&number.to_le_bytes());
            }
            Cell::Text(text) => measured(2, text.as_bytes(), row),
            Cell::Blob(bytes) => measured(3, bytes, row),
        }
    }
}

fn measured(shape: u8, bytes: &[u8], row: &mut Vec<u8>) {
    row.push(shape);
    row.extend_from_slice(&(bytes.len() as u32).to_le_bytes());
    row.extend_from_slice(bytes);
}
