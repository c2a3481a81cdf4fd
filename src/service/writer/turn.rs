//! A turn at the store. Where several services write to the same regions, each waits for its turn,
//! makes what the others wrote its own, decides on that, and appends; the turn ends with the
//! commit. Who is alone with a store has every turn.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use std::time::Duration;

use tenfold_domain::campaign::Campaign;
use tenfold_domain::code::Region;
use tenfold_domain::refusal::Refusal;
use tenfold_domain::time::At;

use super::super::clock::Stopwatch;
use super::super::slice::{Decided, Slice};
use super::room::{Batch, HEADS_EVERY, Pace, Room};
use crate::storage::{FOLLOWED_FOR, Store, StoreError};

/// Heads that may wait before they are written even when the last time is short ago.
const DIRTY_SMALL: usize = 256;

/// How long what other services wrote may stay unseen where nobody asks.
pub(super) const FOLLOW_EVERY: Duration = Duration::from_millis(250);

/// How often a shared store is put in order.
const TIDY_EVERY: Duration = Duration::from_secs(10);

/// Every region as it stands in one commit.
pub(super) fn read_all(
    store: &mut dyn Store,
    campaigns: &[Arc<Campaign>],
) -> Result<BTreeMap<Region, Slice>, StoreError> {
    store.hold()?;
    let mut read =
        |campaign: &Arc<Campaign>| Ok((campaign.region, Slice::open(store, campaign.clone())?));
    let slices = campaigns.iter().map(&mut read).collect();
    store.let_go();
    slices
}

impl Room {
    /// Takes the turn where several services write, decides and appends. What was decided, and
    /// whether the heads are written.
    pub(super) fn try_to_commit(
        &mut self,
        batch: &Batch,
        now: At,
        pace: &Pace,
        quiet: bool,
    ) -> Result<(Vec<Decided>, bool), StoreError> {
        if quiet || self.followed.elapsed() >= FOLLOW_EVERY {
            self.follow()?;
        }
        let asked = batch.iter().flat_map(|(asks, _)| asks).map(|ask| ask.region);
        let behind =
            self.slices.values().filter(|slice| slice.is_behind()).map(|slice| slice.region);
        let mut regions: BTreeSet<Region> = asked.chain(behind).collect();
        regions.retain(|region| self.slices.contains_key(region));
        if !regions.is_empty() {
            let regions: Vec<Region> = regions.into_iter().collect();
            let ends = self.store.take(&regions)?;
            for (region, end) in regions.iter().zip(&ends) {
                let Some(slice) = self.slices.get_mut(region) else { continue };
                slice.follow(self.store.as_mut(), end)?;
            }
        }
        let decided = self.decide_all(batch, now)?;
        let dirty: usize = self.slices.values().map(Slice::dirty).sum();
        let paced = quiet || dirty <= DIRTY_SMALL || pace.heads.elapsed() >= HEADS_EVERY;
        // Another service reads heads in its next turn.
        let with_heads = paced || self.store.is_shared();
        let appends: Vec<_> =
            self.slices.values().filter_map(|slice| slice.append(with_heads, now)).collect();
        if appends.is_empty() {
            self.store.let_go();
        } else {
            self.store.append(&appends)?;
        }
        Ok((decided, with_heads))
    }

    /// Makes all that other services wrote our own; asks for no turn.
    fn follow(&mut self) -> Result<(), StoreError> {
        if !self.store.is_shared() {
            return Ok(());
        }
        if self.followed.elapsed() >= FOLLOWED_FOR {
            return Err(StoreError::Overtaken);
        }
        let marks = self.store.head_marks()?;
        let moved = |slice: &Slice| marks.get(&slice.region) != Some(&slice.last_seq());
        if self.slices.values().any(moved) {
            self.store.hold()?;
            for slice in self.slices.values_mut().filter(|slice| moved(slice)) {
                let end = self.store.ledger_end(slice.region)?;
                slice.follow(self.store.as_mut(), &end)?;
            }
            self.store.let_go();
        }
        self.followed = Stopwatch::start();
        if self.tidied.elapsed() >= TIDY_EVERY {
            self.tidied = Stopwatch::start();
            if let Err(error) = self.store.tidy() {
                tracing::warn!(%error, "the store cannot be put in order now");
            }
        }
        Ok(())
    }

    /// Who asks here about what was just said to another service gets the newest answer. Where it
    /// cannot be had, the next commit says so.
    pub(super) fn follow_for_a_question(&mut self) {
        if let Err(error) = self.follow() {
            tracing::warn!(%error, "what other services wrote cannot be read");
            self.store.let_go();
        }
    }

    fn decide_all(&mut self, batch: &Batch, now: At) -> Result<Vec<Decided>, StoreError> {
        let all = || batch.iter().flat_map(|(asks, _)| asks);
        let regions: BTreeSet<Region> = all().map(|ask| ask.region).collect();
        for (region, slice) in self.slices.iter_mut().filter(|(of, _)| regions.contains(of)) {
            let own = all().filter(|ask| ask.region == *region).map(|ask| &ask.command);
            slice.prepare(self.store.as_mut(), own)?;
        }
        all()
            .map(|ask| match self.slices.get_mut(&ask.region) {
                Some(slice) => slice.decide(self.store.as_mut(), now, &ask.command),
                None => Ok(Decided::Refused(Refusal::RegionUnknown.into())),
            })
            .collect()
    }

    /// Reads every region anew. Where it cannot be, none is held: a state that differs from the
    /// store would answer wrongly.
    pub(super) fn read_again(&mut self) -> Result<(), StoreError> {
        // First gone, then read: both at once would need twice the memory.
        self.slices.clear();
        self.slices = read_all(self.store.as_mut(), &self.campaigns)?;
        self.followed = Stopwatch::start();
        Ok(())
    }
}
