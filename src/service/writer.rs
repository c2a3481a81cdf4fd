//! The one writer: a thread that takes commands as they come, decides them in order, commits
//! them together and answers only then.
//!
//! A batch fills itself: whatever arrives while one commit is on its way to the disk is the next
//! one. Alone, a command does not wait.

use std::collections::BTreeMap;
use std::fs::{File, TryLockError};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::time::Duration;

use tenfold_domain::campaign::Campaign;
use tenfold_domain::code::{PersonKey, Region};
use tenfold_domain::command::Command;
use tenfold_domain::refusal::{Refusal, Refused};
use tokio::sync::oneshot;

use super::clock::{self, Stopwatch};
use super::metrics::Metrics;
use super::progress::Board;
use super::slice::{Decided, Slice};
use crate::storage::sqlite::SqliteStore;
use crate::storage::{Entry, Store, StoreError};

/// Most commands in one commit.
const BATCH_MAX: usize = 4_096;

/// Heads that may wait before they are written even when the last time is short ago.
const DIRTY_SMALL: usize = 256;

/// Longest time heads wait for a busy writer.
const HEADS_EVERY: Duration = Duration::from_millis(250);

/// A command on its way to the writer.
pub struct Ask {
    /// The region it belongs to.
    pub region: Region,
    /// What is asked.
    pub command: Command,
}

/// What became of a command.
#[derive(Clone, Debug)]
pub enum Answer {
    /// New facts, durable now.
    Recorded(Facts),
    /// Recorded before: the facts of the same scan, if there are any.
    Already(Facts),
    /// Turned away.
    Refused(Refused),
}

/// Some facts of a commit, shared with its other answers.
#[derive(Clone, Debug)]
pub struct Facts {
    commit: Arc<Vec<Entry>>,
    range: std::ops::Range<usize>,
}

impl std::ops::Deref for Facts {
    type Target = [Entry];
    fn deref(&self) -> &[Entry] {
        &self.commit[self.range.clone()]
    }
}

/// Why the writer takes nothing now; nothing of the batch was kept.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
pub enum Unavailable {
    /// Too many commands wait.
    #[error("too many commands wait")]
    Overloaded,
    /// No space on the disk.
    #[error("the disk is full")]
    DiskFull,
    /// The store failed.
    #[error("the store failed")]
    StoreFailed,
    /// The service is stopping.
    #[error("the service is stopping")]
    Stopping,
}

type Reply = oneshot::Sender<Result<Vec<Answer>, Unavailable>>;

enum Job {
    Commands(Vec<Ask>, Reply),
    Latest(Region, PersonKey, oneshot::Sender<Option<u64>>),
    Probe(oneshot::Sender<bool>),
    Stop,
}

/// The way to the writer; cheap to clone.
#[derive(Clone)]
pub struct Desk {
    jobs: Sender<Job>,
    waiting: Arc<AtomicUsize>,
    waiting_max: usize,
}

impl Desk {
    /// Hands commands to the writer and waits for the commit. Answers come in order.
    pub async fn ask(&self, asks: Vec<Ask>) -> Result<Vec<Answer>, Unavailable> {
        let count = asks.len();
        if self.waiting.fetch_add(count, Ordering::AcqRel) + count > self.waiting_max.max(count) {
            self.waiting.fetch_sub(count, Ordering::AcqRel);
            return Err(Unavailable::Overloaded);
        }
        let (reply, answer) = oneshot::channel();
        let sent = self.jobs.send(Job::Commands(asks, reply));
        if sent.is_err() {
            self.waiting.fetch_sub(count, Ordering::AcqRel);
            return Err(Unavailable::Stopping);
        }
        answer.await.unwrap_or(Err(Unavailable::Stopping))
    }

    /// Ledger number of a person's latest registration.
    pub async fn latest(&self, region: Region, person: PersonKey) -> Option<u64> {
        let (reply, answer) = oneshot::channel();
        self.jobs.send(Job::Latest(region, person, reply)).ok()?;
        answer.await.ok().flatten()
    }

    /// Whether the store takes writes now.
    pub async fn probe(&self) -> bool {
        let (reply, answer) = oneshot::channel();
        self.jobs.send(Job::Probe(reply)).is_ok() && answer.await.unwrap_or(false)
    }

    /// How full the queue is, 0 to 1.
    pub fn fullness(&self) -> f64 {
        self.waiting.load(Ordering::Acquire) as f64 / self.waiting_max as f64
    }
}

/// The writer's thread and how to end it.
pub struct Writer {
    desk: Desk,
    thread: Option<std::thread::JoinHandle<()>>,
}

impl Writer {
    /// Opens the store, reads every region and starts the thread. `waiting_max` is how many
    /// commands may wait before new ones are turned away.
    pub fn start(
        data: PathBuf,
        campaigns: Vec<Arc<Campaign>>,
        waiting_max: usize,
        board: Arc<Board>,
        metrics: Arc<Metrics>,
    ) -> Result<Writer, StoreError> {
        let lock = only_writer(&data)?;
        let mut store = SqliteStore::open(&data)?;
        let mut slices = BTreeMap::new();
        for campaign in &campaigns {
            slices.insert(campaign.region, Slice::open(&mut store, campaign.clone())?);
        }
        let (jobs, inbox) = channel();
        let waiting = Arc::new(AtomicUsize::new(0));
        let desk = Desk { jobs, waiting: waiting.clone(), waiting_max };
        let mut room = Room { store, slices, campaigns, waiting, board, metrics, _lock: lock };
        room.board.publish(&room.slices, clock::now());
        let thread = std::thread::Builder::new()
            .name("writer".into())
            .spawn(move || room.run(&inbox))
            .map_err(|error| StoreError::Backend(error.to_string()))?;
        Ok(Writer { desk, thread: Some(thread) })
    }

    /// The way to it.
    pub fn desk(&self) -> Desk {
        self.desk.clone()
    }

    /// Answers what was accepted, writes the last heads and ends.
    pub fn stop(mut self) {
        // A writer that is gone already has answered everything it had.
        let _ = self.desk.jobs.send(Job::Stop);
        if let Some(thread) = self.thread.take()
            && thread.join().is_err()
        {
            tracing::error!(
                "the writer ended by a fault; facts are safe, heads are caught up at start"
            );
        }
    }
}

/// What the thread holds.
struct Room {
    store: SqliteStore,
    slices: BTreeMap<Region, Slice>,
    campaigns: Vec<Arc<Campaign>>,
    waiting: Arc<AtomicUsize>,
    board: Arc<Board>,
    metrics: Arc<Metrics>,
    /// Held as long as this process may write.
    _lock: File,
}

/// Takes the data folder for this process; the system gives it back when the process ends,
/// however it ends. Two writers with a state each would contradict one another.
fn only_writer(data: &Path) -> Result<File, StoreError> {
    let failed = |error: std::io::Error| StoreError::Backend(error.to_string());
    let path = data.join("writer.lock");
    let file = File::options().create(true).append(true).open(path).map_err(failed)?;
    match file.try_lock() {
        Ok(()) => Ok(file),
        Err(TryLockError::WouldBlock) => Err(StoreError::InUse(data.display().to_string())),
        Err(TryLockError::Error(error)) => Err(failed(error)),
    }
}

/// Pace of what need not happen in every commit.
struct Pace {
    heads: Stopwatch,
    idle: bool,
}

impl Room {
    fn run(&mut self, inbox: &Receiver<Job>) {
        let mut pace = Pace { heads: Stopwatch::start(), idle: true };
        loop {
            let first = if pace.idle {
                inbox.recv().map_err(|_| RecvTimeoutError::Disconnected)
            } else {
                inbox.recv_timeout(HEADS_EVERY)
            };
            let mut stop = false;
            let mut batch = Vec::new();
            match first {
                Ok(job) => stop = self.take(job, &mut batch),
                Err(RecvTimeoutError::Timeout) => {}
                Err(RecvTimeoutError::Disconnected) => stop = true,
            }
            let mut count: usize =
                batch.iter().map(|(asks, _): &(Vec<Ask>, Reply)| asks.len()).sum();
            while count < BATCH_MAX && !stop {
                let Ok(job) = inbox.try_recv() else { break };
                let before = batch.len();
                stop = self.take(job, &mut batch);
                count += batch[before..].iter().map(|(asks, _)| asks.len()).sum::<usize>();
            }
            self.commit(batch, count, &mut pace, stop);
            if stop {
                return;
            }
        }
    }

    /// Sorts a job; true asks to stop.
    fn take(&mut self, job: Job, batch: &mut Vec<(Vec<Ask>, Reply)>) -> bool {
        match job {
            Job::Commands(asks, reply) => batch.push((asks, reply)),
            Job::Latest(region, person, reply) => {
                let latest = self.slices.get(&region).and_then(|slice| slice.latest(person));
                // Who asked may have gone; then nobody needs the answer.
                let _ = reply.send(latest);
            }
            Job::Probe(reply) => {
                let takes = self.store.probe().is_ok();
                if takes {
                    self.metrics.recovered();
                }
                // As above.
                let _ = reply.send(takes);
            }
            Job::Stop => return true,
        }
        false
    }

    fn commit(&mut self, batch: Vec<(Vec<Ask>, Reply)>, count: usize, pace: &mut Pace, stop: bool) {
        let watch = Stopwatch::start();
        let now = clock::now();
        let outcome = self.decide_all(&batch, now).and_then(|decided| {
            let dirty: usize = self.slices.values().map(Slice::dirty).sum();
            let idle = batch.is_empty() || stop;
            let with_heads = idle || dirty <= DIRTY_SMALL || pace.heads.elapsed() >= HEADS_EVERY;
            let appends: Vec<_> =
                self.slices.values().filter_map(|slice| slice.append(with_heads, now)).collect();
            if !appends.is_empty() {
                self.store.append(&appends)?;
            }
            if with_heads {
                pace.heads = Stopwatch::start();
            }
            pace.idle = with_heads;
            Ok((decided, with_heads))
        });
        self.waiting.fetch_sub(count, Ordering::AcqRel);
        match outcome {
            Ok((decided, with_heads)) => {
                let commits: BTreeMap<Region, Arc<Vec<Entry>>> = self
                    .slices
                    .iter_mut()
                    .map(|(region, slice)| (*region, Arc::new(slice.committed(with_heads))))
                    .collect();
                self.metrics.committed(count, watch.elapsed());
                answer(batch, decided, &commits);
                self.board.publish_paced(&self.slices, now, with_heads);
            }
            Err(error) => self.failed(batch, &error),
        }
    }

    fn decide_all(
        &mut self,
        batch: &[(Vec<Ask>, Reply)],
        now: tenfold_domain::time::At,
    ) -> Result<Vec<Decided>, StoreError> {
        let all = || batch.iter().flat_map(|(asks, _)| asks);
        for (region, slice) in &mut self.slices {
            let own = all().filter(|ask| ask.region == *region).map(|ask| &ask.command);
            slice.prepare(&mut self.store, own)?;
        }
        all()
            .map(|ask| match self.slices.get_mut(&ask.region) {
                Some(slice) => slice.decide(&mut self.store, now, &ask.command),
                None => Ok(Decided::Refused(Refusal::RegionUnknown.into())),
            })
            .collect()
    }

    /// Nothing of the batch was kept: everybody is told, and the state is read again from what
    /// is on the disk. New work is refused until the store takes writes.
    fn failed(&mut self, batch: Vec<(Vec<Ask>, Reply)>, error: &StoreError) {
        tracing::error!(%error, "a commit failed; nothing of it was kept");
        let why = match error {
            StoreError::Full => Unavailable::DiskFull,
            _ => Unavailable::StoreFailed,
        };
        for (_, reply) in batch {
            let _ = reply.send(Err(why));
        }
        self.metrics.failed();
        let mut slices = BTreeMap::new();
        for campaign in &self.campaigns {
            match Slice::open(&mut self.store, campaign.clone()) {
                Ok(slice) => slices.insert(campaign.region, slice),
                Err(error) => {
                    tracing::error!(%error, "the state cannot be read again; the service ends");
                    // Going on with a state that differs from the disk would answer wrongly.
                    std::process::abort();
                }
            };
        }
        self.slices = slices;
    }
}

fn answer(
    batch: Vec<(Vec<Ask>, Reply)>,
    decided: Vec<Decided>,
    commits: &BTreeMap<Region, Arc<Vec<Entry>>>,
) {
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
