//! The writer's thread: what it holds, and the way of a batch through it.

use std::collections::BTreeMap;
use std::fs::File;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::{Receiver, RecvTimeoutError};
use std::time::Duration;

use tenfold_domain::campaign::Campaign;
use tenfold_domain::code::Region;
use tenfold_domain::refusal::{Refusal, Refused};

use super::super::clock::{self, Stopwatch};
use super::super::metrics::Metrics;
use super::super::progress::Board;
use super::super::routing::Roads;
use super::super::slice::{Decided, Slice};
use super::turn::{FOLLOW_EVERY, read_all};
use super::{Answer, Ask, Facts, Job, Reply, Unavailable, only_writer};
use crate::storage::open;
use crate::storage::{Entry, Store, StoreError};

/// Most commands in one commit.
const BATCH_MAX: usize = 4_096;

/// Longest time heads wait for a busy writer.
pub(super) const HEADS_EVERY: Duration = Duration::from_millis(250);

/// A board is made at least this often: clocks run out while nobody scans.
const BOARD_AT_LEAST_EVERY: Duration = Duration::from_secs(1);

/// What the thread holds.
pub(super) struct Room {
    pub store: Box<dyn Store>,
    pub slices: BTreeMap<Region, Slice>,
    pub campaigns: Vec<Arc<Campaign>>,
    waiting: Arc<AtomicUsize>,
    board: Arc<Board>,
    metrics: Arc<Metrics>,
    /// The store failed last time.
    failing: bool,
    /// Since all that other services wrote was made our own.
    pub followed: Stopwatch,
    /// Since the store was put in order.
    pub tidied: Stopwatch,
    /// Held as long as this process alone may write.
    _lock: Option<File>,
}

/// Pace of what need not happen in every commit.
pub(super) struct Pace {
    pub heads: Stopwatch,
    /// Since something was committed or put in order last.
    rest: Stopwatch,
    /// Every head is written and the newest board is out.
    idle: bool,
}

pub(super) type Batch = Vec<(Vec<Ask>, Reply)>;

impl Room {
    /// Opens the store and reads every region.
    pub(super) fn open(
        data: &Path,
        campaigns: Vec<Arc<Campaign>>,
        waiting: Arc<AtomicUsize>,
        board: Arc<Board>,
        metrics: Arc<Metrics>,
    ) -> Result<Room, StoreError> {
        let mut store = open::store(data)?;
        let lock = if store.is_shared() { None } else { Some(only_writer(data)?) };
        let slices = read_all(store.as_mut(), &campaigns)?;
        board.publish(&slices, clock::now());
        Ok(Room {
            store,
            slices,
            campaigns,
            waiting,
            board,
            metrics,
            failing: false,
            followed: Stopwatch::start(),
            tidied: Stopwatch::start(),
            _lock: lock,
        })
    }

    /// Works until it is asked to stop.
    pub(super) fn run(&mut self, inbox: &Receiver<Job>) {
        let idle = self.slices.values().all(|slice| slice.dirty() == 0);
        let mut pace = Pace { heads: Stopwatch::start(), rest: Stopwatch::start(), idle };
        loop {
            let wait = match pace.idle {
                true if self.store.is_shared() => FOLLOW_EVERY,
                true => BOARD_AT_LEAST_EVERY,
                false => HEADS_EVERY,
            };
            let (mut stop, mut quiet) = (false, false);
            let mut batch = Vec::new();
            match inbox.recv_timeout(wait) {
                Ok(job) => stop = self.take(job, &mut batch),
                Err(RecvTimeoutError::Timeout) => quiet = true,
                Err(RecvTimeoutError::Disconnected) => stop = true,
            }
            let mut count = commands(&batch);
            while count < BATCH_MAX && !stop {
                let Ok(job) = inbox.try_recv() else { break };
                let before = batch.len();
                stop = self.take(job, &mut batch);
                count += commands(&batch[before..]);
            }
            // Questions in a stream must not keep heads and boards waiting.
            quiet |= batch.is_empty() && pace.rest.elapsed() >= wait;
            if stop || quiet || !batch.is_empty() {
                pace.rest = Stopwatch::start();
                self.commit(batch, &mut pace, stop || quiet);
                self.waiting.fetch_sub(count, Ordering::AcqRel);
            }
            if stop {
                return;
            }
        }
    }

    /// Sorts a job; true asks to stop.
    fn take(&mut self, job: Job, batch: &mut Batch) -> bool {
        match job {
            Job::Commands(asks, reply) => batch.push((asks, reply)),
            Job::Latest(region, people, reply) => {
                self.follow_for_a_question();
                let slice = self.slices.get(&region);
                let latest = |person| slice.and_then(|slice| Some((person, slice.latest(person)?)));
                // Who asked may have gone; then nobody needs the answer.
                let _ = reply.send(people.into_iter().filter_map(latest).collect());
            }
            Job::Roads(region, reply) => {
                self.follow_for_a_question();
                // As above.
                let _ = reply.send(self.slices.get(&region).map(|slice| Roads::of(&slice.state)));
            }
            Job::Expected(region, people, reply) => {
                if let Some(slice) = self.slices.get_mut(&region) {
                    slice.expected(&people);
                }
                // As above.
                let _ = reply.send(());
            }
            Job::Probe(reply) => {
                // As above.
                let _ = reply.send(self.takes_writes());
            }
            Job::Stop => return true,
        }
        false
    }

    /// Decides a batch, commits it and answers. When `quiet`, everything that may wait is done.
    fn commit(&mut self, batch: Batch, pace: &mut Pace, quiet: bool) {
        let watch = Stopwatch::start();
        let now = clock::now();
        if let Err(why) = self.takes_writes() {
            return refuse(batch, why);
        }
        let mut outcome = self.try_to_commit(&batch, now, pace, quiet);
        if let Err(error @ StoreError::Overtaken) = &outcome {
            // Decided on what another service has changed since: once more on what stands now.
            tracing::warn!(%error, "the state is read again");
            let read = self.read_again();
            outcome = read.and_then(|()| self.try_to_commit(&batch, now, pace, quiet));
        }
        match outcome {
            Ok((decided, with_heads)) => {
                let commits: BTreeMap<Region, Arc<Vec<Entry>>> = self
                    .slices
                    .iter_mut()
                    .map(|(region, slice)| (*region, Arc::new(slice.committed(with_heads))))
                    .collect();
                self.metrics.committed(commands(&batch), watch.elapsed());
                answer(batch, decided, &commits);
                if with_heads {
                    pace.heads = Stopwatch::start();
                }
                let shown = self.board.publish_paced(&self.slices, now, quiet);
                pace.idle = with_heads && shown;
            }
            Err(error) => self.failed(batch, &error),
        }
    }

    /// Whether the store takes writes, as far as is known; one that failed is tried again before
    /// anything is decided for nothing.
    fn takes_writes(&mut self) -> Result<(), Unavailable> {
        if !self.failing {
            return Ok(());
        }
        self.store.probe().map_err(|error| unavailable(&error))?;
        if self.slices.len() < self.campaigns.len() {
            self.read_again().map_err(|error| unavailable(&error))?;
        }
        self.failing = false;
        self.metrics.recovered();
        Ok(())
    }

    /// Nothing of the batch was kept, and everybody is told. Where the state ran ahead of the
    /// disk it is read again; heads that could not be written wait for the next time.
    fn failed(&mut self, batch: Batch, error: &StoreError) {
        tracing::error!(%error, "a commit failed; nothing of it was kept");
        // Known before anybody is told: who asks next must not hear that all is well.
        self.failing = true;
        self.metrics.failed();
        self.store.let_go();
        refuse(batch, unavailable(error));
        if self.slices.values().all(|slice| !slice.is_ahead()) {
            self.slices.values_mut().for_each(Slice::forget_batch);
            return;
        }
        if let Err(error) = self.read_again() {
            tracing::error!(%error, "the state cannot be read again yet; nothing is answered");
        }
    }
}

fn commands(batch: &[(Vec<Ask>, Reply)]) -> usize {
    batch.iter().map(|(asks, _)| asks.len()).sum()
}

fn unavailable(error: &StoreError) -> Unavailable {
    match error {
        StoreError::Full => Unavailable::DiskFull,
        _ => Unavailable::StoreFailed,
    }
}

fn refuse(batch: Batch, why: Unavailable) {
    for (_, reply) in batch {
        // Who asked may have gone; then nobody needs the answer.
        let _ = reply.send(Err(why));
    }
}

fn answer(batch: Batch, decided: Vec<Decided>, commits: &BTreeMap<Region, Arc<Vec<Entry>>>) {
    let mut decided = decided.into_iter();
    for (asks, reply) in batch {
        let answers = asks.iter().zip(&mut decided).map(|(ask, decided)| match decided {
            Decided::Recorded(range) => match commits.get(&ask.region) {
                Some(commit) => Answer::Recorded(Facts { commit: commit.clone(), range }),
                None => Answer::Refused(Refused::from(Refusal::RegionUnknown)),
            },
            Decided::Already(entries) => {
                let range = 0..entries.len();
                Answer::Already(Facts { commit: Arc::new(entries), range })
            }
            Decided::Refused(refused) => Answer::Refused(refused),
        });
        // Who asked may have gone; what they asked is kept all the same.
        let _ = reply.send(Ok(answers.collect()));
    }
}
