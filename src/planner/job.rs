//! One plan that somebody asked for: how far it is, and what it found.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError};
use std::time::Duration;

use tenfold_domain::code::Region;
use tenfold_domain::time::At;
use tenfold_sim::replicate::Watch;
use tenfold_sim::scenario::Scenario;
use tenfold_sim::sizing::Step;
use tenfold_sim::staffing::Staffing;
use tenfold_sim::trial::Trial;
use tokio::sync::watch;

use super::kept::{self, Kept};
use super::plan::{Planned, Verdict, plan, simulate};
use super::progress::Progress;
use super::watched::{Stop, Watched, trials};
use crate::report::words::Both;
use crate::service::clock::{self, Stopwatch};
use crate::setup::plan::PlanInput;

/// What is shown of a job that was stopped at its longest run may take so much longer.
const GRACE: Duration = Duration::from_secs(60);

/// The texts that a plan was asked for with: a town with the files it names. A campaign is made of
/// them, and they can be edited and planned for again.
#[derive(Clone, Debug, Default)]
pub struct Texts {
    /// The town file's.
    pub town: String,
    /// A protocol's, in place of the one the town names.
    pub protocol: Option<String>,
    /// Those of the files that the town names.
    pub files: BTreeMap<String, String>,
}

impl Texts {
    fn bytes(&self) -> usize {
        let files = self.files.values().map(String::len).sum::<usize>();
        self.town.len() + self.protocol.as_ref().map_or(0, String::len) + files
    }
}

/// What is to be done.
#[derive(Debug)]
pub struct Work {
    /// What was asked with.
    pub texts: Texts,
    /// The town.
    pub input: PlanInput,
    /// A staffing to simulate; where there is none, one is searched for.
    pub staffing: Option<Staffing>,
    /// Seed of all chance.
    pub seed: u64,
}

/// Where a job stands.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum State {
    /// It waits for those before it.
    Queued,
    /// It is worked at.
    Running,
    /// It came to its end.
    Done,
    /// It was stopped; what it had found is kept.
    Stopped,
    /// A fault of the program ended it.
    Failed,
}

impl State {
    /// The word for programs.
    pub fn word(self) -> &'static str {
        match self {
            State::Queued => "queued",
            State::Running => "running",
            State::Done => "done",
            State::Stopped => "stopped",
            State::Failed => "failed",
        }
    }
}

/// What a job is about and how far it is.
pub struct Job {
    /// Names it; nobody guesses one.
    pub id: String,
    /// Whose it is; nobody of another region sees it.
    pub region: Region,
    /// The town's name.
    pub name: String,
    /// A staffing was given.
    pub is_given: bool,
    /// Seed of all chance.
    pub seed: u64,
    /// When it was asked for.
    pub asked_at: At,
    /// What looks wrong in the town.
    pub warnings: Vec<Both>,
    /// What was asked with.
    pub texts: Texts,
    stop: Stop,
    run_max: Duration,
    began: OnceLock<Stopwatch>,
    is_overdue: AtomicBool,
    simulated: AtomicU64,
    /// Cities that will have been simulated; 0 while nobody knows.
    goal: AtomicU64,
    progress: Mutex<Option<Progress>>,
    stand: Mutex<Stand>,
    changed: watch::Sender<()>,
}

/// What changes only a few times.
#[derive(Clone, Debug)]
pub struct Stand {
    /// Where it stands.
    pub state: State,
    /// When it left the queue.
    pub began_at: Option<At>,
    /// When it ended.
    pub ended_at: Option<At>,
    /// How it ended, in a word.
    pub verdict: Option<Verdict>,
    /// How it ended, in sentences.
    pub said: Vec<Both>,
    /// What it found.
    pub kept: Option<Arc<Kept>>,
}

impl Job {
    pub(super) fn new(id: String, region: Region, work: &mut Work, run_max: Duration) -> Job {
        let warnings = work.input.warnings.iter();
        Job {
            id,
            region,
            name: work.input.city.name.clone(),
            is_given: work.staffing.is_some(),
            seed: work.seed,
            asked_at: clock::now(),
            warnings: warnings.map(|said| Both::new(&said.zh, &said.en)).collect(),
            texts: std::mem::take(&mut work.texts),
            stop: Stop::default(),
            run_max,
            began: OnceLock::new(),
            is_overdue: AtomicBool::new(false),
            simulated: AtomicU64::new(0),
            goal: AtomicU64::new(0),
            progress: Mutex::new(None),
            stand: Mutex::new(Stand {
                state: State::Queued,
                began_at: None,
                ended_at: None,
                verdict: None,
                said: Vec::new(),
                kept: None,
            }),
            changed: watch::channel(()).0,
        }
    }

    /// As it stands now.
    pub fn stand(&self) -> Stand {
        self.locked().clone()
    }

    /// Cities simulated so far, and how many it will be, where that is known.
    pub fn simulated(&self) -> (u64, Option<u64>) {
        let goal = self.goal.load(Ordering::Relaxed);
        (self.simulated.load(Ordering::Relaxed), (goal > 0).then_some(goal))
    }

    /// What it does, and what it has in hand; none before it begins.
    pub fn progress(&self) -> Option<Progress> {
        self.progress.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    fn is_at(&self, next: impl FnOnce(Option<Progress>) -> Progress) {
        let mut progress = self.progress.lock().unwrap_or_else(PoisonError::into_inner);
        *progress = Some(next(progress.take()));
        drop(progress);
        self.changed.send_replace(());
    }

    /// Tells of every change.
    pub fn subscribe(&self) -> watch::Receiver<()> {
        self.changed.subscribe()
    }

    /// Nothing will change any more.
    pub fn is_ended(&self) -> bool {
        !matches!(self.locked().state, State::Queued | State::Running)
    }

    pub(super) fn is_running(&self) -> bool {
        self.locked().state == State::Running
    }

    /// Bytes of what it found and of what it was asked with.
    pub(super) fn bytes(&self) -> usize {
        self.texts.bytes() + self.locked().kept.as_deref().map_or(0, Kept::bytes)
    }

    fn locked(&self) -> MutexGuard<'_, Stand> {
        self.stand.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn turn(&self, change: impl FnOnce(&mut Stand)) {
        change(&mut self.locked());
        self.changed.send_replace(());
    }

    /// Asks it to stop; once is enough.
    pub(super) fn cancel(&self) {
        if !self.stop.is_asked() {
            self.stop.ask();
        }
    }

    /// Stops it at once, whatever is lost.
    pub(super) fn cut(&self) {
        self.stop.ask_all();
    }

    /// It was stopped before it began.
    pub(super) fn dropped(&self) {
        self.stop.ask_all();
        self.end(State::Stopped, None, vec![kept::never_begun()], None);
    }

    pub(super) fn failed(&self) {
        self.end(State::Failed, None, vec![kept::fault()], None);
    }

    /// Does the work, in whatever threads it is called from.
    pub(super) fn run(&self, work: Work) {
        // The first time: a job runs once.
        let _ = self.began.set(Stopwatch::start());
        self.turn(|stand| {
            (stand.state, stand.began_at) = (State::Running, Some(clock::now()));
        });
        let Work { input, staffing, seed, .. } = work;
        let found = match staffing {
            Some(staffing) => simulate(&input, staffing, seed, None, self),
            None => match plan(&input, seed, None, self) {
                Planned::Found(found) => *found,
                Planned::Never(said) => {
                    let kept = Kept::never(&said);
                    return self.end(State::Done, Some(Verdict::Never), said, Some(kept));
                }
            },
        };
        match found.summary.replications {
            0 => self.end(self.ending(), None, vec![kept::nothing()], None),
            _ => match Kept::of(&found, &input, seed) {
                Ok(kept) => self.end(self.ending(), Some(found.verdict), found.said, Some(kept)),
                Err(error) => {
                    tracing::error!(%error, "a plan could not be told");
                    self.failed();
                }
            },
        }
    }

    fn ending(&self) -> State {
        if self.stop.is_asked() { State::Stopped } else { State::Done }
    }

    fn end(&self, state: State, verdict: Option<Verdict>, said: Vec<Both>, kept: Option<Kept>) {
        let overdue = self.is_overdue.load(Ordering::Relaxed).then(|| kept::too_long(self.run_max));
        let said = overdue.into_iter().chain(said).collect();
        let (ended_at, kept) = (Some(clock::now()), kept.map(Arc::new));
        self.turn(|stand| {
            *stand = Stand { state, began_at: stand.began_at, ended_at, verdict, said, kept };
        });
    }

    /// After each city.
    fn one(&self) {
        self.simulated.fetch_add(1, Ordering::Relaxed);
        self.changed.send_replace(());
        let ran = self.began.get().map_or(Duration::ZERO, Stopwatch::elapsed);
        if ran > self.run_max && !self.stop.is_asked() {
            self.is_overdue.store(true, Ordering::Relaxed);
            self.stop.ask();
        }
        if ran > self.run_max + GRACE {
            self.stop.ask_all();
        }
    }
}

impl Watched for Job {
    fn search<T>(&self, work: impl Fn(Watch<'_>) -> T) -> T {
        work(Watch { done: &|| self.one(), stop: self.stop.search() })
    }

    fn told(&self, step: Step<'_>) {
        self.is_at(|_| Progress::of(step));
    }

    fn trials(&self, scenario: &Scenario, seed: u64, asked: Option<u64>) -> Vec<Trial> {
        self.is_at(Progress::simulating);
        let before = self.simulated.load(Ordering::Relaxed);
        let goal = |count| self.goal.store(before + count, Ordering::Relaxed);
        trials(&self.stop, (scenario, seed), asked, goal, &|| self.one())
    }

    fn is_stopped(&self) -> bool {
        self.stop.is_asked()
    }
}
