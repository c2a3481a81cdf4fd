//! Plates of 96 or 384 wells.

use std::fmt;

use crate::code::{LabId, PlateCode, TubeCode};
use crate::term::Control;
use crate::time::At;

/// A position on a plate: row 0 is A, column counts from 1. Invariant: row < 16, column 1..=24.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug)]
pub struct Well {
    row: u8,
    column: u8,
}

impl Well {
    /// Reads `A1`, `A01` or `h12`.
    pub fn parse(text: &str) -> Option<Well> {
        let text = text.trim();
        let letter = text.chars().next()?.to_ascii_uppercase();
        let row = u8::try_from(u32::from(letter).checked_sub(u32::from('A'))?).ok()?;
        let column = text.get(1..)?.parse().ok()?;
        (row < 16 && (1..=24).contains(&column)).then_some(Well { row, column })
    }

    /// The well as one number, row by row: 0..384.
    pub fn number(self) -> u16 {
        u16::from(self.row) * 24 + u16::from(self.column - 1)
    }

    /// The well of a number; see [`Well::number`].
    pub fn from_number(number: u16) -> Option<Well> {
        (number < 384).then(|| Well { row: (number / 24) as u8, column: (number % 24) as u8 + 1 })
    }
}

impl fmt::Display for Well {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}{:02}", char::from(b'A' + self.row), self.column)
    }
}

/// What stands in a well.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Content {
    /// A specimen.
    Tube(TubeCode),
    /// A control.
    Control(Control),
}

impl Content {
    /// The tube in the well, unless a control is.
    pub fn tube(&self) -> Option<TubeCode> {
        match self {
            Content::Tube(tube) => Some(*tube),
            Content::Control(_) => None,
        }
    }
}

/// A plate from layout to reading.
#[derive(Clone, PartialEq, Debug)]
pub struct Plate {
    /// Its label.
    pub code: PlateCode,
    /// The lab that laid it out.
    pub lab: LabId,
    /// The kit it is read by.
    pub kit: String,
    /// What stands where. Invariant: no well twice, no tube twice.
    pub wells: Vec<(Well, Content)>,
    /// When its readings were taken, once they are in: its own calls are of that moment.
    pub read_at: Option<At>,
}

impl Plate {
    /// The specimens on the plate.
    pub fn tubes(&self) -> impl Iterator<Item = (Well, TubeCode)> + '_ {
        self.wells.iter().filter_map(|(well, content)| match content {
            Content::Tube(tube) => Some((*well, *tube)),
            Content::Control(_) => None,
        })
    }

    /// What stands in a well.
    pub fn at(&self, well: Well) -> Option<Content> {
        self.wells.iter().find(|(at, _)| *at == well).map(|(_, content)| *content)
    }
}

/// How many positive and negative controls a layout carries (a blank counts as negative).
pub fn controls(wells: &[(Well, Content)]) -> (u8, u8) {
    wells.iter().fold((0u8, 0u8), |(positive, negative), (_, content)| match content {
        Content::Control(Control::Positive) => (positive.saturating_add(1), negative),
        Content::Control(_) => (positive, negative.saturating_add(1)),
        Content::Tube(_) => (positive, negative),
    })
}
