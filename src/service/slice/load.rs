//! What a batch looks at and the slice does not hold is read from the store, in a constant number
//! of statements.

use tenfold_domain::code::{BoxCode, PlateCode, TubeCode};
use tenfold_domain::command::{Command, Named, Stamp};
use tenfold_domain::state::{Take, Touch};
use tenfold_domain::tube::Stage;

use super::super::index::Standing;
use super::Slice;
use crate::storage::trail::Trail;
use crate::storage::{Found, Store, StoreError};

/// What somebody asks to see and the slice does not hold.
#[derive(Default)]
pub(super) struct Wanted {
    tubes: Vec<TubeCode>,
    boxes: Vec<BoxCode>,
    /// Boxes of which nobody asks for the tubes.
    alone: Vec<BoxCode>,
    plates: Vec<PlateCode>,
}

/// Of heads that were read, those made by facts up to `known`.
fn there<T>(known: u64, found: Found<T>) -> Result<impl Iterator<Item = (T, Trail)>, StoreError> {
    Ok(found?.into_iter().filter(move |(_, trail)| trail.first() <= known))
}

impl Slice {
    /// Loads what a batch of commands looks at, in a constant number of reads.
    pub fn prepare<'a>(
        &mut self,
        store: &mut dyn Store,
        commands: impl Iterator<Item = &'a Command> + Clone,
    ) -> Result<(), StoreError> {
        // Both indexes are far larger than any cache: asked one command after the other in a
        // loop that does nothing else, the waits for memory overlap.
        let known: Vec<_> = commands
            .clone()
            .map(|command| {
                let asked = command.act.registers();
                let standing = asked.and_then(|asked| self.people.get(asked.person));
                (standing, self.scans.candidates(command.stamp.scan).next().is_some())
            })
            .collect();
        let mut wanted = Wanted::default();
        for (command, (standing, scan_known)) in commands.zip(known) {
            command.act.touches(|touch| self.want(touch, &mut wanted));
            if let (Some(asked), Some(standing)) = (command.act.registers(), standing) {
                self.find_person(store, asked, standing, &mut wanted)?;
            }
            if scan_known {
                self.find_scan(store, &command.stamp)?;
            }
        }
        self.load(store, wanted)
    }

    pub(super) fn want(&self, touch: Touch, wanted: &mut Wanted) {
        match touch {
            Touch::Tube(code) => match self.state.tubes.get(&code) {
                None => wanted.tubes.push(code),
                Some(tube) => {
                    let case = tube.box_code.filter(|code| !self.state.boxes.contains_key(code));
                    wanted.boxes.extend(case);
                }
            },
            Touch::Box(code) => match self.state.boxes.get(&code) {
                None => wanted.boxes.push(code),
                Some(case) => {
                    let tubes = case.tubes.iter().copied();
                    wanted.tubes.extend(tubes.filter(|c| !self.state.tubes.contains_key(c)));
                }
            },
            Touch::Plate(code) => match self.state.plates.get(&code) {
                None => wanted.plates.push(code),
                Some(plate) => {
                    let tubes = plate.tubes().map(|(_, tube)| tube);
                    wanted.tubes.extend(tubes.filter(|c| !self.state.tubes.contains_key(c)));
                }
            },
            Touch::BoxesTo(lab) => {
                let boxes = self.state.books.boxes_to(lab).into_iter();
                wanted.alone.extend(boxes.filter(|code| !self.state.boxes.contains_key(code)));
            }
            Touch::Person(_) => {}
        }
    }

    /// A person's earlier registrations, where they can matter: nearly everybody is new to the
    /// round, and then nothing is read.
    fn find_person(
        &mut self,
        store: &mut dyn Store,
        asked: Named,
        standing: Standing,
        wanted: &mut Wanted,
    ) -> Result<(), StoreError> {
        let person = asked.person;
        if standing.batch > 0 {
            self.state.batches.insert(person, standing.batch);
        }
        if standing.latest == 0 {
            return Ok(());
        }
        self.state.latest.insert(person, standing.latest);
        // Read once for a batch, and only where a registration in this round or a later one is
        // known.
        if standing.round < asked.round || self.state.takes.contains_key(&person) {
            return Ok(());
        }
        let mut next = Some(standing.latest);
        while let Some(seq) = next {
            let Some(found) = store.registration(self.region, seq)? else { break };
            if found.person != person {
                break;
            }
            let take = Take { round: found.round, tube: found.tube };
            self.state.takes.entry(person).or_default().push(take);
            self.want(Touch::Tube(found.tube), wanted);
            next = found.previous;
        }
        Ok(())
    }

    /// Whether a scan became facts before.
    pub(super) fn find_scan(
        &mut self,
        store: &mut dyn Store,
        stamp: &Stamp,
    ) -> Result<(), StoreError> {
        let candidates: Vec<u64> = self.scans.candidates(stamp.scan).collect();
        for seq in candidates {
            let found = store.entries(self.region, seq, 1)?;
            for entry in found.iter().filter(|entry| entry.stamp.scan == stamp.scan) {
                self.state.scans.insert(stamp.scan, entry.stamp.content);
            }
        }
        Ok(())
    }

    /// Loads heads, then what those name, until nothing is missing. What is made by a fact that is
    /// not known here yet is not there yet.
    pub(super) fn load(
        &mut self,
        store: &mut dyn Store,
        mut wanted: Wanted,
    ) -> Result<(), StoreError> {
        let known = self.next_seq - 1;
        for (case, trail) in there(known, store.boxes(self.region, &wanted.alone))? {
            self.trails.boxes.insert(case.code, trail);
            self.state.boxes.insert(case.code, case);
        }
        while !(wanted.tubes.is_empty() && wanted.boxes.is_empty() && wanted.plates.is_empty()) {
            wanted.tubes.sort_unstable();
            wanted.tubes.dedup();
            wanted.boxes.sort_unstable();
            wanted.boxes.dedup();
            let mut next = Wanted::default();
            let mut named: Vec<Touch> = Vec::new();
            for (tube, trail) in there(known, store.tubes(self.region, &wanted.tubes))? {
                named.extend(tube.box_code.map(Touch::Box));
                if let Stage::Relabelled(to) = tube.stage {
                    named.push(Touch::Tube(to));
                }
                self.trails.tubes.insert(tube.code, trail);
                self.state.tubes.insert(tube.code, tube);
            }
            for (case, trail) in there(known, store.boxes(self.region, &wanted.boxes))? {
                named.push(Touch::Box(case.code));
                self.trails.boxes.insert(case.code, trail);
                self.state.boxes.insert(case.code, case);
            }
            for (plate, trail) in there(known, store.plates(self.region, &wanted.plates))? {
                named.push(Touch::Plate(plate.code));
                self.trails.plates.insert(plate.code, trail);
                self.state.plates.insert(plate.code, plate);
            }
            named.into_iter().for_each(|touch| self.want(touch, &mut next));
            // What was asked for and does not exist must not be asked for again.
            next.tubes.retain(|code| wanted.tubes.binary_search(code).is_err());
            next.boxes.retain(|code| wanted.boxes.binary_search(code).is_err());
            wanted = next;
        }
        Ok(())
    }
}
