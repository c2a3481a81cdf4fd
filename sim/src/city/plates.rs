//! What happens to plates in the labs, from the last tube put on to the reviewed calls.

use super::World;
use crate::bench::{Begin, Filled, Plate};
use crate::happens::Happens;
use crate::stream::Purpose;
use crate::witness::Witness;

impl<W: Witness> World<'_, W> {
    /// Sends complete plates to extraction.
    pub(super) fn fill(&mut self, now: i64, lab: usize, filled: impl IntoIterator<Item = Filled>) {
        for Filled { at, urgent, tubes } in filled {
            let number = self.plates.len() as u32;
            self.idle.waiting(at.max(now), lab, -(tubes.len() as i64));
            if let Some(router) = &mut self.router {
                router.laid_out(lab, at.max(now), tubes.len() as u32);
            }
            self.plates.push(Plate { lab, urgent, runs: 0, called_at: 0, tubes });
            self.extract(at.max(now), number);
        }
    }

    /// A plate begins its extraction.
    pub(super) fn extract(&mut self, now: i64, plate: u32) {
        self.witness.loaded(plate, &self.plates[plate as usize], now);
        let took = self.pace.extraction.ms(self.draw(plate, 0));
        self.then(now + took, Happens::Extracted(plate));
    }

    /// A draw for a plate's present run.
    fn draw(&self, plate: u32, what: u64) -> u64 {
        let Plate { lab, runs, .. } = &self.plates[plate as usize];
        let stream = self.root.of(Purpose::Plate, *lab as u64);
        stream.bits(u64::from(plate) << 8 | u64::from(*runs).min(63) << 2 | what)
    }

    /// Plates being filled will close by the clock.
    pub(super) fn ring_later(&mut self, lab: usize) {
        for urgent in [false, true] {
            if let Some(timer) = self.labs[lab].timer(urgent) {
                self.then(timer.at, Happens::Rings(lab, timer));
            }
        }
    }

    /// Free cyclers take what waits.
    pub(super) fn begin(&mut self, now: i64, lab: usize) {
        loop {
            match self.labs[lab].begin(now) {
                Begin::Nothing => return,
                Begin::Wake(at) => return self.then(at, Happens::Wakes(lab)),
                Begin::Plate(plate) => {
                    self.started(now, plate);
                    self.witness.begun(plate, now);
                    let took = self.pace.cycling.ms(self.draw(plate, 1));
                    self.then(now + took, Happens::Cycled(plate, took));
                }
            }
        }
    }

    /// Whose first run it is, and what no longer waits.
    fn started(&mut self, now: i64, number: u32) {
        let Plate { lab, urgent, runs, ref tubes, .. } = self.plates[number as usize];
        self.idle.begun(now, lab, tubes.len());
        // What goes first was there before, or is a second swab.
        if runs == 0 && !urgent {
            let shelf = &self.shelf.tubes;
            self.books.started(now, tubes.iter().map(|tube| &shelf[*tube as usize]));
        }
    }

    /// The end of a run; controls that failed send the plate back.
    pub(super) fn cycled(&mut self, now: i64, plate: u32, busy_ms: i64) {
        let lab = self.plates[plate as usize].lab;
        self.labs[lab].release(busy_ms);
        self.idle.ended(now, lab);
        let bits = self.draw(plate, 2);
        let failed = crate::stream::unit(bits) < self.scenario.work.failed_run;
        self.witness.read(plate, now, !failed);
        self.told_of_run(now, plate, failed);
        self.plates[plate as usize].runs += 1;
        if failed {
            // Whoever waited once goes first now, and whoever is on duty does it at any hour.
            self.plates[plate as usize].urgent = true;
            self.extract(now, plate);
        } else {
            self.plates[plate as usize].called_at = now;
            let took = self.pace.review.ms(self.draw(plate, 3));
            self.then(now + took, Happens::Reviewed(plate));
        }
        self.begin(now, lab);
    }

    /// The live system hears of a run as soon as it is read: a tube is called then, or lies in the
    /// lab again because it read grey.
    fn told_of_run(&mut self, now: i64, number: u32, failed: bool) {
        let Some(router) = &mut self.router else { return };
        let Plate { lab, ref tubes, .. } = self.plates[number as usize];
        let greys = self.root.of(Purpose::Grey, lab as u64);
        let retests = self.scenario.protocol.lab.reads_again(1);
        let again = |tube: &&u32| {
            let grey = greys.hits(u64::from(**tube), self.scenario.work.grey);
            retests && grey && !self.books.was_grey(**tube)
        };
        let again = tubes.iter().filter(again).count() as u32;
        router.run_read(now, lab, (!failed).then_some((tubes.len() as u32, again)));
    }

    /// Every tube of a plate has its call: grey ones go on another plate, the rest become
    /// outcomes.
    pub(super) fn reviewed(&mut self, now: i64, plate: u32) {
        let Plate { lab, called_at, .. } = self.plates[plate as usize];
        let tubes = std::mem::take(&mut self.plates[plate as usize].tubes);
        let greys = self.root.of(Purpose::Grey, lab as u64);
        let retests = self.scenario.protocol.lab.reads_again(1);
        self.witness.reviewed(plate, now);
        for tube in tubes {
            let grey = greys.hits(u64::from(tube), self.scenario.work.grey);
            let grey = grey && self.books.first_grey(tube);
            if grey && retests {
                self.witness.grey(tube);
                self.idle.waiting(now, lab, 1);
                let filled = self.labs[lab].put(tube, now, true);
                self.fill(now, lab, filled);
                continue;
            }
            self.labs[lab].trial.reviewed.add(now, 1);
            self.outcome((now, called_at), lab, tube, grey);
        }
        self.ring_later(lab);
        self.send_squads(now);
    }
}
