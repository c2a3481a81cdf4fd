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

    /// Adds one row. Every value is written with its shape and its length, so that no two
    /// different rows have the same bytes.
    pub fn add(&mut self, table: u8, cells: &[Cell<'_>]) {
        self.row.clear();
        self.row.push(table);
        for cell in cells {
            match cell {
                Cell::Null => self.row.push(0),
                Cell::Int(number) => {
                    self.row.push(1);
                    self.row.extend_from_slice(&number.to_le_bytes());
                }
                Cell::Text(text) => self.bytes(2, text.as_bytes()),
                Cell::Blob(bytes) => self.bytes(3, bytes),
            }
        }
        self.hash.update(&self.row);
    }

    fn bytes(&mut self, shape: u8, bytes: &[u8]) {
        self.row.push(shape);
        self.row.extend_from_slice(&(bytes.len() as u32).to_le_bytes());
        self.row.extend_from_slice(bytes);
    }

    /// The link.
    pub fn finish(self) -> Link {
        self.hash.finalize().into()
    }
}
