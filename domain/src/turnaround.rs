//! Clocks: until when a tube, a box or a recollection is in time.

use crate::protocol::Protocol;
use crate::time::At;
use crate::transport::{BoxStage, Case};
use crate::tube::{Stage, Tube};

/// Which limit a clock watches.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug)]
pub enum Clock {
    /// Room temperature, from the first swab (or the opening, where none is marked) to receipt
    /// (R99).
    Room,
    /// Collection of a sealed box (R78).
    Collection,
    /// Outcome, from receipt and from the first swab, whichever ends first (R142).
    Outcome,
    /// A recollection (R159).
    Recollection,
}

impl Clock {
    /// The word in answers.
    pub fn word(self) -> &'static str {
        match self {
            Clock::Room => "room",
            Clock::Collection => "collection",
            Clock::Outcome => "outcome",
            Clock::Recollection => "recollection",
        }
    }
}

/// The clock that runs for a tube now, and when it ends. `None`: nothing is owed. A tube in which
/// nobody marked a swab is as old as its opening, as the seal will count it.
pub fn tube_clock(protocol: &Protocol, tube: &Tube) -> Option<(Clock, At)> {
    let unmarked =
        (tube.stage == Stage::Open && !tube.members.is_empty()).then_some(tube.opened_at);
    let first_swab_at = tube.first_swab_at.or(unmarked)?;
    match tube.stage {
        Stage::Open | Stage::Sealed | Stage::Packed | Stage::InTransit => {
            Some((Clock::Room, protocol.transport.room_ends_at(first_swab_at)))
        }
        Stage::Received { .. }
        | Stage::InTest { .. }
        | Stage::Called { .. }
        | Stage::Reviewed { .. } => {
            let rule = protocol.class(tube.strictest());
            Some((Clock::Outcome, rule.outcome_due_at(first_swab_at, tube.received_at)))
        }
        _ => None,
    }
}

/// When a box at its site must have been collected. `None`: it is open or gone.
pub fn box_clock(protocol: &Protocol, case: &Case) -> Option<(Clock, At)> {
    match case.stage {
        BoxStage::Sealed => {
            Some((Clock::Collection, case.oldest_swab_at? + protocol.transport.collection_interval))
        }
        _ => None,
    }
}
