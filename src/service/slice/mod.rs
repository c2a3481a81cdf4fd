//! One region in the writer's hands: the part of its state that is in motion, the two indexes,
//! and what the next commit must write behind the facts.

mod follow;
mod load;

use std::sync::Arc;

use tenfold_domain::campaign::Campaign;
use tenfold_domain::code::{PersonKey, Region};
use tenfold_domain::command::{Command, Stamp};
use tenfold_domain::decide;
use tenfold_domain::event::Event;
use tenfold_domain::map::{Map, Set};
use tenfold_domain::refusal::{Refusal, Refused};
use tenfold_domain::state::State;
use tenfold_domain::time::At;
use tenfold_domain::tube::{Stage, Tube};

use super::dirty::{Dirty, Trails};
use super::index::{Coverage, PersonIndex, ScanIndex};
use crate::storage::trail::Trail;
use crate::storage::{Append, Entry, Heads, Store, StoreError};

/// Tubes kept in memory before those no longer filled are let go; they come back on demand.
/// Few in a debug build, so that tests of a small day go through it too.
const TUBES_KEPT_MIN: usize = if cfg!(debug_assertions) { 50 } else { 50_000 };

/// Longest run of facts that one command can make; a lab that closes makes two or three for each
/// box on its way.
const FACTS_OF_A_COMMAND_MAX: u64 = 1 << 20;

/// A region in the writer's hands.
pub struct Slice {
    /// Which.
    pub region: Region,
    /// The part of the state that is in motion.
    pub state: State,
    people: PersonIndex,
    scans: ScanIndex,
    next_seq: u64,
    /// Facts decided and not yet committed.
    pending: Vec<Entry>,
    dirty: Dirty,
    trails: Trails,
    /// How many tubes may be in memory before the next clearing: at least twice what the last
    /// one left, so that looking through them all costs little a tube.
    tubes_kept_max: usize,
}

/// What became of one command, before the commit.
pub enum Decided {
    /// New facts: where they stand among the pending ones.
    Recorded(std::ops::Range<usize>),
    /// Recorded earlier, or nothing to record; the facts of the same scan, if there are any.
    Already(Vec<Entry>),
    /// Turned away.
    Refused(Refused),
}

impl Slice {
    /// Reads a region: counts, open lists and indexes, then the facts whose heads were not yet
    /// written.
    pub fn open(store: &mut dyn Store, campaign: Arc<Campaign>) -> Result<Slice, StoreError> {
        let region = campaign.region;
        let end = store.ledger_end(region)?;
        let (mut people, mut scans) = (PersonIndex::default(), ScanIndex::default());
        store.roster(region, &mut |person, batch| people.expected(person, batch))?;
        store.index_rows(region, &mut |row| {
            people.registered(row.person, row.seq, row.round);
            scans.recorded(row.scan, row.seq);
        })?;
        let mut last = None;
        store.scan_rows(region, &mut |seq, scan| {
            // A command's later facts carry the same scan; its first is enough.
            if last != Some(scan) {
                scans.recorded(scan, seq);
                last = Some(scan);
            }
        })?;
        let mut state = State::new(campaign);
        let standing = store.standing(region, end.head_mark)?;
        standing.withdrawn.iter().for_each(|(person, round)| people.withdrawn(*person, *round));
        super::standing::restore(&mut state, standing);
        state.recollections = store.recollections(region)?.into_iter().collect();
        state.courses = store.courses(region)?.into_iter().collect();
        let mut slice = Slice {
            region,
            state,
            people,
            scans,
            next_seq: end.head_mark + 1,
            pending: Vec::new(),
            dirty: Dirty::default(),
            trails: Trails::default(),
            tubes_kept_max: TUBES_KEPT_MIN,
        };
        slice.catch_up(store, end.seq, end.seq)?;
        Ok(slice)
    }

    /// Decides one command and makes its facts part of the state; they wait for the commit.
    pub fn decide(
        &mut self,
        store: &mut dyn Store,
        now: At,
        command: &Command,
    ) -> Result<Decided, StoreError> {
        let events = match decide::decide(&self.state, now, command) {
            // Done by hand under a number that was used before: kept under one of its own.
            Err(refused) if command.after_the_fact => {
                debug_assert_eq!(refused.refusal, Refusal::ScanReused, "the rest is kept");
                let own = command.conflicting();
                self.find_scan(store, &own.stamp)?;
                return self.decide(store, now, &own);
            }
            Err(refused) => return Ok(Decided::Refused(refused)),
            Ok(events) if events.is_empty() => {
                return self.facts_of(store, &command.stamp).map(Decided::Already);
            }
            Ok(events) => events,
        };
        let first = self.pending.len();
        self.scans.recorded(command.stamp.scan, self.next_seq);
        for event in events {
            let seq = self.next_seq;
            self.apply(&command.stamp, &event, true);
            self.pending.push(Entry { seq, stamp: command.stamp, recorded_at: now, event });
        }
        Ok(Decided::Recorded(first..self.pending.len()))
    }

    /// Makes the next fact part of the state, and of the index of people where it is new to it.
    fn apply(&mut self, stamp: &Stamp, event: &Event, is_new: bool) {
        let seq = self.next_seq;
        self.dirty.mark(&self.state, event);
        self.trails.note(seq, event);
        self.withdrawn(event);
        self.state.apply(seq, stamp, event);
        if is_new && let Event::Registered { person, round, .. } = event {
            self.people.registered(*person, seq, *round);
        }
        self.next_seq += 1;
    }

    /// Tells the index who left a tube.
    fn withdrawn(&mut self, event: &Event) {
        if let Event::Withdrawn { tube, person, .. } = event
            && let Some(tube) = self.state.tubes.get(tube)
        {
            self.people.withdrawn(*person, tube.round);
        }
    }

    /// The facts a scan made before, in this batch or an earlier one.
    fn facts_of(&self, store: &mut dyn Store, stamp: &Stamp) -> Result<Vec<Entry>, StoreError> {
        let same = |entry: &&Entry| entry.stamp.scan == stamp.scan;
        let pending: Vec<Entry> = self.pending.iter().filter(same).cloned().collect();
        if !pending.is_empty() {
            return Ok(pending);
        }
        let mut candidates: Vec<u64> = self.scans.candidates(stamp.scan).collect();
        // A command's first fact has the lowest number, and the answer begins with it.
        candidates.sort_unstable();
        for seq in candidates {
            let found = self.run_of(store, stamp, seq)?;
            if !found.is_empty() {
                return Ok(found);
            }
        }
        Ok(Vec::new())
    }

    /// The facts from a number on that carry one scan. Nearly every command makes a few: a device
    /// that sends its whole day again must not make the writer read the longest run for each.
    fn run_of(
        &self,
        store: &mut dyn Store,
        stamp: &Stamp,
        seq: u64,
    ) -> Result<Vec<Entry>, StoreError> {
        let mut limit = 4;
        loop {
            let mut read = store.entries(self.region, seq, limit)?;
            let run = read.iter().take_while(|entry| entry.stamp.scan == stamp.scan).count();
            if (run as u64) < limit || limit >= FACTS_OF_A_COMMAND_MAX {
                read.truncate(run);
                return Ok(read);
            }
            limit *= 16;
        }
    }

    /// Facts were decided that no commit has kept: the state is ahead of the disk.
    pub fn is_ahead(&self) -> bool {
        !self.pending.is_empty()
    }

    /// Number of the last fact that is known here.
    pub fn last_seq(&self) -> u64 {
        self.next_seq - 1
    }

    /// Whether the store's heads are behind what stands here.
    pub fn is_behind(&self) -> bool {
        !self.dirty.is_empty()
    }

    /// How many heads wait to be written.
    pub fn dirty(&self) -> usize {
        self.dirty.len()
    }

    /// The region's share of the next commit, if there is any.
    pub fn append(&self, with_heads: bool, now: At) -> Option<Append<'_>> {
        let heads = (with_heads && !self.dirty.is_empty()).then(|| self.heads());
        if self.pending.is_empty() && heads.is_none() {
            return None;
        }
        Some(Append { region: self.region, entries: &self.pending, heads, recorded_at: now })
    }

    fn heads(&self) -> Heads<'_> {
        fn changed<'a, C: Copy + Eq + std::hash::Hash, T>(
            codes: &Set<C>,
            heads: &'a Map<C, T>,
            trails: &'a Map<C, Trail>,
        ) -> Vec<(&'a T, &'a Trail)> {
            const NONE: &Trail = &Trail::EMPTY;
            let trail = |code: &C| trails.get(code).unwrap_or(NONE);
            codes.iter().filter_map(|code| Some((heads.get(code)?, trail(code)))).collect()
        }
        let (state, dirty, trails) = (&self.state, &self.dirty, &self.trails);
        let mut tubes = changed(&dirty.tubes, &state.tubes, &trails.tubes);
        tubes.sort_unstable_by_key(|(tube, _)| tube.code);
        let people = dirty.people.iter();
        Heads {
            tubes,
            boxes: changed(&dirty.boxes, &state.boxes, &trails.boxes),
            plates: changed(&dirty.plates, &state.plates, &trails.plates),
            recollections: people.map(|p| (*p, state.recollections.get(p))).collect(),
            courses: dirty.courses.iter().map(|p| (*p, state.courses.get(p))).collect(),
            mark: self.next_seq - 1,
        }
    }

    /// After the commit: the facts it kept. What only this batch looked at is let go.
    pub fn committed(&mut self, with_heads: bool) -> Vec<Entry> {
        if with_heads {
            self.heads_are_kept();
        }
        self.forget_batch();
        std::mem::take(&mut self.pending)
    }

    /// The store has every head as it stands here: those no longer in motion may go.
    fn heads_are_kept(&mut self) {
        self.dirty = Dirty::default();
        if self.state.tubes.len() <= self.tubes_kept_max {
            return;
        }
        let filled = |tube: &Tube| tube.stage == Stage::Open && tube.free_position().is_some();
        self.state.tubes.retain(|_, tube| filled(tube));
        self.tubes_kept_max = TUBES_KEPT_MIN.max(2 * self.state.tubes.len());
        self.state.boxes.clear();
        self.state.plates.clear();
        let (tubes, trails) = (&self.state.tubes, &mut self.trails);
        trails.tubes.retain(|code, _| tubes.contains_key(code));
        trails.boxes.clear();
        trails.plates.clear();
    }

    /// Lets go of what the indexes hold anyway.
    pub fn forget_batch(&mut self) {
        self.state.scans.clear();
        self.state.takes.clear();
        self.state.latest.clear();
        self.state.batches.clear();
    }

    /// Notes people of the roster, each with the batch it says now.
    pub fn expected(&mut self, people: &[(PersonKey, u8)]) {
        people.iter().for_each(|(person, batch)| self.people.expected(*person, *batch));
    }

    /// Bytes of the indexes, and how many people they know.
    pub fn index_bytes(&self) -> (usize, usize) {
        (self.people.bytes() + self.scans.bytes(), self.people.len())
    }

    /// How many people the newest round has reached.
    pub fn coverage(&self) -> Coverage {
        self.people.coverage()
    }

    /// Where a person stands, for the trace and the resident's own look-up.
    pub fn latest(&self, person: PersonKey) -> Option<u64> {
        self.people.get(person).map(|standing| standing.latest).filter(|latest| *latest > 0)
    }
}
