//! A plate's layout before anything is pipetted: who comes first, and where it stands.
//!
//! A layout is a proposal; what stands where is recorded when the plate is loaded, and checked
//! then ([`crate::decide`]).

use crate::code::TubeCode;
use crate::plate::{Content, Well};
use crate::protocol::Protocol;
use crate::routing::comes_first;
use crate::term::{Class, Control};
use crate::time::At;

/// A tube that waits at a lab for a plate.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Waiting {
    /// The tube.
    pub tube: TubeCode,
    /// Strictest class in it.
    pub strictest: Class,
    /// It is a second swab (R157).
    pub is_recollection: bool,
    /// Its oldest swab; nothing where nobody marked one.
    pub first_swab_at: Option<At>,
}

/// Rows and columns of a plate.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Grid {
    /// 8 rows of 12.
    Wells96,
    /// 16 rows of 24.
    Wells384,
}

impl Grid {
    /// Of a number of wells.
    pub fn of(wells: u16) -> Option<Grid> {
        match wells {
            96 => Some(Grid::Wells96),
            384 => Some(Grid::Wells384),
            _ => None,
        }
    }

    /// Every well, column by column, as an eight-channel pipette goes.
    pub fn wells(self) -> impl DoubleEndedIterator<Item = Well> {
        let (rows, columns) = match self {
            Grid::Wells96 => (8, 12),
            Grid::Wells384 => (16, 24),
        };
        (0..rows * columns).filter_map(move |at| Well::from_number(at % rows * 24 + at / rows))
    }

    /// Tubes that fit beside the controls of a protocol.
    pub fn room(self, protocol: &Protocol) -> usize {
        let (positive, negative) = protocol.lab.controls_min;
        self.wells().count().saturating_sub(usize::from(positive) + usize::from(negative))
    }
}

/// Tubes in the order in which plates take them: recollections and classes whose outcome is due
/// sooner before others (R142, R157), then the oldest swab, one of unknown age before all of these.
pub fn by_priority(protocol: &Protocol, waiting: &mut [Waiting]) {
    waiting.sort_by_key(|one| {
        let first = comes_first(protocol, one.strictest, one.is_recollection);
        (!first, one.first_swab_at, one.tube)
    });
}

/// As many of the tubes as fit, in their order from the first well on; the controls that the
/// protocol asks for in the last wells, positive ones behind negative ones.
pub fn lay_out(protocol: &Protocol, grid: Grid, tubes: &[TubeCode]) -> Vec<(Well, Content)> {
    let (positive, negative) = protocol.lab.controls_min;
    let positive = std::iter::repeat_n(Control::Positive, usize::from(positive));
    let negative = std::iter::repeat_n(Control::Negative, usize::from(negative));
    let controls: Vec<Control> = positive.chain(negative).collect();
    let specimens = grid.wells().zip(tubes.iter().take(grid.room(protocol)));
    let mut wells: Vec<(Well, Content)> =
        specimens.map(|(well, tube)| (well, Content::Tube(*tube))).collect();
    let from_behind = grid.wells().rev().zip(controls);
    let last: Vec<_> = from_behind.map(|(well, kind)| (well, Content::Control(kind))).collect();
    wells.extend(last.into_iter().rev());
    wells
}
