//! The reader bridge: what a card reader on this machine reads, offered to the page on it.
//!
//! ```text
//! security module ─serial─┐
//! vendor's service ─HTTP──┴─► Adapter::look ─► Bridge ─► loopback WebSocket ─► page
//! ```
//! Nothing of a person is kept or logged: a reading goes to the pages that listen at that moment.

mod bridge;
mod door;
#[cfg(target_os = "linux")]
pub mod module;
#[cfg(target_os = "linux")]
mod serial;
pub mod vendor;
mod words;

use zeroize::Zeroizing;

pub use bridge::{Bridge, Stop};
pub use door::serve;
pub use words::Standing;

/// One kind of reader. A vendor's local service is added as one file with this.
pub trait Adapter: Send {
    /// Looks once whether there is a card, and reads it. Opens or connects first where that is
    /// needed, so that a reader unplugged and plugged again goes on by itself. Returns within some
    /// seconds, whatever the reader does.
    ///
    /// # Errors
    /// [`Fault`]; the next look may find everything well.
    fn look(&mut self) -> Result<Look, Fault>;
}

/// What a look found.
#[derive(Debug)]
pub enum Look {
    /// No card.
    Nothing,
    /// The card that was read before still lies there.
    Left,
    /// A card.
    Card(Reading),
}

/// What a reader read of a card, overwritten when it is dropped.
pub enum Reading {
    /// The text of the chip.
    Record(Box<Zeroizing<[u8; 256]>>),
    /// Fields as a vendor's service hands them out, unchecked.
    Fields {
        /// As on the card.
        name: Zeroizing<String>,
        /// As on the card.
        number: Zeroizing<String>,
    },
}

/// Nothing of the person.
impl std::fmt::Debug for Reading {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Reading::Record(_) => "Reading::Record",
            Reading::Fields { .. } => "Reading::Fields",
        })
    }
}

/// Why a look failed.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Fault {
    /// No such port or service: unplugged, or not started.
    Gone,
    /// The port is another program's, or this user may not open it.
    Taken,
    /// Nothing came in time.
    Silent,
    /// What came was damaged on the way.
    Damaged,
    /// The card went away, or is none that this reader reads.
    Unreadable(u8),
}
