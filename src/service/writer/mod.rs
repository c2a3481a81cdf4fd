//! The one writer: a thread that takes commands as they come, decides them in order, commits
//! them together and answers only then.
//!
//! A batch fills itself: whatever arrives while one commit is on its way to the disk is the next
//! one. Alone, a command does not wait.

mod room;
mod turn;

use std::fs::{File, TryLockError};
use std::panic::AssertUnwindSafe;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::{Sender, channel};

use tenfold_domain::campaign::Campaign;
use tenfold_domain::code::{PersonKey, Region};
use tenfold_domain::command::Command;
use tenfold_domain::refusal::Refused;
use tokio::sync::oneshot;

use super::metrics::Metrics;
use super::progress::Board;
use super::routing::Roads;
use crate::storage::{Entry, StoreError};
use room::Room;

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
        let (jobs, inbox) = channel();
        let waiting = Arc::new(AtomicUsize::new(0));
        let mut room = Room::open(&data, campaigns, waiting.clone(), board, metrics)?;
        let desk = Desk { jobs, waiting, waiting_max };
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

/// Takes the data folder for this process; the system gives it back when the process ends,
/// however it ends. Two writers with a state each would contradict one another.
pub fn only_writer(data: &Path) -> Result<File, StoreError> {
    let failed = |error: std::io::Error| StoreError::Backend(error.to_string());
    let path = data.join("writer.lock");
    let file = File::options().create(true).append(true).open(path).map_err(failed)?;
    match file.try_lock() {
        Ok(()) => Ok(file),
        Err(TryLockError::WouldBlock) => Err(StoreError::InUse(data.display().to_string())),
        Err(TryLockError::Error(error)) => Err(failed(error)),
    }
}
