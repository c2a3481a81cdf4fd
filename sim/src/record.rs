//! Flat records of one replication: a row a tube, a row a run of a plate, and a row a person when
//! asked. Every statistic of a [`crate::trial::Trial`] can be made from them again.
//!
//! Indexes (`site`, `vehicle`, `lab`) count from 0 in the order of the scenario's lists; `None` is
//! what did not happen.

use std::fmt;

use tenfold_domain::time::{At, Minutes};

/// What one replication leaves behind.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Records {
    /// By number: site after site in the order of sealing, then those of second swabs as squads
    /// brought them.
    pub tubes: Vec<TubeRecord>,
    /// By plate and run.
    pub runs: Vec<RunRecord>,
    /// By site and number; empty unless asked for.
    pub persons: Vec<PersonRecord>,
}

/// Who took the swabs of a tube.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum TakenBy {
    /// A lane for pooled tubes, which takes singles where no single lane is staffed.
    Lane,
    /// A lane for single tubes.
    SingleLane,
    /// A team that visits people at home.
    MobileTeam,
    /// A squad for second swabs.
    Squad,
}

impl TakenBy {
    /// The word in tables.
    pub fn word(self) -> &'static str {
        match self {
            TakenBy::Lane => "lane",
            TakenBy::SingleLane => "single_lane",
            TakenBy::MobileTeam => "mobile_team",
            TakenBy::Squad => "squad",
        }
    }
}

/// One tube.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct TubeRecord {
    /// From 0, over the whole city.
    pub number: u32,
    /// Its site; of a second swab that of the pool.
    pub site: u32,
    /// Who took the swabs.
    pub by: TakenBy,
    /// Lane or team, from 1 within the site: lanes, then single lanes, then teams. 0 for a squad.
    pub lane: u16,
    /// People in it.
    pub members: u8,
    /// Positive people in it.
    pub positives: u8,
    /// Fewer than its capacity.
    pub short: bool,
    /// Somebody in it was registered on paper.
    pub paper: bool,
    /// For a second swab the tube of the pool.
    pub follows: Option<u32>,
    /// First swab: its clock runs from here (R99).
    pub first_swab_at: At,
    /// Sealed.
    pub sealed_at: At,
    /// A vehicle took it from the site; a squad brings its tubes itself.
    pub collected_at: Option<At>,
    /// That vehicle.
    pub vehicle: Option<u32>,
    /// At the lab's door.
    pub received_at: Option<At>,
    /// That lab.
    pub lab: Option<u32>,
    /// Unpacked and numbered at a bench.
    pub accession_at: Option<At>,
    /// The plate that gave its call, or is to give it.
    pub plate: Option<u32>,
    /// The plate before it, on which it read grey.
    pub grey_plate: Option<u32>,
    /// Runs it was on, failed ones too.
    pub runs: u16,
    /// The run of its call ended: the clock of second swabs runs from here (R159).
    pub called_at: Option<At>,
    /// The call is grey and is not read again: everybody is swabbed again as after a positive pool.
    pub unclear: bool,
    /// The call was reviewed.
    pub reviewed_at: Option<At>,
    /// Its people have their outcome: at the review, or once what was on paper is entered.
    pub outcome_at: Option<At>,
}

/// One run of a plate.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct RunRecord {
    /// From 0, over all labs.
    pub plate: u32,
    /// From 1: the run after one whose controls failed is the plate's next.
    pub run: u16,
    /// Its lab.
    pub lab: u32,
    /// Of recollected tubes, of grey ones, or run before: goes first.
    pub urgent: bool,
    /// Tubes on it.
    pub tubes: u16,
    /// Laid out: extraction begins.
    pub loaded_at: At,
    /// Extracted: it waits for a cycler.
    pub extracted_at: Option<At>,
    /// A cycler begins.
    pub begun_at: Option<At>,
    /// The run is over.
    pub read_at: Option<At>,
    /// Its controls held.
    pub valid: Option<bool>,
    /// Its calls were reviewed.
    pub reviewed_at: Option<At>,
}

/// One person.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct PersonRecord {
    /// The site.
    pub site: u32,
    /// From 0 within the site, in the order of coming; those at home come last.
    pub number: u32,
    /// Positive.
    pub positive: bool,
    /// At the gate, or the team at the door; `None` when no team came.
    pub arrived_at: Option<At>,
    /// Waiting counts from here: closed hours do not.
    pub waits_from: Option<At>,
    /// Registered.
    pub registered_at: Option<At>,
    /// Swabbed; `None` when the site closed before.
    pub swab_at: Option<At>,
    /// Lane or team, from 1 within the site.
    pub lane: Option<u16>,
    /// Number of the tube.
    pub tube: Option<u32>,
}

impl TubeRecord {
    /// Age on receipt.
    pub fn age_at_lab(&self) -> Option<Minutes> {
        Some(self.received_at? - self.first_swab_at)
    }

    /// More than one person may be in it, by its capacity.
    pub fn is_pooled(&self) -> bool {
        self.members > 1 || self.short
    }

    /// Its people are owed a second swab, once it is reviewed (R156).
    pub fn is_followed(&self) -> bool {
        self.follows.is_none() && (self.unclear || (self.positives > 0 && self.is_pooled()))
    }
}

/// One value of a row.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Cell {
    /// Nothing to say.
    Empty,
    /// A number; yes is 1 and no is 0.
    Number(i64),
    /// A word of a closed list.
    Word(&'static str),
    /// An instant; its text is milliseconds since 1970 in UTC, for who knows no better.
    Instant(At),
}

impl fmt::Display for Cell {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Cell::Empty => Ok(()),
            Cell::Number(number) => number.fmt(f),
            Cell::Word(word) => f.write_str(word),
            Cell::Instant(at) => at.0.fmt(f),
        }
    }
}

macro_rules! cells {
    ($($number:ty)*) => {$(
        impl From<$number> for Cell {
            fn from(number: $number) -> Cell { Cell::Number(i64::from(number)) }
        }
    )*};
}

cells! { u8 u16 u32 bool }

impl From<At> for Cell {
    fn from(at: At) -> Cell {
        Cell::Instant(at)
    }
}

impl From<Minutes> for Cell {
    fn from(span: Minutes) -> Cell {
        Cell::Number(span.0)
    }
}

impl From<TakenBy> for Cell {
    fn from(by: TakenBy) -> Cell {
        Cell::Word(by.word())
    }
}

impl<T: Into<Cell>> From<Option<T>> for Cell {
    fn from(value: Option<T>) -> Cell {
        value.map_or(Cell::Empty, T::into)
    }
}

/// A record as a row of a table.
pub trait Row {
    /// Names of the columns.
    const HEADER: &'static [&'static str];

    /// As many values, in the same order.
    fn row(&self) -> Vec<Cell>;
}

macro_rules! row {
    ($record:ident: $($column:ident)+ $(, $name:literal = $value:ident)*) => {
        impl Row for $record {
            const HEADER: &'static [&'static str] = &[$(stringify!($column),)+ $($name,)*];

            fn row(&self) -> Vec<Cell> {
                vec![$(self.$column.into(),)+ $(self.$value().into(),)*]
            }
        }
    };
}

row! { TubeRecord:
    number site by lane members positives short paper follows first_swab_at sealed_at
    collected_at vehicle received_at lab accession_at plate grey_plate runs called_at
    unclear reviewed_at outcome_at, "age_at_lab_minutes" = age_at_lab
}

row! { RunRecord:
    plate run lab urgent tubes loaded_at extracted_at begun_at read_at valid reviewed_at
}

row! { PersonRecord:
    site number positive arrived_at waits_from registered_at swab_at lane tube
}
