//! The one writer: a thread that takes commands as they come, decides them in order, commits
//! them together and answers only then.
//!
//! A batch fills itself: whatever arrives while one commit is on its way to the disk is the next
//! one. Alone, a command does not wait.

use std::collections::BTreeMap;
use std::fs::{File, TryLockError};
use std::panic::AssertUnwindSafe;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::time::Duration;

use tenfold_domain::campaign::Campaign;
use tenfold_domain::code::{PersonKey, Region};
use tenfold_domain::command::Command;
use tenfold_domain::refusal::{Refusal, Refused};
use tenfold_domain::time::At;
use tokio::sync::oneshot;

use super::clock::{self, Stopwatch};
use super::metrics::Metrics;
use super::progress::Board;
use super::routing::Roads;
use super::slice::{Decided, Slice};
use crate::storage::open;
use crate::storage::{Entry, Store, StoreError};

/// Most commands in one commit.
const BATCH_MAX: usize = 4_096;

/// Heads that may wait before they are written even when the last time is short ago.
const DIRTY_SMALL: usize = 256;

/// Longest time heads wait for a busy writer.
const HEADS_EVERY: Duration = Duration::from_millis(250);

/// A board is made at least this often: clocks run out while nobody scans.
const BOARD_AT_LEAST_EVERY: Duration = Duration::from_secs(1);

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
    Latest(Region, Vec<PersonKey>, oneshot::Sender<Vec<(PersonKey, u64)>>),
    Roads(Region, oneshot::Sender<Option<Roads>>),
    Expected(Region, Vec<(PersonKey, u8)>, oneshot::Sender<()>),
    Probe(oneshot::Sender<Result<(), Unavailable>>),
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
        self.latest_of(region, vec![person]).await.first().map(|(_, seq)| *seq)
    }

    /// The same of several; who was never registered is left out.
    pub async fn latest_of(&self, region: Region, people: Vec<PersonKey>) -> Vec<(PersonKey, u64)> {
        let (reply, answer) = oneshot::channel();
        match self.jobs.send(Job::Latest(region, people, reply)) {
            Ok(()) => answer.await.unwrap_or_default(),
            Err(_) => Vec::new(),
        }
    }

    /// What routing decides by, as it stands now; `None` for an unknown region.
    pub async fn roads(&self, region: Region) -> Option<Roads> {
        let (reply, answer) = oneshot::channel();
        self.jobs.send(Job::Roads(region, reply)).ok()?;
        answer.await.ok().flatten()
    }

    /// Tells the writer some people of the roster with their batches, and waits until it knows
    /// them; false when there is no writer any more. Not to be called where requests are answered.
    pub fn expected(&self, region: Region, people: Vec<(PersonKey, u8)>) -> bool {
        let (reply, answer) = oneshot::channel();
        let sent = self.jobs.send(Job::Expected(region, people, reply));
        sent.is_ok() && answer.blocking_recv().is_ok()
    }

    /// Whether the store takes writes now, or why not.
    pub async fn probe(&self) -> Result<(), Unavailable> {
        let (reply, answer) = oneshot::channel();
        let sent = self.jobs.send(Job::Probe(reply));
        sent.map_err(|_| Unavailable::Stopping)?;
        answer.await.unwrap_or(Err(Unavailable::Stopping))
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
        let mut store = open::store(&data)?;
        let mut slices = BTreeMap::new();
        for campaign in &campaigns {
            slices.insert(campaign.region, Slice::open(store.as_mut(), campaign.clone())?);
        }
        let (jobs, inbox) = channel();
        let waiting = Arc::new(AtomicUsize::new(0));
        let desk = Desk { jobs, waiting: waiting.clone(), waiting_max };
        let mut room =
            Room { store, slices, campaigns, waiting, board, metrics, failing: false, _lock: lock };
        room.board.publish(&room.slices, clock::now());
        let thread = std::thread::Builder::new()
            .name("writer".into())
            .spawn(move || {
                let ended = std::panic::catch_unwind(AssertUnwindSafe(|| room.run(&inbox)));
                if ended.is_err() {
                    // A service that reads and never writes again would look alive.
                    tracing::error!("the writer ended by a fault; the service ends");
                    std::process::abort();
                }
            })
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
    store: Box<dyn Store>,
    slices: BTreeMap<Region, Slice>,
    campaigns: Vec<Arc<Campaign>>,
    waiting: Arc<AtomicUsize>,
    board: Arc<Board>,
    metrics: Arc<Metrics>,
    /// The store failed last time.
    failing: bool,
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
    /// Since something was committed or put in order last.
    rest: Stopwatch,
    /// Every head is written and the newest board is out.
    idle: bool,
}

type Batch = Vec<(Vec<Ask>, Reply)>;

impl Room {
    fn run(&mut self, inbox: &Receiver<Job>) {
        let idle = self.slices.values().all(|slice| slice.dirty() == 0);
        let mut pace = Pace { heads: Stopwatch::start(), rest: Stopwatch::start(), idle };
        loop {
            let wait = if pace.idle { BOARD_AT_LEAST_EVERY } else { HEADS_EVERY };
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
                let slice = self.slices.get(&region);
                let latest = |person| slice.and_then(|slice| Some((person, slice.latest(person)?)));
                // Who asked may have gone; then nobody needs the answer.
                let _ = reply.send(people.into_iter().filter_map(latest).collect());
            }
            Job::Roads(region, reply) => {
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
        let outcome = self.decide_all(&batch, now).and_then(|decided| {
            let dirty: usize = self.slices.values().map(Slice::dirty).sum();
            let with_heads = quiet || dirty <= DIRTY_SMALL || pace.heads.elapsed() >= HEADS_EVERY;
            let appends: Vec<_> =
                self.slices.values().filter_map(|slice| slice.append(with_heads, now)).collect();
            if !appends.is_empty() {
                self.store.append(&appends)?;
            }
            Ok((decided, with_heads))
        });
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

    fn decide_all(
        &mut self,
        batch: &[(Vec<Ask>, Reply)],
        now: At,
    ) -> Result<Vec<Decided>, StoreError> {
        let all = || batch.iter().flat_map(|(asks, _)| asks);
        for (region, slice) in &mut self.slices {
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

    /// Nothing of the batch was kept, and everybody is told. Where the state ran ahead of the
    /// disk it is read again; heads that could not be written wait for the next time.
    fn failed(&mut self, batch: Batch, error: &StoreError) {
        tracing::error!(%error, "a commit failed; nothing of it was kept");
        // Known before anybody is told: who asks next must not hear that all is well.
        self.failing = true;
        self.metrics.failed();
        refuse(batch, unavailable(error));
        if self.slices.values().all(|slice| !slice.is_ahead()) {
            self.slices.values_mut().for_each(Slice::forget_batch);
            return;
        }
        if let Err(error) = self.read_again() {
            tracing::error!(%error, "the state cannot be read again yet; nothing is answered");
        }
    }

    /// Reads every region anew. Where it cannot be, none is held: a state that differs from the
    /// store would answer wrongly.
    fn read_again(&mut self) -> Result<(), StoreError> {
        // First gone, then read: both at once would need twice the memory.
        self.slices.clear();
        let mut slices = BTreeMap::new();
        for campaign in &self.campaigns {
            slices.insert(campaign.region, Slice::open(self.store.as_mut(), campaign.clone())?);
        }
        self.slices = slices;
        Ok(())
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
