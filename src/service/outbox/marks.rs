//! What became of tries, kept by one thread in few commits: a commit a notice would cost more
//! than the notice and hold up the clerks' own.

use std::collections::BTreeMap;
use std::sync::mpsc::{Receiver, RecvTimeoutError, SyncSender, sync_channel};
use std::thread::JoinHandle;
use std::time::Duration;

use tenfold_domain::code::Region;
use tenfold_domain::term::Delivery;
use tenfold_domain::time::At;
use tokio::sync::watch;

use super::super::clock::Stopwatch;
use crate::storage::StoreError;
use crate::storage::db::Connection;
use crate::storage::tables::outbox::{self, Mark};
use crate::storage::tables::skip;
use crate::storage::tables::upstream::{self, Progress};

/// What is sent and not marked yet, at most: with a full disk sending stops here.
const WAITING_MAX: usize = 1_024;
/// How long marks gather for one commit.
const GATHER: Duration = Duration::from_millis(50);
/// Marks of one commit, at most.
const TOGETHER_MAX: usize = 4_096;
/// Before a commit that failed is tried again.
const RETRY: Duration = Duration::from_secs(1);

enum Job {
    Tried(Region, Mark),
    /// Served up to this fact: nothing of what lies before is for the endpoint.
    Served(Region, u16, u64),
    /// How far an upstream is.
    Pushed(Region, u16, Progress),
    /// The batch of an upstream that ends there was left out.
    Skipped(Region, u16, u64, At),
    Flush(SyncSender<()>),
}

/// The way to the thread.
#[derive(Clone)]
pub struct Marks {
    jobs: SyncSender<Job>,
}

/// There is no thread any more: the service stops.
pub struct Gone;

impl Marks {
    /// Starts it. It ends when nobody holds a way to it any more.
    pub fn start(
        store: Connection,
        stopped: watch::Receiver<bool>,
    ) -> Result<(Marks, JoinHandle<()>), StoreError> {
        let (jobs, inbox) = sync_channel(WAITING_MAX);
        let run = move || run(store, &inbox, stopped);
        let thread = std::thread::Builder::new().name("notice marks".into()).spawn(run);
        let thread = thread.map_err(|error| StoreError::Backend(error.to_string()))?;
        Ok((Marks { jobs }, thread))
    }

    /// Keeps what became of a try, soon.
    pub fn tried(&self, region: Region, mark: Mark) -> Result<(), Gone> {
        self.jobs.send(Job::Tried(region, mark)).map_err(|_| Gone)
    }

    /// An endpoint was served up to this fact.
    pub fn served(&self, region: Region, endpoint: u16, upto: u64) -> Result<(), Gone> {
        self.jobs.send(Job::Served(region, endpoint, upto)).map_err(|_| Gone)
    }

    /// An upstream is so far.
    pub fn pushed(&self, region: Region, number: u16, to: Progress) -> Result<(), Gone> {
        self.jobs.send(Job::Pushed(region, number, to)).map_err(|_| Gone)
    }

    /// The batch of an upstream that ends with this fact was left out.
    pub fn skipped(&self, region: Region, number: u16, upto: u64, at: At) -> Result<(), Gone> {
        self.jobs.send(Job::Skipped(region, number, upto, at)).map_err(|_| Gone)
    }

    /// Waits until everything said before is on the disk.
    pub fn flush(&self) -> Result<(), Gone> {
        let (done, kept) = sync_channel(1);
        self.jobs.send(Job::Flush(done)).map_err(|_| Gone)?;
        kept.recv().map_err(|_| Gone)
    }
}

/// What one commit keeps.
#[derive(Default)]
struct Gathered {
    marks: BTreeMap<Region, Vec<Mark>>,
    /// Of an endpoint: up to which fact it was served, and how many more were delivered.
    served: BTreeMap<(Region, u16), (u64, u64)>,
    /// How far each upstream is.
    pushed: BTreeMap<(Region, u16), Progress>,
    /// Batches of upstreams that were left out, and when.
    skipped: Vec<((Region, u16), (u64, At))>,
    waiting: Vec<SyncSender<()>>,
    count: usize,
}

impl Gathered {
    fn add(&mut self, job: Job) {
        self.count += 1;
        match job {
            Job::Tried(region, mark) => {
                self.marks.entry(region).or_default().push(mark);
                if mark.state != Delivery::Waiting {
                    let (upto, delivered) = self.served.entry((region, mark.endpoint)).or_default();
                    *upto = mark.notice.max(*upto);
                    *delivered += u64::from(mark.state == Delivery::Delivered);
                }
            }
            Job::Served(region, endpoint, to) => {
                let (upto, _) = self.served.entry((region, endpoint)).or_default();
                *upto = to.max(*upto);
            }
            Job::Pushed(region, number, to) => {
                self.pushed.insert((region, number), to);
            }
            Job::Skipped(region, number, upto, at) => {
                self.skipped.push(((region, number), (upto, at)));
            }
            Job::Flush(done) => self.waiting.push(done),
        }
    }

    fn commit(&self, store: &mut Connection) -> Result<(), StoreError> {
        if self.marks.is_empty() && self.served.is_empty() && self.pushed.is_empty() {
            return Ok(());
        }
        let transaction = store.begin()?;
        for (region, marks) in &self.marks {
            outbox::mark(&transaction, *region, marks)?;
        }
        for (endpoint, (upto, delivered)) in &self.served {
            outbox::serve(&transaction, *endpoint, *upto, *delivered)?;
        }
        for (upstream, progress) in &self.pushed {
            upstream::keep(&transaction, *upstream, progress)?;
        }
        for (upstream, skipped) in &self.skipped {
            skip::done(&transaction, *upstream, *skipped)?;
        }
        transaction.commit()
    }
}

fn run(mut store: Connection, inbox: &Receiver<Job>, stopped: watch::Receiver<bool>) {
    while let Ok(first) = inbox.recv() {
        let mut gathered = Gathered::default();
        gathered.add(first);
        let since = Stopwatch::start();
        // Whoever waits for the commit is not made to wait for more.
        while gathered.count < TOGETHER_MAX && gathered.waiting.is_empty() {
            match inbox.recv_timeout(GATHER.saturating_sub(since.elapsed())) {
                Ok(job) => gathered.add(job),
                Err(RecvTimeoutError::Timeout | RecvTimeoutError::Disconnected) => break,
            }
        }
        while let Err(error) = gathered.commit(&mut store) {
            tracing::warn!(%error, "what became of notices cannot be kept; sending waits");
            if super::rounds::is_stopped(&stopped) {
                return;
            }
            std::thread::sleep(RETRY);
        }
        for done in gathered.waiting {
            // Whoever waited may have stopped.
            let _ = done.send(());
        }
    }
}
