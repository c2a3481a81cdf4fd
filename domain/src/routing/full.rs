//! Which slots of a lab have nothing left, one bit each: most labs near a busy site are full for
//! the next hour, and a choice among two hundred must not count that out slot by slot.

use super::slots::{Rate, SLOTS};

const WORD: u32 = u64::BITS;

/// What is known of full slots at one rate. A cache: whoever asks without it gets the same answer.
#[derive(Clone, Copy, Debug, Default)]
pub struct Full {
    /// The rate that it is known for.
    pub rate: Rate,
    /// It speaks of the slots from here on, [`SLOTS`] of them; of later ones nothing is known.
    from: u32,
    /// By slot modulo [`SLOTS`].
    bits: [u64; (SLOTS / WORD) as usize],
}

impl Full {
    /// Something changed in a slot. Where it is still to come, the ring turns until it speaks of
    /// it; `full` tells of each slot that comes in.
    pub fn learn(&mut self, slot: u32, full: impl Fn(u32) -> bool) {
        let end = self.end();
        self.from = self.from.max((slot + 1).saturating_sub(SLOTS));
        (end.max(self.from)..self.end()).for_each(|slot| self.set(slot, full(slot)));
        if slot >= self.from {
            self.set(slot, full(slot));
        }
    }

    /// Forgets what it knew, for another rate.
    pub fn begin(&mut self, rate: Rate, full: impl Fn(u32) -> bool) {
        self.rate = rate;
        (self.from..self.end()).for_each(|slot| self.set(slot, full(slot)));
    }

    /// The first slot, from this one on, that is not known to be full.
    pub fn past(&self, slot: u32) -> u32 {
        let mut past = slot;
        while (self.from..self.end()).contains(&past) {
            let place = past % SLOTS;
            let run = (self.bits[(place / WORD) as usize] >> (place % WORD)).trailing_ones();
            past += run;
            if place % WORD + run < WORD {
                break;
            }
        }
        // The bits behind the last slot are those of the first.
        past.min(slot.max(self.end()))
    }

    /// The first slot of which nothing is known.
    fn end(&self) -> u32 {
        self.from + SLOTS
    }

    fn set(&mut self, slot: u32, full: bool) {
        let place = slot % SLOTS;
        let (word, bit) = (&mut self.bits[(place / WORD) as usize], 1 << (place % WORD));
        *word = if full { *word | bit } else { *word & !bit };
    }
}
