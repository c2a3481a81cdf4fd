//! The four shapes in which every store keeps a value, and how the rules' types take them.

use std::sync::Arc;

use tenfold_domain::accession::Accession;
use tenfold_domain::code::{
    BoxCode, DeviceId, LabId, LaneId, PersonKey, PlateCode, Region, RoundId, ScanId, SiteId,
    SquadId, StaffId, TubeCode,
};
use tenfold_domain::command::Opaque;
use tenfold_domain::ct::Ct;
use tenfold_domain::plate::{Content, Well};
use tenfold_domain::term::{
    AccessReason, AmendReason, Area, BlindMatch, Call, Cause, Class, ClosingReason, Control,
    CourseEnd, Delivery, DeliveryFault, Difference, Finding, Message, Party, RecollectionEnd,
    RejectReason, RelabelReason, Resolution, RouteReason, SkipReason, Store, VoidReason,
    WithdrawReason,
};
use tenfold_domain::time::{At, Minutes};

/// A value in a row.
#[derive(Clone, Copy, PartialEq, Debug)]
pub enum Cell<'a> {
    /// Nothing.
    Null,
    /// Whole number, code number, instant in milliseconds, truth.
    Int(i64),
    /// Text.
    Text(&'a str),
    /// Bytes.
    Blob(&'a [u8]),
}

/// A row that cannot be what a writer of ours left there.
#[derive(Debug, thiserror::Error)]
#[error("a {wanted} was expected in the store and something else stands there")]
pub struct BadCell {
    /// The type the column should hold.
    pub wanted: &'static str,
}

/// A value as people and other programs read it.
#[derive(Clone, PartialEq, Debug)]
pub enum Shown {
    /// Nothing.
    Nothing,
    /// A whole number.
    Number(i64),
    /// A cycle number in hundredths.
    Hundredths(u16),
    /// Yes or no.
    Truth(bool),
    /// A moment.
    Moment(At),
    /// A code, a name or the word of a closed list.
    Text(String),
    /// Personal data: never shown with a fact.
    Hidden,
}

/// A type that stands in one column.
pub trait Field: Sized {
    /// The value as the store keeps it.
    fn cell(&self) -> Cell<'_>;
    /// The value as people read it.
    fn shown(&self) -> Shown {
        match self.cell() {
            Cell::Null => Shown::Nothing,
            Cell::Int(number) => Shown::Number(number),
            Cell::Text(text) => Shown::Text(text.to_owned()),
            Cell::Blob(_) => Shown::Hidden,
        }
    }
    /// The value back. Errors when the column holds what this type never writes.
    fn from_cell(cell: Cell<'_>) -> Result<Self, BadCell>;
}

/// The number in a cell.
fn int(cell: Cell<'_>, wanted: &'static str) -> Result<i64, BadCell> {
    match cell {
        Cell::Int(number) => Ok(number),
        _ => Err(BadCell { wanted }),
    }
}

macro_rules! numbers {
    ($($name:ty),+) => {$(
        impl Field for $name {
            fn cell(&self) -> Cell<'_> { Cell::Int(*self as i64) }
            fn from_cell(cell: Cell<'_>) -> Result<Self, BadCell> {
                let wanted = stringify!($name);
                int(cell, wanted)?.try_into().map_err(|_| BadCell { wanted })
            }
        }
    )+};
}
numbers!(u8, u16, u32, i64);

/// Ledger numbers and fingerprints use all 64 bits; the store keeps the same bits signed.
impl Field for u64 {
    fn cell(&self) -> Cell<'_> {
        Cell::Int(self.cast_signed())
    }
    fn from_cell(cell: Cell<'_>) -> Result<Self, BadCell> {
        Ok(int(cell, "u64")?.cast_unsigned())
    }
}

/// The whole number that it is; numbers of before days were counted are as they were.
impl Field for Accession {
    fn cell(&self) -> Cell<'_> {
        self.0.cell()
    }
    fn shown(&self) -> Shown {
        Shown::Text(self.to_string())
    }
    fn from_cell(cell: Cell<'_>) -> Result<Self, BadCell> {
        Field::from_cell(cell).map(Accession)
    }
}

impl Field for bool {
    fn cell(&self) -> Cell<'_> {
        Cell::Int(i64::from(*self))
    }
    fn shown(&self) -> Shown {
        Shown::Truth(*self)
    }
    fn from_cell(cell: Cell<'_>) -> Result<Self, BadCell> {
        Ok(int(cell, "truth")? != 0)
    }
}

impl Field for At {
    fn cell(&self) -> Cell<'_> {
        Cell::Int(self.0)
    }
    fn shown(&self) -> Shown {
        Shown::Moment(*self)
    }
    fn from_cell(cell: Cell<'_>) -> Result<Self, BadCell> {
        int(cell, "instant").map(At)
    }
}

impl Field for String {
    fn cell(&self) -> Cell<'_> {
        Cell::Text(self)
    }
    fn from_cell(cell: Cell<'_>) -> Result<Self, BadCell> {
        match cell {
            Cell::Text(text) => Ok(text.to_owned()),
            _ => Err(BadCell { wanted: "text" }),
        }
    }
}

impl Field for Opaque {
    fn cell(&self) -> Cell<'_> {
        Cell::Blob(&self.0)
    }
    fn from_cell(cell: Cell<'_>) -> Result<Self, BadCell> {
        match cell {
            Cell::Blob(bytes) => Ok(Opaque(Arc::from(bytes))),
            _ => Err(BadCell { wanted: "sealed bytes" }),
        }
    }
}

impl Field for PersonKey {
    fn cell(&self) -> Cell<'_> {
        Cell::Blob(&self.0)
    }
    fn shown(&self) -> Shown {
        Shown::Text(self.to_string())
    }
    fn from_cell(cell: Cell<'_>) -> Result<Self, BadCell> {
        let wanted = "person key";
        match cell {
            Cell::Blob(bytes) => bytes.try_into().map(PersonKey).map_err(|_| BadCell { wanted }),
            _ => Err(BadCell { wanted }),
        }
    }
}

macro_rules! wrapped_numbers {
    ($($name:ident),+) => {$(
        impl Field for $name {
            fn cell(&self) -> Cell<'_> { Cell::Int(i64::from(self.0)) }
            fn from_cell(cell: Cell<'_>) -> Result<Self, BadCell> {
                Field::from_cell(cell).map($name)
            }
        }
    )+};
}
wrapped_numbers!(Region, RoundId, SiteId, LaneId, LabId, StaffId, DeviceId, SquadId, Minutes);

macro_rules! bytes {
    ($($length:literal),+) => {$(
        impl Field for [u8; $length] {
            fn cell(&self) -> Cell<'_> { Cell::Blob(self) }
            fn from_cell(cell: Cell<'_>) -> Result<Self, BadCell> {
                let wanted = concat!($length, " bytes");
                match cell {
                    Cell::Blob(bytes) => bytes.try_into().map_err(|_| BadCell { wanted }),
                    _ => Err(BadCell { wanted }),
                }
            }
        }
    )+};
}
bytes!(8, 16, 32);

impl Field for Vec<u8> {
    fn cell(&self) -> Cell<'_> {
        Cell::Blob(self)
    }
    fn from_cell(cell: Cell<'_>) -> Result<Self, BadCell> {
        match cell {
            Cell::Blob(bytes) => Ok(bytes.to_owned()),
            _ => Err(BadCell { wanted: "bytes" }),
        }
    }
}

impl Field for ScanId {
    fn cell(&self) -> Cell<'_> {
        Cell::Blob(&self.0)
    }
    fn from_cell(cell: Cell<'_>) -> Result<Self, BadCell> {
        Field::from_cell(cell).map(ScanId)
    }
}

impl Field for Ct {
    fn cell(&self) -> Cell<'_> {
        self.0.cell()
    }
    fn shown(&self) -> Shown {
        Shown::Hundredths(self.0)
    }
    fn from_cell(cell: Cell<'_>) -> Result<Self, BadCell> {
        Field::from_cell(cell).map(Ct)
    }
}

macro_rules! codes {
    ($($name:ident),+) => {$(
        impl Field for $name {
            fn cell(&self) -> Cell<'_> { Cell::Text(self.as_str()) }
            fn from_cell(cell: Cell<'_>) -> Result<Self, BadCell> {
                let wanted = stringify!($name);
                match cell {
                    Cell::Text(text) => $name::scan(text).map_err(|_| BadCell { wanted }),
                    _ => Err(BadCell { wanted }),
                }
            }
        }
    )+};
}
codes!(TubeCode, BoxCode, PlateCode);

macro_rules! terms {
    ($($name:ident),+) => {$(
        impl Field for $name {
            fn cell(&self) -> Cell<'_> { Cell::Int(i64::from(self.number())) }
            fn shown(&self) -> Shown { Shown::Text(self.word().to_owned()) }
            fn from_cell(cell: Cell<'_>) -> Result<Self, BadCell> {
                let wanted = stringify!($name);
                $name::from_number(Field::from_cell(cell)?).ok_or(BadCell { wanted })
            }
        }
    )+};
}
terms!(
    AccessReason,
    AmendReason,
    Area,
    BlindMatch,
    Call,
    Cause,
    Class,
    ClosingReason,
    Control,
    CourseEnd,
    Delivery,
    DeliveryFault,
    Difference,
    Finding,
    Message,
    Party,
    RecollectionEnd,
    RejectReason,
    RelabelReason,
    Resolution,
    RouteReason,
    SkipReason,
    Store,
    VoidReason,
    WithdrawReason
);

impl Field for Well {
    fn cell(&self) -> Cell<'_> {
        Cell::Int(i64::from(self.number()))
    }
    fn shown(&self) -> Shown {
        Shown::Text(self.to_string())
    }
    fn from_cell(cell: Cell<'_>) -> Result<Self, BadCell> {
        Well::from_number(Field::from_cell(cell)?).ok_or(BadCell { wanted: "well" })
    }
}

/// A tube by its code, a control by its number: the two never share a shape.
impl Field for Content {
    fn cell(&self) -> Cell<'_> {
        match self {
            Content::Tube(tube) => tube.cell(),
            Content::Control(control) => Cell::Int(i64::from(control.number())),
        }
    }
    fn shown(&self) -> Shown {
        match self {
            Content::Tube(tube) => tube.shown(),
            Content::Control(control) => Shown::Text(format!("control:{}", control.word())),
        }
    }
    fn from_cell(cell: Cell<'_>) -> Result<Self, BadCell> {
        let wanted = "well content";
        match cell {
            Cell::Text(_) => TubeCode::from_cell(cell).map(Content::Tube),
            _ => Control::from_number(Field::from_cell(cell)?)
                .map(Content::Control)
                .ok_or(BadCell { wanted }),
        }
    }
}

impl<T: Field> Field for Option<T> {
    fn cell(&self) -> Cell<'_> {
        self.as_ref().map_or(Cell::Null, Field::cell)
    }
    fn shown(&self) -> Shown {
        self.as_ref().map_or(Shown::Nothing, Field::shown)
    }
    fn from_cell(cell: Cell<'_>) -> Result<Self, BadCell> {
        match cell {
            Cell::Null => Ok(None),
            other => T::from_cell(other).map(Some),
        }
    }
}
