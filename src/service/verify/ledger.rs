//! The ledger read once, from the first commit to the last: chain, numbers, replay.

use std::sync::Arc;

use crate::storage::db::Connection;
use tenfold_domain::campaign::Campaign;
use tenfold_domain::event::Event;
use tenfold_domain::state::State;

use super::{Difference, RegionReport, heads};
use crate::service::dirty::Trails;
use crate::storage::chain::{Chain, GENESIS, Link};
use crate::storage::tables::scan::{Facts, RawFact, RawLink, links};
use crate::storage::{Entry, StoreError};

/// Facts between two signs of life, and between two clearings of what the replay does not need.
const PACE: u64 = 16_384;

/// One region being checked.
pub struct Check<'c> {
    connection: &'c Connection,
    /// What the facts so far make.
    pub state: State,
    /// And the trails they leave.
    pub trails: Trails,
    /// The heads in the store are complete up to this fact.
    pub mark: u64,
    /// What was found.
    pub report: RegionReport,
    compared: bool,
    registered: i64,
}

/// Where the walk along the commits stands.
struct Walk<'c> {
    facts: Facts<'c>,
    /// A fact read too far.
    waiting: Option<RawFact>,
    link: Link,
    commit: u64,
    seq: u64,
}

impl<'c> Check<'c> {
    /// A region of a snapshot.
    pub fn new(connection: &'c Connection, campaign: Arc<Campaign>, mark: u64) -> Check<'c> {
        Check {
            connection,
            state: State::new(campaign),
            trails: Trails::default(),
            mark,
            report: RegionReport::default(),
            compared: false,
            registered: 0,
        }
    }

    /// Reads the whole ledger.
    pub fn run(&mut self, progress: &mut dyn FnMut(u64, u64)) -> Result<(), StoreError> {
        let region = self.state.campaign.region;
        let facts = Facts::of(self.connection, region)?;
        for seq in facts.below_first()? {
            self.report.found(Difference::FactBelowFirst(seq));
        }
        let mut walk = Walk { facts, waiting: None, link: GENESIS, commit: 0, seq: 0 };
        links(self.connection, region, |link| self.commit(&mut walk, &link, progress))?;
        while let Some(fact) = walk.take(u64::MAX)? {
            self.report.found(Difference::FactUnlinked(fact.seq));
        }
        self.compare()?;
        Ok(())
    }

    /// What was found, the law looked at last.
    pub fn finish(mut self) -> RegionReport {
        for (lane, hour, _) in self.state.tally.broken() {
            self.report.found(Difference::LawBroken(lane.0, hour));
        }
        let total = self.state.tally.total();
        let columns = total.people.iter().sum();
        if total.registered != self.registered || columns != self.registered {
            let counted = self.registered;
            self.report.found(Difference::RegisteredDiffers { counted, columns });
        }
        self.report
    }

    fn commit(
        &mut self,
        walk: &mut Walk<'c>,
        link: &RawLink,
        progress: &mut dyn FnMut(u64, u64),
    ) -> Result<(), StoreError> {
        if link.number != walk.commit.saturating_add(1)
            || link.first_seq != walk.seq.saturating_add(1)
        {
            self.report.found(Difference::CommitMissing(walk.commit.saturating_add(1)));
        }
        while let Some(fact) = walk.take(link.first_seq.saturating_sub(1))? {
            self.report.found(Difference::FactUnlinked(fact.seq));
        }
        let mut chain = Chain::after(&walk.link);
        let mut next = link.first_seq;
        while let Some(fact) = walk.take(link.last_seq)? {
            if fact.seq < next {
                self.report.found(Difference::FactTwice(fact.seq));
            }
            self.missing(next, fact.seq - 1);
            next = fact.seq + 1;
            chain.add_encoded(&fact.bytes);
            self.replay(fact)?;
            if self.report.facts.is_multiple_of(PACE) {
                progress(self.report.facts, walk.facts.last());
            }
        }
        // A forged commit may claim any last number; what follows it is looked at either way.
        let claimed = link.last_seq.min(walk.facts.last() + 1);
        self.missing(next, claimed);
        let facts = (link.first_seq, link.last_seq);
        if link.link != Some(chain.finish()) {
            let commit = link.number;
            self.report.found(Difference::ChainBroken { commit, facts });
        }
        // Going on from what is written finds the next break too.
        walk.link = link.link.unwrap_or(walk.link);
        (walk.commit, walk.seq) = (link.number, link.last_seq);
        self.report.commits += 1;
        Ok(())
    }

    /// Notes a row of numbers without facts, however long, as one difference.
    fn missing(&mut self, first: u64, last: u64) {
        if first <= last {
            self.report.found(Difference::FactMissing(first, last));
        }
    }

    fn replay(&mut self, fact: RawFact) -> Result<(), StoreError> {
        self.report.facts += 1;
        if fact.seq > self.mark {
            self.compare()?;
        }
        let Some(Entry { seq, stamp, event, .. }) = fact.entry else {
            self.report.found(Difference::FactUnreadable(fact.table, fact.seq));
            return Ok(());
        };
        match event {
            Event::Registered { .. } => self.registered += 1,
            Event::Withdrawn { .. } => self.registered -= 1,
            _ => {}
        }
        self.trails.note(seq, &event);
        self.state.apply(seq, &stamp, &event);
        if self.report.facts.is_multiple_of(PACE) {
            self.state.scans.clear();
            self.state.takes.clear();
            self.state.latest.clear();
        }
        Ok(())
    }

    /// Compares the heads with what the facts up to their mark make; once.
    fn compare(&mut self) -> Result<(), StoreError> {
        if !self.compared {
            self.compared = true;
            heads::compare(self.connection, self)?;
        }
        Ok(())
    }
}

impl Walk<'_> {
    /// The next fact, if its number is not after `upto`.
    fn take(&mut self, upto: u64) -> Result<Option<RawFact>, StoreError> {
        if self.waiting.is_none() {
            self.waiting = self.facts.step()?;
        }
        Ok(self.waiting.take_if(|fact| fact.seq <= upto))
    }
}
