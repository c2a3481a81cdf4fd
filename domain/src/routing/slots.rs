//! A lab's time in quarters of an hour: how many tubes it may begin in each, and how many of
//! those places are promised to boxes on their way.

use super::full::Full;
use crate::time::{At, MINUTE_MS, Minutes};

/// Length of a slot. Not a limit: how finely a promise is kept.
pub const SLOT: Minutes = Minutes(15);

/// How far promises reach: two days, longer than any box may take.
pub const SLOTS: u32 = 192;

const SLOT_MS: i64 = SLOT.0 * MINUTE_MS;
const SLOTS_AN_HOUR: u64 = 4;
const SLOTS_A_DAY: u32 = 96;

/// The slot an instant falls in, counted from 1970.
pub fn slot_of(at: At) -> u32 {
    u32::try_from(at.0.div_euclid(SLOT_MS)).unwrap_or(if at.0 < 0 { 0 } else { u32::MAX - SLOTS })
}

/// When a slot begins.
pub fn begins_at(slot: u32) -> At {
    At(i64::from(slot) * SLOT_MS)
}

/// Tubes promised to boxes, by slot. A cell that names another slot than the one asked for holds
/// what is over, and counts as empty: nobody has to turn the ring.
#[derive(Clone, Debug)]
pub struct Slots {
    /// Slots without a place at the two rates that were asked for last, made of the rest.
    full: [Full; 2],
    /// Quarters of the day (UTC) in which the lab works.
    open: [bool; SLOTS_A_DAY as usize],
    cells: Vec<Cell>,
}

#[derive(Clone, Copy, PartialEq, Debug, Default)]
struct Cell {
    slot: u32,
    taken: u32,
    /// Of these, by those who come first.
    first: u32,
}

/// What an asker may have of a lab's places.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Rate {
    /// Tubes an hour that the lab begins.
    pub all: u32,
    /// Tubes an hour that are open to everybody; the others are kept for those who come first
    /// until they have come: what they took already is not kept once more (the standard nesting
    /// of airlines' booking limits).
    pub open: u32,
    /// The asker comes first.
    pub first: bool,
}

/// Who asks for places.
#[derive(Clone, Copy, Debug)]
pub struct Wish<'a> {
    /// Slot of now: from here on the lab works off what waits.
    pub from: u32,
    /// Slot in which the box is there.
    pub arrive: u32,
    /// Tubes that wait in the lab already, and come first.
    pub waiting: u32,
    /// Tubes of the box.
    pub tubes: u32,
    /// What this box may have of the places.
    pub rate: Rate,
    /// Places that the box holds here already: to it they are free.
    pub held: &'a [(u32, u32)],
}

/// Places found.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Place {
    /// Slot of the first tube.
    pub first: u32,
    /// Slot of the last.
    pub last: u32,
    /// Places of the last slot that are used up to the box's end, and how many it has.
    pub part: (u32, u32),
}

impl Place {
    /// When the first tube begins, for a box that is there at `arrive_at`.
    pub fn start_at(&self, arrive_at: At) -> At {
        arrive_at.max(begins_at(self.first))
    }

    /// When the last tube begins, for a box that is there at `arrive_at`.
    pub fn done_at(&self, arrive_at: At) -> At {
        let (used, of) = self.part;
        let within = SLOT_MS * i64::from(used) / i64::from(of.max(1));
        arrive_at.max(At(begins_at(self.last).0 + within))
    }
}

impl Slots {
    /// Nothing promised, in a lab of these daily hours: from and to, in minutes after midnight
    /// UTC, `to` up to a day later. No hours at all is day and night.
    pub fn new(hours: &[(Minutes, Minutes)]) -> Slots {
        let mut open = [hours.is_empty(); SLOTS_A_DAY as usize];
        for (from, to) in hours {
            // A quarter that is open in part is left out: what is promised in it might not begin.
            let first = (from.0 + SLOT.0 - 1).div_euclid(SLOT.0);
            for slot in first..to.0.div_euclid(SLOT.0) {
                open[slot.rem_euclid(i64::from(SLOTS_A_DAY)) as usize] = true;
            }
        }
        Slots { full: Default::default(), open, cells: vec![Cell::default(); SLOTS as usize] }
    }

    /// Tubes that a lab of this rate begins in a slot. Over a day no tube is lost to rounding.
    fn capacity(&self, slot: u32, tubes_per_hour: u32) -> u32 {
        if !self.open[(slot % SLOTS_A_DAY) as usize] {
            return 0;
        }
        let upto = |slot: u64| u64::from(tubes_per_hour) * slot / SLOTS_AN_HOUR;
        (upto(u64::from(slot) + 1) - upto(u64::from(slot))) as u32
    }

    /// A slot is not yet over by so long that another stands in its place.
    pub fn keeps(&self, slot: u32) -> bool {
        self.cells[(slot % SLOTS) as usize].slot == slot
    }

    /// Tubes promised in a slot.
    pub fn taken(&self, slot: u32) -> u32 {
        if self.keeps(slot) { self.cells[(slot % SLOTS) as usize].taken } else { 0 }
    }

    /// Tubes promised in all slots that are kept.
    pub fn promised(&self) -> u64 {
        self.cells.iter().map(|cell| u64::from(cell.taken)).sum()
    }

    /// Places of a slot, promised or not, of which an asker may have what is free.
    fn limit(&self, slot: u32, rate: Rate) -> u32 {
        let all = self.capacity(slot, rate.all);
        if rate.first {
            return all;
        }
        let kept = all.saturating_sub(self.capacity(slot, rate.open));
        let came = if self.keeps(slot) { self.cells[(slot % SLOTS) as usize].first } else { 0 };
        all - kept.saturating_sub(came)
    }

    /// Places nobody was promised, of those an asker may have.
    pub fn free(&self, slot: u32, rate: Rate) -> u32 {
        self.limit(slot, rate).saturating_sub(self.taken(slot))
    }

    fn known(&self, rate: Rate) -> Option<&Full> {
        self.full.iter().find(|full| full.rate == rate)
    }

    /// The first places after arrival that are free once what waits is worked off; `None` where
    /// there are none within two days. What was promised stays: a box never pushes another back.
    pub fn find(&self, wish: Wish<'_>) -> Option<Place> {
        let (mut waiting, mut tubes, mut first) = (wish.waiting, wish.tubes, None);
        let mut slot = if waiting == 0 { wish.from.max(wish.arrive) } else { wish.from };
        // Further on, a slot of the ring would stand for one that is still to come.
        let end = wish.from + SLOTS;
        // To who holds places a full slot may have some.
        let full = self.known(wish.rate).filter(|_| wish.held.is_empty());
        loop {
            slot = past(full, slot);
            if slot >= end {
                return None;
            }
            let held = wish.held.iter().find(|(held, _)| *held == slot).map_or(0, |(_, n)| *n);
            let free = self.free(slot, wish.rate) + held;
            let left = free.saturating_sub(waiting);
            waiting = waiting.saturating_sub(free);
            if slot >= wish.arrive && left > 0 {
                let first = *first.get_or_insert(slot);
                if left >= tubes {
                    let of = self.limit(slot, wish.rate);
                    let part = (of.saturating_sub(left) + tubes, of);
                    return Some(Place { first, last: slot, part });
                }
                tubes -= left;
            }
            slot += 1;
            if waiting == 0 {
                slot = slot.max(wish.arrive);
            }
        }
    }

    /// Promises a box its tubes from a slot on; returns how many in which slot, to be given back.
    pub fn take(&mut self, first: u32, tubes: u32, rate: Rate) -> Vec<(u32, u32)> {
        let (mut taken, mut left) = (Vec::new(), tubes);
        for slot in first..first + SLOTS {
            let part = self.free(slot, rate).min(left);
            if part == 0 {
                continue;
            }
            let cell = &mut self.cells[(slot % SLOTS) as usize];
            if cell.slot != slot {
                *cell = Cell { slot, ..Cell::default() };
            }
            cell.taken += part;
            cell.first += if rate.first { part } else { 0 };
            taken.push((slot, part));
            self.changed(slot, Some(rate));
            left -= part;
            if left == 0 {
                break;
            }
        }
        taken
    }

    /// Gives places back, exactly those that were taken, by who comes first or not.
    pub fn give_back(&mut self, taken: &[(u32, u32)], first: bool) {
        for (slot, part) in taken {
            let cell = &mut self.cells[(slot % SLOTS) as usize];
            if cell.slot == *slot {
                cell.taken -= part;
                cell.first -= if first { *part } else { 0 };
                // As if it had never been taken: books are compared.
                if cell.taken == 0 {
                    *cell = Cell::default();
                }
                self.changed(*slot, None);
            }
        }
    }

    /// What is known of full slots follows a change in one, asked for at a rate.
    fn changed(&mut self, slot: u32, rate: Option<Rate>) {
        let mut full = self.full;
        let known = full.iter().any(|full| Some(full.rate) == rate);
        if let Some(new) = rate.filter(|_| !known) {
            full.rotate_right(1);
            full[0].begin(new, |slot| self.free(slot, new) == 0);
        }
        for known in &mut full {
            let rate = known.rate;
            known.learn(slot, |slot| self.free(slot, rate) == 0);
        }
        self.full = full;
    }
}

/// The first slot, from this one on, that is not known to be full.
fn past(full: Option<&Full>, slot: u32) -> u32 {
    full.map_or(slot, |full| full.past(slot))
}

/// What is kept of full slots follows from the rest and from who asked; books are equal without.
impl PartialEq for Slots {
    fn eq(&self, other: &Slots) -> bool {
        self.open == other.open && self.cells == other.cells
    }
}
