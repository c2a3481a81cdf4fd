//! Following: what other services of the same store have written becomes part of the slice, and at
//! start what was written behind the heads.

use super::super::standing;
use super::Slice;
use super::load::Wanted;
use crate::storage::cell::BadCell;
use crate::storage::{LedgerEnd, Store, StoreError};

impl Slice {
    /// Makes what other services have written since its own; `end` is where the ledger ends as the
    /// store stands to whoever asks it now.
    ///
    /// # Errors
    /// [`StoreError::Overtaken`] of a ledger that ends before what is known here.
    pub fn follow(&mut self, store: &mut dyn Store, end: &LedgerEnd) -> Result<(), StoreError> {
        let known = self.next_seq - 1;
        if end.seq < known {
            return Err(StoreError::Overtaken);
        }
        if end.seq > known {
            self.go_back_to(store, known)?;
            self.catch_up(store, end.seq, known)?;
        }
        if end.head_mark == end.seq {
            self.heads_are_kept();
        }
        Ok(())
    }

    /// The store's heads have gone on: those that facts after `known` change are taken as they
    /// stood before, so that these facts can be applied to them.
    fn go_back_to(&mut self, store: &mut dyn Store, known: u64) -> Result<(), StoreError> {
        let before = store.before(self.region, known)?;
        // Who holds one has it as it stood; of several copies the first is the oldest.
        for (tube, trail) in before.tubes {
            self.trails.tubes.entry(tube.code).or_insert(trail);
            self.state.tubes.entry(tube.code).or_insert(tube);
        }
        for (case, trail) in before.boxes {
            self.trails.boxes.entry(case.code).or_insert(trail);
            self.state.boxes.entry(case.code).or_insert(case);
        }
        for (plate, trail) in before.plates {
            self.trails.plates.entry(plate.code).or_insert(trail);
            self.state.plates.entry(plate.code).or_insert(plate);
        }
        Ok(())
    }

    /// Applies facts that are kept and not known here; the indexes know those up to `indexed`.
    pub(super) fn catch_up(
        &mut self,
        store: &mut dyn Store,
        last: u64,
        indexed: u64,
    ) -> Result<(), StoreError> {
        let mut scan = None;
        while self.next_seq <= last {
            let entries = store.entries(self.region, self.next_seq, 10_000)?;
            if entries.is_empty() {
                return Err(BadCell { wanted: "fact with the next number" }.into());
            }
            let mut wanted = Wanted::default();
            for entry in &entries {
                standing::named_by(&entry.event, |touch| self.want(touch, &mut wanted));
            }
            self.load(store, wanted)?;
            for entry in entries {
                if entry.seq > indexed && scan.replace(entry.stamp.scan) != Some(entry.stamp.scan) {
                    self.scans.recorded(entry.stamp.scan, entry.seq);
                }
                self.apply(&entry.stamp, &entry.event, entry.seq > indexed);
            }
            self.forget_batch();
        }
        Ok(())
    }
}
