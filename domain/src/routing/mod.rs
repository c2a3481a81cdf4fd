//! Which lab a sealed box goes to: the one that can still meet both windows (R99, R142), without
//! queueing where another has room.
//!
//! ```text
//!  Campaign ──► Books ◄── facts: routed, received, lost, lab closed, …
//!                 │        what each lab has promised to boxes on their way, by quarter hours
//!  a box (Load) ──┴─► choose ──► Answer: the lab, when, with how much to spare; why not the next
//! ```
//!
//! A score charges what makes outcomes late: the test of half the box, the drive in part (a vehicle
//! that is away longer collects less), the time in the queue once more (who takes a place delays
//! who comes after). `cargo bench --bench routing` measures it: tubes are some 5 % older at their
//! test than the best that hindsight allows, where with the nearest lab they are 70 %.

mod again;
mod books;
mod choose;
mod full;
mod slots;

pub use again::{close, open};
pub use books::{Books, Closing, LabBook, UnderWay, comes_first};
pub use choose::{at, choose};
pub use slots::{Place, Rate, SLOT, SLOTS, Slots, Wish, begins_at, slot_of};

use crate::code::{LabId, SiteId};
use crate::term::{Class, RouteReason};
use crate::time::{At, Minutes};

/// What the decision looks at.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Load {
    /// Where the box is.
    pub site: SiteId,
    /// Tubes in it.
    pub tubes: u16,
    /// Oldest first swab in it.
    pub oldest_swab_at: At,
    /// Strictest class in it.
    pub strictest: Class,
    /// The lab that tested first, when the box holds a recollection (R157).
    pub original: Option<LabId>,
}

/// A box that asks for a lab.
#[derive(Clone, Copy, Debug)]
pub struct Asking<'a> {
    /// When.
    pub now: At,
    /// What it is.
    pub load: Load,
    /// What it holds already, where it is on its way; its own places are free to it.
    pub held: Option<&'a UnderWay>,
}

/// A lab, and what a box may expect there.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Choice {
    /// The lab.
    pub lab: LabId,
    /// Expected arrival.
    pub arrive_at: At,
    /// Expected start of the first tube's test.
    pub start_at: At,
    /// Expected outcome of the last tube.
    pub outcome_at: At,
    /// From arrival to the end of the room-temperature window (R99); below zero, so much too late.
    pub room_slack: Minutes,
    /// From the outcome to when it is due (R142); below zero, so much too late.
    pub outcome_slack: Minutes,
    /// The way to it is known.
    pub reached: bool,
}

impl Choice {
    /// Both windows hold.
    pub fn feasible(&self) -> bool {
        self.reached && self.late() == Minutes(0)
    }

    /// The worse of both windows, in minutes too late; 0 in time.
    pub fn late(&self) -> Minutes {
        Minutes(0).max(Minutes(-self.room_slack.0)).max(Minutes(-self.outcome_slack.0))
    }
}

/// A lab that was not taken, and why.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Passed {
    /// The lab.
    pub lab: LabId,
    /// Why not.
    pub reason: RouteReason,
    /// By how many minutes it is too late, or worse by the score; 0 where it takes nothing.
    pub by: Minutes,
}

/// What is said of a box.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Answer {
    /// The lab; `None` where none takes anything.
    pub choice: Option<Choice>,
    /// Why this one and not the lab fixed beforehand (R106), or that it is the fixed one.
    pub reason: RouteReason,
    /// The next two that were not chosen, the fixed one first.
    pub passed: [Option<Passed>; 2],
}

impl Answer {
    /// Neither this lab nor another is reached in time: keep the box cold (R101).
    pub fn keep_cold(&self) -> bool {
        self.choice.is_none_or(|choice| choice.room_slack < Minutes(0))
    }
}
