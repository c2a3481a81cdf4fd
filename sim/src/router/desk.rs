//! What lies in each lab, as the live system counts it.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use tenfold_domain::code::LabId;
use tenfold_domain::routing::{Books, LabBook};

use super::ground::{lab_id, lab_of};

/// Of every lab.
#[derive(Debug)]
pub struct Desks {
    labs: Vec<Desk>,
}

#[derive(Clone, Debug, Default)]
struct Desk {
    /// Received and not called.
    backlog: u32,
    /// Of them, on a plate.
    on_plates: u32,
    /// Plates that benches are still unpacking for: when they will be laid out, and their tubes.
    to_come: BinaryHeap<Reverse<(i64, u32)>>,
}

impl Desks {
    /// Nothing was received.
    pub fn new(labs: usize) -> Desks {
        Desks { labs: vec![Desk::default(); labs] }
    }

    /// Tubes are there.
    pub fn received(&mut self, lab: usize, tubes: u32) {
        self.labs[lab].backlog += tubes;
    }

    /// Tubes will be on a plate from an instant on.
    pub fn laid_out(&mut self, lab: usize, at: i64, tubes: u32) {
        self.labs[lab].to_come.push(Reverse((at, tubes)));
    }

    /// A plate of so many tubes is read; some of them must be tested again, the others are called.
    pub fn read(&mut self, lab: usize, tubes: u32, again: u32) {
        let desk = &mut self.labs[lab];
        desk.on_plates -= tubes;
        desk.backlog -= tubes - again;
    }

    /// Time goes on: plates are laid out.
    pub fn turn(&mut self, now: i64) {
        for desk in &mut self.labs {
            while let Some(Reverse((_, tubes))) =
                desk.to_come.peek().copied().filter(|Reverse((at, _))| *at <= now)
            {
                desk.to_come.pop();
                desk.on_plates += tubes;
            }
        }
    }

    /// Tubes that wait in a lab, as of the last turn.
    pub fn waiting(&self, books: &Books, lab: LabId) -> u32 {
        let desk = self.labs.get(lab_of(lab));
        let waiting = |(desk, book): (&Desk, &LabBook)| book.waiting(desk.backlog, desk.on_plates);
        desk.zip(books.lab(lab)).map_or(0, waiting)
    }

    /// The same of every lab.
    pub fn all(&self, books: &Books) -> Vec<u32> {
        (0..self.labs.len()).map(|lab| self.waiting(books, lab_id(lab))).collect()
    }
}
