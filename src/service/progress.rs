//! The board: what headquarters sees, made by the writer and shared by every reader, so that a
//! hundred screens cost what one does.

use std::collections::BTreeMap;
use std::sync::Mutex;
use std::time::Duration;

use arc_swap::ArcSwap;
use serde::Serialize;
use std::sync::Arc;
use tenfold_domain::code::{LabId, Region, SiteId};
use tenfold_domain::tally::{Counts, LabCounts};
use tenfold_domain::time::{At, Minutes};
use tokio::sync::watch;
use utoipa::ToSchema;

use super::clock::Stopwatch;
use super::index::Coverage;
use super::lab_stand::{self, LabStand};
use super::slice::Slice;

/// Least time between two boards of a busy writer.
const BOARD_EVERY: Duration = Duration::from_millis(200);

/// Where everybody of a region is.
#[derive(Clone, Debug, Default)]
pub struct Progress {
    /// When it was taken.
    pub at: At,
    /// People the grid expects, by township.
    pub roster: BTreeMap<u32, u64>,
    /// People the newest round has reached, each once.
    pub coverage: Coverage,
    /// All together.
    pub total: Counts,
    /// By site.
    pub sites: BTreeMap<SiteId, Counts>,
    /// By lane and hour since 1970.
    pub lanes: BTreeMap<(tenfold_domain::code::LaneId, i64), Counts>,
    /// By lab.
    pub labs: BTreeMap<LabId, LabCounts>,
    /// When a courier took a box there last, by site.
    pub fetched: BTreeMap<SiteId, At>,
    /// What each lab takes and has promised, as the campaign lists them.
    pub stands: Vec<LabStand>,
    /// Recollections owed, and how many of them are late.
    pub recollections: (u64, u64),
    /// Notices that no party has confirmed, and how many of them were raised.
    pub notices: (u64, u64),
    /// Discrepancies nobody has settled.
    pub discrepancies: u64,
    /// Registrations in the last whole minute or so, per minute.
    pub rate_per_minute: f64,
    /// Bytes of the indexes in memory, and people in them.
    pub index_bytes: (usize, usize),
}

/// What a lab has had and still has, in tubes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct LabTubes {
    /// Routed to it and not there yet.
    pub expected: i64,
    /// Received, all told.
    pub received: i64,
    /// Received and not called.
    pub backlog: i64,
    /// Called.
    pub called: i64,
    /// Called positive.
    pub positive: i64,
    /// Turned away.
    pub rejected: i64,
}

impl From<LabCounts> for LabTubes {
    fn from(counts: LabCounts) -> LabTubes {
        let LabCounts { expected, received, backlog, called, positive, rejected, .. } = counts;
        LabTubes { expected, received, backlog, called, positive, rejected }
    }
}

/// The newest board of every region.
pub type Boards = BTreeMap<Region, Progress>;

/// Where the writer puts boards and readers find them.
pub struct Board {
    boards: ArcSwap<Boards>,
    changed: watch::Sender<At>,
    pace: Mutex<Pace>,
    roster: Mutex<BTreeMap<Region, BTreeMap<u32, u64>>>,
}

struct Pace {
    since: Stopwatch,
    /// Registrations by region at recent moments, to tell the rate.
    history: Vec<(At, BTreeMap<Region, i64>)>,
}

impl Default for Board {
    fn default() -> Self {
        Board {
            boards: ArcSwap::default(),
            changed: watch::channel(At(0)).0,
            pace: Mutex::new(Pace { since: Stopwatch::start(), history: Vec::new() }),
            roster: Mutex::new(BTreeMap::new()),
        }
    }
}

impl Board {
    /// The newest boards.
    pub fn boards(&self) -> Arc<Boards> {
        self.boards.load_full()
    }

    /// Wakes whoever watches at each new board.
    pub fn subscribe(&self) -> watch::Receiver<At> {
        self.changed.subscribe()
    }

    /// Sets how many people the grid expects, by township.
    pub fn expects(&self, region: Region, people: BTreeMap<u32, u64>) {
        if let Ok(mut roster) = self.roster.lock() {
            roster.insert(region, people);
        }
    }

    /// Makes new boards when the last ones are old enough, or in any case when `quiet`; tells
    /// whether it did.
    pub fn publish_paced(&self, slices: &BTreeMap<Region, Slice>, now: At, quiet: bool) -> bool {
        let due = self.pace.lock().is_ok_and(|pace| pace.since.elapsed() >= BOARD_EVERY);
        if due || quiet {
            self.publish(slices, now);
        }
        due || quiet
    }

    /// Makes new boards.
    pub fn publish(&self, slices: &BTreeMap<Region, Slice>, now: At) {
        let roster = self.roster.lock().map(|roster| roster.clone()).unwrap_or_default();
        let mut boards: Boards = slices
            .iter()
            .map(|(region, slice)| (*region, progress(slice, now, roster.get(region))))
            .collect();
        self.rate(now, &mut boards);
        self.boards.store(Arc::new(boards));
        self.changed.send_replace(now);
    }

    fn rate(&self, now: At, boards: &mut Boards) {
        let Ok(mut pace) = self.pace.lock() else { return };
        pace.since = Stopwatch::start();
        pace.history.retain(|(at, _)| *at >= now - Minutes(1));
        if pace.history.last().is_none_or(|(at, _)| now.0 - at.0 >= 1_000) {
            let registered = boards.iter().map(|(region, board)| (*region, board.total.registered));
            pace.history.push((now, registered.collect()));
        }
        let Some((at, before)) = pace.history.first().filter(|(at, _)| now.0 > at.0) else {
            return;
        };
        let minutes = (now.0 - at.0) as f64 / 60_000.0;
        for (region, board) in boards {
            let before = before.get(region).copied().unwrap_or(0);
            board.rate_per_minute = (board.total.registered - before) as f64 / minutes;
        }
    }
}

fn progress(slice: &Slice, now: At, roster: Option<&BTreeMap<u32, u64>>) -> Progress {
    let state = &slice.state;
    let mut sites: BTreeMap<SiteId, Counts> = BTreeMap::new();
    for ((lane, _), counts) in &state.tally.lanes {
        if let Some(site) = state.campaign.site_of(*lane) {
            sites.entry(site.id).or_default().add(counts);
        }
    }
    let silent = || state.notices.values().filter(|told| !told.is_confirmed);
    let raised = silent().filter(|told| told.step > 0).count() as u64;
    let open = || state.recollections.values().filter(|owed| owed.is_open());
    let late = open().filter(|owed| owed.is_late(now)).count() as u64;
    Progress {
        at: now,
        roster: roster.cloned().unwrap_or_default(),
        coverage: slice.coverage(),
        total: state.tally.total(),
        sites,
        lanes: state.tally.lanes.clone(),
        fetched: state.books.fetched.iter().map(|(site, at)| (*site, *at)).collect(),
        stands: lab_stand::all(state, now),
        labs: state.tally.labs.iter().map(|(lab, counts)| (*lab, *counts)).collect(),
        recollections: (open().count() as u64, late),
        notices: (silent().count() as u64, raised),
        discrepancies: state.discrepancies.len() as u64,
        rate_per_minute: 0.0,
        index_bytes: slice.index_bytes(),
    }
}
