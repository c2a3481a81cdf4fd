//! Plans as jobs: asked for, waited for, worked at one after the other by a thread of its own,
//! kept for a while. They live in memory only; a restart forgets them.
//!
//! ```text
//!  submit ─► waiting (bounded) ─► worker, lowest priority, cores - 1 ─► kept (bounded)
//! ```

use std::collections::VecDeque;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use tenfold_domain::code::Region;

use super::job::{Job, Work};
use crate::setup::posted::Most;

/// How much planning a service takes upon itself.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// Jobs that may wait while one runs.
    pub waiting_max: usize,
    /// Ended jobs that are kept; of more, the one that was asked for first is forgotten.
    pub kept_max: usize,
    /// Bytes of all that they found together; the last one stays whatever it weighs.
    pub kept_bytes_max: usize,
    /// Longest run of a job; what it has found by then is kept.
    pub run_max: Duration,
    /// Largest town.
    pub town: Most,
}

impl Default for Limits {
    fn default() -> Limits {
        Limits {
            waiting_max: 4,
            kept_max: 20,
            kept_bytes_max: 128 << 20,
            run_max: Duration::from_secs(30 * 60),
            town: Most { people: 10_000_000, sites: 5_000 },
        }
    }
}

/// Why a job is not taken.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum NotTaken {
    /// As many wait as may.
    Full,
    /// The service is stopping.
    Stopping,
    /// The system gives no thread or no chance.
    System,
}

/// All jobs of a service.
pub struct Jobs {
    /// What is taken.
    pub limits: Limits,
    /// One town is read at a time: reading one takes a core.
    pub reading: Arc<tokio::sync::Semaphore>,
    book: Mutex<Book>,
}

#[derive(Default)]
struct Book {
    /// Every job that is known, by when it was asked for.
    jobs: VecDeque<Arc<Job>>,
    /// Those that wait, with what is to be done.
    waiting: VecDeque<(Arc<Job>, Work)>,
    /// Whether the worker lives.
    working: bool,
    stopping: bool,
}

impl Default for Jobs {
    fn default() -> Jobs {
        Jobs::new(Limits::default())
    }
}

impl Jobs {
    /// None yet.
    pub fn new(limits: Limits) -> Jobs {
        let reading = Arc::new(tokio::sync::Semaphore::new(1));
        Jobs { limits, reading, book: Mutex::default() }
    }

    /// A book that a fault left behind is as good as before: each change to it is one step.
    fn book(&self) -> MutexGuard<'_, Book> {
        self.book.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Whether a job would be taken now.
    ///
    /// # Errors
    /// Why not.
    pub fn takes(&self) -> Result<(), NotTaken> {
        self.book().takes(self.limits)
    }

    /// Takes a job: it runs when those before it have ended.
    ///
    /// # Errors
    /// Why not.
    pub fn submit(self: &Arc<Self>, region: Region, mut work: Work) -> Result<Arc<Job>, NotTaken> {
        let number = getrandom::u64().map_err(|_| NotTaken::System)?;
        let mut book = self.book();
        book.takes(self.limits)?;
        let job =
            Arc::new(Job::new(format!("{number:016x}"), region, &mut work, self.limits.run_max));
        if !book.working {
            let jobs = self.clone();
            let worker = std::thread::Builder::new().name("planner".into());
            worker.spawn(move || jobs.work()).map_err(|_| NotTaken::System)?;
            book.working = true;
        }
        book.jobs.push_back(job.clone());
        book.waiting.push_back((job.clone(), work));
        Ok(job)
    }

    /// Jobs of a region, newest first.
    pub fn of(&self, region: Region) -> Vec<Arc<Job>> {
        let book = self.book();
        book.jobs.iter().rev().filter(|job| job.region == region).cloned().collect()
    }

    /// A job of a region.
    pub fn find(&self, region: Region, id: &str) -> Option<Arc<Job>> {
        let book = self.book();
        book.jobs.iter().find(|job| job.region == region && job.id == id).cloned()
    }

    /// Jobs that run before this one, which waits.
    pub fn ahead(&self, job: &Job) -> usize {
        let book = self.book();
        let at = book.waiting.iter().position(|(other, _)| other.id == job.id);
        // Beside those before it in the queue the one that runs.
        at.map_or(0, |at| at + usize::from(book.jobs.iter().any(|job| job.is_running())))
    }

    /// Jobs that run or wait.
    pub fn under_way(&self) -> usize {
        self.book().jobs.iter().filter(|job| !job.is_ended()).count()
    }

    /// Stops a job; what it has found is kept. Asked again, it changes nothing.
    pub fn cancel(&self, job: &Job) {
        let mut book = self.book();
        let waits = book.waiting.iter().position(|(other, _)| other.id == job.id);
        match waits.and_then(|at| book.waiting.remove(at)) {
            Some((job, _)) => job.dropped(),
            None => job.cancel(),
        }
    }

    /// Ends everything; nothing is taken any more.
    pub fn stop(&self) {
        let mut book = self.book();
        book.stopping = true;
        book.waiting.drain(..).for_each(|(job, _)| job.dropped());
        book.jobs.iter().for_each(|job| job.cut());
    }

    /// Works until nothing waits.
    fn work(&self) {
        calm();
        // The desks keep a core of their own; the threads inherit the priority.
        let cores = std::thread::available_parallelism().map_or(1, usize::from);
        let threads = cores.saturating_sub(1).max(1);
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build();
        while let Some((job, work)) = self.next() {
            let run = || pool.as_ref().map(|pool| pool.install(|| job.run(work)));
            // A fault in one plan must end neither the worker nor the service.
            if !matches!(catch_unwind(AssertUnwindSafe(run)), Ok(Ok(()))) {
                tracing::error!("a plan ended by a fault");
                job.failed();
            }
            self.book().forget(self.limits);
        }
    }

    fn next(&self) -> Option<(Arc<Job>, Work)> {
        let mut book = self.book();
        let next = book.waiting.pop_front();
        book.working = next.is_some();
        next
    }
}

impl Book {
    fn takes(&self, limits: Limits) -> Result<(), NotTaken> {
        // With nobody at work the first goes to work at once.
        let waiting_max = limits.waiting_max + usize::from(!self.working);
        match () {
            () if self.stopping => Err(NotTaken::Stopping),
            () if self.waiting.len() >= waiting_max => Err(NotTaken::Full),
            () => Ok(()),
        }
    }

    /// Forgets the oldest of those that ended, until the others are few and light enough.
    fn forget(&mut self, limits: Limits) {
        loop {
            let ended = || self.jobs.iter().filter(|job| job.is_ended());
            let (count, bytes) = (ended().count(), ended().map(|job| job.bytes()).sum::<usize>());
            if count <= 1 || (count <= limits.kept_max && bytes <= limits.kept_bytes_max) {
                return;
            }
            let Some(at) = self.jobs.iter().position(|job| job.is_ended()) else { return };
            self.jobs.remove(at);
        }
    }
}

/// Gives this thread, and those it starts, only the time that nobody else wants.
fn calm() {
    #[cfg(target_os = "linux")]
    if let Err(error) = rustix::process::setpriority_process(None, 19) {
        tracing::warn!(%error, "plans run at the priority of the service");
    }
}

#[cfg(test)]
mod tests {
    use super::super::job::{State, Texts};
    use super::*;
    use crate::setup::plan;

    #[test]
    fn a_fault_ends_one_job_and_nothing_else() {
        let town = concat!(env!("CARGO_MANIFEST_DIR"), "/fixtures/towns/jingdezhen.toml");
        let mut input = plan::load(town.as_ref(), None).expect("town");
        // A site of no place, which no file can say.
        input.city.sites[0].place = usize::MAX;
        let jobs = Arc::new(Jobs::default());
        let texts = Texts::default;
        let work = || Work { texts: texts(), input: input.clone(), staffing: None, seed: 1 };
        for _ in 0..2 {
            let job = jobs.submit(Region(360_200), work()).expect("taken");
            while !job.is_ended() {
                std::thread::yield_now();
            }
            let stand = job.stand();
            assert_eq!((stand.state, stand.verdict), (State::Failed, None));
            assert!(stand.said[0].zh.contains("通知管理员") && stand.kept.is_none());
        }
        jobs.stop();
        assert_eq!(jobs.submit(Region(360_200), work()).err(), Some(NotTaken::Stopping));
        assert_eq!(jobs.under_way(), 0);
    }
}
