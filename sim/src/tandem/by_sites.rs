//! Site after site, a person at a time, without a list of events; then the lab.

use std::collections::VecDeque;

use super::{Draws, Laws, OpenTube, Passed, Tandem};
use crate::servers::Servers;
use crate::stream::{Purpose, Stream};

/// What a courier brings from a site.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Shipment {
    received_ms: i64,
    collection: u32,
    site: u32,
    tubes: u32,
}

/// One collection of a site.
#[derive(Clone, Copy)]
struct Collection {
    received_ms: i64,
    tubes: u32,
}

/// Somebody who leaves the desk.
#[derive(Clone, Copy)]
struct Leaving {
    at_ms: i64,
    person: u64,
    group: u32,
}

pub(super) fn run(model: &Tandem, root: Stream) -> Passed {
    let laws = Laws::of(model);
    let mut passed = Passed::nothing();
    let mut shipments = Vec::new();
    let mut collections = Vec::new();
    for site in 0..model.sites {
        collections.clear();
        let mut walk = Walk {
            model,
            laws: &laws,
            draws: Draws::of(root, site),
            collectors: Servers::new(model.collectors as usize, 0),
            tubes: VecDeque::with_capacity(16),
            first_open: 0,
            collections: &mut collections,
            passed: &mut passed,
        };
        walk.everybody();
        let numbered =
            collections.iter().enumerate().filter(|(_, collection)| collection.tubes > 0);
        shipments.extend(numbered.map(|(collection, &Collection { received_ms, tubes })| {
            Shipment { received_ms, collection: collection as u32, site, tubes }
        }));
    }
    shipments.sort_unstable();
    lab(model, &laws, root, &shipments, &mut passed);
    passed
}

/// One site on its way through its people.
struct Walk<'a> {
    model: &'a Tandem,
    laws: &'a Laws,
    draws: Draws,
    collectors: Servers,
    /// Tubes from the oldest that is open on.
    tubes: VecDeque<OpenTube>,
    /// Group of the first of them.
    first_open: u32,
    collections: &'a mut Vec<Collection>,
    passed: &'a mut Passed,
}

impl Walk<'_> {
    /// Desks keep the order of those who begin and not of those who end, and the swab is first
    /// come first served: so whoever is at a desk stands in `leaving`, by time and number, until
    /// nobody can come before.
    fn everybody(&mut self) {
        let mut desks = Servers::new(self.model.desks as usize, 0);
        let mut leaving: VecDeque<Leaving> = VecDeque::with_capacity(self.model.desks as usize + 1);
        let (mut at_ms, mut person) = (0, 0);
        for group in 0..self.model.groups {
            at_ms += self.draws.gap_ms(group, self.laws);
            self.tubes.push_back(OpenTube::of(self.model.group));
            for _ in 0..self.model.group {
                let register_ms = self.draws.register_ms(person, self.laws);
                let start_ms = desks.take(at_ms, register_ms);
                self.passed.desk_wait_ms += start_ms - at_ms;
                self.passed.wait_ms_max = self.passed.wait_ms_max.max(start_ms - at_ms);
                while leaving.front().is_some_and(|first| first.at_ms <= start_ms) {
                    if let Some(first) = leaving.pop_front() {
                        self.swab(first);
                    }
                }
                let mine = Leaving { at_ms: start_ms + register_ms, person, group };
                let after = leaving.iter().rposition(|other| other.at_ms <= mine.at_ms);
                leaving.insert(after.map_or(0, |place| place + 1), mine);
                person += 1;
            }
        }
        for person in leaving {
            self.swab(person);
        }
    }

    #[inline]
    fn swab(&mut self, person: Leaving) {
        let swab_ms = self.draws.swab_ms(person.person, self.laws);
        let start_ms = self.collectors.take(person.at_ms, swab_ms);
        let passed = &mut *self.passed;
        passed.people += 1;
        passed.swab_wait_ms += start_ms - person.at_ms;
        passed.wait_ms_max = passed.wait_ms_max.max(start_ms - person.at_ms);
        let tube = &mut self.tubes[(person.group - self.first_open) as usize];
        tube.missing -= 1;
        tube.first_swab_ms = tube.first_swab_ms.min(start_ms);
        tube.last_swab_ms = tube.last_swab_ms.max(start_ms + swab_ms);
        if tube.missing == 0 {
            let tube = *tube;
            self.seal(tube);
        }
    }

    fn seal(&mut self, tube: OpenTube) {
        self.passed.last_swab_ms = self.passed.last_swab_ms.max(tube.last_swab_ms);
        let collection = self.model.collection_of(tube.last_swab_ms);
        while self.collections.len() <= collection {
            let next = self.collections.len();
            let drive_ms = self.draws.drive_ms(next, self.laws);
            let received_ms = self.model.collected_ms(next) + drive_ms;
            self.collections.push(Collection { received_ms, tubes: 0 });
        }
        let collection = &mut self.collections[collection];
        collection.tubes += 1;
        self.passed.received(tube.first_swab_ms, collection.received_ms);
        while self.tubes.front().is_some_and(|tube| tube.missing == 0) {
            self.tubes.pop_front();
            self.first_open += 1;
        }
    }
}

/// Plates in order of arrival; the last may be short.
fn lab(model: &Tandem, laws: &Laws, root: Stream, shipments: &[Shipment], passed: &mut Passed) {
    let draws = root.of(Purpose::Plate, 0);
    let mut cyclers = Servers::new(model.cyclers as usize, 0);
    let mut run = |tubes: u32, at_ms: i64, passed: &mut Passed| {
        let run_ms = laws.run.ms(draws.bits(passed.plates));
        let start_ms = cyclers.take(at_ms, run_ms);
        passed.resulted(tubes, model.group, start_ms + run_ms);
    };
    let mut waiting = 0;
    for shipment in shipments {
        passed.shipments += 1;
        waiting += shipment.tubes;
        while waiting >= model.plate {
            waiting -= model.plate;
            run(model.plate, shipment.received_ms, passed);
        }
    }
    if let Some(last) = shipments.last().filter(|_| waiting > 0) {
        run(waiting, last.received_ms, passed);
    }
}
