//! What lies in each lab and is on no plate, as the live system counts it.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use tenfold_domain::code::LabId;

use super::ground::lab_of;

/// Of every lab.
#[derive(Debug)]
pub struct Desks {
    labs: Vec<Desk>,
}

#[derive(Clone, Debug, Default)]
struct Desk {
    waiting: u32,
    /// Plates that benches are still unpacking for: when they will be laid out, and their tubes.
    to_come: BinaryHeap<Reverse<(i64, u32)>>,
}

impl Desks {
    /// Nothing was received.
    pub fn new(labs: usize) -> Desks {
        Desks { labs: vec![Desk::default(); labs] }
    }

    /// Tubes are there.
    pub fn add(&mut self, lab: usize, tubes: u32) {
        self.labs[lab].waiting += tubes;
    }

    /// Tubes will be on a plate from an instant on.
    pub fn laid_out(&mut self, lab: usize, at: i64, tubes: u32) {
        self.labs[lab].to_come.push(Reverse((at, tubes)));
    }

    /// Time goes on: what was laid out by now waits no more.
    pub fn turn(&mut self, now: i64) {
        for desk in &mut self.labs {
            while let Some(Reverse((_, tubes))) =
                desk.to_come.peek().copied().filter(|Reverse((at, _))| *at <= now)
            {
                desk.to_come.pop();
                desk.waiting = desk.waiting.saturating_sub(tubes);
            }
        }
    }

    /// Tubes that wait in a lab, as of the last turn.
    pub fn waiting(&self, lab: LabId) -> u32 {
        self.labs.get(lab_of(lab)).map_or(0, |desk| desk.waiting)
    }
}
