//! Which site sends where by the hour, and how much may be sampled (R03-R05, R10, R14, R106).
//!
//! ```text
//!  City, Scenario ─► expected ─► Problem ──┬─► flow    tubes by site and slot to labs and slots
//!                                          ├─► fixed   one lab a site for the day (R106)
//!                                          └─► advice  which sites to slow, by how much (R14)
//!  people and hours of sites ───────────────────► half  lanes by site and day for the half (R03)
//! ```
//!
//! What this room never does: drive a vehicle (tours do), decide about one box (the live routing
//! does), draw a number that is not counted by its stream.

pub mod advice;
pub mod expected;
mod fault;
mod fixed;
mod flow;
pub mod half;
mod network;

pub use fault::Fault;
pub use fixed::{Fixed, TRIES, UNFINISHED, fixed};
pub use flow::{Flow, Sent, flow};

use tenfold_domain::time::Minutes;

/// Most lab slots (labs x slots) of one problem: above it the weights of its aims no longer fit
/// 64 bits.
pub const LAB_SLOTS_MAX: usize = 20_000;

/// Tubes that sites will have, and labs that can begin them, slot by slot. Any unit may stand for
/// a tube (a box of 30) as long as it does throughout. Indexes count from 0.
///
/// A tube sealed in slot `k` leaves at the end of the slot and `pickup` later, drives, and is begun
/// in the slot of its arrival or a later one, within `wait_max`.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Problem {
    /// Length of a slot; at least a minute.
    pub slot: Minutes,
    /// Number of slots.
    pub slots: usize,
    /// From the end of the slot in which a tube is sealed until it leaves its site.
    pub pickup: Minutes,
    /// The longest drive that a tube bears (R99, R100).
    pub drive_max: Minutes,
    /// The longest that a tube waits at a lab until it is begun (R142).
    pub wait_max: Minutes,
    /// Tubes sealed, by site and slot.
    pub tubes: Vec<Vec<u32>>,
    /// Whole minutes of the drive, by site and lab; `None` where there is no route.
    pub drives: Vec<Vec<Option<u32>>>,
    /// Where tubes are begun.
    pub labs: Vec<LabSlots>,
    /// What own labs must have begun first (R03, R04); `None` asks nothing of them.
    pub half: Option<Half>,
    /// A shortage is shared out in so many parts of what a site seals in a slot: nobody loses the
    /// second part before others have lost their first. 1 takes it where that is shortest.
    pub parts: u32,
}

/// What a lab can begin.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct LabSlots {
    /// Counts for the half of the first day (R04).
    pub own: bool,
    /// Tubes it can begin, by slot.
    pub capacity: Vec<u32>,
    /// Minutes that a tube there counts more than its drive and wait: public institutions come
    /// first (R10).
    pub charge: Minutes,
}

/// So many tubes that own labs begin in the first slots.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Half {
    /// Tubes.
    pub tubes: u64,
    /// Slots that count, from the first.
    pub slots: usize,
}

/// A tube's way to a lab and the slot in which it is begun.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Way {
    pub lab: usize,
    pub begun: usize,
    /// From leaving the site until it is begun.
    pub minutes: u32,
}

impl Problem {
    /// All tubes.
    pub fn tubes_in_all(&self) -> u64 {
        self.tubes.iter().flatten().map(|tubes| u64::from(*tubes)).sum()
    }

    /// Whether the drive from a site to a lab is one that a tube bears, and its minutes.
    pub fn drive(&self, site: usize, lab: usize) -> Option<u32> {
        self.drives[site][lab].filter(|minutes| i64::from(*minutes) <= self.drive_max.0)
    }

    /// Slots from the one in which a tube is sealed to the one in which it arrives.
    pub(super) fn slots_on_the_way(&self, drive: u32) -> usize {
        1 + ((self.pickup.0 + i64::from(drive)) / self.slot.0) as usize
    }

    /// Every lab and slot in which a tube can be begun in time, labs in order, slots in order.
    pub(super) fn ways(&self, site: usize, sealed: usize) -> impl Iterator<Item = Way> + '_ {
        let leaves = (sealed as i64 + 1) * self.slot.0 + self.pickup.0;
        let drives =
            (0..self.labs.len()).filter_map(move |lab| Some((lab, self.drive(site, lab)?)));
        drives.flat_map(move |(lab, drive)| {
            let arrives = leaves + i64::from(drive);
            let first = (arrives / self.slot.0) as usize;
            let last = ((arrives + self.wait_max.0) / self.slot.0) as usize;
            let has_room = move |slot: &usize| self.labs[lab].capacity[*slot] > 0;
            let way = move |begun: usize| {
                let begins = arrives.max(begun as i64 * self.slot.0);
                Way { lab, begun, minutes: (begins - leaves) as u32 }
            };
            (first..self.slots.min(last + 1)).filter(has_room).map(way)
        })
    }

    /// Whether a slot of a lab counts for the half.
    pub(super) fn counts(&self, lab: usize, slot: usize) -> bool {
        self.half.is_some_and(|half| self.labs[lab].own && slot < half.slots)
    }

    /// The same problem with own labs alone: what R04 asks. Labs keep their indexes; those of
    /// others have no capacity.
    #[must_use]
    pub fn own_labs_only(&self) -> Problem {
        let closed = |lab: &LabSlots| LabSlots {
            capacity: if lab.own { lab.capacity.clone() } else { vec![0; self.slots] },
            ..lab.clone()
        };
        Problem { labs: self.labs.iter().map(closed).collect(), ..self.clone() }
    }

    /// Takes out of each lab's capacity what it needs for tubes that wait there already, the
    /// earliest first; what is left of them after the last slot is dropped.
    pub fn after_backlog(mut self, backlog: &[u32]) -> Problem {
        for (lab, waiting) in self.labs.iter_mut().zip(backlog) {
            let mut left = *waiting;
            for room in &mut lab.capacity {
                let begun = left.min(*room);
                (left, *room) = (left - begun, *room - begun);
            }
        }
        self
    }
}
